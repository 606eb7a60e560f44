"""What a number counts: what became of whom, read from the parse around it."""

from __future__ import annotations

from spacy.tokens import Token

from onrecord.knowledge.table import kept, rows

_FATES = ("killed", "injured", "missing", "abducted", "detained", "displaced", "casualties")
_NAMES = frozenset({"NORP"})
_CROWDS = frozenset({"crowd", "gathering", "audience", "turnout", "attendance"})
_SAVING = frozenset({"save", "spare", "rescue", "change", "improve", "touch", "risk", "lead", "live", "affect"})
_REMAINS = frozenset({"bodies", "corpses", "remains"})
_OF_DEEDS = frozenset({"count", "charge", "case", "allegation", "accusation", "report", "act", "attempt", "year"})
"""Nouns whose number is not that of what stands after "of": 17 counts of murder are not 17 dead."""


@kept
def _words(kind: str, side: str) -> dict[str, str]:
    return {r["word"]: r["unit"] for r in rows("counted_words.tsv") if r["kind"] == kind and r["side"] == side}


@kept
def units(kind: str) -> dict[str, str]:
    """Words for measures, money or people to their unit."""
    return {row["word"]: row["unit"] for row in rows("units.tsv") if row["kind"] == kind}


def noun_of(token: Token) -> Token:
    """The noun that a number belongs to ("two" in "two young men", "dozens" in "dozens of men"), else the number."""
    node = token
    while (
        node.dep_ in ("compound", "quantmod", "nummod", "amod")
        and node.head.i != node.i
        and (node.head.i > node.i or (node.dep_ == "quantmod" and node.head.like_num))
    ):
        node = node.head
    while node.dep_ in ("conj", "nummod", "prep") and node.head.like_num and node.head.i != node.i:
        node = node.head
        while node.dep_ == "nummod" and node.head.i != node.i:
            node = node.head
    return node


def members(node: Token) -> Token:
    """The noun after "of" ("people" in "dozens of people"), else the noun itself."""
    for child in node.children if node.lemma_.lower() not in _OF_DEEDS else ():
        if child.dep_ == "prep" and child.lower_ == "of" and child.i > node.i:
            inner = next((c for c in child.children if c.dep_ == "pobj"), None)
            if inner is not None:
                return inner
    return node


def is_people(noun: Token) -> bool:
    """Whether a noun names people: a word for them, or a nationality in the plural."""
    if noun.lower_ == "fighters" and any(child.lower_ == "jet" for child in noun.children):
        return False
    if noun.lemma_.lower() in units("people") or noun.lower_ in units("people"):
        return True
    return noun.ent_type_ in _NAMES and noun.tag_ in ("NNPS", "NNS", "NNP", "JJ") and noun.lower_.endswith("s")


def fate(node: Token, noun: Token) -> tuple[str, Token] | None:
    """What became of the people that a phrase counts (killed, detained …), and the word that says so."""
    own = _words("noun", "self").get(noun.lemma_.lower())
    if own and noun.lower_ == "lives" and node.head.lemma_ in _SAVING:
        return None
    if own:
        return own, (node.head if node.dep_ in ("dobj", "nsubj") else noun)
    said = _described(node) or (_described(noun) if noun is not node else None)
    said = said or _governed(node, 0)
    counted = is_people(noun) or (noun is node and noun.like_num and noun.head.dep_ == "conj")
    if said is None and counted and node.dep_ in ("dobj", "nsubjpass"):
        taken = _words("verb", "person").get(node.head.lemma_.lower())
        said = (taken, node.head) if taken else None
    return said


def beside(number: Token) -> tuple[str, Token] | None:
    """ "34 were wounded": what stands right after a number says more than a parse that hangs it elsewhere."""
    following = number.doc[number.i + 1 : number.i + 4]
    words = [t for t in following if t.lower_ not in ("others", "more")]
    if len(words) < 2 or words[0].lower_ not in ("was", "were"):
        return None
    told, verbs = words[1], _words("verb", "object")
    unit = _words("adjective", "subject").get(told.lower_) or (told.tag_ == "VBN" and verbs.get(told.lemma_.lower()))
    return (unit, told) if unit else None


def _described(node: Token) -> tuple[str, Token] | None:
    """ "12 dead", "the three wounded", "51 people killed in", "two men who were shot dead"."""
    adjectives, objects = _words("adjective", "subject"), _words("verb", "object")
    if node.lower_ in adjectives:
        return adjectives[node.lower_], node
    for child in node.children:
        if child.dep_ in ("acl", "relcl", "amod") and child.tag_ in ("VBN", "VBD", "JJ"):
            if child.lower_ in adjectives:
                return adjectives[child.lower_], child
            passive = child.dep_ == "acl" or any(c.dep_ in ("nsubjpass", "auxpass") for c in child.children)
            if passive and child.lemma_.lower() in objects and child.tag_ != "JJ":
                return objects[child.lemma_.lower()], child
            if child.dep_ == "relcl" and child.lemma_.lower() in _words("verb", "subject"):
                return _words("verb", "subject")[child.lemma_.lower()], child
    return None


