"""How long a ledger of many synthetic reports takes to fill and to answer.

    python benchmarks/ledger.py [--reports 10000] [--keep FILE]

Each report has about 15 claims, 8 events and 3 relations, made with a seeded random generator, so that every run asks
the same ledger. Prints the seconds to add and, of each question, the least, median and greatest time in milliseconds.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import get_args

from onrecord.analyse import account, disputes, network
from onrecord.ingest.given import Given
from onrecord.ledger import Ledger
from onrecord.model import (
    FORMAT,
    Actor,
    Attribution,
    Codes,
    Event,
    EventType,
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
)

FIRST = ("Mona", "Karim", "Leila", "Omar", "Nadia", "Yusuf", "Hala", "Tarek", "Dina", "Samir", "Rania", "Fadi")
LAST = ("Adel", "Haddad", "Mansour", "Khoury", "Nasser", "Saleh", "Farah", "Rahal", "Shahin", "Bakri", "Issa", "Zayn")
BODIES = ("Harbour Front", "Upland League", "River Council", "Northern Guard", "Delta Union", "Coast Brigade")
STATES = ("egypt", "iran", "israel", "syria", "turkey", "qatar", "jordan", "lebanon", "iraq", "yemen")
TOWNS = ("Port Amity", "Qasr Nour", "Bir Haddad", "Tell Amra", "Wadi Sabil", "Ain Zahra", "Deir Salam", "Kafr Nil")
SAYS = ("said", "claimed", "warned", "told reporters", "insisted", "denied", "announced")
DOES = ("shelled", "attacked", "met with", "arrested members of", "sent fuel to", "accused", "threatened", "sanctioned")
OUTLETS = ("Harbour Observer", "Morning Ledger", "Delta Post", "Coast Times", "Upland Gazette", "River Herald")
TIES = (("alliance", 1), ("sponsorship", 1), ("hostility", -1), ("membership", 1), ("control", 0))
STANDS = ("holds", "holds", "holds", "holds", "holds", "ended", "strained", "restored")
STATUSES = ("occurred", "occurred", "occurred", "occurred", "ongoing", "planned", "threatened", "denied", "unknown")
BATCH = 100
ROUNDS = 15


class Writer:
    """Writes a text and keeps the spans of what it wrote."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0

    def put(self, words: str) -> Span:
        span = Span(self.length, self.length + len(words), words)
        self.parts.append(words)
        self.length += len(words)
        return span

    @property
    def text(self) -> str:
        return "".join(self.parts)


