"""One reading as exports of rows see it: its rows by id, the ledger's ids of its actors, its voices in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property

from onrecord.export import when
from onrecord.export.happened import as_done
from onrecord.export.marks import verdicts
from onrecord.export.source import Source
from onrecord.ledger.names import ledger_ids
from onrecord.model import Actor, Event, Figure, Party, Place, Reading, Span
from onrecord.model.chain import voices_in_words


class Sheet:
    """A reading of an export, masked where that was asked for.

    Args:
        source: what is exported. report: the id of a report in it.
    """

    def __init__(self, source: Source, report: str) -> None:
        self._source = source
        self.reading: Reading = source.reading(report)
        self.report = self.reading.report
        self.actors: dict[str, Actor] = {actor.id: actor for actor in self.reading.actors}
        self.places: dict[str, Place] = {place.id: place for place in self.reading.places}
        self.figures: dict[str, Figure] = {figure.id: figure for figure in self.reading.figures}

    # -- ids and names --------------------------------------------------------------------------------------------

    def row(self, row: str | None) -> str | None:
        """REPORT:ID of a row."""
        return f"{self.report.id}:{row}" if row else None

    def id(self, actor: str | None) -> str | None:
        """The ledger's id of an actor, the same in all reports that name them."""
        return None if actor is None else self._ids.get(actor, actor)

    def ids(self, actors: Iterable[str | None]) -> tuple[str, ...]:
        """The ledger's ids of actors; who is not known is left out."""
        return tuple(found for actor in actors if (found := self.id(actor)) is not None)

    def name(self, actor: str | None) -> str | None:
        """The name of an actor; the id of one whom the reading does not describe."""
        return None if actor is None else self.actors[actor].name if actor in self.actors else self.id(actor)

    def names(self, actors: Iterable[str | None]) -> tuple[str, ...]:
        """The names of actors; who is not known is left out."""
        return tuple(found for actor in actors if (found := self.name(actor)) is not None)

    def called(self, party: Party) -> str:
        """The name of a side, else of its place, else its words."""
        place = self.places.get(party.place or "")
        return self.name(party.actor) or (place.name if place else party.span.text)

    def day(self, event: Event) -> date | None:
        """The one day of an event; where it has none, and that is wanted, its first or last day, or the report's."""
        exact = when.the_day(event.start, event.end)
        if exact is not None or not self._source.wanted.report_day:
            return exact
        return when.first_day(event.start) or when.last_day(event.end) or when.first_day(self.report.published)

    def target(self, row: str | None) -> str | None:
        """What a figure counts: REPORT:ID of an event or place, else the ledger's id of an actor or episode."""
        if row is None:
            return None
        here = row in self.places or any(row == event.id for event in self.reading.events)
        return self.row(row) if here else self.id(row)

    @cached_property
    def _ids(self) -> dict[str, str]:
        if self._source.mask is None:
            return ledger_ids(self.reading)
        plain = ledger_ids(self._source.ledger.reading(self.report.id))
        return {self._hidden(local): self._hidden(known) for local, known in plain.items()}

    def _hidden(self, actor: str) -> str:
        return self._source.hidden({"id": actor})["id"]

    # -- what stands beside a row ---------------------------------------------------------------------------------

    def voice(self, attribution: str | None) -> str:
        """Who vouches for a row: the chain of voices in words; without a claim the report itself.

        >>> Sheet.unsaid("The Meridian"), Sheet.unsaid(None)
        ('reported by The Meridian', 'in the report')
        """
        return self._voices.get(attribution or "") or self.unsaid(self.report.publisher)

    @staticmethod
    def unsaid(publisher: str | None) -> str:
        """The voice of what a report says itself."""
        return f"reported by {publisher}" if publisher else "in the report"

    @cached_property
    def _voices(self) -> dict[str, str]:
        return voices_in_words(self.reading)

    @cached_property
    def verdicts(self) -> dict[str, str]:
        """Row to what people decided of it: accepted or corrected; nobody decided on the others."""
        return verdicts(self._source, self.report.id)

    @cached_property
    def happenings(self) -> dict[str, str]:
        """Event to its happening, by REPORT:ID of the telling that was reported first."""
        return {row["id"]: row["lead"] for row in self._source.ledger.rows(_LEADS, (self.report.id,))}

    @cached_property
    def marks(self) -> tuple[str, ...]:
        """The words that people marked the source of the report with."""
        sql = "SELECT DISTINCT words FROM report_marks WHERE report = ? ORDER BY words"
        found = self._source.ledger.rows(sql, (self.report.id,))
        return tuple(self._source.hidden(row["words"]) for row in found)

    @cached_property
    def about(self) -> dict[str, str | None]:
        """What the ledger says of the report: state, origin, and when it was added (ISO, UTC)."""
        found = {key: row[key] for row in self._source.ledger.rows(_ABOUT, (self.report.id,)) for key in row.keys()}  # noqa: SIM118
        return self._source.hidden(found)

    def sentence(self, at: int) -> int | None:
        """The number of the sentence, from 1, in which an offset lies."""
        within = (n for n, one in enumerate(self.reading.sentences, 1) if one.start <= at < one.end)
        return next(within, None)

    def happened(self) -> Iterator[Event]:
        """The events that took place as this report tells them, or may have."""
        return (event for event in self.reading.events if as_done(event.factuality))


def around(spans: Iterable[Span]) -> tuple[int, int]:
    """From the beginning of the first of some spans to the end of the last one; there is at least one."""
    found = list(spans)
    return min(span.start for span in found), max(span.end for span in found)


def sheets(source: Source) -> Iterator[Sheet]:
    """The readings that are exported, one after the other."""
    for report in source.reports():
        yield Sheet(source, report)


_LEADS = """
SELECT e.id AS id, d.report || ':' || f.id AS lead
FROM current_readings c JOIN event_rows e ON e.reading = c.reading LEFT JOIN event_groups g ON g.event = e.rowid
JOIN event_rows f ON f.rowid = coalesce(g.lead, e.rowid) JOIN current_readings d ON d.reading = f.reading
WHERE c.report = ?
"""
_ABOUT = """
SELECT v.state, c.origin, r.added_at AS "at" FROM current_readings c
JOIN report_versions v ON v.id = c.version JOIN report_rows r ON r.id = c.report WHERE c.report = ?
"""
