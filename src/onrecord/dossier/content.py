"""What a dossier holds: rows as the ledger's queries give them, the words that show each, and what stands behind them.

Names of fields matter: a mask leaves alone what is named like a code or a day (see `onrecord.mask`).
"""

from __future__ import annotations

from typing import Generic, Literal, TypeVar

import msgspec

from onrecord.analyse import Changed, Tie
from onrecord.ledger import ActorCard, Claim, Coverage, Happening, Passage, Voice
from onrecord.ledger.origins import Reason
from onrecord.model import Bounds

T = TypeVar("T")
Kind = Literal["actor", "pair", "event", "dispute"]


class Words(msgspec.Struct, frozen=True):
    """The sentence, or sentences, that a row stands in.

    Args:
        report: id. start: code points into its text, of `text`. text: the very words; those of a long sentence are
            cut, and `cut` says so. marks: start and end (code points into `text`, end exclusive) of the words that show
            the row. voices: the chain of voices in words, from who says it to who reports it.
    """

    report: str
    start: int
    text: str
    marks: tuple[tuple[int, int], ...]
    voices: str
    cut: bool = False


class Source(msgspec.Struct, frozen=True):
    """A report that rows of the dossier stand in.

    Args:
        report: id. number: how the dossier cites it. source_id: the input's own id, or its path.
        basis: of the date: given, page or decided. read_by: the reader that made the reading.
        origin: key of its origin; reason, of, share: why it has it, see `onrecord.ledger.origins.Origin`.
    """

    report: str
    number: int
    source_id: str
    title: str | None
    publisher: str | None
    agency: str | None
    url: str | None
    published: str | None
    basis: str | None
    published_between: Bounds | None
    read_by: str
    origin: str
    reason: Reason
    of: str | None = None
    share: float | None = None


class Part(msgspec.Struct, Generic[T], frozen=True):
    """Rows of one sort.

    Args:
        rows: those that are shown. more: how many are not; `at_least` where nobody counted them to the end.
        notes: sentences on what is left out besides.
    """

    rows: tuple[T, ...] = ()
    more: int = 0
    at_least: bool = False
    notes: tuple[str, ...] = ()


class Side(msgspec.Struct, frozen=True):
    """One side of a disagreement.

    Args:
        row: REPORT:ID. says: in short ("at least 2,000", "rift"). confidence: null where the row has none of its own.
        least, most: of a number, the bounds of it; null where it has none on that side, or is none.
    """

    row: str
    says: str
    voice: Voice
    passage: Passage
    certainty: str | None = None
    confidence: float | None = None
    least: float | None = None
    most: float | None = None


class Disagreement(msgspec.Struct, frozen=True):
    """What sources tell differently.

    Args:
        about: what it is about, in words. sides: the smallest number first; else who says so before who denies it.
        voices, origins: how many different ones; origins null where nobody counted. day: ISO day of what it is about,
            where that has one. more: sides that are not shown; of numbers, those between others.
    """

    about: str
    sides: tuple[Side, ...]
    voices: int
    origins: int | None = None
    day: str | None = None
    more: int = 0


class Network(msgspec.Struct, frozen=True):
    """The ties on a day, of those whom the dossier is about.

    Args:
        on: ISO day. since: ISO day from which changes are told; null where they are told over all time.
        ties: those told by most origins first. changes: what became of ties; those only told of for the first time
            are left out. reports, origins: that tell of all ties on the day; null where nobody counted.
    """

    on: str
    since: str | None
    ties: Part[Tie]
    changes: Part[Changed]
    reports: int | None
    origins: int | None


class Decided(msgspec.Struct, frozen=True):
    """A decision that concerns something in the dossier; see `onrecord.model.Decision`."""

    id: str
    kind: str
    target: str
    others: tuple[str, ...]
    changes: dict[str, str]
    undoes: str | None
    in_force: bool
    by: str
    at: str
    why: str


class NotRead(msgspec.Struct, frozen=True):
    """An input that gave no report that was read, and why.

    Args:
        source_id: its own id, or its path. place: line in it. reason: a sentence, in which the input is "it".
    """

    source_id: str
    place: int | None
    reason: str


class Asked(msgspec.Struct, frozen=True):
    """What was asked for: ISO days, the last one included; rows of each section at most."""

    start: str | None
    end: str | None
    limit: int


class Dossier(msgspec.Struct, frozen=True):
    """A dossier.

    Args:
        ledger: the file's name. made_by: the program and its version.
        who: whom it is about: one actor, the two of a pair, or the known sides of an event.
        event: what it is about, if it is about an event: the telling that was named; `happened` and `unreal` are then
            the tellings of it. disputed: of a dispute, that dispute alone.
        happened: events told as happened; unreal: planned, threatened, hypothetical, denied or habitual ones.
        said: claims by whom it is about; about: claims about them. words: by row (REPORT:ID).
        notes: sentences on how to read it.
    """

    subject: Kind
    ledger: str
    made_by: str
    asked: Asked
    coverage: Coverage
    not_read: Part[NotRead]
    who: tuple[ActorCard, ...] = ()
    event: Happening | None = None
    disputed: Part[Disagreement] = Part()
    network: Network | None = None
    happened: Part[Happening] = Part()
    unreal: Part[Happening] = Part()
    said: Part[Claim] = Part()
    about: Part[Claim] = Part()
    decided: Part[Decided] = Part()
    sources: tuple[Source, ...] = ()
    words: dict[str, Words] = {}
    notes: tuple[str, ...] = ()

    @property
    def origins(self) -> int:
        """How many independent origins its reports have."""
        return len({source.origin for source in self.sources})
