"""Places and actors in full, against the project's own gold set (gold/cast in the repository).

The annotations name words by a substring and which occurrence of it is meant (plain search). A half of the set becomes
a set like any other, cast-train or cast-test: NAME.jsonl with the texts, NAME.gold.jsonl with
```
{"id", "settings": [{"span", "name", "country", "kind", "lat", "lon", "radius_km"}],
       "parties": [{"span", "name", "known", "country", "sector"}]}
```
Spans are code points, end exclusive; countries ISO 3166 alpha-3; degrees on WGS 84.

places   P, R, F1 of recognition: places paired one to one by overlap. right: share of gold places that are found with
         the gold's country (where it has one) and a point within its radius or 50 km, whichever is more.
actors   found: share of gold mentions with a mention of the output on words of theirs. right: a known one is right
         where the mention that is most like it stands for an actor of the gold's name, by the registry; any other
         where its country and its first sector are the gold's. A state that governs (GOV) is
         right as its government or its seat of power too. known, others: the same of each kind. Precision is not
         measured, because the gold leaves out pronouns and plain people, which the reader has.
right    both together: the share of all gold entries that are right.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from onrecord.evaluate import halves
from onrecord.evaluate.gold import GoldSet, Row, counted, rate
from onrecord.evaluate.own_gold import spanned
from onrecord.evaluate.places import kilometres
from onrecord.evaluate.spans import Interval, by_overlap, interval, joint, likeness
from onrecord.knowledge.folding import key
from onrecord.knowledge.registry import registry

PARTS = {"cast-train": "train", "cast-test": "test"}
"""The halves by the names of their sets."""
FOLDER = "cast"
NEAR_KM = 50.0


def export(kept: Path, part: str, folder: Path) -> str:
    """Writes a half of the set as NAME.jsonl and NAME.gold.jsonl and gives the name.

    Args:
        kept: the folder with texts.jsonl, annotations.jsonl and split.json. part: train or test.

    Raises:
        GoldError: a file cannot be read, or does not follow the format.
        OSError: the folder cannot be written.
    """
    name = next(name for name, half in PARTS.items() if half == part)
    halves.export(kept, part, name, folder, _asked)
    return name


def _asked(row: Row, text: str) -> Row:
    sides = {"settings": row["places"], "parties": row["actors"]}
    return {side: [_placed(one, text) for one in found] for side, found in sides.items()}


def _placed(one: Row, text: str) -> Row:
    span = spanned(one["text"], one["nth"], text)
    return {"span": span} | {field: value for field, value in one.items() if field not in ("text", "nth")}


def score_cast(gold: GoldSet) -> Row:
    """The figures of a gold set with `settings` and `parties`."""
    n: Counter[str] = Counter()
    for pair in gold.pairs:
        _places(pair.gold["settings"], pair.out.get("places") or [], n)
        _actors(pair.gold["parties"], pair.out, n)
    both = n["places"] + n["actors"]
    return {
        "places": {
            "recognition": counted(n["places_found"], n["places_out"], n["places"]),
            "right": rate(n["places_right"], n["places"]),
        },
        "actors": {
            "found": rate(n["actors_found"], n["actors"]),
            "right": rate(n["known_right"] + n["others_right"], n["actors"]),
            "known": rate(n["known_right"], n["known"]),
            "others": rate(n["others_right"], n["actors"] - n["known"]),
        },
        "right": rate(n["places_right"] + n["known_right"] + n["others_right"], both),
        "gold": both,
    }


def _places(wanted: list[Row], out: list[Row], n: Counter[str]) -> None:
    spans = [_interval(place) for place in wanted]
    given = [(span, place) for place in out if (span := interval(place.get("span")))]
    pairs = by_overlap(spans, [span for span, _ in given])
    n.update(places=len(wanted), places_out=len(given), places_found=len(pairs))
    n["places_right"] += sum(_same_place(wanted[i], given[j][1]) for i, j in pairs)


def _same_place(gold: Row, got: Row) -> bool:
    if gold["country"] and registry().alpha3.get(got.get("country") or "") != gold["country"]:
        return False
    if gold["lat"] is None:
        return True
    if got.get("lat") is None or got.get("lon") is None:
        return False
    away = kilometres(gold["lat"], gold["lon"], got["lat"], got["lon"])
    return away <= max(NEAR_KM, gold["radius_km"] or 0)


def _actors(wanted: list[Row], out: Row, n: Counter[str]) -> None:
    actors = {actor["id"]: actor for actor in out.get("actors") or ()}
    mentions = [(span, m) for m in out.get("mentions") or () if (span := interval(m.get("span")))]
    for one in wanted:
        span = _interval(one)
        fits = [(likeness(span, other), m) for other, m in mentions if joint(span, other)]
        best = max((share for share, _ in fits), default=0.0)
        meant = [actors[m["actor"]] for share, m in fits if share == best and m["actor"] in actors]
        kind = "known" if one["known"] else "others"
        right = _same_known if one["known"] else _same_codes
        n.update(actors=1, actors_found=bool(meant), known=one["known"])
        n[f"{kind}_right"] += any(right(one, actor) for actor in meant)


def _same_known(gold: Row, got: Row) -> bool:
    """Whether an actor bears the gold's name: by its letters, or as the registry knows it."""
    if key(gold["name"]) == key(got["name"]):
        return True
    meant = registry().find(gold["name"])[:3]
    governs = meant and meant[0].kind == "state" and "GOV" in gold["sector"] and "GOV" in (got.get("sector") or ())
    return any(actor.id == got["id"] for actor in meant) or bool(governs and gold["country"] == got.get("country"))


def _same_codes(gold: Row, got: Row) -> bool:
    first = gold["sector"][0] if gold["sector"] else None
    has = got.get("sector") or []
    return gold["country"] == got.get("country") and (first in has if first else True)


def _interval(entry: Row) -> Interval:
    return entry["span"]["start"], entry["span"]["end"]
