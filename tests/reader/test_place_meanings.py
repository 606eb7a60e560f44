"""Which place each name means: the work grows with the names of a report, not with their square."""

from __future__ import annotations

import math

import pytest
import spacy

from onrecord.knowledge.gazetteer import Candidate
from onrecord.reader import place_meanings
from onrecord.reader.place_meanings import meanings
from onrecord.reader.place_near import NEAR_KM, Near
from onrecord.reader.place_spot import Spot


def town(name: str, lat: float, lon: float, *, division: str = "D", people: int = 1000) -> Candidate:
    return Candidate(None, name, "city", "SY", division, None, lat, lon, people, 1.0, True)


def spread(count: int) -> tuple[spacy.tokens.Doc, list[Spot]]:
    """Towns of one country, each of two meanings, three degrees and more apart from those of other names."""
    doc = spacy.blank("en")(" ".join(f"Town{i}." for i in range(count)))
    at = [(-60 + 3 * (i // 60), -178 + 6 * (i % 60)) for i in range(count)]
    heads = [t for t in doc if t.is_alpha or t.text.startswith("Town")]
    return doc, [
        Spot(t.i, t.i, f"Town{i}", (town(f"Town{i}", lat, lon), town(f"Town{i}", lat, lon, division="E")), 0.9)
        for i, (t, (lat, lon)) in enumerate(zip(heads, at, strict=True))
    ]


def test_places_far_apart_are_not_measured_against_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    monkeypatch.setattr(Candidate, "kilometres", lambda c, o: asked.append(o) or math.inf)
    doc, spots = spread(200)
    meanings(doc, spots)
    assert len(asked) < 20 * len(spots)


def test_counting_of_near_places_ends_when_there_are_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    monkeypatch.setattr(Candidate, "kilometres", lambda c, o: asked.append(o) or 1.0)
    doc = spacy.blank("en")(" ".join(["Town"] * 100))
    spots = [Spot(i, i, f"t{i}", (town(f"t{i}", 33.5, 36.3),), 0.9) for i in range(100)]
    meanings(doc, spots)
    assert 0 < len(asked) <= 3 * len(spots) * place_meanings._NEAR_ENOUGH


def test_the_sums_of_a_country_and_a_division_are_taken_once_a_round(monkeypatch: pytest.MonkeyPatch) -> None:
    sums = []

    def counted(values):
        found = list(values)
        sums.append(len(found))
        return sum(found)

    monkeypatch.setattr(place_meanings, "sum", counted, raising=False)
    doc, spots = spread(100)
    meanings(doc, spots)
    assert sum(sums) < 20 * len(spots)


def test_a_bare_name_is_looked_for_once() -> None:
    class Counted(dict):
        walks = 0

        def __iter__(self):
            Counted.walks += 1
            return super().__iter__()

    groups = Counted({(f"n{i}", h): [i] for i in range(50) for h in ("", "x")} | {("n0", "y"): [50]})
    place_meanings._share_holders(groups)
    assert Counted.walks < 5
    assert sorted(groups[k] for k in groups if k[0] == "n0") == [[0], [0], [50]]
    assert groups["n1", "x"] == [1, 1]
    assert ("n1", "") not in groups


@pytest.mark.parametrize("lat", [0.0, 33.5, -61.0, 88.7, 89.9, -90.0])
@pytest.mark.parametrize("lon", [0.0, 36.3, 179.9, -179.9, 180.0, -1.0])
def test_the_grid_finds_whatever_is_near(lat: float, lon: float) -> None:
    around = [
        town(f"t{i}", max(-90.0, min(90.0, lat + dy / 4)), (lon + dx * 1.3 + 180) % 360 - 180)
        for i, (dy, dx) in enumerate((dy, dx) for dy in range(-8, 9) for dx in range(-9, 10))
    ]
    here = town("here", lat, lon)
    near = [c for c in around if c.kilometres(here) < NEAR_KM]
    assert Near((c.name, c) for c in around).count(here, "here", 10_000) == len(near) > 0


def test_a_place_of_the_same_name_is_not_near_itself() -> None:
    here = town("here", 33.5, 36.3)
    near = Near([("here", here), ("there", here), ("yonder", here)])
    assert near.count(here, "here", 4) == 2
    assert near.count(here, "here", 1) == 1
