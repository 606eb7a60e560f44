"""Ledgers to export: one of made reports, one of the golden reading, one of a hostile report; nothing is read here."""

import importlib.util
import io
import json
from pathlib import Path

import pytest
from msgspec.structs import replace

from onrecord.export import Source, Wanted, load, put
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


@pytest.fixture
def export(ledger, tmp_path):
    """Writes the ledger in a format: `export("csv", mask=True)` gives the bytes of a file, or a folder."""
    counter = iter(range(1000))

    def write(name, **wanted):
        form = load(name)
        where = tmp_path / f"out{next(counter)}"
        with ledger.snapshot():
            assert list(put.written(form, Source(ledger, Wanted(**wanted)), where))
        return where if form.folder else where.read_bytes()

    return write


@pytest.fixture
def put_in(ledger, told):
    """Adds a made report whose first event is changed: `put_in({"status": "planned"}, source_id="x", mode="visit")`.

    Args:
        event: changes of the event. actors: further actors of the reading. text: words before the text, as `preface`.
    """

    def add(event=None, actors=(), text="", **facts):
        one = told(preface=text, **{"own_words": True, **facts})
        reading = one.reading
        changes = {**(event or {})}
        reading = replace(reading, events=(replace(reading.events[0], **changes),), actors=(*reading.actors, *actors))
        ledger.add(one.given, reading)
        return one

    return add


ODD = '=cmd|"x"\t\r\n\x00\x1b[31m<script>\u2028"'
"""What a name or a text may hold."""


@pytest.fixture
def odd(ledger, told):
    """A report whose names are hostile to rows of tables: they begin as formulas and quoted fields do."""
    one = told(source_id="h", speaker="Mona Adel", publisher=ODD, title=ODD, url=None, own_words=True)
    reading = one.reading
    actors = tuple(replace(actor, name=ODD) if actor.kind == "group" else actor for actor in reading.actors)
    places = tuple(replace(place, name=ODD) for place in reading.places)
    ledger.add(one.given, replace(reading, actors=actors, places=places))
    return one


@pytest.fixture
def emoji():
    """Words with astral characters, combining marks and CRLF, to stand before a text."""
    words = "🚢🇪🇬 The ship came.\r\nCafe\u0301 and 𝔘nicode. "
    assert Span.of(words, 0, 1).text == "🚢"
    return words


FORMATS = Path(__file__).parents[2] / "../shared/formats"


@pytest.fixture
def formats():
    """Reads a list of the field's formats that lies beside the repository; None where it does not."""
    return (lambda name: json.loads((FORMATS / name).read_text(encoding="utf-8"))) if FORMATS.is_dir() else None


@pytest.fixture
def columns(formats):
    """Compares columns with the field's list: `columns("icews", COLUMNS, 20)`."""

    def same(name, found, number):
        assert len(found) == len(set(found)) == number
        if formats is None:
            pytest.skip("../shared/formats is not beside the repository: only the number of columns is compared")
        assert list(found) == formats("columns.json")[name]["columns"]

    return same
