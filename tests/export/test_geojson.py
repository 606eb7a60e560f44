"""GeoJSON: points as RFC 7946 has them, each with its precision; what is not there is counted."""

import json

import jsonschema
import pytest

from onrecord.mask import BLOCK

POINT = {
    "type": "object", "required": ["type", "coordinates"], "properties": {
        "type": {"const": "Point"},
        "coordinates": {"type": "array", "minItems": 2, "maxItems": 2, "prefixItems": [
            {"type": "number", "minimum": -180, "maximum": 180}, {"type": "number", "minimum": -90, "maximum": 90}]},
    },
}  # fmt: skip
SCHEMA = {
    "type": "object", "required": ["type", "features"], "not": {"required": ["crs"]}, "properties": {
        "type": {"const": "FeatureCollection"},
        "features": {"type": "array", "items": {
            "type": "object", "required": ["type", "geometry", "properties"], "properties": {
                "type": {"const": "Feature"}, "id": {"type": ["string", "number"]}, "geometry": POINT,
                "properties": {"type": "object"}}}},
    },
}  # fmt: skip
"""What RFC 7946 asks of a collection of points."""


@pytest.fixture
def made(written):
    def make(ledger, **wanted):
        found = json.loads(written(ledger, "geojson", **wanted))
        jsonschema.validate(found, SCHEMA)
        return found

    return make


def test_a_point_has_its_radius_its_words_and_longitude_first(ledger, happening, made):
    one = happening()
    [feature] = made(ledger)["features"]
    known = feature["properties"]
    assert feature["geometry"]["coordinates"] == [32.5, 31.2]
    assert (known["precision_km"], known["country"], known["place"]) == (4.0, "EG", "Port Amity")
    assert (known["status"], known["certainty"], known["happened"]) == ("occurred", "CT+", True)
    [telling] = known["tellings"]
    assert one.text[telling["start_at"] : telling["end_at"]] == telling["passage"]
    assert telling["row"] == f"{one.report.id}:e1"


def test_the_country_is_that_of_the_row_and_never_looked_up(ledger, happening, made):
    happening(place={"lat": 44.95, "lon": 34.1, "country": None})
    [feature] = made(ledger)["features"]
    assert feature["properties"]["country"] is None


def test_what_has_no_point_or_no_date_is_counted(ledger, happening, made):
    happening(source_id="a", start=None, end=None, time=None)
    happening(source_id="b", publisher="B", place={"lat": None, "lon": None}, start="2010-01-01", end="2010-01-02")
    happening(source_id="c", publisher="C", place=None, start="2011-01-01", end="2011-01-02")
    found = made(ledger)
    assert found["onrecord"] == {"happenings": 3, "placed": 2, "unplaced": 1, "undated": 1}
    assert len(found["features"]) == 2


@pytest.mark.parametrize("status", ["planned", "threatened", "denied", "hypothetical", "habitual"])
def test_what_did_not_happen_says_so(status, ledger, happening, made):
    happening(status=status)
    [feature] = made(ledger)["features"]
    assert (feature["properties"]["status"], feature["properties"]["happened"]) == (status, False)
    assert not feature["properties"]["name"].startswith("assault")


def test_a_telling_that_somebody_doubts_has_not_happened(ledger, happening, made):
    happening(score=-2.0)
    assert made(ledger)["features"][0]["properties"]["happened"] is False


def test_hostile_words_stay_words(ledger, hostile, written, reading):
    assert json.loads(written(ledger, "geojson"))["onrecord"]["happenings"] == 1


def test_an_empty_ledger_is_an_empty_collection(ledger, made):
    found = made(ledger)
    assert found["features"] == []


def test_a_masked_export_has_no_private_name(ledger, happening, written):
    happening(said=True)
    plain, masked = (written(ledger, "geojson", mask=mask).decode() for mask in (False, True))
    assert "Mona Adel" in plain
    assert "Mona" not in masked
    assert "Adel" not in masked
    assert BLOCK in masked
