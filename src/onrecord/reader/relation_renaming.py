"""Bodies that came out of others under another name: formerly, known as, became, merged to form."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from onrecord.reader.relation_ends import after_preposition, is_passive, patient, subject
from onrecord.reader.relation_patterns import words
from onrecord.reader.relation_shape import Shape
from onrecord.reader.relation_slots import below

_NAMES = frozenset({"name", "title", "style", "banner"})
_TAKING = frozenset("take adopt assume use bear choose switch have".split())
_CALLING = frozenset({"call", "style", "name", "rename", "rebrand", "title"})
_GOING = frozenset("go operate run act fight campaign work continue return reappear re-emerge trade".split())
_MAKING = frozenset({"become", "form", "create", "make"})


def formerly(adverb: Token) -> Iterator[Shape]:
    """X, formerly Y."""
    name = adverb.head
    if name.dep_ not in {"appos", "nmod"} and adverb.i + 1 < len(adverb.doc):
        name = next((c for c in name.children if c.dep_ == "appos" and c.i > adverb.i), name)
    if name.dep_ in {"appos", "nmod"} and name.pos_ == "PROPN" and name.ent_type_ != "PERSON":
        yield Shape("predecessor", 0, name, _newest(name.head), 0.7, None)


def _newest(later: Token) -> Token:
    """The name that a group of which only the earlier one was told has now: the group, once X, now calls itself Y."""
    verb = later.head
    if later.pos_ == "NOUN" and later.dep_ == "nsubj":
        for shape in renamed(verb):
            return shape.object
    return later


def renamed(verb: Token) -> Iterator[Shape]:
    """X became Y, is now Y, calls itself Y, changed its name to Y, took the name Y."""
    later = _new_name(verb)
    earlier = patient(verb) if is_passive(verb) else subject(verb)
    if earlier is None or later is None or earlier.i == later.i or earlier.ent_type_ == "PERSON":
        return
    known = (
        earlier.pos_ in {"PROPN", "PRON"}
        or earlier.ent_type_
        or any(c.lower_ in {"the", "now", "its"} for c in earlier.children)
    )
    if later.pos_ == "PROPN" and known:
        yield Shape("predecessor", 0, earlier, later, 0.65)


def _new_name(verb: Token) -> Token | None:
    lemma = verb.lemma_.lower()
    for word in ("under", "by") if lemma in _GOING else ():
        name = below(verb, word)
        if name is not None and name.lemma_ in _NAMES:
            return next((c for c in name.children if c.dep_ == "appos"), None) or after_preposition(name, "of")
    if lemma == "become" or (lemma == "be" and any(c.lower_ == "now" for c in verb.children)):
        return next((c for c in verb.children if c.dep_ == "attr" and c.pos_ == "PROPN"), None)
    if lemma in _CALLING and is_passive(verb) and any(c.lower_ in {"now", "again"} for c in verb.children):
        return next((c for c in verb.children if c.dep_ == "oprd" and c.pos_ == "PROPN"), None)
    if lemma in _CALLING:
        return (
            next((c for c in verb.children if c.dep_ == "oprd" and c.pos_ == "PROPN"), None) if _itself(verb) else None
        )
    name = next((c for c in verb.children if c.dep_ == "dobj" and c.lemma_ in _NAMES), None)
    if name is None:
        return None
    if lemma == "change":
        return below(verb, "to") or after_preposition(name, "to")
    if lemma in _TAKING:
        return next((c for c in name.children if c.dep_ == "appos"), None) or after_preposition(name, "of")
    return None


def _itself(verb: Token) -> bool:
    return any(c.lower_ in {"itself", "themselves"} for c in verb.children)


def merged(verb: Token) -> Iterator[Shape]:
    """X merged with Y to form Z; Z was formed when X and Y merged."""
    making = next((c for c in verb.children if c.lemma_ in _MAKING and c.dep_ in {"advcl", "xcomp", "conj"}), None)
    if making is None:
        return
    later = next((c for c in making.children if c.dep_ in {"attr", "dobj"} and c.i > making.i), None)
    if later is None or later.pos_ != "PROPN":
        return
    for earlier in (subject(verb), below(verb, "with")):
        if earlier is not None and (earlier.pos_ == "PROPN" or _listed(earlier)):
            yield Shape("predecessor", 0, earlier, later, 0.6)


def _listed(plural: Token) -> bool:
    """Whether some of a plural are named: five factions, including X and Y."""
    return any(c.dep_ == "prep" and c.lower_ in {"including", "among"} for c in plural.children)


def former_name(verb: Token) -> Iterator[Shape]:
    """X was formerly Y; before it became X, it was Y."""
    used = verb.dep_ == "xcomp" and verb.head.lower_ == "used"
    if verb.tag_ != "VBD" and not used:
        return
    who = next((c for c in (verb.head if used else verb).children if c.dep_ == "nsubj"), None)
    what = next((c for c in verb.children if c.dep_ == "attr"), None)
    if who is None or what is None or what.pos_ != "PROPN" or what.ent_type_ == "PERSON":
        return
    if used or any(_tells_of_before(c) for c in verb.children):
        yield Shape("predecessor", 0, what, who, 0.7, None, "ended")


def _tells_of_before(word: Token) -> bool:
    return word.lower_ in {"formerly", "originally", "previously"} or (
        word.lower_ in {"prior", "before"} and any(t.lemma_ == "become" for t in word.subtree)
    )


def known_as(participle: Token) -> Iterator[Shape]:
    """X, formerly known as Y; X, known until 1960 as Y; X, which used to be called Y."""
    used = participle.dep_ == "xcomp" and participle.head.lower_ == "used"
    told = used or any(c.lower_ in words("before") or c.lower_ in {"until", "till"} for c in participle.children)
    if not told:
        return
    earlier = below(participle, "as") or next((c for c in participle.children if c.dep_ in {"oprd", "attr"}), None)
    later = patient(participle) or (subject(participle.head) if used else None)
    if earlier is not None and later is not None:
        yield Shape("predecessor", 0, earlier, _newest(later), 0.75)


def with_old_name(participle: Token) -> Iterator[Shape]:
    """X, the renamed Y; X, the former Y."""
    old = participle.head
    if participle.dep_ == "amod" and old.dep_ == "appos" and old.pos_ == "PROPN" and old.ent_type_ != "PERSON":
        yield Shape("predecessor", 0, old, old.head, 0.65)
