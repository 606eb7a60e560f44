"""Readings as they are kept: whole, packed."""

from __future__ import annotations

import zlib

from onrecord.ledger.store import Store
from onrecord.model import Reading


def stored(store: Store, number: int) -> Reading:
    """The reading of a number.

    Raises:
        zlib.error, msgspec.MsgspecError: its bytes are damaged; `Ledger.reading` tells which.
    """
    return Reading.from_json(
        zlib.decompress(store.value("SELECT json FROM reading_bytes WHERE reading = ?", (number,)))
    )
