"""Which place belongs to which event.

A gold event is found where an output event's trigger (any telling) overlaps its trigger. Precision, recall and F1 over
(event, place): right where the place of the found event overlaps one of the gold event's places; gold events that were
not found count against recall.
"""

from __future__ import annotations

from collections import Counter

from onrecord.evaluate.gold import GoldSet, Row, counted, rate
from onrecord.evaluate.spans import Interval, interval, intervals, joint, touch


def score_event_places(gold: GoldSet) -> Row:
    """The figures of a gold set with `events`: `[{"trigger", "places": [{"span"}]}]`."""
    n: Counter[str] = Counter()
    for pair in gold.pairs:
        places = {p["id"]: span for p in pair.out.get("places") or () if (span := interval(p.get("span")))}
        tellings = [
            (trigger, places.get(event.get("place")))
            for event in pair.out.get("events") or ()
            for telling in event.get("mentions") or [event]
            if (trigger := interval(telling.get("trigger")))
        ]
        for event in pair.gold["events"]:
            _score_event(event, tellings, n)
    return {
        **gold.fit(),
        "events": n["events"],
        "found": rate(n["found"], n["events"]),
        "place": counted(n["hits"], n["out"], n["gold"]),
        "place_of_found": counted(n["hits"], n["out"], n["gold found"]),
    }


def _score_event(event: Row, tellings: list[tuple[Interval, Interval | None]], n: Counter[str]) -> None:
    trigger = (event["trigger"][0], event["trigger"][1])
    wanted = intervals(place.get("span") for place in event["places"])
    n.update({"events": 1, "gold": int(bool(wanted))})
    near = [(joint(trigger, here), place) for here, place in tellings if joint(trigger, here)]
    if near:
        _, given = max(near, key=lambda pair: pair[0])
        right = given is not None and touch([given], wanted)
        n.update({"found": 1, "out": int(given is not None), "hits": int(right), "gold found": int(bool(wanted))})
