"""DNA's statement table."""

import csv
import importlib.util
import io
from pathlib import Path

import pytest
from msgspec.structs import replace

from onrecord.export import Source, Wanted
from onrecord.export import load as form
from onrecord.export.dna import COLUMNS, OURS, statements
from onrecord.model import Actor, Factuality, Role

_path = Path(__file__).parents[1] / "corrected" / "conftest.py"
_spec = importlib.util.spec_from_file_location("corrected_conftest", _path)
assert _spec is not None
assert _spec.loader is not None
_made = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_made)

told, path, ledger, golden = _made.told, _made.path, _made.ledger, _made.golden
hostile, split_claim, full, leave = _made.hostile, _made.split_claim, _made.full, _made.leave


def written(ledger, **wanted):
    out = io.BytesIO()
    with ledger.snapshot():
        for _ in form("dna").file(Source(ledger, Wanted(**wanted)), out):
            pass
    return out.getvalue().decode()


def rows(ledger, **wanted):
    return list(csv.DictReader(io.StringIO(written(ledger, **wanted)), delimiter=";"))


def test_the_columns_are_those_of_dna_then_ours(full):
    head = written(full).split("\n")[0]
    assert head == ";".join(f'"{name}"' for name in (*COLUMNS, *OURS))
    assert head.startswith(
        '"statement ID";"time";"document ID";"document title";"author";"source";"section";"type";"text";"person";'
        '"organization";"concept";"agreement"'
    )


def test_a_statement_is_who_says_what_of_which_event(ledger, told):
    one = told()
    ledger.add(*one.pair)
    [row] = rows(ledger)
    assert row["person"] == "Mona Adel"
    assert row["organization"] == ""
    assert row["concept"] == "ASSAULT: Harbour Front > Port Amity"
    assert row["agreement"] == "1"
    assert row["time"] == "2013-08-15 00:00:00"
    assert row["source"] == "Harbour Observer"
    assert one.text[int(row["start"]) : int(row["stop"])] == row["text"]
    assert (row["statement ID"], row["document ID"], row["type"]) == ("1", "1", "DNA Statement")
    assert (row["claim"], row["row"], row["certainty"], row["status"]) == ("a1", "e1", "CT+", "occurred")
    assert row["voice"] == "said by Mona Adel, reported by Harbour Observer"


@pytest.mark.parametrize(
    ("status", "value", "concept", "agreement"),
    [
        ("denied", "CT-", "ASSAULT: Harbour Front > Port Amity", 0),
        ("occurred", "PR-", "ASSAULT: Harbour Front > Port Amity", 0),
        ("planned", "PS+", "planned: ASSAULT: Harbour Front > Port Amity", 1),
        ("threatened", "PS+", "threatened: ASSAULT: Harbour Front > Port Amity", 1),
        ("hypothetical", "Uu", "hypothetical: ASSAULT: Harbour Front > Port Amity", 1),
        ("ongoing", "CT+", "ASSAULT: Harbour Front > Port Amity", 1),
    ],
)
def test_what_did_not_take_place_is_no_concept_of_what_did(told, status, value, concept, agreement):
    reading = told().reading
    event = replace(reading.events[0], factuality=Factuality.of(value, status))
    [row] = statements(replace(reading, events=(event,)))
    assert (row["concept"], row["agreement"]) == (concept, agreement)


@pytest.mark.parametrize(
    "change",
    [{"polarity": "negative"}, {"kind": "inference", "speakers": ()}, {"factuality": Factuality.of("PS+", "planned")},
     {"factuality": Factuality.of("CT-", "denied")}],
)  # fmt: skip
def test_what_nobody_said_is_no_statement(told, change):
    reading = told().reading
    assert not list(statements(replace(reading, attributions=(replace(reading.attributions[0], **change),))))


def test_a_person_serves_somebody_only_while_in_office(told):
    reading = told().reading
    person = reading.actors[1]
    for start, end, serves in (
        ("2013-01-01", "2013-08-16", "Iran"),
        ("2013-01-01", "2013-08-15", ""),
        (None, None, "Iran"),
    ):
        actors = (reading.actors[0], replace(person, roles=(Role("minister", "iran", start, end),)), reading.actors[2])
        [row] = statements(replace(reading, actors=actors))
        assert (row["person"], row["organization"]) == ("Mona Adel", serves)
    state = Actor(person.id, "Ministry", "organisation")
    [row] = statements(replace(reading, actors=(reading.actors[0], state, reading.actors[2])))
    assert (row["person"], row["organization"]) == ("", "Ministry")


def test_what_the_report_tells_itself_is_no_statement(full):
    assert not any("backed by" in row["text"] for row in rows(full))


def test_no_cell_is_a_formula_and_every_statement_is_one_line(full):
    text = written(full)
    assert text.count("\n") == len(rows(full)) + 1
    for row in rows(full):
        assert not any(value.startswith(("=", "+", "-", "@")) for value in row.values())


def test_a_masked_export_has_no_private_name(full):
    whole = written(full, mask=True)
    assert not any(name in whole for name in ("Mona", "Adel", "mona-adel", "Saleh", "saleh"))
