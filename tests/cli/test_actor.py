from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from onrecord.cli.evaluate import KINDS
from onrecord.evaluate import KINDS as SCORERS

Run = Callable[..., Result]


def test_json_is_an_array_with_the_fields_of_the_contract(run: Run) -> None:
    [row] = json.loads(run("actor", "--country", "egy", "--on", "2013-07-02", "--format", "json").stdout)
    assert list(row) == ["id", "name", "kind", "country", "sector", "wikidata", "roles", "inferred", "changes"]
    assert row["id"] == "mohamed-morsi"
    assert row["roles"][0]["title"] == "president"


def test_by_name(run: Run) -> None:
    first = json.loads(run("actor", "the muslim brotherhood", "--format", "json").stdout)[0]
    assert first["id"] == "muslim-brotherhood"


def test_what_became_of_a_body(run: Run) -> None:
    first = json.loads(run("actor", "Nusra Front", "--format", "json").stdout)[0]
    assert [(c["kind"], c["date"], c["other"]) for c in first["changes"] if c["actor"] == first["id"]] == [
        ("founded", "2012-01-23", None),
        ("left", "2016-07-28", "al-qaeda"),
        ("renamed", "2016-07-28", None),
        ("merged-into", "2017-01-28", "hayat-tahrir-al-sham"),
    ]
    table = run("actor", "Hayat Tahrir al-Sham", "--format", "csv").stdout
    assert "al-nusra-front merged-into hayat-tahrir-al-sham 2017-01-28" in table


@pytest.mark.parametrize(
    ("name", "day", "id", "called"),
    [
        ("Jabhat al-Nusra", "2015-01-01", "al-nusra-front", "Jabhat al-Nusra"),
        ("Jabhat al-Nusra", "2016-09-01", "al-nusra-front", "Jabhat Fatah al-Sham"),
        ("Zaire", "1996-01-01", "democratic-republic-of-the-congo", "Zaire"),
        ("Zaire", "2000-01-01", "democratic-republic-of-the-congo", "Democratic Republic of the Congo"),
        ("Macedonia", "2019-02-11", "north-macedonia", "Macedonia"),
        ("Macedonia", "2019-02-12", "north-macedonia", "North Macedonia"),
        ("Yugoslavia", "2005-01-01", "yugoslavia", "Serbia and Montenegro"),
        ("Transitional Military Council", "2019-05-01", "transitional-military-council-sudan", None),
        ("Transitional Military Council", "2022-01-01", "transitional-military-council-chad", None),
    ],
)
def test_a_name_on_a_day(name: str, day: str, id: str, called: str | None, run: Run) -> None:
    first = json.loads(run("actor", name, "--on", day, "--format", "json").stdout)[0]
    assert first["id"] == id
    assert called in (None, first["name"])


def test_with_a_ledger_it_says_how_much_there_is(ledger: Path, run: Run) -> None:
    found = run("actor", "Dana Keel", "--ledger", ledger, "--format", "json")
    [row] = json.loads(found.stdout)
    assert (row["name"], row["reports"], row["origins"], row["claims"]) == ("Dana Keel", 1, 1, 2)
    assert row["expected"]["rows"] == row["claims"] + row["events"] + row["relations"]
    assert 0 < row["expected"]["share_wrong"] < 1
    assert "Looked into 1 of 3 inputs" in found.stderr
    rows = json.loads(run("actor", "Muslim Brotherhood", "--ledger", ledger, "--format", "json").stdout)
    assert rows[0]["reports"] == 0
    assert rows[0]["expected"] is None


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        ((), 2),
        (("Morsi", "--country", "EGY"), 2),
        (("Morsi", "--role", "president"), 2),
        (("Morsi", "--on", "yesterday"), 2),
        (("--country", "EGY", "--on", "yesterday"), 2),
        (("--country", "ZZZ"), 1),
        (("--country", "EGY", "--role", "admiral of the moon"), 1),
        (("Xyzzy Plugh Quux",), 1),
    ],
)
def test_wrong_questions(arguments: tuple[str, ...], status: int, run: Run) -> None:
    done = run("actor", *arguments)
    assert done.exit_code == status
    assert done.stdout == ""
    assert done.stderr


def test_the_scorers_in_help_are_those_there_are() -> None:
    assert KINDS == SCORERS


def test_evaluate_scores_a_reading(run: Run, tmp_path: Path) -> None:
    text = "Rebels attacked Qena on July 12, 2013."
    (tmp_path / "mine.jsonl").write_text(json.dumps({"id": "1", "text": text}) + "\n")
    gold = {"id": "1", "times": [{"start": 24, "end": 37, "type": "DATE", "value": "2013-07-12"}]}
    (tmp_path / "mine.gold.jsonl").write_text(json.dumps(gold) + "\n")
    out = tmp_path / "mine.out.jsonl"
    assert run("read", tmp_path / "mine.jsonl", "-o", out).exit_code == 0
    done = run("evaluate", tmp_path / "mine.gold.jsonl", out)
    assert done.exit_code == 0, done.stderr
    assert json.loads(done.stdout)["scorer"] == "times"
    assert "scorer" in run("evaluate", tmp_path / "mine.gold.jsonl", out, "--format", "table").stdout
    assert run("evaluate", tmp_path / "none.gold.jsonl", out).exit_code == 1
