"""Who stands where in a clause: subjects and objects through passives, conjunction, control and relative clauses."""

from __future__ import annotations

from collections.abc import Container

from spacy.tokens import Token

RELATIVE = frozenset({"who", "which", "that", "whom"})
OBJECTS = frozenset({"dobj", "obj"})
BLAMING = frozenset(
    {"accuse", "blame", "charge", "suspect", "convict", "condemn", "arrest", "jail", "criticize", "indict"}
)
DEPTH = 4
"""How many clauses up a missing subject is looked for."""


def children(token: Token, *deps: str) -> list[Token]:
    """The children of a token that hang on it by one of these labels."""
    return [child for child in token.children if child.dep_ in deps]


def is_verb(token: Token) -> bool:
    """Whether a token is a full verb."""
    return token.pos_ == "VERB" or (
        token.pos_ == "AUX" and token.dep_ not in ("aux", "auxpass") and token.lemma_ != "be"
    )


def with_conjuncts(token: Token) -> list[Token]:
    """A token and what is joined to it by "and" or "or", in text order."""
    found = [token]
    for child in token.children:
        if child.dep_ == "conj" and child.pos_ in ("NOUN", "PROPN", "PRON", "ADJ", "NUM"):
            found += with_conjuncts(child)
    return found


def is_passive(verb: Token) -> bool:
    """Whether a verb is passive: its subject, or the noun it hangs on, is acted upon."""
    if any(c.dep_ in ("nsubjpass", "auxpass", "csubjpass", "agent") for c in verb.children):
        return True
    if verb.tag_ != "VBN" or any(c.dep_ in ("nsubj", "aux", *OBJECTS) for c in verb.children):
        return False
    if verb.dep_ in ("acl", "advcl"):
        return True
    return verb.dep_ == "conj" and is_verb(verb.head) and is_passive(verb.head)


def stands_for(token: Token) -> Token:
    """The noun that a relative pronoun stands for; any other token itself."""
    if token.lower_ in RELATIVE and token.tag_ in ("WP", "WDT", "IN", "DT"):
        verb = token.head
        while verb.dep_ in ("conj", "xcomp", "ccomp", "aux", "auxpass", "prep") and verb.dep_ != "relcl":
            verb = verb.head
        if verb.dep_ == "relcl":
            return verb.head
    return token


def patients(verb: Token) -> list[Token]:
    """What a verb acts upon: its object, or the subject of a passive; conjuncts are left to the caller."""
    if is_passive(verb):
        found = children(verb, "nsubjpass")
        if found:
            return [stands_for(t) for t in found]
        if verb.dep_ == "acl":
            return [verb.head]
        if verb.dep_ == "conj":
            return patients(verb.head)
        if verb.dep_ in ("advcl", "xcomp"):
            return agents_of_subject(verb.head)
        return []
    found = children(verb, *OBJECTS)
    if found:
        return [stands_for(t) for t in found]
    if verb.dep_ == "relcl" and (
        not any(c.dep_ in ("nsubj", "nsubjpass") and c.lower_ in RELATIVE for c in verb.children)
        and not children(verb, "prep")
        and children(verb, "nsubj")
    ):
        return [verb.head]
    return []


def agents_of_subject(verb: Token) -> list[Token]:
    """The grammatical subject of a verb, active or passive."""
    return [stands_for(t) for t in children(verb, "nsubj", "nsubjpass")]


def agents(verb: Token, depth: int = 0) -> list[Token]:
    """Who does what a verb says: its subject, the "by" of a passive, or the subject of the clause that governs it."""
    if is_passive(verb):
        by = [pobj for agent in children(verb, "agent") for pobj in children(agent, "pobj")]
        if not by and verb.dep_ == "conj" and is_verb(verb.head) and is_passive(verb.head):
            return agents(verb.head, depth + 1) if depth < DEPTH else []
        return by
    found = children(verb, "nsubj")
    if found:
        return [stands_for(t) for t in found]
    return _inherited(verb, depth) if depth < DEPTH else []


