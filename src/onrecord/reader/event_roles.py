"""Who acts in an event, and who is acted upon."""

from __future__ import annotations

from spacy.tokens import Token

from onrecord.model import Party
from onrecord.reader.clause import (
    OBJECTS,
    after_preposition,
    agents,
    agents_of_subject,
    children,
    is_passive,
    patients,
)
from onrecord.reader.event_stage import Stage, is_time
from onrecord.reader.triggers import Trigger

TOWARDS = ("against", "on", "upon", "with", "to", "into", "at", "toward", "towards", "over", "for")
NOUN_TOWARDS = ("against", "on", "into", "with", "to", "at", "toward", "towards", "over", "inside", "between")
AIMED = frozenset({"against", "on", "into"})
SIDES_OF = ("between", "among")
OWN = frozenset({"his", "her", "its", "their", "my", "our", "your"})
SELF = frozenset({"himself", "herself", "itself", "themselves"})
SUFFERED = frozenset(
    "kidnap abduct detain arrest jail imprison wound injure convict indict torture assassinate behead evict".split()
)
"""Verbs that need an object: without one it is a participle that the parser took for a verb ("men held in Cairo")."""
WIDEST = 12
"""How many words of an agreed or threatened act are searched for somebody whom it is to reach."""


def sides(trigger: Trigger, stage: Stage) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    """The actors and the recipients of an event, by the trigger's shape."""
    if trigger.shape == "adjective":
        given, taken = _of_adjective(trigger, stage)
    elif trigger.shape == "verb" or trigger.to is not None:
        given, taken = _of_verb(trigger, stage)
    else:
        given, taken = _of_noun(trigger, stage)
    given = tuple(dict.fromkeys(given))
    return given, apart(taken, given)


def apart(taken: tuple[Party, ...], given: tuple[Party, ...]) -> tuple[Party, ...]:
    """Recipients that are none of the actors; words that were wrongly taken for one of these stand for themselves."""
    acting = {p.actor for p in given if p.actor}
    others = [p for p in dict.fromkeys(taken) if p not in given and p.span.text.lower() not in OWN]
    return tuple(p if p.actor not in acting or p.span.text.lower() in SELF else Party(p.span) for p in others)


def _first(tokens: list[Token], stage: Stage, recipient: bool) -> tuple[Party, ...]:
    for token in tokens:
        if is_time(token):
            continue
        found = stage.recipients(token) if recipient else stage.actors(token)
        if found:
            return found
    return ()


def _of_verb(trigger: Trigger, stage: Stage) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    verb = trigger.verb or trigger.token
    if _is_suffered(verb):
        return (), _first(agents_of_subject(verb), stage, recipient=True)
    given = _first(agents(verb), stage, recipient=False)
    slots = ("obj", *TOWARDS) if trigger.to is None else trigger.to
    for places in (_slot, _deeper):
        for slot in slots:
            found = _first(places(slot, verb, trigger), stage, recipient=True)
            if found:
                return given, found
    taken = _in_noun(trigger, stage)
    if not taken and trigger.meaning.type == "REQUEST":
        taken = _first(_asked(verb), stage, recipient=True)
    if trigger.meaning.type in ("CONSULT", "AGREE", "COOPERATE", "SUPPORT") and not taken:
        taken = _first(after_preposition(verb, "with"), stage, recipient=True)
    return given, taken


def _is_suffered(verb: Token) -> bool:
    """Whether the subject of an active verb is the one acted upon, since nobody else is."""
    if verb.lemma_ not in SUFFERED or verb.tag_ not in ("VBN", "VBD") or verb.dep_ == "relcl" or is_passive(verb):
        return False
    joined = [verb, *verb.conjuncts]
    return not any(children(v, *OBJECTS, "ccomp", "xcomp", "aux") for v in joined)


def _slot(slot: str, verb: Token, trigger: Trigger) -> list[Token]:
    """The words that stand where a row says that the recipient stands."""
    if slot == "obj":
        found = patients(verb) or [
            s
            for c in children(verb, "ccomp", "xcomp")
            for s in children(c, "nsubj", "nsubjpass")
            if c.tag_ in ("VB", "VBG")
        ]
        return [t for t in found if t is not trigger.noun]
    if slot == "dative":
        found = [t for t in children(verb, "dative") if t.pos_ != "ADP"]
        found += [p for t in children(verb, "dative") for p in children(t, "pobj")]
        return found
    found = after_preposition(verb, slot)
    if trigger.noun is not None:
        found = after_preposition(trigger.noun, slot) + found
    for outer in verb.children:
        if outer.dep_ == "prt" or (outer.dep_ in ("prep", "advmod") and not children(outer, "pobj")):
            found += after_preposition(outer, slot)
    return found


def _deeper(slot: str, verb: Token, trigger: Trigger) -> list[Token]:
    """The words after a preposition that hangs on the object or on another prepositional phrase."""
    found: list[Token] = []
    for outer in verb.children:
        if outer.dep_ in ("dobj", "nsubjpass") and outer is not trigger.noun:
            found += after_preposition(outer, slot)
        if outer.dep_ == "prep":
            for pobj in children(outer, "pobj"):
                found += after_preposition(pobj, slot)
    return found


