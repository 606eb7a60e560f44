"""The gazetteer: what a name finds, whose side it takes, and where its index lies."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from onrecord.knowledge import gazetteer as rooms
from onrecord.knowledge import gazetteer_index as index
from onrecord.knowledge.gazetteer import Candidate, Gazetteer, gazetteer
from onrecord.knowledge.table import listed, rows


@pytest.fixture(scope="module")
def places() -> Gazetteer:
    return gazetteer()


@pytest.mark.parametrize(
    ("name", "geonames", "country"),
    [
        ("Damascus", 170654, "SY"),
        ("Kharkiv", 706483, "UA"),
        ("Khan Younis", 281124, "PS"),
        ("al-Raqqa", 172955, "SY"),
        ("Raqqa", 172955, "SY"),
        ("Mosul", 99072, "IQ"),
        ("Sanaa", 71137, "YE"),
        ("Egypt", 357994, "EG"),
        ("Ivory Coast", 2287781, "CI"),
        ("the Hague", 2747373, "NL"),
        ("W.Va.", 4826850, "US"),
    ],
)
def test_a_name_finds_the_best_known_place_first(places: Gazetteer, name: str, geonames: int, country: str) -> None:
    first = places.find(name)[0]
    assert (first.geonames, first.country) == (geonames, country)


def test_what_is_no_place_finds_nothing(places: Gazetteer) -> None:
    assert places.find("Qwertyuiop") == ()
    assert places.find("") == ()


def test_accents_case_marks_and_articles_do_not_matter(places: Gazetteer) -> None:
    assert index.fold("Deïr  ez-Zôr") == index.fold("DEIR EZ ZOR")
    assert index.fold("St. John’s") == "st johns"
    assert index.bare("al raqqa") == "raqqa"
    assert index.bare("albany") == "albany"
    assert places.find("the Gaza Strip") == places.find("Gaza Strip")


def test_candidates_come_with_the_most_people_first(places: Gazetteer) -> None:
    people = [c.population for c in places.find("Springfield")]
    assert len(people) > 10
    assert people == sorted(people, reverse=True)


@pytest.mark.parametrize("name", ["Crimea", "Simferopol", "Golan Heights", "Kashmir", "Jerusalem", "Abkhazia"])
def test_land_that_more_than_one_side_claims_has_no_country(places: Gazetteer, name: str) -> None:
    first = places.find(name)[0]
    assert first.country is None
    assert first.radius_km > 0


@pytest.mark.parametrize("name", ["Gaza Strip", "West Bank", "East Jerusalem", "Ariel"])
def test_occupied_palestinian_territory_is_ps(places: Gazetteer, name: str) -> None:
    assert "PS" in {c.country for c in places.find(name)}
    assert all(c.country != "IL" for c in places.find(name))


def test_a_division_lies_amid_its_towns(places: Gazetteer) -> None:
    texas = next(c for c in places.find("Texas") if c.kind == "admin1")
    dallas = places.find("Dallas")[0]
    assert texas.kilometres(dallas) < texas.radius_km
    assert texas.population > 20_000_000


def test_a_town_of_the_own_table_keeps_its_division(places: Gazetteer) -> None:
    (town, *_) = places.find("Maaret al-Numan")
    assert (town.geonames, town.country, town.admin1) == (167611, "SY", "Idlib")


def test_a_small_town_of_the_own_table_is_small(places: Gazetteer) -> None:
    (dabiq, *_) = places.find("Dabiq")
    assert (dabiq.country, dabiq.population < 200_000) == ("SY", True)


def test_a_town_that_stands_far_apart_moves_no_division() -> None:
    division = index.Entry(1, "x", "admin1", None, None, None, None, None, 0, 1.0, ("x",))
    towns = [(30.0 + i / 50, 40.0 + i / 50) for i in range(60)]
    placed = index._placed(division, [*towns, (30.0, 90.0)], 0)
    assert placed.lon == pytest.approx(40.6, abs=0.1)
    assert placed.radius < 200


def test_a_large_thinly_settled_division_has_its_own_middle(places: Gazetteer) -> None:
    queensland = next(c for c in places.find("Queensland") if c.kind == "admin1")
    assert (queensland.lat, queensland.lon) == (-22.5, 144)
    assert queensland.radius_km > 1000


def test_nationality_adjectives_tell_a_country_and_are_no_place(places: Gazetteer) -> None:
    assert places.country_of("Egyptian") == "EG"
    assert places.country_of("Egyptians") == "EG"
    assert places.country_of("purple") is None
    assert all(not c.own for c in places.find("Egyptian"))


def test_distance_is_the_great_circle() -> None:
    def at(lat: float, lon: float) -> Candidate:
        return Candidate(None, "x", "city", None, None, None, lat, lon, 0, 1.0, True)

    assert at(0, 0).kilometres(at(0, 90)) == pytest.approx(10007.5, abs=1)
    assert at(10, 20).kilometres(at(10, 20)) == 0


def test_the_cache_folder_can_be_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ONRECORD_CACHE", str(tmp_path))
    assert index.located().parent == tmp_path


def test_the_index_is_keyed_by_the_own_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    before = index.located()
    monkeypatch.setattr(index, "TABLES", index.TABLES[:1])
    assert index.located() != before


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """An index of the own regions alone: built in no time."""
    monkeypatch.setattr(index, "_entries", index._regions)


@pytest.mark.usefixtures("small")
def test_building_leaves_one_whole_file(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "g.sqlite"
    index.build(path)
    index.build(path)
    assert [p.name for p in path.parent.iterdir()] == ["g.sqlite"]
    made = Gazetteer(path)
    assert made.find("Donbas")[0].country == "UA"
    made.close()


@pytest.mark.usefixtures("small")
def test_a_failed_build_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_: str) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(index, "_write", fails)
    with pytest.raises(OSError, match="disk full"):
        index.build(tmp_path / "g.sqlite")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("small")
def test_where_the_folder_cannot_be_written_the_index_is_temporary(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "a-file"
    blocked.write_text("no folder")
    monkeypatch.setenv("ONRECORD_CACHE", str(blocked))
    made = rooms.gazetteer.__wrapped__()
    assert made.find("Sinai")[0].name == "Sinai"
    made.close()
    assert blocked.read_text() == "no folder"


@pytest.mark.usefixtures("small")
def test_the_index_cannot_be_written_through_the_gazetteer(tmp_path: Path) -> None:
    path = tmp_path / "g.sqlite"
    index.build(path)
    made = Gazetteer(path)
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        made._connection.execute("DELETE FROM place")
    made.close()


def test_the_table_of_regions_is_sound() -> None:
    seen: set[str] = set()
    for row in rows("regions.tsv"):
        assert -90 <= float(row["lat"]) <= 90, row
        assert -180 <= float(row["lon"]) <= 180, row
        assert float(row["radius_km"]) > 0, row
        assert len(row["country"]) in {0, 2}, row
        if row["kind"] == "disputed":
            assert row["country"] == "", row
        keys = {index.fold(name).removeprefix("the ") for name in (row["name"], *listed(row["names"]))}
        assert not keys & seen, row
        seen |= keys
    assert len(seen) > 250


OTHERS = {
    "Ayotzinapa": "that of GeoNames is a village in Zitlala; the college stands in Tixtla",
    "Susiya": "that of GeoNames is the settlement beside the village",
}
"""Towns of the own table near which GeoNames has another of the name."""


def test_no_town_of_the_own_table_stands_twice_in_the_index(places: Gazetteer) -> None:
    for row in rows("regions.tsv"):
        if row["kind"] != "city" or row["name"] in OTHERS:
            continue
        found = {c for name in (row["name"], *listed(row["names"])) for c in places.find(name) if c.kind == "city"}
        at = Candidate(None, "", "city", None, None, None, float(row["lat"]), float(row["lon"]), 0, 1.0, True)
        assert len({c.geonames for c in found if c.kilometres(at) < 30 and _is_named(c, row)}) == 1, row


def _is_named(c: Candidate, row: dict[str, str]) -> bool:
    """Whether the place's own name, not but another spelling, is one of the row's."""
    return index.fold(c.name) in {index.fold(name) for name in (row["name"], *listed(row["names"]))}


@pytest.mark.parametrize(
    ("name", "geonames", "country", "admin1"),
    [
        ("Chibok", 2346076, "NG", "Borno"),
        ("Ceuta", 6362987, "ES", "Ceuta"),
        ("Melilla", 2513947, "ES", "Melilla"),
        ("Ortasu", 303253, "TR", "Şırnak"),
        ("Banki", 6776134, "NG", "Borno"),
        ("Smara", 2461874, "EH", None),
    ],
)
def test_a_town_of_both_tables_is_one(
    places: Gazetteer, name: str, geonames: int, country: str, admin1: str | None
) -> None:
    (town, *others) = [c for c in places.find(name) if c.own and c.kind == "city"]
    assert (town.geonames, town.country, town.admin1) == (geonames, country, admin1)
    assert all(c.country != country for c in others)


def test_a_town_stands_where_the_own_table_says_if_the_other_point_is_far_off(places: Gazetteer) -> None:
    banki = next(c for c in places.find("Banki") if c.country == "NG")
    assert (banki.lat, banki.lon) == (11.28, 14.14)


def test_every_country_has_one_point() -> None:
    codes = [row["iso2"] for row in rows("country_points.tsv")]
    assert len(codes) == len(set(codes)) > 240
