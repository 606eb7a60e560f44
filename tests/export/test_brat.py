"""brat: texts kept exact, offsets in code points, and every certainty and voice in its place."""

import importlib.util
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.export.brat import escaped, fragments
from onrecord.export.brat_types import annotation_conf
from onrecord.ledger.fields import FIELDS
from onrecord.model import SCORES, STATUSES, TYPES

_path = Path(__file__).parents[1] / "corrected" / "conftest.py"
_spec = importlib.util.spec_from_file_location("corrected_conftest", _path)
assert _spec is not None
assert _spec.loader is not None
_made = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_made)

told, path, ledger, golden = _made.told, _made.path, _made.ledger, _made.golden
hostile, split_claim, full, leave = _made.hostile, _made.split_claim, _made.full, _made.leave
LINE = re.compile(
    r"T\d+\t[A-Za-z]+ \d+ \d+(;\d+ \d+)*\t.+|E\d+\t[A-Za-z]+:T\d+( [A-Za-z]+\d*:[TE]\d+)*"
    r"|R\d+\t[a-z]+ Arg1:T\d+ Arg2:T\d+|A\d+\t[A-Za-z]+ E\d+( \S+)?|N\d+\tReference T\d+ onrecord:\S+\t.+"
    r"|#\d+\tAnnotatorNotes [TER]\d+\t.+"
)


def tables(folder):
    """Each table with its text: lines as anything may part them."""
    for table in sorted(folder.glob("*.ann")):
        yield table.read_bytes().decode(), table.with_suffix(".txt").read_bytes().decode()


def test_every_line_is_of_brat_and_says_what_stands_at_its_offsets(full, leave):
    seen = 0
    for table, text in tables(leave(full, "brat")):
        assert table.count("\n") == len(table.splitlines())
        for line in table.splitlines():
            assert LINE.fullmatch(line), line
            if line[0] == "T":
                _, where, words = line.split("\t")
                parts = [tuple(map(int, one.split())) for one in where.split(" ", 1)[1].split(";")]
                assert " ".join(text[start:end] for start, end in parts) == words
                assert parts == sorted(parts)
                seen += 1
    assert seen > 80


def test_texts_are_those_of_the_ledger_to_the_letter(full, leave):
    folder = leave(full, "brat")
    for card in full.reports().rows:
        assert (folder / f"{card.id}.txt").read_bytes() == full.report(card.id).text.encode()


def test_every_event_has_its_status_and_certainty_and_every_row_its_voice(full, leave):
    folder = leave(full, "brat")
    for card in full.reports().rows:
        reading, table = full.reading(card.id), (folder / f"{card.id}.ann").read_bytes().decode()
        for event in reading.events:
            name = re.search(rf"AnnotatorNotes (E\d+)\t{card.id}:{event.id}; ", table)[1]
            assert f"\tStatus {name} {event.factuality.status}\n" in table
            assert f"\tCertainty {name} {event.factuality.value}\n" in table
        for row in (*reading.events, *reading.attributions, *reading.relations, *reading.figures):
            assert re.search(rf"\t{card.id}:{row.id}[ ;].*\| .*voice \S", table), row.id


def test_a_discontinuous_content_is_one_annotation_of_several_parts(full, leave, split_claim):
    _, reading = split_claim
    table = (leave(full, "brat") / f"{reading.report.id}.ann").read_bytes().decode()
    [content] = re.findall(r"\tContent (\S.*)\t", table)
    [first, second] = reading.attributions[0].content
    assert content == f"{first.start} {first.end};{second.start} {second.end}"
    [source] = re.findall(r"\tSource (\S.*)\t(.*)\n", table)
    span = reading.attributions[0].source[0]
    assert source == (f"{span.start} {span.start + 5};{span.start + 6} {span.end}", "Karim Saleh")


def test_a_negative_claim_and_an_accepted_row_are_marked(full, leave, golden):
    report = golden[1].report.id
    full.correct(f"{report}:a1", {"polarity": "negative"}, by="Dana", why="so")
    full.accept(f"{report}:e1", by="Dana", why="so")
    table = (leave(full, "brat") / f"{report}.ann").read_bytes().decode()
    claim = re.search(rf"AnnotatorNotes (E\d+)\t{report}:a1[ ;]", table)[1]
    event = re.search(rf"AnnotatorNotes (E\d+)\t{report}:e1[ ;]", table)[1]
    assert f"\tNegated {claim}\n" in table
    assert f"\tVerdict {event} accepted\n" in table


def test_the_types_of_the_project_are_all_told(full, leave):
    folder = leave(full, "brat")
    conf = (folder / "annotation.conf").read_text()
    assert conf == annotation_conf()
    assert re.findall(r"^\[(\w+)\]$", conf, re.M) == ["entities", "relations", "events", "attributes"]
    assert all(f"\n{name}\t" in conf for name in TYPES)
    assert f"Value:{'|'.join(STATUSES)}" in conf
    assert f"Value:{'|'.join(SCORES)}" in conf
    known = {line.split("\t")[0].split()[0] for line in conf.splitlines() if line and line[0] != "["}
    for table, _ in tables(folder):
        assert {one.split("\t")[1].split()[0].split(":")[0] for one in table.splitlines() if one[0] in "TERA"} <= known


def test_a_masked_export_has_no_private_name(full, leave):
    folder = leave(full, "brat", "masked", mask=True)
    whole = b"".join(one.read_bytes() for one in folder.rglob("*"))
    for name in (b"Mona", b"Adel", b"mona-adel", b"Saleh", b"saleh"):
        assert name not in whole


def test_the_same_ledger_gives_the_same_bytes(full, leave):
    one, other = leave(full, "brat", "one.zip"), leave(full, "brat", "two.zip")
    assert one.read_bytes() == other.read_bytes()


@given(st.text(alphabet="ab \n\t\r\u2028🔥\u0301", max_size=40), st.data())
def test_fragments_lie_in_their_words_and_lose_no_letter(text, data):
    points = sorted(data.draw(st.sets(st.integers(0, len(text)), min_size=2, max_size=6)) if len(text) > 5 else [])
    parts = [(a, b) for a, b in zip(points[::2], points[1::2], strict=False) if text[a:b].strip()]
    found = fragments(text, parts)
    assert fragments(text, found) == found
    inside = {at for a, b in parts for at in range(a, b) if not text[at].isspace()}
    assert {at for a, b in found for at in range(a, b) if not text[at].isspace()} == inside


@pytest.mark.parametrize("value", ["a;b|c%d", "x\u2028y\x00", "plain, words = 5", ""])
def test_values_in_notes_can_be_read_again(value):
    from urllib.parse import unquote

    told = escaped(value)
    assert not set(";|\u2028\x00") & set(told)
    assert unquote(told) == value


def test_every_field_that_can_be_corrected_has_a_place():
    from onrecord.export.brat_types import NOTED

    drawn = {
        "attributions": {"speaker", "kind", "polarity", "certainty"}, "relations": {"type", "subject", "object"},
        "events": {"type", "status", "certainty", "place", "actors", "recipients"}, "figures": set(),
    }  # fmt: skip
    for section, fields in drawn.items():
        assert fields | set(NOTED.get(section, ())) == set(FIELDS[section])


def test_the_golden_reading_reads_as_it_did(golden):
    """Read golden.ann by hand where this fails: it is what `standoff` gives of tests/golden/reading.json."""
    from onrecord.export.brat import standoff
    from onrecord.export.marks import marks

    reading = golden[1]
    wanted = Path(__file__).with_name("golden.ann").read_text(encoding="utf-8")
    assert standoff(reading, marks(reading, {"e1": "accepted"})) == wanted
