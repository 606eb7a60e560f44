"""What became of bodies and states."""

import itertools
import re
from collections import Counter

import pytest

from onrecord.errors import DataError
from onrecord.knowledge import changes as module
from onrecord.knowledge.changes import Change, Changes, changes, check
from onrecord.knowledge.registry import registry
from onrecord.knowledge.table import Row, rows

KINDS = {"founded", "dissolved", "renamed", "split-from", "merged-into", "joined", "left"}


def test_every_line_names_known_actors_and_a_date():
    check()
    counts = Counter()
    for row in rows(module.TABLE):
        counts[row["kind"]] += 1
        assert re.fullmatch(r"(19|20)\d\d(-(0[1-9]|1[0-2])(-([0-2]\d|3[01]))?)?", row["date"]), row
        assert row["actor"] != row["other"], row
    assert set(counts) == KINDS
    assert counts.total() >= 600
    assert counts["renamed"] >= 30
    assert counts["merged-into"] + counts["split-from"] >= 130


def test_no_line_stands_twice():
    counts = Counter((row["actor"], row["kind"], row["other"], row["date"]) for row in rows(module.TABLE))
    assert counts.most_common(1)[0][1] == 1


def test_a_body_ends_after_it_began():
    """Of what begins and ends an actor, two that follow one another are not of the same kind."""
    turns = {}
    for row in sorted(rows(module.TABLE), key=lambda row: row["date"]):
        kind = row["kind"]
        if kind in module.BEGINS | module.ENDS:
            turns.setdefault(row["actor"], []).append(kind in module.BEGINS)
    odd = [actor for actor, begins in turns.items() if any(a == b for a, b in itertools.pairwise(begins))]
    assert odd == []


def test_a_merged_body_stays_itself():
    known = registry()
    assert known.find("Nusra Front")[0].id != known.find("Hayat Tahrir al-Sham")[0].id
    assert {c.actor for c in changes().of("hayat-tahrir-al-sham")} > {"hayat-tahrir-al-sham", "al-nusra-front"}


@pytest.mark.parametrize(
    ("day", "there"),
    [
        ("1993-01-01", True),
        ("1999-12-31", False),
        ("2000-01-01", True),
        ("2004-06-30", True),
        ("2004-07-01", False),
        ("2009-01-01", False),
        ("2010-03-04T10:00:00", True),
    ],
)
def test_a_body_that_ended_and_began_again(day, there):
    found = Changes(
        Change("a", kind, date)
        for kind, date in (
            ("dissolved", "1994"), ("founded", "2000"), ("merged-into", "2004-06"), ("split-from", "2010-03-04"),
        )
    )  # fmt: skip
    assert found.stood("a", day) is there
    assert found.stood("b", day)


@pytest.mark.parametrize(
    ("day", "name"), [("2001-01-01", "One"), ("2002-05-05", "Two"), ("2003-04-30", "Two"), ("2003-05-01", "Usual")]
)
def test_the_name_of_a_day(day, name):
    found = Changes(
        [
            Change("a", "renamed", "2003-05", former="Two"),
            Change("a", "renamed", "2002-05-05", former="One", now="Two"),
        ]
    )
    assert found.name("a", "Usual", day) == name
    assert found.name("b", "Usual", day) == "Usual"


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("nobody founded 2001 - - -", "no actor has the id nobody"),
        ("hamas merged-into 2001 nobody - -", "no actor has the id nobody"),
        ("hamas merged-into 2001 - - -", "asks for it"),
        ("hamas founded 2001 fatah - -", "'other' of founded"),
        ("hamas renamed 2001 Zzyzx - -", "has no name 'Zzyzx'"),
        ("hamas renamed 2001 Hamas Zzyzx -", "has no name 'Zzyzx'"),
        ("hamas joined 2001 fatah Hamas -", "'now' of joined"),
    ],
)
def test_a_line_that_is_wrong(line, wrong, monkeypatch):
    columns = ("actor", "kind", "date", "other", "now", "note")
    cells = {c: "" if v == "-" else v for c, v in zip(columns, line.split(), strict=True)}
    monkeypatch.setattr(module, "rows", lambda name: [Row(cells, name, 9)])
    with pytest.raises(DataError, match=wrong):
        check()
