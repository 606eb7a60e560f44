"""Between which days a report without a date was published, as far as its own text pins it down.

It is shown beside the report with its reasons, and anchors nothing: times that rest on the day of publication stay
relative.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from onrecord.knowledge.episodes import Episode
from onrecord.model import Bounds, Relative, Span, Time
from onrecord.reader.episode_times import HEARD, in_another_year, in_sentence, who_fell
from onrecord.reader.intervals import interval, shifted, shifted_value
from onrecord.reader.parse import Parsed
from onrecord.reader.tense import direction

_HE_FELL = re.compile(
    r"\b(?:he|she)\s+(?:was|had\s+been)\s+(?P<deed>ousted|overthrown|toppled|deposed|assassinated|murdered|killed)\b",
    re.IGNORECASE,
)
_DEED = re.compile(r"\b(?:ouster|overthrow|assassination|killing|removal|fall)\b", re.IGNORECASE)
_LASTING = re.compile(r"P(\d+)Y")
_OPEN = frozenset({"if", "unless", "whether"})
"""Marks of clauses that leave open whether it came."""
NEAR = 12
"""Code points that may part "was ousted" from "last year"."""


@dataclass(frozen=True, slots=True)
class _Bound:
    """What a place in the text says: published from `start` on, before `end` (ISO days), and why."""

    start: str | None
    end: str | None
    reason: str


def published_between(parsed: Parsed, times: Iterable[Time]) -> Bounds | None:
    """The bounds that the text sets to its own day of publication; None where it has a date, or sets none.

    Reasons are those of the two bounds that stand. Where bounds contradict one another, the later beginning stands.
    """
    report = parsed.report
    if report.published is not None:
        return None
    found = list(_bounds(parsed, tuple(times)))
    if report.captured:
        day = date.fromisoformat(report.captured[:10])
        found.append(_Bound(None, (day + timedelta(days=1)).isoformat(), f"It was captured on {day.isoformat()}."))
    first = max((b for b in found if b.start), key=lambda b: b.start or "", default=None)
    start = first.start if first else None
    ends = [b for b in found if b.end and (start is None or b.end > start)]
    last = min(ends, key=lambda b: b.end or "", default=None)
    if first is None and last is None:
        return None
    reasons = dict.fromkeys(b.reason for b in (first, last) if b)
    return Bounds(start, last.end if last else None, tuple(reasons))


def _bounds(parsed: Parsed, times: tuple[Time, ...]) -> Iterator[_Bound]:
    named: list[Episode] = []
    for index, sentence in enumerate(parsed.sentences):
        here = [time for time in times if sentence.start <= time.span.start < sentence.end]
        found = list(in_sentence(sentence, named))
        for start, end, episode in found:
            if not _has_come(parsed, start, end):
                continue
            day = interval(episode.start)[0]
            if day is None:
                continue
            yield _Bound(day, None, f"It names the {episode.name}, which began {_on(episode.start)}.")
            yield from _told_of(parsed, start, end, episode, here)
        fell = _HE_FELL.search(sentence.text)
        if fell:
            before = parsed.text[parsed.sentences[max(0, index - HEARD)].start : sentence.start + fell.start()]
            who = who_fell(before)
            if who and not in_another_year(sentence.text, fell.end(), who[1]):
                yield from _told_of(parsed, sentence.start + fell.start(), sentence.start + fell.end(), who[1], here)
        for time in here:
            yield from _of_time(parsed, time)


def _has_come(parsed: Parsed, start: int, end: int) -> bool:
    """Whether an episode is named as one that was; "they called for the ouster of Mubarak" may be said before it."""
    if not _DEED.search(parsed.text, start, end):
        return True
    tokens = parsed.tokens_in(start, end)
    before = parsed.text[max(0, start - 30) : start].lower()
    return tokens is not None and direction(tokens.root) < 0 and "for " not in before


def _of_time(parsed: Parsed, time: Time) -> Iterator[_Bound]:
    """What a time with its own date tells: told in the past it had come, told as ahead it had not."""
    if time.relative is not None or time.type not in ("DATE", "TIME") or not time.start or not time.end:
        return
    tokens = parsed.tokens_in(time.span.start, time.span.end)
    way = direction(tokens[-1]) if tokens else 0
    if way < 0 and _is_told(parsed, time.span):
        yield _Bound(time.start[:10], None, f"It tells in the past of “{time.span.text}”.")
    elif way > 0 and _is_told(parsed, time.span):
        yield _Bound(None, time.end[:10], f"It speaks of “{time.span.text}” as still to come.")


def _is_told(parsed: Parsed, span: Span) -> bool:
    """Whether the report says it of its own time: not within "if", "unless" or "whether", and not in what is quoted."""
    tokens = parsed.tokens_in(span.start, span.end)
    clauses = [tokens.root, *tokens.root.ancestors] if tokens else []
    if any(child.dep_ == "mark" and child.lower_ in _OPEN for head in clauses for child in head.children):
        return False
    before = parsed.text[max(0, span.start - 400) : span.start].rpartition("\n")[2]
    return before.count("“") <= before.count("”") and before.count('"') % 2 == 0


def _told_of(parsed: Parsed, start: int, end: int, episode: Episode, here: list[Time]) -> Iterator[_Bound]:
    """What "last year" beside a known deed, or "the three-year civil war", tells."""
    for time in here:
        words = parsed.text[min(start, time.span.start) : max(end, time.span.end)]
        lasting = _LASTING.fullmatch(time.value) if time.type == "DURATION" else None
        first_day = interval(episode.start)[0]
        if (
            lasting
            and first_day
            and 0 <= start - time.span.end <= NEAR
            and episode.kind in ("war", "uprising", "siege", "crisis")
        ):
            years, began = int(lasting[1]), date.fromisoformat(first_day)
            try:
                low, high = (shifted(began, years + more, "year").isoformat() for more in (-1, 1))
            except OverflowError:
                continue
            yield _Bound(low, high, f"It says “{words}” of the {episode.name}, which began {_on(episode.start)}.")
        elif time.anchor == "published" and time.relative and 0 <= time.span.start - end <= NEAR:
            for first, last in _when(episode.start, time):
                yield _Bound(first, last, f"It says “{words}” of the {episode.name}, which came {_on(episode.start)}.")


def _when(day: str, time: Time) -> Iterator[tuple[str | None, str | None]]:
    """The days from which what came on `day` is "last year", "two months ago" or "this week"."""
    relative = time.relative
    if relative is None or relative.amount is None or relative.unit is None or relative.direction > 0:
        return
    value = shifted_value(day, Relative(1, relative.amount, relative.unit))
    if value is None or len(day) < len("2013-07"):
        return
    start, end, _ = interval(value)
    if start and end and time.span.text.lower().endswith("ago"):
        try:
            start = shifted(date.fromisoformat(start), -1, relative.unit).isoformat()
            end = shifted(date.fromisoformat(end), 1, relative.unit).isoformat()
        except OverflowError:
            return
    yield start, end


def _on(day: str) -> str:
    return f"on {day}" if len(day) == len("2013-07-03") else f"in {day}"
