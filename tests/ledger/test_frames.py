"""A sample is what anybody can draw again with a list of names and SHA-256; strata share it by their rows."""

import hashlib
import shutil
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import BadDate, BadQuery, NoSuchRow
from onrecord.ledger import frames
from onrecord.ledger.frames import FIELDS, FILTERS, PARTS, draw, frame, number, shares


@pytest.fixture
def many(ledger, told):
    ledger.add_batch([
        told(source_id=f"{n}.txt", publisher=f"Paper {n % 3}", own_words=True, killed=n + 2,
             status="planned" if n % 4 == 0 else "occurred", published=None if n == 11 else f"2013-08-{n + 10}").pair
        for n in range(12)
    ])  # fmt: skip
    return ledger


def names(ledger, part, seed="7", size=100, field=None, **where):
    found = frame(ledger.store, part, where, seed, size, field)
    return {pick.row for pick in draw(found, seed, size)}


def test_the_draw_can_be_made_by_hand(many):
    rows = sorted(row[0] for row in many.rows("SELECT row FROM events WHERE status = 'occurred'"))
    wanted = sorted(rows, key=lambda row: hashlib.sha256(f"2013 {row}".encode()).hexdigest())[:5]
    found = frame(many.store, "events", {}, "2013", 5)
    assert [pick.row for pick in draw(found, "2013", 5)] == wanted
    assert found.digest == hashlib.sha256("".join(f"{row}\n" for row in rows).encode()).hexdigest()
    assert (found.rows, found.readers) == (9, {"reader 1": 9})


def test_a_smaller_sample_is_the_beginning_of_a_larger_one(many):
    small, large = (draw(frame(many.store, "claims", {}, "1", n), "1", n) for n in (4, 9))
    assert large[:4] == small
    assert len(names(many, "claims", size=100)) == 12


def test_rows_that_come_later_put_out_no_more_than_they_must(many, told):
    before = names(many, "events", size=6, status="all")
    many.add(*told(source_id="late.txt", publisher="Paper 9", own_words=True).pair)
    assert len(before - names(many, "events", size=6, status="all")) <= 1


@pytest.mark.parametrize(
    ("part", "where", "number_"),
    [
        ("events", {}, 9),
        ("events", {"status": "all"}, 12),
        ("events", {"status": "planned", "type": "assault"}, 3),
        ("events", {"actor": "Harbour Front", "status": "all"}, 12),
        ("events", {"start": "2013-08-14", "end": "2013-08-14"}, 9),
        ("claims", {"speaker": "Mona Adel", "kind": "speech"}, 12),
        ("claims", {"start": "2013-08-12", "end": "2013-08-13"}, 2),
        ("relations", {}, 12),
        ("relations", {"type": "sponsorship", "actor": "Iran", "status": "occurred"}, 12),
        ("relations", {"type": "rift"}, 0),
        ("figures", {"unit": "killed", "start": "2013-08-20"}, 1),
        ("reports", {"publisher": "paper 1"}, 4),
        ("reports", {}, 12),
    ],
)
def test_the_filters_are_those_of_the_lists(many, part, where, number_):
    assert frame(many.store, part, where, "1", 3).rows == number_


def test_a_list_and_a_frame_have_the_same_rows(many):
    assert names(many, "events") == {row.row for row in many.events()}
    assert names(many, "claims", about="Harbour Front") == {row.row for row in many.claims(about="Harbour Front")}
    many.reject(sorted(names(many, "events"))[0], by="R. Haddad", why="no event")
    assert names(many, "events") == {row.row for row in many.events()}
    many.mark("Paper 1", "state media", by="R. Haddad", why="owned by the ministry")
    for part, asked in (("events", many.events), ("claims", many.claims)):
        assert names(many, part, without="any") == {row.row for row in asked(without="any")}
    assert len(names(many, "reports", without="state media")) == 8


def test_a_report_that_was_not_read_is_in_no_frame(many, told):
    many.add(*told(source_id="fr.txt", language="fr", publisher="Journal", own_words=True).pair)
    assert len(names(many, "reports")) == 12


@pytest.mark.parametrize(
    ("part", "where", "error"),
    [
        ("events", {"unit": "killed"}, BadQuery),
        ("events", {"min_origins": "two"}, BadQuery),
        ("events", {"start": "soon"}, BadDate),
        ("claims", {"kind": "song"}, BadQuery),
        ("relations", {"status": "perhaps"}, BadQuery),
        ("relations", {"actor": "Nobody Known"}, NoSuchRow),
        ("reports", {"without": "state media"}, BadQuery),
    ],
)
def test_a_wrong_filter_is_refused(many, part, where, error):
    with pytest.raises(error):
        frame(many.store, part, where, "1", 3)


@pytest.mark.parametrize("part", PARTS)
def test_every_part_can_be_stratified_by_each_of_its_fields(many, part):
    for field in FIELDS[part]:
        found = frame(many.store, part, {}, "1", 12, field)
        assert sum(found.strata.values()) == found.rows
        picks = draw(found, "1", 12)
        assert {value: sum(pick.stratum == value for pick in picks) for value in found.strata} == found.strata
    assert set(FILTERS) == set(FIELDS) == set(PARTS) == set(frames.SECTIONS)


def test_an_empty_frame_cannot_be_drawn_from(many):
    with pytest.raises(BadQuery, match="no row"):
        draw(frame(many.store, "events", {"type": "AID"}, "1", 3), "1", 3)


@given(
    st.dictionaries(st.text(max_size=3), st.integers(1, 500), min_size=1, max_size=8),
    st.integers(1, 600), st.sampled_from(["proportional", "equal"]),
)  # fmt: skip
def test_strata_share_all_rows_and_none_gets_more_than_it_has(strata, size, allocation):
    if size < len(strata):
        with pytest.raises(BadQuery):
            shares(strata, size, allocation)
        return
    given_ = shares(strata, size, allocation)
    assert given_.keys() == strata.keys()
    assert sum(given_.values()) == min(size, sum(strata.values()))
    assert all(1 <= given_[value] <= rows for value, rows in strata.items())
    if allocation == "equal":
        open_ = [given_[value] for value, rows in strata.items() if given_[value] < rows]
        assert max(given_.values()) - min(open_, default=max(given_.values())) <= 1


def test_every_row_is_drawn_as_often(many):
    rows = sorted(names(many, "claims"))
    times = dict.fromkeys(rows, 0)
    for seed in range(3000):
        for row in sorted(rows, key=lambda row: number(str(seed), row))[:3]:
            times[row] += 1
    assert all(abs(n - 750) < 110 for n in times.values())


@pytest.mark.skipif(not all(map(shutil.which, ("sh", "sqlite3", "sha256sum"))), reason="needs a shell and sqlite3")
def test_a_shell_draws_the_same_rows(many, path):
    many.store.checkpoint()
    told = subprocess.run(
        ["sh", "-c", SHELL, "sh", str(path)], check=True, capture_output=True, text=True, timeout=60
    ).stdout.splitlines()
    found = frame(many.store, "events", {}, "7", 4)
    assert [line.split()[1] for line in told] == [pick.row for pick in draw(found, "7", 4)]


SHELL = """
sqlite3 "$1" "SELECT row FROM events WHERE status IN ('occurred', 'ongoing', 'unknown')" |
  while read row; do echo "$(printf '%s %s' 7 "$row" | sha256sum | cut -c1-64) $row"; done | sort | head -4
"""
