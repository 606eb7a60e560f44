"""JSON lines: what the published schema allows, and the same readings again."""

import json

import jsonschema

from onrecord.model import Reading, schema


def test_every_line_is_what_the_schema_says(full, export):
    check = jsonschema.Draft202012Validator(schema())
    lines = export("jsonl").splitlines()
    assert len(lines) == 5
    for line in lines:
        check.validate(json.loads(line))


def test_the_published_schema_is_this_one(full, export):
    from pathlib import Path

    page = Path(__file__).parents[2] / "docs" / "schema" / "reading-1.schema.json"
    check = jsonschema.Draft202012Validator(json.loads(page.read_text(encoding="utf-8")))
    broken = json.loads(export("jsonl").splitlines()[0])
    check.validate(broken)
    broken["events"][0]["type"] = "PARTY"
    assert not check.is_valid(broken)


def test_a_line_gives_the_reading_back(full, export):
    for line in export("jsonl").splitlines():
        reading = Reading.from_json(line)
        assert reading == full.reading(reading.report.id)
        assert reading.to_json() == line


def test_astral_characters_come_back_at_their_offsets(put_in, export, emoji):
    put_in(source_id="x", text=emoji)
    [reading] = map(Reading.from_json, export("jsonl").splitlines())
    event = reading.events[0]
    assert reading.report.text[event.trigger.start : event.trigger.end] == event.trigger.text == "shelled"
    assert reading.report.text.startswith(emoji)


def test_the_hand_written_reading_comes_back(ledger, golden, export):
    given, reading = golden
    ledger.add(given, reading)
    assert export("jsonl") == reading.to_json() + b"\n"


def test_masked_lines_hold_no_private_name(full, export):
    assert b"Mona" in export("jsonl")
    masked = export("jsonl", mask=True)
    assert b"Mona" not in masked
    assert b"mona" not in masked
