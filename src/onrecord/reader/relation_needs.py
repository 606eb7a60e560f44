"""What a wording asks of the words around it before it tells a tie: "held" a town, not a meeting."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

from spacy.tokens import Token

from onrecord.reader.relation_ends import after_preposition, patient, possessor, subject
from onrecord.reader.relation_misread import each_other
from onrecord.reader.relation_patterns import words

_BODIES = frozenset({"ORG", "NORP"})
_PLACES = frozenset({"GPE", "LOC", "FAC"})
_DEEPEST = 3
_CARRYING = frozenset({"prep", "prt", "advmod", "dobj"})
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


def met(trigger: Token, needs: frozenset[str]) -> bool:
    """Whether one of the needs is met: a word hangs on the trigger or on its preposition, or a tag's rule holds."""
    if not needs:
        return True
    barred, rules, above, told = _parted(needs)
    if any(_holds(word, trigger) for word in barred):
        return False
    if not rules and not above and not told:
        return True
    if any(_hangs_on(trigger, word) for word in above) or any(rule(trigger) for rule in rules):
        return True
    return bool(told) and any(_tells(child, told) for child in trigger.children)


def _tells(child: Token, told: frozenset[str]) -> bool:
    """Whether a word that hangs on the trigger is one of the words, or one hangs on it as on a preposition."""
    if child.lemma_.lower() in told or child.lower_ in told:
        return True
    kind = child.dep_
    if kind not in _CARRYING:
        return False
    if any(_measured(c).lemma_.lower() in told or c.lower_ in told for c in child.children):
        return True
    if kind != "dobj":
        return False
    return _measured(child).lemma_.lower() in told or any(c.lemma_.lower() in told for c in child.conjuncts)


@cache
def _parted(
    needs: frozenset[str],
) -> tuple[tuple[str, ...], tuple[Callable[[Token], bool], ...], tuple[str, ...], frozenset[str]]:
    """Needs as words and rules that must not be, rules, words above, and words."""
    barred = tuple(sorted(need[1:] for need in needs if need[0] == "!"))
    rules = tuple(_RULES[need] for need in sorted(needs) if need in _RULES)
    above = tuple(sorted(need[1:] for need in needs if need[0] == "^"))
    return barred, rules, above, frozenset(need for need in needs if need[0] not in "!^" and need not in _RULES)


def _holds(word: str, trigger: Token) -> bool:
    rule = _RULES.get(word)
    return rule(trigger) if rule is not None else any(c.lower_ == word for c in trigger.children)


def _measured(noun: Token) -> Token:
    """What a word of amount or kind is of: most of its weapons, millions of dollars."""
    for _ in range(_DEEPEST):
        what = after_preposition(noun, "of") if noun.lemma_.lower() in words("amount") else None
        if what is None:
            break
        noun = what
    return noun


def _hangs_on(noun: Token, word: str) -> bool:
    """Whether a noun is the object of a verb, or stands after a preposition."""
    head = noun.head
    return noun.dep_ in {"dobj", "pobj", "nsubjpass"} and word in (head.lemma_.lower(), head.lower_)


def is_body(token: Token | None) -> bool:
    """Whether a word names a body, or is a noun for one. Of a name the cast says it."""
    if token is None:
        return False
    if any(c.dep_ == "appos" and c.pos_ == "PROPN" for c in token.children):
        return True
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


def _is_party(token: Token | None) -> bool:
    """Whether a word is somebody: a name of a person or body, a pronoun of one, a noun of people."""
    if token is None:
        return False
    known = token.lemma_.lower() in words("people") or token.lemma_.lower() in words("body")
    return (
        known
        or token.ent_type_ in {"PERSON", "ORG", "NORP", "GPE", "LOC"}
        or token.lower_ in {"him", "her", "them", "us"}
    )


def _close(adjective: Token) -> bool:
    """Close to somebody, and not to somewhere or to a number."""
    near = after_preposition(adjective, "to")
    if near is None or (near.ent_type_ in _PLACES and not any(c.dep_ == "advmod" for c in adjective.children)):
        return False
    return near.ent_type_ in _BODIES | _PLACES | {"PERSON"} and _is_side(near)


def _striven_for(verb: Token) -> bool:
    """What somebody has set out to do: fights to topple, is sworn to destroy, is committed to ousting."""
    above = verb.head.head if verb.dep_ == "pcomp" else verb.head
    return verb.dep_ in {"xcomp", "pcomp", "advcl", "acl"} and above.lemma_.lower() in words("striving")


def _each(verb: Token) -> bool:
    """Done to each other, or over something without anybody else to do it to."""
    whom = patient(verb)
    if whom is not None:
        return each_other(whom)
    others = {c.lower_ for c in verb.children if c.dep_ == "prep"}
    return "over" in others and others.isdisjoint({"with", "against", "for", "alongside"}) and _ongoing(verb)


