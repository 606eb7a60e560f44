"""What may stand for somebody or something: pronouns, names and noun phrases, with what their words tell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from onrecord.knowledge.folding import fold
from onrecord.knowledge.registry import given_names, nouns
from onrecord.reader.people import root_of
from onrecord.reader.phrases import INSIDE, left_of, right_of
from onrecord.reader.quotes import quotations
from onrecord.reader.stage import Stage, noun_key
from onrecord.reader.tree import Tree

Form = Literal["pronoun", "name", "nominal"]

PRONOUNS = {
    word: kind
    for kind, words in {
        "he": "he him his himself",
        "she": "she her hers herself",
        "it": "it its itself",
        "they": "they them their theirs themselves themself 'em",
        "i": "i me my mine myself",
        "we": "we us our ours ourselves",
        "you": "you your yours yourself yourselves",
    }.items()
    for word in words.split()
}
"""Personal, possessive and reflexive pronouns to their kind."""
PRONOUN_KINDS = ("", "he", "she", "it", "they", "i", "we", "you")
CASES = ("", "plain", "possessive", "reflexive")
GENDERS = ("", "m", "f", "n")
NUMBERS = ("", "singular", "plural")
KINDS = ("", "person", "state", "organisation", "group", "outlet", "place", "people", "body", "episode", "unknown")
ROLES = ("", "subject", "passive", "object", "prep", "possessive", "attribute", "apposition", "inside", "root", "agent")
DETERMINERS = ("", "the", "a", "this", "possessive", "number", "other")
FORMS: tuple[Form, ...] = ("pronoun", "name", "nominal")

_POSSESSIVE = frozenset({"his", "hers", "its", "their", "theirs", "my", "mine", "our", "ours", "your", "yours"})
_ROLE_OF = {
    "nsubj": "subject", "csubj": "subject", "expl": "subject", "nsubjpass": "passive", "csubjpass": "passive",
    "dobj": "object", "dative": "object", "pobj": "prep", "poss": "possessive", "attr": "attribute",
    "oprd": "attribute", "appos": "apposition", "compound": "inside", "nmod": "inside", "amod": "inside",
    "ROOT": "root", "agent": "agent", "npadvmod": "",
}  # fmt: skip
_DETERMINER_OF = {
    "the": "the", "a": "a", "an": "a", "this": "this", "that": "this", "these": "this", "those": "this",
    "another": "a", "some": "other", "any": "other", "no": "other", "each": "other", "every": "other",
    "both": "number", "all": "other",
}  # fmt: skip
_NO_MENTION = frozenset({"DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL", "CARDINAL"})
_PLURAL = frozenset({"people", "police", "they", "them", "their", "theirs", "themselves", "we", "us", "our", "ours"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A pronoun, name or noun phrase, and what its words tell of it.

    Attributes:
        head, first, last: tokens; first to last is the phrase, both included. form: what it is.
        pronoun: of `PRONOUN_KINDS`. case: of `CASES`. gender: of `GENDERS`. number: of `NUMBERS`.
        kind: of `KINDS`, of the actor or of the noun. role: of `ROLES`. determiner: of `DETERMINERS`.
        quote: number of the quotation that it stands in, -1 outside. sentence, paragraph: numbers.
        governor: token that the phrase hangs on. actor: id where it is a name that was found; else "".
        noun: lemma of the head, "" of pronouns. modifiers: lemmas before it. words: of a name, folded.
        phrase: all of it in lower case, without a determiner. acronym: whether it is one word in capitals.
    """

    head: int
    first: int
    last: int
    form: Form
    pronoun: str
    case: str
    gender: str
    number: str
    kind: str
    role: str
    determiner: str
    quote: int
    sentence: int
    paragraph: int
    governor: int
    actor: str
    noun: str
    modifiers: frozenset[str]
    words: tuple[str, ...]
    phrase: str
    acronym: bool


def candidates(stage: Stage) -> tuple[Candidate, ...]:
    """Everything in the news of a report that may stand for somebody, in order of the head words.

    The names must have been found before.
    """
    quote, paragraph = _regions(stage)
    return tuple(_made(stage, i, form, quote[i], paragraph[i]) for i, form in _forms(stage))


def _forms(stage: Stage) -> Iterator[tuple[int, Form]]:
    """The head words of candidates."""
    tree = stage.tree
    apart = {i for e in stage.parsed.doc.ents if e.label_ in _NO_MENTION for i in range(e.start, e.end)}
    for i, pos in enumerate(tree.pos):
        hit = stage.hit_at.get(i)
        if stage.sentence[i] < 0:
            continue
        if hit is not None:
            if root_of(stage, hit) == i:
                yield i, "name"
        elif pos == "PRON":
            if tree.tag[i] in ("PRP", "PRP$") and tree.low[i] in PRONOUNS:
                yield i, "pronoun"
        elif pos in ("NOUN", "PROPN") and tree.dep[i] not in INSIDE and i not in apart:
            yield i, "name" if tree.tag[i] in ("NNP", "NNPS") else "nominal"


def _regions(stage: Stage) -> tuple[list[int], list[int]]:
    """For each token the number of its quotation, -1 outside, and of its paragraph."""
    tree = stage.tree
    quote, paragraph = [-1] * len(tree), [0] * len(tree)
    marks = quotations(stage.parsed.text)
    at = 0
    number = 0
    for i in range(len(tree)):
        while at < len(marks) and marks[at].end <= tree.start[i]:
            at += 1
        if at < len(marks) and marks[at].start <= tree.start[i]:
            quote[i] = at
        paragraph[i] = number
        if "\n" in tree.text[i]:
            number += 1
    return quote, paragraph


