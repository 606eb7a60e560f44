"""What is said: the encoder hears it, rules add what it missed and voices inside voices, quote marks settle it."""

from __future__ import annotations

import bisect
import functools
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from importlib import resources

import msgspec
import numpy as np
from numpy.typing import NDArray

from onrecord.reader.attribution import heard_by_rules
from onrecord.reader.decoding import CueSpan, Roles
from onrecord.reader.encoder import encoder
from onrecord.reader.heard import Heard, Part
from onrecord.reader.nested import nested
from onrecord.reader.parse import Parsed
from onrecord.reader.pieces import Words
from onrecord.reader.quotes import quotations
from onrecord.reader.settle import settle

LEAST_BY_RULE = 0.45
"""How often a phrase has to be an attribution that only the rules find."""
NEAR = 12
"""Code points between the end of a content and the cue of the next at most."""
LONGEST_CUE = 100
"""Code points of a cue of the rules at most."""
SLACK = 6
"""Code points by which the end of that next content may be off."""
_TIME = re.compile(r"[\s,]+(after|before|since|while) ")
_ARTICLE = re.compile(r"\b(the|an?)[ \xa0]\Z", re.IGNORECASE)


class Confidence(msgspec.Struct, frozen=True):
    """How sure a row is, from what the heads say of it: a logistic curve fitted on development texts.

    Attributes:
        base, cue, content, edge, source, parts: its weights; of log odds, but for `parts`. least: rows below are
            dropped.
    """

    base: float
    cue: float
    content: float
    edge: float
    source: float
    parts: float
    least: float

    def of(self, cue: CueSpan, roles: Roles) -> float:
        """The share of such rows whose content and source are right."""
        return 1 / (1 + math.exp(-sum(a * b for a, b in zip(self.weights, signs(cue, roles), strict=True))))

    @property
    def weights(self) -> tuple[float, ...]:
        """The weights in the order of `signs`."""
        return (self.base, self.cue, self.content, self.edge, self.source, self.parts)


def signs(cue: CueSpan, roles: Roles) -> tuple[float, ...]:
    """What the confidence rests on, in the order of the weights of `Confidence`."""
    return (
        1.0,
        _odds(cue.share),
        _odds(roles.content_share),
        _odds(roles.edge_share),
        _odds(roles.source_share),
        float(len(roles.content) - 1),
    )


def _odds(share: float) -> float:
    kept = min(max(share, 0.01), 0.99)
    return math.log(kept / (1 - kept))


@functools.cache
def confidence() -> Confidence:
    """The curve that ships."""
    raw = resources.files("onrecord").joinpath("weights", "confidence.json").read_bytes()
    return msgspec.json.decode(raw, type=Confidence)


def hearing(parsed: Parsed) -> list[Heard]:
    """The attributions of a report, as intervals.

    What quote marks alone tell has no cue. Voices inside voices come after the voice they stand in.
    """
    least = confidence().least
    by_rules = sorted(heard_by_rules(parsed), key=_cue_start)
    told = [by_both(parsed.text, row, _near(row, by_rules)) for row in by_encoder(parsed, least)]
    told += missed(told, by_rules)
    settled = settle(parsed.text, quotations(parsed.text), sorted(told, key=lambda r: (r.content[0], r.cue)))
    first = [row for row in settled if row.confidence >= min(least, LEAST_BY_RULE)]
    return [*first, *(row for row in nested(parsed, first) if row.confidence >= LEAST_BY_RULE)]


def by_both(text: str, row: Heard, by_rules: Sequence[Heard]) -> Heard:
    """A row with what the rules know better of its very cue.

    A source where the encoder found none or broke it off, and the end of a content where the rest is a voice of its own
    ("he said it was late, adding that …") or does not belong to what is weighed ("… whether to go, after the rain").
    """
    for other in by_rules:
        if _touch(row.cue, other.cue):
            if _longer(row, other) and not _touch(other.source, (*row.content, *row.cue)):
                row = replace(row, source=other.source)
            if len(row.content) == len(other.content) == 1 and row.content[0][0] == other.content[0][0]:
                end, kept = row.content[0][1], other.content[0][1]
                if end > kept and (_another(by_rules, other, kept, end) or _aside(text, row.content[0][0], kept)):
                    row = replace(row, content=other.content)
    return row


