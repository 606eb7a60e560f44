"""What reports tell of ties, and which of it holds on a day.

A relation holds on a day that its interval contains; an end that the report leaves open stays open. One without any
interval holds from the day of its report on. One that has ended does not hold after its end, and ends what other
reports say of the same tie with an earlier beginning and no end; where its report says neither when it began nor when
it ended, it is not known on which days it held, and it holds on none. Relations that are only planned, threatened,
hypothetical or denied are no ties, nor are those whose source doubts them (certainty below zero).
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

import msgspec

from onrecord.analyse.balance import Edge
from onrecord.analyse.word import Word
from onrecord.ledger import Expected, Ledger, Who
from onrecord.ledger.expected import JUDGED, TENTHS, Shares, Tenth, Weighed, bins
from onrecord.ledger.rows import OPEN_END, OPEN_START
from onrecord.model import HAPPENED

Change = Literal["formed", "first told", "broken", "told ended", "strained", "restored"]
"""`first told`: a tie that no report told of before, and of which none says that it began since. `told ended`: one that
had ended by the day of the report that says so, which does not say when, and of which no report told before."""
ONLY_TOLD = frozenset({"first told", "told ended"})
"""Changes of which no report says that they came in that time."""
TURNS: tuple[Literal["strained", "restored"], ...] = ("strained", "restored")


class Telling(NamedTuple):
    """What one report tells of a tie.

    Args:
        reading, id: the relation's key. held, until: ISO days between which it holds, the end exclusive. since, end:
            those of them that the report itself gives. day: of the report; '9999' where it is not known. cause: the
            event that the report gives as its cause. verdict: of a person on it.
    """

    reading: int
    id: str
    held: str
    until: str
    state: str
    tie: str
    report: str
    origin: str
    since: str | None
    end: str | None
    score: float
    certainty: str
    day: str
    cause: str | None
    confidence: float
    verdict: str | None

    @property
    def dateless(self) -> bool:
        """Whether it tells of an end alone, and of no day."""
        return self.state == "ended" and self.held == OPEN_START and self.until == self.day


class Weight(NamedTuple):
    """How widely a tie is told: by how many origins, in how many tellings; reading, id: of the earliest added."""

    origins: int
    tellings: int
    reading: int
    id: str


class Totals(msgspec.Struct, frozen=True):
    """All that holds on a day: how many ties, told in how many reports of how many origins; what is expected of the
    relations that tell so."""

    ties: int
    reports: int
    origins: int
    expected: Expected


class Asked(NamedTuple):
    """Which tellings count.

    Args:
        word: whose. actors: ids; only ties in which one of them takes part; any where empty. min_origins: how many
            independent origins must tell of a tie on the day.
    """

    word: Word
    actors: tuple[str, ...] = ()
    min_origins: int = 1

    def sql(self, query: str, *more: str) -> str:
        """A query over relation_rows r and current_readings c ({rows}), with the tables before it that it needs."""
        before = [part for part in (self.word.sql, *more) if part]
        rows = (_ROWS_HEARD, _ROWS_HEARD) if self.word.sql else (_ROWS, _ROWS_BY_TIE)
        where = _TAKES_PART if self.actors else ""
        head = f"WITH {', '.join(before)}" if before else ""
        return (head + query).replace("{rows}", rows[0]).replace("{by tie}", rows[1]).replace("{asked}", where)

    @property
    def values(self) -> dict[str, str | int]:
        """The values that its queries name."""
        actors = msgspec.json.encode(self.actors).decode()
        return {**self.word.values, "actors": actors, "min_origins": self.min_origins}


def weights(ledger: Ledger, asked: Asked, day: str) -> dict[str, Weight]:
    """The ties that hold on a day."""
    rows = ledger.rows(asked.sql(_WEIGHTS, _ENDS), {**asked.values, "day": day})
    return {row[0]: Weight(*row[1:]) for row in rows}


def totals(ledger: Ledger, asked: Asked, day: str, ties: int) -> Totals:
    """How much is told of the ties that hold on a day, so many of them."""
    enough = ("", _ENDS) if asked.min_origins == 1 else (" AND r.tie IN (SELECT tie FROM held)", _ENDS, _TIES)
    parts = [one.least for one in bins()["relations"]]
    ends = [*parts[1:], 2 * TENTHS]
    counted = "".join(_IN_BIN.format(least=a / TENTHS, end=b / TENTHS) for a, b in zip(parts, ends, strict=True))
    sql = asked.sql(_TOTALS.replace("{bins}", counted) + enough[0], *enough[1:])
    [(reports, origins, rows, *some)] = map(tuple, ledger.rows(sql, {**asked.values, "day": day}))
    found = [Tenth("relations", least, False, n) for least, n in zip(parts, some, strict=True)]
    judged = Tenth("relations", 0, True, rows - sum(some))
    return Totals(ties, reports, origins, Shares(ledger.store).of_tenths([*found, judged], reports, origins))


def weighed(row: Telling) -> Weighed:
    """A telling as far as it counts for what is expected to be wrong."""
    return Weighed("relations", row.confidence, row.report, row.origin, row.verdict)


def edges(ledger: Ledger, asked: Asked, day: str) -> list[Edge]:
    """All ties between actors that hold on a day, for measures and balance; of each one telling's names and sign."""
    return [
        Edge(Who(row["subject"], row["subject_name"]), row["type"], Who(row["object"], row["object_name"]), row["sign"],
             row["origins"], row["tie"], row["reports"])
        for row in ledger.rows(asked.sql(_EDGES, _ENDS, _TIES), {**asked.values, "day": day})
    ]  # fmt: skip


