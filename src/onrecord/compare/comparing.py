"""Sets rows of other coders beside our own happenings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from types import TracebackType

import msgspec

from onrecord.compare import answer
from onrecord.compare.answer import Counted
from onrecord.compare.asked import Asked
from onrecord.compare.coded import Coded
from onrecord.compare.cover import Cover
from onrecord.compare.likeness import MONTH, SLACK, fit
from onrecord.compare.outcome import Beside, Summary
from onrecord.compare.own import Own, own
from onrecord.compare.read import Rows
from onrecord.compare.stance import KINDS, Kind, stance
from onrecord.compare.who import theirs
from onrecord.compare.work import Work
from onrecord.ledger import Ledger

LOOKED_FROM = 31
"""Days of a long interval of ours that are looked at for rows of theirs."""


def _nothing(done: int) -> None:
    """Nobody watches."""


class Comparison:
    """Files of rows set beside the happenings of a ledger. Use it inside `Ledger.snapshot`, and close it.

    All is worked out when it is made; rows are then drawn as they are asked for. What is worked out lies on disk, so
    that memory does not grow with the files.

    Args:
        paths: of files, see `onrecord.compare.read`. step: is told how many happenings, and then rows, are done.

    Raises:
        InputError: a file cannot be read, or is in no known format.
    """

    def __init__(
        self, ledger: Ledger, paths: Sequence[Path], asked: Asked | None = None, step: Callable[[int], None] = _nothing
    ) -> None:
        self._ledger, self._asked, self._step = ledger, asked or Asked(), step
        self._rows = Rows(paths)
        self._counted = Counted()
        self._cover = Cover(ledger)
        self._work = Work()
        try:
            self._take_own()
            self._take_mentions()
            self._take_theirs()
            self._work.assign()
            self._settle_theirs()
            self._settle_own()
        except BaseException:
            self._work.close()
            raise

    def __enter__(self) -> Comparison:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of what was worked out."""
        self._work.close()

    def rows(self, kinds: Iterable[Kind] = KINDS) -> Iterator[Beside]:
        """The rows of some kinds: what they have as done and we have otherwise first; of each outcome by day.

        Happenings of ours that nobody tells as done are not among those that we alone have.
        """
        return answer.rows(self._ledger, self._work, kinds)

    def summary(self) -> Summary:
        """All of it in numbers."""
        return answer.summary(self._work, self._counted, self._rows.told)

    # ------------------------------------------------------------------------------------------ both sides

    def _take_own(self) -> None:
        for number, one in enumerate(own(self._ledger, *self._asked.around(MONTH + SLACK)), 1):
            self._work.put_own(one)
            self._cover.learn(one)
            self._step(number)

    def _take_mentions(self) -> None:
        for mention in self._rows.mentions():
            self._counted.mentions += 1
            report = self._cover.report(mention.url)
            if report is not None:
                self._counted.known_mentions += 1
                self._work.put_mention(mention.event, report)

    def _take_theirs(self) -> None:
        for coded in self._rows.events():
            self._counted.rows += 1
            self._step(self._counted.rows)
            if not self._asked.day(coded.day):
                self._counted.not_asked += 1
                continue
            self._counted.days.add(date.fromisoformat(coded.day).toordinal())
            reports = self._named(coded)
            if reports or self._cover.day(coded.day):
                self._take(coded, reports)
            else:
                self._counted.outside += 1

    def _named(self, coded: Coded) -> frozenset[str]:
        """The reports of the ledger that a row, or a mention of its event, names."""
        report = self._cover.report(coded.url)
        asked = coded.form == "gdelt" and self._counted.known_mentions
        mentioned = self._work.mentioned(coded.id) if asked else []
        return frozenset([*mentioned, *([report] if report else [])])

    def _take(self, coded: Coded, reports: frozenset[str]) -> None:
        number = self._work.put_theirs(coded, reports)
        if number is None:
            self._counted.repeated += 1
            return
        self._counted.publishers += not reports and not self._cover.publisher(coded)
        if coded.type is None:
            return
        where = (coded.place.country if coded.place else None, coded.actor.country, coded.recipient.country)
        marks = theirs(coded.actor).marks | theirs(coded.recipient).marks
        leads = self._work.candidates(coded, reports, {one for one in where if one}, marks)
        fits = ((lead, found) for lead in leads if (found := fit(coded, self._work.own(lead), reports)))
        self._work.put_fits(number, coded.form, fits)

    # ------------------------------------------------------------------------------------------ outcomes

    def _settle_theirs(self) -> None:
        """Says of each row of theirs what came of it."""
        for row in self._work.all_theirs():
            coded = msgspec.msgpack.decode(row["row"], type=Coded)
            reports = frozenset(row["reports"].split())
            shown = self._asked.side(theirs(coded.actor), theirs(coded.recipient))
            kind, why = "theirs", self._why_theirs(row["n"], coded, reports)
            if row["lead"] is not None:
                one = self._work.own(row["lead"])
                kind, why = stance(one, reports, coded.type)
                shown = shown or self._asked.side(one.actors, one.recipients)
            self._work.put("UPDATE theirs SET kind = ?, why = ?, shown = ? WHERE n = ?", (kind, why, shown, row["n"]))

    def _why_theirs(self, number: int, coded: Coded, reports: frozenset[str]) -> str:
        if coded.type is None:
            return "no_type"
        if self._work.has("SELECT 1 FROM pairs WHERE n = ?", number):
            return "again"
        if reports:
            return "not_read" if all(self._cover.unread(report) for report in reports) else "not_found"
        return "no_report" if coded.url else "unnamed"

    def _settle_own(self) -> None:
        """Says of each happening of ours that no row stands beside why that is so."""
        for lead in self._work.alone():
            one = self._work.own(lead)
            self._work.put(
                "UPDATE own SET kind = 'ours', why = ?, shown = ? WHERE lead = ?",
                (self._why_own(one), self._asked.own(one), lead),
            )

    def _why_own(self, one: Own) -> str:
        if any(self._work.has("SELECT 1 FROM named WHERE report = ?", report) for report in one.reports):
            return "report_coded"
        if not one.times:
            return "undated"
        days = (
            at
            for first, until in one.times
            for at in range(first - SLACK, min(until, first + LOOKED_FROM) + SLACK)
        )  # fmt: skip
        return "not_coded" if any(at in self._counted.days for at in days) else "no_rows"
