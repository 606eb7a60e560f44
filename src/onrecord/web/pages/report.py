"""/reports/REPORT: a report with its marks, and its rows beside it."""

from __future__ import annotations

import re
import sqlite3
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import NamedTuple
from urllib.parse import quote

import msgspec
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from onrecord.analyse.origins import Traced, origin
from onrecord.cli.decided import told
from onrecord.cli.erase import lines
from onrecord.cli.origins import why
from onrecord.dossier.passages import own_words
from onrecord.errors import NoSuchRow
from onrecord.ledger import Ledger, Who
from onrecord.ledger.names import ledger_ids
from onrecord.ledger.origins import Reason
from onrecord.model import HAPPENED, Actor, Figure, Reading
from onrecord.web.answer import page
from onrecord.web.beside import Note, amount, notes
from onrecord.web.body import THINGS, Landings, html
from onrecord.web.marks import LAYERS, Layer, landing, marks_of, who
from onrecord.web.segments import Block, block_of, blocks

SHOWN = frozenset(LAYERS) - {"actors"}
"""The layers that are on where nobody chose."""
MANY = 300
"""Rows from which on what else is known of each is asked for when it is opened."""
COPIES = 30
"""Other reports of one story that are listed."""
_LIT = "background-color:var(--mark)"
_ROW = re.compile(r"([0-9a-f]{6,16}):([a-z][0-9]+)")
_SAFE = re.compile(r"[A-Za-z][\w-]*")


class Sibling(msgspec.Struct, frozen=True):
    """Another report of the same story."""

    report: str
    title: str | None
    publisher: str | None
    published: str | None
    is_lead: bool


class Known(msgspec.Struct, frozen=True):
    """An actor of the reading, and who that is in the ledger."""

    id: str
    actor: str


class Shared(msgspec.Struct, frozen=True):
    """An event that other reports tell too: of how many reports and origins its happening is."""

    id: str
    reports: int
    origins: int


class Judged(msgspec.Struct, frozen=True):
    """A row that people judged; a rejected one is not in the reading."""

    id: str
    verdict: str
    by: str
    why: str


class Paragraph(NamedTuple):
    """A paragraph as HTML, and the rows whose words begin in it. kind: "title", "ballast" (no news) or ""."""

    html: Markup
    notes: Sequence[Note]
    kind: str


class Whole(msgspec.Struct, frozen=True, dict=True):
    """A report as the page shows it; what is not a field follows from those, after masking.

    Args:
        origin, reason, of, share: see `onrecord.ledger.origins.Origin`. story: the other reports of its story, some.
        actors: who its actors are in the ledger. shared: its events that others tell too. judged: by people.
        decided: what people decided about the report and its rows, and what was erased, each in a sentence.
    """

    reading: Reading
    origin: str
    reason: Reason
    of: str | None
    share: float | None
    story: tuple[Sibling, ...]
    actors: tuple[Known, ...]
    shared: tuple[Shared, ...]
    judged: tuple[Judged, ...]
    marks: tuple[str, ...]
    decided: tuple[str, ...]

    @cached_property
    def notes(self) -> list[Note]:
        """The rows in the order of their words."""
        return notes(self.reading, self._links, {one.id: one.verdict for one in self.judged})

    @property
    def is_long(self) -> bool:
        """Whether a row beside the text is a line alone, and the rest of it a page of its own."""
        return len(self.notes) > MANY

    @cached_property
    def _links(self) -> Mapping[str, str]:
        return {one.id: one.actor for one in self.actors}

    @property
    def own(self) -> str:
        """The chain of voices of what no claim holds."""
        return own_words(self.reading.report.publisher)

    @property
    def why(self) -> str:
        """Why the report has its origin, in words."""
        agency = self.reading.report.agency
        return why(Traced(self.reading.report.id, None, None, None, agency, None, self.reason, self.of, self.share))

    @cached_property
    def others(self) -> Mapping[str, Shared]:
        """Events that others tell too, by id."""
        return {one.id: one for one in self.shared}

    @cached_property
    def people(self) -> list[tuple[Actor, Who, int]]:
        """Who is named: the actor, as the ledger has it, and how often words stand for it; the most named first."""
        times: dict[str, int] = defaultdict(int)
        for mention in self.reading.mentions:
            times[mention.actor] += 1
        named = [actor for actor in self.reading.actors if times[actor.id]]
        ordered = sorted(named, key=lambda actor: (-times[actor.id], actor.name))
        return [(one, Who(self._links.get(one.id, one.id), one.name), times[one.id]) for one in ordered]

    @property
    def layers(self) -> list[tuple[Layer, str, bool]]:
        """What can be switched on and off, what its rows are called, and whether it is on where nobody chose."""
        return [(layer, THINGS[layer], layer in SHOWN) for layer in LAYERS]

    @staticmethod
    def amount(figure: Figure) -> str:
        """A figure as it was given."""
        return amount(figure)

    @staticmethod
    def mention(actor: str) -> str:
        """The id of the first words that stand for an actor."""
        return who(actor)

    def paragraphs(self) -> list[Paragraph]:
        """The text with its marks, and beside each paragraph its rows."""
        found = blocks(self.reading.report.text, marks_of(self.reading))
        beside: dict[int, list[Note]] = defaultdict(list)
        for note in self.notes:
            beside[block_of(found, note.at)].append(note)
        where = self._landings()
        return [Paragraph(html(block, where), beside[n], self._kind(block, n == 0)) for n, block in enumerate(found)]

    def _kind(self, block: Block, first: bool) -> str:
        words = self.reading.report.text[block.start : block.end].strip()
        if first and words and words == (self.reading.report.title or "").strip():
            return "title"
        kept = (one for one in block.segments if one.text.strip())
        no_news = [any(mark.mark.part == "ballast" for mark in one.open) for one in kept]
        return "ballast" if no_news and all(no_news) else ""

    def _landings(self) -> Landings:
        at: dict[int, tuple[str, ...]] = defaultdict(tuple)
        for row, span in landing(self.reading).items():
            at[span.start] += (row,)
        statuses = {event.id: event.factuality.status for event in self.reading.events}
        unreal = {row: status for row, status in statuses.items() if status not in HAPPENED}
        return Landings(at, {row: "denied" if one == "denied" else "unreal" for row, one in unreal.items()})


