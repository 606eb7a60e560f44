"""Events in full, against the project's own gold set: every event, with its type, its status and its sides.

Events of all statuses count. The triggers of an event are its own and those of its mentions. A gold and an output event
may be paired where their triggers share a character, each of them once: so that most pairs are of one type, then that
there are most pairs, then that they share most characters, then that most sides are right. A gold event in a pair is
found. Shares are of all gold events, those not found being wrong; `of_found` marks shares of those found.

found       P, R, F1 over events.
type        P, R, F1 over (event, type); r is the share of gold events that are found with the right type.
status      the status of an output event is that of its telling whose words fit the gold's own trigger best (shared
            characters over joint ones; the first of equals): "will free them" tells of a promise, which is made, and of
            a release, which is to come.
status_macro_f1        mean F1 over the statuses that gold events have. Recall is over gold events, precision over the
            output events in a pair: one that matches nothing has no status to get right.
status_macro_f1_found  the same with recall over gold events found, and over the statuses that these have.
by_status   for each status its gold events, those found, the output events in a pair, hits (both of a pair have it), f1
            and f1_found.
sides       share of gold events with the right actors, the right recipients, both: there are as many parties as in the
            gold, and they can be paired so that each two share a character. None for none is right. Where the gold says
            what a pronoun stands for (`is`), either place will do. Output parties on the very same words, such as the
            members of a plural, are one.
sides_lenient          the same where one party that shares a character with one of the gold's is enough.
whole       r: share of gold events with the right type, status and both sides, as in sides_lenient. p: share of output
            events that happened that are so. whole_strict: the same with sides as in `sides`.
false_alarm share of the texts in which nothing happened (quiet_rows) with an output event that happened.

Happened are the statuses occurred, ongoing and unknown, and an output event without any; in a quiet text no gold event
and no mention has one of them. Offsets are code points into the text of the set; `other_text` counts the outputs that
have another text. A gold row without an output counts as one without events.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

from onrecord.errors import GoldError
from onrecord.evaluate.assignment import best_pairs
from onrecord.evaluate.gold import GoldSet, Pair, Row, counted, rate
from onrecord.evaluate.own_gold import resolved
from onrecord.evaluate.spans import Interval, interval, joint, likeness, touch
from onrecord.model import HAPPENED, STATUSES

_Party = tuple[Interval, ...]
"""The places where a party may be found: its words, and what they stand for."""
_SAME_TYPE, _PAIR, _CHARACTER = 10**10, 10**6, 5
"""What a pair weighs: more than all that comes after. A side weighs 1, and 1 more where it is strictly right."""


@dataclass(frozen=True, slots=True)
class _Event:
    """An event of the gold or the output, as far as it is scored; its sides are actors, then recipients."""

    triggers: frozenset[Interval]
    kind: str
    status: str | None
    sides: tuple[tuple[_Party, ...], tuple[_Party, ...]]
    tellings: tuple[tuple[Interval, str | None], ...]

    @property
    def happened(self) -> bool:
        return self.status is None or self.status in HAPPENED


@dataclass(frozen=True, slots=True)
class _Case:
    """A gold event and the output event that it is paired with, if any."""

    gold: _Event
    out: _Event | None

    @property
    def typed(self) -> bool:
        return self.out is not None and self.out.kind == self.gold.kind

    @property
    def status(self) -> str | None:
        """The status of the output's telling that fits the gold's own words best."""
        if self.out is None:
            return None
        own = self.gold.tellings[0][0]
        return max(self.out.tellings, key=lambda told: likeness(own, told[0]), default=(own, self.out.status))[1]

    def sides(self, strict: bool) -> tuple[bool, bool]:
        """Whether the actors, the recipients are right."""
        return (False, False) if self.out is None else _sides(self.gold, self.out, strict)

    def whole(self, strict: bool) -> bool:
        return self.out is not None and self.typed and self.status == self.gold.status and all(self.sides(strict))


def score_own_events(gold: GoldSet) -> Row:
    """The figures of a gold set with `events` as `onrecord.evaluate.own_gold` tells them, resolved or with `nth`."""
    cases: list[_Case] = []
    outs: list[_Event] = []
    quiet = alarms = 0
    for pair in gold.pairs:
        annotated = _annotated(pair)
        wanted = [_wanted(event) for event in annotated]
        given = [_given(event) for event in pair.out.get("events") or ()]
        cases += _paired(wanted, given)
        outs += given
        if not any(said["status"] in HAPPENED for event in annotated for said in _tellings(event)):
            quiet += 1
            alarms += any(event.happened for event in given)
    found = [case for case in cases if case.out is not None]
    return {
        **gold.fit(),
        "found": counted(len(found), len(outs), len(cases)),
        "type": counted(sum(case.typed for case in found), len(outs), len(cases)),
        "type_of_found": rate(sum(case.typed for case in found), len(found)),
        **_statuses(cases),
        "sides": _sided(cases, strict=True),
        "sides_lenient": _sided(cases, strict=False),
        "sides_of_found": _sided(found, strict=True),
        "sides_lenient_of_found": _sided(found, strict=False),
        "whole": _wholes(cases, outs, strict=False),
        "whole_strict": _wholes(cases, outs, strict=True),
        "false_alarm": rate(alarms, quiet),
        "quiet_rows": quiet,
        "quiet_rows_with_event": alarms,
    }


def judged(pair: Pair) -> list[tuple[Row, bool]]:
    """Each output event, and whether it is a gold one with the right type, status and both sides, as in `whole`."""
    rows = list(pair.out.get("events") or ())
    given = [_given(event) for event in rows]
    cases = _paired([_wanted(event) for event in _annotated(pair)], given)
    right = {id(case.out) for case in cases if case.whole(strict=False)}
    return [(row, id(event) in right) for row, event in zip(rows, given, strict=True)]


def _annotated(pair: Pair) -> list[Row]:
    events: list[Row] = pair.gold["events"]
    if events and pair.text is None and not all(isinstance(event["trigger"], dict) for event in events):
        raise GoldError(f"{pair.gold['id']}: its words cannot be found without its text", "Name the texts: --texts.")
    return [resolved(event, pair.text or "") for event in events]


def _tellings(event: Row) -> tuple[Row, ...]:
    return (event, *(event.get("mentions") or ()))


def _triggers(event: Row) -> frozenset[Interval]:
    return frozenset(place for told in _tellings(event) if (place := interval(told.get("trigger"))))


def _places(*spans: object) -> _Party:
    return tuple(place for span in spans if (place := interval(span)))


def _wanted(event: Row) -> _Event:
    actors, recipients = (
        tuple(_places(party["span"], party.get("is")) for party in event[side]) for side in ("actors", "recipients")
    )
    tellings = tuple((place, told["status"]) for told in _tellings(event) if (place := interval(told["trigger"])))
    return _Event(_triggers(event), event["type"], event["status"], (actors, recipients), tellings)


def _given(event: Row) -> _Event:
    actors, recipients = (
        tuple(dict.fromkeys(_places(party.get("span")) for party in event.get(side) or ()))
        for side in ("actors", "recipients")
    )
    status = (event.get("factuality") or {}).get("status")
    tellings = tuple(
        (place, (told.get("factuality") or event.get("factuality") or {}).get("status"))
        for told in _tellings(event)
        if (place := interval(told.get("trigger")))
    )
    return _Event(_triggers(event), event["type"], status, (actors, recipients), tellings)


def _paired(wanted: Sequence[_Event], given: Sequence[_Event]) -> list[_Case]:
    """Every gold event, with its partner where it has one."""
    chosen = dict(best_pairs([[_weight(g, o) for o in given] for g in wanted]))
    return [_Case(event, given[chosen[i]] if i in chosen else None) for i, event in enumerate(wanted)]


def _weight(gold: _Event, out: _Event) -> int:
    shared = sum(joint(a, b) for a in gold.triggers for b in out.triggers)
    if not shared:
        return 0
    right = sum(sum(_sides(gold, out, strict)) for strict in (False, True))
    return _SAME_TYPE * (gold.kind == out.kind) + _PAIR + _CHARACTER * shared + right


def _sides(gold: _Event, out: _Event, strict: bool) -> tuple[bool, bool]:
    same = _same if strict else _some
    return same(gold.sides[0], out.sides[0]), same(gold.sides[1], out.sides[1])


def _some(wanted: Sequence[_Party], given: Sequence[_Party]) -> bool:
    return any(touch(w, g) for w in wanted for g in given) if wanted or given else True


def _same(wanted: Sequence[_Party], given: Sequence[_Party]) -> bool:
    if len(wanted) != len(given):
        return False
    return len(best_pairs([[float(touch(w, g)) for g in given] for w in wanted])) == len(wanted)


def _sided(cases: Sequence[_Case], strict: bool) -> Row:
    right = [case.sides(strict) for case in cases]
    return {
        "actors": rate(sum(actors for actors, _ in right), len(cases)),
        "recipients": rate(sum(recipients for _, recipients in right), len(cases)),
        "both": rate(sum(map(all, right)), len(cases)),
    }


def _wholes(cases: Sequence[_Case], outs: Sequence[_Event], strict: bool) -> Row:
    whole = [case.out for case in cases if case.out is not None and case.whole(strict)]
    told, happened = sum(out.happened for out in whole), sum(out.happened for out in outs)
    return {
        "r": rate(len(whole), len(cases)),
        "p": rate(told, happened),
        "hits": len(whole),
        "gold": len(cases),
        "happened_hits": told,
        "happened_out": happened,
    }


def _statuses(cases: Sequence[_Case]) -> Row:
    """`status_macro_f1`, `status_macro_f1_found` and `by_status`."""
    gold = Counter(case.gold.status for case in cases)
    found = Counter(case.gold.status for case in cases if case.out)
    out = Counter(case.status for case in cases if case.out)
    hits = Counter(case.gold.status for case in cases if case.out and case.status == case.gold.status)
    seen = [status for status in STATUSES if gold[status] or out[status]]
    return {
        "status_macro_f1": _mean([2 * hits[s] / (gold[s] + out[s]) for s in seen if gold[s]]),
        "status_macro_f1_found": _mean([2 * hits[s] / (found[s] + out[s]) for s in seen if found[s]]),
        "by_status": {
            s: {
                "gold": gold[s],
                "found": found[s],
                "out": out[s],
                "hits": hits[s],
                "f1": rate(2 * hits[s], gold[s] + out[s]),
                "f1_found": rate(2 * hits[s], found[s] + out[s]),
            }
            for s in seen
        },
    }


def _mean(values: Sequence[float]) -> float | None:
    return round(fmean(values), 4) if values else None
