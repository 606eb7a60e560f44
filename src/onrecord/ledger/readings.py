"""Readings and originals as they are kept: whole, packed."""

from __future__ import annotations

import hashlib
import zlib

from onrecord.errors import LedgerDamaged
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


def unpacked(packed: bytes, sha256: str, what: str) -> bytes:
    """Bytes that were packed.

    Args:
        sha256: of what they are unpacked. what: they are, for the message.

    Raises:
        LedgerDamaged: they cannot be unpacked, or are not those that were packed.
    """
    try:
        plain = zlib.decompress(packed)
    except zlib.error as problem:
        raise LedgerDamaged(f"{what} cannot be unpacked: {problem}") from problem
    if hashlib.sha256(plain).hexdigest() != sha256:
        raise LedgerDamaged(f"{what} does not match its SHA-256")
    return plain
