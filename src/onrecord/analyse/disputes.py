"""Where sources disagree: about numbers, days, places, who did it, whether it took place, and whether a tie holds.

Which figures count the same thing, and which numbers do not fit one another, says `ledger.figures`; what the tellings
of one happening differ about, `ledger.differing`. A tie is disputed where one source says that it holds and another
denies it. A source that later says something else is told as such: `statement` of what it said of a happening,
`correction` and `update` of its numbers. Nothing is averaged.
"""

from __future__ import annotations

import functools
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import and_
from typing import Literal, NamedTuple, get_args

import msgspec

from onrecord.errors import BadQuery
from onrecord.ledger import Coverage, Expected, Ledger, Passage, Voice, differing, figures
from onrecord.ledger.bounds import COLUMNS, JOIN
from onrecord.ledger.claims import passage, voices
from onrecord.ledger.expected import Shares
from onrecord.ledger.judged import note, rejected
from onrecord.ledger.keys import Key, parts
from onrecord.model import HAPPENED

Kind = Literal["figure", "date", "place", "actor", "status", "tie", "statement", "correction", "update"]
KINDS: tuple[Kind, ...] = get_args(Kind)
USUAL = tuple(kind for kind in KINDS if kind != "update")
"""The kinds that are shown where none is asked for: a toll that rises in the same mouth is no dispute."""
_TIE = 2.0
"""What a tie counts in the order of disputes, for each of its origins."""
_ANSWERS = 40
"""Sayings that are shown of one side at most: the earliest."""


class Saying(msgspec.Struct, frozen=True):
    """One source's answer.

    Args:
        row: REPORT:ID of the figure, event or relation. voice: who says so. origin: the agency, publisher or report it
            comes from. passage: the words. low, best, high: of a figure.
        replaced_by: of a figure that its source has given anew since, the row of the later one.
    """

    row: str
    voice: Voice
    origin: str
    passage: Passage
    low: float | None = None
    best: float | None = None
    high: float | None = None
    replaced_by: str | None = None


class Side(msgspec.Struct, frozen=True):
    """An answer, in words, and those who give it."""

    answer: str
    told: tuple[Saying, ...]
    origins: int


class Dispute(msgspec.Struct, frozen=True):
    """Answers to one question that cannot all be right.

    Args:
        kind: what is disputed. question: of a statement, what its speaker says now this way, now that way; of figures,
            what is counted (killed, injured …). about: the thing, in words. day: ISO day of the event, where it is one.
        sides: of figures the smallest number first; of what one source said, the earlier first; else the most told.
        sources, origins: how many different voices and origins they have. event: REPORT:ID of the event that it is
            about, the first telling. hangs: how many origins tell of the thing at all, and ties put down to it.
    """

    kind: Kind
    about: str
    sides: tuple[Side, ...]
    sources: int
    origins: int
    question: str | None = None
    day: str | None = None
    event: str | None = None
    hangs: float = 0.0


class Disputes(msgspec.Struct, frozen=True):
    """The disputes on which most hangs first; `notes` say what is left out. expected: of the rows shown."""

    rows: tuple[Dispute, ...]
    coverage: Coverage
    more: bool = False
    notes: tuple[str, ...] = ()
    expected: Expected | None = None


class _Ranked(NamedTuple):
    """A dispute that is yet to be told. of: the group of figures, the leading event, or the tie."""

    rank: float
    kind: Kind
    of: int | str


def disputes(
    ledger: Ledger, limit: int = 50, kinds: Sequence[str] = USUAL, *, actors: Sequence[str] = (), row: str | None = None
) -> Disputes:
    """What sources dispute, ranked by how many independent origins tell of it, how far apart, and what hangs on it.

    Args:
        actors: ids; only what all of them have to do with: they say it, take part in it, or are counted. row: only what
            a figure, event or relation (REPORT:ID) is disputed in, and what else is disputed of its event.

    Raises:
        BadQuery: there is no such kind.
        NoSuchRow: there is no such report.
    """
    wanted = _kinds(kinds)
    with ledger.snapshot():
        only = _of_row(ledger, row) if row is not None else _of_actors(ledger, actors) if actors else None
        found = _first(ledger, wanted, limit + 1, only)
        notes = note(rejected(ledger.store, "figures"), "figure")
        rows = tuple(found[:limit])
        shown = ((one.row, one.origin) for row in rows for side in row.sides for one in side.told)
        return Disputes(rows, ledger.coverage(), len(found) > limit, notes, Shares(ledger.store).named(shown))


