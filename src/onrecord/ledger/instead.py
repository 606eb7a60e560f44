"""Columns of rows, and what is put in their place."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

import msgspec

from onrecord.ledger.columns import JSON
from onrecord.ledger.store import Store


def changed(row: sqlite3.Row | dict[str, Any], columns: Iterable[str], make: Callable[[str], str]) -> dict[str, Any]:
    """The columns of a row of which something else is made, each with that."""
    found = {}
    for column in columns:
        value = row[column]
        if isinstance(value, str):
            made = _in_json(value, make) if column in JSON else make(value)
            if made != value:
                found[column] = made
    return found


def _in_json(value: str, make: Callable[[str], str]) -> str:
    def of(one: Any) -> Any:
        if isinstance(one, str):
            return make(one)
        if isinstance(one, list):
            return [of(each) for each in one]
        if isinstance(one, dict):
            return {name: of(each) for name, each in one.items()}
        return one

    told = msgspec.json.decode(value)
    made = of(told)
    return value if made == told else msgspec.json.encode(made, order="deterministic").decode()


def put(store: Store, table: str, key: str, row: object, changed: Mapping[str, Any]) -> None:
    """Writes columns of one row."""
    columns = ", ".join(f"{column} = ?" for column in changed)
    store.put(f"UPDATE {table} SET {columns} WHERE {key} = ?", (*changed.values(), row))


def asked(reports: Collection[str] | None) -> tuple[str, ...]:
    """The parameters of a query that some reports are asked of: a JSON list; none where it is asked of all."""
    return () if reports is None else (msgspec.json.encode(sorted(reports)).decode(),)
