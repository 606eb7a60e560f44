"""The tables whose rows are of no single report: happenings, decisions, failures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from onrecord.export.column import Column, Table, Type, Value
from onrecord.export.source import Source, Wanted
from onrecord.ledger import Gathered
from onrecord.ledger.decisions import in_force
from onrecord.model import Decision


def _column(type_: Type, name: str, means: str, of: Any) -> Column:
    return Column(name, type_, means, of)


def _stance(stance: str) -> Any:
    def of(_: Source, row: Gathered) -> Value:
        return tuple(name for one in row.stances if one.stance == stance for name in one.sources)

    return of


def _told(start: str | None, end: str | None) -> str:
    return f"{start or ''}/{end or ''}"


HAPPENINGS = Table(
    "happenings",
    "One happening with its tellings in the reports that are exported; also one that did not take place: look at "
    "statuses.",
    (
        _column("text", "happening", "REPORT:ID of the telling that the ledger has first, exported or not.",
                lambda s, r: r.row),
        _column("texts", "types", "PLOVER's types, the most told first.", lambda s, r: r.types),
        _column("texts", "statuses", "What its tellings say: occurred, planned, denied …",
                lambda s, r: tuple(one.status for one in r.statuses)),
        _column("texts", "asserted_by", "Who says for certain that it took place.", _stance("asserts")),
        _column("texts", "hedged_by", "Who says so with doubt.", _stance("hedges")),
        _column("texts", "denied_by", "Who says that it did not.", _stance("denies")),
        _column("whole", "reports", "How many reports tell it.", lambda s, r: r.reports),
        _column("whole", "origins", "How many independent origins tell that it took place.", lambda s, r: r.origins),
        _column("texts", "actors", "Who acted, by any source.",
                lambda s, r: tuple(dict.fromkeys(who.name for told in r.doers for who in told.actors))),
        _column("texts", "intervals", "since/until by any source, ISO, until exclusive.",
                lambda s, r: tuple(_told(one.start, one.end) for one in r.days)),
        _column("texts", "places", "Where it took place, by any source.",
                lambda s, r: tuple(one.place.name for one in r.places)),
        _column("text", "fullest", "REPORT:ID of the telling that says most.", lambda s, r: r.shown.row),
        _column("texts", "tellings", "REPORT:ID of each event that tells of it.",
                lambda s, r: tuple(one.row for one in r.tellings)),
        _column("number", "wrong", "How likely it is that no telling that it took place was read rightly, 0 to 1.",
                lambda s, r: r.wrong),
    ),
    of_source=lambda source: source.happenings(),
)  # fmt: skip


def _decisions(source: Source) -> Iterator[tuple[Decision, bool]]:
    """The decisions, each with whether it is in force; in an export of some reports, those on rows of these."""
    made = source.ledger.decisions()
    standing = {one.id for one in in_force(made)}
    reports = None if _is_whole(source.wanted) else {*source.reports()}
    for one in made:
        if reports is None or (one.reports and reports >= {*one.reports}):
            yield source.hidden(one), one.id in standing


def _is_whole(wanted: Wanted) -> bool:
    """Whether all reports are exported."""
    return Wanted(mask=wanted.mask, on=wanted.on, since=wanted.since) == wanted


DECISIONS = Table(
    "decisions",
    "One decision of a person; what follows from those in force stands in the other tables already. In an export of "
    "some reports only those on rows of these are there.",
    (
        _column("text", "id", "Its id.", lambda s, r: r[0].id),
        _column("text", "kind", "accept, reject, correct, merge, split, join, mark, import, undo or erase.",
                lambda s, r: r[0].kind),
        _column("text", "target", "The row, report, actor, source or decision that it is about.",
                lambda s, r: r[0].target),
        _column("texts", "changes", "field=value of what was corrected.",
                lambda s, r: tuple(f"{field}={value}" for field, value in r[0].changes.items())),
        _column("texts", "others", "Further rows or actors that it is about.", lambda s, r: r[0].others),
        _column("text", "undoes", "The decision that it takes back.", lambda s, r: r[0].undoes),
        _column("truth", "in_force", "Whether it counts: no later one takes it back.", lambda s, r: r[1]),
        _column("text", "by", "Who decided.", lambda s, r: r[0].by),
        _column("text", "at", "When, ISO in UTC.", lambda s, r: r[0].at),
        _column("text", "why", "Why, in their words.", lambda s, r: r[0].why),
        _column("texts", "words", "The words that it rests on.",
                lambda s, r: tuple(one.text for one in r[0].anchors if one.text)),
        _column("text", "hash", "SHA-256 of the decision and so of all before it.", lambda s, r: r[0].hash),
    ),
    of_source=_decisions,
)  # fmt: skip


def _failures(source: Source) -> Iterable[dict[str, Any]]:
    """The inputs that gave no report; in an export of some reports none, since they are of no report."""
    if not _is_whole(source.wanted):
        return
    for one in source.ledger.failures():
        told = {"source_id": one.source_id, "line": one.line, "state": one.state, "code": one.code}
        yield source.hidden({**told, "message": one.message, "next_step": one.next_step})


FAILURES = Table(
    "failures",
    "One input that gave no report, and why: no table can have rows of it. In an export of some reports there is none.",
    (
        _column("text", "source_id", "Its path or id.", lambda s, r: r["source_id"]),
        _column("whole", "line", "Of JSON lines, from 1.", lambda s, r: r["line"]),
        _column("text", "state", "no_article, unreadable or erased.", lambda s, r: r["state"]),
        _column("text", "code", "The code of the error.", lambda s, r: r["code"]),
        _column("text", "message", "What is wrong with it.", lambda s, r: r["message"]),
        _column("text", "next_step", "What to do.", lambda s, r: r["next_step"]),
    ),
    of_source=_failures,
)
ACROSS = (HAPPENINGS, DECISIONS, FAILURES)
"""Those of everything."""
