import itertools
import re
from collections import Counter

import pytest

from onrecord.errors import DataError
from onrecord.knowledge import registry as module
from onrecord.knowledge.folding import fold, key, words
from onrecord.knowledge.registry import Office, Registry, given_names, nouns, office_in, registry
from onrecord.knowledge.table import Row
from onrecord.model import Role

PLOVER = set(
    "COP GOV JUD LEG MIL PRM PTY REB SPY UAF UNK AGR BUS CRM CVL EDU ELI JRN LAB MED REF OPP PRE REL SOC".split()
)
NON_STATES = {"IGO", "NGO"}


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("Hamas", "hamas"),
        ("the HAMAS", "hamas"),
        ("Daesh", "islamic-state"),
        ("ISIL", "islamic-state"),
        ("Al Qaida", "al-qaeda"),
        ("el-Qaeda", "al-qaeda"),
        ("Assafir", "as-safir"),
        ("Côte d'Ivoire", "ivory-coast"),
        ("Cote d’Ivoire", "ivory-coast"),
        ("Egyptian army", "egypt.mil"),
        ("the armed forces of Egypt", "egypt.mil"),
        ("Egypt's army", "egypt.mil"),
        ("Lebanese government", "lebanon.gov"),
        ("Tehran", "iran"),
        ("Palestinians", "palestine"),
        ("Palestinian Muslim Brotherhood", "palestinian-muslim-brotherhood"),
        ("Netanyahu", "benjamin-netanyahu"),
        ("Mohamed Mursi", "mohamed-morsi"),
        ("Mohamed Morsy", "mohamed-morsi"),
        ("U.N.", "united-nations"),
    ],
)
def test_find(name, id):
    assert registry().find(name)[0].id == id


def test_find_gives_every_bearer_of_a_surname():
    found = {a.id for a in registry().find("Assad")}
    assert {"bashar-al-assad", "hafez-al-assad", "maher-al-assad"} <= found


@pytest.mark.parametrize("name", ["", "the", "  ", "Zzyzx Quorlop Front"])
def test_find_nothing(name):
    assert registry().find(name) == ()


def test_get_makes_the_body_of_a_state():
    found = registry().get("egypt.mil")
    assert (found.name, found.country, found.sector, found.kind) == (
        "Egyptian military",
        "EGY",
        ("MIL",),
        "organisation",
    )


@pytest.mark.parametrize("id", ["atlantis", "atlantis.mil", "egypt.nothing"])
def test_get_refuses_what_is_not_there(id):
    with pytest.raises(KeyError):
        registry().get(id)


def test_capital():
    assert registry().capital("cairo").id == "egypt"
    assert registry().capital("Downing Street").id == "united-kingdom"
    assert registry().capital("Springfield") is None


@pytest.mark.parametrize(
    ("country", "day", "leader"),
    [
        ("EGY", "2011-01-15", "hosni-mubarak"),
        ("EGY", "2011-02-11", "mohamed-hussein-tantawi"),
        ("EGY", "2012-06-30", "mohamed-morsi"),
        ("EGY", "2013-07-02", "mohamed-morsi"),
        ("EGY", "2013-07-03", "adly-mansour"),
        ("EGY", "2014-07-22", "abdel-fattah-el-sisi"),
        ("RUS", "2010-01-01", "vladimir-putin"),
        ("USA", "2014-07-22", "barack-obama"),
        ("ISR", "2014-07-22", "benjamin-netanyahu"),
    ],
)
def test_leaders_to_the_day(country, day, leader):
    assert [a.id for a in registry().holders(country, day)] == [leader]


def test_holders_by_title():
    known = registry()
    assert [a.id for a in known.holders("RUS", "2010-01-01", "president")] == ["dmitry-medvedev"]
    assert [a.id for a in known.holders("usa", "2010-01-01", "Secretary of State")] == ["hillary-clinton"]
    assert known.holders("USA", "1700-01-01") == ()
    assert known.holders("XXX") == ()