def reach(ledger: Ledger, asked: Asked, day: str, ties: Mapping[str, Sequence[str]]) -> Mapping[str, tuple[int, int]]:
    """In how many reports, and by how many origins, groups of ties that hold on a day are told.

    Args:
        ties: the keys of each group.
    """
    groups = msgspec.json.encode([(name, tie) for name, keys in ties.items() for tie in keys]).decode()
    rows = ledger.rows(asked.sql(_REACH, _GROUPS, _ENDS), {**asked.values, "day": day, "groups": groups})
    return {row[0]: (row[1], row[2]) for row in rows}


def undated(ledger: Ledger, asked: Asked, day: str) -> tuple[int, int, int]:
    """How many relations are no ties on a day: of no known day; ended without a day, but told as ended only later; and
    not told to hold."""
    values = {**asked.values, "day": day}
    counts = [ledger.rows(asked.sql(f"SELECT count(*) FROM {{rows}} WHERE {part} {{asked}}"), values)[0][0]
              for part in (_UNDATED, _ENDED_LATER, _UNTOLD)]  # fmt: skip
    return counts[0], counts[1], counts[2]


def widest(ties: Iterable[str], weights: Mapping[str, Weight], limit: int) -> list[str]:
    """The most widely told of some ties; of those told alike, the one that was told first in the ledger."""

    def order(tie: str) -> tuple[int, int, int, int, str]:
        weight = weights[tie]
        return -weight.origins, -weight.tellings, weight.reading, len(weight.id), weight.id

    return heapq.nsmallest(limit, ties, key=order)


def moved(ledger: Ledger, asked: Asked, before: str, day: str, now: Mapping[str, Weight], limit: int) -> list[str]:
    """The ties of which something may have changed between two days, the most widely told first.

    Those that a report tells to have changed come before those that are only told for the first time.
    """
    then = weights(ledger, asked, before)
    rows = ledger.rows(asked.sql(_TURNED), {**asked.values, "before": before, "day": day})
    turned = {row[0]: Weight(*row[1:]) for row in rows}
    weighed = {**turned, **then, **now}
    changed = turned.keys() | (then.keys() - now.keys())
    found = widest(changed, weighed, limit)
    return found + widest(now.keys() - then.keys() - changed, weighed, limit - len(found))


def told(ledger: Ledger, asked: Asked, day: str, ties: Iterable[str]) -> Mapping[str, Sequence[Telling]]:
    """What the current readings of reports tell of ties, by those whose word counts."""
    return _tellings(ledger, asked, _TOLD, day, ties)


