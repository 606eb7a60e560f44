"""CoNLL-U: the text comes back whole, and rows stand on their words."""

import importlib.util
import io
import json
import re
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from onrecord.export import Source, Wanted
from onrecord.export import load as form
from onrecord.export.conllu import document
from onrecord.model import FORMAT, Reading, Report, Span

_path = Path(__file__).parents[1] / "corrected" / "conftest.py"
_spec = importlib.util.spec_from_file_location("corrected_conftest", _path)
assert _spec is not None
assert _spec.loader is not None
_made = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_made)

told, path, ledger, golden = _made.told, _made.path, _made.ledger, _made.golden
hostile, split_claim, full, leave = _made.hostile, _made.split_claim, _made.full, _made.leave
SIGNS = {"s": " ", "t": "\t", "r": "\r", "n": "\n", "p": "|", "\\": "\\"}


def spaces(value):
    r"""What UDPipe's signs for white space stand for."""
    found = re.sub(r"\\u([0-9a-f]{4})", lambda m: chr(int(m[1], 16)), value)
    return re.sub(r"\\([strnp\\])", lambda m: SIGNS[m[1]], found)


def text_of(conllu):
    """The text that words and what stands between them make."""
    made = ""
    for line in conllu.split("\n"):
        if line and line[0] != "#":
            columns = line.split("\t")
            assert len(columns) == 10, line
            assert all(columns), line
            misc = dict(one.split("=", 1) for one in columns[9].split("|"))
            made += spaces(misc.get("SpacesBefore", "")) + columns[1]
            made += spaces(misc["SpacesAfter"]) if "SpacesAfter" in misc else "" if "SpaceAfter" in misc else " "
    return made


def written(ledger, **wanted):
    out = io.BytesIO()
    with ledger.snapshot():
        for _ in form("conllu").file(Source(ledger, Wanted(**wanted)), out):
            pass
    return out.getvalue().decode()


def plain(text):
    """A text without the controls that no word can hold."""
    return "".join(
        "\ufffd" if (one < " " and not one.isspace()) or ("\x7f" <= one <= "\x9f" and one != "\x85") else one
        for one in text
    )


def test_the_text_comes_back(full):
    parts = re.split(r"(?m)^# newdoc id = (\w+)\n", written(full))
    assert len(parts) == 7
    for report, whole in zip(parts[1::2], parts[2::2], strict=True):
        assert text_of(whole) == plain(full.report(report).text)


def test_words_are_numbered_and_say_their_sentence(full):
    for block in written(full).split("\n\n"):
        words = [line.split("\t") for line in block.split("\n") if line and line[0] != "#"]
        assert [word[0] for word in words] == [str(n) for n in range(1, len(words) + 1)]
        [said] = re.findall(r"(?m)^# text = (.*)$", block) or [""]
        made = "".join(word[1] + ("" if "SpaceAfter=No" in word[9] else " ") for word in words)
        assert made.strip() == said.strip()


def test_rows_are_told_with_certainty_and_voice_and_marked_on_their_words(full, split_claim):
    _, reading = split_claim
    [whole] = [one for one in written(full).split("# newdoc id = ") if one.startswith(reading.report.id)]
    rows = {one["row"]: one for one in map(json.loads, re.findall(r"(?m)^# onrecord = (.*)$", whole))}
    assert rows["e1"]["status"] == "occurred"
    assert rows["e1"]["certainty"] == "CT+"
    assert rows["e1"]["voice_row"] == "a1"
    assert rows["a1"]["voice"].startswith("said by ")
    trigger = reading.events[0].trigger
    assert rows["e1"]["parts"] == [[trigger.start, trigger.end]]
    [marked] = [line for line in whole.split("\n") if "Event=B-e1" in line and "\tshelled\t" in line]
    assert f"TokenRange={trigger.start}:{trigger.end}" in marked
    assert sum("Claim=" in line and "B-a1.content" in line for line in whole.split("\n")) == 1


def test_a_masked_export_has_no_private_name(full):
    whole = written(full, mask=True)
    assert not re.search("Mona|Adel|mona-adel|Saleh|saleh", whole)


@given(st.text(alphabet='ab1."🔥e\u0301\u064b|=#\\_ \t\r\n\u2028\x85\u00a0', min_size=1, max_size=60), st.data())
def test_any_text_comes_back(text, data):
    points = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=4)))
    spans = tuple(Span.of(text, a, b) for a, b in zip(points[::2], points[1::2], strict=False))
    reading = Reading(FORMAT, "x", Report("0" * 16, "x", "0", text), sentences=spans)
    made = document(reading, [])
    if text.strip():
        assert text_of(made) == text
    else:
        assert made == ""
