"""Ties whose wording is a shape and not a word: which word starts which, and what somebody is designated as."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Token

from onrecord.reader.relation_clauses import complement, phrase
from onrecord.reader.relation_ends import after_preposition, is_verb, modifier, patient, possessor, resolved, subject
from onrecord.reader.relation_needs import is_body, is_place
from onrecord.reader.relation_offices import appointment, in_place_of, succession, successor, under
from onrecord.reader.relation_patterns import words
from onrecord.reader.relation_renaming import former_name, formerly, known_as, merged, renamed, with_old_name
from onrecord.reader.relation_shape import Shape
from onrecord.reader.relation_slots import below

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
_HOLDING = frozenset({"include", "contain", "name", "comprise", "hold", "feature"})
_RECOGNISING = frozenset({"recognise", "recognize", "acknowledge", "accept"})
_ALONE = frozenset("recognise recognize outlaw ban blacklist proscribe delist designate".split())


def shapes(verb: Token) -> Iterator[Shape]:
    """The ties of a clause, from its verb."""
    lemma = verb.lemma_.lower()
    if lemma in words("designating"):
        yield from _designation(verb)
    if lemma in words("appointing"):
        yield from appointment(verb)
    if lemma in words("following"):
        yield from succession(verb)
    if lemma == "be":
        yield from former_name(verb)
        yield from _in_the_eyes_of(verb)
        yield from _owned(verb)
    if lemma in words("renaming"):
        yield from renamed(verb)
    if lemma in words("merging"):
        yield from merged(verb)
    if verb.lower_ in {"known", "called", "named"}:
        yield from known_as(verb)
    if verb.lower_ == "renamed":
        yield from with_old_name(verb)


def word_shapes(token: Token) -> Iterator[Shape]:
    """The ties that start from another word than a verb."""
    if token.lemma_ in words("list"):
        yield from _listed(token)
    elif token.lemma_ in {"successor", "predecessor"}:
        yield from successor(token)
    elif token.lower_ in {"place", "shoes", "mantle"}:
        yield from in_place_of(token)
    elif token.lower_ in {"former", "erstwhile"}:
        yield from with_old_name(token)
    elif token.lower_ == "under":
        yield from under(token)
    elif token.lower_ in words("before"):
        yield from formerly(token)


def _designation(verb: Token) -> Iterator[Shape]:
    who = subject(verb)
    whom, status = complement(verb)
    if whom is not None and whom.lemma_ in {"independence", "sovereignty", "statehood"}:
        whom = after_preposition(whom, "of") or possessor(whom) or whom
    if who is None and status is not None:
        who = below(status, "by")
    if who is None or whom is None:
        return
    lemma = verb.lemma_.lower()
    if status is None or status.i == whom.i:
        if lemma in _ALONE and not _thing(whom):
            yield Shape("designation", 0 if lemma in _RECOGNISING else -1, who, whom, 0.55)
        return
    told = phrase(status)
    if _STATUS.search(told) or (lemma in _RECOGNISING and status.pos_ in {"NOUN", "PROPN"}):
        yield Shape("designation", 0 if _FRIENDLY.search(told) else -1, who, whom, 0.75, told)


def _in_the_eyes_of(verb: Token) -> Iterator[Shape]:
    """For X, Y is a terrorist group."""
    whom = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    status = next((c for c in verb.children if c.dep_ == "attr"), None)
    if whom is None or status is None or not _STATUS.search(phrase(status)):
        return
    eyes = next((found for word in (verb, status) if (found := after_preposition(word, "in")) is not None), None)
    if eyes is not None and eyes.lemma_ in {"eye", "view", "book"}:
        who = after_preposition(eyes, "of") or possessor(eyes)
        if who is not None:
            yield Shape("designation", -1, who, whom, 0.55, phrase(status))
    for child in verb.children:
        who = next((c for c in child.children if c.dep_ == "pobj"), None)
        if who is not None and child.dep_ == "prep" and child.lower_ in {"for", "to"} and child.i < whom.i:
            yield Shape("designation", -1, resolved(who), whom, 0.55, phrase(status))


def _owned(verb: Token) -> Iterator[Shape]:
    """The town is X's again; the port is X once more."""
    again = {c.lower_ for c in verb.children} & {"again", "now", "more", "once"}
    place = next((c for c in verb.children if c.dep_ == "nsubj" and c.pos_ in {"PROPN", "NOUN"}), None)
    if place is None or not (again or is_place(place)):
        return
    for child in verb.children:
        owned = child.dep_ in {"attr", "acomp"} and child.i + 1 < len(child.doc) and child.nbor(1).tag_ == "POS"
        people = child.dep_ == "acomp" and child.ent_type_ == "NORP" and again != {"now"}
        if (owned and (child.pos_ == "PROPN" or is_body(child))) or people:
            yield Shape("control", 0, child, place, 0.5, None, "restored" if again - {"now"} else "holds")


def _thing(word: Token) -> bool:
    if any(c.dep_ == "appos" and c.pos_ == "PROPN" for c in word.children):
        return False
    return (
        word.pos_ == "NOUN" and word.lemma_.lower() not in words("body") and word.lemma_.lower() not in words("people")
    )


def _listed(noun: Token) -> Iterator[Shape]:
    """Put X on its list of …; X is off the American list of …."""
    what = below(noun, "of") or noun
    if noun.dep_ == "nsubj" and noun.head.lemma_.lower() in _HOLDING and _STATUS.search(phrase(what)):
        who, whom = possessor(noun) or modifier(noun), patient(noun.head)
        if who is not None and whom is not None:
            yield Shape("designation", -1, who, whom, 0.6, phrase(what))
        return
    if noun.dep_ != "pobj" or not (_STATUS.search(phrase(what)) or noun.lemma_ == "blacklist"):
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
            "designation", -1, who, whom, 0.7, phrase(what) if what is not noun else None, "ended" if gone else None
        )