def denied(ledger: Ledger, day: str, ties: Iterable[str]) -> Mapping[str, Sequence[Telling]]:
    """The denials of ties that hold on a day, by anybody."""
    return _tellings(ledger, Asked(Word()), _DENIED, day, ties)


def _tellings(ledger: Ledger, asked: Asked, sql: str, day: str, ties: Iterable[str]) -> Mapping[str, Sequence[Telling]]:
    found: dict[str, list[Telling]] = defaultdict(list)
    wanted = msgspec.json.encode(sorted(ties)).decode()
    for row in ledger.rows(asked.sql(sql), {**asked.values, "day": day, "ties": wanted}):
        found[row["tie"]].append(Telling(*row))
    return found


def standing(rows: Sequence[Telling], day: str) -> list[Telling]:
    """The tellings of a tie that hold on a day; the queries count the same.

    One that only says until when holds since ever, unless another one says since when.
    """
    end = max((row.until for row in rows if row.state == "ended" and row.until <= day), default="")
    begun = min((row.since for row in rows if row.since), default="")
    return [
        row
        for row in rows
        if row.held[:10] <= day < row.until
        and not row.dateless
        and not (row.until == OPEN_END and row.held < end)
        and not (row.held == OPEN_START and day < begun)
    ]


def changes(
    rows: Sequence[Telling], before: str, day: str, min_origins: int = 1
) -> list[tuple[Change, Sequence[Telling]]]:
    """What became of a tie between two days, each with the tellings that say so; only what enough origins tell.

    A tie that is told for the first time as strained or restored is that, and not also told for the first time.
    """
    then, now = standing(rows, before), standing(rows, day)
    ended = [row for row in rows if row.state == "ended" and before < row.until <= day]
    found: list[tuple[Change, Sequence[Telling]]] = []

    def told(some: Sequence[Telling]) -> bool:
        return bool(some) and len({row.origin for row in some}) >= min_origins

    turns = [(state, [row for row in now if row.state == state and before < row.held]) for state in TURNS]
    found += [(state, rows) for state, rows in turns if told(rows)]
    if told(now) and not told(then):
        began = [row for row in now if row.since and before < row.since and row.state not in TURNS]
        if began or not found:
            found.append(("formed", began) if began else ("first told", now))
    if told(then) and not now:
        found.append(("broken", ended or [row for row in rows if before < row.until <= day] or then))
    if told(ended) and not then and not now:
        dated = [row for row in ended if not row.dateless]
        found.append(("broken", dated) if dated else ("told ended", ended))
    return found


_HAPPENED = ", ".join(f"'{status}'" for status in sorted(HAPPENED))
_IS_TOLD = f"r.status IN ({_HAPPENED}) AND r.score >= 0"
_IS_DENIED = "(r.score < 0 OR r.status = 'denied')"
_DATELESS = f"(r.state = 'ended' AND r.holds_from = '{OPEN_START}' AND r.holds_until = c.day)"
_ROWS = "relation_rows r CROSS JOIN current_readings c ON c.reading = r.reading"
_ROWS_BY_TIE = _ROWS.replace(" r ", " r INDEXED BY relation_rows_tie ", 1)
"""The same for what needs every row: the index has all of it in order of the ties; SQLite may choose another."""
_ROWS_HEARD = (
    "heard h CROSS JOIN relation_rows r ON r.reading = h.reading AND r.id = h.id"
    " CROSS JOIN current_readings c ON c.reading = r.reading"
)
_TAKES_PART = """AND r.tie IN (
    SELECT p.tie FROM relation_rows p WHERE p.subject IN (SELECT value FROM json_each(:actors))
    UNION SELECT p.tie FROM relation_rows p WHERE p.object IN (SELECT value FROM json_each(:actors)))"""
_ORIGINS = "count(DISTINCT coalesce(r.origin, c.origin))"
_BEGUN_LATER = f"""coalesce((SELECT min(b.since) FROM relation_rows b
    JOIN current_readings d ON d.reading = b.reading WHERE b.tie = r.tie
    AND {_IS_TOLD.replace("r.", "b.")}), '') > :day"""
