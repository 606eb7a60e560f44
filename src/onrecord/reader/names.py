"""Where a text names an actor of the registry, a known person or organisation of its own, or a place."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from spacy.tokens import Doc

from onrecord.knowledge.folding import fold, key, words
from onrecord.knowledge.registry import registry
from onrecord.knowledge.table import kept
from onrecord.reader.bearers import bearer
from onrecord.reader.tree import Tree

What = Literal["name", "adjective", "people", "capital", "place"]
_GLUE = frozenset({"-", "‐", "‑", "–", "'", "’", "/"})
_ARTICLES = frozenset({"al", "el", "as", "an", "ad", "ash", "de", "bin", "ibn"})
_PLAIN_WORDS = frozenset({
    "amal", "labour", "conservatives", "republican", "democrats", "republicans", "solidarity", "wagner", "congress",
    "contras", "quartet", "amnesty", "brotherhood", "shabab", "fed", "majlis", "dawn", "zaman", "spa", "petra",
    "saba", "fars", "saddam", "lula", "emirates", "america", "twitter", "facebook", "telegram", "youtube",
    "spiegel",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Hit:
    """Words that name somebody.

    Attributes:
        first, last: tokens, both included. actor: id. what: how they name the actor. confidence: 0 to 1.
    """

    first: int
    last: int
    actor: str
    what: What
    confidence: float


Form = Literal["any", "caps", "exact", "title", "article"]
"""How a name has to stand: any of its words with a capital; all in capitals ("IS", "AU"); as it is written ("LeT");
each of its longer words, or of its short ones where it has no longer, with a capital ("Russia Today", "Wen Wei Po");
so, after "the" and before no other name ("The National")."""
_SMALL = 3


@dataclass(frozen=True, slots=True)
class _Entry:
    words: tuple[str, ...]
    actor: str
    what: What
    form: Form
    spelling: str
    shared: str
    """The name that several bodies bear, or may: one of `Registry.shared`; else ""."""


def _form(spelling: str, outlet: bool) -> Form:
    """How a spelling has to stand in the text, for common words are names of papers, and small ones of groups."""
    letters = "".join(c for c in spelling if c.isalpha())
    if letters.isupper() and len(letters) <= _SMALL:
        return "caps"
    if letters == spelling and len(spelling) <= _SMALL + 1 and not (spelling[1:].islower() or spelling.isupper()):
        return "exact"
    if outlet:
        return "article" if spelling.startswith("The ") and spelling.count(" ") == 1 else "title"
    return "any"


@kept
def _index() -> dict[str, tuple[_Entry, ...]]:
    """Spellings by their first word, the longest first."""
    known = registry()
    found: dict[str, list[_Entry]] = defaultdict(list)

    shared = known.shared
    last = {name.rpartition(" ")[2] for name in shared}

    def add(spelling: str, actor: str, what: What, form: Form | None = None) -> None:
        parts = words(spelling)
        if parts and parts[0] == "the":
            parts = parts[1:]
        if parts:
            form = form or _form(spelling, known.actors[actor].kind == "outlet")
            name = key(spelling) if what == "name" and parts[-1] in last else ""
            found[parts[0]].append(_Entry(parts, actor, what, form, spelling, name if name in shared else ""))

    for spelling, actor in known.names():
        add(spelling, actor, "name")
    for name, actors in shared.items():
        if not known.exactly(name):
            add(known.actors[actors[0]].name.partition(" (")[0], actors[0], "name", "title")
    for table, what in ((known.adjectives, "adjective"), (known.peoples, "people"), (known.capitals, "capital")):
        for spelling, actor in table.items():
            add(spelling, actor, what)  # type: ignore[arg-type]
    for spelling, actor in known.peoples.items():
        if spelling.endswith("s") and spelling[:-1] not in known.adjectives:
            add(spelling[:-1], actor, "adjective")
    return {first: tuple(sorted(entries, key=lambda e: -len(e.words))) for first, entries in found.items()}


def known_names(doc: Doc, tree: Tree, day: str | None = None, spoken: Iterable[str] = ()) -> Iterator[Hit]:
    """The names of the registry, the longest first, without overlap, in text order.

    Args:
        day: ISO date of the report; who was not there on it does not bear a name that others have too.
        spoken: ISO 3166 alpha-3 codes of the places that the report speaks of, each as often as it does.
    """
    found = list(_found(doc, tree))
    if not any(name for _, name in found):
        yield from (hit for hit, _ in found)
        return
    actors = registry().actors
    countries = Counter(actors[hit.actor].country or "" for hit, name in found if not name)
    countries.update(spoken)
    del countries[""]
    for hit, name in found:
        whose = bearer(name, countries, day) if name else (hit.actor, hit.confidence)
        if whose is not None:
            yield replace(hit, actor=whose[0], confidence=whose[1])


def _found(doc: Doc, tree: Tree) -> Iterator[tuple[Hit, str]]:
    """The names, each with itself where it is one of `Registry.shared`."""
    index = _index()
    text = tree.text
    folded = [fold(word) for word in text]
    at, size = 0, len(text)
    while at < size:
        entries = index.get(folded[at])
        hit, shared = None, ""
        if entries and not (text[at].islower() and folded[at] not in _ARTICLES):
            for entry in entries:
                last = _matched(entry.words, folded, text, at)
                if last is not None and _fits(entry, text, at, last) and not _goes_on(entry, text, last, index):
                    hit, shared = Hit(at, last, entry.actor, entry.what, 0.95), entry.shared
                    break
        if hit is not None and not _swallowed(doc, hit):
            yield hit, shared
            at = hit.last + 1
        else:
            at += 1


def _matched(parts: tuple[str, ...], folded: list[str], text: list[str], at: int) -> int | None:
    """The last token of the words that stand here; hyphens and apostrophes between them do not count."""
    position = at
    last = at
    for part in parts:
        while position < len(text) and not folded[position] and position > at and text[position] in _GLUE:
            position += 1
        if position >= len(text) or (folded[position] != part):
            return None
        last = position
        position += 1
    return last


def _fits(entry: _Entry, text: list[str], first: int, last: int) -> bool:
    """Whether the case of the words is that of a name."""
    here = text[first : last + 1]
    if entry.form == "exact":
        return text[first] == entry.spelling
    if entry.form == "caps":
        return all(t.isupper() for t in here if t.isalpha())
    if entry.form in ("title", "article"):
        named = [t for t in here if t.isalpha() and t.lower() not in _ARTICLES]
        whole = all(t[:1].isupper() for t in [t for t in named if len(t) > _SMALL] or named)
        return whole and (entry.form == "title" or _is_alone(text, first, last))
    return any(t[:1].isupper() for t in text[first : last + 1])


def _goes_on(entry: _Entry, text: list[str], last: int, index: dict[str, tuple[_Entry, ...]]) -> bool:
    """Whether a hyphen makes a longer name of a group's: the "SPLM" of "SPLM-Juba" is another group."""
    if entry.what != "name" or last + 2 >= len(text) or text[last + 1] not in ("-", "‑", "–"):
        return False
    further = text[last + 2]
    if further.lower() == "in" and last + 4 < len(text):
        further = text[last + 4]
    kind = registry().actors[entry.actor].kind if entry.actor in registry().actors else "group"
    return kind == "group" and further[:1].isupper() and further.isalpha() and fold(further) not in index


