"""Whether somebody of a list is somebody that onrecord, or the folder, knows already."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from onrecord.importers.entry import Entry
from onrecord.importers.names import is_body, is_office, is_personal, untitled
from onrecord.knowledge.folding import key
from onrecord.knowledge.joining import NAMES
from onrecord.knowledge.registry import Registry
from onrecord.knowledge.table import listed, rows
from onrecord.model import ActorKind

ALIKE = 80
"""How alike (rapidfuzz ratio, 0 to 100) a name must be to that of a state to be a spelling of it."""
_FIGHTERS = frozenset(("REB", "PRM", "CRM"))
_ACROSS = frozenset(("IGO", "NGO"))
_BETWEEN = frozenset(("PTY", "OPP"))
KIN = (frozenset(("ISR", "PSE")), frozenset(("SDN", "SSD")), frozenset(("SRB", "XKX")), frozenset(("ETH", "ERI")),
        frozenset(("IDN", "TLS")))  # fmt: skip
"""Countries that one list has as one, and another, or a later one, as two."""
_BODIES = frozenset(("group", "organisation", "outlet"))
SHORT = 6
"""Letters of a single word that by themselves say too little."""


@dataclass(slots=True)
class Facts:
    """What is known of an actor. own: whether it stands in the folder, or came with this list."""

    kind: ActorKind
    country: str = ""
    countries: set[str] = field(default_factory=set)
    sector: set[str] = field(default_factory=set)
    own: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """Who an entry is. actor: id, or "" where it is somebody new; why: what speaks against those of the same name."""

    actor: str = ""
    why: str = ""


class Known:
    """Everybody that is known, asked by name; who comes with the list is added.

    Args:
        registry: with the tables of the folder in use.
    """

    def __init__(self, registry: Registry) -> None:
        self.registry = registry
        self._added: dict[str, list[str]] = {}
        self._facts: dict[str, Facts] = {}
        self._items = {actor.wikidata: actor.id for actor in registry.actors.values() if actor.wikidata}
        self._keys: dict[str, set[str]] = {}
        for name, actor in registry.names():
            self._keys.setdefault(actor, set()).add(key(name))
        further = {(row["id"], key(name)) for row in rows(NAMES) for name in listed(row["names"])}
        self._first = {one: {k for k in keys if (one, k) not in further} for one, keys in self._keys.items()}
        self.taken: set[str] = set()

    def ids(self, name: str) -> tuple[str, ...]:
        """Whom a name stands for, letter by letter."""
        return tuple(dict.fromkeys((*self._added.get(key(name), ()), *self.registry.exactly(name))))

    def has(self, actor: str, name: str) -> bool:
        """Whether an actor has a name already."""
        return key(name) in self._keys.get(actor, ()) or actor in self.registry.exactly(name)

    def there(self, actor: str) -> bool:
        """Whether an id is somebody's."""
        return actor in self._facts or actor in self.registry.actors

    def facts(self, actor: str) -> Facts:
        """What is known of an id."""
        found = self._facts.get(actor)
        if found is None:
            known = self.registry.get(actor)
            countries = {known.country} | {self._country(role.of) for role in known.roles if role.of}
            found = self._facts[actor] = Facts(
                known.kind, known.country or "", {one for one in countries if one}, set(known.sector),
                self.registry.is_own(actor),
            )  # fmt: skip
        return found

    def _country(self, actor: str) -> str:
        return self.registry.get(actor).country or ""

    def add(self, actor: str, entry: Entry) -> None:
        """Somebody new."""
        self._facts[actor] = Facts(
            entry.kind, entry.country, {*entry.countries} | ({entry.country} - {""}), set(entry.sector), own=True
        )
        if entry.wikidata:
            self._items.setdefault(entry.wikidata, actor)

    def name(self, actor: str, names: Iterable[str]) -> None:
        """Further names of somebody."""
        for name in names:
            self._added.setdefault(key(name), []).append(actor)
            self._keys.setdefault(actor, set()).add(key(name))

    # ------------------------------------------------------------------------------------------ matching

    def match(self, entry: Entry) -> Match:
        """Who an entry is: by its item, by its name where nothing speaks against it, by further names that agree."""
        if entry.wikidata in self._items:
            return Match(self._items[entry.wikidata])
        if entry.kind == "state" and entry.source and entry.source in self.ids(entry.name):
            return Match(entry.source)
        named = self.ids(entry.name)
        against = {one: self.against(one, entry, entry.name) for one in named}
        fits = [one for one in named if not against[one]]
        if entry.source and entry.kind != "state":
            fits = [one for one in fits if one not in self.taken or not self.facts(one).own]
        fits = [one for one in fits if "." not in one] or fits
        own = [one for one in fits if self.facts(one).own]
        if own or len(fits) == 1:
            return Match((own or fits)[0])
        if fits:
            return Match("", f"the name may be any of {', '.join(fits)}")
        other = self._by_other(entry)
        if other.actor and (" " not in entry.name or self.facts(other.actor).own):
            return other
        if named:
            return Match("", next((why for why in against.values() if why), f"{named[0]} came from another line"))
        return self._by_other(entry)

    def free(self, entry: Entry) -> Entry | None:
        """An entry under a name that is nobody else's: a further name, else its name with the country in brackets.

        None where there is neither: nothing would tell the two apart in a report.
        """
        names = [entry.name, *entry.other]
        state = self.registry.state_of(entry.country) if entry.country else None
        if state is not None:
            names.append(f"{entry.name} ({state.name})")
        for name in names:
            ids = self.ids(name)
            if not ids or any(self.facts(one).own and not self.against(one, entry, name) for one in ids):
                return replace(entry, name=name, other=tuple(one for one in entry.other if one != name))
        return None

    def _by_other(self, entry: Entry) -> Match:
        votes: dict[str, str] = {}
        for name in entry.other:
            for one in self.ids(name):
                if (" " in name or len(name) > SHORT) and not self.against(one, entry, name):
                    votes.setdefault(one, name)
        short = " " not in entry.name and len(entry.name) <= SHORT
        sure = [one for one, name in votes.items() if self._confirmed(one, entry) or (short and " " in name)]
        if entry.source and entry.kind != "state":
            sure = [one for one in sure if one not in self.taken or not self.facts(one).own]
        if len(sure) == 1:
            return Match(sure[0])
        if votes:
            one, name = next(iter(votes.items()))
            return Match("", f"only the further name {name} is known, of {one}")
        return Match()

    def _confirmed(self, actor: str, entry: Entry) -> bool:
        known, said = self.facts(actor).countries, {*entry.countries, entry.country} - {""}
        return bool(known & said) or any(known & kin and said & kin for kin in KIN)

    def against(self, actor: str, entry: Entry, name: str) -> str:
        """What speaks against an entry being an actor of the same name; "" where nothing does."""
        known = self.facts(actor)
        unrecognised = known.kind == "state" and not known.country and entry.kind in _BODIES  # Somaliland is both
        if known.kind != entry.kind and not {known.kind, entry.kind} <= _BODIES and not unrecognised:
            return f"{actor} is {_a(known.kind)}, this one {_a(entry.kind)}"
        if known.own and known.country == entry.country:
            return ""
        said = {*entry.countries, entry.country} - {""}
        named = "." in actor  # egypt.gov: the name says the country
        if not named and known.countries and said and not self._confirmed(actor, entry):
            return f"{actor} is of {'/'.join(sorted(known.countries))}, this one of {'/'.join(sorted(said))}"
        if known.sector and entry.sector and _contradict(known.sector, set(entry.sector)):
            return f"{actor} is {'|'.join(sorted(known.sector))}, this one {'|'.join(entry.sector)}"
        full = any(" " in other and actor in self.ids(other) for other in entry.other)
        sure = named or full or self._confirmed(actor, entry) or known.sector & set(entry.sector) & _ACROSS
        if not sure and " " not in name and (len(name) <= SHORT or entry.kind == "person"):
            return f"{actor} has that short name, and no country confirms that it is meant"
        return ""

    # ------------------------------------------------------------------------------------------ names

    def objection(self, actor: str, name: str) -> str:
        """Why a further name should not be one of an actor; "" where it may."""
        others = [one for one in self.ids(name) if one != actor]
        if others:
            return f"it is a name of {others[0]}"
        kind = self.facts(actor).kind
        if kind == "person":
            return ""
        if ((bare := untitled(name)) != name and not is_body(bare)) or is_office(name):
            return "it names a person or an office, not a body"
        if is_personal(name):
            return "it looks like the name of a person"
        if " " not in name and any(
            self.facts(one).kind == "person" for one in self.registry.by_surname.get(key(name), ())
        ):
            return "it is the surname of a person whom onrecord knows"
        return self._no_state(actor, name) if kind == "state" else ""

    def _no_state(self, actor: str, name: str) -> str:
        from rapidfuzz import fuzz

        if is_body(name) and re.search(r"(?i)government|regime|forces|army|police|ministry|parliament", name):
            return "it names a body of the state, not the state"
        if self.is_place(name):
            return "it is a place, not an actor"
        wanted = key(name)
        keys = self._first.get(actor, set())
        if any(f" {one} " in f" {wanted} " for one in keys):
            return ""
        adjectives = {key(word) for word, state in self.registry.adjectives.items() if state == actor}
        best = max((fuzz.ratio(wanted, one) for one in keys), default=0.0)
        if max((fuzz.ratio(wanted, one) for one in adjectives), default=0.0) >= max(best, ALIKE):
            return "it is a form of the adjective; put it into a states.tsv of yours"
        return "" if best >= ALIKE else "nothing shows that it names the state: it may be a place in it"

    def is_place(self, name: str) -> bool:
        """Whether the gazetteer knows a name."""
        from onrecord.knowledge.gazetteer import gazetteer

        return bool(gazetteer().find(name))


def _contradict(one: set[str], other: set[str]) -> bool:
    """Whether one fights and the other can not."""
    fights = one & _FIGHTERS, other & _FIGHTERS
    if bool(fights[0]) == bool(fights[1]):
        return False
    return not (one | other) & _BETWEEN


def _a(kind: str) -> str:
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"
