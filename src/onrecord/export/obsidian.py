"""A vault of Obsidian: notes on reports, actors and happenings that link to one another, and people's decisions.

Each row of a report is a block of its note, so that links land on it. Somebody met in one report alone under no proper
name has no note: their name stands as plain words. Backlinks of Obsidian show where somebody or something is told of.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from onrecord.cli.when import interval
from onrecord.export.format import Format
from onrecord.export.notes import file_name, front_matter, heading, link, tag, words
from onrecord.export.source import Source
from onrecord.ledger import Gathered, Happening, Who
from onrecord.ledger.names import ledger_ids
from onrecord.model import HAPPENED, Actor, Attribution, Event, Figure, Party, Reading, Relation
from onrecord.model.chain import voices_in_words

ACTORS, REPORTS, HAPPENINGS = "Actors", "Reports", "Happenings"
KEPT = 20_000
"""Names of notes that are remembered."""
PAGE = 500
"""Actors that are asked for at once."""


def write(source: Source, folder: Path) -> Iterator[int]:
    """All notes: of each report, then of happenings, actors and decisions."""
    for name in (ACTORS, REPORTS, HAPPENINGS):
        (folder / name).mkdir()
    vault = _Vault(source, folder)
    number = 0
    for number, reading in enumerate(source.readings(), 1):
        vault.report(reading)
        yield number
    for happening in source.happenings():
        vault.happening(happening)
        yield number
    vault.actors()
    vault.decisions()
    vault.start(number)


class _Vault:
    def __init__(self, source: Source, folder: Path) -> None:
        self._source = source
        self._folder = folder
        self._inside = frozenset(source.reports())
        self._report_name = lru_cache(KEPT)(self._named_report)
        self._actor_name = lru_cache(KEPT)(self._named_actor)

    def report(self, reading: Reading) -> None:
        """The note of a report: its text, and its rows as blocks."""
        report, told = reading.report, _Rows(reading, self._actor)
        front = {
            "id": report.id, "title": report.title, "publisher": report.publisher, "published": report.published,
            "agency": report.agency, "authors": list(report.authors), "url": _web(report.url),
            "language": report.language, "source": report.source_id, "sha256": report.sha256,
            "tags": [tag("report"), *([tag("publisher", report.publisher)] if report.publisher else [])],
        }  # fmt: skip
        text = [f"> {words(one)}" for one in report.text.splitlines() if one.strip()]
        parts = [f"# {heading(report.title or report.source_id)}", "\n>\n".join(text)]
        sections: tuple[tuple[str, Iterable[str]], ...] = (
            ("Claims", map(told.claim, reading.attributions)),
            ("Events", map(told.event, reading.events)),
            ("Ties", map(told.relation, reading.relations)),
            ("Figures", map(told.figure, reading.figures)),
        )
        for title, rows in sections:
            found = list(rows)
            if found:
                parts.append("\n\n".join([f"## {title}", *found]))
        self._put(REPORTS, self._report_name(report.id), front, parts)

    def happening(self, one: Gathered) -> None:
        """The note of a happening: what its tellings agree and differ in, and each of them with its words."""
        shown = one.shown
        days, place = interval(shown.start, shown.end), shown.place
        kind = shown.type if shown.status in HAPPENED else f"{shown.status} {shown.type}"
        title = f"{days or 'Undated'} {kind} {self._whom(shown.actors, plain=True)}".strip()
        front = {
            "row": one.row, "types": list(one.types), "start": shown.start, "end": shown.end,
            "precision": shown.precision, "place": place and place.name, "country": place and place.country,
            "location": [place.lat, place.lon] if place and place.lat is not None else None,
            "precision_km": place and place.precision_km,
            "status": [stated.status for stated in one.statuses], "certainty": shown.certainty,
            "reports": one.reports, "origins": one.origins, "likely_wrong": one.wrong,
            "tags": [tag("event", kind) for kind in one.types]
            + [tag("status", stated.status) for stated in one.statuses],
        }  # fmt: skip
        parts = [f"# {heading(title)}", self._sentence(shown), *self._differing(one)]
        parts.append("\n\n".join(["## Tellings", *(self._telling(telling) for telling in one.tellings)]))
        self._put(HAPPENINGS, file_name(title, one.row), front, parts)

    def actors(self) -> None:
        """A note of everybody who is known across reports."""
        condition, values = self._source.where
        counts = _COUNTS.format(where=f"{condition} AND" if condition else "WHERE")
        for actor in self._everybody():
            found = self._source.ledger.rows(counts, (*values, actor["id"]))[0]
            if not found["reports"]:
                continue
            one = self._source.hidden({**dict(actor), **dict(found)})
            front = {
                "id": one["id"], "kind": one["kind"], "country": one["country"], "wikidata": one["wikidata"],
                "reports": one["reports"], "first": _day(one["first"]), "last": _day(one["last"]),
                "aliases": [one["name"]], "tags": [tag("actor", one["kind"])],
            }  # fmt: skip
            told = (
                f"Named in {one['reports']} report{'' if one['reports'] == 1 else 's'}. Backlinks show which, and how."
            )
            self._put(ACTORS, self._actor_name(actor["id"]), front, [f"# {heading(one['name'])}", told])

    def _everybody(self) -> Iterator[sqlite3.Row]:
        """All actors who are known across reports, a page at a time."""
        last = ""
        while page := self._source.ledger.rows(_ACTORS, (last, PAGE)):
            yield from page
            last = page[-1]["id"]

    def decisions(self) -> None:
        """What people decided on the reports that are in the vault, in its order."""
        lines = []
        for made in self._source.ledger.decisions():
            if made.kind == "erase" or (made.reports and not self._inside & {*made.reports}):
                continue
            one = self._source.hidden(made)
            changes = ", ".join(f"{name}={value or 'not known'}" for name, value in one.changes.items())
            where = ", ".join(self._place(anchor.report, anchor.row or "") for anchor in made.anchors)
            about = where or words(one.target)
            told = f"{one.kind} {about}{f': {words(changes)}' if changes else ''}"
            lines.append(f"- `{one.id}` {told} — {words(one.by)}, {one.at[:10]}: {words(one.why)}")
        parts = ["# Decisions", "\n".join(lines) or "Nobody has decided anything."]
        self._put("", "Decisions", {"tags": [tag("decisions")]}, parts)

    def start(self, number: int) -> None:
        """The note to begin with."""
        told = (
            "Claims stay claims: each row names who vouches for it, how certain they put it, and its words. What is"
            " planned, threatened, denied or only thought of is marked so, with a tag `status/…` on its happening."
        )
        parts = ["# Start here", told, f"{number:,} reports. [[Decisions]] lists what people decided."]
        self._put("", "Start here", {}, parts)

    def _sentence(self, one: Happening) -> str:
        upon = self._whom(one.recipients)
        whom = f"{self._whom(one.actors) or 'somebody'}{f' → {upon}' if upon else ''}"
        return f"**{one.type}** ({one.status}, {one.certainty}): {whom}"

    def _differing(self, one: Gathered) -> Iterator[str]:
        """What sources put differently."""
        if len(one.statuses) > 1 or any(stated.status not in ("occurred",) for stated in one.statuses):
            told = (f"- {stated.status}: {words(', '.join(stated.sources))}" for stated in one.statuses)
            yield "\n".join(["## Whether it took place", "", *told])
        if len(one.days) > 1:
            told = (f"- {interval(on.start, on.end) or 'undated'}: {words(', '.join(on.sources))}" for on in one.days)
            yield "\n".join(["## When", "", *told])
        if len(one.places) > 1:
            told = (f"- {words(at.place.name)}: {words(', '.join(at.sources))}" for at in one.places)
            yield "\n".join(["## Where", "", *told])

    def _telling(self, one: Happening) -> str:
        report, _, row = one.row.rpartition(":")
        verdict = f", {one.verdict} by a person" if one.verdict else ""
        told = f"{one.status}, {one.certainty}, read with {one.confidence:.2f}{verdict}; {words(one.voice.name)}"
        return f"- {self._place(report, row)} ({told}): “{words(one.passage.text)}”"

    def _place(self, report: str, row: str) -> str:
        """A link to a row of a report, where the vault has it."""
        if report not in self._inside:
            return words(f"{report}:{row}" if row else report)
        name = self._report_name(report)
        return link(REPORTS, name, f"{name.rpartition(' ')[0]}{f' {row}' if row else ''}", row)

    def _whom(self, some: Iterable[Who], *, plain: bool = False) -> str:
        return ", ".join(one.name if plain or one.id is None else self._actor(one.id, one.name) for one in some)

    def _actor(self, id: str | None, name: str) -> str:
        """A link to an actor, or the name where there is no note."""
        if id is None or id.startswith("report:"):
            return words(name)
        return link(ACTORS, self._actor_name(id), name)

    def _named_report(self, report: str) -> str:
        row = self._source.ledger.rows(_REPORT, (report,))[0]
        day = (row["published"] or "Undated")[:10]
        return file_name(f"{day} {self._source.hidden(row['title'] or row['publisher'] or 'report')}", report)

    def _named_actor(self, id: str) -> str:
        rows = self._source.ledger.rows("SELECT name, kind FROM ledger_actors WHERE id = ?", (id,))
        named = self._source.hidden({"id": id, "name": rows[0]["name"] if rows else id})
        return file_name(named["name"], named["id"])

    def _put(self, folder: str, name: str, front: dict[str, Any], parts: Iterable[str]) -> None:
        text = front_matter(front) + "\n\n".join(parts) + "\n"
        (self._folder / folder / f"{name}.md").write_bytes(text.encode(errors="replace"))


class _Rows:
    """The rows of a report as blocks."""

    def __init__(self, reading: Reading, actor: Any) -> None:
        self._text = reading.report.text
        self._names = {one.id: one for one in reading.actors}
        self._ids = ledger_ids(reading)
        self._voices = voices_in_words(reading)
        self._places = {one.id: one.name for one in reading.places}
        self._actor = actor

    def claim(self, one: Attribution) -> str:
        """A claim: what, and the chain of voices."""
        content = " … ".join(span.text for span in one.content)
        who = ", ".join(self._named(speaker) for speaker in one.speakers)
        told = f"{f'{who}: ' if who else ''}{words(self._voices[one.id])} ({one.factuality.value})"
        return self._block(one.id, told, content or " … ".join(span.text for span in one.cue), one.confidence)

    def event(self, one: Event) -> str:
        """An event with its sides, days, place and voice."""
        upon = self._sides(one.recipients)
        when = interval(one.start, one.end)
        told = [
            f"**{one.type}** ({one.factuality.status}, {one.factuality.value})",
            f"{self._sides(one.actors) or 'somebody'}{f' → {upon}' if upon else ''}",
            when or "undated",
            words(self._places[one.place]) if one.place in self._places else "",
            self._voice(one.attribution),
        ]
        return self._block(one.id, "; ".join(part for part in told if part), one.evidence.text, one.confidence)

    def relation(self, one: Relation) -> str:
        """A tie."""
        label = f" ({words(one.label)})" if one.label else ""
        ends = f"{self._sides((one.subject,))} → {self._sides((one.object,))}"
        told = [
            f"**{one.type}**{label} ({one.state}; {one.factuality.status}, {one.factuality.value})",
            ends,
            interval(one.start, one.end) or "",
            self._voice(one.attribution),
        ]
        return self._block(one.id, "; ".join(part for part in told if part), one.evidence.text, one.confidence)

    def figure(self, one: Figure) -> str:
        """A number."""
        numbers = {"at least": one.low, "best": one.best, "at most": one.high}
        told = ", ".join(f"{word} {number:,.10g}" for word, number in numbers.items() if number is not None)
        return self._block(one.id, f"**{words(one.unit)}** {told}; {self._voice(one.attribution)}", one.span.text, None)

    def _block(self, row: str, told: str, passage: str, confidence: float | None) -> str:
        read = "" if confidence is None else f" — read with {confidence:.2f}"
        return f"- {told}: “{words(passage)}”{read} ^{row}"

    def _voice(self, claim: str | None) -> str:
        return words(self._voices[claim]) if claim in self._voices else "the report itself"

    def _sides(self, parties: Iterable[Party]) -> str:
        return ", ".join(self._named(one.actor) if one.actor else words(one.span.text) for one in parties)

    def _named(self, actor: str) -> str:
        known: Actor | None = self._names.get(actor)
        return str(self._actor(self._ids.get(actor, actor), known.name if known else actor))


def _web(url: str | None) -> str | None:
    return url if url and url.lower().startswith(("http://", "https://")) else None


def _day(day: str | None) -> str | None:
    return None if day is None or day >= "9999" else day


_REPORT = """
SELECT v.title, v.published, v.publisher FROM current_readings c JOIN report_versions v ON v.id = c.version
WHERE c.report = ?
"""
_ACTORS = """
SELECT id, name, kind FROM ledger_actors WHERE id > ? AND id NOT LIKE 'report:%' ORDER BY id LIMIT ?
"""
_COUNTS = """
SELECT max(a.country) AS country, max(a.wikidata) AS wikidata, count(DISTINCT c.report) AS reports,
  min(c.day) AS first, max(nullif(c.day, '9999')) AS last
FROM current_readings c JOIN actor_rows a ON a.reading = c.reading {where} a.actor = ?
"""
FORMAT = Format(
    name="obsidian",
    title="an Obsidian vault",
    suffix="",
    media="application/zip",
    standard="Markdown with front matter, links and blocks as Obsidian 1 reads them",
    holds=("report", "text", "passage", "certainty", "status", "voice", "confidence", "interval", "verdict"),
    loses="offsets, mentions, predicates, and notes on those who are met in one report alone.",
    folder=write,
)
