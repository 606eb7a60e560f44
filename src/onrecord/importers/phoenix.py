"""Dictionaries of TABARI, PETRARCH and Phoenix: actors with dated codes, and agents.

EGYPT_ [EGY]                    an actor with its code; spaces are underscores
+EGYPTIAN_                      a further name of it
MOHAMED_MORSI_ # a comment
[EGYGOV 120630-130703]          a code that held from a day to a day; [>120630] and [<120630] are open
!MINIST! = MINISTER, MINISTRY   a set of words that names can hold; &MINIST and lines with + say the same
ARMY_ {ARMIES_} [~MIL]          an agent: a noun, its plural, its sector
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from onrecord.importers.codes import TITLES, Coded, coded
from onrecord.importers.dates import BadDate, span
from onrecord.importers.entry import Entry, Noun, Term
from onrecord.importers.names import BadName, bare, bracketed, clean, is_body, is_office, is_personal, spelled, untitled
from onrecord.importers.notes import Notes
from onrecord.importers.source import Line
from onrecord.knowledge.registry import Registry
from onrecord.model import ActorKind

MOST_NAMES = 1_000
"""Further names that one actor can have."""
MOST_FORMS = 64
"""Nouns that one line of agents can stand for."""
_CODES = re.compile(r"\[([^\[\]]*)\]")
_SET = re.compile(r"!([A-Z0-9]+)!\s*=\s*(.+)")
_USED = re.compile(r"!([A-Z0-9]+)!|(?<![A-Z0-9])&([A-Z0-9]+)(?![A-Z0-9])")
_LEADERS = re.compile(r"#.*(?:CountryInfo|rulers)\.txt")
"""Comments of the dictionaries that name lists of leaders and ministers as the origin of a line."""
_INSIDE = re.compile(r"(?<=[A-Z])!([A-Z0-9]+)!(?=[A-Z])")
_PLURAL = re.compile(r"\{([^{}]*)\}")


@dataclass(slots=True)
class _Block:
    """The lines of one actor: names and codes with the numbers of their lines; whether a comment calls it a leader."""

    line: int
    names: list[Line] = field(default_factory=list)
    codes: list[Line] = field(default_factory=list)
    leader: bool = False


def agents(given: list[Line], notes: Notes) -> Iterator[Noun]:
    """The nouns of a dictionary of agents."""
    sets: dict[str, list[str]] = {}
    for number, text in given:
        said = text.partition("#")[0].strip()
        if not said or _defined(said, sets):
            continue
        codes = _CODES.findall(said)
        if len(codes) != 1 or not codes[0].strip().startswith("~"):
            notes.add(number, "refused", said[:80], "a line of agents has one code in brackets, such as [~MIL]")
            continue
        found = coded("INT" + codes[0].strip(" ~"), _registry())
        if found is None or not found.sector:
            notes.add(number, "refused", said[:80], f"the code {codes[0][:20]!r} has no sector of PLOVER's")
            continue
        front = said.partition("[")[0]
        plurals = [part for plural in _PLURAL.findall(front) for part in plural.split(",") if part.strip(" _")]
        for raw in _expanded(_PLURAL.sub("", front), sets, number, notes):
            try:
                yield Noun(number, clean(raw).lower(), found.sector[0])
            except BadName as problem:
                notes.add(number, "refused", raw[:80], str(problem))
        for raw in plurals:
            notes.add(number, "left out", raw.strip()[:80], "a plural; onrecord makes plurals by itself")


def _registry() -> Registry:
    from onrecord.knowledge.registry import registry

    return registry()


def actors(given: list[Line], notes: Notes, registry: Registry) -> Iterator[Entry]:
    """The actors of a dictionary, each with its names and dated codes."""
    sets: dict[str, list[str]] = {}
    for block in _blocks(given, notes, sets):
        entry = _entry(block, sets, notes, registry)
        if entry is not None:
            yield entry


def _blocks(given: list[Line], notes: Notes, sets: dict[str, list[str]]) -> Iterator[_Block]:
    block: _Block | None = None
    members: list[str] | None = None
    for number, text in given:
        said = text.partition("#")[0].rstrip()
        if not said.strip() or _defined(said.strip(), sets):
            continue
        codes = [code.strip() for code in _CODES.findall(said)]
        name = _name_of(number, said, notes)
        if name.startswith("&") and not codes:
            members = sets.setdefault(name.strip("&_ "), [])
        elif name.startswith("+") and members is not None:
            members.append(name[1:].strip())
        elif name and not name.startswith("+"):
            if block is not None:
                yield block
            members = None
            block = _Block(number, [(number, name)], [(number, code) for code in codes], bool(_LEADERS.search(text)))
        elif block is None:
            notes.add(number, "refused", said.strip()[:80], "no actor stands before it")
        else:
            block.names += [(number, name[1:])] if name else []
            block.codes += [(number, code) for code in codes]
    if block is not None:
        yield block


def _name_of(number: int, said: str, notes: Notes) -> str:
    """A line without its codes."""
    name = _CODES.sub("", said).strip()
    if "[" in name or "]" in name:
        notes.add(number, "left out", name[:80], "a bracket is not closed; what follows it was not read")
        name = re.split(r"[\[\]]", name)[0].strip()
    return name


def _defined(said: str, sets: dict[str, list[str]]) -> bool:
    """Whether a line defines a set of words, which is kept."""
    found = _SET.fullmatch(said)
    if found:
        sets[found[1]] = [word.strip() for word in found[2].split(",") if word.strip()]
    return found is not None


def _expanded(name: str, sets: dict[str, list[str]], number: int, notes: Notes) -> list[str]:
    """A name once for each word of the sets in it."""
    if _INSIDE.search(name):
        name = _INSIDE.sub(r"\1", name)
        notes.add(number, "mended", name.strip()[:80], "a set inside a word (AD!MINIST!RATION) was read as its letters")
    missing = next((one for one, _ in _USED.findall(name) if one and one not in sets), None)
    if missing is not None:
        notes.add(number, "refused", name[:80], f"no set of words is called {missing}")
        return []
    parts = _USED.split(name)  # between the sets: text, the name of "!A!" or None, the name of "&A" or None
    choices = [[parts[0]]]
    for mark, other, text in zip(parts[1::3], parts[2::3], parts[3::3], strict=True):
        used = mark or other
        choices.append([word + text for word in sets.get(used, [f"&{used}"])])
    return ["".join(said) for said in itertools.islice(itertools.product(*choices), MOST_FORMS)]


def _entry(block: _Block, sets: dict[str, list[str]], notes: Notes, registry: Registry) -> Entry | None:
    names = _names(block, sets, notes)
    if not names:
        return None
    shown = names[0]
    codes: list[tuple[int, Coded, str]] = []
    for number, text in block.codes:
        code, _, when = text.partition(" ")
        if "<" in code or ">" in code:
            code, when = re.split(r"(?=[<>])", text, maxsplit=1)
        found = coded(code.strip(), registry)
        if found is None:
            notes.add(number, "left out", shown, f"{code[:30]!r} is no code of three-letter parts")
            continue
        for part in found.strange:
            notes.add(number, "left out", shown, f"the part {part} of the code {code} is not known")
        codes.append((number, found, when.strip()))
    if not codes:
        notes.add(block.line, "refused", shown, "it has no code that can be read")
        return None
    kind = _known_kind(names[0], codes, registry) or _kind(names, codes, leader=block.leader)
    if kind in ("person", "state"):
        names = [name.capitalize() if len(name) > 3 and name.isalpha() else name for name in names]
    serves = {"GOV", "LEG", "MIL", "JUD", "IGO"} & {found.sector[0] for _, found, _ in codes if found.sector}
    if kind == "group" and serves and is_office(names[0]):
        notes.add(block.line, "refused", names[0], "it names an office, not its holder")
        return None
    if kind == "person":
        names = _personal(names, block.line, notes)
        if not names:
            return None
    return _made(block, kind, names, codes, notes, registry)


def _names(block: _Block, sets: dict[str, list[str]], notes: Notes) -> list[str]:
    found: list[str] = []
    for number, raw in block.names[:MOST_NAMES]:
        for one in _expanded(raw, sets, number, notes):
            try:
                found += [spelled(clean(part)) for part in bracketed(clean(one))]
            except BadName as problem:
                notes.add(number, "left out" if found else "refused", one.strip()[:80], str(problem))
    for number, raw in block.names[MOST_NAMES:]:
        notes.add(number, "left out", raw.strip()[:80], f"an actor can have {MOST_NAMES:,} further names")
    return list(dict.fromkeys(found))


def _known_kind(name: str, codes: list[tuple[int, Coded, str]], registry: Registry) -> ActorKind | None:
    """The kind of whom onrecord knows by this name, where no code tells a person; None where it knows nobody."""
    kinds = {registry.get(one).kind for one in registry.exactly(name)}
    if kinds == {"state"} and not any(found.sector for _, found, _ in codes):
        return "state"
    if any(when or found.elite for _, found, when in codes) or not all(found.sector for _, found, _ in codes):
        return None
    if len(kinds) != 1 or not kinds & {"person", "group", "organisation", "outlet"}:
        return None
    return "person" if "person" in kinds else "group"


def _kind(names: list[str], codes: list[tuple[int, Coded, str]], *, leader: bool) -> ActorKind:
    """Whether it is a state, a person or a body. A code does not say so: dates, names and words are looked at."""
    if all((found.state or found.country) and not (found.sector or found.elite) for _, found, _ in codes):
        return "state"
    if (leader or any(found.elite for _, found, _ in codes)) and not is_body(names[0]):
        return "person"
    parts = untitled(names[0]).split(" ")
    if is_body(names[0]):
        return "group"
    given = is_personal(" ".join(parts))
    fights = all({"REB", "PRM", "CRM"} & set(found.sector) for _, found, _ in codes)
    if given or (any(when for _, _, when in codes) and not fights):
        return "person"
    return "person" if 2 <= len(parts) < len(names[0].split(" ")) else "group"


def _personal(names: list[str], line: int, notes: Notes) -> list[str]:
    """The names of a person without titles; without bodies and bare surnames, which the reader finds by itself."""
    found: list[str] = []
    for at, name in enumerate(names):
        short = bare(name) or ("" if at or not untitled(name) else name)
        if not short:
            why = "it names an office, or a surname with a title" if at else "it names an office, not its holder"
            notes.add(line, "left out" if at else "refused", name, why)
            if not at:
                return []
        elif at and is_body(short):
            notes.add(line, "left out", name, f"it names a body, not the person {names[0]}")
        elif at and " " not in short:
            notes.add(line, "left out", name, "one word of a person's name; surnames are found without it")
        elif short not in found:
            found.append(short)
    return found


def _made(
    block: _Block,
    kind: ActorKind,
    names: list[str],
    codes: list[tuple[int, Coded, str]],
    notes: Notes,
    registry: Registry,
) -> Entry:
    default = next((found for _, found, when in codes if not when), codes[-1][1])
    countries = frozenset(found.country for _, found, _ in codes if found.country)
    country = default.country or (next(iter(countries)) if len(countries) == 1 else "")
    sector = tuple(dict.fromkeys(part for _, found, _ in codes for part in found.sector if part != "ELI"))
    terms: list[Term] = []
    if kind == "person":
        terms = [term for code in codes if (term := _term(*code, names[0], notes, registry)) is not None]
        sector = ()
    elif kind == "group":
        if any(when for _, _, when in codes):
            notes.add(block.line, "left out", names[0], "the dates of a group's codes; groups have no terms of office")
        if default.body or (not country and {"IGO", "NGO", "BUS"} & set(sector)):
            kind = "organisation"
        elif sector[:1] == ("JRN",):
            kind = "outlet"
    states = [found.state for _, found, _ in codes if found.state in registry.exactly(names[0])]
    source = (states or [default.state])[0] if kind == "state" else ""
    return Entry(
        block.line, names[0], kind, tuple(names[1:]), country, countries, sector, tuple(terms), source=source
    )  # fmt: skip


def _term(line: int, found: Coded, when: str, name: str, notes: Notes, registry: Registry) -> Term | None:
    if found.elite or not found.sector:
        return None
    try:
        start, end = span(when) if when else ("", "")
    except BadDate as problem:
        notes.add(line, "left out", name, f"the dates of a code: {problem}")
        return None
    of = found.state
    if found.body:
        of = next(iter(registry.exactly(found.body)), "")
    if not of:
        notes.add(line, "left out", name, "a role, because no state or organisation that onrecord knows is in its code")
        return None
    return Term(line, TITLES.get(found.sector[0], "member"), of, start, end, exact=False)
