"""Ledgers to export: one of made reports, one of the golden reading, one of a hostile report; nothing is read here."""

import importlib.util
import io
from pathlib import Path

import pytest
from msgspec.structs import replace

from onrecord.export import Source, Wanted, load
from onrecord.model import Span

_path = Path(__file__).parents[1] / "dossier" / "conftest.py"
_spec = importlib.util.spec_from_file_location("dossier_conftest", _path)
assert _spec is not None
assert _spec.loader is not None
_made = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_made)
_golden = _made._made

told, path, ledger, tell, full = _made.told, _made.path, _made.ledger, _made.tell, _made.full
golden = _golden.golden
collect_ignore = ["ftm_check.py"]
"""Run by an interpreter of its own, which has followthemoney."""
HOSTILE = '=cmd|"/x" 🔥 <script>alert(1)</script> & ]]> e\u0301 \u202etxt\u202c; a,b\\n '


@pytest.fixture
def written():
    """The bytes of a format of one file: `written(ledger, "gexf", mask=True)`."""

    def write(ledger, name, **wanted):
        out = io.BytesIO()
        form = load(name)
        with ledger.snapshot():
            for _ in form.file(Source(ledger, Wanted(**wanted)), out):
                pass
        return out.getvalue()

    return write


@pytest.fixture
def golden_ledger(ledger, golden):
    """A ledger of the golden reading."""
    ledger.add(*golden)
    return ledger


@pytest.fixture
def hostile(ledger, told):
    """A report whose words before, title, address, publisher and names hold markup, controls and astral letters."""
    words = HOSTILE + "\x00\x1b[31m\r\n"
    one = told(
        preface=words, title=words, publisher=words, url="javascript:alert('x')\"<b>", source_id="../../etc/passwd\x00",
        authors=(words,), speaker="Mona <b>&\x0bAdel", actor="Front ]]>\x01;,",
    )  # fmt: skip
    ledger.add(*one.pair)
    return one


@pytest.fixture
def reading():
    """Puts other rows into a reading: `reading(told(), events=…)`; its spans are checked."""

    def change(one, **sections):
        made = replace(one.reading, **sections)
        for event in made.events:
            spans: tuple[Span, ...] = (event.trigger, event.evidence)
            assert all(made.report.text[span.start : span.end] == span.text for span in spans)
        return made

    return change


@pytest.fixture
def happening(ledger, told, reading):
    """Adds a report of one event with other fields and its place: `happening(status="planned", start=…)`."""

    def add(place=None, score=None, said=False, **fields):
        facts = {name: fields.pop(name) for name in ("source_id", "publisher", "status", "day") if name in fields}
        one = told(own_words=True, **facts)
        made = one.reading
        [event] = made.events
        event = replace(event, attribution="a1" if said else None, **fields)
        if score is not None:
            event = replace(event, factuality=replace(event.factuality, score=score))
        where = replace(made.places[0], **(place or {"lat": 31.2, "lon": 32.5, "precision_km": 4.0}))
        ledger.add(one.given, reading(one, events=(event,), places=(where,)))
        return one

    return add
