"""onrecord network: the ties of a day, measures and balance, in every form."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from onrecord.ingest.given import Given
from onrecord.ledger import Ledger
from onrecord.mask import BLOCK
from onrecord.model import FORMAT, Actor, Attribution, Factuality, Mention, Party, Reading, Relation, Report, Span

Run = Callable[..., Result]
ON = ("--on", "2014-01-01")
SURE, DENIED = Factuality.of("CT+", "occurred"), Factuality.of("CT-", "denied")
ACTORS = {
    "Iran": Actor("iran", "Iran", "state"),
    "Qatar": Actor("qatar", "Qatar", "state"),
    "Egypt": Actor("egypt", "Egypt", "state"),
    "Mona Adel": Actor("report:mona-adel", "Mona Adel", "person"),
}
Facts = tuple[str, str, str, str | None, str | None, Factuality]
PAPERS: dict[str, tuple[Facts, ...]] = {
    "Delta Post": (
        ("Iran", "alliance", "Qatar", "2010-01-01", None, SURE),
        ("Iran", "hostility", "Egypt", "2010-01-01", None, SURE),
        ("Qatar", "hostility", "Egypt", "2010-01-01", "2013-06-01", SURE),
    ),
    "Coast Times": (
        ("Qatar", "alliance", "Egypt", "2013-06-01", None, SURE),
        ("Mona Adel", "hostility", "Egypt", None, None, SURE),
        ("Iran", "alliance", "Qatar", "2011-01-01", None, DENIED),
    ),
}


def report(publisher: str, facts: tuple[Facts, ...]) -> tuple[Given, Reading]:
    """One sentence a tie; Mona Adel says all that is denied."""
    text, ties, mentions, claims = "", [], [], []
    for n, (one, type_, other, start, end, how) in enumerate(facts):
        words = f"Mona Adel said that {one} had {type_} with {other}."
        at = len(text)
        text += f"{words} "
        spans = [Span(at + words.rindex(name), at + words.rindex(name) + len(name), name) for name in (one, other)]
        speaker = Span(at, at + 9, "Mona Adel")
        whole = Span(at, at + len(words), words)
        mentions += [Mention(span, ACTORS[span.text].id, "name", 0.9) for span in (speaker, *spans)]
        said = f"a{n + 1}" if how is DENIED else None
        if said:
            content = Span(at + 20, whole.end - 1, words[20:-1])
            cue = Span(at + 10, at + 14, "said")
            claims.append(
                Attribution(said, (speaker,), (cue,), (content,), "indirect", "speech", ("report:mona-adel",), "named",
                            SURE, 0.9)
            )  # fmt: skip
        sides = [Party(span, ACTORS[span.text].id) for span in spans]
        sign = -1 if type_ == "hostility" else 1
        ties.append(
            Relation(f"r{n + 1}", type_, *sides, sign, "holds", how, whole, 0.8, start=start, end=end, attribution=said)
        )
    digest = hashlib.sha256(text.encode()).hexdigest()
    made = Report(digest[:16], f"{publisher}.txt", digest, text, publisher=publisher, published="2013-09-01")
    reading = Reading(
        FORMAT, "test", made, mentions=tuple(mentions), attributions=tuple(claims), relations=tuple(ties),
        actors=tuple(ACTORS.values()),
    )  # fmt: skip
    return Given(made, text.encode(), "text/plain"), reading


@pytest.fixture
def system(tmp_path: Path) -> Path:
    path = tmp_path / "system.onrecord"
    with Ledger.open(path, create=True) as opened:
        for publisher, facts in PAPERS.items():
            opened.add(*report(publisher, facts))
    return path


def rows(done: Result) -> list[dict[str, object]]:
    assert done.exit_code == 0, done.stderr
    return json.loads(done.stdout)  # type: ignore[no-any-return]


def table(done: Result) -> list[dict[str, str]]:
    assert done.exit_code == 0, done.stderr
    return list(csv.DictReader(io.StringIO(done.stdout, newline="")))


def test_a_tie_says_how_many_tell_it_and_who_denies_it(system: Path, run: Run) -> None:
    found = run("network", system, *ON, "--format", "json", "--actor", "Iran")
    tie = next(row for row in rows(found) if row["type"] == "alliance")
    assert (tie["start"], tie["reports"], tie["origins"], tie["contested"]) == ("2010-01-01", 1, 1, True)
    assert tie["denied"]["evidence"][0]["voice"]["speakers"][0]["name"] == "Mona Adel"  # type: ignore[index]
    assert "The network: 2 ties on 2014-01-01, told in 1 report of 1 origin; of 100 such rows about" in found.stderr
    assert 0 < tie["wrong"] < 1
    said = run("network", system, *ON, "--format", "table", "--actor", "Iran").stdout
    assert "denied by Mona Adel (1 origin; " in " ".join(said.split())
    [row] = [row for row in table(run("network", system, *ON, "--format", "csv")) if row["denied by"]]
    assert (row["subject"], row["denied by"], row["denied_origins"]) == ("Iran", "Mona Adel", "1")


def test_the_filters_of_voice(system: Path, run: Run) -> None:
    delta = run("network", system, *ON, "--format", "json", "--publisher", "Delta Post")
    assert len(rows(delta)) == 2
    assert "On the word of: Delta Post in its own voice." in delta.stderr
    assert rows(run("network", system, *ON, "--format", "json", "--voice", "Mona Adel")) == []
    two = run("network", system, *ON, "--format", "json", "--min-origins", "2")
    assert rows(two) == []
    assert "fewer than 2 independent origins" in two.stderr
    assert run("network", system, *ON, "--voice", "Zebulon Quix").exit_code == 1
    assert run("network", system, *ON, "--min-origins", "0").exit_code == 2


def test_measures_in_every_form(system: Path, run: Run) -> None:
    asked = ("network", system, *ON, "--measures", "--format")
    placed = rows(run(*asked, "json"))
    assert placed[0]["who"] == {"id": "egypt", "name": "Egypt"}
    assert (placed[0]["degree"], placed[0]["reports"], placed[0]["origins"]) == (3, 2, 2)
    listed = table(run(*asked, "csv"))
    assert [row["actor"] for row in listed] == [row["who"]["name"] for row in placed]  # type: ignore[index]
    assert "On 2014-01-01: 4 actors, 4 pairs with ties" in run(*asked, "table").stdout


def test_balance_in_every_form(system: Path, run: Run) -> None:
    asked = ("network", system, *ON, "--since", "2013-01-01", "--balance", "--format")
    now, shift = rows(run(*asked, "json"))
    assert (now["change"], shift["change"], shift["balanced"]) == (None, "shifted", False)
    listed = table(run(*asked, "csv"))
    assert len(listed) == 6
    [moved] = [row for row in listed if row["before"] and row["before"] != row["sign"]]
    assert (moved["one"], moved["other"], moved["before"], moved["sign"]) == ("Egypt", "Qatar", "-1", "1")
    assert moved["rows"].endswith(":r1")
    assert moved["rows_before"].endswith(":r3")
    shown = run(*asked, "table").stdout
    assert "On 2014-01-01: 1 triad, 1 unbalanced (100%)" in shown
    assert "Since 2013-01-01: 1 shifted" in shown
    assert "+ Egypt – Qatar (before: −)" in shown


def test_no_unbalanced_triad_is_said_in_words(system: Path, run: Run) -> None:
    done = run("network", system, "--on", "2012-01-01", "--balance", "--format", "table")
    assert "On 2012-01-01: 1 triad, 0 unbalanced (0%)" in done.stdout
    assert "No unbalanced or shifted triad found" in done.stderr


@pytest.mark.parametrize("more", [("--measures", "--balance"), ("--measures", "--since", "2013-01-01")])
def test_what_cannot_be_asked_together(system: Path, run: Run, more: tuple[str, ...]) -> None:
    assert run("network", system, *ON, *more).exit_code == 2


@pytest.mark.parametrize("form", ["table", "json", "jsonl", "csv"])
@pytest.mark.parametrize("more", [(), ("--measures",), ("--balance", "--since", "2013-01-01")])
def test_nobody_unknown_is_named_behind_a_mask(system: Path, run: Run, form: str, more: tuple[str, ...]) -> None:
    asked = ("network", system, *ON, *more, "--format", form, "--voice", "Mona Adel", "--publisher", "Delta Post")
    asked = (*asked, "--publisher", "Coast Times", "--mask")
    done = run(*asked)
    assert done.exit_code == 0, done.stderr
    assert "Mona" not in done.stdout + done.stderr
    assert "Adel" not in done.stdout + done.stderr
    assert BLOCK in done.stdout
    if form == "json":
        assert len(rows(done)) == len(rows(run(*asked[:-1])))


def test_help_says_the_definition_and_its_source(run: Run) -> None:
    said = " ".join(run("network", "--help").stdout.split())
    assert "the product of its three signs is positive" in said
    assert "Cartwright and Harary" in said
    assert "Freeman" in said