class Made:
    """One synthetic report and its rows."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.writer = Writer()
        self.day = date(2011, 1, 1) + timedelta(days=self.random.randrange(1500))
        people = [f"{self.random.choice(FIRST)} {self.random.choice(LAST)}" for _ in range(4)]
        bodies = self.random.sample(BODIES, 3)
        self.actors = {name: Actor(f"report:{_slug(name)}", name, "person") for name in people}
        self.actors |= {name: Actor(f"report:{_slug(name)}", name, "group") for name in bodies}
        self.actors |= {s.title(): Actor(s, s.title(), "state") for s in self.random.sample(STATES, 3)}
        self.names = list(self.actors)
        self.people = people
        self.sentences: list[Span] = []
        self.mentions: list[Mention] = []
        self.said: list[Attribution] = []
        self.predicates: list[Predicate] = []
        self.events: list[Event] = []
        self.ties: list[Relation] = []
        self.figures: list[Figure] = []
        self.times: list[Time] = []
        self.places: list[Place] = []

    def reading(self) -> Reading:
        for n in range(15):
            self.claim(n + 1, happened=n < 8, tied=n < 3)
        text = self.writer.text
        sha256 = hashlib.sha256(text.encode()).hexdigest()
        report = Report(
            sha256[:16], f"{sha256[:8]}.txt", sha256, text, publisher=self.random.choice(OUTLETS),
            title=self.sentences[0].text[:60], published=self.day.isoformat(), published_basis="given",
        )  # fmt: skip
        return Reading(
            FORMAT, "benchmark", report, tuple(self.sentences), tuple(self.mentions), tuple(self.said),
            tuple(self.predicates), tuple(self.events), tuple(self.ties), tuple(self.figures), tuple(self.times),
            tuple(self.places), tuple(self.actors.values()),
        )  # fmt: skip

    def name(self, name: str) -> Party:
        span = self.writer.put(name)
        self.mentions.append(Mention(span, self.actors[name].id, "name", 0.9))
        return Party(span, self.actors[name].id)

    def claim(self, n: int, happened: bool, tied: bool) -> None:
        """One sentence: X said Y did something to Z in a town on a day, and N people were killed."""
        start = self.writer.length
        speaker = self.name(self.random.choice(self.people))
        self.writer.put(" ")
        cue = self.writer.put(self.random.choice(SAYS))
        self.writer.put(" that ")
        begin = self.writer.length
        doer, done_to = self.random.sample(self.names, 2)
        one = self.name(doer)
        self.writer.put(" ")
        trigger = self.writer.put(self.random.choice(DOES))
        self.writer.put(" ")
        other = self.name(done_to)
        self.writer.put(" in ")
        place = self.writer.put(self.random.choice(TOWNS))
        self.writer.put(" on ")
        day = self.day - timedelta(days=self.random.randrange(30))
        when = self.writer.put(day.strftime("%d %B %Y"))
        self.writer.put(" and ")
        killed = self.random.randrange(1, 900)
        figure = self.writer.put(f"{killed} people")
        self.writer.put(" were killed")
        text = self.writer.text
        content = Span.of(text, begin, len(text))
        self.writer.put(".")
        sentence = Span.of(self.writer.text, start, self.writer.length)
        self.writer.put(" ")
        self.sentences.append(sentence)
        sure = Factuality.of("CT+", "occurred")
        voiced = Factuality.of("CT+", self.random.choice(STATUSES))
        said = f"a{n}"
        self.said.append(
            Attribution(
                said,
                (speaker.span,),
                (cue,),
                (content,),
                "indirect",
                "speech",
                (speaker.actor or "",),
                "named",
                sure,
                0.9,
            )
        )
        self.predicates += [Predicate(cue, sure), Predicate(trigger, voiced, said)]
        if happened:
            words = {"place": place, "when": when, "figure": figure, "trigger": trigger, "sentence": sentence}
            self.happening(n, (one, other), words, voiced, (day, killed))
        if tied:
            kind, sign = self.random.choice(TIES)
            state = self.random.choice(STANDS)
            self.ties.append(Relation(f"r{n}", kind, one, other, sign, state, sure, sentence, 0.8, attribution=said))

    def happening(
        self, n: int, sides: tuple[Party, Party], words: dict[str, Span], voiced: Factuality, told: tuple[date, int]
    ) -> None:
        place, when, figure = words["place"], words["when"], words["figure"]
        trigger, evidence = words["trigger"], words["sentence"]
        day, killed = told
        start, end = day.isoformat(), (day + timedelta(days=1)).isoformat()
        self.places.append(Place(f"p{n}", place, place.text, 0.8, country="EG", lat=30.0, lon=31.0))
        self.times.append(Time(f"t{n}", when, "DATE", start, "day", start, end))
        self.figures.append(Figure(f"f{n}", figure, "killed", best=float(killed), of=f"e{n}", attribution=f"a{n}"))
        kind = self.random.choice(get_args(EventType))
        self.events.append(
            Event(
                f"e{n}", kind, "19", 4, -8.0, Codes(quad_gdelt=4, goldstein_icews=-9.0), sides[:1], sides[1:], trigger,
                evidence, voiced, (Telling(trigger, evidence, voiced, f"a{n}"),), 0.8, attribution=f"a{n}",
                time=f"t{n}", start=start, end=end, precision="day", place=f"p{n}", counts=(f"f{n}",),
            )
        )  # fmt: skip


def _slug(name: str) -> str:
    return name.lower().replace(" ", "-")


def batches(reports: int) -> Iterator[list[tuple[Given, Reading]]]:
    for start in range(0, reports, BATCH):
        readings = [Made(seed).reading() for seed in range(start, min(start + BATCH, reports))]
        yield [(Given(r.report, r.report.text.encode(), "text/plain"), r) for r in readings]


def fill(ledger: Ledger, reports: int) -> float:
    """Adds the reports; the seconds that adding took, without making them."""
    spent = 0.0
    for batch in batches(reports):
        start = time.perf_counter()
        ledger.add_batch(batch)
        spent += time.perf_counter() - start
    return spent


def questions(ledger: Ledger) -> dict[str, Callable[[], object]]:
    return {
        "search, two words": lambda: ledger.search("shelled amity"),
        "search, a word in every report": lambda: ledger.search("people"),
        "search, a name": lambda: ledger.search('"Mona Adel"'),
        "claims": ledger.claims,
        "claims, speaker": lambda: ledger.claims(speaker="Mona Adel"),
        "claims, about, from, to": lambda: ledger.claims(about="iran", start="2013-06-01", end="2013-06-30"),
        "claims, kind": lambda: ledger.claims(kind="speech"),
        "happenings": ledger.happenings,
        "happenings, actor": lambda: ledger.happenings(actor="Harbour Front"),
        "happenings, two origins": lambda: ledger.happenings(min_origins=2),
        "events": ledger.events,
        "events, actor": lambda: ledger.events(actor="Harbour Front"),
        "events, type, from, to": lambda: ledger.events(type="ASSAULT", start="2013-06-01", end="2013-06-30"),
        "events, status": lambda: ledger.events(status="planned"),
        "events, two origins": lambda: ledger.events(min_origins=2),
        "timeline, actor": lambda: ledger.timeline(actor="iran"),
        "network": lambda: network(ledger, "2013-06-30"),
        "network, since": lambda: network(ledger, "2013-06-30", "2013-01-01"),
        "actor": lambda: ledger.actor("Harbour Front"),
        "coverage": ledger.coverage,
        "disputes": lambda: disputes(ledger),
        "account": lambda: account(ledger),
    }


def measure(question: Callable[[], object]) -> tuple[float, float, float]:
    """The least, median and greatest of some rounds, in milliseconds."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        question()
        times.append((time.perf_counter() - start) * 1000)
    return min(times), statistics.median(times), max(times)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--reports", type=int, default=10_000)
    parser.add_argument("--keep", type=Path, help="leave the ledger here")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = given.keep or Path(folder) / "benchmark.onrecord"
        with Ledger.open(path, create=True) as ledger:
            spent = fill(ledger, given.reports)
        size = path.stat().st_size / 1e6
        write = sys.stdout.write
        write(
            f"{given.reports:,} reports added in {spent:.1f} s, {given.reports / spent:.0f} a second, {size:.0f} MB\n"
        )
        write(f"{'question':32} {'min':>8} {'median':>8} {'max':>8}  ms\n")
        with Ledger.open(path, readonly=True) as ledger:
            for name, question in questions(ledger).items():
                least, median, most = measure(question)
                write(f"{name:32} {least:8.1f} {median:8.1f} {most:8.1f}\n")


if __name__ == "__main__":
    main()
