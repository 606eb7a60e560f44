"""What a verb takes somebody for: the two sides of a small clause, however the parser cut it."""

from __future__ import annotations

from spacy.tokens import Token

from onrecord.reader.relation_ends import after_preposition, is_passive, patient, resolved
from onrecord.reader.relation_slots import below


def complement(verb: Token) -> tuple[Token | None, Token | None]:
    """Whom a verb takes, and for what: declared X a Y, called X Y, was named Y, regards X as Y.

    The parser may make the two a clause of their own, hang the first on the second, or the second on the first.
    """
    whom, what = patient(verb), _predicate(verb)
    for child in verb.children:
        if child.dep_ == "ccomp" and child.lemma_ == "be":
            inner = next((c for c in child.children if c.dep_ == "nsubj"), None)
            told = next((c for c in child.children if c.dep_ in {"attr", "acomp"}), None)
            if inner is not None and told is not None and not any(c.dep_ == "neg" for c in child.children):
                return resolved(inner), told
        if child.dep_ in {"ccomp", "oprd", "xcomp", "dobj"} and child.pos_ in {"NOUN", "PROPN", "ADJ"}:
            inner = next((c for c in child.children if c.dep_ == "nsubj" and c.i > verb.i), None)
            if inner is not None:
                return inner, child
    if whom is None or whom is what:
        named = [c for c in verb.children if c.dep_ == "oprd" and c.i > verb.i]
        after = below(verb, "as")
        if named and (after is not None or len(named) > 1):
            return named[0], after or named[-1]
    if what is None and whom is not None:
        what = after_preposition(whom, "as") or after_preposition(whom, "among")
    return whom, what or _beside(whom)


def _predicate(verb: Token) -> Token | None:
    """What it is taken as: after "as", or the complement of its object."""
    after = below(verb, "as") or below(verb, "among")
    if after is not None:
        return after
    for child in verb.children:
        if child.dep_ == "xcomp" and child.lemma_ == "be":
            return next((c for c in child.children if c.dep_ in {"attr", "acomp"}), None)
        if child.dep_ in {"oprd", "xcomp", "acomp"}:
            return child
        if child.dep_ == "ccomp":
            return next((c for c in child.children if c.dep_ in {"attr", "acomp"}), None)
    for child in verb.children:
        if child.dep_ == "attr" or (child.dep_ == "dobj" and is_passive(verb)):
            return child
    return None


def _beside(whom: Token | None) -> Token | None:
    """What the parser hung on the object as if it were its other name: declared X a terrorist group."""
    for child in whom.children if whom is not None else ():
        first = child.left_edge
        if child.dep_ == "appos" and first.lower_ in {"a", "an", "the"} and first.nbor(-1).text != ",":
            return child
    return None


def phrase(head: Token) -> str:
    """The words of a phrase, without article and what follows a preposition or clause."""
    others = {t.i for c in head.children if c.dep_ in {"poss", "nsubj"} for t in c.subtree}
    told = [t for t in head.subtree if t.i <= head.i and t.dep_ not in {"det", "case"} and t.i not in others]
    return " ".join(t.text for t in told)
