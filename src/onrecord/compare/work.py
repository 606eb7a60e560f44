"""Where a comparison is worked out: a file of its own on disk, gone afterwards, so that memory stays small."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import msgspec

from onrecord.compare.coded import Coded
from onrecord.compare.likeness import BEFORE, LONG_DAYS, SLACK, Fit
from onrecord.compare.own import Own
from onrecord.ledger.alike import types

KEPT = 8
"""Happenings that a row may be set beside: those that fit best."""
DECODED = 20_000
"""Happenings that are kept ready at once."""
PAGE = 2_000
"""Rows that are gone through at once."""
_WEEK = 7
_SCHEMA = """
CREATE TABLE own (
  lead INTEGER PRIMARY KEY, type TEXT NOT NULL, day INTEGER, happened INTEGER NOT NULL, facts BLOB NOT NULL,
  kind TEXT, why TEXT, shown INTEGER NOT NULL DEFAULT 1
);
CREATE TABLE own_when (
  type TEXT NOT NULL, country TEXT NOT NULL, week INTEGER NOT NULL, lead INTEGER NOT NULL, first INTEGER NOT NULL,
  last INTEGER NOT NULL, PRIMARY KEY (type, country, week, lead, first)
) WITHOUT ROWID;
CREATE TABLE own_reports (report TEXT NOT NULL, lead INTEGER NOT NULL, PRIMARY KEY (report, lead)) WITHOUT ROWID;
CREATE TABLE mentioned (event TEXT NOT NULL, report TEXT NOT NULL, PRIMARY KEY (event, report)) WITHOUT ROWID;
CREATE TABLE named (report TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE theirs (
  n INTEGER PRIMARY KEY, form TEXT NOT NULL, id TEXT NOT NULL, day TEXT NOT NULL, type TEXT, row BLOB NOT NULL,
  reports TEXT NOT NULL, kind TEXT, why TEXT, lead INTEGER, score REAL, reasons BLOB,
  shown INTEGER NOT NULL DEFAULT 1, UNIQUE (form, id, day)
);
CREATE TABLE beside (lead INTEGER PRIMARY KEY);
CREATE TABLE pairs (
  n INTEGER NOT NULL, lead INTEGER NOT NULL, form TEXT NOT NULL, score REAL NOT NULL, reasons BLOB NOT NULL
);
"""


class Work:
    """What is kept of both sides while they are compared."""

    def __init__(self) -> None:
        self._db = sqlite3.connect("", isolation_level=None)  # a file of its own that the system takes away
        self._db.row_factory = sqlite3.Row
        for setting in ("journal_mode = OFF", "synchronous = OFF", "temp_store = FILE", "cache_size = -65536"):
            self._db.execute(f"PRAGMA {setting}")
        self._db.executescript(_SCHEMA)
        self._db.execute("BEGIN")
        self._ready: dict[int, tuple[Own, frozenset[str]]] = {}

    def close(self) -> None:
        """Lets go of the file."""
        with contextlib.suppress(sqlite3.Error):
            self._db.close()

    def rows(self, sql: str, values: Iterable[Any] = ()) -> Iterator[sqlite3.Row]:
        """The rows of a query, drawn as they are asked for."""
        return iter(self._db.execute(sql, tuple(values)))

    def put(self, sql: str, values: Iterable[Any] = ()) -> sqlite3.Cursor:
        """Runs a statement that writes."""
        return self._db.execute(sql, tuple(values))

    def pairs_of(self, sql: str) -> Iterator[tuple[Any, int]]:
        """The rows of a query of two columns, the second a number."""
        return ((row[0], row[1]) for row in self.rows(sql))

    def number(self, sql: str) -> int:
        """The one number of a query."""
        return int(next(self.rows(sql))[0])

    def has(self, sql: str, value: str | int) -> bool:
        """Whether a query of one value has a row."""
        return next(self.rows(f"{sql} LIMIT 1", (value,)), None) is not None

    # ------------------------------------------------------------------------------------------ ours

    def put_own(self, own: Own) -> None:
        """Keeps a happening, under its reports, and under its types, countries and weeks."""
        type_ = own.tellings[0].type
        self.put(
            "INSERT INTO own (lead, type, day, happened, facts) VALUES (?, ?, ?, ?, ?)",
            (own.lead, type_, own.day, own.happened, msgspec.msgpack.encode(own)),
        )
        self._db.executemany("INSERT INTO own_reports VALUES (?, ?)", ((one, own.lead) for one in own.reports))
        self._db.executemany("INSERT OR IGNORE INTO own_when VALUES (?, ?, ?, ?, ?, ?)", _keys(own))

    def own(self, lead: int) -> Own:
        """A happening."""
        return self._kept(lead)[0]

    def _kept(self, lead: int) -> tuple[Own, frozenset[str]]:
        """A happening, and what those who take part in it are known by."""
        found = self._ready.get(lead)
        if found is None:
            [row] = self.rows("SELECT facts FROM own WHERE lead = ?", (lead,))
            one = msgspec.msgpack.decode(row["facts"], type=Own)
            found = one, one.actors.marks | one.recipients.marks
            if len(self._ready) >= DECODED:
                self._ready.clear()
            self._ready[lead] = found
        return found

    def candidates(
        self, coded: Coded, reports: Iterable[str], countries: Iterable[str], marks: frozenset[str]
    ) -> list[int]:
        """The happenings that a row may be: of a report that it names, or of its type, day, a country and a side.

        Args:
            marks: what its sides are known by.
        """
        found: dict[int, None] = {}
        for report in reports:
            for row in self.rows("SELECT lead FROM own_reports WHERE report = ?", (report,)):
                found[row["lead"]] = None
        day, lands = date.fromisoformat(coded.day).toordinal(), list(countries)
        if coded.type is None or not lands:
            return list(found)
        kinds = [coded.type, *types()[coded.type]]
        weeks = {(day - SLACK) // _WEEK, (day + SLACK) // _WEEK}
        sql = (
            f"SELECT DISTINCT lead FROM own_when WHERE type IN ({_marks(kinds)}) AND country IN ({_marks(lands)})"
            f" AND week IN ({_marks(weeks)}) AND first <= ? AND last >= ?"
        )
        for row in self.rows(sql, (*kinds, *lands, *weeks, day + SLACK, day - SLACK)):
            if not marks.isdisjoint(self._kept(row["lead"])[1]):
                found[row["lead"]] = None
        return list(found)

    def alone(self) -> Iterator[int]:
        """The happenings that no row stands beside; they may be changed meanwhile."""
        for row in self._paged("SELECT lead AS key FROM own WHERE lead > ? AND lead NOT IN (SELECT lead FROM beside)"):
            yield row["key"]

    def _paged(self, sql: str) -> Iterator[sqlite3.Row]:
        """The rows of a query over a rising key, in portions, so that they may be changed meanwhile."""
        last = -1
        while some := list(self.rows(f"{sql} ORDER BY 1 LIMIT {PAGE}", (last,))):
            yield from some
            last = some[-1]["key"]

    # ------------------------------------------------------------------------------------------ theirs

    def all_theirs(self) -> Iterator[sqlite3.Row]:
        """The rows of theirs; they may be changed meanwhile."""
        self.put("CREATE INDEX IF NOT EXISTS pairs_n ON pairs (n)")
        return self._paged("SELECT n AS key, n, row, reports, lead FROM theirs WHERE n > ?")

    def put_mention(self, event: str, report: str) -> None:
        """Keeps that a report of the ledger tells a GDELT event."""
        self.put("INSERT OR IGNORE INTO mentioned VALUES (?, ?)", (event, report))

    def mentioned(self, event: str) -> list[str]:
        """The reports of the ledger that tell a GDELT event, by its mentions."""
        return [row["report"] for row in self.rows("SELECT report FROM mentioned WHERE event = ?", (event,))]

    def put_theirs(self, coded: Coded, reports: Iterable[str]) -> int | None:
        """Keeps a row; None where one with the same id and day is kept already."""
        named = sorted(reports)
        done = self.put(
            "INSERT OR IGNORE INTO theirs (form, id, day, type, row, reports) VALUES (?, ?, ?, ?, ?, ?)",
            (coded.form, coded.id, coded.day, coded.type, msgspec.msgpack.encode(coded), " ".join(named)),
        )
        if done.rowcount < 1:
            return None
        self._db.executemany("INSERT OR IGNORE INTO named VALUES (?)", ((one,) for one in named))
        return done.lastrowid

    def put_fits(self, n: int, form: str, fits: Iterable[tuple[int, Fit]]) -> None:
        """Keeps the happenings that fit a row best."""
        best = sorted(fits, key=lambda one: (-one[1].score, one[0]))[:KEPT]
        rows = ((n, lead, form, fit.score, msgspec.msgpack.encode(fit.reasons)) for lead, fit in best)
        self._db.executemany("INSERT INTO pairs VALUES (?, ?, ?, ?, ?)", rows)

    def assign(self) -> None:
        """Sets rows beside happenings, the best fits first; each has at most one of either format and of the other."""
        taken: set[int] = set()
        full: set[tuple[str, int]] = set()
        for pair in self.rows("SELECT * FROM pairs ORDER BY score DESC, n, lead"):
            if pair["n"] not in taken and (pair["form"], pair["lead"]) not in full:
                taken.add(pair["n"])
                full.add((pair["form"], pair["lead"]))
                self.put("INSERT OR IGNORE INTO beside VALUES (?)", (pair["lead"],))
                self.put(
                    "UPDATE theirs SET lead = ?, score = ?, reasons = ? WHERE n = ?",
                    (pair["lead"], pair["score"], pair["reasons"], pair["n"]),
                )


def _keys(own: Own) -> Iterator[tuple[str, str, int, int, int, int]]:
    """Type, country, week, happening, first and last day under which it is looked for."""
    times = {(first, until - 1) for first, until in own.times if until - first <= LONG_DAYS}
    if not own.times:
        published = {one.published for one in own.tellings if one.published is not None}
        times = {(day - BEFORE, day) for day in published}
    for type_ in own.types:
        for country in own.countries:
            for first, last in times:
                for week in range((first - SLACK) // _WEEK, (last + SLACK) // _WEEK + 1):
                    yield type_, country, week, own.lead, first, last


def _marks(values: Iterable[object]) -> str:
    return ", ".join("?" for _ in values)