def _governed(node: Token, depth: int) -> tuple[str, Token] | None:
    """What the word above a phrase says of it: "killed three", "three were killed", "the killing of three"."""
    head, dep = node.head, node.dep_
    if head.i == node.i or depth > 3:
        return None
    lemma = head.lemma_.lower()
    if dep in ("dobj", "nsubjpass", "oprd", "attr", "dative"):
        found = _words("verb", "object").get(lemma)
        if found:
            return found, head
    if dep in ("nsubj", "nsubjpass", "dobj"):
        return _of_subject(node, head)
    if dep == "pobj" and head.lower_ in ("between", "from", "over", "around") and head.i < head.head.i:
        return _of_subject(node, head.head)
    if dep == "pobj" and head.lower_ in ("including", "among", "of", "to", "at"):
        return _of_preposition(node, head, depth)
    if dep in ("conj", "appos"):
        return _described(head) or _governed(head, depth + 1)
    return None


def _of_subject(node: Token, verb: Token) -> tuple[str, Token] | None:
    """ "Twelve died", "left 12 dead", "12 were wounded"."""
    lemma, adjectives = verb.lemma_.lower(), _words("adjective", "subject")
    if node.dep_ != "dobj" and lemma in _words("verb", "subject"):
        return _words("verb", "subject")[lemma], verb
    if verb.lower_ in adjectives:
        return adjectives[verb.lower_], verb
    passive = any(c.dep_ == "auxpass" for c in verb.children)
    if node.dep_ != "dobj" and passive and lemma in _words("verb", "object"):
        return _words("verb", "object")[lemma], verb
    for child in verb.children:
        if child.dep_ in ("acomp", "oprd", "ccomp") and child.lower_ in adjectives and node.i < child.i:
            return adjectives[child.lower_], child
    return None


def tally(number: Token) -> str | None:
    """The unit of a number that stands for a crowd or a sum: "a crowd of 20,000", "the number of dead passed 1,000"."""
    head = number.head
    if number.dep_ == "pobj" and head.lower_ in ("of", "at", "to", "by"):
        above = head.head.head if head.head.lower_ == "from" else head.head
        if head.lower_ == "of":
            return "people" if above.lemma_ in _CROWDS else None
        sums = [above, *(c for c in above.children if c.dep_ in ("nsubj", "nsubjpass", "dobj"))]
    elif number.dep_ in ("dobj", "attr", "npadvmod") and head.pos_ in ("VERB", "AUX"):
        sums = [c for c in head.children if c.dep_ == "nsubj"]
    else:
        return None
    return next((unit for noun in sums if (unit := _sum(noun))), None)


def _sum(noun: Token) -> str | None:
    """The unit of a word for a sum: "the death toll", "the crowd", "the number of marchers"."""
    if noun.lemma_ in _CROWDS:
        return "people"
    if noun.lemma_.lower() == "toll":
        return _words("toll", "to")["toll"]
    whose = members(noun) if noun.lemma_.lower() in ("number", "total", "count") else noun
    if whose is noun:
        return None
    adjectives, own = _words("adjective", "subject"), _words("noun", "self")
    told = adjectives.get(whose.lower_) or own.get(whose.lemma_.lower()) or fate(whose, whose)
    return told if isinstance(told, str) else told[0] if told else "people" if is_people(whose) else None


def _of_preposition(node: Token, preposition: Token, depth: int) -> tuple[str, Token] | None:
    """ "The killing of three", "a death toll of 51", "rose to 51", "30 people, including 12 children"."""
    above = preposition.head
    if preposition.lower_ in ("including", "among"):
        if above.pos_ == "VERB" and above.lemma_.lower() in _words("verb", "object"):
            return _words("verb", "object")[above.lemma_.lower()], above
        return _described(above) or _governed(above, depth + 1)
    if preposition.lower_ == "of" and above.lemma_.lower() in ("total", "group", "number", "crowd"):
        return _described(above) or _governed(above, depth + 1)
    if preposition.lower_ == "of" and above.lower_ in _REMAINS and is_people(node):
        return _words("noun", "of")["killing"], above
    if preposition.lower_ == "of" and above.lower_ == "lives" and above.head.lemma_ in ("take", "claim", "cost", "end"):
        return _words("noun", "of")["killing"], above.head
    toll = above if above.lemma_.lower() == "toll" else None
    if toll is None and above.pos_ in ("VERB", "AUX"):
        toll = next((c for c in above.children if c.dep_ == "nsubj" and c.lemma_.lower() == "toll"), None)
    if toll is not None:
        return _words("toll", "to")["toll"], toll
    if preposition.lower_ != "of":
        return None
    nouns = _words("noun", "of")
    joined = [above, *(c for c in above.conjuncts if c.i < node.i)]
    fates = [(nouns[t.lemma_.lower()], t) for t in joined if t.lemma_.lower() in nouns]
    return min(fates, key=lambda f: _FATES.index(f[0]), default=None)
