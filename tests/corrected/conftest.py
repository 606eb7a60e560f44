"""A ledger of the golden reading and of two hostile reports; how it leaves for a tool, and what comes back."""

import importlib.util
from pathlib import Path

import pytest
from msgspec.structs import replace

from onrecord.corrected import decide, kind_of, read
from onrecord.export import Source, Wanted, load, put
from onrecord.model import Span

_path = Path(__file__).parents[1] / "ledger" / "conftest.py"
_spec = importlib.util.spec_from_file_location("ledger_conftest", _path)
assert _spec is not None
assert _spec.loader is not None
_made = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_made)

told, path, ledger, golden = _made.told, _made.path, _made.ledger, _made.golden
HOSTILE = "=cmd|'/x' 🔥 <b>&amp; ]]> e\u0301 \u202etxt\u202c; a,b|c %41\t[[x]] #y\u2028\r\n\x0b\x00\x1b[31m "
"""Words before a report: a formula, an astral letter, markup, a mark, controls, and every sign that parts something."""


@pytest.fixture
def hostile(told):
    """A report whose text, title, publisher and names hold all that."""
    names = {"speaker": "Mona |;%\tAdel", "actor": "Front\r\n]]>\x01 🔥 e\u0301", "publisher": HOSTILE.strip()}
    return told(
        preface=HOSTILE, title=HOSTILE, url="javascript:alert(1)", authors=(HOSTILE,), source_id="../x", **names
    )


@pytest.fixture
def split_claim(told):
    """A report whose claim has a content in two parts, one of them over a line break."""
    one = told(preface="First.\r\n\r\n", source_id="s.txt", speaker="Karim\nSaleh", published="2013-08-16")
    claim = one.reading.attributions[0]
    [span] = claim.content
    parts = (Span.of(one.text, span.start, span.start + 10), Span.of(one.text, span.start + 14, span.end))
    return one.given, replace(one.reading, attributions=(replace(claim, content=parts),))


@pytest.fixture
def full(ledger, golden, hostile, split_claim):
    """The ledger with all of them."""
    ledger.add_batch([golden, hostile.pair, split_claim])
    return ledger


@pytest.fixture
def leave(tmp_path):
    """Exports a ledger: `leave(ledger, "brat", mask=True)` gives the path."""

    def write(ledger, name, to="", **wanted):
        form = load(name)
        target = tmp_path / (to or f"{name}{form.suffix}")
        with ledger.snapshot():
            for _ in put.written(form, Source(ledger, Wanted(**wanted)), target):
                pass
        return target

    return write


@pytest.fixture
def back():
    """What a file asks for, and what was decided: `back(ledger, path, rehearse=True)`."""

    def take(ledger, path, **more):
        return decide(ledger, read(path, kind_of(path)), "Dana", "checked", **more)

    return take


@pytest.fixture
def edit():
    """Replaces words in a file, once each: `edit(path, ("a", "b"))`; fails where they are not there once."""

    def change(path, *pairs):
        text = path.read_bytes().decode()
        for old, new in pairs:
            assert text.count(old) == 1, (old, text.count(old))
            text = text.replace(old, new)
        path.write_bytes(text.encode())

    return change