class _Only(NamedTuple):
    """Of which groups of figures, leading events and ties disputes are asked for."""

    groups: frozenset[int]
    leads: frozenset[int]
    ties: frozenset[str]

    def __and__(self, other: _Only) -> _Only:
        return _Only(self.groups & other.groups, self.leads & other.leads, self.ties & other.ties)


def _of_actors(ledger: Ledger, actors: Sequence[str]) -> _Only:
    """What all of some actors have to do with."""
    return functools.reduce(and_, (_asked(ledger, _OF_ACTOR, {"actor": actor}) for actor in actors))


def _of_row(ledger: Ledger, row: str) -> _Only:
    report, _, name = row.rpartition(":")
    return _asked(ledger, _OF_ROW, {"report": ledger.find(report), "row": name})


def _asked(ledger: Ledger, queries: Mapping[str, str], values: Mapping[str, str]) -> _Only:
    return _Only(**{what: frozenset(row[0] for row in ledger.rows(sql, values)) for what, sql in queries.items()})


def _first(ledger: Ledger, kinds: Sequence[Kind], number: int, only: _Only | None) -> list[Dispute]:
    """So many disputes, the first of all; those that people ended, by saying who is whom, are none."""
    most = number
    while True:
        ranked = _ranked(ledger, kinds, most, only)
        found = [told for one in ranked if (told := _told_of(ledger, one)) is not None]
        if len(found) >= number or len(ranked) < most:
            return found[:number]
        most *= 2


def _told_of(ledger: Ledger, one: _Ranked) -> Dispute | None:
    if one.kind in _OF_FIGURES:
        return _of_figures(ledger, one)
    return _of_tie(ledger, str(one.of), one.rank) if one.kind == "tie" else _of_event(ledger, one)


def _kinds(kinds: Iterable[str]) -> list[Kind]:
    for kind in kinds:
        if kind not in KINDS:
            raise BadQuery(f"no kind of dispute is called {kind!r}", f"Use one or several of {', '.join(KINDS)}.")
    return [kind for kind in KINDS if kind in set(kinds)]


def _ranked(ledger: Ledger, kinds: Sequence[Kind], wanted: int, only: _Only | None) -> list[_Ranked]:
    values = {"kinds": _json(kinds), "wanted": wanted}
    sql = _RANKED.format(groups="", leads="")
    if only is not None:
        values |= {"groups": _json(sorted(only.groups)), "leads": _json(sorted(only.leads))}
        part = "AND {} IN (SELECT value FROM json_each(:{}))"
        sql = _RANKED.format(groups=part.format("grp", "groups"), leads=part.format("lead", "leads"))
    rows = [_Ranked(*row) for row in ledger.rows(sql, values)]
    if "tie" in kinds:
        ties = (row for row in ledger.rows(_TIES) if only is None or row["tie"] in only.ties)
        rows += [_Ranked(-_TIE * row["n"], "tie", row["tie"]) for row in ties]
    return sorted(rows, key=lambda row: (row.rank, row.kind, str(row.of)))[:wanted]


# -- figures ----------------------------------------------------------------------------------------------------------


