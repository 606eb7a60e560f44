"""Hides the names of people whom no registry knows, everywhere they stand, in whatever leaves the program.

A masked letter becomes a full block, so that texts keep their length and every offset still holds. Masked are a
person's names as the reports write them, in any case, with or without accents, and each capitalised word of such a name
alone; somebody of a kind that is not known is taken for a person under a name of several words. What stands inside a
longer name of the registry stays, and a single word also inside a name of a body or a place. More may be hidden than
need be, never less of what the reader found; a name that it did not find is not known to be one.
"""

from __future__ import annotations

import itertools
import re
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

import msgspec

from onrecord.knowledge.folding import fold
from onrecord.model import Reading, Span

T = TypeVar("T")
BLOCK = "█"
"""What stands for a masked letter."""
KINDS = ("person", "unknown")
"""Kinds of actors that may be people."""
LOCAL = ("report:", "ledger:")
"""What the ids of actors begin with whom no registry knows."""
SHORTEST = 3
"""Letters that a word of a longer name must have to be masked alone."""

_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f\u064b-\u065f])*")
_ROW = re.compile(r"[aefprt]\d+")
_ID = re.compile(r"(?:report|ledger):[^\s,;“”\"'()]*[^\s,;“”\"'().:!?]")
"""The id of an actor whom no registry knows, as it stands in a list or a sentence."""
_TITLES = frozenset(
    "al el as an ash ad ar at abd abu ibn bin bint ben ould van von der den del della des los las the and for "
    "mr mrs ms miss sir lord lady sheikh imam haji general colonel major captain sergeant judge doctor dr professor "
    "president minister king queen prince princess".split()
)
"""Words of names that are no names by themselves."""
_PLAIN = _TITLES | frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december".split()
)
"""Words of longer names that are not masked where they stand alone."""
_CODED = frozenset(
    "format reader type kind form status certainty score state polarity source_kind precision value unsettled country "
    "wikidata sector cameo quad mode contexts codes language published published_basis captured "
    "start end code section coverage in_force change on since types verdict".split()
)
"""Fields that hold codes and days, never words of a report."""
_LOOSE = frozenset({"url", "source_id"})
"""Fields in which names are written without capitals."""

_IDS = frozenset("id actor speakers about medium of anchor attribution within target others merged row against".split())
"""Fields that hold ids: where they are of nobody hidden, they stay."""

Words = tuple[str, ...]
Stretch = tuple[int, int]
Word = tuple[int, int, str, bool]
"""Start, end, the folded word, and whether it counts as written with a capital."""


