"""A plain CSV: one actor a row, or one term of a person a row; docs/importers.md describes the columns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from onrecord.importers import wikidata
from onrecord.importers.codes import SECTORS
from onrecord.importers.dates import BadDate, before, iso
from onrecord.importers.entry import Entry, Term
from onrecord.importers.names import BadName, clean
from onrecord.importers.notes import Notes
from onrecord.importers.source import Line, records
from onrecord.knowledge.registry import Registry
from onrecord.model import ActorKind

COLUMNS = ("name", "kind", "other", "country", "sector", "wikidata", "gender", "title", "of", "start", "end")
"""All that are read; only `name` must be there."""
KINDS: tuple[ActorKind, ...] = ("person", "group", "organisation", "outlet", "state")
_PLOVER = frozenset(SECTORS.values())


def read(given: list[Line], notes: Notes, registry: Registry) -> Iterator[Entry]:
    """The actors; rows of the same person one after another are one, with a term each."""
    last: Entry | None = None
    for number, record in records(given, notes):
        entry = _entry(number, record, notes, registry)
        if entry is None:
            continue
        if last is not None and entry.kind == "person" and _same(last, entry):
            other = tuple(dict.fromkeys((*last.other, *entry.other)))
            last = replace(
                last, other=other, terms=(*last.terms, *entry.terms), countries=last.countries | entry.countries
            )
            continue
        if last is not None:
            yield last
        last = entry
    if last is not None:
        yield last


def _same(last: Entry, entry: Entry) -> bool:
    return (last.name, last.kind, last.wikidata) == (entry.name, entry.kind, entry.wikidata)


def _entry(number: int, record: dict[str, str], notes: Notes, registry: Registry) -> Entry | None:
    cell = {column: record.get(column, "") for column in COLUMNS}
    try:
        name = clean(cell["name"])
    except BadName as problem:
        notes.add(number, "refused", cell["name"][:80], str(problem))
        return None

    def leave(what: str) -> str:
        notes.add(number, "left out", name, what)
        return ""

    said = cell["kind"].lower() or ("person" if cell["title"] else "group")
    kind = next((known for known in KINDS if known == said), None)
    if kind is None:
        notes.add(number, "refused", name, f"{said[:30]!r} is no kind; use one of {', '.join(KINDS)}")
        return None
    state = wikidata.state(cell["country"], registry) if cell["country"] else ""
    if cell["country"] and not state:
        leave(f"{cell['country'][:40]!r} is no country that is known")
    country = (registry.actors[state].country or "") if state else ""
    item = cell["wikidata"]
    if item and not re.fullmatch(r"Q\d+", item):
        item = leave(f"{item[:40]!r} is no item of Wikidata")
    gender = cell["gender"].lower()[:1]
    if gender not in ("", "m", "f"):
        gender = leave(f"{cell['gender'][:20]!r} is no gender; use m or f")
    terms = _term(number, name, cell, state, notes, registry) if cell["title"] else ()
    return Entry(
        number, name, kind, _other(number, cell["other"], notes), country, frozenset(filter(None, (country,))),
        _sector(number, name, cell["sector"], notes), terms, item, gender,
    )  # fmt: skip


def _other(number: int, cell: str, notes: Notes) -> tuple[str, ...]:
    found: list[str] = []
    for raw in filter(str.strip, cell.split("|")):
        try:
            found.append(clean(raw))
        except BadName as problem:
            notes.add(number, "left out", raw.strip()[:80], str(problem))
    return tuple(dict.fromkeys(found))


def _sector(number: int, name: str, cell: str, notes: Notes) -> tuple[str, ...]:
    found: list[str] = []
    for raw in filter(None, (part.strip().upper() for part in cell.split("|"))):
        sector = raw if raw in _PLOVER else SECTORS.get(raw, "")
        if not sector:
            notes.add(number, "left out", name, f"{raw[:20]!r} is no sector of PLOVER's or CAMEO's")
        elif sector not in found:
            found.append(sector)
    return tuple(found)


def _term(
    number: int, name: str, cell: dict[str, str], state: str, notes: Notes, registry: Registry
) -> tuple[Term, ...]:
    of = state
    if cell["of"]:
        told = (cell["of"],) if cell["of"] in registry.actors else registry.exactly(cell["of"])
        of = next(iter(told), "") or wikidata.state(cell["of"], registry) or f"name:{cell['of']}"
    try:
        if not of:
            raise BadName("it is not said whose office it is; fill of or country")
        title, start, end = clean(cell["title"]), iso(cell["start"]), iso(cell["end"])
        if start and end and before(end, start):
            raise BadDate(f"it ends on {end}, before it starts on {start}")
    except (BadName, BadDate) as problem:
        notes.add(number, "left out", name, f"the office {cell['title'][:60]!r}: {problem}")
        return ()
    return (Term(number, title, of, start, end),)