def _of_figures(ledger: Ledger, ranked: _Ranked) -> Dispute:
    rows = figures.members(ledger.store, int(ranked.of))
    by = {(row["reading"], row["id"]): later for row, later in figures.replacements(rows)}
    shown = figures.disputed(rows) if ranked.kind == "figure" else figures.replaced(rows)[ranked.kind]
    told = _voices(ledger, shown)
    passages = _passages(ledger, ((row["reading"], row["id"]) for row in shown), _FIGURES)
    sides: dict[str, list[Saying]] = defaultdict(list)
    for row in shown:
        key = (row["reading"], row["id"])
        later = by.get(key)
        sides[_amount(row)].append(
            Saying(
                _name(row), told[row["reading"], row["attribution"] or ""], row["origin"], passages[key],
                row["low"], row["best"], row["high"], None if later is None else _name(later),
            )
        )  # fmt: skip
    days = [row["since"][:10] for row in rows if row["since"]]
    events = [f"{row['report']}:{row['event']}" for row in rows if row["event"]]
    return Dispute(
        ranked.kind, _counted(rows), _sides(sides), len({row["source"] for row in shown}),
        len({row["origin"] for row in shown}), rows[0]["unit"], days[0] if days else None,
        events[0] if events else None, float(len({row["origin"] for row in rows})),
    )  # fmt: skip


def _amount(row: sqlite3.Row) -> str:
    """A figure as it was given: 638, at least 2,000, 65 to 82, up to 9."""
    low, best, high = (None if row[bound] is None else f"{row[bound]:,.10g}" for bound in ("low", "best", "high"))
    if low and high:
        return f"{low} to {high}"
    if low:
        return f"at least {low}"
    return f"up to {high}" if high else best or "?"


def _counted(rows: Sequence[sqlite3.Row]) -> str:
    """The thing that is counted, in words: the event and its place, else the actor, episode or place."""
    events = [row for row in rows if row["event"]]
    if events:
        best = max(events, key=lambda row: (row["place"] is not None, row["since"] is not None))
        return _about(best["trigger_words"], best["place"], best["since"])
    names = (name for row in rows for name in (row["actor_name"], row["counted_place"]) if name)
    return str(next(names, rows[0]["unit"]))


# -- events and ties --------------------------------------------------------------------------------------------------


def _of_event(ledger: Ledger, ranked: _Ranked) -> Dispute | None:
    tellings = differing.tellings(ledger.store, int(ranked.of))
    found = next((one for one in differing.differing(tellings) if one.kind == ranked.kind), None)
    if found is None:
        return None
    some = [one for side in found.sides for one in side.told[:_ANSWERS]]
    keys = [(one.reading, f"{one.id} {one.n}") for one in some]
    rows = {
        (row["reading"], f"{row['id']} {row['n']}"): row
        for part in parts((one.reading, one.id) for one in some)
        for row in ledger.rows(f"{part.sql} {_TELLINGS}", part.values)
    }
    told = _voices(ledger, [rows[key] for key in keys])
    sayings = {
        (one.event, one.n): Saying(
            f"{one.report}:{one.id}", told[one.reading, rows[key]["attribution"] or ""], one.origin, passage(rows[key])
        )
        for one, key in zip(some, keys, strict=True)
    }
    sides = {side.value: [sayings[one.event, one.n] for one in side.told[:_ANSWERS]] for side in found.sides}
    if found.kind == "statement":
        sides = dict(sorted(sides.items(), key=lambda side: min(one.passage.published or "" for one in side[1])))
    first = rows[keys[0]]
    since = next((one.since[:10] for one in tellings if one.since), None)
    return Dispute(
        found.kind, _about(first["trigger_words"], first["place"], first["since"]), _sides(sides),
        len({one.source for side in found.sides for one in side.told}), found.origins, found.question, since,
        f"{tellings[0].report}:{tellings[0].id}", -ranked.rank,
    )  # fmt: skip


def _of_tie(ledger: Ledger, tie: str, rank: float) -> Dispute:
    rows = ledger.rows(_OF_TIE, (tie,))
    told = _voices(ledger, rows)
    sides: dict[str, list[Saying]] = defaultdict(list)
    for row in rows:
        saying = Saying(_name(row), told[row["reading"], row["attribution"] or ""], row["origin"], passage(row))
        sides["denied" if row["status"] == "denied" else row["state"]].append(saying)
    names = f"{rows[0]['subject_name']} – {rows[0]['type']} – {rows[0]['object_name']}"
    sources = len({one.voice.name for side in sides.values() for one in side})
    origins = len({one.origin for side in sides.values() for one in side})
    return Dispute("tie", names, _sides(sides), sources, origins, hangs=-rank / _TIE)