def _cuts_off(verb: Token) -> bool:
    above = verb.head if verb.dep_ in {"prep", "prt", "advmod"} else verb
    return above.lemma_.lower() in {"cut", "deprive", "strip", "starve", "wean"}


def _living_off(noun: Token) -> bool:
    return _under(noun, "off", "on", "upon", "from") and noun.head.head.lemma_.lower() in words("living")


def _is_source(noun: Token) -> bool:
    what = after_preposition(noun, "of")
    return what is not None and what.lemma_.lower() in words("given")


def _lets(verb: Token) -> bool:
    """Lets somebody have a base on its soil, or train there."""
    done = next((c for c in verb.children if c.dep_ in {"ccomp", "xcomp"} and c.i > verb.i), None)
    return done is not None and any(
        t.lower_ in words("housed") or t.lemma_.lower() in words("housed") for t in done.subtree
    )


def _ongoing(verb: Token) -> bool:
    """Told as going on: fights, is fighting, has fought since."""
    if verb.tag_ in {"VBZ", "VBP"} or (verb.tag_ == "VB" and not any(c.dep_ == "aux" for c in verb.children)):
        return True
    if verb.tag_ == "VBG":
        return verb.dep_ not in {"pcomp", "csubj", "nsubj"}
    helped = any(c.dep_ == "aux" and c.lower_ in {"has", "have", "had"} for c in verb.children)
    return helped and any(c.lower_ in {"since", "for"} for c in verb.children)


def _knowing(verb: Token) -> bool:
    return any(
        c.dep_ == "ccomp" or (c.dep_ == "dobj" and (c.lemma_.lower() in words("shared") or c.tag_ == "WP"))
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
    "@onside": lambda t: _under(t, "on", "to", "by", "at") or _object_of(t, "take", "join"),
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
    "@enjoys": lambda t: (
        not any(c.tag_ == "PRP$" for c in t.children)
        and _object_of(t, "enjoy", "have", "lose", "receive", "retain", "command", "get", "draw", "forfeit")
    ),
    "@found": lambda t: _object_of(t, "find", "take"),
    "@free": lambda t: not _object_of(t, "owe") and not any(c.lower_ in {"a", "an", "one"} for c in t.children),
    "@speaking": lambda t: t.head.lower_ == "speaking",
    "@sent": lambda t: _object_of(t, "send", "keep", "have", "maintain", "name", "appoint", "accredit"),
    "@won": lambda t: _object_of(t, "find", "have", "gain", "win", "lose", "see", "seek", "acquire"),
    "@each": _each,
    "@takes": lambda t: _object_of(t, "take", "receive", "accept", "get", "draw", "enjoy"),
    "@yearly": lambda t: _ongoing(t) and (what := patient(t)) is not None and what.ent_type_ == "MONEY",
    "@telling": lambda t: any(c.dep_ in {"xcomp", "ccomp"} for c in t.children),
    "@armed": lambda t: any(c.dep_ in {"amod", "compound", "nmod"} and c.lower_ in words("armed") for c in t.children),
    "@against": lambda t: t.head.pos_ == "NOUN",
    "@turned": lambda t: patient(t) is None and any(_is_party(after_preposition(t, word)) for word in ("on", "upon")),
    "@called": lambda t: t.dep_ in {"oprd", "attr"} and t.head.lemma_.lower() in words("calling"),
    "@cut": lambda t: _under(t, "from", "of") and _cuts_off(t.head.head),
    "@thrown": lambda t: _object_of(t, "throw", "put", "swing"),
    "@withdrawn": lambda t: _object_of(t, "withdraw", "withhold", "remove", "pull"),
    "@pay": lambda t: _under(t, "in", "on"),
    "@live": _living_off,
    "@props": lambda t: t.dep_ == "nsubj" and t.head.lemma_.lower() in words("propping"),
    "@source": _is_source,
    "@lets": _lets,
    "@embassy": lambda t: _object_of(t, "open", "reopen", "exchange", "inaugurate", "swap", "establish", "upgrade"),
    "@settled": lambda t: _object_of(
        t, "settle", "bury", "resolve", "patch", "overcome", "set", "put", "mend", "heal", "repair", "iron", "bridge"
    ),
    "@broke": lambda t: _object_of(t, "break"),
    "@parted": lambda t: _object_of(t, "part"),
    "@moved": lambda t: _object_of(t, "switch", "shift", "transfer", "move", "change"),
    "@took": lambda t: _object_of(t, "take", "turn", "raise", "bear"),
    "@striving": _striven_for,
    "@party": lambda t: _is_party(patient(t)),
    "@close": _close,
    "@over": lambda t: not _under(t, "under", "in", "into", "at"),
}
"""The needs that are no words; the head of relation_patterns.tsv says what they mean."""
