"""The flat tables: what their columns say, and that their rows land on the words."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from onrecord.errors import NotText
from onrecord.export import Source, Wanted
from onrecord.export.column import parted, unparted, written
from onrecord.export.tables import TABLES
from onrecord.ingest.given import Failure
from onrecord.ledger import Ledger

SPANS = {"claims": "passage", "events": "passage", "relations": "passage", "figures": "words", "mentions": "words",
         "times": "words", "places": "words"}  # fmt: skip
KINDS = {"text": str, "whole": int, "number": (int, float), "truth": bool, "texts": tuple}


@pytest.fixture
def rows(ledger):
    """The rows of a table as dicts: `rows("events", mask=True)`."""

    def of(name, **wanted):
        found = []
        with ledger.snapshot():
            for told in written(Source(ledger, Wanted(**wanted)), TABLES):
                if not isinstance(told, int) and told[0].name == name:
                    found.append(dict(zip([c.name for c in told[0].columns], told[1], strict=True)))
        return found

    return of


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_table_and_column_says_what_it_is(table):
    names = [column.name for column in table.columns]
    assert len(names) == len(set(names))
    assert all(re.fullmatch("[a-z][a-z0-9_]*", name) for name in names)
    for means in (table.means, *(column.means for column in table.columns)):
        assert means.endswith((".", "…")), means
    assert (table.of_report is None) != (table.of_source is None)


def test_the_tables_are_those_that_are_asked_for():
    assert [table.name for table in TABLES] == [
        "reports", "claims", "events", "relations", "figures", "mentions", "times", "places", "actors", "happenings",
        "decisions", "failures",
    ]  # fmt: skip


def test_cells_are_of_the_type_of_their_column(full):
    full.mark("Delta Post", "state media", by="R. H.", why="owned")
    seen = set()
    with full.snapshot():
        for told in written(Source(full), TABLES):
            if isinstance(told, int):
                continue
            table, cells = told
            for column, cell in zip(table.columns, cells, strict=True):
                if cell is None:
                    continue
                assert isinstance(cell, KINDS[column.type]), (table.name, column.name, cell)
                assert column.type == "truth" or not isinstance(cell, bool)
                if isinstance(cell, tuple):
                    assert all(isinstance(one, str) for one in cell), (table.name, column.name)
                seen.add(table.name)
    assert seen == {table.name for table in TABLES}


def test_rows_land_on_their_words_behind_astral_characters(put_in, rows, emoji):
    put_in(source_id="x", text=emoji)
    [report] = rows("reports")
    assert report["text"].startswith(emoji)
    for name, words in SPANS.items():
        for row in rows(name):
            assert report["text"][row["start"] : row["end"]] == row[words], name
    [event] = rows("events")
    assert report["text"][event["trigger_start"] : event["trigger_end"]] == "shelled"
    [claim] = rows("claims")
    parts = [[int(n) for n in at.split(":")] for at in claim["content_at"]]
    assert " … ".join(report["text"][start:end] for start, end in parts) == claim["content"]


def test_an_event_has_its_sides_place_interval_voice_and_certainty(full, rows):
    event = next(row for row in rows("events") if row["report"] == full.reports_by_letter["a"])
    assert event["actors"] == ("Harbour Front",)
    assert event["actor_ids"] == ("ledger:harbour-front.group",)
    assert event["recipients"] == ("Port Amity",)
    assert (event["since"], event["until"], event["precision"]) == ("2013-08-14", "2013-08-15", "day")
    assert (event["place_name"], event["country"]) == ("Port Amity", "EG")
    assert event["voice"] == "said by Mona Adel, reported by Harbour Observer"
    assert (event["status"], event["certainty"], event["score"]) == ("occurred", "CT+", 3.0)
    assert event["passage"].startswith("Mona Adel said") or "shelled" in event["passage"]


def test_what_did_not_happen_is_there_with_its_status(full, rows):
    planned = next(row for row in rows("events") if row["report"] == full.reports_by_letter["e"])
    assert planned["status"] == "planned"
    denied = next(row for row in rows("relations") if row["report"] == full.reports_by_letter["d"])
    assert (denied["status"], denied["certainty"]) == ("denied", "CT-")


def test_happenings_join_the_events_of_reports(full, rows):
    told = {row["happening"] for row in rows("events")}
    happenings = rows("happenings")
    assert {row["happening"] for row in happenings} == told
    first = max(happenings, key=lambda row: len(row["tellings"]))
    assert len(first["tellings"]) > 1
    events = {row["row"]: row["happening"] for row in rows("events")}
    assert {events[one] for one in first["tellings"]} == {first["happening"]}


def test_what_the_report_says_itself_has_no_claim(full, rows):
    tie = next(row for row in rows("relations") if row["report"] == full.reports_by_letter["a"])
    assert tie["attribution"] is None
    assert tie["voice"] == "reported by Harbour Observer"


def test_decisions_and_their_effect(full, rows):
    a = full.reports_by_letter["a"]
    made = full.correct(f"{a}:e1", {"type": "COERCE"}, by="R. H.", why="no shot was fired")
    event = next(row for row in rows("events") if row["row"] == f"{a}:e1")
    assert (event["type"], event["verdict"]) == ("COERCE", "corrected")
    [decision] = rows("decisions")
    assert (decision["id"], decision["kind"], decision["by"]) == (made.id, "correct", "R. H.")
    assert decision["changes"] == ("type=COERCE",)
    assert decision["in_force"] is True
    full.undo(made.id, by="R. H.", why="they were")
    assert [row["in_force"] for row in rows("decisions")] == [False, False]


def test_rejected_rows_are_in_no_table(full, rows):
    a = full.reports_by_letter["a"]
    full.reject(f"{a}:e1", by="R. H.", why="another story")
    assert f"{a}:e1" not in {row["row"] for row in rows("events")}


def test_an_export_of_one_report_has_its_decisions_alone_and_no_failures(full, rows):
    a, c = full.reports_by_letter["a"], full.reports_by_letter["c"]
    full.accept(f"{a}:e1", by="R. H.", why="seen")
    full.accept(f"{c}:e1", by="R. H.", why="seen")
    full.add_failure(Failure.of(NotText("b is binary"), "b.jpg"))
    assert len(rows("failures")) == 2
    assert len(rows("decisions")) == 2
    assert [row["target"] for row in rows("decisions", reports=(a,))] == [f"{a}:e1"]
    assert rows("failures", reports=(a,)) == []
    assert {row["report"] for row in rows("claims", reports=(a,))} == {a}


def test_ids_of_actors_are_the_same_in_all_tables(full, rows):
    known = {row["actor_id"] for row in rows("actors")}
    assert {row["actor_id"] for row in rows("mentions")} <= known
    assert {one for row in rows("claims") for one in row["speaker_ids"]} <= known
    assert {one for row in rows("events") for one in row["actor_ids"]} <= known


def test_masked_tables_hold_no_private_name(full, rows):
    full.accept(f"{full.reports_by_letter['a']}:a1", by="R. H.", why="Mona Adel said so")
    full.add_failure(Failure.of(NotText("mona-adel.jpg is binary"), "mona-adel.jpg"))
    for name in (table.name for table in TABLES):
        assert rows(name)
        told = repr(rows(name, mask=True)).lower()
        for private in ("mona", "karim", "nadia farouk", "omar sidki"):
            assert private not in told, (name, private)


def test_masked_ids_hold_across_tables_and_reports(full, rows):
    claims = rows("claims", mask=True)
    assert all(one.startswith("ledger:masked-") for row in claims for one in row["speaker_ids"])
    a, b = full.reports_by_letter["a"], full.reports_by_letter["b"]
    speakers = {row["report"]: row["speaker_ids"] for row in claims}
    assert speakers[a] == speakers[b]
    assert {one for row in claims for one in row["speaker_ids"]} <= {
        row["actor_id"] for row in rows("actors", mask=True)
    }


@pytest.mark.parametrize("texts", [("a",), ("a", "b"), ("a | b", "c\\"), ("\\|", "|", " | ", "\\")])
def test_texts_of_a_cell_come_apart_again(texts):
    assert unparted(parted(texts)) == texts


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from("\r\n\u0301🚢𝔘 ")), max_size=40))
def test_offsets_hold_behind_any_text(told, tmp_path, words):
    one = told(preface=words, source_id="x")
    path = tmp_path / f"{one.report.id}.onrecord"
    with Ledger.open(path, create=True) as ledger:
        ledger.add(*one.pair)
        with ledger.snapshot():
            for row in written(Source(ledger), TABLES):
                if isinstance(row, int) or row[0].name not in SPANS:
                    continue
                cells = dict(zip([column.name for column in row[0].columns], row[1], strict=True))
                assert one.text[cells["start"] : cells["end"]] == cells[SPANS[row[0].name]]
    path.unlink()


def test_a_claim_without_words_is_there_and_stands_nowhere(ledger, told, rows):
    one = told(source_id="x")
    [claim] = one.reading.attributions
    ledger.add(one.given, replace(one.reading, attributions=(replace(claim, source=(), cue=(), content=()),)))
    [row] = rows("claims")
    assert (row["start"], row["end"], row["passage"], row["content"]) == (None, None, None, None)
    assert row["speakers"] == ("Mona Adel",)
