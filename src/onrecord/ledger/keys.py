"""Rows of readings, asked for in portions that fit into one statement."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

Key = tuple[int, str]
"""A reading's number and the id of a row in it."""


@dataclass(frozen=True, slots=True)
class Part:
    """Some keys, as the head of a statement that joins with them as `keys (reading, id)`, and its values."""

    sql: str
    values: list[Any]


def parts(keys: Iterable[Key]) -> Iterator[Part]:
    """Keys in portions that fit into one statement, each once."""
    unique = list(dict.fromkeys(keys))
    for at in range(0, len(unique), 400):
        some = unique[at : at + 400]
        marks = ", ".join(["(?, ?)"] * len(some))
        yield Part(f"WITH keys (reading, id) AS (VALUES {marks})", [value for key in some for value in key])
