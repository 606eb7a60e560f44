"""What the conventions of gold/events make of the sides that were found where both do the same."""

from __future__ import annotations

from spacy.tokens import Token

from onrecord.knowledge.events import Meaning
from onrecord.model import EventType, Party
from onrecord.reader.clause import OBJECTS, children
from onrecord.reader.event_stage import Stage
from onrecord.reader.triggers import Trigger

MUTUAL: frozenset[EventType] = frozenset({"AGREE", "CONSULT", "COOPERATE"})
"""Types whose sides all act, where no direction is told."""
VISITS = frozenset({"042", "043"})


def fitted(
    trigger: Trigger, meaning: Meaning, actors: tuple[Party, ...], recipients: tuple[Party, ...], stage: Stage
) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    """The sides as they are listed.

    What the two do to each other is done by both to both; who meets or phones somebody without a host, and who does or
    agrees on something with somebody, are all actors.
    """
    if actors and _each_other(trigger):
        return actors, () if meaning.type in MUTUAL else actors
    if meaning.type == "CONSULT" and meaning.mode != "visit" and meaning.cameo not in VISITS:
        return _all(actors, recipients), ()
    if meaning.type in MUTUAL and actors:
        beside = tuple(p for p in recipients if _is_beside(p, trigger, stage))
        return _all(actors, beside), tuple(p for p in recipients if p not in beside)
    return actors, recipients


def _all(first: tuple[Party, ...], second: tuple[Party, ...]) -> tuple[Party, ...]:
    return tuple(dict.fromkeys((*first, *second)))


def _each_other(trigger: Trigger) -> bool:
    """Whether the object of a deed is "each other" or "one another", or belongs to them."""
    heads = [t for t in (trigger.verb, trigger.noun) if t is not None]
    held = [o for h in heads for o in children(h, *OBJECTS, "dative", "poss")]
    held += [o for h in heads for p in children(h, "prep", "dative", "agent") for o in children(p, "pobj")]
    held += [o for t in tuple(held) for o in children(t, "poss")]
    return any(
        (t.lower_ == "other" and any(c.lower_ == "each" for c in t.children))
        or (t.lower_ == "another" and t.i > 0 and t.nbor(-1).lower_ == "one")
        for t in held
    )


def _is_beside(party: Party, trigger: Trigger, stage: Stage) -> bool:
    """Whether "with" stands between a deed and a party: "signed a pact with Peru", not "offered to talk with Peru"."""
    tokens = stage.parsed.tokens_in(party.span.start, party.span.end)
    head: Token | None = tokens.root if tokens is not None else None
    while head is not None and head.dep_ == "conj" and head.head.i != head.i:
        head = head.head
    if head is None or head.dep_ != "pobj" or head.head.lower_ != "with":
        return False
    return any(t is not None and head.head.head.i == t.i for t in (trigger.token, trigger.verb, trigger.noun))
