"""Where the two sides of a tie stand, seen from the word that names it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from spacy.tokens import Token

from onrecord.reader.relation_misread import (
    after_comma,
    beside_place,
    cleft,
    doer_of,
    is_gerund,
    is_misread,
    name_before,
    named_after,
    named_before,
)
from onrecord.reader.relation_patterns import words

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_OBJECTS = frozenset({"dobj", "obj"})
_CHAIN = frozenset({"xcomp", "conj", "advcl", "acl", "pcomp", "acomp"})
_RELATIVE = frozenset({"WDT", "WP", "WP$"})
_NOUNS = frozenset({"NOUN", "PROPN", "PRON"})
_NAMED = frozenset({"NORP", "GPE", "ORG"})
_DATES = frozenset({"DATE", "TIME"})
_BESIDE = frozenset({"compound", "nmod"})
_HOLDING = frozenset({"hand", "control", "rule", "occupation", "territory", "stronghold", "grip"})
"""Nouns that a noun for people may own without a name: in rebel hands."""
_OF_PHRASE = frozenset({"is", "of", "from", "to"})
"""Slots that hang on the head of a phrase: a splinter group of X."""
_IN_CLAUSE = frozenset({"dobj", "obj", "pobj", "attr", "acomp", "oprd"})
"""Where a word stands to whose clause an "in" belongs as well."""
_ACCUSING = frozenset({"accuse", "suspect", "blame", "charge"})
_TOLD = frozenset({"attr", "acomp", "oprd", "dobj", "advcl", "npadvmod"})
_FRONTED = frozenset({"pobj", "nsubj", "npadvmod", "attr"})
_DRAWING = frozenset({"draw", "drag", "plunge", "pull", "embroil"})
_COUNTING = frozenset({"count", "number", "include", "rank", "list", "name"})
_DEEPEST = 4
_WITHIN = frozenset({"in", "at", "on", "under", "with", "of", "within"})
_IDIOM = frozenset({"side", "shoulder", "drawn"})
"""Words that name nobody: side by side, shoulder to shoulder, daggers drawn."""
_OF_RANK = frozenset({"staff", "mission", "chief", "state"})
"""Nouns after "of" or "in" that are part of an office: chief of staff of the army, commander in chief of the army."""
_SOME = frozenset("one two three some several many two none all most few dozens".split())
_RANKS = frozenset("first last only latest second third next".split())
"""Words that make a noun do what its infinitive says: the first country to leave."""
_NAMING = frozenset({"be", "become", "remain", "stay"})
_PUTTING = frozenset("put place leave bring keep set install".split())
"""Verbs that say where somebody or something is put: whoever is there is their object."""
_SHARING = frozenset({"advmod", "prt", "prep"})


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


def is_verb(token: Token) -> bool:
    """Whether it is a verb, an auxiliary or a participle."""
    return token.pos_ in {"VERB", "AUX"} or token.tag_[:1] == "V" or is_gerund(token) or is_misread(token)


def subject(verb: Token, depth: int = 0) -> Token | None:
    """Who does it: the subject, or after "by" in the passive; that of the verb above where it has none of its own."""
    passive = is_passive(verb)
    for child in verb.children:
        if child.dep_ == "agent" or (passive and child.lower_ == "by" and _beside_its_noun(verb) is not None):
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
        told = any(c.tag_ in _RELATIVE or c.lower_ == "that" for c in verb.children)
        ranked = verb.tag_ == "VB" and any(c.lower_ in _RANKS for c in head.children)
        return resolved(head) if told or ranked else None
    if verb.dep_ == "acl" and head.pos_ in _NOUNS:
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
        whom = next((c for c in head.children if c.dep_ in {*_OBJECTS, "nsubjpass"}), None)
        if whom is not None:
            return resolved(whom)
    if verb.dep_ in _CHAIN and is_verb(head):
        return patient(head) if verb.dep_ != "acl" and is_passive(head) else subject(head, depth + 1)
    return None


def _controller(preposition: Token, depth: int) -> Token | None:
    """Who does what follows a preposition: whoever is accused of it; else the subject of the verb that it hangs on."""
    above = preposition.head
    if above.dep_ == "appos" and above.head.dep_ in _OBJECTS and above.head.head.lemma_.lower() in _ACCUSING:
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
    beside = _beside_its_noun(verb)
    if beside is not None:
        return beside
    passive = is_passive(verb)
    wanted = frozenset({"nsubjpass"}) if passive else _OBJECTS
    for child in verb.children:
        if child.dep_ in wanted:
            return resolved(child)
    if verb.dep_ == "amod" and verb.tag_ == "VBN" and verb.head.pos_ in _NOUNS:
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
        return next((resolved(c) for c in verb.head.children if c.dep_ in _SUBJECTS), None)
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
    subjects = [c for c in verb.children if c.dep_ in _SUBJECTS]
    if verb.dep_ == "relcl" and subjects and all(c.tag_ not in _RELATIVE and c.lower_ != "that" for c in subjects):
        return verb.head if not any(c.dep_ in {"prep", "ccomp"} and c.i > verb.i for c in verb.children) else None
    for other in verb.children:
        if other.dep_ == "conj" and is_verb(other) and not any(c.dep_ in _SUBJECTS for c in other.children):
            return next((resolved(c) for c in other.children if c.dep_ in _OBJECTS), None)
    return None


def is_passive(verb: Token) -> bool:
    """Whether the verb stands in the passive, a bare participle after or before its noun included."""
    if any(c.dep_ in {"auxpass", "nsubjpass", "agent"} for c in verb.children) or _beside_its_noun(verb) is not None:
        return True
    if verb.tag_ not in {"VBN", "VBD"} or any(c.dep_ in {"aux", *_SUBJECTS} for c in verb.children):
        return False
    if verb.tag_ == "VBN" and verb.dep_ == "acl":
        return True
    if any(c.dep_ in _OBJECTS for c in verb.children):
        return False
    return verb.tag_ == "VBN" and (verb.dep_ == "advcl" or (verb.dep_ == "conj" and is_passive(verb.head)))


def _beside_its_noun(verb: Token) -> Token | None:
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
    if noun is None or noun.i >= i or noun.pos_ not in _NOUNS or noun.right_edge.i > i:
        return None
    plain = all(t.dep_ not in {"relcl", "acl", "appos", "punct"} or t.text == "-" for t in verb.doc[noun.i + 1 : i])
    return noun if plain else None


def resolved(token: Token) -> Token:
    """What a relative pronoun stands for; any other word itself."""
    if token.tag_ not in _RELATIVE and not (token.lower_ == "that" and token.dep_ in _SUBJECTS | _OBJECTS):
        return token
    for above in token.ancestors:
        if above.dep_ == "relcl":
            return above.head if above.head.lower_ != "it" else cleft(above.head.head) or above.head
        if above.dep_ == "ccomp" and above == token.head and (named := cleft(above.head)) is not None:
            return named
    return token


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
            return next((resolved(c) for c in child.children if c.tag_ in _RELATIVE), None)
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
    return any(c.tag_ in _RELATIVE for c in preposition.children)


def _may_be_named(noun: Token, preposition: str) -> bool:
    """Whether a noun after a preposition may name somebody: no number, no time; Black September is none."""
    dated = noun.ent_type_ in _DATES and preposition != "of"
    return noun.tag_ != "CD" and noun.lower_ not in _IDIOM and not dated


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
    if noun.dep_ in _BESIDE and head.pos_ == "PROPN" and head.i > noun.i:
        return head
    if noun.dep_ == "dep":
        return named_after(noun)
    if head.lower_ in words("before") and is_verb(head.head) and noun.dep_ in _FRONTED:
        return next((c for c in head.head.children if c.dep_ in _SUBJECTS and c.i > noun.i), None)
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
        return next((c for c in verb.children if c.dep_ in _SUBJECTS and c.i > noun.i), None)
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


def _owner(noun: Token) -> tuple[Token, ...]:
    """The words that modifiers of a noun hang on: itself, the name it stands before, the noun it is joined to."""
    if noun.dep_ in _BESIDE and noun.head.i > noun.i:
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
            known = child.ent_type_ in _NAMED or child.pos_ == "PROPN"
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
    if noun.dep_ in {*_OBJECTS, "attr", "oprd"} and is_verb(head):
        topic = noun.dep_ in _OBJECTS and head.lemma_.lower() in words("comment")
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
                return next((c for c in above.children if c.dep_ in _SUBJECTS), None) or subject(above, depth + 1)
            if lemma not in words("being"):
                return None
            drawn = is_passive(above) or lemma in _DRAWING
            return patient(above) if drawn else subject(above, depth + 1)
        return resolved(above) if above.pos_ in _NOUNS and head.lower_ in _WITHIN else None
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
    if verb is None or noun.dep_ not in {*_OBJECTS, "pobj", "conj"}:
        return None
    return (patient(verb) if is_passive(verb) else None) or subject(verb)


def _gift(verb: Token) -> Token | None:
    """Whom something is given to: gave X money; gave money to X."""
    plain = next((c for c in verb.children if c.dep_ == "dative" and c.pos_ != "ADP"), None)
    if plain is not None:
        return resolved(plain)
    given = next((c for c in verb.children if c.dep_ in _OBJECTS), None)
    inner = next((c for c in given.children if c.dep_ == "compound" and c.ent_type_ in _NAMED), None) if given else None
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
        head = word.head if word.head.pos_ in _NOUNS or word.head.dep_ in _SUBJECTS else word.head.head
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
    if told is None and _beside_its_noun(verb) is not None:
        return next((c for c in verb.children if c.dep_ in _OBJECTS), None)
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
