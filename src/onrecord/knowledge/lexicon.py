"""The word lists: cues of attribution, words of modality, nouns of events, kinds of source."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import cast, get_args

from onrecord.knowledge.table import Row, kept, listed, rows
from onrecord.model import Kind

KINDS: frozenset[str] = frozenset(get_args(Kind))
FORMS = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adjective"}
COMMITS = frozenset("fact claim likely doubt deny ask want maybe plan threat refuse stance".split())
EFFECTS = COMMITS | frozenset("same not try possible unlikely".split())


@dataclass(frozen=True, slots=True)
class Cue:
    """One sense of a cue: what it gives to its source, and in which shapes.

    Attributes:
        commits: how the source presents the content; the head of cues.tsv says what each means.
        shapes: shape to the share of such phrases that are attributions.
        quote: whether it can stand beside a quotation.
    """

    lemma: str
    form: str
    kind: Kind
    commits: str
    shapes: dict[str, float] = field(hash=False)
    quote: bool


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a cue means that no rule looks for: its kind, and how its source presents the content."""

    kind: Kind
    commits: str


Phrase = tuple[tuple[str, ...], Meaning]
"""The lemmas of a cue of several words, and its meaning."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The lists, ready to be asked.

    Attributes:
        cues: (lemma, form) to its senses. shapes: (lemma, form, shape) to the sense that has the shape.
        quoting: lemmas of verbs that can stand beside a quotation, with their sense.
        meanings: (lemma, form) to the meaning of further cues; the lemma is "*" for what is in no list.
        phrases: first lemma to the cues of several words that begin with it, longest first, with their meaning.
        effects: (lemma, form, slot) to what a governor does to the clause or noun in that slot.
        words: class of function word ("possible", "negative", …) to its words.
        nouns: lemmas that name an event; not_events: those that only look like it.
        sources: class ("anonymous", "collective", "document", "role") to head words and phrases.
    """

    cues: dict[tuple[str, str], tuple[Cue, ...]]
    shapes: dict[tuple[str, str, str], Cue]
    quoting: dict[str, Cue]
    meanings: dict[tuple[str, str], Meaning]
    phrases: dict[str, tuple[Phrase, ...]]
    effects: dict[tuple[str, str, str], str]
    words: dict[str, frozenset[str]]
    nouns: frozenset[str]
    not_events: frozenset[str]
    sources: dict[str, frozenset[str]]


@kept
def lexicon() -> Lexicon:
    """The lists of the package, read once a process.

    Raises:
        DataError: a list is missing or a line of it is wrong.
    """
    cues = tuple(_cue(row) for row in rows("cues.tsv"))
    by_lemma: dict[tuple[str, str], list[Cue]] = {}
    shapes: dict[tuple[str, str, str], Cue] = {}
    quoting: dict[str, Cue] = {}
    for cue in cues:
        by_lemma.setdefault((cue.lemma, cue.form), []).append(cue)
        if cue.quote:
            quoting.setdefault(cue.lemma, cue)
        for shape in cue.shapes:
            shapes.setdefault((cue.lemma, cue.form, shape), cue)
    effects, words = _modality()
    meanings, phrases = _meanings()
    return Lexicon(
        cues={key: tuple(found) for key, found in by_lemma.items()},
        shapes=shapes,
        quoting=quoting,
        meanings=meanings,
        phrases=phrases,
        effects=effects,
        words=words,
        nouns=_classes("happenings.tsv")["event"],
        not_events=_classes("happenings.tsv")["other"],
        sources=_classes("source_words.tsv"),
    )


def _cue(row: Row) -> Cue:
    """A line of cues.tsv."""
    kind, commits = _kind(row, row["lemma"]), _commits(row, row["lemma"])
    shapes: dict[str, float] = {}
    for part in listed(row["shapes"]):
        name, _, share = part.partition("=")
        try:
            shapes[name] = float(share)
        except ValueError as problem:
            raise row.wrong(f"{row['lemma']}: {part!r} is no shape with a number") from problem
    return Cue(row["lemma"], row["form"], kind, commits, shapes, row["quote"] == "yes")


def _kind(row: Row, word: str) -> Kind:
    if row["kind"] not in KINDS:
        raise row.wrong(f"{word} is of kind {row['kind']!r}, which there is not")
    return cast(Kind, row["kind"])


def _commits(row: Row, word: str) -> str:
    if row["commits"] not in COMMITS:
        raise row.wrong(f"{word} commits to {row['commits']!r}, which is no such class")
    return row["commits"]


def _meanings() -> tuple[dict[tuple[str, str], Meaning], dict[str, tuple[Phrase, ...]]]:
    """cue_words.tsv: meanings of single words by form, and of phrases by their first word."""
    words: dict[tuple[str, str], Meaning] = {}
    phrases: dict[str, list[Phrase]] = {}
    for row in rows("cue_words.tsv"):
        for word in listed(row["words"]):
            meaning = Meaning(_kind(row, word), _commits(row, word))
            if row["form"] == "phrase":
                lemmas = tuple(word.split())
                phrases.setdefault(lemmas[0], []).append((lemmas, meaning))
            else:
                words.setdefault((word, row["form"]), meaning)
    return words, {first: tuple(sorted(found, key=lambda one: -len(one[0]))) for first, found in phrases.items()}


def _modality() -> tuple[dict[tuple[str, str, str], str], dict[str, frozenset[str]]]:
    """modality.tsv: governors with their slots, and classes of function words."""
    effects: dict[tuple[str, str, str], str] = {}
    words: dict[str, set[str]] = {}
    for row in rows("modality.tsv"):
        for word in listed(row["words"]):
            if row["form"] == "word":
                words.setdefault(row["effect"], set()).add(word)
                continue
            if row["effect"] not in EFFECTS:
                raise row.wrong(f"{word} has the effect {row['effect']!r}, which there is not")
            if not row["slots"]:
                raise row.wrong(f"{word} has no slot that it acts on")
            for slot in listed(row["slots"]):
                effects.setdefault((word, row["form"], slot), row["effect"])
    return effects, {name: frozenset(found) for name, found in words.items()}


def _classes(name: str) -> dict[str, frozenset[str]]:
    """A table of class and words."""
    found: dict[str, set[str]] = {}
    for row in rows(name):
        found.setdefault(row["class"], set()).update(listed(row["words"]))
    return {key: frozenset(words) for key, words in found.items()}
