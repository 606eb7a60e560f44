"""What a line of any format says, in one shape."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.model import ActorKind


@dataclass(frozen=True, slots=True)
class Term:
    """An office, or what a group belongs to.

    Attributes:
        line: of the file. title: "foreign minister", "member". of: id of the actor served, or another entry's `source`.
        start, end: ISO dates, the end exclusive; "" where not known. exact: whether the title is that of one office.
    """

    line: int
    title: str
    of: str
    start: str = ""
    end: str = ""
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Entry:
    """An actor of the list.

    Attributes:
        line: of the file. name, other: cleaned. kind: "unknown" where the list does not tell a person from a body.
        country: ISO 3166 alpha-3 or "". countries: all that it is said to belong to. sector: PLOVER's.
        source: what the list calls it, for entries that name each other. wikidata: "Q…" or "".
    """

    line: int
    name: str
    kind: ActorKind
    other: tuple[str, ...] = ()
    country: str = ""
    countries: frozenset[str] = frozenset()
    sector: tuple[str, ...] = ()
    terms: tuple[Term, ...] = ()
    wikidata: str = ""
    gender: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun for people or bodies, in small letters, with its sector (PLOVER's)."""

    line: int
    word: str
    sector: str