def _longer(row: Heard, other: Heard) -> bool:
    """Whether the other's source begins as the row's and goes on, or the row has none."""
    if not row.source or not other.source:
        return not row.source
    (start, end), (first, last) = row.source[0], other.source[0]
    return len(row.source) == 1 and start == first and end < last


def _another(by_rules: Sequence[Heard], but: Heard, start: int, end: int) -> bool:
    """Whether the words from start to end are an attribution of their own."""
    return any(
        row is not but
        and row.confidence >= LEAST_BY_RULE
        and row.cue
        and start <= row.cue[0][0] <= start + NEAR
        and row.content[-1][1] >= end - SLACK
        for row in by_rules
    )


def _aside(text: str, first: int, start: int) -> bool:
    """Whether a question that is weighed goes on with the time at which it is weighed."""
    return text.startswith("whether ", first) and _TIME.match(text, start) is not None


def missed(told: Sequence[Heard], by_rules: Sequence[Heard]) -> list[Heard]:
    """What the rules find where the encoder heard nothing at all; it learnt from one sort of news only."""
    cues, contents = _marked(row.cue for row in told), _marked(row.content for row in told)
    return [
        row
        for row in by_rules
        if row.confidence >= LEAST_BY_RULE
        and not any(contents[a:b].any() for a, b in row.content)
        and not any(cues[a:b].any() for a, b in row.cue)
    ]


def _marked(rows: Iterable[Sequence[Part]]) -> NDArray[np.bool_]:
    """Which code points lie in some part."""
    parts = [part for row in rows for part in row]
    found = np.zeros(max((b for _, b in parts), default=0), np.bool_)
    for a, b in parts:
        found[a:b] = True
    return found


def _cue_start(row: Heard) -> int:
    return row.cue[0][0] if row.cue else -1


def _near(row: Heard, by_rules: Sequence[Heard]) -> Sequence[Heard]:
    """Of rows in the order of their cues, those whose cue may touch the row's or stands in its content."""
    low = bisect.bisect_left(by_rules, _cue_start(row) - LONGEST_CUE, key=_cue_start)
    high = bisect.bisect_right(by_rules, max(row.cue[-1][1], row.content[-1][1]), key=_cue_start)
    return by_rules[low:high]


def by_encoder(parsed: Parsed, least: float) -> list[Heard]:
    """What the encoder hears with at least that confidence."""
    found = []
    for cue, roles in encoder().heard(parsed.read):
        sure = confidence().of(cue, roles)
        if sure >= least:
            one = heard(parsed.read.words, cue, roles, sure)
            if _owner_alone(parsed, one):
                continue
            source = tuple(_trimmed(parsed.text, _with_article(parsed.text, part)) for part in one.source)
            told = tuple(_trimmed(parsed.text, part) for part in one.cue)
            content = tuple(_trimmed(parsed.text, part) for part in one.content)
            found.append(replace(one, source=source, cue=told, content=content))
    return found


def _owner_alone(parsed: Parsed, row: Heard) -> bool:
    """Whether a verb is given to a possessor alone, who does not say it ("Lee's" of "Lee's remark supports it")."""
    if not row.source or not parsed.text[: row.source[0][1]].endswith(("'s", "’s")):
        return False
    cue = parsed.tokens_in(*row.cue[0])
    return cue is not None and cue.root.tag_ in ("VBD", "VBZ", "VBP")


def _with_article(text: str, part: Part) -> Part:
    """A source with the article before it, which belongs to it."""
    article = _ARTICLE.search(text, max(0, part[0] - 5), part[0])
    return (article.start(1), part[1]) if article else part


def _trimmed(text: str, part: Part) -> Part:
    """A part without the comma, colon or dash that parts it from what follows, unless it is nothing else."""
    kept = text[part[0] : part[1]].rstrip(",:–—- \xa0")
    return (part[0], part[0] + len(kept)) if kept else part


def heard(words: Words, cue: CueSpan, roles: Roles, sure: float) -> Heard:
    """Spans of words as intervals of the text."""

    def part(span: tuple[int, int]) -> Part:
        return int(words.start[span[0]]), int(words.end[span[1]])

    return Heard(
        tuple(part(s) for s in roles.source),
        (part((cue.first, cue.last)),),
        tuple(part(s) for s in roles.content),
        sure,
    )


def _touch(one: Sequence[Part], other: Sequence[Part]) -> bool:
    """Whether two groups of intervals share a character."""
    return any(a < d and c < b for a, b in one for c, d in other)