def test_a_term_ends_the_day_that_the_next_begins():
    term = Office("x", Role("president", "egypt", "2012-06-30", "2013-07-03"), True)
    assert not term.on("2012-06-29")
    assert term.on("2012-06-30")
    assert term.on("2013-07-02")
    assert not term.on("2013-07-03")
    assert not term.on(None)


def test_one_leader_a_state_a_day():
    """Terms that say who held most power do not overlap within a state."""
    known = registry()
    for state, offices in known._offices.items():
        terms = sorted((o.role.start or "", o.role.end or "9999", o.person) for o in offices if o.leader)
        for (_, end, one), (start, _, other) in itertools.pairwise(terms):
            assert end <= start, (state, one, other)


def test_the_tables_hold_together():
    known = registry()
    kinds = Counter(actor.kind for actor in known.actors.values())
    assert kinds["state"] >= 200
    assert kinds["group"] >= 80
    assert kinds["outlet"] >= 80
    assert kinds["person"] >= 150
    for actor in known.actors.values():
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", actor.id), actor.id
        assert actor.country is None or re.fullmatch(r"[A-Z]{3}", actor.country), actor.id
        assert actor.wikidata is None or re.fullmatch(r"Q\d+", actor.wikidata), actor.id
        assert set(actor.sector) <= PLOVER | NON_STATES, actor.id
        for role in actor.roles:
            assert role.of in known.actors, (actor.id, role)
            for day in (role.start, role.end):
                assert day is None or re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", day), (actor.id, role)
            assert not (role.start and role.end) or role.start < role.end, (actor.id, role)
    assert {noun.sector for noun in nouns().values()} <= PLOVER | NON_STATES
    assert set(given_names().values()) == {"m", "f"}


def test_every_wikidata_id_is_one_actor_s():
    ids = [a.wikidata for a in registry().actors.values() if a.wikidata]
    assert len(ids) == len(set(ids))


def test_a_table_that_names_nobody_is_refused(monkeypatch):
    real = module.rows

    def rows(name):
        found = real(name)
        if name == "actors/offices.tsv":
            cells = {"person": "nobody", "title": "king", "of": "egypt", "start": "", "end": "", "leader": ""}
            found = [*found, Row(cells, name, 9)]
        return found

    monkeypatch.setattr(module, "rows", rows)
    with pytest.raises(DataError, match="nobody"):
        Registry()


def test_an_id_that_stands_twice_is_refused(monkeypatch):
    real = module.rows
    again = {"actors/groups.tsv"}
    monkeypatch.setattr(module, "rows", lambda name: [*real(name), *(real(name) if name in again else ())])
    with pytest.raises(DataError, match="stands twice"):
        Registry()


def test_folding():
    assert fold("D.C.") == "dc"
    assert words("the Côte-d’Or’s") == ("the", "cote", "dor", "s")
    assert key("The Al-Ahram") == key("el Ahram") == "ahram"
    assert key("the") == "the"


@pytest.mark.parametrize(
    ("person", "day", "sectors"),
    [
        ("omar-al-bashir", "2012-05-01", ("GOV",)),
        ("omar-al-bashir", "2020-05-01", ("ELI",)),
        ("ismail-haniyeh", "2018-05-01", ("REB", "PTY")),
        ("mark-milley", "2020-05-01", ("MIL",)),
    ],
)
def test_the_sector_of_a_person_is_that_of_the_office_held_on_the_day(person, day, sectors):
    assert registry().on(person, day).sector == sectors


def test_a_vice_president_is_no_president():
    assert [a.id for a in registry().holders("USA", "2010-06-01", "president")] == ["barack-obama"]
    assert [a.id for a in registry().holders("IRN", "2015-06-01", "defence minister")] == ["hossein-dehghan"]


@pytest.mark.parametrize(
    ("words", "office"),
    [
        ("the Iranian defence minister", "defence minister"),
        ("US secretary of state", "secretary of state"),
        ("shadow foreign secretary", None),
        ("assistant defense secretary", None),
        ("vice president", None),
        ("the former king", None),
        ("Viking", None),
    ],
)
def test_which_office_a_title_names(words, office):
    assert office_in(words) == office
