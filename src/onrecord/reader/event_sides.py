"""What the conventions of gold/events make of the sides that were found where both do the same."""

from __future__ import annotations

from onrecord.knowledge.events import Meaning
from onrecord.knowledge.ontology import ontology
from onrecord.model import Party
from onrecord.reader.clause import OBJECTS, children
from onrecord.reader.triggers import Trigger

VISITS = frozenset({"042", "043"})
"""CAMEO's codes of a visit, told of the visitor and of the host."""


def fitted(
    trigger: Trigger, meaning: Meaning, actors: tuple[Party, ...], recipients: tuple[Party, ...]
) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    """The sides as they are listed.

    What the two do to each other is done by both to both; those who meet or phone without a host are all actors.
    """
    if actors and _each_other(trigger):
        return actors, () if ontology().types[meaning.type].reciprocal else actors
    if meaning.type == "CONSULT" and meaning.mode != "visit" and meaning.cameo not in VISITS:
        return _all(actors, recipients), ()
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
