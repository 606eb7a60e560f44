"""Compares the registry's office-holders with a table of terms (CSV) that is not part of the project.

    python tools/holders.py FILE           who led each country, month by month, and who held which office
    python tools/holders.py FILE --all     the same, with every difference

FILE has the columns jurisdiction_repo, position, person, wikidata_id, start and end, as the terms of fourteen
governments in the development data have them. A month or a term in which FILE names nobody, or two persons, is left
out. Somebody is the same by Wikidata id or by name, in any known spelling. POWER says which office of FILE holds most
power.
"""

import argparse
import csv
import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from onrecord.knowledge.registry import registry
from onrecord.knowledge.spellings import same_person, spelled
from onrecord.model import Actor

COUNTRIES = {
    "egypt-ministers": "EGY", "iran-ministers": "IRN", "iraq-ministers": "IRQ", "israel": "ISR", "lebanon": "LBN",
    "palestine": "PSE", "russia-cabinet": "RUS", "saudi-ministers": "SAU", "sudan": "SDN", "syria": "SYR",
    "turkey-ministers": "TUR", "uae-ministers": "ARE", "us-cabinet": "USA", "yemen": "YEM",
}  # fmt: skip
POWER = (
    ("EGY", "President", "2000", "2022"), ("IRN", "Supreme Leader", "2000", "2022"),
    ("IRQ", "President", "2000", "2003-04-09"), ("IRQ", "Prime Minister", "2004-06-28", "2022"),
    ("ISR", "Prime Minister", "2000", "2022"), ("LBN", "President", "2000", "2022"),
    ("PSE", "President of the Palestinian National Authority", "2000", "2022"),
    ("RUS", "President", "2000", "2008-05-07"), ("RUS", "Prime Minister", "2008-05-08", "2012-05-07"),
    ("RUS", "President", "2012-05-07", "2022"), ("SAU", "King", "2005-08-01", "2022"),
    ("SDN", "President", "2000", "2019-04-11"),
    ("SDN", "Chairman of the Transitional Military Council", "2019-04-11", "2019-08-21"),
    ("SDN", "Chairman of the Sovereignty Council", "2019-08-21", "2022"), ("SYR", "President", "2000", "2022"),
    ("TUR", "Prime Minister", "2000", "2014-08-28"), ("TUR", "President", "2014-08-28", "2022"),
    ("ARE", "President", "2000", "2022"), ("USA", "President", "2000", "2022"), ("YEM", "President", "2000", "2022"),
)  # fmt: skip
"""Country, office, and from when until when it holds most power in fact."""
OFFICES = {
    "President": "president", "Prime Minister": "prime minister", "King": "king", "Supreme Leader": "supreme leader",
    "President of the Palestinian National Authority": "president",
    "Minister of Foreign Affairs": "foreign minister", "Secretary of State": "secretary of state",
    "Minister of Defence": "defence minister", "Minister of National Defence": "defence minister",
    "Minister of Defence and Armed Forces Logistics": "defence minister", "Secretary of Defence": "defence secretary",
}  # fmt: skip
"""An office of FILE to the words that the registry is asked for."""


@dataclass(frozen=True, slots=True)
class Term:
    """A line of FILE; start and end are ISO days, the end exclusive, "9999" where it is open."""

    country: str
    office: str
    person: str
    wikidata: str
    start: str
    end: str


@dataclass(frozen=True, slots=True)
class Compared:
    """One question: what FILE says, and what the registry does."""

    country: str
    office: str
    day: str
    said: Term
    found: tuple[Actor, ...]

    @property
    def right(self) -> bool:
        """Whether the registry names the same person first, or, of an office, among its holders."""
        asked = self.found[:1] if self.office == "leader" else self.found
        return any(same(self.said, actor) for actor in asked)


def terms(path: Path) -> list[Term]:
    """The terms of FILE whose days are known."""
    with path.open(encoding="utf-8", newline="") as lines:
        return [
            Term(
                COUNTRIES[row["jurisdiction_repo"]], row["position"], row["person"], row["wikidata_id"], row["start"],
                row["end"] or "9999",
            )
            for row in csv.DictReader(lines)
            if len(row["start"]) == 10 and len(row["end"]) in (0, 10)
        ]  # fmt: skip


def same(term: Term, actor: Actor) -> bool:
    """Whether a line and an actor are the same person."""
    if actor.wikidata:
        return actor.wikidata == term.wikidata
    names = [spelled(name) for name, known in registry().names() if known == actor.id]
    wanted = spelled(term.person)
    return any(name == wanted or same_person(name, wanted) or {*name} - {"king"} <= {*wanted} for name in names)


def leaders(given: list[Term]) -> Iterator[Compared]:
    """Who held most power, on the fifteenth of each month from 2000 to 2021."""
    for year in range(2000, 2022):
        for month in range(1, 13):
            day = dt.date(year, month, 15).isoformat()
            for country in COUNTRIES.values():
                offices = {o for c, o, start, end in POWER if c == country and start <= day < end}
                held = [t for t in given if t.country == country and t.office in offices and t.start <= day < t.end]
                if len({t.wikidata for t in held}) == 1:
                    yield Compared(country, "leader", day, held[0], registry().holders(country, day))


def offices(given: list[Term]) -> Iterator[Compared]:
    """Who held each of OFFICES in the middle of a term of a month or more, where nobody else held it then."""
    for term in given:
        if term.office not in OFFICES or term.start < "1990":
            continue
        end = min(term.end, "2022-01-01")
        if term.start >= end:
            continue
        first, last = dt.date.fromisoformat(term.start), dt.date.fromisoformat(end)
        day = (first + (last - first) / 2).isoformat()
        held = [t for t in given if (t.country, t.office) == (term.country, term.office) and t.start <= day < t.end]
        if (last - first).days >= 30 and len({t.wikidata for t in held}) == 1:
            found = registry().holders(term.country, day, OFFICES[term.office])
            yield Compared(term.country, OFFICES[term.office], day, term, found)


def main() -> None:
    """Prints the counts, and the differences where they are asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--all", action="store_true")
    asked = parser.parse_args()
    given = terms(asked.file)
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for one in (*leaders(given), *offices(given)):
        counts[one.office] += Counter(asked=1, answered=bool(one.found), right=one.right)
        if asked.all and not one.right:
            print(one.country, one.office, one.day, one.said.person, "not", [actor.name for actor in one.found])
    for office, count in counts.items():
        print(f"{office}: {count['asked']} asked, {count['answered']} answered, {count['right']} right")


if __name__ == "__main__":
    main()
