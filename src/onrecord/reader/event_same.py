"""The same event told twice in a report becomes one event with several tellings; on the safe side."""

from __future__ import annotations

import msgspec

from onrecord.model import HAPPENED, Event, Party
from onrecord.reader.parse import Parsed

DEFINITE = frozenset({"the", "this", "that", "these", "those"})
SYNONYMS: tuple[frozenset[str], ...] = (
    frozenset({"attack", "assault", "raid", "strike", "offensive", "bombing", "bombardment", "shelling", "blast"}),
    frozenset({"kill", "killing", "murder", "slaying", "assassinate", "assassination", "shooting"}),
    frozenset({"abduct", "abduction", "kidnap", "kidnapping"}),
    frozenset({"arrest", "detain", "detention"}),
    frozenset({"talk", "talks", "meeting", "negotiation", "meet", "summit"}),
    frozenset({"withdraw", "withdrawal", "pullout"}),
    frozenset({"invade", "invasion"}),
    frozenset({"oust", "ouster", "overthrow", "topple"}),
    frozenset({"protest", "demonstration", "rally", "march"}),
)


def merged(events: list[Event], lemmas: dict[str, str], parsed: Parsed) -> tuple[list[Event], dict[str, str]]:
    """Events with repeated tellings folded into the first, and the id that each folded one went into.

    Args:
        lemmas: the lemma of each event's trigger, by id.
    """
    kept: list[Event] = []
    into: dict[str, str] = {}
    for event in events:
        if not _is_second(event, parsed):
            kept.append(event)
            continue
        index = next(
            (i for i in range(len(kept) - 1, -1, -1) if _same(kept[i], event, lemmas, parsed)),
            None,
        )
        if index is None:
            kept.append(event)
        else:
            into[event.id] = kept[index].id
            kept[index] = _folded(kept[index], event)
    return kept, into


def _is_second(event: Event, parsed: Parsed) -> bool:
    """Whether a trigger is a noun that points back: "the attack", "last week's rocket attack"."""
    tokens = parsed.tokens_in(event.trigger.start, event.trigger.end)
    if tokens is None:
        return False
    noun = tokens.root
    if noun.pos_ != "NOUN":
        return False
    return any(
        (c.dep_ == "det" and c.lower_ in DEFINITE) or (c.dep_ == "poss" and c.ent_type_ in ("DATE", "TIME"))
        for c in noun.children
    )


def _same(first: Event, second: Event, lemmas: dict[str, str], parsed: Parsed) -> bool:
    a, b = lemmas[first.id], lemmas[second.id]
    alike = a == b or any(a in group and b in group for group in SYNONYMS)
    if first.type != second.type or not alike or _is_plural(first, parsed) != _is_plural(second, parsed):
        return False
    if first.time and second.time and (first.start, first.end) != (second.start, second.end):
        return False
    if (first.factuality.status in HAPPENED) != (second.factuality.status in HAPPENED):
        return False
    return _fits(first.actors, second.actors) and _fits(first.recipients, second.recipients)


def _is_plural(event: Event, parsed: Parsed) -> bool:
    tokens = parsed.tokens_in(event.trigger.start, event.trigger.end)
    return tokens is not None and tokens.root.tag_ == "NNS"


def _fits(first: tuple[Party, ...], second: tuple[Party, ...]) -> bool:
    """Whether two sides may be the same: one says nothing, or they share an actor or a place."""
    if not first or not second:
        return True
    return bool(_keys(first) & _keys(second))


def _keys(side: tuple[Party, ...]) -> set[str]:
    return {p.actor or p.span.text.lower() for p in side} | {p.place for p in side if p.place}


def _folded(first: Event, second: Event) -> Event:
    """The first event, with what only the second says."""
    return msgspec.structs.replace(
        first,
        mentions=first.mentions + second.mentions,
        actors=first.actors or second.actors,
        recipients=first.recipients or second.recipients,
        time=first.time or second.time,
        start=first.start or second.start,
        end=first.end or second.end,
        precision=first.precision or second.precision,
        place=first.place or second.place,
        counts=first.counts + tuple(c for c in second.counts if c not in first.counts),
        contexts=tuple(dict.fromkeys(first.contexts + second.contexts)),
    )
