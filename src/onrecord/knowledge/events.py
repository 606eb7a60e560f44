"""The lexicon of events: which words tell of which of PLOVER's types, under which conditions. The data are tables."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from onrecord.knowledge.ontology import ontology
from onrecord.knowledge.row import OWN
from onrecord.knowledge.table import Row, kept, listed, path_of, rows
from onrecord.model import TYPES, EventType

SOMEONE, NONE, CLAUSE = "@someone", "@none", "@clause"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a trigger tells: a type of PLOVER's, with a mode (the manual's or POLECAT's) and a CAMEO code.

    Attributes:
        row: what says so: the line of a table and its word ("event_verbs.tsv:57 shell"), or "rule" and its name.
    """

    type: EventType
    mode: str | None
    cameo: str
    row: str = field(default="", compare=False)

    @property
    def own(self) -> bool:
        """Whether the researcher's own table says so."""
        return self.row.startswith(OWN)


@dataclass(frozen=True, slots=True)
class VerbEntry:
    """A row of event_verbs.tsv.

    Attributes:
        particles: one of them must hang on the verb; empty: none is asked for.
        objects: lemmas, one of which must be the object. demands: @someone, @none or @clause.
        to: where the recipient stands; None: the usual places; "": nowhere.
    """

    meaning: Meaning
    particles: frozenset[str]
    objects: frozenset[str]
    demands: frozenset[str]
    to: tuple[str, ...] | None

    @property
    def weight(self) -> int:
        """How much the row asks for; of the rows that hold the heaviest counts."""
        return 2 * bool(self.particles) + 3 * bool(self.objects) + 2 * bool(self.demands)


@dataclass(frozen=True, slots=True)
class NounEntry:
    """A row of event_nouns.tsv: `alone` without a light verb, `of` what "of" brings (recipient, actor or "")."""

    meaning: Meaning
    modifiers: frozenset[str]
    alone: bool
    of: str


@dataclass(frozen=True, slots=True)
class AdjectiveEntry:
    """A row of event_adjectives.tsv."""

    meaning: Meaning
    follows: str
    to: str


@dataclass(frozen=True)
class Lexicon:
    """The tables, by lemma; the researcher's own rows first, then the heaviest row of a verb."""

    verbs: dict[str, tuple[VerbEntry, ...]]
    nouns: dict[str, tuple[NounEntry, ...]]
    adjectives: dict[str, tuple[AdjectiveEntry, ...]]
    classes: dict[str, frozenset[str]]
    stop: frozenset[str]
    contexts: tuple[tuple[str, re.Pattern[str]], ...]
    any_context: re.Pattern[str]

    def contexts_of(self, text: str) -> tuple[str, ...]:
        """PLOVER's contexts whose words stand in a text, in the order of the manual."""
        low = text.lower()
        if not self.any_context.search(low):
            return ()
        return tuple(name for name, pattern in self.contexts if pattern.search(low))


@kept
def lexicon() -> Lexicon:
    """The lexicon of the package, read once a process.

    Raises:
        DataError: a table is wrong, or names a type, mode, code, class or context that there is not.
    """
    classes = {row["class"]: frozenset(listed(row["words"])) for row in rows("event_classes.tsv")}
    verbs: dict[str, list[VerbEntry]] = defaultdict(list)
    for row in rows("event_verbs.tsv"):
        for lemma in listed(row["verb"]):
            verbs[lemma].append(_verb(row, lemma, classes))
    nouns: dict[str, list[NounEntry]] = defaultdict(list)
    for row in rows("event_nouns.tsv"):
        of = "" if row["of"] == "-" else row["of"]
        modifiers = frozenset(listed(row["modifier"]))
        for lemma in listed(row["noun"]):
            nouns[lemma].append(NounEntry(_meaning(row, lemma), modifiers, row["alone"] == "yes", of))
    adjectives: dict[str, list[AdjectiveEntry]] = defaultdict(list)
    for row in rows("event_adjectives.tsv"):
        to = "" if row["to"] == "-" else row["to"]
        for lemma in listed(row["adjective"]):
            adjectives[lemma].append(AdjectiveEntry(_meaning(row, lemma), row["with"], to))
    contexts = tuple(_contexts())
    return Lexicon(
        {lemma: tuple(sorted(found, key=_verb_order)) for lemma, found in verbs.items()},
        {lemma: tuple(sorted(found, key=_noun_order)) for lemma, found in nouns.items()},
        {lemma: tuple(found) for lemma, found in adjectives.items()},
        classes,
        frozenset(row["word"] for row in rows("event_stop.tsv")),
        contexts,
        re.compile("|".join(pattern.pattern for _, pattern in contexts)),
    )


def _verb_order(entry: VerbEntry) -> tuple[bool, int, int]:
    return not entry.meaning.own, -entry.weight, len(entry.objects)


def _noun_order(entry: NounEntry) -> tuple[bool, bool]:
    return not entry.meaning.own, not entry.modifiers


def _contexts() -> Iterator[tuple[str, re.Pattern[str]]]:
    for row in rows("contexts.tsv"):
        if row["context"] not in ontology().contexts:
            raise row.wrong(f"PLOVER has no context {row['context']}")
        words = "|".join(re.escape(word) for word in listed(row["words"]))
        yield row["context"], re.compile(rf"\b(?:{words})\b")


def _meaning(row: Row, lemma: str) -> Meaning:
    scheme = ontology()
    type_ = row["type"]
    if type_ not in TYPES:
        raise row.wrong(f"{type_!r} is no type of PLOVER's", f"Use one of {', '.join(TYPES)}.")
    kind = scheme.types[type_]
    mode = row["mode"] or None
    if mode is not None and mode not in kind.modes and mode not in kind.folded:
        known = ", ".join((*kind.modes, *kind.folded))
        raise row.wrong(f"{type_} has no mode {mode}", f"Use one of {known}, or none." if known else "Leave it empty.")
    if row["cameo"] not in scheme.cameo:
        raise row.wrong(f"CAMEO has no code {row['cameo']}", f"{path_of('cameo.tsv')} has all codes.")
    return Meaning(kind.name, mode, row["cameo"], f"{row.at} {lemma}")


def _verb(row: Row, lemma: str, classes: dict[str, frozenset[str]]) -> VerbEntry:
    objects: set[str] = set()
    demands: set[str] = set()
    for word in listed(row["object"]):
        if word in (SOMEONE, NONE, CLAUSE):
            demands.add(word)
        elif word.startswith("@"):
            if word[1:] not in classes:
                raise row.wrong(f"event_classes.tsv has no class {word}")
            objects |= classes[word[1:]]
        else:
            objects.add(word)
    to = None if not row["to"] else () if row["to"] == "-" else listed(row["to"])
    return VerbEntry(_meaning(row, lemma), frozenset(listed(row["with"])), frozenset(objects), frozenset(demands), to)
