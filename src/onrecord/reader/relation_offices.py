"""Who holds an office, where a clause tells it and not a title: appointed, followed by, under."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Token

from onrecord.model import RelationType
from onrecord.reader.relation_clauses import complement, phrase
from onrecord.reader.relation_ends import after_preposition, is_passive, is_verb, modifier, patient, possessor, subject
from onrecord.reader.relation_patterns import words
from onrecord.reader.relation_shape import Shape
from onrecord.reader.relation_slots import below, said_of, slot

_OFFICE = re.compile(
    r"president|minister|premier|leader|chief|head|chair|commander|secretary|governor|ambassador|envoy|king|speaker|"
    r"mayor|spokes|director|judge|general|successor|deputy|chancellor|pope|emir|ruler|sultan|caliph|sheikh|boss|shah|"
    r"emperor|regent|patriarch|imam|representative|prosecutor|adviser|advisor|inspector|commissioner|chancellor", re.I,
)  # fmt: skip
_HEADS = re.compile(
    r"president|leader|\bhead\b|king|queen|emir|premier|prime minister|chairman|chairwoman|chair$|ruler|sultan|caliph|"
    r"emperor|regent|chancellor|pope|secretary[ -]+general|general secretary|commander[ -]in[ -]chief|governor", re.I,
)  # fmt: skip
_PARTLY = re.compile(r"vice|deputy|assistant|foreign|interior|finance|defen[cs]e|intelligence|security", re.I)
_FOLLOWING = frozenset({"succeed", "replace", "supplant", "follow"})


def kind_of(label: str) -> RelationType:
    """Whether an office is that of the head, or another: "prime minister", "vice president"."""
    return "leadership" if _HEADS.search(label) and not _PARTLY.search(label) else "role"


def appointment(verb: Token) -> Iterator[Shape]:
    """X was named its president; the party elected X leader; X made himself chairman of Y."""
    person, office = complement(verb)
    if person is None or person is office:
        person = below(verb, "in")
    office, person = _bare(verb) if office is None or not _OFFICE.search(office.text) else (office, person)
    if person is None or office is None:
        return
    body, who = _body(office), subject(verb)
    if body is not None and body.lower_ in {"its", "their"} and who is not None and not is_passive(verb):
        body = who
    if body is None and who is not None:
        body = possessor(who) or modifier(who) or (who if who.ent_type_ in {"GPE", "ORG"} else None)
    if body is not None:
        yield Shape(kind_of(phrase(office)), 1, person, body, 0.7, phrase(office))


def _bare(verb: Token) -> tuple[Token | None, Token | None]:
    """An office without an article after a verb of choosing, and who got it: "Ana Mir elected president"."""
    office = next((c for c in verb.children if c.dep_ == "dobj" and _OFFICE.search(c.text)), None)
    if office is None or any(c.dep_ in {"det", "poss"} for c in office.children) or office.pos_ != "NOUN":
        return None, None
    return office, next((c for c in verb.children if c.dep_ == "nsubj" and c.ent_type_ == "PERSON"), None)


def succession(verb: Token) -> Iterator[Shape]:
    """X succeeded Y as president of Z: X heads it, Y no longer does."""
    new, old = subject(verb), patient(verb)
    if verb.lemma_ == "take" and any(c.lower_ == "over" for c in verb.children):
        old = below(verb, "from")
    elif verb.lemma_.lower() not in _FOLLOWING:
        return
    if new is None or old is None or new is old:
        return
    office = below(verb, "as") or _office(old) or _left(verb)
    yield from _passed(old, new, office)


def successor(noun: Token) -> Iterator[Shape]:
    """X's successor as head of Z, Y: Y heads it, X no longer does."""
    old, new = possessor(noun) or below(noun, "to"), said_of(noun)
    if noun.lower_ == "predecessor":
        old, new = new, old
    if old is not None and new is not None and old is not new:
        yield from _passed(old, new, below(noun, "as") or below(noun, "at"))


def in_place_of(noun: Token) -> Iterator[Shape]:
    """Y takes X's place, steps into his shoes."""
    old, new = possessor(noun), slot(noun, "doer")
    verb = noun.head if noun.dep_ == "dobj" else noun.head.head
    if old is not None and new is not None and verb.lemma_ in {"take", "fill", "inherit", "step", "assume"}:
        yield Shape("leadership", 1, new, old, 0.5, inherited=True)


def _passed(old: Token, new: Token, office: Token | None) -> Iterator[Shape]:
    """An office that one has from another. Where no body is told, it is that of which the other was told to be."""
    body = _body(office) if office is not None else None
    if body is None or office is None or body in (new, old) or body.pos_ == "PRON":
        yield Shape("leadership", 1, new, old, 0.5, inherited=True)
        return
    kind, label = kind_of(phrase(office)), phrase(office)
    yield Shape(kind, 1, new, body, 0.65, label)
    yield Shape(kind, 1, old, body, 0.65, label, "ended")


def _left(verb: Token) -> Token | None:
    """The office of a clause before: X resigned as president and is succeeded by Y."""
    before = verb.head if verb.dep_ == "conj" and is_verb(verb.head) else None
    office = below(before, "as") if before is not None else None
    return office if office is not None and _OFFICE.search(office.text) else None


def _office(person: Token) -> Token | None:
    """The office that stands beside a name."""
    for child in person.children:
        if child.lemma_ in {"founder", "co-founder", "general"}:
            continue
        if child.dep_ in {"appos", "compound", "nmod"} and child.pos_ != "PROPN" and _OFFICE.search(child.text):
            return child
    return None


def _body(office: Token) -> Token | None:
    return after_preposition(office, "of") or possessor(office) or modifier(office)


def under(preposition: Token) -> Iterator[Shape]:
    """The junta under General X."""
    body = preposition.head
    person = next((c for c in preposition.children if c.dep_ == "pobj"), None)
    if person is None or person.pos_ != "PROPN" or preposition.dep_ != "prep" or preposition.nbor(-1).text == ",":
        return
    if body.lemma_.lower() in words("body") and not any(c.dep_ == "det" for c in person.children):
        yield Shape("leadership", 1, person, body, 0.55)
