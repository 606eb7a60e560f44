"""When and where an event was, and how many: which times, places and figures hang on which trigger."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from spacy.tokens import Token

from onrecord.model import Figure, Party, Place, Span, Time
from onrecord.reader.clause import after_preposition, is_verb
from onrecord.reader.parse import Parsed
from onrecord.reader.triggers import Trigger

Setting = TypeVar("Setting")
LOCATIVE = frozenset(
    "in at near from to on inside outside around across throughout into within off along over through toward".split()
)
WITHIN = ("in", "during")
SECOND_CHOICE = frozenset({"to", "into", "from", "toward", "over", "through"})
COUNTED = frozenset({"killed", "injured", "detained", "abducted", "displaced", "missing", "casualties"})


class Anchors:
    """The words on which an event's setting may hang."""

    def __init__(self, parsed: Parsed, triggers: Iterable[Trigger]) -> None:
        self._parsed = parsed
        self._by_word: dict[int, Trigger] = {}
        self._last: dict[int, Trigger] = {}
        for trigger in triggers:
            self._last[trigger.last.i] = trigger
            for token in (trigger.token, trigger.noun, trigger.verb):
                if token is not None:
                    self._by_word.setdefault(token.i, trigger)

    def above(self, span: Span) -> tuple[Trigger, str] | None:
        """The trigger that a phrase hangs on, and the preposition that it hangs by."""
        tokens = self._parsed.tokens_in(span.start, span.end)
        if tokens is None or not len(tokens):
            return None
        before = tokens.start - 1
        if before >= 0 and before in self._last and self._last[before].shape in ("noun", "light"):
            return self._last[before], ""
        token, preposition = tokens.root, ""
        while token.head.i != token.i:
            head = token.head
            if head.pos_ == "ADP" or head.dep_ == "prep":
                preposition = preposition if preposition in LOCATIVE else head.lower_
            if head.i in self._by_word:
                return self._by_word[head.i], preposition
            if is_verb(head) and head.dep_ != "xcomp":
                return self._beside(head, token, preposition)
            token = head
        return None

    def _beside(self, verb: Token, phrase: Token, preposition: str) -> tuple[Trigger, str] | None:
        """The trigger that takes the phrases of a plain verb: its object ("follow a raid from there") or participle."""
        for child in verb.children:
            if child.dep_ == "dobj" and child.i < phrase.i and child.i in self._by_word and preposition:
                return self._by_word[child.i], preposition
            if child.dep_ == "advcl" and child.tag_ == "VBG" and child.i in self._by_word:
                return self._by_word[child.i], preposition
        return None


def times_of(anchors: Anchors, times: Iterable[Time]) -> dict[int, Time]:
    """The time of each trigger that has one, by the index of its word; a point in time before a duration."""
    found: dict[int, Time] = {}
    for time in times:
        if time.type == "SET":
            continue
        above = anchors.above(time.span)
        if above is None:
            continue
        key = above[0].token.i
        if key not in found or (found[key].type == "DURATION" and time.type != "DURATION"):
            found[key] = time
    return {key: time for key, time in found.items() if time.type != "DURATION" or time.start or time.end}


def places_of(parsed: Parsed, anchors: Anchors, places: Iterable[Place]) -> dict[int, list[Place]]:
    """The places that hang on each trigger by a preposition of place, the likeliest first."""
    ranked: dict[int, list[tuple[int, int, Place]]] = {}
    for place in places:
        above = anchors.above(place.span)
        if above is None:
            continue
        trigger, preposition = above
        if preposition in LOCATIVE or (not preposition and _before(parsed, place, trigger)):
            entry = (int(preposition in SECOND_CHOICE), place.span.start, place)
            ranked.setdefault(trigger.token.i, []).append(entry)
    return {key: [p for _, _, p in sorted(rows, key=lambda r: r[:2])] for key, rows in ranked.items()}


def _before(parsed: Parsed, place: Place, trigger: Trigger) -> bool:
    """Whether a place stands as a modifier before an event noun ("the Kabul bombing")."""
    tokens = parsed.tokens_in(place.span.start, place.span.end)
    return tokens is not None and tokens.root.dep_ == "compound" and tokens.root.head.i == trigger.token.i


def pick(candidates: list[Place], recipients: tuple[Party, ...], actors: tuple[Party, ...]) -> Place | None:
    """The first place that is not a side of the event."""
    sides = [p.span for p in (*recipients, *actors)]
    return next((c for c in candidates if not any(s.start == c.span.start or s == c.span for s in sides)), None)


def counts_of(anchors: Anchors, figures: Iterable[Figure]) -> dict[int, list[str]]:
    """Ids of the figures of each trigger."""
    found: dict[int, list[str]] = {}
    for figure in figures:
        if figure.unit in COUNTED and (above := anchors.above(figure.span)) is not None:
            found.setdefault(above[0].token.i, []).append(figure.id)
    return found


def shared(found: dict[int, Setting], triggers: Iterable[Trigger]) -> dict[int, Setting]:
    """The same, where a trigger that says nothing of its own has what the one that it goes with has.

    It goes with what it is joined to by "and", with the verb that it is a participle of ("hit the bus, killing two"),
    and with the act in which it was done ("killed in a raid near the town").
    """
    listed = list(triggers)
    for trigger in listed:
        token = trigger.verb or trigger.token
        beside = token.dep_ == "conj" or (token.dep_ == "advcl" and token.tag_ == "VBG")
        if beside and trigger.token.i not in found and token.head.i in found:
            found[trigger.token.i] = found[token.head.i]
    for trigger in listed:
        if trigger.token.i in found or trigger.verb is None:
            continue
        acts = [a for word in WITHIN for a in after_preposition(trigger.verb, word)]
        act = next((a for a in acts if a.i in found), None)
        if act is not None:
            found[trigger.token.i] = found[act.i]
    return found
