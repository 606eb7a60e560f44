"""Who does it and to whom, whose it is and who has it: read off the tree around a word."""

from __future__ import annotations

from spacy.tokens import Token

from onrecord.reader.relation_misread import cleft, doer_of, is_gerund, is_misread, name_before
from onrecord.reader.relation_patterns import words

SUBJECTS = frozenset({"nsubj", "nsubjpass"})

OBJECTS = frozenset({"dobj", "obj"})

_CHAIN = frozenset({"xcomp", "conj", "advcl", "acl", "pcomp", "acomp"})

RELATIVE = frozenset({"WDT", "WP", "WP$"})

NOUNS = frozenset({"NOUN", "PROPN", "PRON"})

NAMED = frozenset({"NORP", "GPE", "ORG"})

_DATES = frozenset({"DATE", "TIME"})

BESIDE = frozenset({"compound", "nmod"})

_HOLDING = frozenset({"hand", "control", "rule", "occupation", "territory", "stronghold", "grip"})
"""Nouns that a noun for people may own without a name: in rebel hands."""

_ACCUSING = frozenset({"accuse", "suspect", "blame", "charge"})

_DRAWING = frozenset({"draw", "drag", "plunge", "pull", "embroil"})

_DEEPEST = 4

_WITHIN = frozenset({"in", "at", "on", "under", "with", "of", "within"})

_IDIOM = frozenset({"side", "shoulder", "drawn"})
"""Words that name nobody: side by side, shoulder to shoulder, daggers drawn."""

_OF_RANK = frozenset({"staff", "mission", "chief", "state"})
"""Nouns after "of" or "in" that are part of an office: chief of staff of the army, commander in chief of the army."""

_RANKS = frozenset("first last only latest second third next".split())
"""Words that make a noun do what its infinitive says: the first country to leave."""

_PUTTING = frozenset("put place leave bring keep set install".split())
"""Verbs that say where somebody or something is put: whoever is there is their object."""

_SHARING = frozenset({"advmod", "prt", "prep"})


def is_verb(token: Token) -> bool:
    """Whether it is a verb, an auxiliary or a participle."""
    return token.pos_ in {"VERB", "AUX"} or token.tag_[:1] == "V" or is_gerund(token) or is_misread(token)


def subject(verb: Token, depth: int = 0) -> Token | None:
    """Who does it: the subject, or after "by" in the passive; that of the verb above where it has none of its own."""
    passive = is_passive(verb)
    for child in verb.children:
        if child.dep_ == "agent" or (passive and child.lower_ == "by" and beside_its_noun(verb) is not None):
            return next((c for c in child.children if c.dep_ == "pobj"), None)
        if child.dep_ == "csubj":
            return None
    if not passive and (doer := doer_of(verb) or (name_before(verb) if is_misread(verb) else None)) is not None:
        return resolved(doer)
    if passive:
        return _agent_beside(verb)
    if depth > _DEEPEST:
        return None
    return _inherited(verb, depth)


def _agent_beside(verb: Token) -> Token | None:
    """The agent that a passive shares with those joined to it: trained and armed by."""
    for other in verb.conjuncts:
        if is_passive(other):
            for child in other.children:
                if child.dep_ == "agent" and child.i > verb.i:
                    return next((c for c in child.children if c.dep_ == "pobj"), None)
    return None


def _inherited(verb: Token, depth: int) -> Token | None:
    head = verb.head
    if is_gerund(verb):
        return _controller(head.head, depth)
    if verb.dep_ == "relcl":
        told = any(c.tag_ in RELATIVE or c.lower_ == "that" for c in verb.children)
        ranked = verb.tag_ == "VB" and any(c.lower_ in _RANKS for c in head.children)
        return resolved(head) if told or ranked else None
    if verb.dep_ == "acl" and head.pos_ in NOUNS:
        if verb.tag_ in {"VBG", "VBD", "VBZ", "VBP"}:
            return equated(head)
        return possessor(head) or having(head, depth + 1) if verb.tag_ == "VB" else None
    if verb.dep_ == "pcomp" and head.dep_ == "prep":
        return _controller(head, depth)
    if verb.dep_ == "conj" and verb.tag_ == "VBG" and head.lemma_.lower() in _ACCUSING:
        return patient(head)
    if verb.dep_ == "xcomp" and head.pos_ == "ADJ" and is_verb(head.head):
        return subject(head.head, depth + 1)
    if verb.dep_ == "xcomp" and head.lemma_.lower() in words("object control"):
        whom = next((c for c in head.children if c.dep_ in {*OBJECTS, "nsubjpass"}), None)
        if whom is not None:
            return resolved(whom)
    if verb.dep_ in _CHAIN and is_verb(head):
        return patient(head) if verb.dep_ != "acl" and is_passive(head) else subject(head, depth + 1)
    return None