# -- what they share --------------------------------------------------------------------------------------------------


def _sides(told: Mapping[str, Sequence[Saying]]) -> tuple[Side, ...]:
    return tuple(Side(value, tuple(some[:_ANSWERS]), len({one.origin for one in some})) for value, some in told.items())


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()


def _name(row: sqlite3.Row) -> str:
    return f"{row['report']}:{row['id']}"


def _about(words: str, place: str | None, since: str | None) -> str:
    return ", ".join(word for word in (words, place and f"in {place}", since and since[:10]) if word)


def _voices(ledger: Ledger, rows: Iterable[sqlite3.Row]) -> Mapping[Key, Voice]:
    return voices(ledger.store, [(row["reading"], row["attribution"], row["report"], row["publisher"]) for row in rows])


def _passages(ledger: Ledger, keys: Iterable[Key], sql: str) -> dict[Key, Passage]:
    return dict(_told(ledger, keys, sql))


def _told(ledger: Ledger, keys: Iterable[Key], sql: str) -> Iterator[tuple[Key, Passage]]:
    for part in parts(keys):
        for row in ledger.rows(f"{part.sql} {sql}", part.values):
            yield (row["reading"], row["id"]), passage(row)


_OF_FIGURES = frozenset({"figure", "correction", "update"})
_HAPPENED = ", ".join(f"'{status}'" for status in sorted(HAPPENED))
_KIND = "kind IN (SELECT value FROM json_each(:kinds))"
_RANKED = f"""
SELECT rank, kind, of FROM (
  SELECT rank, kind, grp AS of FROM figure_disputes WHERE {_KIND} {{groups}}
  UNION ALL SELECT rank, kind, lead FROM event_disputes WHERE {_KIND} {{leads}}
) ORDER BY rank, kind, of LIMIT :wanted
"""
_LEAD = "coalesce((SELECT g.lead FROM event_groups g WHERE g.event = e.rowid), e.rowid)"
_OF_ACTOR = {
    "groups": """
SELECT g.grp FROM figure_rows f JOIN figure_groups g ON g.reading = f.reading AND g.figure = f.id
WHERE f.actor = :actor AND f.reading IN (SELECT reading FROM actor_rows WHERE actor = :actor)
UNION SELECT g.grp FROM event_parties p
JOIN figure_rows f ON f.reading = p.reading AND f.target = p.event
JOIN figure_groups g ON g.reading = f.reading AND g.figure = f.id WHERE p.actor = :actor
UNION SELECT g.grp FROM attribution_actors s
JOIN figure_rows f ON f.reading = s.reading AND f.attribution = s.attribution
JOIN figure_groups g ON g.reading = f.reading AND g.figure = f.id WHERE s.actor = :actor AND s.role = 'speaker'
""",
    "leads": f"""
SELECT {_LEAD} FROM event_parties p JOIN event_rows e ON e.reading = p.reading AND e.id = p.event WHERE p.actor = :actor
UNION SELECT {_LEAD} FROM attribution_actors s
JOIN event_tellings t ON t.reading = s.reading AND t.attribution = s.attribution
JOIN event_rows e ON e.reading = t.reading AND e.id = t.event WHERE s.actor = :actor AND s.role = 'speaker'
""",
    "ties": """
SELECT tie FROM relation_rows WHERE subject = :actor UNION SELECT tie FROM relation_rows WHERE object = :actor
""",
}
"""What an actor has to do with."""
_EVENTS = f"""
WITH here AS (SELECT reading FROM current_readings WHERE report = :report),
named AS (
  SELECT e.rowid AS event FROM here h JOIN event_rows e ON e.reading = h.reading WHERE e.id = :row
  UNION SELECT e.rowid FROM here h JOIN figure_rows f ON f.reading = h.reading AND f.id = :row
  JOIN event_rows e ON e.reading = f.reading AND e.id = f.target),
leads AS (SELECT {_LEAD} AS lead FROM named n JOIN event_rows e ON e.rowid = n.event),
tellings AS (SELECT lead AS event FROM leads UNION SELECT g.event FROM leads l JOIN event_groups g ON g.lead = l.lead)
"""
_OF_ROW = {
    "groups": f"""{_EVENTS}
SELECT g.grp FROM tellings t JOIN event_rows e ON e.rowid = t.event
JOIN figure_rows f ON f.reading = e.reading AND f.target = e.id
JOIN figure_groups g ON g.reading = f.reading AND g.figure = f.id
UNION SELECT g.grp FROM here h JOIN figure_groups g ON g.reading = h.reading AND g.figure = :row""",
    "leads": f"{_EVENTS} SELECT lead FROM leads",
    "ties": f"{_EVENTS} SELECT r.tie FROM here h JOIN relation_rows r ON r.reading = h.reading AND r.id = :row",
}
"""What a row has to do with."""
_TIES = f"""
WITH denied AS (
  SELECT DISTINCT r.tie FROM relation_rows r JOIN current_readings c ON c.reading = r.reading WHERE r.status = 'denied')
SELECT r.tie, count(DISTINCT coalesce(r.origin, c.origin)) AS n
FROM denied d CROSS JOIN relation_rows r ON r.tie = d.tie CROSS JOIN current_readings c ON c.reading = r.reading
WHERE r.status = 'denied' OR r.status IN ({_HAPPENED})
GROUP BY r.tie HAVING sum(r.status = 'denied') < count(*)
"""
_OF_TIE = f"""
SELECT r.reading, r.id, c.report, r.type, r.status, r.state, r.attribution, coalesce(r.origin, c.origin) AS origin,
  r.start_at, r.end_at, r.passage, v.title, v.publisher, v.published, coalesce(s.name, r.subject_words) AS subject_name,
  coalesce(o.name, r.object_words) AS object_name, {COLUMNS}
FROM relation_rows r
CROSS JOIN current_readings c ON c.reading = r.reading
JOIN report_versions v ON v.id = c.version
LEFT JOIN ledger_actors s ON s.id = r.subject
LEFT JOIN ledger_actors o ON o.id = r.object
{JOIN}
WHERE r.tie = ? AND (r.status = 'denied' OR r.status IN ({_HAPPENED}))
ORDER BY c.day, c.report, r.start_at
"""
_FIGURES = f"""
SELECT f.reading, f.id, c.report, coalesce(s.start_at, f.start_at) AS start_at, coalesce(s.end_at, f.end_at) AS end_at,
  coalesce(s.passage, f.passage) AS passage, v.title, v.publisher, v.published, {COLUMNS}
FROM keys k
CROSS JOIN figure_rows f ON f.reading = k.reading AND f.id = k.id
JOIN current_readings c ON c.reading = f.reading
JOIN report_versions v ON v.id = c.version
{JOIN}
LEFT JOIN sentence_rows s ON s.reading = f.reading AND s.start_at <= f.start_at AND f.end_at <= s.end_at
"""
_TELLINGS = f"""
SELECT e.reading, e.id, t.n, c.report, t.attribution, t.start_at, t.end_at, t.passage, t.trigger_words, e.since,
  x.name AS place, v.title, v.publisher, v.published, {COLUMNS}
FROM keys k
CROSS JOIN event_rows e ON e.reading = k.reading AND e.id = k.id
CROSS JOIN event_tellings t ON t.reading = e.reading AND t.event = e.id
JOIN current_readings c ON c.reading = e.reading
JOIN report_versions v ON v.id = c.version
LEFT JOIN place_rows x ON x.reading = e.reading AND x.id = e.place
{JOIN}
"""
