"""Readings made by hand, for ledgers."""

import hashlib
import re
import sqlite3
import zlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from onrecord.ingest.given import Given
from onrecord.ledger import Ledger
from onrecord.model import (
    FORMAT,
    Actor,
    Attribution,
    Codes,
    Event,
    Factuality,
    Figure,
    Mention,
    Party,
    Place,
    Predicate,
    Reading,
    Relation,
    Report,
    Span,
    Telling,
    Time,
    Warning,
)

GOLDEN = Path(__file__).parents[1] / "golden" / "reading.json"


@dataclass(frozen=True)
class Told:
    """What a made report tells: speaker says that actor shelled Port Amity on a day and that so many were killed."""

    speaker: str = "Mona Adel"
    actor: str = "Harbour Front"
    actor_id: str = "report:harbour-front"
    killed: float = 12
    day: str | None = "2013-08-14"
    status: str = "occurred"
    tie: tuple[str | None, str | None, str] = (None, None, "holds")
    published: str | None = "2013-08-15"
    publisher: str | None = "Harbour Observer"
    agency: str | None = None
    title: str | None = None
    authors: tuple[str, ...] = ()
    url: str | None = None
    source_id: str = "a.txt"
    language: str = "en"
    reader: str = "reader 1"
    preface: str = ""
    own_words: bool = False
    medium: str | None = None

    @property
    def text(self) -> str:
        number = f"{self.killed:,.0f}"
        return (
            f"{self.preface}{self.speaker} said that the {self.actor} shelled Port Amity on the day and {number} people"
            f" were killed. The {self.actor} is backed by Iran.{self.closing}"
        )

    @property
    def closing(self) -> str:
        """Words that no other publisher's report ends with, so that it is no copy of another's."""
        digest = hashlib.sha256(f"{self.publisher}{self.source_id if self.publisher is None else ''}".encode()).digest()
        return "" if not self.own_words else "\n\n" + " ".join(f"w{n}x{byte}" for n, byte in enumerate(digest)) + "."

    def span(self, words: str) -> Span:
        start = self.text.index(words, len(self.preface))
        return Span.of(self.text, start, start + len(words))

    @property
    def report(self) -> Report:
        sha256 = hashlib.sha256(self.text.encode()).hexdigest()
        identity = hashlib.sha256(f"{sha256}\n{self.url or self.source_id}".encode()).hexdigest()[:16]
        return Report(
            identity, self.source_id, sha256, self.text, self.title, self.url, self.publisher, self.authors,
            self.agency, published=self.published, language=self.language,
        )  # fmt: skip

    @property
    def given(self) -> Given:
        state = "read" if self.language == "en" else "not_english"
        return Given(self.report, self.text.encode(), "text/plain", state)

    @property
    def pair(self) -> tuple[Given, Reading]:
        return self.given, self.reading

    @property
    def reading(self) -> Reading:
        if self.language != "en":
            return Reading(FORMAT, self.reader, self.report, warnings=(Warning("not_english", "Not read."),))
        return Reading(FORMAT, self.reader, self.report, **self._sections())

    def _sections(self) -> dict[str, object]:
        first = self.span(self.text[len(self.preface) :].split(". ")[0] + ".")
        second = self.span(f"The {self.actor} is backed by Iran.")
        speaker, actor, iran = self.span(self.speaker), self.span(self.actor), self.span("Iran")
        content = Span.of(self.text, self.span("the " + self.actor).start, first.end - 1)
        person, group = (
            Actor("report:" + self.speaker.lower().replace(" ", "-"), self.speaker, "person"),
            Actor(self.actor_id, self.actor, "group"),
        )
        outlet = (Actor(self.medium.casefold(), self.medium, "outlet"),) if self.medium else ()
        sure = Factuality.of("CT+", "occurred")
        told = Factuality.of("CT+", self.status)
        amity = self.span("Port Amity")
        sides = (Party(actor, group.id),)
        start = self.day
        end = None if start is None else start[:8] + f"{int(start[8:]) + 1:02}"
        since, until, state = self.tie
        shelled = self.span("shelled")
        figure = self.span(f"{self.killed:,.0f} people")
        return {
            "sentences": (first, second),
            "mentions": (
                Mention(speaker, person.id, "name", 0.9),
                Mention(actor, group.id, "name", 0.9),
                Mention(iran, "iran", "name", 0.9),
            ),
            "attributions": (
                Attribution(
                    "a1", (speaker,), (self.span("said"),), (content,), "indirect", "speech", (person.id,), "named",
                    sure, 0.9, medium=self.medium.casefold() if self.medium else None,
                ),
            ),
            "predicates": (Predicate(shelled, told, "a1"),),
            "events": (
                Event(
                    "e1", "ASSAULT", "194", 4, -9.0, Codes(goldstein_icews=-10.0), sides, (Party(amity, place="p1"),),
                    shelled, first, told, (Telling(shelled, first, told, "a1"),), 0.8, attribution="a1", time="t1",
                    start=start, end=end, precision="day", place="p1", counts=("f1",),
                ),
            ),
            "relations": (
                Relation(
                    "r1", "sponsorship", Party(iran, "iran"), Party(self.span("The " + self.actor), group.id), 1, state,
                    sure, second, 0.8, start=since, end=until,
                ),
            ),
            "figures": (Figure("f1", figure, "killed", best=float(self.killed), of="e1", attribution="a1"),),
            "times": (Time("t1", self.span("the day"), "DATE", start or "PAST_REF", "day", start, end),),
            "places": (Place("p1", amity, "Port Amity", 0.7, country="EG"),),
            "actors": (Actor("iran", "Iran", "state", "IRN", ("GOV",)), person, group, *outlet),
        }  # fmt: skip