_ENDS = f"""
ends (tie, day) AS MATERIALIZED (
  SELECT r.tie, max(r.holds_until) FROM {{rows}}
  WHERE r.state = 'ended' AND r.holds_from <= :day || 'T99' AND r.holds_until <= :day AND {_IS_TOLD} {{asked}}
  GROUP BY r.tie
)
"""
_HOLDS = f"""
FROM {{by tie}} LEFT JOIN ends e ON e.tie = r.tie
WHERE +r.holds_from <= :day || 'T99' AND r.holds_until > :day AND {_IS_TOLD}
  AND NOT (r.holds_until = '{OPEN_END}' AND r.holds_from < coalesce(e.day, '')) AND NOT {_DATELESS}
  AND NOT (r.holds_from = '{OPEN_START}' AND {_BEGUN_LATER}) {{asked}}
"""
_HELD = f"{_HOLDS} GROUP BY r.tie HAVING :min_origins = 1 OR {_ORIGINS} >= :min_origins"
_WEIGHTS = f"SELECT r.tie, {_ORIGINS}, count(*), min(r.reading), r.id {_HELD}"
_UNDATED = "r.holds_from IS NULL"
_ENDED_LATER = f"r.state = 'ended' AND r.holds_until > :day AND {_DATELESS} AND {_IS_TOLD}"
_UNTOLD = f"r.holds_from <= :day || 'T99' AND r.holds_until > :day AND NOT ({_IS_TOLD})"
_TIES = f"""
held (tie, origins, reports, reading, id) AS MATERIALIZED (
  SELECT r.tie, {_ORIGINS}, count(DISTINCT r.reading), max(r.reading), r.id {_HELD}
)
"""
_TOTALS = f"SELECT count(DISTINCT r.reading), {_ORIGINS}, count(*){{bins}} {_HOLDS}"
_IN_BIN = (
    f", count(*) FILTER (WHERE r.confidence >= {{least}} AND r.confidence < {{end}} AND NOT {JUDGED.format(row='r')})"
)
_GROUPS = """
groups (name, tie) AS MATERIALIZED (
  SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each(:groups)
)
"""
_REACH = f"""
SELECT g.name, count(DISTINCT r.reading), {_ORIGINS}
{_HOLDS.replace("LEFT JOIN ends e", "JOIN groups g ON g.tie = r.tie LEFT JOIN ends e")} GROUP BY g.name
"""
_EDGES = """
SELECT r.subject, s.name AS subject_name, r.type, r.object, o.name AS object_name, r.sign, h.origins, h.tie, h.reports
FROM held h CROSS JOIN relation_rows r ON r.reading = h.reading AND r.id = h.id
JOIN ledger_actors s ON s.id = r.subject JOIN ledger_actors o ON o.id = r.object
"""
_TURNED = f"""
SELECT r.tie, {_ORIGINS}, count(*), min(r.reading), r.id FROM {{by tie}}
WHERE (+r.holds_from > :before AND r.holds_from <= :day || 'T99' AND r.holds_until > :day
    AND (r.state IN {TURNS} OR r.holds_from <> c.day)
  OR r.state = 'ended' AND r.holds_until > :before AND r.holds_until <= :day) AND {_IS_TOLD} {{asked}}
GROUP BY r.tie HAVING :min_origins = 1 OR {_ORIGINS} >= :min_origins
"""
_COLUMNS = """
SELECT r.reading, r.id, r.holds_from, r.holds_until, r.state, r.tie, c.report, coalesce(r.origin, c.origin),
  r.since, r.until, r.score, r.certainty, c.day, r.cause, r.confidence,
  (SELECT j.verdict FROM judged_rows j WHERE j.reading = r.reading AND j.id = r.id)
"""
_OF_TIES = "r.tie IN (SELECT value FROM json_each(:ties))"
_TOLD = f"{_COLUMNS} FROM {{rows}} WHERE {_OF_TIES} AND r.holds_from IS NOT NULL AND {_IS_TOLD}"
_DENIED = f"""
{_COLUMNS} FROM {{rows}}
WHERE {_OF_TIES} AND r.holds_from <= :day || 'T99' AND r.holds_until > :day AND {_IS_DENIED}
"""
