"""The scorer of the project's own gold set for places and actors, on cases worked out by hand."""

import json

import pytest

from onrecord.errors import GoldError
from onrecord.evaluate import own_cast, score

TEXT = "Police in Basra freed a Hamas spokesman. 🚀 Tehran denied it."


def entry(text, **facts):
    return {"text": text, "nth": 1, **facts}


BASRA = entry("Basra", name="Basra", country="IRQ", kind="city", lat=30.5, lon=47.8, radius_km=10)
POLICE = entry("Police in Basra", name="Police in Basra", known=False, country="IRQ", sector=["COP"])
HAMAS = entry("Hamas spokesman", name="Hamas spokesman", known=False, country="PSE", sector=["REB", "PTY"])
IRAN = entry("Tehran", name="Iran", known=True, country="IRN", sector=["GOV"])


def at(text):
    start = TEXT.index(text)
    return {"start": start, "end": start + len(text), "text": text}


def out(place, actors):
    found = [{"span": at("Basra"), **place}] if place else []
    fields = ("id", "name", "country", "sector")
    return {
        "report": {"id": "a", "source_id": "t1", "text": TEXT},
        "places": found,
        "actors": [dict(zip(fields, actor, strict=False)) for actor in actors],
        "mentions": [{"span": at(words), "actor": id_} for id_, *_, words in actors],
    }  # fmt: skip


RIGHT = [
    ("report:police", "police", "IRQ", ["COP"], "Police"),
    ("report:spokesman", "spokesman", "PSE", ["REB"], "a Hamas spokesman"),
    ("iran", "Iran", "IRN", ["GOV"], "Tehran"),
]


def scored(tmp_path, answer):
    kept = tmp_path / "kept"
    kept.mkdir()
    (kept / "texts.jsonl").write_text(json.dumps({"id": "t1", "text": TEXT, "published": "2017-03-20"}) + "\n")
    annotated = {"id": "t1", "places": [BASRA], "actors": [POLICE, HAMAS, IRAN]}
    (kept / "annotations.jsonl").write_text(json.dumps(annotated) + "\n")
    (kept / "split.json").write_text('{"train": ["t1"], "test": []}')
    assert own_cast.export(kept, "train", tmp_path) == "cast-train"
    (tmp_path / "out.jsonl").write_text(json.dumps(answer) + "\n")
    return score(tmp_path / "cast-train.gold.jsonl", tmp_path / "out.jsonl")


def test_all_right(tmp_path):
    found = scored(tmp_path, out({"country": "IQ", "lat": 30.53, "lon": 47.8}, RIGHT))
    assert found["scorer"] == "own-cast"
    assert (found["right"], found["gold"], found["places"]["right"]) == (1.0, 4, 1.0)
    assert found["actors"] == {"found": 1.0, "right": 1.0, "known": 1.0, "others": 1.0}


@pytest.mark.parametrize(
    "place",
    [
        None,
        {"country": "IR", "lat": 30.53, "lon": 47.8},
        {"country": "IQ", "lat": 33.3, "lon": 44.4},
        {"country": "IQ"},
    ],
)
def test_a_place_that_is_missed_or_elsewhere_is_wrong(tmp_path, place):
    found = scored(tmp_path, out(place, RIGHT))
    assert (found["places"]["right"], found["right"]) == (0.0, 0.75)


def test_another_actor_or_other_codes_are_wrong(tmp_path):
    wrong = [
        ("report:police", "police", "IRQ", ["MIL"], "Police"),
        ("hamas", "Hamas", None, ["REB"], "Hamas"),
        ("iraq", "Iraq", "IRQ", ["GOV"], "Tehran"),
    ]
    found = scored(tmp_path, out(None, wrong))
    assert found["actors"] == {"found": 1.0, "right": 0.0, "known": 0.0, "others": 0.0}


def test_words_that_are_not_there_are_refused(tmp_path, monkeypatch):
    monkeypatch.setitem(BASRA, "nth", 2)
    with pytest.raises(GoldError, match="Basra"):
        scored(tmp_path, out(None, []))
