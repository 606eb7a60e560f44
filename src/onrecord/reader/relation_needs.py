"""What a wording asks of the words around it before it tells a tie: "held" a town, not a meeting."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from spacy.tokens import Token

from onrecord.reader.relation_patterns import words
from onrecord.reader.relation_slots import after_preposition, patient, possessor, subject

_BODIES = frozenset({"ORG", "NORP"})
_PLACES = frozenset({"GPE", "LOC", "FAC"})
_MOVING = frozenset(
    "leader leadership chief bureau command government parliament assembly cabinet politburo secretariat movement "
    "organisation organization council congress party".split()
)
"""Who takes the seat of a body along: where they move to, it has its seat."""
_ASHES = frozenset(
    "ash ashes ruin ruins remnant rank remains ember wreckage rump debris collapse merger union fusion".split()
)
_SEATS = frozenset("secretariat headquarters headquarter leadership politburo command bureau seat capital".split())
_PARTS = frozenset(
    "most much all rest half third quarter tenth fifth part swathe swath stretch chunk slice pocket tract".split()
)
_SERVED = frozenset("cabinet government council politburo junta ministry secretariat administration embassy".split())
_OUT = frozenset({"out", "free", "independent"})
_KNOWN = frozenset("government power intelligence information data expertise cabinet command office base".split())


def met(trigger: Token, needs: frozenset[str]) -> bool:
    """Whether one of the needs is met: a word hangs on the trigger or on its preposition, or a tag's rule holds."""
    if not needs:
        return True
    if any(c.lower_ == need[1:] for need in needs if need[0] == "!" for c in trigger.children):
        return False
    if all(need[0] == "!" for need in needs):
        return True
    if any(need[0] == "^" and _hangs_on(trigger, need[1:]) for need in needs):
        return True
    for need in needs:
        rule = _RULES.get(need)
        if rule is not None and rule(trigger):
            return True
    for child in trigger.children:
        if child.lemma_.lower() in needs or child.lower_ in needs:
            return True
        within = child.dep_ in {"prep", "prt", "advmod", "dobj"}
        if within and any(c.lemma_.lower() in needs or c.lower_ in needs for c in child.children):
            return True
        if child.dep_ == "dobj" and any(c.lemma_.lower() in needs for c in child.conjuncts):
            return True
    return False


def _hangs_on(noun: Token, word: str) -> bool:
    """Whether a noun is the object of a verb, or stands after a preposition."""
    head = noun.head
    return noun.dep_ in {"dobj", "pobj", "nsubjpass"} and word in (head.lemma_.lower(), head.lower_)


def is_body(token: Token | None) -> bool:
    """Whether a word names a body, or is a noun for one. Of a name the cast says it."""
    if token is None:
        return False
    return token.pos_ == "PROPN" or token.ent_type_ in _BODIES or token.lemma_.lower() in words("body")


def is_place(token: Token | None) -> bool:
    """Whether a word names a place, or is a noun for one that can be held. Of a name the cast says it."""
    if token is None:
        return False
    if token.lemma_.lower() in _PARTS:
        whole = after_preposition(token, "of")
        return whole is not None and is_place(whole)
    if token.lower_ == "it":
        return True
    if token.tag_ == "NNPS" and token.ent_type_ == "NORP":
        return False
    named = token.pos_ == "NOUN" and token.text[0].isupper() and (not token.is_sent_start or token.ent_type_)
    if token.pos_ == "PROPN" or named:
        return True
    return token.lemma_.lower() in words("place") or token.ent_type_ in _PLACES


def is_crowd(token: Token) -> bool:
    """Whether a word is a noun for people who act together."""
    return token.lemma_.lower() in words("people")


def _is_side(token: Token | None) -> bool:
    if token is None:
        return False
    return token.pos_ in {"PROPN", "PRON"} or is_body(token) or token.lemma_.lower() in words("people")


def _is_person(token: Token | None) -> bool:
    return token is not None and (token.ent_type_ == "PERSON" or token.tag_ == "PRP")


def _heads(token: Token | None) -> bool:
    if token is not None and token.lemma_.lower() in {"remnant", "rest", "part", "remains", "bulk"}:
        token = after_preposition(token, "of")
    return token is not None and token.lemma_.lower() in _MOVING


def _no_place(token: Token | None) -> bool:
    return (token is not None and (token.lemma_.lower() in words("body") or token.ent_type_ in _BODIES)) or (
        token is not None and token.pos_ == "PROPN" and token.ent_type_ not in _PLACES
    )