def _controller(preposition: Token, depth: int) -> Token | None:
    """Who does what follows a preposition: whoever is accused of it; else the subject of the verb that it hangs on."""
    above = preposition.head
    if above.dep_ == "appos" and above.head.dep_ in OBJECTS and above.head.head.lemma_.lower() in _ACCUSING:
        return above.head
    if is_verb(above):
        blamed = patient(above) if preposition.lower_ in {"of", "for", "from"} else None
        return blamed or subject(above, depth + 1)
    return possessor(above) or having(above, depth + 1) if above.pos_ == "NOUN" else None


def equated(noun: Token) -> Token:
    """Of "whom others regard as a …", whom; the parser hangs what follows on the last noun. Any other noun itself."""
    above = noun.head
    if noun.dep_ == "pobj" and above.lower_ == "as" and above.head.pos_ == "VERB":
        return patient(above.head) or noun
    return noun


def patient(verb: Token) -> Token | None:
    """To whom it is done: the object, or the subject in the passive."""
    if is_gerund(verb):
        return verb.head
    if is_misread(verb) and verb.dep_ != "relcl":
        done_to = (c for v in (verb, verb.head) for c in v.children if c.dep_ in {"appos", "dobj"} and c.i > v.i)
        return next(done_to, None)
    beside = beside_its_noun(verb)
    if beside is not None:
        return beside
    passive = is_passive(verb)
    wanted = frozenset({"nsubjpass"}) if passive else OBJECTS
    for child in verb.children:
        if child.dep_ in wanted:
            return resolved(child)
    if verb.dep_ == "amod" and verb.tag_ == "VBN" and verb.head.pos_ in NOUNS:
        return verb.head
    if not passive:
        return _let(verb) or _left_out(verb)
    if verb.dep_ == "acl":
        return verb.head
    if verb.dep_ == "conj" and is_verb(verb.head):
        return patient(verb.head) if is_passive(verb.head) else subject(verb.head)
    if verb.dep_ == "xcomp" and is_verb(verb.head):
        return patient(verb.head) if is_passive(verb.head) else subject(verb.head)
    if verb.dep_ == "advcl" and is_verb(verb.head):
        return next((resolved(c) for c in verb.head.children if c.dep_ in SUBJECTS), None)
    if verb.dep_ == "xcomp" and is_verb(verb.head):
        return patient(verb.head) if is_passive(verb.head) else subject(verb.head)
    return None


def _let(verb: Token) -> Token | None:
    """Who is let, or made, to do something: the parser may take him for the subject of what he does."""
    if verb.lemma_.lower() not in words("object control"):
        return None
    done = next((c for c in verb.children if c.dep_ == "ccomp" and c.tag_ in {"VB", "VBP"} and c.i > verb.i), None)
    return next((resolved(c) for c in done.children if c.dep_ == "nsubj"), None) if done is not None else None


def _left_out(verb: Token) -> Token | None:
    """The object of a relative clause without a pronoun (the towns they hold), or shared (back and arm X)."""
    subjects = [c for c in verb.children if c.dep_ in SUBJECTS]
    if verb.dep_ == "relcl" and subjects and all(c.tag_ not in RELATIVE and c.lower_ != "that" for c in subjects):
        return verb.head if not any(c.dep_ in {"prep", "ccomp"} and c.i > verb.i for c in verb.children) else None
    for other in verb.children:
        if other.dep_ == "conj" and is_verb(other) and not any(c.dep_ in SUBJECTS for c in other.children):
            return next((resolved(c) for c in other.children if c.dep_ in OBJECTS), None)
    return None