@pytest.fixture
def told():
    """Makes reports: `told(speaker="Mona Adel", killed=12)`; has .given, .reading and .pair."""
    return Told


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "spring.onrecord"


@pytest.fixture
def ledger(path: Path):
    with Ledger.open(path, create=True) as opened:
        yield opened


@pytest.fixture
def golden() -> tuple[Given, Reading]:
    reading = Reading.from_json(GOLDEN.read_bytes())
    return Given(reading.report, reading.report.text.encode(), "text/plain"), reading


@pytest.fixture
def unguarded() -> Callable[[Path], AbstractContextManager[sqlite3.Connection]]:
    """Opens the file of a ledger as somebody with a shell could, its triggers away; they are there again afterwards."""

    @contextmanager
    def opened(path: Path) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(path)) as shell, shell:
            kept = shell.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
            for name, _ in kept:
                shell.execute(f"DROP TRIGGER {name}")
            yield shell
            for _, sql in kept:
                shell.execute(sql)

    return opened


def plain(path: Path) -> Iterator[bytes]:
    """All that the files of a ledger hold: their bytes, and what is packed in them."""
    for file in sorted(path.parent.glob(f"{path.name}*")):
        whole = file.read_bytes()
        yield whole
        for found in re.finditer(b"\x78[\x01\x5e\x9c\xda]", whole):
            try:
                yield zlib.decompressobj().decompress(whole[found.start() :])
            except zlib.error:
                continue
    with closing(sqlite3.connect(path)) as shell:
        for table, column in (("originals", "bytes"), ("reading_bytes", "json"), ("failures", "bytes")):
            for (packed,) in shell.execute(f"SELECT {column} FROM {table} WHERE length({column})"):
                yield zlib.decompress(packed)


@pytest.fixture
def is_in() -> Callable[..., bool]:
    """Whether words stand in the files of a ledger, in any case and encoding: `is_in(path, "Mona", "Adel")`."""

    def found(path: Path, *words: str) -> bool:
        wanted = [word.lower().encode(encoding) for word in words for encoding in ("utf-8", "utf-16-le", "utf-16-be")]
        return any(one in whole.lower() for whole in plain(path) for one in wanted)

    return found
