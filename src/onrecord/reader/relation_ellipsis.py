"""A clause without a verb of its own, which says of somebody else what the one before said: "…; Norway did not"."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from onrecord.reader.relation_ends import is_verb, subject

_DOING = frozenset({"do", "have", "be", "will", "would"})


@dataclass(frozen=True, slots=True)
class Ellipsis:
    """verb: of the clause that is meant. who: of whom it is said, a head word. denied: whether it does not hold."""

    verb: Token
    who: Token
    denied: bool


def ellipsis(auxiliary: Token) -> Ellipsis | None:
    """What an auxiliary without a verb of its own stands for; None where it is none, or nothing stands before it."""
    if auxiliary.lemma_ not in _DOING or not is_verb(auxiliary):
        return None
    below = list(auxiliary.children)
    denied = any(c.dep_ == "neg" for c in below)
    so = any(c.lower_ in {"so", "too"} for c in below)
    own = any(c.dep_ in {"dobj", "attr", "acomp", "xcomp", "prep", "oprd", "expl"} and c.i > auxiliary.i for c in below)
    if denied == so or own or auxiliary.dep_ == "aux":
        return None
    verb = _meant(auxiliary)
    who = subject(auxiliary)
    if verb is None or who is None or who.i < verb.i:
        return None
    return Ellipsis(verb, who, denied)


def _meant(auxiliary: Token) -> Token | None:
    """The verb of the clause before: one that the parser hung on the auxiliary, or that this hangs on."""
    for child in auxiliary.children:
        if child.i < auxiliary.i and child.dep_ in {"ccomp", "advcl"} and is_verb(child):
            return child
    if auxiliary.dep_ in {"conj", "ccomp", "parataxis", "advcl"} and is_verb(auxiliary.head):
        return auxiliary.head if auxiliary.head.i < auxiliary.i else None
    start = auxiliary.sent.start
    if auxiliary.dep_ == "ROOT" and start:
        root = auxiliary.doc[start - 1].sent.root
        return root if is_verb(root) else None
    return None