class Mask:
    """Whom to hide.

    Args:
        private: ids of actors to hide, each with the names that reports have for them.
        public: names of the registry; what stands inside one that is longer stays. other: names of bodies and places;
            a single word of a hidden name that stands inside one stays.

    Example:
        >>> mask = Mask({"report:mona-adel": ["Mona Adel"]}, other=["Adel Imam Street"])
        >>> mask.text("Mona Adel fled. Adel lives in Adel Imam Street.")
        '████ ████ fled. ████ lives in Adel Imam Street.'
    """

    def __init__(
        self, private: Mapping[str, Iterable[str]], public: Iterable[str] = (), other: Iterable[str] = ()
    ) -> None:
        self._names: dict[str, set[Words]] = defaultdict(set)
        self._alone: set[str] = set()
        self._public: dict[str, set[Words]] = defaultdict(set)
        self._other: dict[str, set[Words]] = defaultdict(set)
        self._ids: dict[str, str | None] = {}
        self._numbers = itertools.count(1)
        for name in public:
            _put(self._public, name)
        for name in other:
            _put(self._other, name)
        for actor, names in private.items():
            self._hide(actor, names)

    @classmethod
    def of_reading(cls, reading: Reading) -> Mask:
        """The mask of all that one reading names."""
        mask = cls({})
        mask._learn(reading)
        return mask

    @classmethod
    def of_rows(cls, ask: Callable[[str], Sequence[sqlite3.Row]], before: Mask | None = None) -> Mask:
        """The mask of all that a ledger names.

        Args:
            ask: gives the rows of a query, as `Ledger.rows`. before: an earlier mask; who had an id there keeps it.
        """
        names: dict[str, list[str]] = defaultdict(list)
        public: list[str] = []
        other = [row[0] for row in ask(_OTHERS)]
        for actor, kind, name in ask(_NAMES):
            if not _is_private(actor, kind):
                (other if actor.startswith(LOCAL) else public).append(name)
            elif is_name(name, kind):
                names[actor].append(name)
        mask = cls(names, public, other)
        if before is not None:
            mask._numbers = before._numbers
            mask._ids |= {actor: given for actor, given in before._ids.items() if actor in mask._ids}
        return mask

    @property
    def people(self) -> int:
        """How many are hidden."""
        return len(self._ids)

    def text(self, text: str, *, loose: bool = False) -> str:
        """The text without the names, as long as it was.

        Args:
            loose: hide single words too that have no capital, as in addresses of pages.
        """
        return _blocked(text, self._private(text, loose))

    def of(self, row: T) -> T:
        """A row, or rows, of any output without the names; offsets, codes and days stay."""
        masked: T = self._any(row, "")
        return masked

    def meant(self, words: str) -> str:
        """Words that somebody typed, or a list of ids, with the ids of those for whom masked ones stand."""
        real = {given: actor for actor, given in self._ids.items() if given}
        return _ID.sub(lambda found: real.get(found[0], found[0]), words)

    def reading(self, reading: Reading) -> Reading:
        """A reading without the names; every span is still what the text says at its offsets."""
        self._learn(reading)
        text = reading.report.text
        hidden, kept = _mentioned(reading, self._ids.keys())
        found = [part for part in self._private(text, False) if not _inside(part, kept)]
        cut: Reading = _Cut(self, _blocked(text, [*found, *hidden]))._struct(reading)
        return cut

    def _learn(self, reading: Reading) -> None:
        named: dict[str, list[str]] = defaultdict(list)
        for mention in reading.mentions:
            if mention.form == "name":
                named[mention.actor].append(mention.span.text)
        for place in reading.places:
            _put(self._other, place.name)
            _put(self._other, place.span.text)
        _put(self._other, reading.report.publisher or "")
        private = [actor for actor in reading.actors if _is_private(actor.id, actor.kind)]
        for actor in reading.actors:
            if actor not in private:
                for name in (actor.name, *named[actor.id]):
                    _put(self._other if actor.id.startswith(LOCAL) else self._public, name)
        for actor in private:
            names = [name for name in (actor.name, *named[actor.id]) if is_name(name, actor.kind)]
            if names:
                self._hide(actor.id, names)

    def _hide(self, actor: str, names: Iterable[str]) -> None:
        self._ids.setdefault(actor, None)
        for name in names:
            if len(_put(self._names, name)) > 1:
                words = list(_words(name, False))
                others = [*_standing(words, self._public), *_standing(words, self._other)]
                self._alone |= {
                    word
                    for start, end, word, capital in words
                    if capital and len(word) >= SHORTEST and word not in _PLAIN and not _inside((start, end), others)
                }

    def _private(self, text: str, loose: bool) -> list[Stretch]:
        """Where names to hide stand."""
        words = list(_words(text, loose))
        kept = list(_standing(words, self._public))
        around = [*kept, *_standing(words, self._other)]
        hidden = [
            part
            for part in _standing(words, self._names)
            if not any(_inside(part, [whole]) and whole != part for whole in kept)
        ]
        alone = [(start, end) for start, end, word, capital in words if capital and word in self._alone]
        return hidden + [part for part in alone if not _inside(part, around)]

    def _any(self, value: Any, field: str) -> Any:
        if isinstance(value, str):
            if field in _CODED:
                return self._ids_in(value)
            if field in _IDS and not value.startswith(LOCAL):
                return value
            return self._id(value) or self.text(self._ids_in(value), loose=field in _LOOSE)
        if isinstance(value, Reading):
            return self.reading(value)
        if isinstance(value, msgspec.Struct):
            return self._struct(value)
        if isinstance(value, dict):
            return {self._any(str(name), ""): one for name, one in self._fields(value).items()}
        if isinstance(value, (tuple, list)):
            return type(value)(self._any(one, field) for one in value)
        if value is None or isinstance(value, (bool, int, float)):
            return value
        raise TypeError(f"no mask is known for {type(value).__name__}")

    def _struct(self, value: msgspec.Struct) -> Any:
        fields = {name: getattr(value, name) for name in value.__struct_fields__}
        return msgspec.structs.replace(value, **self._fields(fields))

    def _fields(self, fields: dict[str, Any]) -> dict[str, Any]:
        """The fields of a row; those whose id is in a registry keep their names."""
        identity = fields.get("id")
        known = isinstance(identity, str) and not identity.startswith(LOCAL) and not _ROW.fullmatch(identity)
        public = ("name", "names") if known and "name" in fields else ()
        return {name: value if name in public else self._any(value, name) for name, value in fields.items()}

    def _ids_in(self, value: str) -> str:
        """Words in which the ids of hidden people stand, with those that stand for them."""
        return _ID.sub(lambda found: self._id(found[0]) or found[0], value)

    def _id(self, value: str) -> str | None:
        """The id that stands for a hidden one."""
        if value not in self._ids:
            return None
        given = self._ids[value]
        if given is None:
            given = self._ids[value] = f"{value.rpartition(':')[0]}:masked-{next(self._numbers)}"
        return given


