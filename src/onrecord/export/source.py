"""What is exported: readings and happenings of the reports asked for, one after the other, masked where asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from onrecord.errors import BadQuery
from onrecord.ledger import Gathered, Ledger
from onrecord.ledger.days import first
from onrecord.ledger.gathered import gather
from onrecord.ledger.identity import matching
from onrecord.ledger.judged import unmarked
from onrecord.ledger.rows import OPEN_END
from onrecord.mask import Mask
from onrecord.model import Reading

T = TypeVar("T")
TOGETHER = 200
"""Happenings that are put together at once."""


@dataclass(frozen=True)
class Wanted:
    """Which reports, and how; by default all of a ledger.

    Attributes:
        start, end: first and last day of publication (ISO), both included; reports without a date are then left out.
        publisher: of the reports. actor: an id or a name; reports in which it takes part. reports: ids.
        without: leave out reports under this mark ("any" for every mark). mask: hide names of private people.
        report_day: in formats whose rows must have a day, an event without one of its own gets that of its report, and
            one of a longer interval its first day, as those who defined them do; without it such a row has none.
        on, since: ISO days, of formats that hold the network: as it was on that day, and what changed since.
    """

    start: str | None = None
    end: str | None = None
    publisher: str | None = None
    actor: str | None = None
    reports: tuple[str, ...] = ()
    without: str | None = None
    mask: bool = False
    report_day: bool = False
    on: str | None = None
    since: str | None = None


class Source:
    """A ledger as a format sees it. Use it inside `Ledger.snapshot`, so that all of it is of one state.

    Raises:
        BadDate, BadQuery, NoSuchRow: what is wanted is not what it can be.
    """

    def __init__(self, ledger: Ledger, wanted: Wanted | None = None) -> None:
        self.ledger = ledger
        self.wanted = wanted or Wanted()
        self._where, self._values = self._filter()

    @cached_property
    def mask(self) -> Mask | None:
        """The mask, where names are to be hidden: of all that the ledger names."""
        return Mask.of_rows(self.ledger.rows) if self.wanted.mask else None

    @property
    def where(self) -> tuple[str, tuple[Any, ...]]:
        """The reports asked for, as a condition on `current_readings c` ("WHERE …"; "" for all), and its values."""
        return self._where, self._values

    def hidden(self, row: T) -> T:
        """A row, list of rows or text, masked where that was asked for."""
        return row if self.mask is None else self.mask.of(row)

    def reports(self) -> tuple[str, ...]:
        """The ids of the reports, by day of publication and id; undated ones last."""
        sql = f"SELECT c.report FROM current_readings c {self._where} ORDER BY c.day, c.report"
        return tuple(row["report"] for row in self.ledger.rows(sql, self._values))

    def readings(self) -> Iterator[Reading]:
        """The current reading of each, with what people decided."""
        for report in self.reports():
            yield self.reading(report)

    def reading(self, report: str) -> Reading:
        """The current reading of one report."""
        found = self.ledger.reading(report)
        return found if self.mask is None else self.mask.reading(found)

    @cached_property
    def asked(self) -> frozenset[str] | None:
        """The ids of the reports asked for, where not all are."""
        return frozenset(self.reports()) if self._where else None

    def happenings(self) -> Iterator[Gathered]:
        """Every happening that one of the reports asked for tells, by the day of its first telling there.

        What it holds is what these reports tell, and nothing of others: neither their words nor in its counts. Its name
        (REPORT:ID of the telling that was reported first) is the same in every export of a ledger.
        """
        sql = (
            "SELECT coalesce(g.lead, e.rowid) AS lead, min(e.day) AS day FROM current_readings c"
            " JOIN event_rows e ON e.reading = c.reading LEFT JOIN event_groups g ON g.event = e.rowid"
            f" {self._where} GROUP BY 1 ORDER BY 2, 1"
        )
        leads = [row["lead"] for row in self.ledger.rows(sql, self._values)]
        for at in range(0, len(leads), TOGETHER):
            for one in gather(self.ledger.store, leads[at : at + TOGETHER], self.asked):
                yield self.hidden(one)

    def _filter(self) -> tuple[str, tuple[Any, ...]]:
        wanted, parts, values = self.wanted, [], list[Any]()
        start, end = first(wanted.start), first(wanted.end)
        on, since = first(wanted.on), first(wanted.since)
        if on and since and since >= on:
            raise BadQuery(f"{since} is not before {on}", "Give an earlier day for changes since.")
        if start and end and end < start:
            raise BadQuery(f"{end} is before {start}", "Give the earlier day first.")
        if start:
            parts.append("c.day >= ?")
            values.append(start)
        if end:
            parts.append("c.day <= ?")
            values.append(end)
        if start or end:
            parts.append(f"c.day <> '{OPEN_END}'")
        if wanted.publisher:
            parts.append("c.version IN (SELECT id FROM report_versions WHERE publisher = ? COLLATE NOCASE)")
            values.append(wanted.publisher)
        if wanted.actor:
            ids = matching(self.ledger.store, wanted.actor)
            among = ", ".join("?" * len(ids))
            parts.append(f"c.reading IN (SELECT reading FROM actor_rows WHERE present AND actor IN ({among}))")
            values += ids
        if wanted.reports:
            parts.append(f"c.report IN ({', '.join('?' * len(wanted.reports))})")
            values += [self.ledger.find(report) for report in wanted.reports]
        if wanted.without:
            sql, more = unmarked(self.ledger.store, wanted.without)
            parts.append(sql)
            values += more
        return (f"WHERE {' AND '.join(parts)}" if parts else ""), tuple(values)
