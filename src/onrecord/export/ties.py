"""The ties of a network as files of graphs have them: on which days each holds, on whose word, with what evidence.

What makes a tie, and when it holds, is what `onrecord network` goes by (see `onrecord.analyse.tellings`): relations
that are only planned, threatened, considered or denied, or that their source doubts, are no ties; those of no known day
are counted and left out. A side that is a place or bare words is no actor, and such a relation no edge.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import msgspec

from onrecord.analyse.tellings import TURNS, Telling, standing
from onrecord.export.happened import done_sql
from onrecord.export.source import Source
from onrecord.ledger.claims import voices
from onrecord.ledger.rows import EITHER_WAY, OPEN_END, OPEN_START

TOGETHER = 500
"""Ties or actors that are asked for at once."""
Days = tuple[str, str]
"""The first day of an interval, and the day after its last one; OPEN_START and OPEN_END where that is not known."""


@dataclass(frozen=True, slots=True)
class Word:
    """What one report says of a tie.

    Attributes:
        telling: of the relation. row: REPORT:ID. voice: who vouches for it. sign: -1, 0 or 1. label: the role.
    """

    telling: Telling
    row: str
    voice: str
    sign: int
    label: str | None


@dataclass(frozen=True, slots=True)
class Edge:
    """A tie.

    Attributes:
        id: the same in every export; of a masked one a mere number, as the key of a tie rests on who they are.
        subject, object: ids of actors. words: what reports say of it, by the day of the report. against: what reports
            say that deny or doubt it. held: the stretches of days on which it holds, in order, each with the words by
            which it holds then.
    """

    id: str
    type: str
    subject: str
    object: str
    words: tuple[Word, ...]
    against: tuple[Word, ...]
    held: tuple[tuple[Days, tuple[Word, ...]], ...]

    @property
    def directed(self) -> bool:
        """Whether it matters who is first."""
        return self.type not in EITHER_WAY

    def on(self, day: str) -> tuple[Word, ...]:
        """The words by which it holds on a day."""
        return next((words for (start, end), words in self.held if start <= day < end), ())

    def denied(self, day: str | None = None) -> tuple[Word, ...]:
        """Who says no: on a day, or ever."""
        return tuple(one for one in self.against if day is None or one.telling.held[:10] <= day < one.telling.until)


def edges(source: Source) -> Iterator[Edge]:
    """The ties between actors that hold on some day, by their keys."""
    after, number = "", 0
    while ties := _next(source, after):
        after = ties[-1]
        told, denied = _words(source, _TOLD, ties), _words(source, _DENIED, ties)
        for tie in ties:
            made = _edge(source, told[tie], tuple(word for _, word in denied.get(tie, ())))
            if made.held:
                number += 1
                yield replace(made, id=f"tie-{number}") if source.wanted.mask else made


def nodes(source: Source) -> Iterator[dict[str, Any]]:
    """The actors that stand in ties (also in those that hold on no known day): id, name, kind; by id."""
    where, values = source.where
    after = ""
    while rows := source.ledger.rows(_NODES.format(where=_and(where)), (*values, *values, after, TOGETHER)):
        for row in rows:
            yield source.hidden({"id": row["id"], "name": row["name"], "kind": row["kind"]})
        after = rows[-1]["id"]


def undated(source: Source) -> int:
    """How many relations that hold by what reports say are of no known day, and so left out."""
    where, values = source.where
    sql = f"SELECT count(*) FROM {_FROM} {_and(where)} {_TOLD} AND r.holds_from IS NULL"
    return int(source.ledger.rows(sql, values)[0][0])


def last_day(source: Source) -> str:
    """The day of the last report; today's network, where nobody says of which day it is to be.

    Reports without a date have no say; without any other it is the first day of all.
    """
    where, values = source.where
    sql = f"SELECT max(c.day) FROM current_readings c {_and(where)} c.day <> '{OPEN_END}'"
    return str(source.ledger.rows(sql, values)[0][0] or "0001-01-01")


def stretches(rows: Sequence[Telling]) -> Iterator[tuple[Days, list[Telling]]]:
    """The stretches of days on which a tie holds by what is told, each with the tellings that hold then.

    What holds on a day is what `standing` says; it changes on no day but those that a telling names.
    """
    days = sorted({day for row in rows for moment in (row.held, row.until, row.since) for day in _turns(moment)})
    open_since: str | None = None
    found: list[Telling] = []
    for day in days:
        now = standing(rows, day) if day < OPEN_END else []
        if now != found:
            if open_since is not None and found:
                yield (open_since, day), found
            open_since, found = day, now
    if open_since is not None and found:
        yield (open_since, OPEN_END), found


def _turns(moment: str | None) -> Iterator[str]:
    """The days on which something may begin or end to hold, of a moment that a telling names."""
    if moment in (OPEN_START, OPEN_END):
        yield moment or ""
    elif moment:
        day = (moment[:10] + "-01-01"[len(moment) - 4 :]) if len(moment) < 10 else moment[:10]
        yield day
        if "T" in moment:
            yield (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def _next(source: Source, after: str) -> list[str]:
    """The next ties."""
    where, values = source.where
    rows = source.ledger.rows(_TIES.format(where=_and(where)), (*values, after, TOGETHER))
    return [row["tie"] for row in rows]


def _words(source: Source, which: str, ties: Sequence[str]) -> dict[str, list[tuple[sqlite3.Row, Word]]]:
    """What reports say of some ties, by tie: those who tell of it, or those who deny it."""
    where, values = source.where
    wanted = msgspec.json.encode(ties).decode()
    rows = source.ledger.rows(_ROWS.format(where=_and(where), which=which), (*values, wanted))
    spoken = voices(source.ledger.store, ((r["reading"], r["attribution"], r["report"], r["publisher"]) for r in rows))
    found: dict[str, list[tuple[sqlite3.Row, Word]]] = defaultdict(list)
    for row in rows:
        telling = Telling(*(row[field] for field in Telling._fields))
        voice = source.hidden(spoken[row["reading"], row["attribution"] or ""]).name
        word = Word(telling, f"{row['report']}:{row['id']}", voice, row["sign"], source.hidden(row["label"]))
        found[row["tie"]].append((row, word))
    return found


def _edge(source: Source, told: Sequence[tuple[sqlite3.Row, Word]], against: tuple[Word, ...]) -> Edge:
    words = tuple(word for _, word in told)
    by_key = {(one.telling.reading, one.telling.id): one for one in words}
    held = tuple(
        (days, tuple(by_key[one.reading, one.id] for one in found))
        for days, found in stretches([one.telling for one in words])
    )
    row = told[0][0]
    ends: dict[str, dict[str, str]] = source.hidden({"from": {"id": row["subject"]}, "to": {"id": row["object"]}})
    return Edge(row["tie"], row["type"], ends["from"]["id"], ends["to"]["id"], words, against, held)


def surest(words: Sequence[Word]) -> str:
    """The highest certainty that any of some words has."""
    return max(words, key=lambda one: one.telling.score).telling.certainty


def latest(words: Sequence[Word]) -> Word:
    """The word that counts for the state and the sign: the one that holds last, of one day a turn before a bare tie."""

    def order(one: Word) -> tuple[str, bool, int, str]:
        return one.telling.held, one.telling.state in TURNS, one.telling.reading, one.telling.id

    return max(words, key=order)


def state(words: Sequence[Word], day: str) -> str:
    """The state of a tie on a day by some words: what has an end still holds before it."""
    telling = latest(words).telling
    return "holds" if telling.state == "ended" and day < telling.until else telling.state


def first_and_last(days: Days) -> tuple[str | None, str | None]:
    """The first and the last day, both included; None where it is open.

    >>> first_and_last(("2013-07-03", "2013-08-01")), first_and_last((OPEN_START, OPEN_END))
    (('2013-07-03', '2013-07-31'), (None, None))
    """
    start, end = days
    last = None if end == OPEN_END else (date.fromisoformat(end[:10]) - timedelta(days=1)).isoformat()
    return (None if start == OPEN_START else start), last


def _and(where: str) -> str:
    return f"{where} AND" if where else "WHERE"


_BOTH = "r.subject IS NOT NULL AND r.object IS NOT NULL"
_TOLD = f"{_BOTH} AND {done_sql('r')}"
_DENIED = f"{_BOTH} AND (r.score < 0 OR r.status = 'denied')"
_FROM = "relation_rows r CROSS JOIN current_readings c ON c.reading = r.reading"
_TIES = f"""
SELECT DISTINCT r.tie FROM {_FROM.replace(" r ", " r INDEXED BY relation_rows_tie ", 1)}
{{where}} {_TOLD} AND r.holds_from IS NOT NULL AND r.tie > ? ORDER BY r.tie LIMIT ?
"""
_ROWS = f"""
SELECT r.reading, r.id, r.holds_from AS held, r.holds_until AS "until", r.state, r.tie, c.report,
  coalesce(r.origin, c.origin) AS origin, r.since, r.until AS "end", r.score, r.certainty, c.day, r.cause, r.confidence,
  (SELECT j.verdict FROM judged_rows j WHERE j.reading = r.reading AND j.id = r.id) AS verdict,
  r.subject, r.object, r.type, r.sign, r.label, r.attribution, v.publisher
FROM {_FROM} CROSS JOIN report_versions v ON v.id = c.version
{{where}} {{which}} AND r.holds_from IS NOT NULL AND r.tie IN (SELECT value FROM json_each(?))
ORDER BY r.tie, c.day, c.report, r.id
"""
_NODES = f"""
SELECT l.id, l.name, l.kind FROM ledger_actors l WHERE (
  EXISTS (SELECT 1 FROM {_FROM} {{where}} {_TOLD} AND r.holds_from IS NOT NULL AND r.subject = l.id)
  OR EXISTS (SELECT 1 FROM {_FROM} {{where}} {_TOLD} AND r.holds_from IS NOT NULL AND r.object = l.id)
) AND l.id > ? ORDER BY l.id LIMIT ?
"""
