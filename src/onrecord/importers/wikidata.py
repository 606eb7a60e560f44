"""Office-holders as a query of Wikidata gives them (CSV): one row a term."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from onrecord.importers.dates import BadDate, before, iso
from onrecord.importers.entry import Entry, Term
from onrecord.importers.names import BadName, clean, untitled
from onrecord.importers.notes import Notes
from onrecord.importers.source import Line, records
from onrecord.knowledge.registry import Registry, nouns

COLUMNS = {
    "person": ("person", "personlabel", "name", "holder", "holderlabel", "itemlabel"),
    "wikidata": ("wikidata_id", "wikidata", "wikidataid", "person_id", "personid", "qid", "q", "item", "id"),
    "position": ("position", "positionlabel", "office", "officelabel", "title"),
    "country": ("country", "countrylabel", "jurisdiction", "jurisdictionlabel", "jurisdiction_repo", "of"),
    "start": ("start", "start_date", "startdate", "starttime", "p580"),
    "end": ("end", "end_date", "enddate", "endtime", "p582"),
}
"""What is read, and the columns that it may stand in, the first that is there."""
_ITEM = re.compile(r"(?:https?://www\.wikidata\.org/(?:entity|wiki)/)?(Q\d+)")
_TAIL = re.compile(r"[-_ ](?:ministers?|cabinet|government|officials?)$", re.IGNORECASE)


_PORTFOLIOS = frozenset(
    "affairs agriculture aviation budget civil commerce communications construction culture defence defense "
    "development economic economy education electricity employment energy environment exterior external family finance "
    "fisheries foreign health higher home housing immigration industry information infrastructure innovation interior "
    "internal international irrigation justice labor labour legal local military mines natural oil parliamentary "
    "petroleum planning public reform regional relations religious research resources rural science security services "
    "social sport sports technology tourism trade transport transportation treasury veterans water welfare women works "
    "youth and acting deputy of the for in to without portfolio".split()
)


@functools.cache
def _common() -> frozenset[str]:
    """Words of offices that are no names."""
    return _PORTFOLIOS | {part for noun, facts in nouns().items() if facts.kind == "title" for part in noun.split()}


@dataclass(slots=True)
class _Person:
    line: int
    names: Counter[str] = field(default_factory=Counter)
    terms: list[Term] = field(default_factory=list)
    countries: list[str] = field(default_factory=list)


def columns(there: list[str]) -> dict[str, str]:
    """What is read to the column of this file; a part without a column is missing."""
    return {
        part: next(name for name in names if name in there)
        for part, names in COLUMNS.items()
        if set(names) & set(there)
    }


def read(given: list[Line], notes: Notes, registry: Registry) -> Iterator[Entry]:
    """The persons, each with the terms of all their rows."""
    people: dict[str, _Person] = {}
    at: dict[str, str] = {}
    states: dict[str, str] = {}
    for number, record in records(given, notes):
        at = at or columns(list(record))
        cell = {part: record[column] for part, column in at.items()}
        item = _ITEM.fullmatch(cell.get("wikidata", ""))
        try:
            name = untitled(clean(cell["person"]))
        except BadName as problem:
            notes.add(number, "refused", cell["person"][:80], str(problem))
            continue
        if re.fullmatch(r"Q\d+", name) or not name:
            notes.add(number, "refused", cell["person"][:80], "it has no name, only an item or a title")
            continue
        if cell.get("wikidata") and not item:
            notes.add(number, "left out", name, f"{cell['wikidata'][:40]!r} is no item of Wikidata")
        person = people.setdefault(item[1] if item else name, _Person(number))
        person.names[name] += 1
        country = cell.get("country", "")
        if country not in states:
            states[country] = state(country, registry)
        if not states[country] and country:
            notes.add(number, "left out", name, f"the office, because no state is known by {country[:40]!r}")
        elif states[country]:
            person.countries.append(registry.actors[states[country]].country or "")
            if (term := _term(number, name, cell, states[country], notes)) is not None:
                person.terms.append(term)
    for source, person in people.items():
        (main, _), *others = person.names.most_common()
        countries = Counter(filter(None, person.countries)).most_common(1)
        yield Entry(
            person.line, main, "person", tuple(name for name, _ in others), countries[0][0] if countries else "",
            frozenset(filter(None, person.countries)), (), tuple(dict.fromkeys(person.terms)),
            wikidata=source if re.fullmatch(r"Q\d+", source) else "",
        )  # fmt: skip


def state(said: str, registry: Registry) -> str:
    """The id of the state that a cell names: a code, an id, a name, or a name with "-ministers" behind it; "" for none.

    >>> from onrecord.knowledge.registry import registry
    >>> [state(said, registry()) for said in ("EGY", "egypt-ministers", "us-cabinet", "Narnia")]
    ['egypt', 'egypt', 'united-states', '']
    """
    bare = _TAIL.sub("", said.strip())
    if bare in registry.actors and registry.actors[bare].kind == "state":
        return bare
    by_code = {two: one for one, two in registry.alpha2.items()}
    if bare.upper() in by_code:
        return by_code[bare.upper()]
    if found := registry.state_of(bare):
        return found.id
    for name in (bare, bare.replace("-", " ").replace("_", " ")):
        for one in registry.exactly(name):
            if one in registry.actors and registry.actors[one].kind == "state":
                return one
    item = _ITEM.fullmatch(said.strip())
    return next((a.id for a in registry.actors.values() if item and a.kind == "state" and a.wikidata == item[1]), "")


def _term(number: int, name: str, cell: dict[str, str], of: str, notes: Notes) -> Term | None:
    try:
        title = clean(cell.get("position", ""))
        title = " ".join(word.lower() if word.lower() in _common() else word for word in title.split(" "))
        if re.fullmatch(r"Q\d+", title):
            raise BadName("the office has no name, only an item")
        start, end = iso(cell.get("start", "")), iso(cell.get("end", ""))
    except (BadName, BadDate) as problem:
        notes.add(number, "left out", name, f"an office: {problem}")
        return None
    if start and end and before(end, start):
        notes.add(number, "left out", name, f"an office: it ends on {end}, before it starts on {start}")
        return None
    return Term(number, title, of, start, end)
