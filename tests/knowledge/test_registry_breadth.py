"""How much the registry knows. The numbers are floors: what is found wrong and dropped may lower them."""

import datetime as dt
from collections import Counter

import pytest

from onrecord.knowledge.registry import registry

NO_MEMBERS = frozenset("TWN PSE VAT XKX HKG MAC ESH GRL PRI".split())
REPORTED = (
    "USA GBR FRA DEU RUS CHN ISR EGY SYR IRQ IRN LBN SAU TUR YEM "
    "LBY SDN AFG PAK IND JPN KOR PRK UKR ITA ESP ETH NGA ARE ZAF"
).split()
"""The thirty countries whose foreign and defence ministers are asked for."""
MINISTERS = {
    "foreign": ("foreign minister", "foreign secretary", "secretary of state"),
    "defence": ("defence minister", "defence secretary", "director-general of the defence agency"),
}
MONTHS = [dt.date(year, month, 15).isoformat() for year in range(1990, 2026) for month in range(1, 13)]
LATE = {
    "north-macedonia": 13, "eritrea": 16, "namibia": 3, "east-timor": 118, "somalia": 115, "south-sudan": 258,
    "liberia": 3,
}  # fmt: skip
"""Months since 1990 in which a state was not there yet, or had no government."""


def test_bodies_and_persons():
    known = registry()
    kinds = Counter(actor.kind for actor in known.actors.values())
    assert kinds["group"] >= 1600
    assert kinds["organisation"] >= 400
    assert kinds["outlet"] >= 780
    held = [a for a in known.actors.values() if any((r.end or "9999") >= "1990" and r.start for r in a.roles)]
    assert sum(actor.kind == "person" for actor in held) >= 4700


def test_every_member_of_the_un_has_a_head_since_1990():
    known = registry()
    for state in known.alpha2:
        if (country := known.actors[state].country) not in NO_MEMBERS:
            none = sum(not known.holders(country, day) for day in MONTHS)
            assert none <= LATE.get(state, 1), (state, none)


@pytest.mark.parametrize(("office", "share"), [("foreign", 0.97), ("defence", 0.93)])
def test_ministers_of_the_most_reported_countries(office, share):
    known = registry()
    assert len(set(REPORTED)) == 30
    there = {
        country: sum(any(known.holders(country, day, title) for title in MINISTERS[office]) for day in MONTHS)
        for country in REPORTED
    }
    assert sum(there.values()) >= share * len(REPORTED) * len(MONTHS), there
    assert min(there.values()) >= 0.7 * len(MONTHS), there


def test_leaders_of_armed_groups_and_bodies():
    known = registry()
    led = {role.of for actor in known.actors.values() for role in actor.roles}
    groups = [actor for actor in known.actors.values() if actor.kind == "group"]
    assert sum("REB" in group.sector and group.id in led for group in groups) >= 160
    assert sum(group.id in led for group in groups) >= 230
    assert sum(actor.kind == "organisation" and actor.id in led for actor in known.actors.values()) >= 60


def test_spellings_of_foreign_names():
    """Persons with a further spelling, where the alphabet of their country is another than ours."""
    known = registry()
    spelled = Counter(actor for _, actor in known.names())
    others = "EGY SYR IRQ IRN LBN SAU YEM LBY SDN DZA TUN MAR JOR PSE RUS UKR".split()
    persons = [a for a in known.actors.values() if a.kind == "person" and a.country in others]
    assert len(persons) >= 790
    assert sum(spelled[person.id] > 1 for person in persons) >= 0.78 * len(persons)