class _Cut(Mask):
    """A mask for the rows of one report: a span is cut out of the masked text, so that it is what stands there."""

    def __init__(self, mask: Mask, text: str) -> None:
        self.__dict__.update(mask.__dict__)
        self._masked = text

    def _any(self, value: Any, field: str) -> Any:
        if isinstance(value, Span):
            return Span(value.start, value.end, self._masked[value.start : value.end])
        if field == "text" and isinstance(value, str) and len(value) == len(self._masked):
            return self._masked
        return super()._any(value, field)


def is_name(words: str, kind: str) -> bool:
    """Whether words that stand for an actor may name a person: "Mona Adel" does, "a spokesman" does not.

    Args:
        kind: of the actor; of somebody "unknown", more is asked than of a "person".
    """
    raw = [word for word in words.split() if fold(word) not in _TITLES]
    capitals = [word for word in raw if word.rpartition("-")[2][:1].isupper() or word[:1].isupper()]
    return bool(capitals) if kind == "person" else len(raw) > 1 and len(capitals) == len(raw)


def _is_private(actor: str, kind: str) -> bool:
    return kind in KINDS and actor.startswith(LOCAL)


def _mentioned(reading: Reading, hidden: Collection[str]) -> tuple[list[Stretch], list[Stretch]]:
    """Where names of hidden people stand, and where names of the registry do, as the reading has it."""
    mine: list[Stretch] = []
    known: list[Stretch] = []
    for mention in reading.mentions:
        if mention.form == "name":
            part = (mention.span.start, mention.span.end)
            if mention.actor in hidden:
                mine.append(part)
            elif not mention.actor.startswith(LOCAL):
                known.append(part)
    return mine, known


def _words(text: str, loose: bool) -> Iterator[Word]:
    for found in _WORD.finditer(text):
        raw = found.group()
        if word := fold(raw):
            yield found.start(), found.end(), word, loose or not raw[:1].islower()


def _standing(words: Sequence[Word], names: Mapping[str, set[Words]]) -> Iterator[Stretch]:
    """Where names stand among the words of a text; one of a single word only with a capital."""
    for index, (start, _, word, capital) in enumerate(words):
        for name in names.get(word, ()):
            last = index + len(name) - 1
            if len(name) == 1 and not capital:
                continue
            if last < len(words) and tuple(w[2] for w in words[index : last + 1]) == name:
                yield start, words[last][1]


def _inside(part: Stretch, parts: Iterable[Stretch]) -> bool:
    return any(a <= part[0] and part[1] <= b for a, b in parts)


def _blocked(text: str, parts: Iterable[Stretch]) -> str:
    letters = list(text)
    for start, end in parts:
        letters[start:end] = [letter if letter.isspace() else BLOCK for letter in text[start:end]]
    return "".join(letters)


def _put(names: dict[str, set[Words]], name: str) -> Words:
    """Keeps a name under its first word; gives its folded words."""
    words = tuple(word for _, _, word, _ in _words(name, False))
    if words:
        names[words[0]].add(words)
    return words


_NAMES = "SELECT l.id, l.kind, n.name FROM ledger_actors l JOIN actor_names n ON n.actor = l.id"
_OTHERS = """
SELECT name FROM place_rows GROUP BY name UNION
SELECT publisher FROM report_versions WHERE publisher IS NOT NULL
"""
