from onrecord.export.flat import flat
from onrecord.model import PARTS


def test_every_row_of_every_section_is_there_once(golden):
    _, reading = golden
    found = list(flat(reading))
    counts = {section: sum(row.section == section for row in found) for section in (*PARTS, "warnings")}
    assert counts == {section: len(getattr(reading, section)) for section in (*PARTS, "warnings")}
    assert len({row.id for row in found}) == len(found)


def test_every_part_stands_where_it_says(golden):
    _, reading = golden
    for row in flat(reading):
        assert all(reading.report.text[span.start : span.end] == span.text for _, span in row.parts)
        assert row.parts or row.section in ("actors", "warnings")


def test_a_row_says_who_vouches_for_it(golden):
    _, reading = golden
    rows = {row.id: row for row in flat(reading)}
    for event in reading.events:
        if event.attribution:
            assert rows[event.id].voice == rows[event.attribution].voice
        assert rows[event.id].says["status"] == event.factuality.status
