"""What was worked out as rows and as counts."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import msgspec

from onrecord.compare.coded import Coded
from onrecord.compare.likeness import in_words
from onrecord.compare.outcome import BadRows, Beside, Count, FileTold, Summary
from onrecord.compare.own import iso
from onrecord.compare.read import Told
from onrecord.compare.stance import KINDS, ORDER, WORDS, Kind
from onrecord.compare.work import Work
from onrecord.ledger import Ledger
from onrecord.ledger.events import told

TOGETHER = 100
"""Rows whose passages are fetched at once."""
OURS_ALONE = frozenset({"report_coded", "not_coded", "no_rows", "undated"})
"""Outcomes of happenings that no row stands beside."""


@dataclass(slots=True)
class Counted:
    """What is counted while rows are drawn; see `Summary`. days: numbers of the days of which there are rows."""

    rows: int = 0
    not_asked: int = 0
    outside: int = 0
    repeated: int = 0
    publishers: int = 0
    mentions: int = 0
    known_mentions: int = 0
    days: set[int] = field(default_factory=set)


def rows(ledger: Ledger, work: Work, kinds: Iterable[Kind]) -> Iterator[Beside]:
    """The rows of some kinds, see `Comparison.rows`."""
    wanted = set(kinds)
    for why in ORDER:
        part: list[sqlite3.Row] = []
        for row in work.rows(_OURS if why in OURS_ALONE else _THEIRS, (why,)):
            if row["kind"] in wanted:
                part.append(row)
            if len(part) == TOGETHER:
                yield from _shown(ledger, work, part)
                part = []
        yield from _shown(ledger, work, part)


def _shown(ledger: Ledger, work: Work, part: Sequence[sqlite3.Row]) -> Iterator[Beside]:
    """Rows with the passages of ours."""
    ours = {row["lead"]: work.own(row["lead"]) for row in part if row["lead"] is not None}
    numbers = list(dict.fromkeys(one.number for own in ours.values() for one in own.tellings))
    passages = dict(told(ledger.store, numbers))
    for row in part:
        own, reports = ours.get(row["lead"]), tuple((row["reports"] or "").split())
        there = dict.fromkeys(one.number for one in own.tellings) if own else {}
        tellings = sorted((passages[number] for number in there), key=lambda one: one.passage.report not in reports)
        yield Beside(
            row["kind"],
            row["why"],
            WORDS[row["why"]],
            msgspec.msgpack.decode(row["row"], type=Coded) if row["row"] else None,
            reports,
            own.row if own else None,
            tuple(tellings),
            row["score"],
            in_words(msgspec.msgpack.decode(row["reasons"], type=tuple[str, ...])) if row["reasons"] else (),
        )


def summary(work: Work, counted: Counted, files: Iterable[Told]) -> Summary:
    """All of it in numbers."""
    whys, kinds = dict(work.pairs_of(_WHYS)), dict(work.pairs_of(_KINDS))
    compared, hidden = work.number("SELECT count(*) FROM theirs"), work.number(_HIDDEN)
    return Summary(
        files=tuple(map(_file, files)),
        rows=counted.rows,
        not_asked=counted.not_asked + hidden,
        outside=counted.outside,
        repeated=counted.repeated,
        compared=compared - hidden,
        publishers=counted.publishers,
        mentions=counted.mentions,
        known_mentions=counted.known_mentions,
        kinds={kind: kinds.get(kind, 0) for kind in KINDS},
        whys={why: whys[why] for why in ORDER if why in whys},
        undone=work.number("SELECT count(*) FROM own WHERE kind = 'ours' AND shown AND NOT happened"),
        counts=(*_by_type(work), *_by_month(work)),
    )


def _file(told: Told) -> FileTold:
    bad = tuple(BadRows(why, one.number, tuple(one.lines)) for why, one in told.bad.items())
    return FileTold(told.name, told.form, told.rows, told.latin, bad, told.broken)


def _by_type(work: Work) -> Iterator[Count]:
    ours = work.pairs_of(f"SELECT type, count(*) FROM own WHERE {_LISTED} GROUP BY 1")
    return _counts(work, "type", "coalesce(type, 'none')", ours)


def _by_month(work: Work) -> Iterator[Count]:
    days = work.pairs_of(f"SELECT day, count(*) FROM own WHERE {_LISTED} GROUP BY 1")
    return _counts(
        work, "month", "substr(day, 1, 7)", (("undated" if of is None else iso(of)[:7], n) for of, n in days)
    )


def _counts(work: Work, by: str, of_theirs: str, ours: Iterable[tuple[str, int]]) -> Iterator[Count]:
    found: dict[str, dict[str, int]] = {}
    for of, kind, number in work.rows(_COUNTS.format(of=of_theirs)):
        found.setdefault(of, {})[kind] = number
    for of, number in ours:
        counts = found.setdefault(of, {})
        counts["ours"] = counts.get("ours", 0) + number
    for of in sorted(found):
        yield Count(by, of, **found[of])


_LISTED = "kind = 'ours' AND shown AND happened"
_HIDDEN = "SELECT count(*) FROM theirs WHERE NOT shown"
_THEIRS = "SELECT kind, why, row, reports, lead, score, reasons FROM theirs WHERE why = ? AND shown ORDER BY day, n"
_OURS = (
    "SELECT kind, why, NULL AS row, NULL AS reports, lead, NULL AS score, NULL AS reasons FROM own"
    f" WHERE why = ? AND {_LISTED} ORDER BY day IS NULL, day, lead"
)
_WHYS = (
    "SELECT why, count(*) FROM theirs WHERE shown GROUP BY 1 UNION ALL"
    f" SELECT why, count(*) FROM own WHERE {_LISTED} GROUP BY 1"
)
_KINDS = (
    "SELECT kind, count(*) FROM theirs WHERE shown GROUP BY 1 UNION ALL"
    f" SELECT 'ours', count(*) FROM own WHERE {_LISTED}"
)
_COUNTS = "SELECT {of}, kind, count(*) FROM theirs WHERE shown GROUP BY 1, 2"
