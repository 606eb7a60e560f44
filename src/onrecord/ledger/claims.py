"""Who said what."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, get_args

from onrecord.errors import BadQuery
from onrecord.ledger import marks
from onrecord.ledger.bounds import COLUMNS, JOIN, bounds_of, marks_of
from onrecord.ledger.chains import links, outer_rows
from onrecord.ledger.days import Day, between
from onrecord.ledger.expected import Shares, Weighed
from onrecord.ledger.found import Claim, Found, Passage, Voice, Who
from onrecord.ledger.identity import called, matching
from onrecord.ledger.judged import mark_note, note, unmarked, verdicts
from onrecord.ledger.judged import rejected as number_rejected
from onrecord.ledger.keys import Key, parts
from onrecord.ledger.reports import coverage
from onrecord.ledger.store import Store
from onrecord.model import Kind
from onrecord.model.chain import in_words


def claims(
    store: Store,
    *,
    speaker: str | None = None,
    about: str | None = None,
    kind: str | None = None,
    start: Day = None,
    end: Day = None,
    without: str | None = None,
    rejected: bool = False,
    limit: int = 100,
) -> Found[Claim]:
    """The claims that pass every filter, by day of publication, undated reports last; see `Ledger.claims`."""

    def asked(marked: str = "NOT ", of_rejected: bool = rejected) -> Asked:
        return Asked.of(
            store, speaker=speaker, about=about, kind=kind, start=start, end=end, without=without, marked=marked,
            rejected=of_rejected,
        )  # fmt: skip

    since, until = between(start, end)
    with store.snapshot():
        wanted = asked()
        sql = f"{wanted.sql('a.rowid AS number')} ORDER BY c.day, c.report, a.start_at, a.rowid LIMIT ?"
        numbers = [row["number"] for row in store.rows(sql, (*wanted.values, limit + 1))]
        rows = detailed(store, _REJECTED_ROWS if rejected else _SELECT, numbers[:limit])
        notes = _notes(store) if since or until else ()
        set_aside = 0 if rejected else _set_aside(store, asked(of_rejected=True))
        notes += note(set_aside, "claim")
        if without is not None:
            notes += mark_note(asked("").count(store), "claim", without)
        found = _claims(store, rows)
        told = (
            Weighed("attributions", claim.confidence, claim.passage.report, row["source"], claim.verdict)
            for claim, row in zip(found, rows, strict=True)
        )
        expected = Shares(store).expected(told)
        return Found(found, coverage(store), len(numbers) > limit, notes, rejected=set_aside, expected=expected)


def _set_aside(store: Store, asked: Asked) -> int:
    """How many claims pass all filters but were rejected by people."""
    return asked.count(store) if asked.narrowed else number_rejected(store, "attributions")


class Asked:
    """Filters as SQL. The rarest thing asked for leads the way: an actor, else the days."""

    def __init__(self, rejected: bool) -> None:
        self._rejected = rejected
        self._source = _REJECTED if rejected else _STANDING
        self._led: list[Any] = []
        self._where = ["1"]
        self._asked: list[Any] = []

    @classmethod
    def of(
        cls,
        store: Store,
        *,
        speaker: str | None = None,
        about: str | None = None,
        kind: str | None = None,
        start: Day = None,
        end: Day = None,
        without: str | None = None,
        marked: str = "NOT ",
        rejected: bool = False,
    ) -> Asked:
        """The filters that a user gave; see `Ledger.claims`.

        Args:
            marked: empty for the claims alone that `without` leaves out.
        """
        if kind is not None and kind not in get_args(Kind):
            raise BadQuery(f"no kind of claim is called {kind!r}", f"Use one of {', '.join(get_args(Kind))}.")
        since, until = between(start, end)
        found = cls(rejected)
        for role, name in (("speaker", speaker), ("about", about)):
            if name is not None:
                found.actor(role, matching(store, name))
        if kind is not None:
            found.add("a.kind = ?", kind)
        if since is not None:
            found.add("c.day >= ?", since)
        if since is not None or until is not None:
            found.add("c.day < ?", until or UNDATED)
        if without is not None:
            condition, values = unmarked(store, without, marked)
            found.add(condition, *values)
        return found

    def add(self, condition: str, *values: object) -> None:
        """One more condition, with its values."""
        self._where.append(condition)
        self._asked += values

    def actor(self, role: str, ids: Sequence[str]) -> None:
        """Only claims in which one of these speaks, or that are about one."""
        marks = ", ".join("?" * len(ids))
        if self._rejected:
            self.add(_NAMES.format(marks=marks), role, *ids)
            return
        by_actor = _BY_ACTOR.format(marks=marks)
        if self._led:
            self.add(f"(a.reading, a.id) IN ({by_actor})", role, *ids)
            return
        self._led = [role, *ids]
        self._source = (
            f"({by_actor}) s CROSS JOIN current_readings c ON c.reading = s.reading"
            " CROSS JOIN attribution_rows a ON a.reading = s.reading AND a.id = s.attribution"
        )

    @property
    def values(self) -> list[Any]:
        """The values of the query, in their order."""
        return self._led + self._asked

    def sql(self, columns: str) -> str:
        """The query over attribution_rows a and current_readings c, without its order."""
        return f"SELECT {columns} FROM {self._source} WHERE {' AND '.join(self._where)}"

    @property
    def narrowed(self) -> bool:
        """Whether anything is asked for."""
        return len(self._where) > 1

    def count(self, store: Store) -> int:
        """How many rows pass."""
        return int(store.value(self.sql("count(*)"), self.values))


def _notes(store: Store) -> tuple[str, ...]:
    undated = store.value("SELECT count(*) FROM current_readings WHERE day = ?", (UNDATED,))
    return (f"Claims of reports without a date are left out: {undated} reports.",) if undated else ()


def detailed(store: Store, sql: str, numbers: Sequence[int]) -> list[sqlite3.Row]:
    """The rows of these numbers, in this order; the SQL has {marks} for them and names them `number`."""
    found: dict[int, sqlite3.Row] = {}
    for at in range(0, len(numbers), 900):
        part = numbers[at : at + 900]
        found.update((row["number"], row) for row in store.rows(sql.format(marks=", ".join("?" * len(part))), part))
    return [found[number] for number in numbers]


def _claims(store: Store, rows: Sequence[sqlite3.Row]) -> tuple[Claim, ...]:
    keys = [(row["reading"], row["id"]) for row in rows]
    whole = outer_rows(store, rows)
    speakers = parties(store, whole, "speaker")
    about = parties(store, keys, "about")
    media = called(store, (row["medium"] for row in whole.values()))
    judged = verdicts(store, keys)
    marked = marks.speakers(store)
    found = []
    for row, key in zip(rows, keys, strict=True):
        name = f"{row['report']}:{row['id']}"
        said = marks.said_of(marked, speakers.get(key, ()))
        voice = Voice(name, speakers.get(key, ()), row["source_words"], row["publisher"], said)
        found.append(
            Claim(
                row=name,
                kind=row["kind"],
                form=row["form"],
                source_kind=row["source_kind"],
                polarity=row["polarity"],
                voice=voice,
                cue=row["cue_words"],
                content=row["content_words"],
                about=about.get(key, ()),
                certainty=row["certainty"],
                status=row["status"],
                confidence=row["confidence"],
                passage=passage(row),
                medium=media.get(row["medium"]),
                within=f"{row['report']}:{row['within']}" if row["within"] else None,
                voices=in_words(links(key, whole, speakers, media), row["publisher"]),
                verdict=judged.get(key),
            )
        )
    return tuple(found)


def passage(row: sqlite3.Row) -> Passage:
    """The passage of a row that has the columns of one."""
    return Passage(
        row["report"],
        row["start_at"],
        row["end_at"],
        row["passage"],
        row["title"],
        row["publisher"],
        row["published"],
        bounds_of(row),
        marks_of(row),
    )


def parties(store: Store, keys: Iterable[Key], role: str) -> Mapping[Key, tuple[Who, ...]]:
    """The actors that speak in claims, or whom they are about (role "speaker" or "about")."""
    found: dict[Key, list[Who]] = defaultdict(list)
    for part in parts(keys):
        rows = store.rows(
            f"{part.sql} SELECT s.reading, s.attribution, l.id, l.name FROM keys k CROSS JOIN attribution_actors s"
            " ON s.reading = k.reading AND s.attribution = k.id AND s.role = ?"
            " JOIN ledger_actors l ON l.id = s.actor ORDER BY s.reading, s.attribution, s.n",
            [*part.values, role],
        )
        for reading, attribution, actor, name in rows:
            found[reading, attribution].append(Who(actor, name))
    return {key: tuple(dict.fromkeys(actors)) for key, actors in found.items()}


def voices(store: Store, told: Iterable[tuple[int, str | None, str, str | None]]) -> Mapping[Key, Voice]:
    """Who vouches for rows.

    Args:
        told: of each row its reading, the id of the attribution it stands in, its report and the report's publisher.

    Returns:
        by reading and attribution ("" where the report itself vouches).
    """
    wanted = {(reading, said or ""): (report, publisher) for reading, said, report, publisher in told}
    keys = [key for key in wanted if key[1]]
    speakers = parties(store, keys, "speaker")
    marked = marks.speakers(store)
    words: dict[Key, str | None] = {}
    for part in parts(keys):
        rows = store.rows(
            f"{part.sql} SELECT a.reading, a.id, a.source_words FROM keys k"
            " CROSS JOIN attribution_rows a ON a.reading = k.reading AND a.id = k.id",
            part.values,
        )
        words.update({(row[0], row[1]): row[2] for row in rows})
    return {
        key: Voice(
            f"{report}:{key[1]}" if key[1] else None,
            speakers.get(key, ()),
            words.get(key),
            publisher,
            marks.said_of(marked, speakers.get(key, ())),
        )
        for key, (report, publisher) in wanted.items()
    }


UNDATED = "9999"
"""Stands for a day that is not known, so that it comes last."""
_STANDING = "current_readings c CROSS JOIN attribution_rows a ON a.reading = c.reading"
_REJECTED = (
    "judged_rows j CROSS JOIN current_readings c ON c.machine = j.reading CROSS JOIN attribution_rows a"
    " ON a.reading = j.reading AND a.id = j.id AND j.verdict = 'rejected' AND j.part = 'attributions'"
)
_BY_ACTOR = "SELECT DISTINCT reading, attribution FROM attribution_actors WHERE role = ? AND actor IN ({marks})"
_NAMES = (
    "EXISTS (SELECT 1 FROM attribution_actors s WHERE s.reading = a.reading AND s.attribution = a.id AND s.role = ?"
    " AND +s.actor IN ({marks}))"
)
_SELECT = f"""
SELECT a.rowid AS number, a.*, c.report, c.origin AS source, v.title, v.publisher, v.published, {COLUMNS}
FROM attribution_rows a
JOIN current_readings c ON c.reading = a.reading
JOIN report_versions v ON v.id = c.version
{JOIN}
WHERE a.rowid IN ({{marks}})
"""
_REJECTED_ROWS = _SELECT.replace("c.reading = a.reading", "c.machine = a.reading")
