"""What stands in the way of an event: a doer without a will, a day of remembrance, a law.

The words are classes of event_classes.tsv: nature, remembrance, norms.
"""

from __future__ import annotations

from spacy.tokens import Token

from onrecord.knowledge.events import Lexicon, Meaning, lexicon
from onrecord.reader.clause import agents, children
from onrecord.reader.triggers import Trigger, is_someone

RULING = frozenset({"COERCE", "CONCEDE", "REJECT", "REQUEST", "RETREAT"})
"""Types that a law tells of as what holds, not as what is done."""
CAUSES = frozenset({"after", "in", "following", "amid", "by"})
MARKING = frozenset({"mark", "commemorate", "remember", "honour", "honor", "mourn", "observe"})
AIMED = frozenset({"against", "demand", "call", "urge"})


def barred(trigger: Trigger, meaning: Meaning) -> bool:
    """Whether the words around a trigger say that nothing of its type happened.

    Harm done by an illness, a beast, the weather or an accident; a war on what has no arms; a march of remembrance;
    what a law allows or forbids; an emergency declared because of a disaster. A row of a researcher's own table stands.
    """
    words = lexicon()
    if trigger.meaning.own:
        return False
    if meaning.type == "ASSAULT":
        return _is(words, "nature", _doers(trigger)) or _on_things(words, trigger)
    if meaning.type == "PROTEST":
        return _is(words, "remembrance", _occasions(trigger))
    if meaning.type in RULING and trigger.verb is not None and trigger.verb.tag_ in ("VBZ", "VBP"):
        return _is(words, "norms", agents(trigger.verb))
    if meaning.type == "COERCE" and meaning.mode == "martial-law":
        return _is(words, "nature", _causes(trigger))
    return False


def _is(words: Lexicon, name: str, tokens: list[Token]) -> bool:
    return any(t.lemma_.lower() in words.classes[name] for t in tokens)


def _doers(trigger: Trigger) -> list[Token]:
    """Who or what does it: "killed by a rockfall", "killed in a crash" where nobody did it, "a shark attack"."""
    if trigger.verb is None:
        return children(trigger.token, "compound", "amod", "poss", "nmod")
    doing = agents(trigger.verb)
    if doing:
        return doing
    within = [n for p in children(trigger.verb, "prep") if p.lower_ == "in" for n in children(p, "pobj")]
    return [n for n in within if not any(c.lower_ == "of" for c in n.children)]


def _on_things(words: Lexicon, trigger: Trigger) -> bool:
    """Whether a war is waged on what nobody fights with arms: "war on slugs", "war against poverty"."""
    below = [trigger.token, *([trigger.verb] if trigger.verb is not None else [])]
    wars = [noun for t in below for noun in (t, *t.children) if noun.lemma_.lower() == "war"]
    if not wars:
        return False
    foes = [
        foe
        for t in (*below, *wars)
        for p in children(t, "prep")
        if p.lower_ in ("on", "against", "upon")
        for foe in children(p, "pobj")
    ]
    return bool(foes) and not any(_may_fight(words, foe) for foe in foes)


def _may_fight(words: Lexicon, foe: Token) -> bool:
    """Whether a war may be waged on it: somebody, a body or a place."""
    return is_someone(foe, words) or foe.pos_ == "PRON" or _is(words, "territory", [foe])


def _occasions(trigger: Trigger) -> list[Token]:
    """What a march marks: its compounds, "of" phrases, objects of "to mark"; nothing where it is against something."""
    head = trigger.verb or trigger.token
    below = [c for t in (head, trigger.token) for c in t.children]
    below += [c for t in tuple(below) if t.dep_ in ("xcomp", "advcl", "acl", "prep") for c in t.children]
    if any(t.lower_ == "against" or t.lemma_ in AIMED for t in below):
        return []
    named = children(trigger.token, "compound", "amod", "poss", "nmod")
    named += [n for p in children(trigger.token, "prep") if p.lower_ in ("of", "for") for n in children(p, "pobj")]
    marking = [t for t in below if t.lemma_ in MARKING]
    return named + [n for t in marking for n in (t, *children(t, "dobj", "obj"))]


def _causes(trigger: Trigger) -> list[Token]:
    """The nouns after "after", "following" …, wherever they hang in the sentence."""
    return [n for p in trigger.token.sent if p.lower_ in CAUSES for n in children(p, "pobj")]
