"""What is in dispute about whom or what a dossier is about: figures, and ties that somebody denies or contradicts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

import msgspec

from onrecord.analyse import Count, Dispute, Evidence, Tie, disputes
from onrecord.cli.figures import value
from onrecord.dossier.content import Asked, Disagreement, Part, Side
from onrecord.dossier.words import DIRECTED
from onrecord.ledger import Ledger

SCANNED = 200
"""Disputes of the ledger, the widest told first, that are looked through for those of an actor or an event."""
SIDES = 12
"""Numbers of a dispute that are shown."""
PORTION = 500
"""Reports asked for at once."""


def of_actors(ledger: Ledger, ids: Sequence[str], asked: Asked) -> Part[Disagreement]:
    """The disputed figures of each of some actors: it gives one, is counted, or takes part in what is counted."""

    def concerns(dispute: Dispute, counted: dict[str, set[str]]) -> bool:
        told = {who.id for count in dispute.counts for who in count.voice.speakers}
        told |= {actor for count in dispute.counts for actor in counted.get(count.row, ())}
        return told.issuperset(ids)

    found = disputes(ledger, SCANNED)
    counted = dict(_counted(ledger, found.rows))
    return _part([one for one in found.rows if concerns(one, counted)], found.more, asked)


def of_rows(ledger: Ledger, rows: Collection[str], asked: Asked) -> Part[Disagreement]:
    """The disputed figures that count one of some events (REPORT:ID)."""
    found = disputes(ledger, SCANNED)
    counted = dict(_counted(ledger, found.rows))
    about = [one for one in found.rows if any(counted.get(count.row, set()) & set(rows) for count in one.counts)]
    return _part(about, found.more, asked)


def about_figure(ledger: Ledger, row: str) -> Disagreement | None:
    """The dispute that a figure (REPORT:ID) is in; None where it is in none."""
    most = SCANNED
    while True:
        found = disputes(ledger, most)
        for dispute in found.rows:
            if any(count.row == row for count in dispute.counts):
                return _figures(dispute)
        if not found.more:
            return None
        most *= 8


def _part(rows: Sequence[Dispute], more: bool, asked: Asked) -> Part[Disagreement]:
    notes = (f"Of disputed figures, only the {SCANNED} that most origins tell were looked through.",) if more else ()
    shown = tuple(_figures(one) for one in rows[: asked.limit])
    return Part(shown, len(rows) - len(shown), notes=notes)


def _figures(dispute: Dispute) -> Disagreement:
    """A dispute; of many numbers, those spread evenly from the smallest to the largest."""
    named = dispute.about.startswith(dispute.unit)
    counts = dispute.counts
    if len(counts) > SIDES:
        counts = tuple(counts[round(n * (len(counts) - 1) / (SIDES - 1))] for n in range(SIDES))
    return Disagreement(
        dispute.about if named else f"{dispute.unit}: {dispute.about}",
        tuple(_number(count) for count in counts),
        dispute.sources,
        dispute.origins,
        dispute.day,
        len(dispute.counts) - len(counts),
    )


def _number(count: Count) -> Side:
    """A source's number with its bounds: "at least 2,000" has none above."""
    least = count.low if count.low is not None else count.best if count.high is None else None
    most = count.high if count.high is not None else count.best if count.low is None else None
    return Side(count.row, value(count), count.voice, count.passage, least=least, most=most)


def _counted(ledger: Ledger, found: Iterable[Dispute]) -> Iterator[tuple[str, set[str]]]:
    """Of each figure what it counts: the event's row and its actors, or the actor."""
    wanted = {count.row for dispute in found for count in dispute.counts}
    reports = sorted({row.partition(":")[0] for row in wanted})
    for at in range(0, len(reports), PORTION):
        part = reports[at : at + PORTION]
        marks = ", ".join("?" * len(part))
        counts: dict[str, set[str]] = defaultdict(set)
        for row, target, actor in ledger.rows(
            f"SELECT row, target, actor_id FROM figures WHERE report IN ({marks})", part
        ):
            if row in wanted:
                counts[row] |= {name for name in (target, actor) if name}
        events = _events(ledger, part, {target for targets in counts.values() for target in targets})
        for row, targets in counts.items():
            yield row, targets.union(*(events.get(target, set()) for target in targets))


def _events(ledger: Ledger, reports: Sequence[str], wanted: Collection[str]) -> dict[str, set[str]]:
    """The actors of events of some reports."""
    sql = f"""
        WITH wanted (row) AS MATERIALIZED (SELECT value FROM json_each(?))
        SELECT row, actor_ids, recipient_ids FROM events
        WHERE report IN ({", ".join("?" * len(reports))}) AND row IN (SELECT row FROM wanted)"""
    rows = ledger.rows(sql, (msgspec.json.encode(sorted(wanted)).decode(), *reports))
    return {row: {one for told in sides for one in (told or "").split("; ") if one} for row, *sides in rows}


def contested(ties: Sequence[Tie]) -> tuple[Disagreement, ...]:
    """What sources tell differently of how the same two stand: somebody denies a tie, or tells of an opposite one."""
    found = []
    seen: set[frozenset[str]] = set()
    for tie in ties:
        if tie.denied is not None:
            found.append(_disagreement(tie, [_side(tie, tie.evidence[0]), *_denying(tie)]))
        pair = frozenset(_key(tie))
        if tie.against and pair not in seen:
            seen.add(pair)
            between = [one for one in ties if frozenset(_key(one)) == pair and one.sign]
            if len({one.sign for one in between}) > 1:
                found.append(_disagreement(tie, [_side(one, one.evidence[0]) for one in between]))
    return tuple(found)


def _key(tie: Tie) -> tuple[str, str]:
    return tie.subject.id or tie.subject.name, tie.object.id or tie.object.name


def _disagreement(tie: Tie, sides: Sequence[Side]) -> Disagreement:
    return Disagreement(
        f"How {tie.subject.name} and {tie.object.name} stand to one another",
        tuple(sides),
        len({side.voice.name for side in sides}),
    )


def _side(tie: Tie, told: Evidence) -> Side:
    state = "" if tie.state == "holds" else f", {tie.state}"
    ends = f"{tie.subject.name} → {tie.object.name}: " if tie.type in DIRECTED else ""
    return Side(told.row, f"{ends}{tie.type}{state}", told.voice, told.passage, told.certainty, told.confidence)


def _denying(tie: Tie) -> Iterator[Side]:
    for told in tie.denied.evidence if tie.denied else ():
        yield Side(told.row, f"no {tie.type}", told.voice, told.passage, told.certainty, told.confidence)
