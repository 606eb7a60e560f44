"""Which words of a report tell of an event: the lexicon laid over the parse."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Span as DocSpan
from spacy.tokens import Token

from onrecord.knowledge.events import CLAUSE, NONE, SOMEONE, Lexicon, Meaning, NounEntry, VerbEntry, lexicon
from onrecord.reader.clause import children, is_passive, is_verb, lemma, patients, with_conjuncts
from onrecord.reader.parse import Parsed

Shape = Literal["verb", "light", "noun", "adjective"]
PARTICLE_DEPS = frozenset(
    {"prt", "prep", "advmod", "dative", "acomp", "oprd", "agent", "advcl", "xcomp", "ccomp", "npadvmod"}
)
PEOPLE_ENTS = frozenset({"PERSON", "ORG", "GPE", "NORP", "LOC", "FAC"})
MUST = frozenset({"must", "should"})
SAYING = frozenset(
    {"say", "tell", "announce", "declare", "insist", "reiterate", "add", "stress", "state", "demand", "repeat"}
)
LONGEST = 9
"""Words between a light verb and its noun beyond which the trigger is the verb alone."""


@dataclass(frozen=True, slots=True)
class Trigger:
    """Words that tell of an event.

    Attributes:
        token: the word that means it. verb: the verb that its subject hangs on, if there is one.
        noun: the noun whose phrase may name the sides, if there is one. first, last: of the trigger's words.
        to: see VerbEntry. of: see NounEntry. shape: verb; light (verb and noun); noun; adjective.
        suffered: the subject is the one acted upon ("suffered an attack").
        narrow: the row asks for an object, which is there ("reach a deal", not "reach").
    """

    token: Token
    meaning: Meaning
    shape: Shape
    first: Token
    last: Token
    verb: Token | None = None
    noun: Token | None = None
    to: tuple[str, ...] | None = None
    of: str = ""
    suffered: bool = False
    narrow: bool = False


def find(parsed: Parsed) -> list[Trigger]:
    """The triggers of a report, in text order, one a word."""
    words = lexicon()
    found: list[Trigger] = []
    for sentence in parsed.heads:
        if is_sport(sentence, words):
            continue
        found += _in_sentence(sentence, words)
    return found


def _is_attribute(token: Token) -> bool:
    """Whether a participle stands as an adjective where the parse says otherwise ("regard as occupied land")."""
    return token.tag_ in ("VBN", "VBD") and token.i > 0 and token.nbor(-1).lower_ in ("as", "the", "a", "an")


def is_sport(sentence: DocSpan, words: Lexicon) -> bool:
    """Whether a sentence tells of sport or markets, whose words of war tell of none."""
    return sum(token.lower_ in words.stop for token in sentence) >= 2


def _in_sentence(sentence: DocSpan, words: Lexicon) -> list[Trigger]:
    found: list[Trigger] = []
    used: set[int] = set()
    for token in sentence:
        trigger = None
        if is_verb(token) or (token.tag_.startswith("VB") and token.pos_ != "AUX"):
            if (
                token.dep_ not in ("amod", "compound")
                and not _is_attribute(token)
                and lemma(token, words.verbs) in words.verbs
            ):
                trigger = _verb(token, words)
        elif token.lower_ in MUST and token.tag_ == "MD":
            trigger = _must(token)
        elif token.pos_ == "ADJ" and token.lower_ in words.adjectives:
            trigger = _adjective(token, words)
        if trigger:
            found.append(trigger)
            used.update(t.i for t in (trigger.token, trigger.noun) if t is not None)
    for token in sentence:
        if token.pos_ == "NOUN" and token.i not in used and token.lemma_.lower() in words.nouns:
            trigger = _noun(token, words)
            if trigger and (trigger.verb is None or trigger.verb.i not in used):
                found.append(trigger)
    return sorted(found, key=lambda t: t.token.i)


def is_someone(token: Token, words: Lexicon) -> bool:
    """Whether a noun is of those that act: a name, a pronoun, or a word for people and bodies."""
    return (
        token.pos_ == "PROPN"
        or token.ent_type_ in PEOPLE_ENTS
        or token.lemma_.lower() in words.classes["actors"]
        or token.lower_ in words.classes["actors"]
    )


def _forms(token: Token, words: Lexicon) -> set[str]:
    """A noun as a class may name it: lemma, form, and each with the word before it."""
    forms = {token.lemma_.lower(), token.lower_}
    for child in token.children:
        if child.dep_ in ("compound", "amod"):
            forms |= {f"{child.lower_} {form}" for form in (token.lemma_.lower(), token.lower_)}
            if child.dep_ == "compound":
                forms.add(child.lower_)
    if token.lemma_.lower() in words.classes["quantities"] or token.pos_ == "NUM":
        forms |= {p.lemma_.lower() for of in children(token, "prep") for p in children(of, "pobj")}
    return forms


def _verb(token: Token, words: Lexicon) -> Trigger | None:
    objects = [o for p in patients(token) for o in with_conjuncts(p)]
    hung: dict[str, list[Token]] = {}
    for child in token.children:
        if child.dep_ in PARTICLE_DEPS:
            hung.setdefault(child.lower_, []).append(child)
    for entry in words.verbs[lemma(token, words.verbs)]:
        for particle in [c for p in entry.particles for c in hung.get(p, ())] if entry.particles else [None]:
            held, thing = _holds(entry, token, particle, objects, words)
            if held:
                return _verb_trigger(token, entry, particle, thing)
    return None


def _holds(
    entry: VerbEntry, verb: Token, particle: Token | None, objects: list[Token], words: Lexicon
) -> tuple[bool, Token | None]:
    """Whether what a row asks of the object is there, and the object that it named."""
    if not entry.objects and not entry.demands:
        return True, None
    seen = objects
    if particle is not None and particle.dep_ != "prt":
        inner = [o for p in children(particle, "pobj") for o in with_conjuncts(p)]
        seen = inner or objects
    for thing in seen:
        if entry.objects & _forms(thing, words):
            return True, thing
    if SOMEONE in entry.demands:
        for thing in seen:
            if is_someone(thing, words):
                return True, None
    clauses = [c for c in children(verb, "xcomp", "ccomp") if _is_infinitive(c)]
    if CLAUSE in entry.demands and (clauses or (children(verb, "advcl") and particle is not None)):
        return True, None
    if NONE in entry.demands and not objects and not children(verb, "xcomp", "ccomp") and not is_passive(verb):
        return True, None
    return False, None


def _is_infinitive(clause: Token) -> bool:
    marks = {c.lower_ if c.tag_ != "MD" else "MD" for c in clause.children if c.dep_ == "aux"}
    return "to" in marks or (clause.tag_ == "VB" and not marks)


def _verb_trigger(verb: Token, entry: VerbEntry, particle: Token | None, thing: Token | None) -> Trigger:
    part = thing if thing is not None and entry.to is not None and "obj" not in entry.to else None
    marks = [verb, *(t for t in (particle, part) if t is not None and abs(t.i - verb.i) <= LONGEST)]
    if part is None and particle is not None and thing is not None and abs(thing.i - verb.i) <= LONGEST:
        marks.append(thing)
    return Trigger(
        verb,
        entry.meaning,
        "light" if part is not None else "verb",
        min(marks, key=lambda t: t.i),
        max(marks, key=lambda t: t.i),
        verb,
        part,
        entry.to,
        narrow=thing is not None,
    )


def _must(token: Token) -> Trigger | None:
    """What a voice says that another must do is a request: "said on Tuesday that the two states must reach a deal"."""
    verb = token.head
    said = verb.head
    if verb.dep_ != "ccomp" or said.lemma_ not in SAYING or any(c.dep_ == "neg" for c in said.children):
        return None
    subject = next(iter(children(verb, "nsubj", "nsubjpass")), None)
    if subject is None or subject.pos_ not in ("NOUN", "PROPN") or not is_someone(subject, lexicon()):
        return None
    return Trigger(token, Meaning("REQUEST", "change", "104", "rule must"), "verb", token, token, said, None, ())


def _adjective(token: Token, words: Lexicon) -> Trigger | None:
    copula = token.head
    if token.dep_ not in ("acomp", "attr", "oprd", "conj") or copula.lemma_ not in ("be", "become", "remain", "seem"):
        return None
    for entry in words.adjectives[token.lower_]:
        last = token
        if entry.follows == "to":
            if not children(token, "xcomp", "prep", "ccomp") and not children(copula, "xcomp"):
                continue
        elif entry.follows:
            follows = [c for c in token.children if c.lower_ == entry.follows]
            if not follows:
                continue
            last = follows[0]
        return Trigger(token, entry.meaning, "adjective", copula, last, copula, None, (entry.to,) if entry.to else ())
    return None


def _noun(token: Token, words: Lexicon) -> Trigger | None:
    if token.dep_ in ("compound", "amod", "nmod", "npadvmod") or token.ent_type_ in (
        "PERSON",
        "ORG",
        "WORK_OF_ART",
        "LAW",
    ):
        return None
    before = {c.lower_ for c in token.lefts if c.dep_ in ("compound", "amod", "nmod", "poss")}
    before |= {g.lower_ for c in token.lefts for g in c.children if c.dep_ in ("compound", "amod", "nmod")}
    for entry in words.nouns[token.lemma_.lower()]:
        if not entry.modifiers or entry.modifiers & before:
            return _noun_trigger(token, entry, entry.modifiers & before, words)
    return None


def _noun_trigger(
    token: Token, entry: NounEntry, modifiers: frozenset[str] | set[str], words: Lexicon
) -> Trigger | None:
    top = token
    while top.dep_ == "conj" and top.head.pos_ == "NOUN":
        top = top.head
    if top.dep_ == "pobj" and top.head.lower_ == "of" and top.head.head.lemma_ in words.classes["quantities"]:
        top = top.head.head
    verb, suffered = _light_verb(top, words)
    if verb is None and not entry.alone:
        return None
    first = next((t for t in token.lefts if t.lower_ in modifiers), token)
    shape: Shape = "noun"
    if verb is not None:
        shape = "light"
        if verb.i < token.i <= verb.i + LONGEST:
            first = verb
    return Trigger(token, entry.meaning, shape, first, token, verb, token, None, entry.of, suffered)


def _light_verb(noun: Token, words: Lexicon) -> tuple[Token | None, bool]:
    """The light verb that carries a noun ("launched an attack", "talks were held"), and whether it is suffered."""
    verb = noun.head
    if noun.dep_ == "pobj" and verb.lower_ in ("in", "under", "out") and is_verb(verb.head):
        if (verb.head.lemma_, verb.lower_) in {("engage", "in"), ("take", "in"), ("come", "under")}:
            return verb.head, verb.lower_ == "under"
        return None, False
    if noun.dep_ in ("dobj", "nsubjpass") and is_verb(verb):
        if lemma(verb, words.classes["light"]) in words.classes["light"]:
            return verb, False
        if verb.lemma_ in words.classes["suffered"]:
            return verb, True
    for clause in noun.children:
        if (
            clause.dep_ == "acl"
            and clause.tag_ == "VBN"
            and lemma(clause, words.classes["light"]) in words.classes["light"]
        ):
            return clause, False
    return None, False
