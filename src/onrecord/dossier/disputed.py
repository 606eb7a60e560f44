"""What is in dispute about whom or what a dossier is about: what sources tell differently, and how two stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.analyse import Dispute, Evidence, Saying, Tie, disputes
from onrecord.analyse.disputes import USUAL
from onrecord.cli.disputed import heading
from onrecord.dossier.content import Asked, Disagreement, Part, Side
from onrecord.dossier.words import DIRECTED
from onrecord.ledger import Ledger

SIDES = 12
"""Answers of a dispute that are shown."""
KINDS = tuple(kind for kind in USUAL if kind != "tie")
"""Kinds that are asked for; how two stand is told by the ties of the day, see `contested`."""
COUNTED = ("figure", "correction", "update")
"""Kinds of disputes about numbers."""


def of_actors(ledger: Ledger, ids: Sequence[str], asked: Asked) -> Part[Disagreement]:
    """What is disputed that each of some actors says, takes part in, or is counted in."""
    found = disputes(ledger, asked.limit, KINDS, actors=ids)
    return Part(tuple(disagreement(one) for one in found.rows), int(found.more), found.more)


def of_row(ledger: Ledger, row: str, asked: Asked) -> Part[Disagreement]:
    """What is disputed of an event or a figure (REPORT:ID), that in which the row itself stands first."""
    found = disputes(ledger, asked.limit, KINDS, row=row)
    shown = sorted(found.rows, key=lambda one: all(row != saying.row for side in one.sides for saying in side.told))
    return Part(tuple(disagreement(one) for one in shown), int(found.more), found.more)


def disagreement(dispute: Dispute) -> Disagreement:
    """A dispute; of many numbers, those spread evenly from the smallest to the largest."""
    told = [(side.answer, one) for side in dispute.sides for one in side.told]
    shown = told
    if len(told) > SIDES:
        shown = [told[round(n * (len(told) - 1) / (SIDES - 1))] for n in range(SIDES)]
    sides = tuple(_said(dispute, answer, one) for answer, one in shown)
    return Disagreement(heading(dispute), sides, dispute.sources, dispute.origins, dispute.day, len(told) - len(shown))


def _said(dispute: Dispute, answer: str, one: Saying) -> Side:
    """A source's answer; of a number with its bounds: "at least 2,000" has none above."""
    least = most = None
    if dispute.kind in COUNTED:
        least = one.low if one.low is not None else one.best if one.high is None else None
        most = one.high if one.high is not None else one.best if one.low is None else None
    return Side(one.row, answer, one.voice, one.passage, least=least, most=most)


def contested(ties: Sequence[Tie]) -> tuple[Disagreement, ...]:
    """What sources tell differently of how the same two stand: somebody denies a tie, or tells of an opposite one."""
    found = []
    seen: set[frozenset[str]] = set()
    for tie in ties:
        if tie.denied is not None:
            found.append(_standing(tie, [_side(tie, tie.evidence[0]), *_denying(tie)]))
        pair = frozenset(_key(tie))
        if tie.against and pair not in seen:
            seen.add(pair)
            between = [one for one in ties if frozenset(_key(one)) == pair and one.sign]
            if len({one.sign for one in between}) > 1:
                found.append(_standing(tie, [_side(one, one.evidence[0]) for one in between]))
    return tuple(found)


def _key(tie: Tie) -> tuple[str, str]:
    return tie.subject.id or tie.subject.name, tie.object.id or tie.object.name


def _standing(tie: Tie, sides: Sequence[Side]) -> Disagreement:
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
