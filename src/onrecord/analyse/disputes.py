"""Where sources disagree: different numbers for the same thing.

Which figures count the same thing, and which numbers do not fit one another, says `ledger.figures`. Nothing is
averaged.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from onrecord.ledger import Coverage, Ledger, Passage, Voice, figures
from onrecord.ledger.bounds import COLUMNS, JOIN
from onrecord.ledger.claims import passage, voices
from onrecord.ledger.judged import note, rejected
from onrecord.ledger.keys import Key, parts


class Count(msgspec.Struct, frozen=True):
    """One source's number.

    Args:
        row: REPORT:ID of the figure. low, best, high: as in the format; one of them is known.
        origin: the agency, publisher or report it comes from. passage: the sentence with the number.
    """

    row: str
    low: float | None
    best: float | None
    high: float | None
    voice: Voice
    origin: str
    passage: Passage


class Dispute(msgspec.Struct, frozen=True):
    """Numbers for the same thing that cannot all be right.

    Args:
        about: the thing, in words. unit: killed, injured … counts: the smallest number first.
        sources: how many different voices. day: ISO day of the event, where it is one.
    """

    about: str
    unit: str
    counts: tuple[Count, ...]
    sources: int
    origins: int
    day: str | None = None


class Disputes(msgspec.Struct, frozen=True):
    """The disputed figures, the widest-reported and widest apart first; `notes` say what is left out."""

    rows: tuple[Dispute, ...]
    coverage: Coverage
    more: bool = False
    notes: tuple[str, ...] = ()


def disputes(ledger: Ledger, limit: int = 50) -> Disputes:
    """The figures that sources dispute, ranked by how many independent origins and how far apart."""
    with ledger.snapshot():
        ranked = [row["grp"] for row in ledger.rows(_RANKED, (limit + 1,))]
        groups = [figures.members(ledger.store, group) for group in ranked[:limit]]
        against = [figures.disputed(rows) for rows in groups]
        shown = [row for rows in against for row in rows]
        told = voices(ledger.store, [(r["reading"], r["attribution"], r["report"], r["publisher"]) for r in shown])
        passages = _passages(ledger, shown)
        found = tuple(_dispute(rows, some, told, passages) for rows, some in zip(groups, against, strict=True))
        notes = note(rejected(ledger.store, "figures"), "figure")
        return Disputes(found, ledger.coverage(), len(ranked) > limit, notes)


def _dispute(
    rows: Sequence[sqlite3.Row], against: Sequence[sqlite3.Row], told: Mapping[Key, Voice],
    passages: Mapping[Key, Passage],
) -> Dispute:  # fmt: skip
    """What is shown of figures of the same thing, and of those of them that some other source's number does not fit."""
    days = [row["since"][:10] for row in rows if row["since"]]
    return Dispute(
        _about(rows),
        rows[0]["unit"],
        tuple(
            Count(
                f"{row['report']}:{row['id']}",
                row["low"],
                row["best"],
                row["high"],
                told[row["reading"], row["attribution"] or ""],
                row["origin"],
                passages[row["reading"], row["id"]],
            )
            for row in against
        ),
        len({row["source"] for row in against}),
        len({row["origin"] for row in against}),
        days[0] if days else None,
    )


def _passages(ledger: Ledger, rows: Iterable[sqlite3.Row]) -> dict[Key, Passage]:
    found: dict[Key, Passage] = {}
    for part in parts((row["reading"], row["id"]) for row in rows):
        for row in ledger.rows(f"{part.sql} {_PASSAGES}", part.values):
            found[row["reading"], row["id"]] = passage(row)
    return found


def _about(rows: Sequence[sqlite3.Row]) -> str:
    """The thing that is counted, in words: the event and its place, else the actor, episode or place."""
    for row in rows:
        if row["event"]:
            words = [row["trigger_words"], row["place"] and f"in {row['place']}", row["since"] and row["since"][:10]]
            return ", ".join(word for word in words if word)
    names = (name for row in rows for name in (row["actor_name"], row["counted_place"]) if name)
    return str(next(names, rows[0]["unit"]))


_RANKED = "SELECT grp FROM figure_disputes ORDER BY rank, numbers DESC, report, figure LIMIT ?"
_PASSAGES = f"""
SELECT f.reading, f.id, c.report, coalesce(s.start_at, f.start_at) AS start_at, coalesce(s.end_at, f.end_at) AS end_at,
  coalesce(s.passage, f.passage) AS passage, v.title, v.publisher, v.published, {COLUMNS}
FROM keys k
CROSS JOIN figure_rows f ON f.reading = k.reading AND f.id = k.id
JOIN current_readings c ON c.reading = f.reading
JOIN report_versions v ON v.id = c.version
{JOIN}
LEFT JOIN sentence_rows s ON s.reading = f.reading AND s.start_at <= f.start_at AND f.end_at <= s.end_at
"""
