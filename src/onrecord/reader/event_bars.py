"""What stands in the way of an event: a doer without a will, a day of remembrance, a law.

The words are classes of event_classes.tsv: nature, remembrance, norms.
"""

from __future__ import annotations

from spacy.tokens import Token

from onrecord.knowledge.events import Lexicon, Meaning, lexicon
from onrecord.reader.clause import agents, children
from onrecord.reader.triggers import Trigger

RULING = frozenset({"COERCE", "CONCEDE", "REJECT", "REQUEST", "RETREAT"})
"""Types that a law tells of as what holds, not as what is done."""
CAUSES = frozenset({"after", "in", "following", "amid", "by"})


def barred(trigger: Trigger, meaning: Meaning) -> bool:
    """Whether the words around a trigger say that nothing of its type happened.

    Harm done by an illness, a beast, the weather or an accident; a march of remembrance; what a law allows or forbids;
    an emergency declared because of a disaster.
    """
    words = lexicon()
    if meaning.type == "ASSAULT":
        return _is(words, "nature", _doers(trigger))
    if meaning.type == "PROTEST":
        return _is(words, "remembrance", list(trigger.token.sent))
    if meaning.type in RULING and trigger.verb is not None and trigger.verb.tag_ in ("VBZ", "VBP"):
        return _is(words, "norms", agents(trigger.verb))
    if meaning.type == "COERCE" and meaning.mode == "martial-law":
        return _is(words, "nature", _causes(trigger))
    return False


def _is(words: Lexicon, name: str, tokens: list[Token]) -> bool:
    return any(t.lemma_.lower() in words.classes[name] for t in tokens)


def _doers(trigger: Trigger) -> list[Token]:
    """Who or what does it: "killed by a rockfall", "killed in a crash", "a shark attack"."""
    if trigger.verb is None:
        return children(trigger.token, "compound", "amod", "poss", "nmod")
    verb = trigger.verb
    return agents(verb) + [n for p in children(verb, "prep") if p.lower_ == "in" for n in children(p, "pobj")]


def _causes(trigger: Trigger) -> list[Token]:
    """The nouns after "after", "following" …, wherever they hang in the sentence."""
    return [n for p in trigger.token.sent if p.lower_ in CAUSES for n in children(p, "pobj")]
