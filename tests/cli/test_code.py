"""code: the whole of a study on the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from onrecord.model import Reading

Run = Callable[..., Result]
LEAD = ("--by", "R. Haddad", "--why", "how right it is")
BOOK = """
title: Tactics
variables:
  tactic:
    question: By what means?
    sections: [events, claims]
    categories: {words: By words., other: {definition: Else., include: force, exclude: words}}
"""


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "book.yaml"
    path.write_text(BOOK, encoding="utf-8")
    return path


def rows(done: Result) -> list[dict[str, object]]:
    assert done.exit_code == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_a_study_from_the_codebook_to_the_appendix(ledger: Path, run: Run, book: Path, tmp_path: Path) -> None:
    kept = run("code", ledger, "codebook", book, *LEAD)
    assert [row["category"] for row in rows(kept)] == ["yes", "partly", "no", "words", "other"]
    assert "Version 1 of Tactics kept as d" in kept.stderr
    assert "Version 1 of Tactics." in run("code", ledger, "codebook").stderr
    drawn = run(
        "code", ledger, "sample", "claims", "2", "--name", "pilot", "--seed", "7", "--to", "A", "--to", "B", *LEAD
    )
    items = [str(row["row"]) for row in rows(drawn)]
    assert len(items) == 2
    assert "2 rows of" in drawn.stderr
    assert "To be coded by A, B: right, tactic." in drawn.stderr
    [item] = rows(run("code", ledger, "next", "pilot", "--by", "A"))
    assert (item["n"], item["shown"]["row"]) == (1, items[0])  # type: ignore[index]
    table = run("code", ledger, "next", "pilot", "--by", "A", "--format", "table").stdout
    assert "By what means?" in table
    assert "(counts: force)" in table
    for who, other in (("A", "right=yes"), ("B", "right=partly:time,type")):
        for n, row in enumerate(items):
            done = run("code", ledger, "set", row, other if n else "right=yes", "tactic=words", "--sample", "pilot",
                       "--by", who)  # fmt: skip
            assert done.exit_code == 0, done.stderr
            assert f"{2 - 2 * n} of 4 codes left." in done.stderr
        if who == "A":
            assert rows(run("code", ledger, "codes", "--sample", "pilot", "--by", "B")) == []
            assert len(rows(run("code", ledger, "codes", "--sample", "pilot", "--by", "A"))) == 4
            refused = run("code", ledger, "agreement", "pilot")
            assert (refused.exit_code, "coded blind [U104]" in refused.stderr) == (2, True)
            assert "not told" in run("decide", ledger, "--format", "jsonl").stdout
    assert "Nothing is left to code." in run("code", ledger, "next", "pilot", "--by", "A").stderr
    assert [row["percent"] for row in rows(run("code", ledger, "agreement", "pilot"))] == [0.5, 1.0]
    listed = run("code", ledger, "settle", "pilot")
    assert [row["variable"] for row in rows(listed)] == ["right"]
    assert "1 difference, 1 to be settled." in listed.stderr
    assert "nobody settled" in run("code", ledger, "estimate", "pilot").stderr
    settled = run("code", ledger, "settle", "pilot", items[1], "right=no", *LEAD)
    assert "1 difference, 0 to be settled." in settled.stderr
    found = run("code", ledger, "estimate", "pilot")
    right, _ = rows(found)
    assert [one["hits"] for one in right["estimates"]] == [1, 0, 1, 1]  # type: ignore[attr-defined]
    assert "right: 2 of 2 drawn rows coded" in found.stderr
    assert [row["drawn again"] for row in _csv(run("code", ledger, "samples", "--again", "--format", "csv"))] == [
        "the same"
    ] * 2
    for name, start in (("m.md", "# Methods"), ("m.html", "<!doctype html>")):
        assert run("code", ledger, "methods", "-o", tmp_path / name).exit_code == 0
        assert (tmp_path / name).read_text(encoding="utf-8").startswith(start)
    assert run("code", ledger, "methods").stdout.startswith("# Methods")
    assert run("code", ledger, "methods", "--format", "html", "--mask").stdout.startswith("<!doctype html>")
    for form in ("table", "csv", "json"):
        for command in (("codes",), ("agreement", "pilot"), ("settle", "pilot"), ("estimate", "pilot"), ("codebook",)):
            assert run("code", ledger, *command, "--format", form).exit_code == 0
    assert run("verify", ledger).exit_code == 0


def _csv(done: Result) -> list[dict[str, str]]:
    import csv
    import io

    return list(csv.DictReader(io.StringIO(done.stdout, newline="")))


def test_a_code_stands_below_its_report_and_is_undone(ledger: Path, run: Run, golden: Reading) -> None:
    row = f"{golden.report.id}:a1"
    done = run("code", ledger, "set", row, "right=partly:span", "--by", "A", "--why", "too long")
    assert f"{row}: right partly (span) [d" in done.stderr
    [code] = rows(run("code", ledger, "codes"))
    shown = " ".join(run("show", ledger, golden.report.id, "--format", "table").stdout.split())
    assert "coded: right partly, by A on" in shown
    run("decide", ledger, "undo", code["decision"], *LEAD)
    assert rows(run("code", ledger, "codes")) == []


def test_a_sample_stands_below_its_reports_and_in_the_list(ledger: Path, run: Run, golden: Reading) -> None:
    run("code", ledger, "sample", "claims", "3", "--name", "pilot", *LEAD)
    assert "drawn in the sample pilot" in run("show", ledger, golden.report.id, "--format", "table").stdout
    listed = _csv(run("decide", ledger, "--format", "csv"))
    assert listed[0]["kind"] == "sample"
    assert "seed=" in listed[0]["changes"]
    assert "digest" not in listed[0]["changes"]
    assert listed[0]["words"] == "3 rows"


def test_a_second_coder_and_an_opening(ledger: Path, run: Run) -> None:
    run("code", ledger, "sample", "claims", "2", "--name", "pilot", *LEAD)
    assert "B is to code it: d" in run("code", ledger, "assign", "pilot", "B", *LEAD).stderr
    assert "It is open: d" in run("code", ledger, "open", "pilot", *LEAD).stderr
    assert run("code", ledger, "open", "pilot", *LEAD).exit_code == 2


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("codebook", "none.yaml"), "needs --by NAME"),
        (("codebook", "none.yaml", *LEAD), "none.yaml"),
        (("sample", "moods", "3", "--name", "x", *LEAD), "no section is called moods"),
        (("sample", "claims", "3", "--name", "x", "--where", "kind", *LEAD), "FILTER=VALUE"),
        (("sample", "claims", "3", "--name", "x", "--where", "kind=a", "--where", "kind=b", *LEAD), "given twice"),
        (("sample", "claims", "3", *LEAD), "--name"),
        (("next", "pilot", "--by", "A"), "no sample pilot"),
        (("set", "x", "right", "--by", "A"), "VARIABLE=CATEGORY"),
        (("settle", "pilot", "x"), "needs VARIABLE=CATEGORY"),
    ],
)
def test_what_is_wrong_is_said(ledger: Path, run: Run, arguments: tuple[str, ...], words: str) -> None:
    done = run("code", ledger, *arguments)
    assert done.exit_code in (1, 2)
    assert words in done.stderr
    assert "not foreseen" not in done.stderr