def _ongoing(verb: Token) -> bool:
    """Told as going on: is fighting, has fought since."""
    if verb.tag_ == "VBG":
        return verb.dep_ not in {"pcomp", "csubj", "nsubj"}
    helped = any(c.dep_ == "aux" and c.lower_ in {"has", "have", "had"} for c in verb.children)
    return helped and any(c.lower_ in {"since", "for"} for c in verb.children)


def _knowing(verb: Token) -> bool:
    return any(
        c.dep_ == "ccomp" or (c.dep_ == "dobj" and (c.lemma_.lower() in _KNOWN or c.tag_ == "WP"))
        for c in verb.children
    )


def _under(noun: Token, *prepositions: str) -> bool:
    return noun.dep_ == "pobj" and noun.head.lower_ in prepositions


def _object_of(noun: Token, *verbs: str) -> bool:
    return noun.dep_ == "dobj" and noun.head.lemma_.lower() in verbs


def _under_of(verb: Token) -> Iterator[Token]:
    """The nouns after "from", "of" and "out of" on a verb."""
    for word in ("from", "of"):
        noun = after_preposition(verb, word)
        if noun is not None:
            yield noun


def _the(noun: Token) -> bool:
    """Whether the noun has an article: in the grip of X, but in control of X."""
    return any(c.dep_ == "det" for c in noun.children)


_RULES: dict[str, Callable[[Token], bool]] = {
    "@group": lambda t: is_body(patient(t)),
    "@place": lambda t: is_place(patient(t)),
    "@subject": lambda t: is_place(subject(t)),
    "@side": lambda t: _is_side(patient(t)) if t.pos_ == "VERB" else True,
    "@body": lambda t: is_body(subject(t)),
    "@heads": lambda t: _heads(subject(t)),
    "@person": lambda t: _is_person(subject(t)),
    "@from": lambda t: _no_place(after_preposition(t, "from")),
    "@ongoing": _ongoing,
    "@know": _knowing,
    "@onside": lambda t: _under(t, "on", "to", "by") or _object_of(t, "take", "join"),
    "@at": lambda t: _under(t, "at"),
    "@for": lambda t: _under(t, "for"),
    "@power": lambda t: _under(t, "in", "to", "into", "on") or _object_of(t, "take", "seize", "assume", "hold", "grab"),
    "@joined": lambda t: _object_of(t, "join", "combine", "unite"),
    "@made": lambda t: _object_of(t, "make", "bury"),
    "@realm": lambda t: (s := subject(t)) is not None and (s.lemma_.lower() in words("place") or s.ent_type_ == "LOC"),
    "@land": lambda t: is_place(subject(t)),
    "@hands": lambda t: _under(t, "in", "into"),
    "@under": lambda t: _under(t, "under"),
    "@in": lambda t: (
        (_under(t, "in", "at") and not _the(t)) or _object_of(t, "take", "assume", "seize", "gain", "regain", "retake")
    ),
    "@inthe": lambda t: _under(t, "in", "into") and _the(t),
    "@outside": lambda t: _under(t, "outside", "beyond") or (_under(t, "of") and t.head.head.lower_ in _OUT),
    "@bodily": lambda t: _no_place(after_preposition(t, "into")),
    "@serving": lambda t: any(
        (n := after_preposition(t, word)) is not None and n.lemma_.lower() in _SERVED for word in ("in", "on")
    ),
    "@ashes": lambda t: any(c.lemma_.lower() in _ASHES for c in _under_of(t)),
    "@seized": lambda t: is_place(patient(t)) and not any(c.dep_ == "prep" for c in t.children),
    "@landed": lambda t: is_place(after_preposition(t, "of")) or is_place(possessor(t)),
    "@towards": lambda t: is_place(after_preposition(t, "to")),
    "@seat": lambda t: (s := subject(t)) is not None and s.lemma_.lower() in _SEATS,
    "@to": lambda t: _is_side(after_preposition(t, "to")),
    "@flow": lambda t: not any(c.lower_ in {"a", "an", "one"} for c in t.children),
    "@recall": lambda t: _object_of(t, "recall", "withdraw", "expel"),
    "@over": lambda t: not _under(t, "under", "in", "into", "at"),
}
"""The needs that are no words; the head of relation_patterns.tsv says what they mean."""