def _asked(verb: Token) -> list[Token]:
    """Who is to do what is asked: the subject of the clause that says it."""
    return [s for clause in children(verb, "ccomp", "xcomp") for s in children(clause, "nsubj", "nsubjpass")]


def reached(verb: Token, stage: Stage, but: tuple[Party, ...]) -> tuple[Party, ...]:
    """Somebody named inside the act that is agreed, refused or threatened, the nearest first."""
    queue = list(children(verb, "xcomp", "ccomp", "dobj", "prep", "prt", "dative", "advcl"))
    for token in queue:
        if token.pos_ in ("PROPN", "NOUN", "PRON", "ADJ") and not is_time(token):
            found = tuple(p for p in stage.recipients(token, 1) if (p.actor or p.place) and p not in but)
            same = {p.actor for p in but if p.actor}
            found = tuple(p for p in found if p.actor is None or p.actor not in same)
            if found:
                return found
        if len(queue) < WIDEST:
            queue += children(token, "xcomp", "ccomp", "advcl", "dobj", "prep", "pobj", "dative", "prt", "pcomp")
    return ()


def _in_noun(trigger: Trigger, stage: Stage) -> tuple[Party, ...]:
    """A side that stands inside the phrase of a light verb's noun: "reduced Jordanian aid"."""
    if trigger.noun is None or trigger.meaning.type in (
        "CONSULT",
        "MOBILIZE",
        "ASSAULT",
        "PROTEST",
        "AGREE",
        "SUPPORT",
    ):
        return ()
    return stage.inside(trigger.noun, 1)


def _of_noun(trigger: Trigger, stage: Stage) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    noun, verb = trigger.token, trigger.verb
    given: tuple[Party, ...] = ()
    taken: tuple[Party, ...] = ()
    if verb is not None:
        subject = _first(agents(verb), stage, recipient=trigger.suffered)
        given, taken = ((), subject) if trigger.suffered else (subject, ())
    heads = _shared(noun)
    given = given or _owners(heads, stage) or _by(heads, stage)
    both = _between(heads, stage)
    if both:
        return (given or both), (() if not given else both)
    if trigger.of == "actor" and not given:
        given = _first([t for h in heads for t in after_preposition(h, "of")], stage, recipient=False)
    slots = (("of",) if trigger.of == "recipient" else ()) + NOUN_TOWARDS
    for slot in slots:
        if taken:
            break
        tokens = [t for h in heads for t in after_preposition(h, slot)]
        if verb is not None and not tokens and not trigger.suffered:
            tokens = after_preposition(verb, slot)
        if not tokens and slot in AIMED and noun.dep_ in ("dobj", "nsubj", "nsubjpass"):
            tokens = [t for t in after_preposition(noun.head, slot) if t.i > noun.i]
        taken = _first([t for t in tokens if not t.ent_type_.startswith(("DATE", "TIME"))], stage, recipient=True)
    if trigger.of == "actor" and not taken:
        taken = _first([t for h in heads for t in after_preposition(h, "from")], stage, recipient=True)
    if trigger.suffered and not given:
        given = _by([verb] if verb is not None else [], stage)
    return given, taken


def _shared(noun: Token) -> list[Token]:
    """A noun and those that it is joined to, whose phrases it shares ("the abduction and killing of … by …")."""
    found = [noun]
    while noun.dep_ == "conj" and noun.head.pos_ == "NOUN":
        noun = noun.head
        found.append(noun)
    for child in found[0].children:
        if child.dep_ == "conj" and child.pos_ == "NOUN":
            found.append(child)
    return found


def _owners(heads: list[Token], stage: Stage) -> tuple[Party, ...]:
    for head in heads:
        left = next(iter(head.subtree))
        if left.i > 1 and left.nbor(-1).lower_ in ("'", "’") and left.nbor(-2).pos_ == "PROPN":
            found = stage.actors(left.nbor(-2))
            if found:
                return found
        for child in head.children:
            if child.dep_ == "poss" and child.ent_type_ not in ("DATE", "TIME"):
                found = stage.actors(child)
                if found:
                    return found
            elif child.dep_ in ("compound", "amod", "nmod") and stage.is_name(child):
                found = tuple(p for p in stage.named(child) if p.actor or child.pos_ == "PROPN")
                if found:
                    return found
    return ()


def _by(heads: list[Token], stage: Stage) -> tuple[Party, ...]:
    """Who stands after "by", on the noun or on what its "of" brings."""
    inner = [t for h in heads for t in after_preposition(h, "of")]
    above = [h.head for h in heads if h.dep_ == "dobj" and not is_passive(h.head)]
    return _first([t for h in (*heads, *inner, *above) for t in after_preposition(h, "by")], stage, recipient=False)


def _between(heads: list[Token], stage: Stage) -> tuple[Party, ...]:
    for head in heads:
        for preposition in SIDES_OF:
            for token in after_preposition(head, preposition):
                found = stage.named(token)
                if len(found) > 1:
                    return found
    return ()


def _of_adjective(trigger: Trigger, stage: Stage) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    verb = trigger.verb or trigger.token.head
    given = _first(agents(verb), stage, recipient=False)
    for slot in trigger.to or ():
        found = _first(after_preposition(trigger.token, slot) or after_preposition(verb, slot), stage, recipient=True)
        if found:
            return given, found
    return given, ()