def _inherited(verb: Token, depth: int) -> list[Token]:
    """The unspoken subject of a verb."""
    head = verb.head
    if verb.dep_ == "conj" and (is_verb(head) or head.pos_ == "AUX"):
        if not any(child.dep_ == "cc" for child in (*head.children, *verb.lefts)):
            return _lost_subject(verb, head) or ([] if is_passive(head) else agents(head, depth + 1))
        if is_passive(head):
            return agents_of_subject(head) if verb.tag_ != "VBN" else agents(head, depth + 1)
        return agents(head, depth + 1)
    if verb.dep_ in ("xcomp", "ccomp", "advcl", "dep", "purpcl"):
        return _controller(verb, head, depth)
    if verb.dep_ == "acl":
        if verb.tag_ in ("VB", "VBP"):
            return _owner(head, depth)
        return [head]
    if verb.dep_ == "relcl":
        return [head] if not children(verb, "nsubj") else []
    if verb.dep_ == "pcomp":
        above = head.head
        if is_verb(above):
            if is_passive(above):
                return agents_of_subject(above)
            if above.lemma_ in BLAMING:
                return patients(above)
            return agents(above, depth + 1)
        return _owner(above, depth)
    return []


def _lost_subject(verb: Token, head: Token) -> list[Token]:
    """The subject that the parser took for the object of "after": killed after the police, armed, stormed the camp."""
    before = (c for c in head.children if c.dep_ == "prep" and c.lower_ in ("after", "before", "as", "since", "until"))
    return [noun for prep in before for noun in children(prep, "pobj") if noun.i < verb.i][-1:]


def _controller(verb: Token, head: Token, depth: int) -> list[Token]:
    if head.pos_ in ("ADJ", "AUX", "NOUN"):
        copula = head if head.pos_ == "AUX" else head.head
        found = agents_of_subject(head) or agents_of_subject(copula)
        return found or (agents(copula, depth + 1) if is_verb(copula) else [])
    if not is_verb(head):
        return []
    if is_passive(head):
        return agents_of_subject(head) or agents(head, depth + 1)
    objects = children(head, *OBJECTS)
    if verb.dep_ in ("xcomp", "ccomp") and objects and verb.tag_ in ("VB", "VBG"):
        return objects
    return agents(head, depth + 1)


def _owner(noun: Token, depth: int) -> list[Token]:
    """Whose a plan, threat or promise is: the possessor, else the subject of the verb whose object it is."""
    owners = children(noun, "poss")
    if owners:
        return owners
    verb = noun.head
    while verb.dep_ in ("prep", "pobj") and not is_verb(verb):
        verb = verb.head
    return agents(verb, depth + 1) if is_verb(verb) and noun.dep_ in (*OBJECTS, "pobj", "prep") else []


def _next_noun(prep: Token) -> list[Token]:
    """The noun right after a preposition that the parse left without an object."""
    if any(c.dep_ in ("pcomp", "prep", "pobj") for c in prep.children):
        return []
    found: list[Token] = []
    for token in prep.doc[prep.i + 1 : prep.sent.end]:
        if token.pos_ in ("NOUN", "PROPN", "PRON"):
            found = [token]
        elif found or token.pos_ not in ("DET", "NUM", "ADJ"):
            break
    return found


def lemma(token: Token, known: Container[str]) -> str:
    """The lemma of a verb as the lexicon has it; the tagger's "stag" of "staged" is mended."""
    plain: str = token.lemma_.lower()
    return plain + "e" if plain not in known and plain + "e" in known else plain


def after_preposition(token: Token, preposition: str) -> list[Token]:
    """The objects of a preposition that hangs on a token, also by way of another ("from inside")."""
    found = []
    for prep in token.children:
        if prep.dep_ in ("prep", "dative", "agent", "prt", "advmod") and prep.lower_ == preposition:
            found += [stands_for(t) for t in children(prep, "pobj")] or _next_noun(prep)
            for inner in children(prep, "prep"):
                found += children(inner, "pobj")
    return found
