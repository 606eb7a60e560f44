"""Everybody whom the exported reports name, one after the other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from onrecord.export.source import Source
from onrecord.ledger import same
from onrecord.ledger.identity import described
from onrecord.model import Actor

TOGETHER = 500
"""Actors that are asked for at once."""


def people(source: Source) -> Iterator[tuple[Actor, tuple[str, ...]]]:
    """The actors that the words of a report stand for, by id, each with all its names; masked where asked for."""
    where, values = source.where
    store, after = source.ledger.store, ""
    sql = _PEOPLE.format(where=f"{where} AND" if where else "WHERE")
    while rows := source.ledger.rows(sql, (*values, after, TOGETHER)):
        for row in rows:
            one = same.joined(store, row["id"])
            told = described(store, row["id"], merged=len(one) > 1) or Actor(row["id"], row["name"], row["kind"])
            asked = f"SELECT DISTINCT name FROM actor_names WHERE actor IN ({', '.join('?' * len(one))}) ORDER BY name"
            names = [found["name"] for found in source.ledger.rows(asked, one)]
            kept: dict[str, Any] = source.hidden({"id": told.id, "name": told.name, "names": names})
            yield source.hidden(told), tuple(kept["names"])
        after = rows[-1]["id"]


_PEOPLE = """
SELECT l.id, l.name, l.kind FROM ledger_actors l WHERE EXISTS (
  SELECT 1 FROM actor_rows a CROSS JOIN current_readings c ON c.reading = a.reading {where} a.actor = l.id AND a.present
) AND l.id > ? ORDER BY l.id LIMIT ?
"""
