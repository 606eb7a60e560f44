"""What filters offer: the codes of the format, and what a ledger has: its publishers, the words of its marks.

Templates know the codes as `codes`, and `country`.
"""

from __future__ import annotations

import functools
from typing import get_args

import msgspec

from onrecord.knowledge.registry import registry
from onrecord.ledger import Ledger
from onrecord.ledger.events import SIDES
from onrecord.model import STATUSES, ActorKind, FactValue, Form, Kind, SourceKind
from onrecord.model.event import TYPES
from onrecord.web.answer import environment

CODES = {
    "kinds": get_args(Kind), "forms": get_args(Form), "sources": get_args(SourceKind),
    "certainties": get_args(FactValue), "sure": ("0.6", "0.8", "0.9"), "sides": SIDES,
    "actors": get_args(ActorKind), "typed": tuple((one, one.lower()) for one in TYPES),
    "stated": (("all", "anything"), *((one, one) for one in STATUSES)),
}  # fmt: skip
PUBLISHERS = 500
"""Publishers that are offered: those of most reports."""


class Choices(msgspec.Struct, frozen=True):
    """Values that a filter can have."""

    publishers: tuple[str, ...]
    marks: tuple[str, ...]


def choices(ledger: Ledger) -> Choices:
    """What the filters of a ledger can be."""
    publishers = ledger.rows(_PUBLISHERS, (PUBLISHERS,))
    marks = ledger.rows("SELECT DISTINCT words FROM report_marks ORDER BY words")
    return Choices(tuple(row[0] for row in publishers), tuple(row[0] for row in marks))


def country(code: str | None) -> str | None:
    """The name of a country by its ISO 3166 code, of two letters or three; the code where none is known.

    >>> country("EG"), country("EGY"), country("XX"), country(None)
    ('Egypt', 'Egypt', 'XX', None)
    """
    if code is None:
        return None
    state = registry().state_of(code) if len(code) == 3 else None
    return state.name if state else _names().get(code, code)


@functools.cache
def _names() -> dict[str, str]:
    known = registry()
    return {code: known.get(state).name for state, code in known.alpha2.items()}


_PUBLISHERS = """
SELECT key FROM (SELECT key FROM tallies WHERE what = 'publisher' AND n > 0 ORDER BY n DESC LIMIT ?) ORDER BY key
"""
environment().globals.update(codes=CODES, country=country)
