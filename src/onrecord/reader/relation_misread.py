"""Words that the parser took for others or hung on the wrong one, found by where they stand."""

from __future__ import annotations

from spacy.tokens import Token

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_BESIDE = frozenset({"compound", "nmod"})
_BLAMING = frozenset({"of", "for", "from"})


def is_gerund(token: Token) -> bool:
    """Whether a word that the parser takes for a noun is what somebody is accused of: of training rebels."""
    noun = token.head
    return (
        token.dep_ == "compound"
        and token.lower_[-3:] == "ing"
        and token.pos_ == "NOUN"
        and noun.dep_ == "pobj"
        and noun.left_edge == token
        and noun.head.lower_ in _BLAMING
        and noun.head.head.pos_ == "VERB"
    )


def is_misread(token: Token) -> bool:
    """Whether a verb was taken for a noun: rebels whom X support; X trains and arms the rebels."""
    if token.pos_ != "NOUN":
        return False
    if token.dep_ == "relcl":
        return True
    if token.dep_ == "conj":
        return token.tag_ == "NNS" and token.head.dep_ == "ROOT" and is_misread(token.head)
    return token.tag_ == "NNS" and token.dep_ in {"ROOT", "ccomp"} and name_before(token) is not None


def name_before(verb: Token) -> Token | None:
    """The name before a verb that was taken for a noun."""
    names = [c for c in verb.children if c.dep_ in _BESIDE and c.pos_ == "PROPN" and c.i < verb.i]
    after = verb.nbor() if verb.i + 1 < len(verb.doc) else verb
    if verb.dep_ == "relcl":
        return names[0] if names else None
    return (
        names[-1] if names and names[-1].i == verb.i - 1 and after.tag_ in {"DT", "CC", "IN", "PRP$", "NNP"} else None
    )


def cleft(verb: Token) -> Token | None:
    """Whom "it was … that" names."""
    if verb.lemma_ != "be" or not any(c.lower_ == "it" and c.dep_ == "nsubj" for c in verb.children):
        return None
    return next((c for c in verb.children if c.dep_ == "attr"), None)


def doer_of(verb: Token) -> Token | None:
    """The subject; of two before the verb the last: what stands before it, after a comma, is said of it."""
    found = [c for c in verb.children if c.dep_ in _SUBJECTS]
    before = [c for c in found if c.i < verb.i]
    return before[-1] if before else next(iter(found), None)


def named_after(noun: Token) -> Token | None:
    """The name right after a noun that the parser hung nowhere: old foes X and Y."""
    if noun.i + 1 >= len(noun.doc) or noun.nbor().pos_ != "PROPN":
        return None
    name = noun.nbor()
    while name.dep_ == "compound" and name.head.i > name.i:
        name = name.head
    return name


def after_comma(noun: Token) -> Token | None:
    """The name after a noun and a comma that the parser hung on another noun: to drive its rival, X, out."""
    i = noun.i + 1
    if i + 2 >= len(noun.doc) or noun.doc[i].text != "," or noun.dep_ in {"conj", "pobj"}:
        return None
    for name in noun.doc[i + 1 : i + 7]:
        if name.pos_ == "PROPN" and name.dep_ == "appos" and name.head.i < noun.i and name.left_edge.i == i + 1:
            return name
    return None


def named_before(noun: Token) -> Token | None:
    """The names that the parser took for words of a plural after a comma: X and Y, allies in all things."""
    names = [c for c in noun.children if c.dep_ == "nmod" and c.pos_ == "PROPN" and c.i < noun.i]
    return names[0] if names and any(t.text == "," for t in noun.doc[names[0].i : noun.i]) else None


def beside_place(noun: Token) -> Token | None:
    """The name after a noun with a place: its ally in the Gulf, Iran. The parser may hang it on the place."""
    for child in noun.children:
        if child.dep_ == "prep" and child.lower_ in {"in", "on", "at", "within", "inside"}:
            for place in child.children:
                for name in place.children:
                    comma = name.left_edge.i and name.doc[name.left_edge.i - 1].text == ","
                    if comma and name.dep_ in {"appos", "conj"} and name.pos_ == "PROPN":
                        return name if not any(c.dep_ == "cc" for c in place.children) else None
    return None


def run_together(second: Token) -> Token | None:
    """The last word of the first of two that the parser took for one name: between the Serbs and Ivan Horvat."""
    if second.pos_ != "PROPN" or any(c.dep_ == "conj" for c in second.children):
        return None
    doc = second.doc
    for i in range(second.left_edge.i + 1, second.i):
        named = doc[i - 1].pos_ == "PROPN" or (doc[i - 1].pos_ == "NOUN" and doc[i - 1].ent_type_)
        if doc[i].lower_ == "and" and not doc[i].ent_type_ and named:
            return doc[i - 1]
    return None


def each_other(word: Token) -> bool:
    """Whether it is "each other" or "one another"."""
    return word.lower_ in {"other", "another"} and any(c.lower_ in {"each", "one"} for c in word.children)


def within_another(head: Token) -> Token | None:
    """The first of two that the parser hung on what follows them: the rivalry between X and Y poisons everything."""
    if head.pos_ != "NOUN":
        return None
    names = (c for c in head.children if c.dep_ == "nmod" and c.pos_ == "PROPN" and c.conjuncts)
    return next(names, None)
