"""The actors of the Uppsala Conflict Data Program (UCDP Actor dataset, CSV)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.importers.entry import Entry, Term
from onrecord.importers.names import BadName, bracketed, clean
from onrecord.importers.notes import Notes
from onrecord.importers.source import Line, records
from onrecord.knowledge.registry import Registry

NEEDED = ("actorid", "namedata", "org", "location")
_NAMES = ("nameorig", "nameorigfull", "nameorigfulleng")
_NEW = ("newname", "newnamefullmothertongue", "newnamefulleng")
_TIES = (
    ("splinter", "actoridprev", "splinter"),
    ("splittemp", "actoridsplittemp", "splinter"),
    ("alliance", "actoridalliance", "member"),
    ("joingroup", "actoridgroup", "member"),
)
_EMPTY = frozenset(("", "n/a", "na", "-", "unknown"))
_BRACKETS = re.compile(r"\s*\([^()]*\)")


def read(given: list[Line], notes: Notes, registry: Registry) -> Iterator[Entry]:
    """The actors, with what they were called later, whom they split from, and whom they joined."""
    seen: dict[str, int] = {}
    for number, record in records(given, notes):
        source = record["actorid"]
        if not source.isdigit():
            notes.add(number, "refused", record["namedata"][:80], f"the ActorId {source[:20]!r} is no number")
            continue
        if source in seen:
            why = f"the ActorId {source} stands in line {seen[source]} already"
            notes.add(number, "refused", record["namedata"][:80], why)
            continue
        seen[source] = number
        entry = _entry(number, record, notes, registry)
        if entry is not None:
            yield entry


def _entry(number: int, record: dict[str, str], notes: Notes, registry: Registry) -> Entry | None:
    names = _names(number, record, notes)
    if not names:
        return None
    countries = _countries(record["location"], registry)
    country = next(iter(countries)) if len(countries) == 1 else ""
    shown = record["namedata"]
    if record["org"] == "4":
        return Entry(
            number, _BRACKETS.sub("", names[0]), "organisation", (), country, countries, ("GOV",),
            source=source_of(record["actorid"]),
        )  # fmt: skip
    if record["org"] not in ("1", "2", "3"):
        notes.add(number, "left out", shown[:80], f"the value {record['org'][:20]!r} of Org, which is 1 to 4")
    sector = ("REB",) if record["org"] in ("1", "2") else ()
    return Entry(
        number, names[0], "group", tuple(names[1:]), country, countries, sector, _terms(number, record, notes),
        source=source_of(record["actorid"]),
    )  # fmt: skip


def source_of(actor: str) -> str:
    """How an ActorId stands in `Entry.source` and `Term.of`."""
    return f"ucdp:{actor.strip()}"


def _names(number: int, record: dict[str, str], notes: Notes) -> list[str]:
    """NameData, then the original and full names, then those that it took later."""
    told = [record["namedata"], *(record.get(column, "") for column in _NAMES)]
    said = [part for cell in told for part in re.split(r"\s+/\s+", cell)]
    if record.get("namechange") == "1":
        said += [part for column in _NEW for part in re.split(r",\s+", record.get(column, ""))]
    found: list[str] = []
    for raw in dict.fromkeys(said):
        if raw.strip().lower() in _EMPTY:
            continue
        try:
            found += [clean(part) for part in _parted(clean(raw))]
        except BadName as problem:
            notes.add(number, "left out" if found else "refused", raw[:80], str(problem))
            if not found:
                return []
    if not found:
        notes.add(number, "refused", "", "NameData is empty")
    return list(dict.fromkeys(found))


def _parted(name: str) -> tuple[str, ...]:
    """A name and an abbreviation in its brackets; other brackets ("Military faction (navy)") tell actors apart."""
    parts = bracketed(name)
    return parts if len(parts) > 1 else (name,)


def _countries(location: str, registry: Registry) -> frozenset[str]:
    """The countries where an actor is or was fighting, as far as onrecord knows them.

    UCDP writes names of today with older ones in brackets: "Yemen (North Yemen)".
    """
    named = (registry.exactly(_BRACKETS.sub("", part).strip()) for part in location.split(","))
    states = (registry.actors[one] for found in named for one in found if one in registry.actors)
    return frozenset(state.country for state in states if state.kind == "state" and state.country)


def _terms(number: int, record: dict[str, str], notes: Notes) -> tuple[Term, ...]:
    found: list[Term] = []
    for flag, column, title in _TIES:
        if record.get(flag, "0") in ("0", ""):
            continue
        for other in re.split(r"[,;]\s*", record.get(column, "")):
            if other.strip().isdigit():
                found.append(Term(number, title, source_of(other)))
            elif other.strip():
                why = f"{other.strip()[:30]!r} in the column {column} is no ActorId"
                notes.add(number, "left out", record["namedata"][:80], why)
    return tuple(dict.fromkeys(found))