def is_passive(verb: Token) -> bool:
    """Whether the verb stands in the passive, a bare participle after or before its noun included."""
    if any(c.dep_ in {"auxpass", "nsubjpass", "agent"} for c in verb.children) or beside_its_noun(verb) is not None:
        return True
    if verb.tag_ not in {"VBN", "VBD"} or any(c.dep_ in {"aux", *SUBJECTS} for c in verb.children):
        return False
    if verb.tag_ == "VBN" and verb.dep_ == "acl":
        return True
    if any(c.dep_ in OBJECTS for c in verb.children):
        return False
    return verb.tag_ == "VBN" and (verb.dep_ == "advcl" or (verb.dep_ == "conj" and is_passive(verb.head)))


def beside_its_noun(verb: Token) -> Token | None:
    """The noun of a participle between commas (X, later renamed Y, …) that the parser took for its subject.

    A comma stands right between the two, so the noun can be no subject of it.
    """
    if verb.tag_ not in {"VBN", "VBD"} or any(c.dep_ in {"aux", "auxpass", "nsubjpass"} for c in verb.children):
        return None
    i = verb.i - 1
    while i > 0 and verb.doc[i].dep_ == "advmod" and verb.doc[i].head == verb:
        i -= 1
    if verb.doc[i].text != ",":
        return None
    noun = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    if noun is None or noun.i >= i or noun.pos_ not in NOUNS or noun.right_edge.i > i:
        return None
    plain = all(t.dep_ not in {"relcl", "acl", "appos", "punct"} or t.text == "-" for t in verb.doc[noun.i + 1 : i])
    return noun if plain else None


def resolved(token: Token) -> Token:
    """What a relative pronoun stands for; any other word itself."""
    if token.tag_ not in RELATIVE and not (token.lower_ == "that" and token.dep_ in SUBJECTS | OBJECTS):
        return token
    for above in token.ancestors:
        if above.dep_ == "relcl":
            return above.head if above.head.lower_ != "it" else cleft(above.head.head) or above.head
        if above.dep_ == "ccomp" and above == token.head and (named := cleft(above.head)) is not None:
            return named
    return token


def after_preposition(token: Token, word: str, place_after: int = 0) -> Token | None:
    """The noun after a preposition that hangs on a word, or on an adverb on it (away from); a pronoun is resolved.

    place_after: the index of the word after which "in" has to stand: at the head of a sentence it sets the scene.
    """
    ranked: Token | None = None
    for child in token.children:
        if word == "in" and child.i < place_after and child.i < token.i and not _relative(child):
            continue
        if child.dep_ in {"prep", "dative", "agent"} and child.lower_ in {word, "in"}:
            found = next((resolved(c) for c in child.children if c.dep_ == "pobj" and _may_be_named(c, word)), None)
            ranks = child.lower_ in {"of", "in"} and token.pos_ == "NOUN"
            if ranks and found is not None and found.lower_ in _OF_RANK and found.pos_ == "NOUN":
                ranked = found
            elif found is not None and child.lower_ == word:
                return found
    if ranked is not None and word == "of":
        return after_preposition(ranked, word)
    for child in token.children:
        dated = next((c for c in child.children if c.ent_type_ in _DATES), None) if child.dep_ == "prep" else None
        if (
            dated is not None
            and dated.dep_ == "pobj"
            and word not in {child.lower_, "of"}
            and (found := after_preposition(dated, word))
        ):
            return found
    for child in token.children:
        after = child.i > token.i or (word == "of" and is_verb(token))
        if after and (child.dep_ in _SHARING or child.lower_ in _IDIOM):
            for inner in child.children:
                if inner.dep_ == "prep" and inner.lower_ == word and token.pos_ != "PROPN":
                    return next((resolved(c) for c in inner.children if c.dep_ == "pobj"), None)
    return None


