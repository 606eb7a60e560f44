"""What a ledger answers: frozen rows, each with the passage that shows it and the reports that were not looked into."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Generic, Literal, TypeVar

import msgspec

from onrecord.model import Bounds, Decision, Role

T = TypeVar("T")
Step = Literal["report", "version", "reading", "nothing", "erased"]
"""What an `add` did: a new report, a new version of its metadata, another reading of it, or nothing at all; erased: the
report had been erased, or words of it, so that no more is recorded than that it came again."""


class Coverage(msgspec.Struct, frozen=True):
    """How much of what was given could be looked into. "Nothing found" means nothing found in `read` reports.

    Args:
        read: reports that were read. not_english: kept, not read. no_article, unreadable: gave no report.
        erased: were erased as a whole. covered: of those that are there, reports out of which words were erased.
    """

    read: int = 0
    not_english: int = 0
    no_article: int = 0
    unreadable: int = 0
    erased: int = 0
    covered: int = 0

    @property
    def not_read(self) -> int:
        """How many inputs no list can have rows of."""
        return self.not_english + self.no_article + self.unreadable + self.erased


class Expected(msgspec.Struct, frozen=True):
    """From how much rows come, and what share of them is expected to be wrong; see `onrecord.ledger.expected`.

    Args:
        rows: how many. reports, origins: that tell them. share_wrong: 0 to 1; null where nothing can be said.
        low, high: between which it lies with a probability of 90 %. unknown: rows of which nothing can be said; the
            share is of the others. judged: rows of these sections in the ledger that people judged. basis: what the
            share rests on, in words.
    """

    rows: int
    reports: int
    origins: int
    share_wrong: float | None = None
    low: float | None = None
    high: float | None = None
    unknown: int = 0
    judged: int = 0
    basis: str | None = None


class Passage(msgspec.Struct, frozen=True):
    """The words that show a row, and whose they are.

    Args:
        report: id. start, end: code points into its text, end exclusive; `text[start:end]` is `text`.
        published: ISO date or date-time. published_between: of a report without a date, what its own text pins down;
            inferred, and used for nothing. marks: words that people marked its source with: "state media".
    """

    report: str
    start: int
    end: int
    text: str
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    published_between: Bounds | None = None
    marks: tuple[str, ...] = ()


class Who(msgspec.Struct, frozen=True):
    """An actor of the ledger, or the bare words of a party that is not known (then `id` is null)."""

    id: str | None
    name: str


class Voice(msgspec.Struct, frozen=True):
    """Who vouches for a row.

    Args:
        attribution: REPORT:ID of the claim it stands in; null where the report itself vouches.
        speakers: the actors who speak. words: how the report names its source ("a senior official").
        publisher: whose report it is. marks: words that people marked the speakers with, as a source.
    """

    attribution: str | None = None
    speakers: tuple[Who, ...] = ()
    words: str | None = None
    publisher: str | None = None
    marks: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """One line: the speakers, else the words of the source, else the publisher, else "the report"."""
        if self.speakers:
            return ", ".join(who.name for who in self.speakers)
        return self.words or self.publisher or "the report"


class Claim(msgspec.Struct, frozen=True):
    """Something said, believed, planned, known or inferred, and by whom.

    Args:
        row: REPORT:ID. content: the words claimed; parts are parted by " … ". cue: "said".
        certainty, status: of the act of saying (CT+ …, occurred …). about: actors named in the content.
        medium: the outlet it was said to. within: REPORT:ID of the claim it stands in.
        voices: the whole chain in words, from who says it to who reports it.
        verdict: accepted, corrected or rejected by a person; null where nobody decided.
    """

    row: str
    kind: str
    form: str
    source_kind: str
    polarity: str
    voice: Voice
    cue: str
    content: str
    about: tuple[Who, ...]
    certainty: str
    status: str
    confidence: float
    passage: Passage
    medium: Who | None = None
    within: str | None = None
    voices: str = ""
    verdict: str | None = None


class Where(msgspec.Struct, frozen=True):
    """A place of an event. `country` is ISO 3166 alpha-2; degrees in WGS 84."""

    name: str
    country: str | None = None
    geonames: int | None = None
    lat: float | None = None
    lon: float | None = None
    precision_km: float | None = None


class Happening(msgspec.Struct, frozen=True):
    """An event as one report tells it.

    Args:
        row: REPORT:ID. certainty: CT+ … Uu; score: -3 to 3. start, end: ISO, end exclusive. when: the words of time.
        tellings: how often the report tells it. origins: how many independent origins tell that the happening took
        place (see `onrecord.ledger.happenings`). origin: whose this telling is. basis: what made it, see `Event`.
        verdict: as of a claim.
    """

    row: str
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    cameo: str
    quad: int
    intensity: float
    status: str
    certainty: str
    score: float
    actors: tuple[Who, ...]
    recipients: tuple[Who, ...]
    trigger: str
    voice: Voice
    confidence: float
    tellings: int
    origins: int
    origin: str
    passage: Passage
    start: str | None = None
    end: str | None = None
    precision: str | None = None
    when: str | None = None
    place: Where | None = None
    basis: tuple[str, ...] = ()
    verdict: str | None = None

    @property
    def dated(self) -> bool:
        """Whether the text says when."""
        return self.start is not None or self.end is not None


class Stated(msgspec.Struct, frozen=True):
    """A status of a happening, those who say so, and how many origins their words have."""

    status: str
    sources: tuple[str, ...]
    origins: int


class Stance(msgspec.Struct, frozen=True):
    """Who asserts that a happening took place, who denies it, or who says so with doubt, and of how many origins."""

    stance: Literal["asserts", "denies", "hedges"]
    sources: tuple[str, ...]
    origins: int


class Dated(msgspec.Struct, frozen=True):
    """When a happening took place as some sources tell it: ISO, end exclusive."""

    start: str | None
    end: str | None
    sources: tuple[str, ...]


class Placed(msgspec.Struct, frozen=True):
    """Where a happening took place as some sources tell it."""

    place: Where
    sources: tuple[str, ...]


class Acted(msgspec.Struct, frozen=True):
    """Who acted, as some sources tell it; nobody where they name none."""

    actors: tuple[Who, ...]
    sources: tuple[str, ...]


class Linked(msgspec.Struct, frozen=True):
    """Two tellings (REPORT:ID) that are taken for one happening, how strongly, and why, in words."""

    row: str
    other: str
    score: float
    reasons: tuple[str, ...]


class Gathered(msgspec.Struct, frozen=True):
    """A happening as all reports of the ledger tell it.

    Args:
        row: REPORT:ID of the telling that was reported first. shown: the telling that says most.
        types: the most told first. reports: how many tell it. origins: how many independent ones tell that it took
        place. statuses, doers, days, places: by source. stances: of those that say whether it took place. tellings: all
        of them. links: what joins them, the strongest of many. wrong: how likely it is that no telling that it took
        place is read rightly, 0 to 1, null where none says so; whether they tell of one thing is not in it; see
        `onrecord.ledger.expected`.
    """

    row: str
    shown: Happening
    types: tuple[str, ...]
    reports: int
    origins: int
    statuses: tuple[Stated, ...]
    stances: tuple[Stance, ...]
    doers: tuple[Acted, ...]
    days: tuple[Dated, ...]
    places: tuple[Placed, ...]
    tellings: tuple[Happening, ...]
    links: tuple[Linked, ...]
    wrong: float | None = None


class Hit(msgspec.Struct, frozen=True):
    """A passage that a full-text search found.

    Args:
        kind: where it was found. row: REPORT, or REPORT:ID of the claim or event.
        marks: start and end (code points into the report's text) of the words that match.
    """

    kind: Literal["report", "claim", "event"]
    row: str
    passage: Passage
    marks: tuple[tuple[int, int], ...]


class ActorCard(msgspec.Struct, frozen=True):
    """An actor of the ledger and how much the ledger has of it.

    Args:
        names: as the reports write it. merged: ids of those whom people decided to be the same.
        country: ISO 3166 alpha-3. reports, origins: that name it. claims: made by it. events: it takes part in.
        expected: of these claims, events and relations.
    """

    id: str
    name: str
    kind: str
    country: str | None
    sector: tuple[str, ...]
    wikidata: str | None
    roles: tuple[Role, ...]
    names: tuple[str, ...]
    reports: int
    claims: int
    events: int
    relations: int
    merged: tuple[str, ...] = ()
    origins: int = 0
    expected: Expected | None = None


class ReportCard(msgspec.Struct, frozen=True):
    """A report in a list: its metadata as last known, and its state.

    Args:
        basis: of the date: "given", "page" or "decided". published_between: of a report without a date, between which
            days its own text says that it was published; inferred, and used for nothing. marks: as of a passage.
    """

    id: str
    source_id: str
    state: str
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    agency: str | None = None
    url: str | None = None
    language: str | None = None
    reader: str | None = None
    basis: str | None = None
    published_between: Bounds | None = None
    marks: tuple[str, ...] = ()


class Tallied(msgspec.Struct, frozen=True):
    """How many rows of each section a report has, and why it has its origin; see `onrecord.ledger.origins.Origin`."""

    claims: int
    events: int
    relations: int
    figures: int
    reason: str
    of: str | None = None
    share: float | None = None


class NotRead(msgspec.Struct, frozen=True):
    """An input that no list can have rows of: code and message say why; report: of one in another language, its id."""

    source_id: str
    state: str
    code: str | None
    message: str
    next_step: str | None
    line: int | None = None
    report: str | None = None


class ErasedReport(msgspec.Struct, frozen=True):
    """A report that an erasure takes out, or takes words out of; its title and source id without them.

    Args:
        places: of a report out of which words are taken, where they stand in its text, title, address and the like.
        rows: of all its readings that go, or change. media, size: of its original bytes, which go in any case; null
            where they went before.
    """

    report: str
    source_id: str
    title: str | None
    places: int
    rows: int
    media: str | None
    size: int | None


class Erasure(msgspec.Struct, frozen=True):
    """What an erasure takes out, or took out.

    Args:
        what: "report" (whole reports) or "words". failures, decisions: how many of those hold the words too.
        elsewhere: how many other reports hold the words, and keep them. copies: of whole reports, how many others are
            versions, copies or parts of them, and stay. alone: single words of the names that still stand in the
            reports, and in how many places of their texts. made: the tombstone, once it is done.
    """

    what: Literal["report", "words"]
    reports: tuple[ErasedReport, ...]
    failures: int = 0
    decisions: int = 0
    elsewhere: int = 0
    copies: int = 0
    alone: tuple[tuple[str, int], ...] = ()
    made: Decision | None = None

    @property
    def places(self) -> int:
        """In how many places of reports the words stand."""
        return sum(told.places for told in self.reports)

    @property
    def rows(self) -> int:
        """How many rows of readings go or change."""
        return sum(told.rows for told in self.reports)


class Found(msgspec.Struct, Generic[T], frozen=True):
    """A list, and what it could not look into.

    Args:
        rows: best or earliest first. coverage: of the whole ledger. more: whether the limit cut rows off.
        notes: sentences on what the list leaves out, for people. left_out: events that it leaves out because they did
            not occur. rejected: rows that it leaves out because people rejected them. expected: of the rows listed.

    Example:
        >>> found: Found[str] = Found(("a",), Coverage(read=3, unreadable=1))
        >>> len(found), list(found), found.coverage.not_read
        (1, ['a'], 1)
    """

    rows: tuple[T, ...]
    coverage: Coverage
    more: bool = False
    notes: tuple[str, ...] = ()
    left_out: int = 0
    rejected: int = 0
    expected: Expected | None = None

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[T]:
        return iter(self.rows)
