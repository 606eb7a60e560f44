"""Places in a text: which words, which place, and the dateline."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from onrecord.model import Place, Report
from onrecord.reader.parse import Parsed, parse
from onrecord.reader.places import places, where

SEED = Path(__file__).parents[2].parent / "shared" / "cases"


def parsed(text: str) -> Parsed:
    return next(parse([Report(id="r", source_id="r", sha256="", text=text)]))


def found(text: str) -> tuple[Place, ...]:
    return places(parsed(text))


def words(text: str) -> list[tuple[str, str | None]]:
    return [(p.span.text, p.country) for p in found(text)]


def test_towns_and_states_with_their_countries() -> None:
    assert words("Protesters marched in Cairo and Alexandria on Friday, and Tunisia sent its foreign minister.") == [
        ("Cairo", "EG"),
        ("Alexandria", "EG"),
        ("Tunisia", "TN"),
    ]


def test_ids_and_spans_are_in_text_order() -> None:
    text = "Convoys left Beirut for Tripoli."
    rows = found(text)
    assert [p.id for p in rows] == ["p1", "p2"]
    assert all(text[p.span.start : p.span.end] == p.span.text for p in rows)


def test_nationality_adjectives_are_no_places() -> None:
    assert words("Egyptian and Syrian officials met.") == []


def test_a_country_before_a_name_stays_a_place() -> None:
    assert [name for name, _ in words("Iran Guards seized a ship off Oman on Monday.")] == ["Iran", "Oman"]


def test_people_months_and_groups_are_no_places() -> None:
    assert words("Hamas and Hezbollah told Paris Hilton in May that they would wait.") == []


def test_a_town_lies_in_what_is_named_after_it() -> None:
    (town, state) = found("Six people were hurt in Paris, Texas.")
    assert (town.country, town.admin1, state.admin1) == ("US", "Texas", "Texas")


def test_a_town_alone_is_the_large_one() -> None:
    assert words("Leaders met in Paris.") == [("Paris", "FR")]


def test_one_name_means_one_place_in_a_report() -> None:
    rows = found("The mill in Athens, Georgia, burned down. Police in Athens said that nobody was hurt.")
    athens = [p for p in rows if p.span.text == "Athens"]
    assert len(athens) == 2
    assert {(p.country, p.admin1) for p in athens} == {("US", "Georgia")}


def test_states_in_a_list_lie_in_none_of_each_other() -> None:
    rows = found("Storms crossed Kansas, Nebraska, Nevada and Missouri.")
    assert [p.name for p in rows] == ["Kansas", "Nebraska", "Nevada", "Missouri"]


def test_washington_with_its_district_is_one() -> None:
    rows = found("The strip is twice the size of Washington, D.C., she said.")
    assert [(p.span.text, p.country) for p in rows] == [("Washington, D.C.", "US")]


def test_a_direction_belongs_to_the_name() -> None:
    rows = found("Rockets fell in southern Lebanon and in northern Ghana.")
    assert [p.span.text for p in rows] == ["southern Lebanon", "northern Ghana"]
    assert [p.country for p in rows] == ["LB", "GH"]
    assert rows[0].name == "South Lebanon"
    assert rows[1].geonames is None


def test_the_gaza_strip_is_no_town() -> None:
    (gaza,) = found("Troops massed at the border before the assault on the Gaza Strip.")
    assert (gaza.name, gaza.country) == ("Gaza Strip", "PS")


def test_disputed_land_has_a_point_and_no_country() -> None:
    (crimea,) = found("The ships were seen near Crimea.")
    assert crimea.country is None
    assert crimea.lat is not None
    assert crimea.precision_km is not None
    assert crimea.precision_km > 50


def test_precision_grows_with_size() -> None:
    rows = {p.name: p.precision_km or 0.0 for p in found("He flew from Cairo to Russia by way of Rafah.")}
    assert rows["Rafah"] < rows["Cairo"] < rows["Russia"]


def test_boilerplate_holds_no_places() -> None:
    text = "Talks began in Geneva.\n\nSubscribe to our London newsletter."
    report = Report(id="r", source_id="r", sha256="", text=text)
    start = text.index("Subscribe")
    whole = next(parse([report]))
    marked = Report(id="r", source_id="r", sha256="", text=text, boilerplate=(whole.span(start, len(text)),))
    assert [p.name for p in places(next(parse([marked])))] == ["Geneva"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("CAIRO (Reuters) – Troops moved in on Wednesday.", "Cairo"),
        ("WASHINGTON – An official spoke to reporters.", "Washington, D.C."),
        ("Nairobi, Kenya (AP) -- Police fired tear gas.", "Nairobi"),
    ],
)
def test_the_dateline(text: str, name: str) -> None:
    found = where(parsed(text))
    assert next(r.name for r in found.places if r.id == found.dateline) == name


def test_a_report_without_dateline() -> None:
    assert where(parsed("Cairo was quiet on Wednesday, and so was Alexandria.")).dateline is None
    assert where(parsed("")).dateline is None


def test_an_unknown_name_has_no_point() -> None:
    rows = found("He was born in Blegowanshire, and later moved to London.")
    unknown = [p for p in rows if p.span.text == "Blegowanshire"]
    assert all(p.lat is None and p.country is None and p.confidence < 0.6 for p in unknown)
    assert [p.name for p in rows if p.lat is not None] == ["London"]


def test_confidence_is_a_share() -> None:
    rows = found("Springfield is not Damascus, and Georgia is two places.")
    assert all(0 < p.confidence < 1 for p in rows)


def test_the_places_of_the_seed_report() -> None:
    if not (SEED / "seed.txt").is_file():
        pytest.skip("the seed report (../shared/cases/seed.txt) is not here")
    text = (SEED / "seed.txt").read_text(encoding="utf-8")
    gold = json.loads((SEED / "seed.gold.json").read_text(encoding="utf-8"))["places"]
    rows = found(text)
    for wanted in gold:
        here = [p for p in rows if p.span.overlaps(*wanted["span"])]
        assert [p.country for p in here] == [wanted["country"]], wanted


def test_a_surname_of_somebody_in_office_is_no_place():
    from onrecord.api import read

    reading = read("Gunmen loyal to Haftar shelled Tripoli, the UN mission in Libya said.", published="2017-03-20")
    assert [p.name for p in reading.places] == ["Tripoli", "Libya"]
    assert "khalifa-haftar" in {a.id for a in reading.actors}


def test_a_town_keeps_its_name_where_words_of_place_stand_before_it():
    from onrecord.api import read

    reading = read("Police in Keita arrested two men, a minister in Niger said.", published="2017-03-20")
    assert [p.country for p in reading.places] == ["NE", "NE"]


def named(text: str) -> list[str]:
    return [p.span.text for p in found(text)]


def test_what_leads_a_body_is_named_but_does_not_stand() -> None:
    here = where(parsed("The Texas Department of Health warned that troops had left Mosul."))
    assert [p.span.text for p in here.places] == ["Texas", "Mosul"]
    assert [p.span.text for p in here.standing] == ["Mosul"]


def test_what_ends_a_body_is_named_but_does_not_stand() -> None:
    here = where(parsed("She studied at the University of Pennsylvania."))
    assert [p.span.text for p in here.places] == ["Pennsylvania"]
    assert here.standing == ()


def test_a_paper_is_no_body_of_its_town() -> None:
    assert named("She read it in the Boston Globe and the Denver Post.") == []


@pytest.mark.parametrize(
    "name",
    ["West Bank", "New South Wales", "Democratic Republic of the Congo", "Port-au-Prince", "Côte d'Ivoire"],
)
def test_a_long_name_is_one_place(name: str) -> None:
    assert named(f"The envoys flew to {name} on Monday.") == [name]


def test_before_those_who_live_there_stands_a_place() -> None:
    assert named("A Bristol woman was hurt.") == ["Bristol"]


def test_the_seat_of_a_lawmaker_is_a_place() -> None:
    assert named("Sen. Ann Miller, D-Columbus, and Rep. Joe Hill, R-Marshall, voted against it.") == [
        "Columbus",
        "Marshall",
    ]


def test_where_somebody_is_from_is_a_place() -> None:
    assert named("Ruth Mages of Lindsay and Paul Dell, 43, of Madison, were there.") == ["Lindsay", "Madison"]


def test_a_surname_that_the_report_gives_in_full_is_no_place() -> None:
    assert named("Abraham Lincoln was shot. Lincoln died on the next day.") == []


def test_the_dateline_after_headline_and_byline() -> None:
    here = where(parsed("Dog finds way home. By Ann Smith. HAMILTON — A dog came back on Friday."))
    assert here.dateline == here.places[0].id
    assert here.places[0].span.text == "HAMILTON"


def test_capitals_of_a_body_are_no_town() -> None:
    assert named("The UN and the E.U. sent aid to Oslo.") == ["Oslo"]


def test_a_street_is_not_the_town_that_it_is_named_after() -> None:
    (street,) = found("A man was shot on Dublin Road on Friday.")
    assert (street.span.text, street.lat) == ("Dublin Road", None)


def test_land_and_water_that_no_table_has_are_places_without_a_point() -> None:
    rows = found("The villages lie near Lake Orrin and the Brannock Valley.")
    assert [(p.span.text, p.lat) for p in rows] == [("Lake Orrin", None), ("Brannock Valley", None)]


def test_what_stands_before_of_tells_a_place() -> None:
    assert named("The village of Kampu was burned.") == ["Kampu"]


def test_the_kind_that_is_said_is_meant() -> None:
    province, city = found("Fighting reached Homs province. The city of Homs was quiet.")
    assert province.geonames != city.geonames
    assert (province.precision_km or 0) > 5 * (city.precision_km or 0)


def test_a_state_among_states() -> None:
    assert [p.geonames for p in found("He went through Oregon, Washington and Idaho.")] == [5744337, 5815135, 5596512]


def test_the_north_of_a_named_town_is_no_other_town() -> None:
    rows = found("Shelling hit Arlington, Texas. Houses in north Arlington burned.")
    assert [(p.span.text, p.admin1) for p in rows] == [
        ("Arlington", "Texas"),
        ("Texas", "Texas"),
        ("north Arlington", "Texas"),
    ]


def test_a_county_says_which_town_of_the_name_is_meant() -> None:
    (paris, *_) = found("Paris lies in Lamar County, and so does Reno.")
    assert (paris.country, paris.admin1) == ("US", "Texas")


def test_the_other_towns_say_which_one_is_meant() -> None:
    rows = found("They met in Columbus. Police in Dublin, Hilliard and Westerville helped.")
    assert {(p.country, p.admin1) for p in rows} == {("US", "Ohio")}


def test_a_division_stands_before_smaller_towns_of_its_name() -> None:
    assert [p.geonames for p in found("The storm passed over Wyoming.")] == [5843591]


def test_saints_and_bodies_of_america_are_no_places() -> None:
    assert named("The Bank of America paid for St. John's Lutheran School.") == []


def test_a_district_lies_in_the_division_around_it() -> None:
    (brooklyn, state) = found("He lives in Brooklyn, New York.")
    assert (brooklyn.name, brooklyn.precision_km is not None and brooklyn.precision_km < 30) == ("Brooklyn", True)
    assert brooklyn.lon == pytest.approx(-74, abs=0.2)
    assert state.admin1 == "New York"


def test_the_capital_city_of_a_country_is_not_a_town_of_its_name() -> None:
    assert words("It is the capital city of Greece.") == [("Greece", "GR")]


def test_a_possessive_after_in_is_somebodys() -> None:
    text = "Byron wrote much. Byron was ill. In Byron's later letters there is none of it. Byron died."
    assert named(text) == []


def test_without_a_date_a_bare_surname_is_nobody_in_office() -> None:
    from onrecord.api import read

    assert "boris-johnson" not in {a.id for a in read("Johnson said that British troops had left.").actors}


def test_an_american_secretary_of_state_is_who_it_was_then() -> None:
    from onrecord.api import read

    text = "The American secretary of state met the British shadow foreign secretary."
    known = {a.id for a in read(text, published="2012-05-01").actors}
    assert "hillary-clinton" in known
    assert "william-hague" not in known


def read_on(text: str, published: str | None) -> list[tuple[str, str | None]]:
    report = Report(id="r", source_id="r", sha256="", text=text, published=published)
    return [(p.span.text, p.country) for p in places(next(parse([report])))]


def test_land_of_a_young_state_was_another_s_before() -> None:
    assert read_on("Ambassadors met in Juba on Monday.", "2010-10-07") == [("Juba", "SD")]
    assert read_on("Ambassadors met in Juba on Monday.", "2011-07-09") == [("Juba", "SS")]
    assert read_on("A ship docked at Massawa on Monday.", "1992-08-30") == [("Massawa", "ET")]
    assert read_on("A ship docked at Massawa on Monday.", None) == [("Massawa", "ER")]


def test_an_unknown_part_of_a_town_lies_in_it() -> None:
    (part, town) = found("Grenades were thrown in Xanbara, a southern quarter of Bujumbura.")
    assert (part.name, part.country, part.geonames) == ("Xanbara", "BI", None)
    assert (part.lat, part.lon) == (town.lat, town.lon)


def test_a_district_of_a_town_is_not_one_far_away_of_its_name() -> None:
    (district, town) = found("Troops manned checkpoints in the Mansoura district of Aden.")
    assert district.country == town.country == "YE"


def test_the_district_of_a_town_does_not_make_the_town_a_district() -> None:
    (_, town) = found("Shells fell on the Baba Amr district of Homs.")
    assert town.lat == pytest.approx(34.72, abs=0.1)


def test_a_border_is_called_by_a_nation() -> None:
    (border,) = [p for p in found("Militiamen ran for the Israeli border on Monday.") if "border" in p.span.text]
    assert (border.span.text, border.country, border.lat) == ("Israeli border", None, None)


def kept(text: str) -> list[str]:
    from onrecord.api import read

    return [p.span.text for p in read(text, published="2013-01-14").places]


def test_a_capital_that_acts_as_its_government_does_is_no_place() -> None:
    assert kept("Tehran warned that it would answer, and Ankara's envoy left Baku.") == ["Baku"]
    assert kept("Diplomats said that talks with Damascus had ended in Geneva.") == ["Geneva"]


def test_a_capital_to_which_something_happens_is_a_place() -> None:
    assert kept("Cairo woke on Sunday to the sound of shells.") == ["Cairo"]
    assert kept("Kinshasa's papers wrote of the strike.") == ["Kinshasa"]


def test_a_land_in_the_name_of_a_group_is_no_place() -> None:
    assert kept("The Movement for Oneness and Jihad in West Africa took Gao.") == ["Gao"]
