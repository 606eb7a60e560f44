"""Ties whose wording is a shape, not a word: what somebody is designated as, appointed to, or was before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from onrecord.model import RelationState, RelationType
from onrecord.reader.relation_patterns import Sign, words
from onrecord.reader.relation_slots import below, is_passive, is_verb, modifier, patient, possessor, subject

_FRIENDLY = re.compile(
    r"lawful|rightful|legitimate|government|representative|head of state|parliament|\bstates?$|sovereign|independent|"
    r"authority|president|leader",
    re.I,
)
_STATUS = re.compile(
    r"terror|extremist|illegal|outlaw|unlawful|enem|hostile|rogue|foreign agent|war criminal|pariah|proscribed|"
    r"sponsors? of|organi[sz]ation of|subversive|criminal gang|\bstates\b|lawful|rightful|legitimate|government|"
    r"representative|head of state|parliament|\bstate\b|sovereign|independent|authority",
    re.I,
)
_RECOGNISING = frozenset({"recognise", "recognize", "acknowledge", "accept"})
_ALONE = frozenset("recognise recognize outlaw ban blacklist proscribe delist designate".split())
_OFFICE = re.compile(
    r"president|minister|premier|leader|chief|head|chair|commander|secretary|governor|ambassador|envoy|king|speaker|"
    r"mayor|spokes|director|judge|general|successor|deputy|chancellor|pope|emir", re.I,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shape:
    """A tie seen in a clause; fields as in `Relation`, parties as their head words."""

    type: RelationType
    sign: Sign
    subject: Token
    object: Token
    confidence: float
    label: str | None = None
    state: RelationState | None = None


def shapes(verb: Token) -> Iterator[Shape]:
    """The ties of a clause, from its verb."""
    lemma = verb.lemma_.lower()
    if lemma in words("designating"):
        yield from _designation(verb)
    if lemma in words("appointing"):
        yield from _appointment(verb)
    if lemma == "be":
        yield from _former_name(verb)
    if verb.lower_ in {"known", "called", "named"}:
        yield from _known_as(verb)


def _designation(verb: Token) -> Iterator[Shape]:
    who, whom = subject(verb), patient(verb)
    status = _predicate(verb) or _beside(whom)
    if who is None and status is not None:
        who = below(status, "by")
    if who is None or whom is None:
        return
    lemma = verb.lemma_.lower()
    if status is None or status.i == whom.i:
        if lemma in _ALONE and not _thing(whom):
            yield Shape("designation", 0 if lemma in _RECOGNISING else -1, who, whom, 0.55)
        return
    told = _phrase(status)
    if _STATUS.search(told) or (lemma in _RECOGNISING and status.pos_ in {"NOUN", "PROPN"}):
        yield Shape("designation", 0 if _FRIENDLY.search(told) else -1, who, whom, 0.75, told)


def _thing(word: Token) -> bool:
    return (
        word.pos_ == "NOUN" and word.lemma_.lower() not in words("body") and word.lemma_.lower() not in words("people")
    )


def listed(noun: Token) -> Iterator[Shape]:
    """Put X on its list of …; X is off the American list of …."""
    what = below(noun, "of") or noun
    if noun.dep_ != "pobj" or not (_STATUS.search(_phrase(what)) or noun.lemma_ == "blacklist"):
        return
    who, preposition = possessor(noun) or modifier(noun), noun.head
    verb = preposition.head
    if (who is None or who.pos_ == "PRON") and is_verb(verb) and patient(verb) is not None:
        who = subject(verb)
    if who is None or preposition.lower_ not in {"on", "off", "onto", "from", "to"} or not is_verb(verb):
        return
    whom = patient(verb) or subject(verb)
    if whom is not None:
        gone = preposition.lower_ in {"off", "from"}
        yield Shape(
            "designation", -1, who, whom, 0.7, _phrase(what) if what is not noun else None, "ended" if gone else None
        )


def formerly(adverb: Token) -> Iterator[Shape]:
    """X, formerly Y."""
    name = adverb.head
    if name.dep_ not in {"appos", "nmod"} and adverb.i + 1 < len(adverb.doc):
        name = next((c for c in name.children if c.dep_ == "appos" and c.i > adverb.i), name)
    if name.dep_ in {"appos", "nmod"} and name.pos_ == "PROPN" and name.ent_type_ != "PERSON":
        yield Shape("predecessor", 0, name, name.head, 0.7, None)


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


def _appointment(verb: Token) -> Iterator[Shape]:
    person, office = patient(verb) or below(verb, "in"), _predicate(verb)
    if person is None or office is None or not _OFFICE.search(office.text):
        return
    body = below(office, "of") or possessor(office) or modifier(office)
    who = subject(verb)
    if body is None and who is not None:
        body = possessor(who) or modifier(who) or (who if who.ent_type_ in {"GPE", "ORG"} else None)
    if body is not None:
        kind: RelationType = (
            "leadership"
            if re.search("president|leader|head|king|emir|premier|prime minister", _phrase(office), re.I)
            else "role"
        )
        yield Shape(kind, 1, person, body, 0.7, _phrase(office))


def _former_name(verb: Token) -> Iterator[Shape]:
    """X was formerly Y; before it became X, it was Y."""
    if verb.tag_ != "VBD":
        return
    who = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    what = next((c for c in verb.children if c.dep_ == "attr"), None)
    if who is None or what is None or what.pos_ != "PROPN" or what.ent_type_ == "PERSON":
        return
    if any(_tells_of_before(c) for c in verb.children):
        yield Shape("predecessor", 0, what, who, 0.7, None, "ended")


def _tells_of_before(word: Token) -> bool:
    return word.lower_ in {"formerly", "originally", "previously"} or (
        word.lower_ in {"prior", "before"} and any(t.lemma_ == "become" for t in word.subtree)
    )


def _known_as(participle: Token) -> Iterator[Shape]:
    """X, formerly known as Y; X, which used to be called Y."""
    used = participle.dep_ == "xcomp" and participle.head.lower_ == "used"
    if not used and not any(c.lower_ in words("before") for c in participle.children):
        return
    earlier = below(participle, "as") or next((c for c in participle.children if c.dep_ in {"oprd", "attr"}), None)
    later = patient(participle) or (subject(participle.head) if used else None)
    if earlier is not None and later is not None:
        yield Shape("predecessor", 0, earlier, later, 0.75)


def _phrase(head: Token) -> str:
    """The words of a phrase, without article and what follows a preposition or clause."""
    words = [t for t in head.subtree if t.i <= head.i and t.dep_ not in {"det", "poss"} and t.tag_ != "POS"]
    return " ".join(t.text for t in words)
