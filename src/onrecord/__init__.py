"""Reads news reports and keeps the record: who said and did what to whom, when, where, according to whom.

`read` reads one text; `Ledger` keeps many readings; the rest are the frozen types of a reading.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from onrecord.api import read
    from onrecord.errors import OnRecordError
    from onrecord.ledger import Ledger
    from onrecord.model import (
        Actor,
        Attribution,
        Event,
        Factuality,
        Figure,
        Mention,
        Party,
        Place,
        Predicate,
        Reading,
        Relation,
        Report,
        Span,
        Time,
        schema,
    )

__all__ = [
    "Actor", "Attribution", "Event", "Factuality", "Figure", "Ledger", "Mention", "OnRecordError", "Party", "Place",
    "Predicate", "Reading", "Relation", "Report", "Span", "Time", "read", "schema",
]  # fmt: skip

_HOMES = {"Ledger": "onrecord.ledger", "OnRecordError": "onrecord.errors", "read": "onrecord.api"}


def __getattr__(name: str) -> Any:
    """Imports a public name when it is first asked for, so that `import onrecord` costs nothing."""
    if name not in __all__:
        raise AttributeError(f"module 'onrecord' has no attribute {name!r}")
    value = getattr(importlib.import_module(_HOMES.get(name, "onrecord.model")), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
