"""Where the two sides of a tie stand, seen from the word that names it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from spacy.tokens import Token

from onrecord.reader.relation_ends import (
    BESIDE,
    NAMED,
    NOUNS,
    OBJECTS,
    RELATIVE,
    SUBJECTS,
    after_preposition,
    beside_its_noun,
    having,
    is_passive,
    is_verb,
    modifier,
    patient,
    possessor,
    resolved,
    subject,
)
from onrecord.reader.relation_misread import after_comma, beside_place, doer_of, named_after, named_before
from onrecord.reader.relation_patterns import words

_OF_PHRASE = frozenset({"is", "of", "from", "to"})
"""Slots that hang on the head of a phrase: a splinter group of X."""
_IN_CLAUSE = frozenset({"dobj", "obj", "pobj", "attr", "acomp", "oprd"})
"""Where a word stands to whose clause an "in" belongs as well."""
_TOLD = frozenset({"attr", "acomp", "oprd", "dobj", "advcl", "npadvmod"})
_FRONTED = frozenset({"pobj", "nsubj", "npadvmod", "attr"})
_COUNTING = frozenset({"count", "number", "include", "rank", "list", "name"})
_SOME = frozenset("one two three some several many two none all most few dozens".split())
_NAMING = frozenset({"be", "become", "remain", "stay"})


def slot(trigger: Token, name: str) -> Token | None:
    """The head word in a slot of the table of wordings; None where nothing stands there."""
    if trigger.dep_ == "compound" and trigger.head.pos_ == "NOUN" and name in _OF_PHRASE:
        trigger = trigger.head
    if "/" in name:
        found = [w for step in name.split("/") if step and (w := below(trigger, step)) is not None]
        return min(found, key=lambda w: w.i, default=None)
    if name == "of" and trigger.dep_ == "compound" and trigger.head.pos_ == "PROPN":
        return after_preposition(trigger.head, "of")
    if name == "subj":
        return subject(trigger) if is_verb(trigger) else having(trigger)
    if name in _PLAIN:
        return _PLAIN[name](trigger)
    return below(trigger, *name.split("."))


def below(trigger: Token, *path: str) -> Token | None:
    """The word after a preposition on the trigger; after a second one on that word, where two are given.

    What hangs on a light verb above, or on the preposition that carries the trigger, counts as its own: is at war with.
    """
    here: Token | None = trigger
    for step in path:
        if here is None:
            return None
        if step == "obj":
            here = patient(here)
            if here is not None and here.conjuncts and len(path) > 1 and after_preposition(here, path[1]) is None:
                here = here.conjuncts[-1]
        elif step in {"subj", "poss"}:
            here = slot(here, step)
        elif step == "where":
            here = trigger.head if any(c.lower_ == "where" for c in trigger.children) else None
        elif (
            here is trigger
            and step == "in"
            and not is_verb(trigger)
            and trigger.dep_ not in _IN_CLAUSE
            and not _lies(trigger)
        ):
            here = after_preposition(here, step)
        elif here is trigger and step != "of":
            here = next(
                (w for h in _holders(trigger) if (w := after_preposition(h, step, trigger.i)) is not None), None
            )
        else:
            here = after_preposition(here, step) or (_of_which(trigger) if here is trigger else None)
    return here


def _lies(noun: Token) -> bool:
    """Whether a noun is the subject of a verb that says where it is: its bases lie in the south."""
    return noun.dep_ == "nsubj" and noun.head.lemma_.lower() in words("being")


def _of_which(noun: Token) -> Token | None:
    """What a relative pronoun before its clause stands for: of which he was a commander."""
    for child in noun.head.children if noun.dep_ == "attr" else ():
        if child.dep_ == "prep" and child.lower_ == "of" and child.i < noun.head.i:
            return next((resolved(c) for c in child.children if c.tag_ in RELATIVE), None)
    return None


def _holders(trigger: Token) -> Iterator[Token]:
    yield trigger
    if is_verb(trigger):
        return
    head = trigger.head
    if trigger.dep_ == "conj" and head.pos_ == "NOUN":
        yield from _holders(head)
    if trigger.dep_ == "pobj":
        yield head
        if is_verb(head.head) or head.head.dep_ == "prep":
            yield head.head
        elif head.lower_ == "of" and head.head.lemma_.lower() in words("amount"):
            yield head.head
            yield from _holders(head.head)
    elif trigger.dep_ in {"dobj", "obj", "attr", "nsubj", "nsubjpass"} and is_verb(head):
        yield head


def said_of(noun: Token, depth: int = 0) -> Token | None:
    """What a noun is said of: X is a …; X, a …; a …, X; the … X; named X as …; whose … is X."""
    head = noun.head
    if noun.pos_ == "ADJ" and noun.dep_ == "amod":
        return head
    if noun.dep_ == "pobj" and head.lower_ == "of" and head.head.lower_ in _SOME and depth < 2:
        return said_of(head.head, depth + 1)
    if noun.dep_ == "pobj" and head.lower_ == "as":
        return _as(noun, head.head)
    if noun.dep_ == "pobj" and head.lower_ == "among" and is_verb(head.head):
        return _counted(head.head)
    if is_verb(head) and (noun.dep_ in _TOLD or noun.dep_ == "nsubj"):
        found = _said_by(noun, head)
        if found is not None or noun.dep_ != "nsubj":
            return found
    if noun.dep_ == "appos" or (noun.dep_ == "conj" and any(c.lower_ == "other" for c in noun.children)):
        return head
    if noun.dep_ in BESIDE and head.pos_ == "PROPN" and head.i > noun.i:
        return head
    if noun.dep_ == "dep":
        return named_after(noun)
    if head.lower_ in words("before") and is_verb(head.head) and noun.dep_ in _FRONTED:
        return next((c for c in head.head.children if c.dep_ in SUBJECTS and c.i > noun.i), None)
    return _named_beside(noun, depth)


def _said_by(noun: Token, verb: Token) -> Token | None:
    """What the verb that a noun hangs on says it of."""
    if noun.dep_ in {"attr", "acomp"} and verb.lemma_ in _NAMING:
        return subject(verb)
    if noun.dep_ == "nsubj":
        doer = doer_of(verb)
        if doer is not None and doer.i > noun.i and all(t.dep_ != "cc" for t in noun.doc[noun.i : doer.i]):
            return doer
        named = (c for c in verb.children if c.dep_ == "attr" and c.pos_ == "PROPN")
        return next(named, None) if verb.lemma_ in {"be", "remain"} else None
    if noun.dep_ == "dobj":
        return patient(verb) if verb.lower_ in {"sworn", "turned", "made"} and is_passive(verb) else _named_beside(noun)
    if noun.dep_ in {"oprd", "attr"}:
        first = next((c for c in verb.children if c.dep_ == "oprd" and verb.i < c.i < noun.i), None)
        return first or patient(verb) or (subject(verb) if not is_passive(verb) else None)
    if noun.i < verb.i:
        return next((c for c in verb.children if c.dep_ in SUBJECTS and c.i > noun.i), None)
    return _named_beside(noun)


def _named_beside(noun: Token, depth: int = 0) -> Token | None:
    """The name that stands with a noun: its ally, X; its ally in the Gulf, X; X and Y, old allies."""
    if noun.tag_ == "NNS" and (before := named_before(noun)) is not None:
        return before
    beside = next((c for c in noun.children if c.dep_ == "appos" and c.pos_ == "PROPN"), None)
    beside = beside or beside_place(noun) or after_comma(noun) or _person_after(noun) or _known_by(noun)
    if beside is None and noun.dep_ == "conj" and noun.head.pos_ == "NOUN" and depth < 2:
        return said_of(noun.head, depth + 1)
    return beside


def _counted(verb: Token) -> Token | None:
    """Whom somebody counts among them."""
    return patient(verb) if verb.lemma_.lower() in _COUNTING else None


def _as(noun: Token, above: Token) -> Token | None:
    """Who does, or is done, something "as a …": of "took office as", whoever took it; of "with X as its head", X.

    Of "as a …, X did", X; of "looked to X as", X.
    """
    if not is_verb(above):
        verb = above.head.head if above.dep_ == "pobj" else above.head
        if above.pos_ == "PROPN":
            return above
        if above.lemma_.lower() in words("installing"):
            return possessor(above) or after_preposition(above, "of")
        return subject(verb) if is_verb(verb) and above.pos_ == "NOUN" else None
    doer = subject(above)
    if doer is not None and noun.i < doer.i < above.i:
        return doer
    if above.lemma_ in {"look", "turn", "refer"}:
        return after_preposition(above, "to") or after_preposition(above, "on")
    whom = patient(above) or next((c for c in above.children if c.dep_ == "oprd" and c.pos_ == "PROPN"), None)
    if whom is not None and whom.pos_ == "NOUN" and whom.lemma_.lower() not in words("people") | words("body"):
        return doer or whom
    return whom or doer


def _known_by(noun: Token) -> Token | None:
    """The name that somebody goes by: a cadre known as Comrade Alberto."""
    for child in noun.children:
        if (
            child.dep_ == "acl"
            and child.tag_ == "VBN"
            and child.lemma_ in {"know", "call", "name", "identify", "nickname", "dub"}
        ):
            name = after_preposition(child, "as") or next((c for c in child.children if c.dep_ == "oprd"), None)
            return name if name is not None and name.pos_ == "PROPN" else None
    return None


def _person_after(noun: Token) -> Token | None:
    """The person named between commas after a noun and what it is of: the head of X, Ana Mir, …

    The parser may hang the name on X, or on something before the noun.
    """
    doc, i = noun.doc, noun.i + 1
    end = noun.sent.end
    while i < end and (doc[i].dep_ in {"prep", "pobj", "det", "compound", "amod", "poss", "case", "nmod"}):
        if doc[i].dep_ == "prep" and doc[i].lower_ not in {"of", "in", "for", "to", "at", "on"}:
            return None
        i += 1
    if i == noun.i + 1 or i + 1 >= end or doc[i].text != ",":
        return None
    first = last = i + 1
    while last < end and (doc[last].pos_ == "PROPN" or doc[last].text == "-"):
        last += 1
    if last == first or last >= end or doc[last].text not in {",", ".", ";"}:
        return None
    name = doc[last - 1]
    return name if name.ent_type_ == "PERSON" and name.dep_ in {"appos", "conj"} else None


def _taker(noun: Token) -> Token | None:
    """Whom a verb above gives it to, or takes it from: "cost X much of its support"."""
    if noun.dep_ == "nsubj" and is_verb(noun.head):
        return patient(noun.head)
    for above in noun.ancestors:
        if above.pos_ == "VERB":
            return patient(above) if noun.dep_ == "dobj" and is_passive(above) else _gift(above)
    return None


def _doer(noun: Token) -> Token | None:
    """Who does what the verb above says: fights in the ranks of, dances to the tune of."""
    verb = next((above for above in noun.ancestors if is_verb(above)), None)
    if verb is None or noun.dep_ not in {*OBJECTS, "pobj", "conj"}:
        return None
    return (patient(verb) if is_passive(verb) else None) or subject(verb)


def _gift(verb: Token) -> Token | None:
    """Whom something is given to: gave X money; gave money to X."""
    plain = next((c for c in verb.children if c.dep_ == "dative" and c.pos_ != "ADP"), None)
    if plain is not None:
        return resolved(plain)
    given = next((c for c in verb.children if c.dep_ in OBJECTS), None)
    inner = next((c for c in given.children if c.dep_ == "compound" and c.ent_type_ in NAMED), None) if given else None
    return inner or after_preposition(verb, "to") or after_preposition(verb, "for") or after_preposition(verb, "into")


def _before(word: Token) -> Token | None:
    """The name before a hyphen: Iran-backed."""
    i = word.i - 1
    if i < 1 or word.doc[i].text not in {"-", "–"}:
        return None
    name = word.doc[i - 1]
    return name if name.text[0].isupper() or name.lower_ in words("people") else None


def _next(word: Token) -> Token | None:
    """The name after a hyphen: pro-Iranian."""
    if word.i + 2 >= len(word.doc) or word.doc[word.i + 1].text not in {"-", "–"}:
        return None
    return word.doc[word.i + 2] if word.doc[word.i + 2].text[0].isupper() else None


def _after(word: Token) -> Token | None:
    """What a hyphened word stands before, or is said of."""
    if word.dep_ in {"amod", "compound", "nmod", "npadvmod"}:
        head = word.head if word.head.pos_ in NOUNS or word.head.dep_ in SUBJECTS else word.head.head
        if head.dep_ == "appos" and head.pos_ == "NOUN" and head.head.pos_ == "PROPN":
            return head.head
        if head.lemma_.lower() in words("place"):
            return after_preposition(head, "of") or head
        return said_of(head) or head if head.pos_ == "NOUN" else head
    if word.dep_ in {"acomp", "attr"} and word.head.lemma_ in _NAMING:
        return subject(word.head)
    return word.head if word.dep_ in {"acl", "appos"} else None


def _complement(verb: Token) -> Token | None:
    told = next((c for c in verb.children if c.dep_ in {"oprd", "attr"}), None) or after_preposition(verb, "as")
    if told is None and beside_its_noun(verb) is not None:
        return next((c for c in verb.children if c.dep_ in OBJECTS), None)
    return told


def together(trigger: Token) -> Iterator[Token]:
    """The heads of the phrases that may name both sides at once: between A and B; A and B's; A and B are …."""
    for holder in _holders(trigger):
        for word in ("between", "among"):
            found = after_preposition(holder, word)
            if found is not None:
                yield found
    if is_verb(trigger):
        one = subject(trigger) or patient(trigger)
        if one is not None:
            yield one
        yield from (c for c in trigger.children if c.dep_ == "nsubj" and c is not one)
        whom = patient(trigger)
        if whom is not None and whom != one:
            yield whom
        return
    if trigger.dep_ == "nsubj" and trigger.head.lemma_.lower() in words("parting"):
        whom = patient(trigger.head)
        if whom is not None:
            yield whom
    for name in ("of", "poss", "subj", "is"):
        found = slot(trigger, name)
        if found is not None:
            if trigger.dep_ == "appos" and trigger.tag_ == "NNS" and found.dep_ == "conj":
                found = found.head
            yield found
            within = after_preposition(found, "between")
            if within is not None:
                yield within