def _made(stage: Stage, i: int, form: Form, quote: int, paragraph: int) -> Candidate:
    tree = stage.tree
    hit = stage.hit_at.get(i)
    low = tree.low[i]
    pronoun = PRONOUNS[low] if form == "pronoun" else ""
    first, last = _bounds(stage, i, form)
    actor = hit.actor if hit is not None else ""
    before = range(first, i)
    modifiers = frozenset(tree.lemma[k] for k in before if tree.pos[k] in ("ADJ", "NOUN", "PROPN", "NUM"))
    start, end = (hit.first, hit.last) if hit is not None else (_run(tree, i), i)
    names = range(start, end + 1) if form == "name" else range(0)
    told = [k for k in range(first, last + 1) if k > first or tree.pos[k] not in ("DET", "PRON")]
    return Candidate(
        head=i,
        first=first,
        last=last,
        form=form,
        pronoun=pronoun,
        case=_case(low) if pronoun else "",
        gender=_gender(stage, i, pronoun, actor, start),
        number=_number(stage, i, pronoun, actor),
        kind=_kind(stage, i, form, pronoun, actor),
        role=_role(tree, i),
        determiner=_determiner(tree, first, i),
        quote=quote,
        sentence=stage.sentence[i],
        paragraph=paragraph,
        governor=_governor(tree, i),
        actor=actor,
        noun="" if pronoun else tree.lemma[i],
        modifiers=frozenset() if pronoun else modifiers,
        words=tuple(w for k in names if (w := fold(tree.text[k]))),
        phrase="" if pronoun else " ".join(tree.low[k] for k in told if not tree.text[k].isspace()),
        acronym=form == "name" and start == end and len(tree.text[i]) > 1 and tree.text[i].isupper(),
    )


def _run(tree: Tree, i: int) -> int:
    """The first of the proper nouns that end at a head word."""
    while i and tree.sent[i - 1] == tree.sent[i] and tree.pos[i - 1] == "PROPN":
        i -= 1
    return i


def _bounds(stage: Stage, i: int, form: Form) -> tuple[int, int]:
    """First and last token of the phrase."""
    tree = stage.tree
    if form == "pronoun":
        return i, i
    hit = stage.hit_at.get(i)
    if hit is None:
        return left_of(tree, i), right_of(tree, i, full=True)
    if tree.dep[i] in INSIDE:
        return hit.first, hit.last
    return min(hit.first, left_of(tree, i)), max(hit.last, right_of(tree, i, full=True))


def _case(low: str) -> str:
    if low.endswith(("self", "selves")):
        return "reflexive"
    return "possessive" if low in _POSSESSIVE else "plain"


def _gender(stage: Stage, i: int, pronoun: str, actor: str, start: int) -> str:
    if pronoun:
        return {"he": "m", "she": "f", "it": "n"}.get(pronoun, "")
    if actor:
        return stage.gender_of(actor)
    noun = nouns().get(noun_key(stage.tree, i) or "")
    if noun is not None:
        return noun.gender
    if stage.tree.pos[i] == "PROPN":
        return given_names().get(fold(stage.tree.text[start])) or ""
    return ""


def _number(stage: Stage, i: int, pronoun: str, actor: str) -> str:
    tree = stage.tree
    if pronoun == "you":
        return ""
    if tree.tag[i] in ("NNS", "NNPS") or tree.low[i] in _PLURAL:
        return "plural"
    if actor and stage.actor(actor).kind in ("organisation", "group", "outlet"):
        return ""
    return "singular"


def _kind(stage: Stage, i: int, form: Form, pronoun: str, actor: str) -> str:
    if pronoun:
        return "person" if pronoun in ("he", "she", "i", "we", "you") else ""
    if actor:
        hit = stage.hit_at[i]
        return "people" if hit.what == "people" else stage.actor(actor).kind
    if form == "nominal":
        noun = nouns().get(noun_key(stage.tree, i) or "")
        if noun is None:
            return ""
        return "person" if noun.kind == "title" else noun.kind if noun.kind in KINDS else "place"
    label = stage.parsed.doc[i].ent_type_
    return {"PERSON": "person", "ORG": "organisation", "GPE": "place", "LOC": "place", "FAC": "place"}.get(label, "")


def _role(tree: Tree, i: int) -> str:
    at = i
    while tree.dep[at] == "conj" and tree.head[at] != at:
        at = tree.head[at]
    if tree.dep[at] == "pobj" and tree.dep[tree.head[at]] == "agent":
        return "agent"
    return _ROLE_OF.get(tree.dep[at], "")


def _governor(tree: Tree, i: int) -> int:
    """The word that the phrase hangs on, through a preposition."""
    up = tree.head[i]
    return tree.head[up] if tree.dep[i] == "pobj" else up


def _determiner(tree: Tree, first: int, head: int) -> str:
    for kid in tree.kids[head]:
        if kid >= head:
            break
        if tree.dep[kid] == "poss":
            return "possessive"
        if tree.dep[kid] in ("det", "predet"):
            return _DETERMINER_OF.get(tree.low[kid], "other")
    if any(tree.dep[k] == "nummod" for k in tree.kids[head] if first <= k < head):
        return "number"
    return ""
