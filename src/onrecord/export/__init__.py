"""Everything that a ledger holds, in the formats of others: one module a format.

A module of a format has a `FORMAT`; `names.FORMATS` lists them, so that none is imported before it is asked for. A
format gets a `Source`, which gives readings and happenings one after the other, so that memory does not grow with the
ledger.
"""

from __future__ import annotations

import importlib

from onrecord.errors import BadQuery
from onrecord.export.format import Format
from onrecord.export.names import FORMATS
from onrecord.export.source import Source, Wanted

__all__ = ["FORMATS", "Format", "Source", "Wanted", "load"]


def load(name: str) -> Format:
    """The format of a name.

    Raises:
        BadQuery: there is none of that name.
    """
    if name not in FORMATS:
        raise BadQuery(f"no format {name}", f"The formats are {', '.join(FORMATS)}.")
    found: Format = importlib.import_module(f"onrecord.export.{name.replace('-', '_')}").FORMAT
    return found