def again(head: Token) -> Token | None:
    """The noun after a preposition that is said again: by X and by Y."""
    if head.dep_ != "pobj":
        return None
    said = head.head
    for holder in (said, said.head, *(c for c in said.head.children if c.dep_ == "prep" and c.i > said.i)):
        for other in holder.children:
            repeated = holder == said or other.lower_ == said.lower_
            if other.dep_ == "conj" and other.pos_ == "ADP" and repeated:
                return next((resolved(c) for c in other.children if c.dep_ == "pobj"), None)
    return None


def joined(first: Token) -> Token | None:
    """The second of two; the parser may have hung it on the last word of the first."""
    for word in (first, *(t for t in first.subtree if t.i > first.i)):
        second = next((c for c in word.children if c.dep_ == "conj"), None)
        if second is not None:
            return second
    return None


def hyphened_pair(noun: Token) -> tuple[Token, Token] | None:
    """The two names before a noun with a hyphen between them: the Iran-Iraq war."""
    doc, i = noun.doc, noun.i
    while i > 0 and doc[i - 1].dep_ in {"amod", "compound"} and doc[i - 1].text[0].islower():
        i -= 1
    if i < 3 or doc[i - 2].text not in {"-", "–"}:
        return None
    one, other = doc[i - 3], doc[i - 1]
    return (one, other) if one.text[0].isupper() and other.text[0].isupper() and other.head is not one else None


_PLAIN: dict[str, Callable[[Token], Token | None]] = {
    "obj": patient, "is": said_of, "poss": possessor, "mod": modifier, "taker": _taker, "before": _before,
    "after": _after, "next": _next, "oprd": _complement, "for": _gift, "doer": _doer,
}  # fmt: skip
"""Slots that are not a preposition."""
