"""Known wars, coups, accords, elections, sieges and uprisings: their dates, and the names that reports give them."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from onrecord.errors import DataError
from onrecord.knowledge.table import Row, kept, listed, path_of, rows
from onrecord.model import Actor

TABLE = "episodes.tsv"
KINDS = frozenset({
    "war", "uprising", "coup", "accord", "election", "siege", "attack", "intervention", "crisis", "disaster",
})  # fmt: skip
_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
_WORD = re.compile(r"\w+")
_PLAIN = str.maketrans({"’": "'", "‘": "'", "–": "-", "—": "-", "‑": "-", "\n": " ", "\u00a0": " ", "İ": "I"})


class Episode(msgspec.Struct, frozen=True):
    """A known episode of history.

    Args:
        id: "episode:…". name: to show. names: all that reports call it, `name` among them.
        start: ISO day, month or year; its length is its precision.
        end: the same, exclusive; null where it is still going on.
        kind: war, uprising, coup, accord, election, siege, attack, intervention, crisis or disaster.
        country: ISO 3166 alpha-3 of where it took place; null where that is several. wikidata: "Q…".
    """

    id: str
    name: str
    names: tuple[str, ...]
    start: str
    end: str | None
    kind: str
    country: str | None = None
    wikidata: str | None = None


@kept
def episodes() -> tuple[Episode, ...]:
    """All episodes, in the order of the table.

    Raises:
        DataError: a row of the table is wrong.
    """
    return tuple(_episode(row) for row in rows(TABLE))


def get(id: str) -> Episode | None:
    """The episode of an id ("episode:syrian-civil-war"), or None.

    >>> get("episode:syrian-civil-war").start
    '2011-03'
    """
    return _by_id().get(id)


def matches(text: str) -> Iterator[tuple[int, int, Episode]]:
    """Where a text names an episode: start and end in code points (a possessive 's is not part of it), and which.

    The longest name wins; names do not overlap. "The civil war" alone names nothing.

    >>> [(start, end, e.id) for start, end, e in matches("Syria’s civil war went on.")]
    [(0, 17, 'episode:syrian-civil-war')]
    """
    plain = _folded(text)
    index = _by_first_word()
    after = 0
    for word in _WORD.finditer(plain):
        start = word.start()
        if start < after:
            continue
        for name, episode in index.get(word.group(), ()):
            end = start + len(name)
            if plain.startswith(name, start) and not (end < len(plain) and (plain[end].isalnum())):
                yield start, end, episode
                after = end
                break


def actor(episode: Episode) -> Actor:
    """The episode as an actor, as relations and figures point at it."""
    return Actor(episode.id, episode.name, "episode", episode.country, wikidata=episode.wikidata)


def _episode(row: Row) -> Episode:
    start, end = row["start"], row["end"] or None
    if not _DATE.fullmatch(start) or (end and not (_DATE.fullmatch(end) and start < end)) or row["kind"] not in KINDS:
        raise row.wrong(f"{row['id']}: start, end or kind is wrong")
    names = tuple(dict.fromkeys((row["name"], *listed(row["names"]))))
    return Episode(
        f"episode:{row['id']}",
        row["name"],
        names,
        start,
        end,
        row["kind"],
        row["country"] or None,
        row["wikidata"] or None,
    )


@kept
def _by_id() -> dict[str, Episode]:
    return {episode.id: episode for episode in episodes()}


@kept
def _by_first_word() -> dict[str, tuple[tuple[str, Episode], ...]]:
    """First word of a folded name to the names that begin so, the longest first."""
    found: dict[str, list[tuple[str, Episode]]] = {}
    for episode in episodes():
        for name in map(_folded, episode.names):
            first = _WORD.match(name)
            if first is None:
                raise DataError(f"{path_of(TABLE)}: {episode.id}: a name must begin with a letter or a digit")
            found.setdefault(first.group(), []).append((name, episode))
    return {first: tuple(sorted(named, key=lambda n: -len(n[0]))) for first, named in found.items()}


def _folded(text: str) -> str:
    """The text in small letters with plain apostrophes, dashes and spaces; of the same length."""
    plain = text.translate(_PLAIN)
    folded = plain.lower()
    return folded if len(folded) == len(plain) else "".join(c.lower() if len(c.lower()) == 1 else c for c in plain)
