"""The rows that nobody judged, those first that the reader is least sure of: what a person best looks at next."""

from __future__ import annotations

from typing import Any

import msgspec

from onrecord.errors import BadQuery
from onrecord.ledger.identity import matching
from onrecord.ledger.store import Store

SECTIONS = {"claims": "attribution_rows", "events": "event_rows", "relations": "relation_rows"}
"""The sections whose rows have a confidence, with their tables; figures have none."""


class Unsure(msgspec.Struct, frozen=True):
    """A row that nobody judged: REPORT:ID, and how sure the reader is of it, 0 to 1."""

    row: str
    section: str
    confidence: float


def unsure(
    store: Store, section: str | None, *, type: str | None = None, actor: str | None = None,
    publisher: str | None = None, limit: int = 20, offset: int = 0,
) -> tuple[Unsure, ...]:  # fmt: skip
    """The rows of one section, or of all three, by confidence.

    Args:
        section: claims, events or relations. type: of events and relations; of claims the kind. actor: id or name of
            one who speaks, or takes part. publisher: of the report.

    Raises:
        BadQuery: there is no such section. NoSuchRow: nobody knows the actor.
    """
    if section is not None and section not in SECTIONS:
        raise BadQuery(f"no rows are called {section!r}", f"Choose from {', '.join(SECTIONS)}.")
    ids = matching(store, actor) if actor is not None else None
    found = [
        one
        for name in ([section] if section else SECTIONS)
        for one in _of(store, name, type, ids, publisher, offset + limit)
    ]
    return tuple(sorted(found, key=lambda one: (one.confidence, one.row))[offset : offset + limit])


def _of(
    store: Store, section: str, type: str | None, actors: tuple[str, ...] | None, publisher: str | None, wanted: int
) -> list[Unsure]:
    parts, values = [_UNJUDGED], list[Any]()
    if type:
        parts.append(f"x.{'kind' if section == 'claims' else 'type'} = ? COLLATE NOCASE")
        values.append(type)
    if publisher:
        parts.append("c.version IN (SELECT id FROM report_versions WHERE publisher = ? COLLATE NOCASE)")
        values.append(publisher)
    if actors is not None:
        among = ", ".join("?" * len(actors))
        parts.append(_ACTS[section].format(among=among))
        values += actors * (2 if section == "relations" else 1)
    sql = (
        f"SELECT c.report || ':' || x.id AS row, x.confidence FROM {SECTIONS[section]} x"
        f" CROSS JOIN current_readings c ON c.reading = x.reading WHERE {' AND '.join(parts)}"
        " ORDER BY x.confidence, x.reading, x.id LIMIT ?"
    )
    return [Unsure(row["row"], section, row["confidence"]) for row in store.rows(sql, (*values, wanted))]


_UNJUDGED = "NOT EXISTS (SELECT 1 FROM judged_rows j WHERE j.reading = x.reading AND j.id = x.id)"
_ACTS = {
    "claims": "EXISTS (SELECT 1 FROM attribution_actors a WHERE a.reading = x.reading AND a.attribution = x.id"
    " AND a.role = 'speaker' AND a.actor IN ({among}))",
    "events": "EXISTS (SELECT 1 FROM event_parties p WHERE p.reading = x.reading AND p.event = x.id"
    " AND p.actor IN ({among}))",
    "relations": "(x.subject IN ({among}) OR x.object IN ({among}))",
}
"""Whether one of some actors speaks, takes part, or is tied."""