def _relative(preposition: Token) -> bool:
    return any(c.tag_ in RELATIVE for c in preposition.children)


def _may_be_named(noun: Token, preposition: str) -> bool:
    """Whether a noun after a preposition may name somebody: no number, no time; Black September is none."""
    dated = noun.ent_type_ in _DATES and preposition != "of"
    return noun.tag_ != "CD" and noun.lower_ not in _IDIOM and not dated


def _owner(noun: Token) -> tuple[Token, ...]:
    """The words that modifiers of a noun hang on: itself, the name it stands before, the noun it is joined to."""
    if noun.dep_ in BESIDE and noun.head.i > noun.i:
        return (noun, noun.head)
    if noun.dep_ == "conj" and noun.head.pos_ == "NOUN":
        return (noun, noun.head)
    return (noun,)


def possessor(noun: Token) -> Token | None:
    """Whose it is."""
    return next((resolved(c) for w in _owner(noun) for c in w.children if c.dep_ == "poss" and c.i < noun.i), None)


def modifier(noun: Token) -> Token | None:
    """A nationality, or a name, right before a noun."""
    for word in _owner(noun):
        for child in word.children:
            known = child.ent_type_ in NAMED or child.pos_ == "PROPN"
            known = known or (noun.lemma_ in _HOLDING and child.lemma_.lower() in words("people"))
            known = known or (
                child.dep_ == "compound" and child.lower_ in words("arm") and noun.lemma_ in words("office")
            )
            person = child.ent_type_ == "PERSON" and child.head != noun and noun.lemma_ not in words("office")
            if child.i < noun.i and child.dep_ in {"amod", "compound", "nmod"} and known and not person:
                return child
    if noun.lemma_ in _HOLDING and noun.dep_ == "pobj" and noun.i and noun.nbor(-1).dep_ == "pobj":
        return noun.nbor(-1)
    return None


def having(noun: Token, depth: int = 0) -> Token | None:
    """Who has it: the subject of the verb whose object it is; whoever is in it (at war), as a verb or a noun says."""
    head = noun.head
    if noun.dep_ == "conj" and head.pos_ == "NOUN":
        noun, head = head, head.head
    if noun.dep_ in {*OBJECTS, "attr", "oprd"} and is_verb(head):
        topic = noun.dep_ in OBJECTS and head.lemma_.lower() in words("comment")
        return None if topic else _whose(subject(head, depth + 1))
    if noun.dep_ == "pobj" and head.dep_ == "prep":
        above = head.head.head if head.dep_ == "conj" and head.head.dep_ == "prep" else head.head
        if above.pos_ in {"ADV", "ADJ"} and is_verb(above.head):
            above = above.head
        if head.lower_ == "of" and above.lemma_.lower() in words("amount"):
            return having(above, depth + 1) if depth < _DEEPEST else None
        if is_verb(above):
            lemma = above.lemma_.lower()
            if lemma in _PUTTING and (put := patient(above)) is not None:
                return put
            if _set_off(head, above):
                return next((c for c in above.children if c.dep_ in SUBJECTS), None) or subject(above, depth + 1)
            if lemma not in words("being"):
                return None
            drawn = is_passive(above) or lemma in _DRAWING
            return patient(above) if drawn else subject(above, depth + 1)
        return resolved(above) if above.pos_ in NOUNS and head.lower_ in _WITHIN else None
    return None


def _set_off(preposition: Token, verb: Token) -> bool:
    """Whether a phrase stands by itself before the verb: X, at war with Y, fled; at war with Y, X fled."""
    if preposition.i > verb.i or preposition.lower_ not in {"at", "on", "in", "under"}:
        return False
    return preposition.is_sent_start or preposition.nbor(-1).text == ","


def _whose(doer: Token | None) -> Token | None:
    """Of a thing that does something, whose it is: the king's decision ended his pact with X."""
    if doer is None or doer.pos_ != "NOUN" or any(doer.lemma_.lower() in words(g) for g in ("people", "body", "side")):
        return doer
    return next((resolved(c) for c in doer.children if c.dep_ == "poss"), doer)
