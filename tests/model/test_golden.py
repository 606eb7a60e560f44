"""The golden reading: the schema, the types and the scorers accept it, and no field of the format is left out."""

import json
from pathlib import Path

import jsonschema
import msgspec
import pytest

from onrecord.evaluate import score
from onrecord.model import PARTS, Reading, schema

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden" / "reading.json"
NEVER_IN_AN_UNDATED_REPORT = {"report.published", "report.published_basis", "times.unsettled"}


@pytest.fixture(scope="module")
def golden():
    return json.loads(GOLDEN.read_text(encoding="utf-8"))


def spans(value):
    if isinstance(value, dict):
        if {"start", "end", "text"} == set(value):
            yield value
        for inner in value.values():
            yield from spans(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from spans(inner)


def filled(value, path, found):
    """Every dotted path, without list positions, that somewhere holds something."""
    if isinstance(value, dict):
        for key, inner in value.items():
            filled(inner, f"{path}.{key}".lstrip("."), found)
    elif isinstance(value, list):
        for inner in value:
            filled(inner, path, found)
        if not value:
            return
    if value is not None and value != []:
        found.add(path)


def fields(kind, path, found):
    """Every dotted path that the format has."""
    info = msgspec.inspect.type_info(kind)
    stack = [(info, path)]
    while stack:
        here, at = stack.pop()
        if isinstance(here, msgspec.inspect.StructType):
            for field in here.fields:
                name = f"{at}.{field.encode_name}".lstrip(".")
                found.add(name)
                stack.append((field.type, name))
        elif isinstance(here, msgspec.inspect.VarTupleType):
            stack.append((here.item_type, at))
        elif isinstance(here, msgspec.inspect.UnionType):
            stack.extend((one, at) for one in here.types)


def test_every_span_shows_its_words(golden):
    text = golden["report"]["text"]
    found = list(spans(golden))
    assert len(found) > 150
    assert all(text[s["start"] : s["end"]] == s["text"] for s in found)
    assert text == (GOLDEN.with_name("reading.txt")).read_text(encoding="utf-8")


def test_no_field_is_left_out(golden):
    asked, used = set(), set()
    fields(Reading, "", asked)
    filled(golden, "", used)
    assert asked - used == NEVER_IN_AN_UNDATED_REPORT


def test_the_schema_accepts_it_and_refuses_what_is_none(golden):
    made = schema()
    validator = jsonschema.Draft202012Validator(made)
    validator.validate(golden)
    broken = json.loads(GOLDEN.read_text(encoding="utf-8"))
    broken["events"][0]["type"] = "PARADE"
    assert not validator.is_valid(broken)
    del golden["report"]["text"]
    assert not validator.is_valid(golden)
    golden["report"]["text"] = GOLDEN.with_name("reading.txt").read_text(encoding="utf-8")


def test_the_published_schema_is_the_one_of_the_types():
    published = json.loads((ROOT / "docs" / "schema" / "reading-1.schema.json").read_text(encoding="utf-8"))
    assert published == schema(), "run: python tools/docs.py"


def test_it_comes_back_as_it_was(golden):
    reading = Reading.from_json(GOLDEN.read_bytes())
    assert json.loads(reading.to_json()) == golden
    assert Reading.from_json(reading.to_json()) == reading


def test_references_resolve(golden):
    ids = {
        row["id"]
        for part in ("attributions", "events", "relations", "figures", "times", "places")
        for row in golden[part]
    }
    actors = {actor["id"] for actor in golden["actors"]}
    for part in PARTS:
        for row in golden[part]:
            for key in ("attribution", "within", "time", "place", "cause", "start_time", "end_time"):
                assert row.get(key) is None or row[key] in ids
            assert set(row.get("counts", [])) | set(row.get("after", [])) <= ids
            assert set(row.get("speakers", [])) <= actors
            assert row.get("of") is None or row["of"] in ids | actors


def pairs(spans):
    return [[s["start"], s["end"]] for s in spans]


def as_gold(golden, kind):
    """The golden reading in the shape of a gold set."""
    countries = {actor["id"]: actor["country"] for actor in golden["actors"]}
    if kind == "attribution":
        roles = ("source", "cue", "content")
        return {"attributions": [{role: pairs(a[role]) for role in roles} for a in golden["attributions"]]}
    if kind == "events":
        sides = ("actors", "recipients")
        return {
            "events": [
                {"type": e["type"]}
                | {
                    side: [
                        {"text": p["span"]["text"], "span": pairs([p["span"]])[0], "country": countries.get(p["actor"])}
                        for p in e[side]
                    ]
                    for side in sides
                }
                for e in golden["events"]
                if e["factuality"]["status"] in ("occurred", "ongoing", "unknown")
            ]
        }
    if kind == "times":
        return {
            "times": [{"span": pairs([t["span"]])[0], "type": t["type"], "value": t["value"]} for t in golden["times"]]
        }
    if kind == "places":
        keys = ("geonames", "lat", "lon")
        return {"places": [{"span": pairs([p["span"]])[0]} | {k: p[k] for k in keys} for p in golden["places"]]}
    if kind == "factuality":
        return {
            "events": [{"span": pairs([p["span"]])[0], "value": p["factuality"]["score"]} for p in golden["predicates"]]
        }
    clusters: dict[str, list] = {}
    taken = set()
    for mention in golden["mentions"]:
        at = tuple(pairs([mention["span"]])[0])
        if at not in taken:
            clusters.setdefault(mention["actor"], []).append(list(at))
            taken.add(at)
    return {"clusters": [c for c in clusters.values() if len(c) > 1], "pronouns": []}


@pytest.mark.parametrize(
    ("kind", "figure"),
    [
        ("attribution", ("full_strict", "f")),
        ("events", ("root15", "f1")),
        ("events", ("dyad_type", "r")),
        ("times", ("value_f1",)),
        ("places", ("exact", "f1")),
        ("places", ("end_to_end", "a161")),
        ("coreference", ("strict_conll",)),
        ("factuality", ("macro_f1_all",)),
    ],
)
def test_the_scorers_accept_it(golden, kind, figure, tmp_path):
    gold, out, texts = (tmp_path / name for name in ("g.gold.jsonl", "out.jsonl", "g.jsonl"))
    gold.write_text(json.dumps({"id": "golden"} | as_gold(golden, kind)) + "\n", encoding="utf-8")
    texts.write_text(json.dumps({"id": "golden", "text": golden["report"]["text"]}) + "\n", encoding="utf-8")
    out.write_bytes(Reading.from_json(GOLDEN.read_bytes()).to_json() + b"\n")
    value = score(gold, out, kind=kind)
    for key in figure:
        value = value[key]
    assert value == pytest.approx(1.0, abs=1e-4)