def report(ledger: Ledger, request: Request) -> Whole | Response:
    """The report that the address names; under another name of it, its own address."""
    named = request.path_params["report"]
    row = _ROW.fullmatch(named)
    found = ledger.find(row[1] if row else named)
    if found != named:
        suffix = ".json" if request.state.json else ""
        query = f"?{request.url.query}" if request.url.query else ""
        to = f"#{row[2]}" if row else ""
        return RedirectResponse(f"/reports/{quote(found)}{suffix}{query}{to}", 303)
    return _whole(ledger, found)


def _whole(ledger: Ledger, found: str) -> Whole:
    reading = ledger.reading(found)
    come = origin(ledger, found)
    marked = ledger.rows("SELECT * FROM marked WHERE report = ? ORDER BY words", (found,))
    return Whole(
        reading,
        come.origin,
        come.reason,
        come.of,
        come.share,
        tuple(Sibling(*row) for row in ledger.rows(_STORY, {"report": found, "lead": come.lead, "most": COPIES})),
        tuple(Known(*pair) for pair in ledger_ids(reading).items()),
        tuple(Shared(*row) for row in ledger.rows(_SHARED, (found,))),
        tuple(Judged(*row) for row in ledger.rows(_JUDGED, (found,))),
        tuple(dict.fromkeys(row["words"] for row in marked)),
        (*told(ledger.decisions(found)), *map(_marked, marked), *lines(ledger.erasures(found))),
    )


class One(msgspec.Struct, frozen=True):
    """One row of a report."""

    report: Whole
    id: str

    @property
    def note(self) -> Note:
        """The row."""
        return next(note for note in self.report.notes if note.id == self.id)


def row(ledger: Ledger, request: Request) -> One:
    """One row of a report, with all that is known of it.

    Raises:
        NoSuchRow: the report has none of that id.
    """
    found = _whole(ledger, ledger.find(request.path_params["report"]))
    one = request.path_params["row"]
    if all(note.id != one for note in found.notes):
        raise NoSuchRow(f"no row {one} in report {found.reading.report.id}", "The page of the report shows its rows.")
    return One(found, one)


def _marked(row: sqlite3.Row) -> str:
    """How a person marked the source of a report."""
    by = f"by {row['made_by']} on {row['made_at'][:10]} ({row['why']})"
    return f"source marked: {row['words']}, {by} [{row['decision']}]"


def sheet(ledger: Ledger, request: Request) -> Response:
    """What lights a row and its words where there is no JavaScript: a rule for each row that an address can name."""
    reading = ledger.reading(request.path_params["report"])
    rules = []
    for row in landing(reading):
        if _SAFE.fullmatch(row):
            to = f":root:has(#{row}:target, #row-{row}:target)"
            rules.append(f'{to} :is(#row-{row} .gist, [data-w~="{row}"], [data-c~="{row}"]){{{_LIT}}}')
            rules.append(f'{to} [data-e~="{row}"]:not([data-w~="{row}"]){{background-color:var(--faintly)}}')
            rules.append(f"{to} #row-{row} .body{{display:block}}")
    return Response("\n".join(rules), media_type="text/css")


_STORY = """
SELECT o.report, v.title, v.publisher, v.published, o.report = o.lead FROM report_origins o
JOIN current_readings c ON c.report = o.report JOIN report_versions v ON v.id = c.version
WHERE o.lead = :lead AND o.report <> :report ORDER BY o.report <> o.lead, c.day, o.report LIMIT :most
"""
_SHARED = """
SELECT e.id, h.reports, h.origins FROM current_readings c JOIN event_rows e ON e.reading = c.reading
JOIN event_groups g ON g.event = e.rowid JOIN happening_rows h ON h.lead = g.lead
WHERE c.report = ? AND h.reports > 1 ORDER BY e.rowid
"""
_JUDGED = """
SELECT j.id, j.verdict, d.made_by, d.why FROM judged_rows j JOIN decisions d ON d.id = j.decision
WHERE j.report = ? ORDER BY j.part, j.id
"""
ROUTES = [
    page("/reports/{report:path}/rows.css", "report.html", sheet),
    page("/reports/{report:path}/rows/{row}", "report_row.html", row),
    page("/reports/{report:path}", "report.html", report),
]
