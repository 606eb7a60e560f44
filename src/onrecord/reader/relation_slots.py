"""Where the two sides of a tie stand, seen from the word that names it."""

from __future__ import annotations

from spacy.tokens import Token

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_OBJECTS = frozenset({"dobj", "obj"})
_HAVING = frozenset(
    "have maintain keep enjoy build rebuild seek restore strengthen hold forge cultivate get receive lose win gain "
    "wield exert exercise establish develop widen sever cut break retain tighten".split()
)
_STARTING = frozenset("begin start erupt flare rage escalate resume break continue".split())
_CHAIN = frozenset({"xcomp", "conj", "advcl", "acl", "pcomp"})


def slot(trigger: Token, name: str) -> Token | None:
    """The head word in a slot of the table of wordings; None where nothing stands there."""
    if name in {"subj.1", "subj.2", "subj"}:
        return subject(trigger) if trigger.pos_ in {"VERB", "AUX"} or trigger.tag_[:1] == "V" else _having(trigger)
    if name in {"between.1", "between.2"}:
        return _between(trigger, name[-1])
    plain = {"obj": patient, "is": said_of, "poss": _possessor, "mod": modifier, "taker": _taker, "before": _before,
             "after": _after, "oprd": _complement}  # fmt: skip
    if name in plain:
        return plain[name](trigger)
    return below(trigger, *name.split("."))


def subject(verb: Token, depth: int = 0) -> Token | None:
    """Who does it: the subject, or after "by" in the passive; inherited from the verb above where it has none."""
    passive = is_passive(verb)
    for child in verb.children:
        if child.dep_ == "agent":
            return next((c for c in child.children if c.dep_ == "pobj"), None)
        if not passive and child.dep_ in _SUBJECTS:
            return resolved(child)
    if passive or depth > 3:
        return None
    if verb.dep_ == "relcl" and not any(c.tag_ in {"WDT", "WP"} for c in verb.children):
        return None
    if verb.dep_ in {"acl", "relcl"} and verb.head.pos_ in {"NOUN", "PROPN", "PRON"}:
        return equated(verb.head) if verb.tag_ in {"VBG", "VBD", "VBZ", "VBP"} else None
    return subject(verb.head, depth + 1) if verb.dep_ in _CHAIN and verb.head.pos_ in {"VERB", "AUX"} else None


def equated(noun: Token) -> Token:
    """Of "whom others regard as a …", whom; the parser hangs what follows on the last noun. Any other noun itself."""
    above = noun.head
    if noun.dep_ == "pobj" and above.lower_ == "as" and above.head.pos_ == "VERB":
        return patient(above.head) or noun
    return noun


def patient(verb: Token) -> Token | None:
    """To whom it is done: the object, or the subject in the passive."""
    wanted = {"nsubjpass"} if is_passive(verb) else _OBJECTS
    found = next((c for c in verb.children if c.dep_ in wanted), None)
    if found is not None:
        return resolved(found)
    return verb.head if verb.dep_ == "acl" and verb.tag_ == "VBN" else None


def is_passive(verb: Token) -> bool:
    """Whether the verb stands in the passive, a bare participle after its noun included."""
    return any(c.dep_ in {"auxpass", "nsubjpass"} for c in verb.children) or (verb.dep_ == "acl" and verb.tag_ == "VBN")


def resolved(token: Token) -> Token:
    """What a relative pronoun stands for; any other word itself."""
    if token.tag_ not in {"WDT", "WP"}:
        return token
    for above in token.ancestors:
        if above.dep_ == "relcl":
            return above.head
    return token


def below(trigger: Token, *path: str) -> Token | None:
    """The word after a preposition on the trigger; after a second one on that word, where two are given."""
    here: Token | None = trigger
    for step in path:
        if here is None:
            return None
        here = patient(here) if step == "obj" else _after_preposition(here, step)
    return here


def _after_preposition(token: Token, word: str) -> Token | None:
    for child in token.children:
        if child.dep_ in {"prep", "dative"} and child.lower_ == word:
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    return None


def said_of(noun: Token) -> Token | None:
    """What a noun is said of: X is a …; X, a …; a …, X; the … X."""
    if noun.dep_ == "attr" and noun.head.lemma_ in {"be", "become", "remain"}:
        return subject(noun.head)
    if noun.dep_ == "appos":
        return noun.head
    if noun.dep_ in {"compound", "nmod"} and noun.head.pos_ == "PROPN" and noun.head.i > noun.i:
        return noun.head
    return next((c for c in noun.children if c.dep_ == "appos" and c.pos_ == "PROPN"), None)


def _owner(noun: Token) -> tuple[Token, ...]:
    """The words that modifiers of a noun hang on: itself, and the name that it stands before."""
    return (noun, noun.head) if noun.dep_ in {"compound", "nmod"} and noun.head.i > noun.i else (noun,)


def _possessor(noun: Token) -> Token | None:
    return next((c for w in _owner(noun) for c in w.children if c.dep_ == "poss" and c.i < noun.i), None)


def modifier(noun: Token) -> Token | None:
    """A nationality, or a name, right before a noun."""
    for word in _owner(noun):
        for child in word.children:
            known = child.ent_type_ in {"NORP", "GPE", "ORG"} or child.pos_ == "PROPN"
            if (
                child.i < noun.i
                and child.dep_ in {"amod", "compound", "nmod"}
                and known
                and child.ent_type_ != "PERSON"
            ):
                return child
    return None


def _having(noun: Token) -> Token | None:
    """Who has it: the subject of the verb whose object it is."""
    head = noun.head
    if noun.dep_ in _OBJECTS and head.lemma_ in _HAVING:
        return subject(head)
    return None


def _taker(noun: Token) -> Token | None:
    """Whom a verb above gives it to, or takes it from: "cost X much of its support"."""
    for above in noun.ancestors:
        if above.pos_ == "VERB":
            return next((c for c in above.children if c.dep_ == "dative" and c.pos_ != "ADP"), None)
    return None


def _between(noun: Token, which: str) -> Token | None:
    holders = [noun]
    if noun.dep_ in _SUBJECTS and noun.head.lemma_ in _STARTING:
        holders.append(noun.head)
    for holder in holders:
        first = _after_preposition(holder, "between")
        if first is not None:
            second = _joined(first)
            return first if which == "1" else second
    return None


def _joined(first: Token) -> Token | None:
    """The second of two; the parser may have hung it on the last word of the first."""
    for word in (first, *(t for t in first.subtree if t.i > first.i)):
        second = next((c for c in word.children if c.dep_ == "conj"), None)
        if second is not None:
            return second
    return None


def _before(word: Token) -> Token | None:
    """The name before a hyphen: Iran-backed."""
    i = word.i - 1
    if i < 1 or word.doc[i].text not in {"-", "–"}:
        return None
    return word.doc[i - 1] if word.doc[i - 1].text[0].isupper() else None


def _after(word: Token) -> Token | None:
    """What a hyphened word stands before, or is said of."""
    if word.dep_ in {"amod", "compound", "nmod"}:
        return next((c for c in word.head.children if c.dep_ == "appos" and c.pos_ == "PROPN"), word.head)
    return word.head if word.dep_ in {"acl", "appos"} else None


def _complement(verb: Token) -> Token | None:
    return next((c for c in verb.children if c.dep_ in {"oprd", "attr"}), None) or _after_preposition(verb, "as")
