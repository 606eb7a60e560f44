"""The ledger as a whole: open it, add to it, ask it."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any, NoReturn

import msgspec

from onrecord.errors import Erased, NoSuchRow
from onrecord.ingest.given import Failure, Given
from onrecord.ledger import claims as claim_queries
from onrecord.ledger import (
    coded,
    deciding,
    decisions,
    erase,
    follow,
    gathered,
    happenings,
    identity,
    queue,
    reports,
    same,
    search,
    settle,
    take,
    tombstones,
    write,
)
from onrecord.ledger import events as event_queries
from onrecord.ledger.covered import ERASED
from onrecord.ledger.found import ActorCard, Claim, Coverage, Erasure, Found, Gathered, Happening, Hit, ReportCard, Step
from onrecord.ledger.queue import Open
from onrecord.ledger.readings import stored, unpacked
from onrecord.ledger.store import Store
from onrecord.ledger.take import Taken
from onrecord.model import Decision, Reading, Report

Day = str | date | None


class Ledger:
    """One file that keeps reports, what was read out of them, and what could not be read.

    Example:
        >>> import tempfile
        >>> from pathlib import Path
        >>> path = Path(tempfile.mkdtemp()) / "spring.onrecord"
        >>> with Ledger.open(path, create=True) as ledger:
        ...     ledger.coverage()
        Coverage(read=0, not_english=0, no_article=0, unreadable=0, erased=0, covered=0)
    """

    def __init__(self, store: Store) -> None:
        self.store = store
        self._writes = False

    @classmethod
    def open(cls, path: str | Path, *, create: bool = False, readonly: bool = False, wait: float = 5.0) -> Ledger:
        """Opens a ledger.

        Args:
            path: the file. create: make it where there is none. readonly: only ask; nothing is made by looking.
            wait: seconds to wait for another process that writes.

        Raises:
            NotThere: there is no such file, and it is not to be made.
            NoPermission: it may not be opened.
            NotALedger: it is something else.
            NewerLedger: a newer version made it.
            LedgerBusy: another process keeps it locked.
            LedgerFull: it cannot be made or written there.
            LedgerDamaged: SQLite finds it broken.
        """
        return cls(Store.open(Path(path), create=create, readonly=readonly, wait=wait))

    def close(self) -> None:
        """Closes the file."""
        self.store.close()

    def __enter__(self) -> Ledger:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def path(self) -> Path:
        """Where the file is."""
        return self.store.path

    def rows(self, sql: str, parameters: Sequence[Any] | Mapping[str, Any] = ()) -> list[sqlite3.Row]:
        """What a query of one's own gives; the views are described in schema.sql."""
        return self.store.rows(sql, parameters)

    # -- adding ---------------------------------------------------------------------------------------------------

    def wants(self, report: Report, reader_version: str) -> bool:
        """Whether a reading of this report by this reader would add anything."""
        return write.wants(self.store, report, reader_version)

    def completed(self, given: Given) -> Given:
        """The same, with the metadata that it does not say and the ledger knows: call it before reading."""
        return write.completed(self.store, given)

    def add(self, given: Given, reading: Reading) -> Step:
        """Adds a report and its reading in one transaction; says what was new. Decisions on the report hold on.

        A report that was erased, or of which words were, is not added: that it came again is recorded as a failure.
        """
        with self.writing():
            return self._put((given, reading))

    def refusal(self, report: Report) -> Failure | None:
        """Why a report may not be added, as it was erased or words of it were; None where it may."""
        return tombstones.refusal(self.store, report)

    def kept(self, report_id: str) -> Given:
        """A report as the ledger keeps it, to be read anew: the way to a newer reading where words were erased from it.

        Its text is the covered one, and it has no original bytes.

        Raises:
            NoSuchRow, Erased: no report has that id.
        """
        rows = self.rows(
            "SELECT c.machine, v.state, o.media FROM current_readings c JOIN report_versions v ON v.id = c.version"
            " JOIN report_rows r ON r.id = c.report JOIN originals o ON o.sha256 = r.sha256 WHERE c.report = ?",
            (report_id,),
        )
        if not rows:
            self._missing(report_id)
        return Given(stored(self.store, rows[0]["machine"]).report, b"", rows[0]["media"], rows[0]["state"])

    def add_failure(self, failure: Failure) -> bool:
        """Records an input that gave no report; False if it was recorded before."""
        with self.writing():
            return write.add_failure(self.store, failure)

    def add_batch(self, batch: Iterable[tuple[Given, Reading] | Failure]) -> tuple[Step, ...]:
        """Adds reports with their readings, and failures, in one transaction: all or none.

        The batch is drawn before the transaction begins, so that reading does not keep the file locked.

        Returns:
            what each did, in order; a new failure counts as "report".
        """
        drawn = list(batch)
        with self.writing():
            return tuple(self._put(item) for item in drawn)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """A transaction at whose end what follows from all that was written is brought up to date.

        All that is added or decided inside is kept together; where an exception leaves it, nothing is kept. A decision
        that raises by itself changes nothing, so that others may go on.
        """
        if self._writes:
            yield
            return
        with self.store.transaction():
            self._writes = True
            try:
                yield
                follow.finish(self.store)
            finally:
                self._writes = False

    def _put(self, item: tuple[Given, Reading] | Failure) -> Step:
        if isinstance(item, Failure):
            return "report" if write.add_failure(self.store, item) else "nothing"
        refused = tombstones.refusal(self.store, item[1].report)
        if refused is not None:
            write.add_failure(self.store, refused)
            return "erased"
        step = write.add(self.store, *item)
        settle.settle(self.store, item[0].report.id)
        return step

    # -- deciding -------------------------------------------------------------------------------------------------

    def accept(self, row: str, *, by: str, why: str) -> Decision:
        """Decides that a claim, event, relation or figure is right as it stands; it counts as certain.

        Args:
            row: REPORT:ID. by: who decides. why: in their words.

        Raises:
            BadDecision: it is accepted already, is no such row, or nobody signs.
            NoSuchRow: there is no such row.
        """
        with self.writing():
            return deciding.judge(self.store, "accept", row, by, why)

    def reject(self, row: str, *, by: str, why: str) -> Decision:
        """Decides that a row is wrong: it is left out of every list and count, which say so. See `accept`."""
        with self.writing():
            return deciding.judge(self.store, "reject", row, by, why)

    def correct(self, row: str, changes: Mapping[str, str], *, by: str, why: str) -> Decision:
        """Decides that fields of a report or a row are to be others; all that follows from it holds at once.

        Args:
            row: REPORT:ID; or a report: an id, the beginning of one, a url or a source id. changes: field to value, see
                `onrecord.ledger.fields.FIELDS`; actors by id, or by a name that only one has.
            by, why: as for `accept`.

        Raises:
            BadDate, BadDecision: a field or value is not what it can be, nobody signs, or nothing would change.
            NoSuchRow: there is no such report, row or actor.
        """
        with self.writing():
            return deciding.correct(self.store, row, dict(changes), by, why)

    def merge(self, actors: Sequence[str], *, by: str, why: str) -> Decision:
        """Decides that actors (ids, or names that only one has) are one; the first one's id and name stand for all.

        Raises:
            BadDecision: fewer than two are named, they are one already, or nobody signs.
            NoSuchRow: nobody is known by one of the names.
        """
        with self.writing():
            return deciding.merge(self.store, actors, by, why)

    def split(self, target: str, rows: Sequence[str], *, name: str | None = None, by: str, why: str) -> Decision:
        """Decides that rows are about another actor than `target`, or tell of another event.

        Args:
            target: an actor, or an event (REPORT:ID). rows: REPORT:ID, or REPORT for all of it.
            name: of the other actor. by, why: as for `accept`.

        Raises:
            BadDecision: no row is named, the actor has no part in one, or nobody signs.
            NoSuchRow: there is no such actor, event or row.
        """
        with self.writing():
            return deciding.split(self.store, target, rows, name, by, why)

    def join(self, events: Sequence[str], *, by: str, why: str) -> Decision:
        """Decides that events (REPORT:ID) are one happening.

        Raises:
            BadDecision: fewer than two are named, one is no event, or nobody signs.
            NoSuchRow: there is no such row.
        """
        with self.writing():
            return deciding.join(self.store, events, by, why)

    def mark(self, source: str, words: str, *, by: str, why: str) -> Decision:
        """Decides that words ("state media") stand beside all rows of a report, publisher or agency.

        Raises:
            BadDecision: there are no words, the source is marked so already, or nobody signs.
            NoSuchRow: the ledger has no report of it.
        """
        with self.writing():
            return deciding.mark(self.store, source, words, by, why)

    def undo(self, decision: str, *, by: str, why: str) -> Decision:
        """Decides that an earlier decision holds no longer.

        Args:
            decision: its id, or the beginning of one (6 characters or more). by, why: as for `accept`.

        Raises:
            BadDecision: it is an undoing itself, undone already, or nobody signs.
            NoSuchRow: there is no such decision.
        """
        with self.writing():
            return deciding.undo(self.store, decision, by, why)

    def take(self, other: Ledger, *, by: str, why: str) -> Taken:
        """Takes over the reports, readings and decisions of another ledger; see `onrecord.ledger.take`.

        Raises:
            BadDecision: it has decisions, and nobody signs.
            LedgerDamaged: its chain of decisions, or what it stores, is broken.
        """
        with other.snapshot(), self.writing():
            return take.take(self.store, other.store, by, why)

    def behind(self) -> int:
        """Of how many reports the events are still to be compared with who people are now; see `catch_up`."""
        return happenings.outdated(self.store)

    def catch_up(self) -> Iterator[int]:
        """Compares anew what a merger of actors whom many reports name has left; each step gives how many are left.

        Every other view follows a merger at once. Each step is a transaction; what is left, whoever writes next goes on
        with.
        """
        while left := self.behind():
            yield left
            with self.writing():
                pass

    def decisions(self, report: str | None = None) -> tuple[Decision, ...]:
        """All decisions, or those on one report (its id), in the order in which they were made.

        What codes say in a sample that is still being coded blind is not told.
        """
        return coded.blinded(self.store, decisions.listed(self.store, report))

    def queue(self) -> tuple[Open, ...]:
        """The decisions in force that wait for a person: they found no home, or are in conflict."""
        with self.store.snapshot():
            waiting = queue.listed(self.store)
            told = coded.blinded(self.store, [one.decision for one in waiting])
            return tuple(msgspec.structs.replace(one, decision=d) for one, d in zip(waiting, told, strict=True))

    # -- erasing --------------------------------------------------------------------------------------------------

    def look_at_erasure(
        self, reports: Collection[str] = (), *, words: Collection[str] = (), everywhere: bool = False
    ) -> Erasure:
        """What `erase` would take out; changes nothing, and raises the same."""
        with self.store.snapshot():
            return erase.look(self.store, reports, words, everywhere)

    def erase(
        self,
        reports: Collection[str] = (),
        *,
        words: Collection[str] = (),
        everywhere: bool = False,
        by: str,
        why: str,
    ) -> Erasure:
        """Takes whole reports, or words, out of the ledger for good; a decision of the kind "erase" says who and why.

        Words are covered in texts, metadata, readings, rows, names, decisions and failures, letter by letter, so that
        all offsets still hold; the original bytes of each such report go. The file is then written anew.

        Args:
            reports: of each an id, the beginning of one, a url or a source id. words: names to cover in them, in any
                case, with or without accents; none for whole reports. everywhere: in all that the ledger holds.
            by: who decides. why: in their words, without what is erased.

        Raises:
            BadDecision: nobody signs it, the reason holds the words, or no report is named.
            BadQuery: words hold too few letters.
            NoSuchRow: there is no such report, or the words stand nowhere in it.
            Erased: the report was erased before.
            LedgerBusy: another process has the file open; if it only reads, what was erased is out of the record, and
                `scour` is still to be called. Likewise LedgerFull.
        """
        with self.writing():
            done = erase.erase(self.store, reports, words, everywhere, by, why)
        self.scour()
        return done

    def scour(self) -> bool:
        """Writes the file anew where an erasure could not be finished; False where all were.

        Raises:
            LedgerBusy: another process has the file open. LedgerFull: there is no room for a second copy of it.
        """
        if not self.rows("SELECT 1 FROM scouring_due"):
            return False
        self.store.scour()
        with self.store.transaction():
            self.store.put("DELETE FROM scouring_due")
        self.store.checkpoint()
        return True

    def erasures(self, report: str | None = None) -> tuple[Decision, ...]:
        """The tombstones, all or those of one report (its id), in the order in which they were made."""
        made = (one for one in decisions.listed(self.store) if one.kind == "erase")
        return tuple(one for one in made if report is None or report in one.others)

    def erased(self) -> tuple[str, ...]:
        """The reports that were erased as a whole, each in a sentence: by whom, when and why."""
        return tombstones.told_all(self.store)

    # -- looking --------------------------------------------------------------------------------------------------

    @contextmanager
    def snapshot(self) -> Iterator[Ledger]:
        """While inside, every question sees the same state, whatever others add."""
        with self.store.snapshot():
            yield self

    def coverage(self) -> Coverage:
        """How many inputs were read, and how many could not be."""
        return reports.coverage(self.store)

    def reports(self, limit: int = 1000) -> Found[ReportCard]:
        """The reports, by day of publication; those without a date last."""
        return reports.listed(self.store, limit)

    def failures(self) -> tuple[Failure, ...]:
        """The inputs that gave no report, and still have none."""
        return reports.failures(self.store)

    def find(self, report: str) -> str:
        """The id of the report that an id, the beginning of one (6 or more), a url or a source id names.

        Raises:
            NoSuchRow: none, or several. Erased: it was erased.
        """
        return reports.find(self.store, report)

    def reading(self, report_id: str) -> Reading:
        """The current reading of a report, with what people decided; without decisions equal to what was added.

        Raises:
            NoSuchRow, Erased: no report has that id.
            LedgerDamaged: the stored bytes do not match their hash.
        """
        found = self.rows(
            "SELECT b.sha256, b.json FROM current_readings c JOIN reading_bytes b ON b.reading = c.reading"
            " WHERE c.report = ?",
            (report_id,),
        )
        if not found:
            self._missing(report_id)
        reading = Reading.from_json(
            unpacked(found[0]["json"], found[0]["sha256"], f"the reading of report {report_id}")
        )
        return same.shown(self.store, reading)

    def report(self, report_id: str) -> Report:
        """A report with its text, as its current reading has it."""
        return self.reading(report_id).report

    def original(self, report_id: str) -> bytes:
        """The bytes that the report was read from, as they came in.

        Raises:
            NoSuchRow, Erased: no report has that id.
            LedgerDamaged: the stored bytes do not match their hash.
        """
        found = self.rows(
            "SELECT o.sha256, o.bytes FROM report_rows r JOIN originals o ON o.sha256 = r.sha256 WHERE r.id = ?",
            (report_id,),
        )
        if not found:
            self._missing(report_id)
        if found[0]["sha256"].startswith(ERASED):
            told = "; ".join(tombstones.told_words(self.store, report_id))
            raise Erased(f"the original of report {report_id} went with its {told}", "Its text is kept, without them.")
        return unpacked(found[0]["bytes"], found[0]["sha256"], f"the original of report {report_id}")

    def _missing(self, report_id: str) -> NoReturn:
        tombstones.look(self.store, report_id)
        raise NoSuchRow(f"no report {report_id} in {self.path.name}")

    # -- asking ---------------------------------------------------------------------------------------------------

    def search(self, query: str, limit: int = 20) -> Found[Hit]:
        """Full text over reports, claims and events.

        Args:
            query: words that must all be there; "a phrase" in quote marks; the beginning of a word with a star.

        Raises:
            BadQuery: there is no word in it.
        """
        return search.search(self.store, query, limit)

    def claims(
        self,
        *,
        speaker: str | None = None, about: str | None = None, kind: str | None = None, form: str | None = None,
        source: str | None = None, certainty: str | None = None, publisher: str | None = None, sure: float = 0.0,
        start: Day = None, end: Day = None, without: str | None = None, rejected: bool = False, limit: int = 100,
        offset: int = 0,
    ) -> Found[Claim]:  # fmt: skip
        """Who said what, by day of publication.

        Args:
            speaker, about: an actor's id or name. kind: speech, belief, intention, knowledge or inference.
            form: direct, indirect or mixed. source: named, role, anonymous, collective, document or none.
            certainty: of the act of saying, "CT+" … publisher: as the reports have it. sure: the least confidence.
            start, end: first and last day of publication, both included.
            without: leave out reports whose source people marked so ("state media"; "any" for every mark).
            rejected: the claims that people rejected, instead of those that stand. offset: claims to pass over.

        Raises:
            BadDate, BadQuery: a filter is not what it should be.
            NoSuchRow: neither the ledger nor the registry knows the actor.
        """
        return claim_queries.claims(
            self.store, speaker=speaker, about=about, kind=kind, form=form, source=source, certainty=certainty,
            publisher=publisher, sure=sure, start=start, end=end, without=without, rejected=rejected, limit=limit,
            offset=offset,
        )  # fmt: skip

    def events(
        self,
        *,
        actor: str | None = None,
        type: str | None = None,
        start: Day = None,
        end: Day = None,
        status: str | None = None,
        min_origins: int = 1,
        without: str | None = None,
        rejected: bool = False,
        limit: int = 100,
    ) -> Found[Happening]:
        """Who did what to whom, as each report tells it, in order of time; undated ones last; see `happenings`.

        Args:
            actor: id or name of one who acts or is acted upon. type: one of PLOVER's 16.
            start, end: first and last day; an event that may lie in between is in.
            status: one, several parted by commas, or "all"; without it what occurred, is ongoing or unknown, and
                `notes` says how many did not occur.
            min_origins: how many independent origins must tell it (see `onrecord.ledger.events`).
            without, rejected: as for claims.

        Raises:
            BadDate, BadQuery, NoSuchRow: as for claims.
        """
        asked = event_queries.Asked.of(
            self.store, actor=actor, type=type, start=start, end=end, status=status, min_origins=min_origins,
            without=without, rejected=rejected,
        )  # fmt: skip
        return event_queries.events(self.store, asked, limit)

    def happenings(
        self,
        *,
        actor: str | None = None, side: str | None = None, type: str | None = None, start: Day = None, end: Day = None,
        status: str | None = None, min_origins: int = 1, without: str | None = None, rejected: bool = False,
        limit: int = 100, offset: int = 0,
    ) -> Found[Gathered]:  # fmt: skip
        """The same as `events`, but one row for each happening, with all its tellings in different reports.

        A happening is in where one of its tellings is; the order is that of the first one that is in.

        Args:
            side: "actor" where the actor must act, "recipient" where it must be done to them. offset: to pass over.
        """
        asked = event_queries.Asked.of(
            self.store, actor=actor, side=side, type=type, start=start, end=end, status=status, min_origins=min_origins,
            without=without, rejected=rejected,
        )  # fmt: skip
        return gathered.gathered(self.store, asked, limit, offset)

    def happening(self, row: str) -> Gathered:
        """The happening of which an event (REPORT:ID) is one telling, with the others.

        Raises:
            NoSuchRow: there is no such event in the current reading of its report.
        """
        report, _, event = row.rpartition(":")
        found = self.rows("SELECT reading FROM current_readings WHERE report = ?", (self.find(report),))
        try:
            return gathered.of_event(self.store, found[0]["reading"], event)
        except KeyError:
            unknown = f"no event {row} in {self.path.name}"
            raise NoSuchRow(unknown, "onrecord events LEDGER --all lists rows.") from None

    def timeline(
        self,
        *,
        actor: str | None = None,
        type: str | None = None,
        start: Day = None,
        end: Day = None,
        status: str | None = None,
        min_origins: int = 1,
        without: str | None = None,
        rejected: bool = False,
        limit: int = 100,
    ) -> Found[Happening]:
        """The same as `events`; of the same beginning, the shorter interval comes first, undated ones last."""
        asked = event_queries.Asked.of(
            self.store, actor=actor, type=type, start=start, end=end, status=status, min_origins=min_origins,
            without=without, rejected=rejected,
        )  # fmt: skip
        return event_queries.timeline(self.store, asked, limit)

    def actor(self, name: str) -> tuple[ActorCard, ...]:
        """The actors that an id or a name stands for, the most reported first.

        Raises:
            NoSuchRow: the ledger has none of that name.
        """
        return identity.cards(self.store, name)
