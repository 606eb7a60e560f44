"""The actors known before any report is read: states and their bodies, organisations, groups, outlets, persons."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date

import msgspec

from onrecord.knowledge.changes import changes
from onrecord.knowledge.folding import key
from onrecord.knowledge.joining import NAMES
from onrecord.knowledge.table import Row, kept, listed, rows
from onrecord.model import Actor, ActorKind, Role

LESSER = frozenset(
    "vice deputy assistant under first second former late then ex shadow designate elect honorary junior last next "
    "future".split()
)
"""Words that make another office of a title, or say that it is not held."""
OFFICES = (
    "prime minister", "foreign minister", "defence minister", "defense minister", "foreign secretary",
    "defence secretary", "defense secretary", "secretary of state", "president", "premier", "king", "chancellor",
    "emir", "pope", "sultan", "supreme leader", "interior minister", "finance minister", "crown prince",
    "health minister", "oil minister", "energy minister", "public security minister", "internal security minister",
    "police minister", "justice minister", "information minister", "agriculture minister",
)  # fmt: skip
"""Titles that one person bears at a time, the longer ones first."""
HEADS = frozenset({
    "leader", "secretary-general", "general secretary", "chairman", "chairwoman", "president", "commander", "emir",
    "director general", "director-general", "executive director", "head", "chief", "chief prosecutor",
    "chairman of the commission", "chairwoman of the commission", "president of the commission",
})  # fmt: skip
"""Titles of those who lead a group or an organisation."""


def office_in(words: str) -> str | None:
    """The one of OFFICES that a title ends with; None where a word makes another office of it.

    >>> office_in("the Iranian defence minister"), office_in("vice president"), office_in("shadow foreign secretary")
    ('defence minister', None, None)
    """
    parts = words.lower().replace("-", " ").split()
    if {"acting", "interim"} & set(parts) or LESSER & set(parts):
        return None
    return next((office for office in OFFICES if parts[-len(office.split()) :] == office.split()), None)


FUZZY = 88
"""How alike (rapidfuzz ratio, 0 to 100) two names must be where nothing else is found."""


class Body(msgspec.Struct, frozen=True):
    """A body that every state has, such as its armed forces.

    Args:
        suffix: of the actor's id. template: its name, {} for the adjective. words: nouns that name it.
    """

    suffix: str
    sector: tuple[str, ...]
    kind: ActorKind
    template: str
    words: tuple[str, ...]


class Office(msgspec.Struct, frozen=True):
    """One term of one person. leader: whether the office held most power in fact."""

    person: str
    role: Role
    leader: bool

    def on(self, date: str | None) -> bool:
        """Whether the term covers an ISO date (its start included, its end not); None is now."""
        if date is None:
            return self.role.end is None
        start, end = self.role.start or "", self.role.end or "9999"
        return start[: len(date)] <= date < end


class Registry:
    """The known actors, asked by name, id, or country and day.

    Attributes:
        actors: id to actor, without the bodies of states, which are made when asked for.
        bodies: suffix to body. gender: id of a person to m or f, where known. alpha2: id of a state to its
            ISO 3166 alpha-2 code.
    """

    def __init__(self) -> None:
        self.bodies = {b.suffix: b for b in map(_body, rows("actors/bodies.tsv"))}
        self._body_words = {word: b.suffix for b in self.bodies.values() for word in b.words}
        self.adjectives: dict[str, str] = {}
        self._adjective_of: dict[str, str] = {}
        self._capitals: dict[str, str] = {}
        self._peoples: dict[str, str] = {}
        self._state_of_country: dict[str, str] = {}
        self.alpha2: dict[str, str] = {}
        self.gender: dict[str, str] = {}
        self._spellings: list[tuple[str, str]] = []
        self.actors: dict[str, Actor] = {}
        self._rows: dict[str, Row] = {}
        self._load_states()
        for table, kind in (("groups", "group"), ("organisations", "organisation"), ("outlets", "outlet")):
            self._load(table, kind)  # type: ignore[arg-type]
        self._load_persons()
        self._load_names()
        self._spellings.sort(key=lambda pair: not self._rows[pair[1]].own)

    # ------------------------------------------------------------------------------------------ asking

    def get(self, actor: str) -> Actor:
        """The actor of an id; the bodies of states ("egypt.mil") too.

        Raises:
            KeyError: no such id.
        """
        if actor in self.actors:
            return self.actors[actor]
        return self._body_of(actor)

    def on(self, actor: str, day: str | None) -> Actor:
        """The actor of an id, a person with the PLOVER sectors of the offices held on a day.

        Who held one before, and none then, is ELI, PLOVER's code for former office-holders. Without a day all offices
        count.

        Raises:
            KeyError: no such id.
        """
        found = self.get(actor)
        if found.kind != "person" or found.sector or not found.roles:
            return found
        held = [role for role in found.roles if day is None or Office(actor, role, False).on(day[:10])]
        sectors = dict.fromkeys(sector for role in held for sector in self._sector(role))
        if not held and day is not None and any(role.end and role.end <= day for role in found.roles):
            sectors = {"ELI": None}
        return msgspec.structs.replace(found, sector=tuple(sectors))

    def _sector(self, role: Role) -> tuple[str, ...]:
        """What an office makes of its holder: of a group its sector, of a state that of its longest known words."""
        served = self.actors.get(role.of or "") or (self.get(role.of) if role.of and "." in role.of else None)
        if served is not None and served.kind != "state" and served.sector:
            return served.sector
        parts = role.title.lower().replace("-", " ").split()
        for size in range(len(parts), 0, -1):
            for first in range(len(parts) - size + 1):
                known = nouns().get(" ".join(parts[first : first + size]))
                if known is not None and known.kind in ("title", "person") and known.sector != "PTY":
                    return (known.sector,)
        return ("GOV",) if served is not None else ()

    def find(self, name: str, day: str | None = None) -> tuple[Actor, ...]:
        """The actors that a name may stand for, best first; empty where there is none.

        Case, accents, "the", al- and el- do not count. "Egyptian army" and "army of Egypt" are the body of a state. A
        surname finds its bearers. What is still not found is compared letter by letter.

        Args:
            day: ISO date; who was there on it comes first. None: no day counts.
        """
        wanted = key(name)
        if not wanted:
            return ()
        found = list(dict.fromkeys((*self.exactly(name), *self.shared.get(wanted, ()))))
        found = found or self.by_surname.get(wanted, []) or self._alike(wanted)
        if day is not None:
            found = sorted(found, key=lambda actor: not changes().stood(actor, day))
        return tuple(self.get(actor) for actor in found)

    def exactly(self, name: str) -> tuple[str, ...]:
        """The ids that a name stands for as `find` says, without surnames and without names that are only alike."""
        wanted = key(name)
        found = list(self._by_key.get(wanted, ()))
        if (body := self._as_body(name)) and body not in found:
            found.append(body)
        if not found and (state := self._words_by_key.get(wanted)):
            found.append(state)
        return tuple(found) if wanted else ()

    def is_own(self, actor: str) -> bool:
        """Whether the row of an actor is the researcher's."""
        return actor in self._rows and self._rows[actor].own

    def names(self) -> Iterator[tuple[str, str]]:
        """Every spelling that is matched in text, and its id. Demonyms are in `adjectives` and `peoples`."""
        return iter(self._spellings)

    @property
    def peoples(self) -> dict[str, str]:
        """Plural demonyms ("Egyptians") to the id of the state."""
        return self._peoples

    @property
    def capitals(self) -> dict[str, str]:
        """Words for a seat of government ("Cairo", "Downing Street") to the id of the state."""
        return self._capitals

    def capital(self, name: str) -> Actor | None:
        """The state whose seat of government a name is."""
        state = self._capitals_by_key.get(key(name))
        return self.actors[state] if state else None

    @functools.cached_property
    def alpha3(self) -> dict[str, str]:
        """ISO 3166 alpha-2 codes to alpha-3."""
        pairs = ((two, self.actors[state].country) for state, two in self.alpha2.items())
        return {two: three for two, three in pairs if three}

    def state_of(self, country: str) -> Actor | None:
        """The state of an ISO 3166 alpha-3 code."""
        state = self._state_of_country.get(country.upper())
        return self.actors[state] if state else None

    def body(self, state: str, word: str) -> Actor | None:
        """The body of a state or a group that a noun names ("egypt", "army"); None where the noun names none."""
        suffix = self._body_words.get(word.lower())
        return self._body_of(f"{state}.{suffix}") if suffix and state in self.actors else None

    def suffix(self, word: str) -> str | None:
        """The suffix of the body that a noun names: "army" is mil."""
        return self._body_words.get(word)

    def adjective(self, state: str) -> str:
        """The first adjective of a state, or its name."""
        return self._adjective_of.get(state, self.actors[state].name)

    def holders(self, country: str, on: str | None = None, role: str = "leader") -> tuple[Actor, ...]:
        """Who held an office of a country on a day.

        Args:
            country: ISO 3166 alpha-3. on: ISO date; None asks for terms that have no end.
            role: "leader" for whoever held most power in fact, else words of a title ("foreign minister").

        Returns:
            Leaders first, then by the start of the term, latest first.
        """
        state = self.state_of(country)
        if state is None:
            return ()
        wanted = role.lower()
        fits = [
            office
            for office in self._offices.get(state.id, ())
            if office.on(on) and (office.leader if wanted == "leader" else _titled(office.role.title, wanted))
        ]
        fits.sort(key=lambda o: o.role.start or "", reverse=True)
        fits.sort(key=lambda o: not o.leader)
        return tuple(self.actors[p] for p in dict.fromkeys(o.person for o in fits))

    def left(self, country: str, on: str, role: str = "leader", days: int = 31) -> tuple[Actor, ...]:
        """Who held an office of a country until some days before a day, or until that day; the latest first.

        Args:
            country, role: as in `holders`. on: ISO date. days: how many before it count.
        """
        state, day = self.state_of(country), date.fromisoformat(on)
        ended: list[tuple[int, str]] = []
        for office in self._offices.get(state.id, ()) if state else ():
            end = office.role.end or ""
            fits = office.leader if role == "leader" else _titled(office.role.title, role)
            if fits and len(end) == 10 and 0 <= (gone := (day - date.fromisoformat(end)).days) <= days:
                ended.append((gone, office.person))
        return tuple(self.actors[person] for _, person in sorted(ended))

    def heads(self, actor: str, on: str, word: str = "") -> tuple[Actor, ...]:
        """Who led a group or an organisation on an ISO date, where a term with such a title and its start are known.

        Args:
            word: of the title; who has it in the title comes before all others.
        """
        fits = [o for o in self._offices.get(actor, ()) if o.role.title in HEADS and o.role.start and o.on(on)]
        fits = [o for o in fits if word and word in o.role.title] or fits
        return tuple(self.actors[p] for p in dict.fromkeys(o.person for o in fits))

    def envoys(self, actor: str, on: str, countries: Collection[str]) -> tuple[Actor, ...]:
        """Whom an organisation had sent to one of some countries (ISO 3166 alpha-3) on an ISO date."""
        names = {state.name for country in countries if (state := self.state_of(country))}
        found = [
            o.person
            for o in self._offices.get(actor, ())
            if o.on(on) and o.role.title.partition(" for ")[2].removeprefix("the ") in names
        ]
        return tuple(self.actors[p] for p in dict.fromkeys(found))

    def days_from_office(self, person: str, on: str) -> int:
        """Days from a day to the nearest term of a person, 0 within one; a year or month counts as its first day."""
        day = date.fromisoformat(on)
        away = [_days_to(role, day) for role in self.actors[person].roles]
        return min(away, default=0)

    def days_from_lead(self, person: str, on: str) -> int:
        """Days from a day to the nearest term in which a person held most power in a state; else very many."""
        day = date.fromisoformat(on)
        return min((_days_to(role, day) for role in self._leads.get(person, ())), default=10**6)

    @functools.cached_property
    def _leads(self) -> dict[str, list[Role]]:
        found: dict[str, list[Role]] = defaultdict(list)
        for offices in self._offices.values():
            for office in offices:
                if office.leader:
                    found[office.person].append(office.role)
        return dict(found)

    # ------------------------------------------------------------------------------------------ looking

    def _as_body(self, name: str) -> str | None:
        """The id of a state's body: a demonym or a name of a state, then a word for the body."""
        lower = name.lower().removeprefix("the ").replace("’", "'").replace("'s ", " ")
        front, _, back = lower.partition(" of ")
        pairs = [(back.removeprefix("the "), front)] if back else []
        parts = lower.split()
        pairs += [(" ".join(parts[:cut]), " ".join(parts[cut:])) for cut in range(1, len(parts))]
        for owner, word in pairs:
            suffix = self._body_words.get(word)
            state = self._owners.get(owner) if suffix else None
            if state:
                return f"{state}.{suffix}"
        return None

    def _body_of(self, actor: str) -> Actor:
        state, _, suffix = actor.rpartition(".")
        body, owner = self.bodies.get(suffix), self.actors.get(state)
        if body is None or owner is None:
            raise KeyError(actor)
        name = body.template.format(self.adjective(state))
        return Actor(actor, name, body.kind, owner.country, body.sector)

    def _alike(self, wanted: str) -> list[str]:
        from rapidfuzz import fuzz, process

        close = process.extract(wanted, list(self._by_key), scorer=fuzz.ratio, score_cutoff=FUZZY, limit=3)
        return list(dict.fromkeys(actor for spelling, _, _ in close for actor in self._by_key[spelling]))

    @functools.cached_property
    def _by_key(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for spelling, actor in self._spellings:
            ids = found[key(spelling)]
            if actor not in ids:
                ids.append(actor)
        return dict(found)

    @functools.cached_property
    def shared(self) -> dict[str, tuple[str, ...]]:
        """Names, as `folding.key` gives them, that bodies of several states bear, or may; to ids.

        "National Salvation Front (Egypt)" may be called National Salvation Front, where there is talk of Egypt. Who has
        the name without such an addition stands first.
        """
        found = {name: list(ids) for name, ids in self._by_key.items() if len(ids) > 1 and " " in name}
        for actor in self.actors.values():
            name, _, state = actor.name.removesuffix(")").partition(" (")
            wanted = key(name)
            if (
                state
                and " " in wanted
                and self._owners.get(state.lower()) == self._state_of_country.get(actor.country or "-")
            ):
                ids = found.setdefault(wanted, list(self._by_key.get(wanted, ())))
                if actor.id not in ids:
                    ids.append(actor.id)
        bodies = ("group", "organisation")
        return {n: tuple(ids) for n, ids in found.items() if all(self.actors[a].kind in bodies for a in ids)}

    @functools.cached_property
    def _words_by_key(self) -> dict[str, str]:
        """Adjectives, demonyms and seats of government, as `folding.key` gives them, to the ids of states."""
        found: dict[str, str] = {}
        for table in (self.adjectives, self._peoples, self._capitals):
            for word, state in table.items():
                found.setdefault(key(word), state)
        return found

    @functools.cached_property
    def _owners(self) -> dict[str, str]:
        names = {s.lower(): a for s, a in self._spellings if self.actors[a].kind == "state"}
        return {word.lower(): state for word, state in self.adjectives.items()} | names

    @functools.cached_property
    def _capitals_by_key(self) -> dict[str, str]:
        return {key(word): state for word, state in self._capitals.items()}

    @functools.cached_property
    def by_surname(self) -> dict[str, list[str]]:
        """Last words of the names of persons, as `folding.key` gives them, to ids."""
        found: dict[str, list[str]] = defaultdict(list)
        for actor in self.actors.values():
            if actor.kind == "person":
                found[key(actor.name).split()[-1]].append(actor.id)
        for spelling, actor_id in self._spellings:
            first, *rest = key(spelling).split() or [""]
            if rest and self.actors[actor_id].kind == "person" and key(self.actors[actor_id].name).split()[0] == first:
                bearers = found[rest[-1]]
                if actor_id not in bearers:
                    bearers.append(actor_id)
        return found

    # ------------------------------------------------------------------------------------------ loading

    def _add(self, row: Row, kind: ActorKind, country: str | None, roles: tuple[Role, ...] = ()) -> None:
        actor = row["id"]
        there = self._rows.setdefault(actor, row)
        if there is not row:
            first, second = (row, there) if there.own and not row.own else (there, row)
            raise second.wrong(f"the id {actor} stands twice: in {first.at} too", "Give one of the two another id.")
        sector = listed(row.get("sector", ""))
        if kind == "state":
            sector = ("GOV",)
        elif kind == "outlet":
            sector = ("JRN",)
        self.actors[actor] = Actor(actor, row["name"], kind, country, sector, row["wikidata"] or None, roles)
        self._spellings += [(spelling, actor) for spelling in (row["name"], *listed(row["other"]))]

    def _load(self, table: str, kind: ActorKind) -> None:
        for row in rows(f"actors/{table}.tsv"):
            self._add(row, kind, row.get("country") or None)

    def _load_states(self) -> None:
        for row in rows("actors/states.tsv"):
            state, country = row["id"], row["iso3"] or None
            self._add(row, "state", country)
            adjectives = listed(row["adjective"])
            if adjectives:
                self._adjective_of[state] = adjectives[0]
            self.adjectives |= dict.fromkeys(adjectives, state)
            self._peoples |= dict.fromkeys(listed(row["people"]), state)
            self._capitals |= dict.fromkeys(listed(row["capital"]), state)
            if row["iso2"]:
                self.alpha2[state] = row["iso2"]
            if country:
                self._state_of_country.setdefault(country, state)

    def _load_persons(self) -> None:
        terms: dict[str, list[Office]] = defaultdict(list)
        held: dict[str, Row] = {}
        self._offices: dict[str, list[Office]] = defaultdict(list)
        for row in rows("actors/offices.tsv"):
            if row.own and row["of"] not in self.actors and row["of"].rpartition(".")[0] not in self.actors:
                raise row.wrong(f"no actor has the id {row['of']}", "onrecord actor NAME tells ids.")
            held.setdefault(row["person"], row)
            role = Role(row["title"], row["of"] or None, row["start"] or None, row["end"] or None)
            office = Office(row["person"], role, row["leader"] == "yes")
            terms[row["person"]].append(office)
            self._offices[row["of"]].append(office)
        for row in rows("actors/persons.tsv"):
            roles = tuple(office.role for office in terms.pop(row["id"], ()))
            self._add(row, "person", row["country"] or None, roles)
            if row["gender"]:
                self.gender[row["id"]] = row["gender"]
        for actor, offices in terms.items():
            if actor not in self.actors:
                raise held[actor].wrong(f"there is no person {actor} in persons.tsv")
            roles = tuple(office.role for office in offices)
            self.actors[actor] = msgspec.structs.replace(self.actors[actor], roles=roles)

    def _load_names(self) -> None:
        """The further names that a researcher has for actors of whatever table."""
        there = set(self._spellings)
        for row in rows(NAMES):
            actor = row["id"]
            if actor not in self.actors:
                raise row.wrong(f"no actor has the id {actor}", "onrecord actor NAME tells ids.")
            self._spellings += [(name, actor) for name in listed(row["names"]) if (name, actor) not in there]


@kept
def registry() -> Registry:
    """The registry of the package, loaded once a process."""
    return Registry()


class Nouns(msgspec.Struct, frozen=True):
    """What the table of nouns says of one noun.

    Args:
        sector: PLOVER. kind: title, person, people or body. gender: m, f or "".
    """

    sector: str
    kind: str
    gender: str


@kept
def office_words() -> dict[str, tuple[str, ...]]:
    """What an office is called, in lower case, to the titles that it may have in the table of offices."""
    return {word: listed(row["titles"]) for row in rows("actors/office_words.tsv") for word in listed(row["words"])}


@kept
def nouns() -> dict[str, Nouns]:
    """Nouns for people and bodies, singular, in lower case; a noun of several rows keeps its first sector."""
    found: dict[str, Nouns] = {}
    for row in rows("actors/sectors.tsv"):
        for word in listed(row["words"]):
            known = found.get(word)
            if known is None:
                found[word] = Nouns(row["sector"], row["kind"], row["gender"])
            elif row["gender"] and not known.gender:
                found[word] = Nouns(known.sector, known.kind, row["gender"])
    return found


@kept
def given_names() -> dict[str, str]:
    """Given names, folded, to m or f."""
    return {name: row["gender"] for row in rows("actors/first_names.tsv") for name in listed(row["names"])}


def _body(row: Row) -> Body:
    kind: ActorKind = "group" if row["kind"] == "group" else "organisation"
    return Body(row["suffix"], listed(row["sector"]), kind, row["name"], listed(row["words"]))


def _days_to(role: Role, day: date) -> int:
    start, end = (date.fromisoformat(f"{d}-01-01"[:10] if len(d) == 4 else f"{d}-01"[:10]) if d else None
                  for d in (role.start, role.end))  # fmt: skip
    if start is not None and day < start:
        return (start - day).days
    return max(0, (day - end).days + 1) if end is not None and day >= end else 0


def _titled(title: str, wanted: str) -> bool:
    """Whether a title is the office that is asked for: a vice president is no president."""
    has, asked = _office_words(title), _office_words(wanted)
    return asked <= has and not (has - asked) & LESSER


def _office_words(title: str) -> set[str]:
    """The words of a title, in one spelling."""
    return {"defence" if word == "defense" else word for word in title.lower().replace("-", " ").split()}
