"""Puts the actors of a list where they belong: to somebody who is known, or into a table of their own."""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, replace

from onrecord.importers.dates import before
from onrecord.importers.entry import Entry, Term
from onrecord.importers.matching import Known
from onrecord.importers.notes import Notes
from onrecord.knowledge.folding import words
from onrecord.knowledge.joining import NAMES
from onrecord.knowledge.registry import LESSER

TABLES = {
    "person": "actors/persons.tsv", "group": "actors/groups.tsv", "organisation": "actors/organisations.tsv",
    "outlet": "actors/outlets.tsv",
}  # fmt: skip
OFFICES = "actors/offices.tsv"
_QUALIFIERS = LESSER | {"acting", "interim"}
_PLAIN = frozenset("of the for and to in affairs".split())
LONGEST_ID = 60


@dataclass(slots=True)
class Placed:
    """An entry and the id that it went to. new: whether the id came with it."""

    entry: Entry
    actor: str
    new: bool


class Placing:
    """One import: takes entries one by one, then says which rows to add.

    Args:
        known: everybody who is known. notes: where decisions are told.
    """

    def __init__(self, known: Known, notes: Notes) -> None:
        self.known = known
        self.notes = notes
        self.counts: Counter[str] = Counter()
        self._placed: list[Placed] = []
        self._names: dict[str, list[str]] = defaultdict(list)
        self._rows: dict[str, dict[str, str]] = {}
        self._others: dict[str, list[str]] = {}
        self._tables: dict[str, str] = {}
        self._from: dict[str, int] = {}

    def take(self, entry: Entry) -> None:
        """Finds out who an entry is, and keeps what it says of them."""
        self.counts["actors"] += 1
        match = self.known.match(entry)
        if not match.actor and entry.kind == "state":
            if self.known.is_place(entry.name):
                self.counts["refused"] += 1
                self.notes.add(entry.line, "refused", entry.name, "its code is a country alone and it is a place")
                return
            entry = replace(entry, kind="group", source="")
            match = self.known.match(entry)
        if match.actor:
            self._give(entry, match.actor)
        elif not match.why:
            self._make(entry, "")
        else:
            self._apart(entry, match.why)

    def _apart(self, entry: Entry, why: str) -> None:
        """Somebody of a known one's name: under a name of their own, so that the known one keeps theirs."""
        free = self.known.free(entry)
        if free is None:
            self.counts["refused"] += 1
            self.notes.add(
                entry.line, "refused", entry.name, f"{why}; it has no name or country that tells the two apart"
            )
            return
        if free.name != entry.name:
            why = f"{why}; it is called {free.name} here"
        there = self.known.match(free).actor
        if there:
            self._give(free, there)
        else:
            self._make(free, why)

    def _give(self, entry: Entry, actor: str) -> None:
        """What an entry says goes to somebody who is known."""
        if entry.source:
            self.known.taken.add(actor)
        said = [name for name in (entry.name, *entry.other) if not self.known.has(actor, name)]
        if actor not in self._tables and actor not in self.known.registry.actors:  # egypt.gov and its like
            for name in said:
                self.notes.add(
                    entry.line, "left out", name, f"{actor} is a body of a state, which has no further names"
                )
            said = []
        taken = [name for name in said if self._may_have(entry, actor, name)]
        self.known.name(actor, taken)
        if actor in self._tables:
            self._others[actor] += taken
            self.counts["merged"] += 1
            self.notes.add(entry.line, "merged", entry.name, f"the same as in line {self._from[actor]}", actor)
        else:
            self._names[actor] += taken
            self.counts["known"] += 1
            why = f"new names: {', '.join(taken)}" if taken else "the name is known"
            self.notes.add(entry.line, "added to" if taken else "known", entry.name, why, actor)
        self.counts["names"] += len(taken)
        self._placed.append(Placed(entry, actor, False))

    def _make(self, entry: Entry, why: str) -> None:
        """Somebody new, in a table of their kind."""
        if entry.kind == "organisation" and entry.country:
            entry = replace(entry, kind="group")
        actor = self._id(entry)
        if why:
            self.counts["apart"] += 1
            self.notes.add(entry.line, "apart", entry.name, why, actor)
        self.known.add(actor, entry)
        self.known.name(actor, [entry.name])
        if entry.source:
            self.known.taken.add(actor)
        self._tables[actor] = TABLES[entry.kind]
        self._from[actor] = entry.line
        self._others[actor] = []
        for name in entry.other:
            if not self.known.has(actor, name) and self._may_have(entry, actor, name):
                self._others[actor].append(name)
                self.known.name(actor, [name])
        self._rows[actor] = {
            "id": actor, "name": entry.name, "country": entry.country, "sector": "|".join(entry.sector),
            "wikidata": entry.wikidata, "gender": entry.gender,
        }  # fmt: skip
        self.counts["new"] += 1
        self._placed.append(Placed(entry, actor, True))

    def _may_have(self, entry: Entry, actor: str, name: str) -> bool:
        why = self.known.objection(actor, name)
        if why:
            self.notes.add(entry.line, "left out", name, f"a further name of {entry.name}: {why}", actor)
        return not why

    def _id(self, entry: Entry) -> str:
        """An id that nobody has: the words of the name, then the country, then a number."""
        slug = "-".join(words(entry.name))[:LONGEST_ID].strip("-")
        if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", slug):
            slug = entry.wikidata.lower() or "x" + hashlib.sha256(entry.name.encode()).hexdigest()[:8]
        tries = [slug, *([f"{slug}-{entry.country.lower()}"] if entry.country else [])]
        return next((one for one in tries if not self.known.there(one)), None) or next(
            one for one in (f"{tries[-1]}-{n}" for n in range(2, 1_000_000)) if not self.known.there(one)
        )

    # ------------------------------------------------------------------------------------------ rows

    def rows(self) -> dict[str, list[dict[str, str]]]:
        """Table to the rows to add. Call it once, after the last entry."""
        offices = self._offices()
        found: dict[str, list[dict[str, str]]] = defaultdict(list)
        for actor, row in self._rows.items():
            found[self._tables[actor]].append(row | {"other": "|".join(self._others[actor])})
        found[OFFICES] = offices
        found[NAMES] = [{"id": actor, "names": "|".join(names)} for actor, names in self._names.items() if names]
        return dict(found)

    def _offices(self) -> list[dict[str, str]]:
        sources = {placed.entry.source: placed.actor for placed in self._placed if placed.entry.source}
        had: dict[str, list[Term]] = {}
        found: list[dict[str, str]] = []
        for placed in self._placed:
            terms = had.setdefault(placed.actor, self._known_terms(placed.actor))
            first = tuple(terms)
            for term in placed.entry.terms:
                of = self._of(term.of, sources)
                if "." in placed.actor:
                    why = f"{term.title} of somebody: {placed.actor} is a body of a state, which has no roles"
                    self.notes.add(term.line, "left out", placed.entry.name, why)
                    continue
                if not of or of == placed.actor:
                    why = "it is itself" if of else f"nobody is known as {term.of.partition(':')[2] or term.of}"
                    self.notes.add(term.line, "left out", placed.entry.name, f"{term.title} of somebody: {why}")
                    continue
                one_of = replace(term, of=of)
                if any(_identity(one_of) == _identity(one) for one in terms):
                    self.counts["known roles"] += 1
                    continue
                if (same := next((one for one in first if _covers(one, one_of)), None)) is not None:
                    self._known_role(placed, one_of, same)
                    continue
                terms.append(one_of)
                self.counts["roles"] += 1
                found.append(
                    {"person": placed.actor, "title": term.title, "of": of, "start": term.start, "end": term.end}
                )
        return found

    def _known_role(self, placed: Placed, term: Term, same: Term) -> None:
        self.counts["known roles"] += 1
        if term.exact and (term.start[:7], term.end[:7]) != (same.start[:7], same.end[:7]):
            why = f"{term.title} {_when(term)}: known as {same.title} {_when(same)}, which stays"
            self.notes.add(term.line, "known", placed.entry.name, why, placed.actor)

    def _known_terms(self, actor: str) -> list[Term]:
        known = self.known.registry.actors.get(actor)
        roles = known.roles if known else ()
        return [Term(0, role.title, role.of or "", role.start or "", role.end or "") for role in roles]

    def _of(self, of: str, sources: dict[str, str]) -> str:
        if of.startswith("ucdp:"):
            return sources.get(of, "")
        if of.startswith("name:"):
            return next(iter(self.known.ids(of[5:])), "")
        return of


def _identity(term: Term) -> tuple[str, str, str]:
    return term.title, term.of, term.start


def _covers(known: Term, term: Term) -> bool:
    """Whether a known term says what another says: the same office at the same time, or any where it has no title."""
    if known.of != term.of:
        return False
    if (known.end and term.start and not before(term.start, known.end)) or (
        term.end and known.start and not before(known.start, term.end)
    ):
        return False
    if not term.exact:
        return True
    one, other = _title(known.title), _title(term.title)
    return one & _QUALIFIERS == other & _QUALIFIERS and (one <= other or other <= one) and len(one & other) > 0


def _title(title: str) -> frozenset[str]:
    return frozenset(words(title.replace("defence", "defense"))) - _PLAIN


def _when(term: Term) -> str:
    return f"{term.start or '…'} to {term.end or '…'}"
