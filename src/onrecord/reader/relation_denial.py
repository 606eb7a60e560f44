"""Whether a tie is denied, or has not come about."""

from __future__ import annotations

from spacy.tokens import Token

from onrecord.model import Factuality, RelationState
from onrecord.reader.relation_ends import is_verb
from onrecord.reader.relation_patterns import words

_DENYING = frozenset("deny reject dismiss refute rebut repudiate ridicule".split())


def denied(trigger: Token) -> bool:
    """Whether somebody denies to do it, or rejects the claim that it is so."""
    if is_verb(trigger) and trigger.dep_ == "xcomp" and trigger.head.lemma_ in _DENYING:
        return True
    for above in trigger.ancestors:
        if above.pos_ == "NOUN" and above.lemma_.lower() in words("claim") and above.dep_ == "dobj":
            return above.head.lemma_.lower() in _DENYING
    return False


def yet_to_be(verb: Token) -> bool:
    """Whether it has not come about: has yet to win recognition."""
    above = verb.head
    return verb.dep_ == "xcomp" and above.lemma_ == "have" and any(c.lower_ == "yet" for c in above.children)


def otherwise(how: RelationState) -> Factuality:
    """Of whom it is denied that a tie ended, it holds; of whom it is denied that it came about, it does not."""
    return Factuality.of("CT-", "denied") if how == "holds" else Factuality.of("CT+", "ongoing")
