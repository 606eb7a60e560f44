"""The chains of voices of claims: each claim with those in whose content it stands, innermost first."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence

from onrecord.ledger.found import Who
from onrecord.ledger.keys import Key, parts
from onrecord.ledger.store import Store
from onrecord.model.chain import Link

DEEPEST = 8
"""Voices that a chain has at most; a ledger that somebody else wrote may hold a ring."""


def outer_rows(store: Store, rows: Sequence[sqlite3.Row]) -> dict[Key, sqlite3.Row]:
    """The rows of claims and of all in whose content they stand, by key."""
    known: dict[Key, sqlite3.Row] = {(row["reading"], row["id"]): row for row in rows}
    line: Iterable[sqlite3.Row] = rows
    for _ in range(DEEPEST):
        wanted = [key for row in line if row["within"] and (key := (row["reading"], row["within"])) not in known]
        line = [row for part in parts(wanted) for row in store.rows(part.sql + _ROWS, part.values)]
        known.update({(row["reading"], row["id"]): row for row in line})
        if not line:
            break
    return known


def links(
    key: Key, rows: Mapping[Key, sqlite3.Row], speakers: Mapping[Key, tuple[Who, ...]], media: Mapping[str, Who]
) -> list[Link]:
    """The voices of a claim, innermost first."""
    chain: list[Link] = []
    at: Key | None = key
    while at is not None and at in rows and len(chain) < DEEPEST:
        row = rows[at]
        medium = media.get(row["medium"])
        chain.append(
            Link(
                tuple(who.name for who in speakers.get(at, ())),
                row["source_words"],
                row["source_kind"],
                row["cue_words"],
                row["kind"],
                row["polarity"],
                row["certainty"],
                medium.name if medium else None,
            )
        )
        at = (at[0], row["within"]) if row["within"] else None
    return chain


_ROWS = " SELECT a.* FROM keys k CROSS JOIN attribution_rows a ON a.reading = k.reading AND a.id = k.id"
