"""UIMA CAS, as dkpro-cassis reads it."""

import importlib.util
from pathlib import Path

import pytest

from onrecord.export.uima_types import TYPES, feature
from onrecord.ledger.fields import FIELDS, said
from onrecord.ledger.names import ledger_ids
from onrecord.model.chain import voices_in_words

_path = Path(__file__).parents[1] / "corrected" / "conftest.py"
_spec = importlib.util.spec_from_file_location("corrected_conftest", _path)
assert _spec is not None
assert _spec.loader is not None
_made = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_made)

cassis = pytest.importorskip("cassis", reason="dkpro-cassis is not installed")
told, path, ledger, golden = _made.told, _made.path, _made.ledger, _made.golden
hostile, split_claim, full, leave = _made.hostile, _made.split_claim, _made.full, _made.leave


def load(folder, report):
    """A report as cassis has it."""
    with (folder / "TypeSystem.xml").open("rb") as types, (folder / f"{report}.xmi").open("rb") as file:
        return cassis.load_cas_from_xmi(file, typesystem=cassis.load_typesystem(types))


def legal(text):
    """What XML can hold of a text."""
    return "".join("\ufffd" if one < " " and one not in "\t\n\r" else one for one in text)


def test_rows_stand_on_their_words_and_say_what_they_say(full, leave):
    folder = leave(full, "uima-cas")
    for card in full.reports().rows:
        reading, cas = full.reading(card.id), load(folder, card.id)
        assert cas.sofa_string == legal(reading.report.text)
        ids, voices = ledger_ids(reading), voices_in_words(reading)
        there = {one.row: one for name in TYPES.values() for one in cas.select(f"onrecord.{name}")}
        for event in reading.events:
            one = there[f"{card.id}:{event.id}"]
            assert one.get_covered_text() == legal(event.trigger.text)
            assert one.voice == (
                legal(" ".join(voices[event.attribution].split())) if event.attribution else "the report itself"
            )
            assert one.confidence == f"{event.confidence:.2f}"
        for section in ("attributions", "events", "relations", "figures"):
            for row in getattr(reading, section):
                one = there[f"{card.id}:{row.id}"]
                for name, value in said(reading, row, ids).items():
                    assert (getattr(one, feature(name)) or "") == legal(" ".join(value.split()))
        for mention, one in zip(reading.mentions, cas.select("onrecord.Mention"), strict=True):
            assert legal(mention.span.text)
            assert one.actor
        assert sorted(one.get_covered_text() for one in cas.select("onrecord.Mention")) == sorted(
            legal(mention.span.text) for mention in reading.mentions
        )
        assert len(cas.select("onrecord.Sentence")) == len(reading.sentences)


def test_parts_and_sides_are_arrays(full, leave, split_claim):
    _, reading = split_claim
    cas = load(leave(full, "uima-cas"), reading.report.id)
    [claim] = cas.select("onrecord.Claim")
    assert [one.get_covered_text() for one in claim.content.elements] == [
        s.text for s in reading.attributions[0].content
    ]
    [event] = cas.select("onrecord.Event")
    assert event.within.row == claim.row
    assert [(one.role, one.get_covered_text()) for one in event.sides.elements] == [
        ("actors", "Harbour Front"), ("recipients", "Port Amity"),
    ]  # fmt: skip


def test_every_field_that_can_be_corrected_is_a_feature():
    from onrecord.export.uima_types import FIELDS as FEATURES

    for section, fields in FIELDS.items():
        if section != "report":
            assert {feature(name) for name in fields} <= set(FEATURES[section])


def test_a_masked_export_has_no_private_name(full, leave):
    folder = leave(full, "uima-cas", "masked", mask=True)
    whole = b"".join(one.read_bytes() for one in folder.rglob("*"))
    for name in (b"Mona", b"Adel", b"mona-adel", b"Saleh", b"saleh"):
        assert name not in whole
