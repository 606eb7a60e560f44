"""Ledgers to export: the made ones of dossiers, and what was written of them."""

import importlib.util
import json
from pathlib import Path

import pytest
from msgspec.structs import replace

from onrecord.export import Source, Wanted, load, put
from onrecord.model import Span


def _of(folder):
    spec = importlib.util.spec_from_file_location(
        f"{folder}_conftest", Path(__file__).parents[1] / folder / "conftest.py"
    )
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


_dossier, _ledger = _of("dossier"), _of("ledger")
told, path, ledger, tell, full = _dossier.told, _dossier.path, _dossier.ledger, _dossier.tell, _dossier.full
golden = _ledger.golden


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


HOSTILE = '=cmd|"x"\t\r\n\x00\x1b[31m<script>\u2028"'
"""What a name or a text may hold."""


@pytest.fixture
def hostile(ledger, told):
    """A report whose names, title and address are hostile."""
    one = told(source_id="h", speaker="Mona Adel", publisher=HOSTILE, title=HOSTILE, url=None, own_words=True)
    reading = one.reading
    actors = tuple(replace(actor, name=HOSTILE) if actor.kind == "group" else actor for actor in reading.actors)
    places = tuple(replace(place, name=HOSTILE) for place in reading.places)
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
