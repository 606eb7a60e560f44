"""The reader: takes reports, gives readings. Each step takes what the ones before it found and gives frozen rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from onrecord.knowledge import episodes
from onrecord.knowledge.table import in_use
from onrecord.model import FORMAT, PARTS, Actor, Part, Reading, Report, Time, Warning
from onrecord.reader import encoder
from onrecord.reader.attribution import rows
from onrecord.reader.bounds import published_between
from onrecord.reader.events import events
from onrecord.reader.factuality import Certainty, predicates
from onrecord.reader.figures import figures, linked
from onrecord.reader.hearing import hearing
from onrecord.reader.mentions import cast as find_cast
from onrecord.reader.nations import placed
from onrecord.reader.parse import LONGEST, MODEL, Parsed, has_no_words, parse
from onrecord.reader.places import where, without_actors
from onrecord.reader.relations import relations
from onrecord.reader.times import times
from onrecord.reader.voices import Voices

ALL: frozenset[Part] = frozenset(PARTS)


class Reader:
    """Reads reports.

    Args:
        parts: the sections to fill; the rest stay empty.

    Attributes:
        version: the program and the models that made a reading; a ledger keeps one reading for each.
    """

    def __init__(self, parts: Iterable[Part] = ALL) -> None:
        self.parts = frozenset(parts)
        self.version = version(self.parts)

    def read(self, report: Report, warnings: tuple[Warning, ...] = ()) -> Reading:
        """The reading of one report."""
        return next(self.read_all([(report, warnings)]))

    def read_all(self, reports: Iterable[tuple[Report, tuple[Warning, ...]]]) -> Iterator[Reading]:
        """The readings of many reports, in order; parses in batches."""
        batch: list[tuple[Report, tuple[Warning, ...]]] = []
        size = 0
        for pair in reports:
            batch.append(pair)
            size += len(pair[0].text)
            if len(batch) >= 32 or size > 200_000:
                yield from self._read_batch(batch)
                batch, size = [], 0
        yield from self._read_batch(batch)

    def _read_batch(self, batch: list[tuple[Report, tuple[Warning, ...]]]) -> Iterator[Reading]:
        english = [report for report, _ in batch if report.language == "en"]
        parsed = parse(english)
        for report, warnings in batch:
            if report.language != "en":
                yield Reading(FORMAT, self.version, report, warnings=(*warnings, _not_english(report)))
            else:
                yield self._read_one(next(parsed), warnings)

    def _read_one(self, parsed: Parsed, warnings: tuple[Warning, ...]) -> Reading:
        named = where(parsed)
        found_times = times(parsed)
        cast = find_cast(parsed, named.standing, named.dateline)
        named = without_actors(named, cast, parsed)
        found_places = named.standing
        said = rows(parsed, cast, hearing(parsed))
        voices = Voices(said)
        certainty = Certainty(parsed, voices)
        numbers = figures(parsed, cast, voices)
        happened = events(parsed, cast, voices, certainty, found_times, found_places, numbers)
        numbers = linked(numbers, happened, parsed, cast)
        tied = relations(parsed, cast, voices, certainty, found_times, found_places, happened)
        line = named.dateline if "places" in self.parts else None
        bounds = published_between(parsed, found_times) if "times" in self.parts else None
        report = msgspec.structs.replace(parsed.report, dateline=line, published_between=bounds)
        whole = Reading(
            FORMAT,
            self.version,
            report,
            parsed.sentences,
            cast.mentions,
            said,
            predicates(parsed, voices, certainty),
            happened,
            tied,
            numbers,
            found_times,
            named.places,
            _sorted(_with_episodes(placed(cast, happened, parsed.text, parsed.sentences), found_times)),
            (*warnings, *_warnings(report)),
        )
        dropped: dict[str, tuple[()]] = {part: () for part in PARTS if part not in self.parts}
        return msgspec.structs.replace(whole, **dropped) if dropped else whole


def version(parts: frozenset[Part] = ALL) -> str:
    """The name of this reader: the program, its weights, the pipeline; own tables, and parts where it reads not all."""
    from importlib.metadata import version as version_of

    spacy = f"spacy {version_of('spacy')} {MODEL} {version_of(MODEL)}"
    name = f"onrecord {version_of('onrecord')} {encoder.name()} {spacy}"
    own = in_use()
    if own is not None:
        name = f"{name} own tables {own.digest}"
    return name if parts == ALL else f"{name} only {','.join(part for part in PARTS if part in parts)}"


def _with_episodes(actors: tuple[Actor, ...], times: tuple[Time, ...]) -> tuple[Actor, ...]:
    """The actors, with the episodes that times rest on though no name of theirs stands there ("Morsi was ousted")."""
    known = {actor.id for actor in actors}
    anchors = dict.fromkeys(time.anchor for time in times if time.anchor and time.anchor not in known)
    found = (episodes.get(anchor) for anchor in anchors)
    return (*actors, *(episodes.actor(episode) for episode in found if episode))


def _sorted(actors: tuple[Actor, ...]) -> tuple[Actor, ...]:
    return tuple(sorted(actors, key=lambda a: a.id))


def _not_english(report: Report) -> Warning:
    return Warning("not_english", f"The report is in another language ({report.language}) and was not read.")


def _warnings(report: Report) -> Iterator[Warning]:
    if report.published is None:
        yield Warning("undated", "The report has no date: times that rest on it stay relative.")
    if has_no_words(report.text):
        yield Warning("no_words", "Long rows of marks or signs without a space were passed over.")
    if len(report.text) > LONGEST:
        yield Warning("long", f"Only the first {LONGEST:,} characters were read.")