def _is_alone(text: list[str], first: int, last: int) -> bool:
    """Whether "the" stands before a name and no further name after it: no "The National Assembly"."""
    following = text[last + 1] if last + 1 < len(text) else ""
    return first > 0 and text[first - 1].lower() == "the" and not following[:1].isupper()


def _is_longer(doc: Doc, last: int) -> bool:
    """Whether "of" and a further capital follow a word: "Congress of Trade Unions" is another Congress."""
    return last + 2 < len(doc) and doc[last + 1].lower_ == "of" and doc[last + 2].text[:1].isupper()


def _swallowed(doc: Doc, hit: Hit) -> bool:
    """Whether the words are part of a longer name of somebody else (Michael Jordan), or a plain word."""
    token = doc[hit.first]
    if hit.first == hit.last and fold(token.text) in _PLAIN_WORDS and token.tag_ not in ("NNP", "NNPS"):
        return True
    if hit.first == hit.last and fold(token.text) in _PLAIN_WORDS and _is_longer(doc, hit.last):
        return True
    kind = token.ent_type_
    if kind not in ("PERSON", "FAC", "WORK_OF_ART", "PRODUCT", "LAW") or hit.last != hit.first:
        return False
    if kind == "PERSON" and registry().actors[hit.actor].kind != "state":
        return False
    before = hit.first > 0 and token.ent_iob_ == "I" and doc[hit.first - 1].text[:1].isupper()
    after = hit.last + 1 < len(doc) and doc[hit.last + 1].ent_iob_ == "I" and doc[hit.last + 1].text[:1].isupper()
    return before or (after and kind != "PERSON") or (after and hit.what != "adjective")
