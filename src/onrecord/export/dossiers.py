"""A folder of dossiers: a page on each of the most reported actors and on each of the first disputes, and an index."""

from __future__ import annotations

import functools
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from onrecord.analyse import disputes
from onrecord.analyse.disputes import Dispute
from onrecord.cli.output import counted
from onrecord.cli.told import looked_into
from onrecord.cli.visible import line
from onrecord.dossier import gather, page
from onrecord.errors import BadQuery, NoSuchRow
from onrecord.export.format import Format
from onrecord.export.notes import file_name
from onrecord.export.source import Source
from onrecord.ledger.identity import matching

ACTORS = DISPUTES = 20
"""Dossiers at most, of each kind."""
INDEX = "index.html"


@dataclass(frozen=True)
class Entry:
    """A line of the index. file: of its dossier; "" where there is none, as `told` says."""

    file: str
    title: str
    told: str


def write(source: Source, folder: Path) -> Iterator[int]:
    """The dossiers, then the index.

    Raises:
        BadQuery: reports are chosen by something that a dossier cannot be held to.
    """
    wanted = source.wanted
    if wanted.publisher or wanted.reports or wanted.without:
        raise BadQuery(
            "a dossier rests on all reports of a ledger: it cannot be of some publishers or reports alone",
            "Leave --publisher, --report and --without out; --from, --to and --actor are fine.",
        )
    done = 0
    actors: list[Entry] = []
    for row in _actors(source):
        told = f"{row['kind']}, named in {counted(row['reports'], 'report')}"
        actors.append(_made(source, folder, row["id"], source.hidden({"id": row["id"], "name": row["name"]}), told))
        done += 1
        yield done
    found: list[Entry] = []
    only = matching(source.ledger.store, wanted.actor)[:1] if wanted.actor else ()
    for one in disputes(source.ledger, DISPUTES, actors=only).rows:
        shown = source.hidden(one)
        told = f"{one.kind}; {counted(one.sources, 'source')} of {counted(one.origins, 'origin')}: {_answers(shown)}"
        question = shown.question or shown.kind
        title = shown.about if shown.about.startswith(question) else f"{question}: {shown.about}"
        about = {"id": one.sides[0].told[0].row, "name": title}
        of = _row(one)
        found.append(_made(source, folder, of, about, told) if of else Entry("", title, f"{told} (no dossier)"))
        done += 1
        yield done
    (folder / INDEX).write_bytes(_index(source, actors, found).encode(errors="replace"))


def _made(source: Source, folder: Path, what: str, about: dict[str, str], told: str) -> Entry:
    """Writes one dossier; where the ledger has none of it, the index says why."""
    wanted = source.wanted
    name = f"{file_name(about['name'], about['id'])}.html"
    try:
        found = source.hidden(gather(source.ledger, what, on=wanted.on, start=wanted.start, end=wanted.end))
    except (BadQuery, NoSuchRow) as problem:
        return Entry("", about["name"], f"{told} (no dossier: {source.hidden(problem.message)})")
    (folder / name).write_bytes(page(found).encode(errors="replace"))
    return Entry(name, about["name"], told)


def _row(one: Dispute) -> str | None:
    """The row that a dossier of a dispute can be of: one of its figures or ties, else its event."""
    first = one.sides[0].told[0].row
    if one.kind in ("figure", "correction", "update", "tie") and first.rpartition(":")[2][:1] in ("f", "r"):
        return first
    return one.event or (first if first.rpartition(":")[2].startswith("e") else None)


def _answers(one: Dispute) -> str:
    return " / ".join(side.answer for side in one.sides)


def _actors(source: Source) -> Iterator[sqlite3.Row]:
    """Who is named in most reports, places and times of trouble left out; or the one asked for."""
    condition, values = source.where
    only = ""
    if source.wanted.actor:
        ids = matching(source.ledger.store, source.wanted.actor)[:1]
        only = f"AND a.actor IN ({', '.join('?' * len(ids))})"
        values = (*values, *ids)
    where = f"{condition or 'WHERE 1'} {only}"
    yield from source.ledger.rows(_MOST.format(where=where), (*values, ACTORS))


def _index(source: Source, actors: list[Entry], found: list[Entry]) -> str:
    wanted = source.wanted
    days = [f"from {wanted.start}" if wanted.start else "", f"to {wanted.end}" if wanted.end else ""]
    span = " ".join(day for day in days if day)
    return _environment().get_template("dossiers.html").render(
        ledger=source.hidden(source.ledger.path.name), looked_into=looked_into(source.ledger.coverage()),
        span=f"Events and claims {span}." if span else "", actors=actors, disputes=found,
    )  # fmt: skip


@functools.cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("onrecord.export", "."), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, finalize=lambda value: line(value) if isinstance(value, str) else value,
    )  # fmt: skip


_MOST = """
SELECT a.actor AS id, l.name, l.kind, count(DISTINCT c.report) AS reports
FROM current_readings c JOIN actor_rows a ON a.reading = c.reading AND a.present
JOIN ledger_actors l ON l.id = a.actor
{where} AND l.kind IN ('state', 'organisation', 'group', 'person')
GROUP BY a.actor ORDER BY reports DESC, a.actor LIMIT ?
"""
FORMAT = Format(
    name="dossiers",
    title="dossiers",
    suffix="",
    media="application/zip",
    standard="HTML that needs nothing else",
    holds=("passage", "certainty", "status", "voice", "interval", "verdict"),
    loses="whatever is of no actor among the most reported and in no dispute among the first, and offsets.",
    folder=write,
)
