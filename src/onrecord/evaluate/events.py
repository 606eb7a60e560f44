"""Events of a sentence or a story: the right types, the right parties, few false alarms.

Only events that happened count: status occurred, ongoing, unknown or none. The unit is a gold row.

root15    P, R, F1 over (row, type), with CONCEDE and RETREAT as one (YIELD), the 15 types of the PLV benchmark.
top1      share of rows whose most confident event has a gold type. type16: as root15 with PLOVER's 16 types, over rows
          that tell CONCEDE from RETREAT. quad, quad16: quad classes from the 15 and the 16 types.
dyad      share of gold events with both parties named (or a reciprocal type with two actors) whose parties one event
          links. country_dyad: the same by the parties' countries. …_type: and it has the gold type.
Gold events marked `optional` neither count when missed nor when found; those without a type are as if absent.
With `negatives`, no event is expected and the share of rows with one is the figure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import combinations, permutations, product

from onrecord.evaluate.gold import GoldSet, Pair, Row, counted, rate
from onrecord.evaluate.spans import Interval, interval, joint

_QUADS = {
    1: ("AGREE", "CONSULT", "SUPPORT", "CONCEDE"),
    2: ("COOPERATE", "AID", "RETREAT"),
    3: ("REQUEST", "ACCUSE", "REJECT", "THREATEN"),
    4: ("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
}
QUAD = {kind: quad for quad, kinds in _QUADS.items() for kind in kinds} | {"YIELD": 2}
RECIPROCAL = frozenset({"AGREE", "CONSULT", "COOPERATE"})
_COUNTS = ("occurred", "ongoing", "unknown", None)
_SMALL = frozenset("the a an of and or in on at to for from by with its his her their that this".split())


@dataclass(frozen=True, slots=True)
class _Side:
    """One party: where it stands, the words of its name, its country."""

    span: Interval | None
    words: frozenset[str]
    country: str | None


_Same = Callable[[_Side, _Side], bool]


def root15(kind: str) -> str:
    """The type among the 15 of the PLV benchmark."""
    return "YIELD" if kind in ("CONCEDE", "RETREAT") else kind


def score_events(gold: GoldSet) -> Row:
    """The figures of a gold set with `events`: `[{"type", "actors", "recipients", "optional"?}]`."""
    pairs = gold.pairs
    sixteen = [pair for pair in pairs if pair.gold.get("scheme") != "plv15"]
    figures: Row = {
        "root15": _types(pairs, root15),
        "top1": _top1(pairs),
        "type16": _types(sixteen, str) if sixteen else None,
        "quad": _types(pairs, lambda kind: QUAD[root15(kind)]),
        "quad16": _types(sixteen, QUAD.__getitem__) if sixteen else None,
    }
    for name, same in (("dyad", _same_words), ("country_dyad", _same_country)):
        figures[name] = _dyads(pairs, same, typed=False)
        figures[f"{name}_type"] = _dyads(pairs, same, typed=True)
    return figures


def score_negatives(gold: GoldSet) -> Row:
    """The figures of a set in which no event is expected."""
    kinds = [{event["type"] for event in _happened(pair)} for pair in gold.pairs]
    some = sum(map(bool, kinds))
    return {
        "false_alarm": rate(some, len(kinds)),
        "rows_with_event": some,
        "without_request": rate(sum(bool(k - {"REQUEST"}) for k in kinds), len(kinds)),
        "without_consult": rate(sum(bool(k - {"CONSULT"}) for k in kinds), len(kinds)),
        "by_type": dict(Counter(kind for found in kinds for kind in sorted(found)).most_common()),
    }


def _happened(pair: Pair) -> list[Row]:
    return [e for e in pair.out.get("events") or () if (e.get("factuality") or {}).get("status") in _COUNTS]


def _asked(pair: Pair) -> list[Row]:
    return [e for e in pair.gold["events"] if e.get("type") and not e.get("optional")]


def _types(pairs: Iterable[Pair], label: Callable[[str], object]) -> Row:
    hits = out = gold = 0
    for pair in pairs:
        wanted = {label(e["type"]) for e in _asked(pair)}
        spared = {label(e["type"]) for e in pair.gold["events"] if e.get("type") and e.get("optional")} - wanted
        given = {label(e["type"]) for e in _happened(pair)} - spared
        hits, out, gold = hits + len(wanted & given), out + len(given), gold + len(wanted)
    return counted(hits, out, gold)


def _top1(pairs: Iterable[Pair]) -> Row:
    hits = total = 0
    for pair in pairs:
        if wanted := {root15(e["type"]) for e in _asked(pair)}:
            total += 1
            best = max(_happened(pair), key=lambda e: e.get("confidence") or 0.0, default=None)
            hits += best is not None and root15(best["type"]) in wanted
    return {"accuracy": rate(hits, total), "hits": hits, "gold": total}


def _name_words(name: str | None) -> frozenset[str]:
    cut = "".join(c if c.isalnum() or c == "_" else " " for c in (name or "").lower())
    return frozenset(cut.split()) - _SMALL


def _wanted_sides(event: Row, side: str) -> list[_Side]:
    return [_Side(interval(p.get("span")), _name_words(p.get("text")), p.get("country")) for p in event.get(side) or ()]


def _given_sides(event: Row, side: str, actors: dict[str, Row]) -> list[_Side]:
    found = []
    for party in event.get(side) or ():
        actor = actors.get(party.get("actor") or "", {})
        span = party.get("span")
        name = span["text"] if isinstance(span, dict) else actor.get("name")
        found.append(_Side(interval(span), _name_words(name), actor.get("country")))
    return found


def _same_words(a: _Side, b: _Side) -> bool:
    return joint(a.span, b.span) > 0 if a.span and b.span else bool(a.words & b.words)


def _same_country(a: _Side, b: _Side) -> bool:
    return a.country is not None and a.country == b.country


def _dyad(event: Row, same: _Same) -> tuple[list[_Side], list[_Side]] | None:
    """The sides of a gold event that counts as a dyad under `same`; None where it does not."""
    left, right = _wanted_sides(event, "actors"), _wanted_sides(event, "recipients")
    if same is _same_country:
        if not all(side.country for side in (*left, *right)):
            return None
    else:
        left, right = ([side for side in lot if side.span or side.words] for lot in (left, right))
    among = event["type"] in RECIPROCAL and not event.get("recipients") and len(left) > 1
    return (left, right) if among or (left and right) else None


def _links(
    sides: tuple[list[_Side], list[_Side]], reciprocal: bool, event: Row, actors: dict[str, Row], same: _Same
) -> bool:
    """Whether an output event links the two sides; in a reciprocal event by any two of its parties."""
    left, right = sides
    given, taken = _given_sides(event, "actors", actors), _given_sides(event, "recipients", actors)
    if not reciprocal:
        return any(same(g, o) for g in left for o in given) and any(same(g, o) for g in right for o in taken)
    wanted = list(product(left, right) if right else combinations(left, 2))
    return any(same(a, x) and same(b, y) for a, b in wanted for x, y in permutations([*given, *taken], 2))


def _dyads(pairs: Iterable[Pair], same: _Same, typed: bool) -> Row:
    hits = total = 0
    for pair in pairs:
        actors = {actor["id"]: actor for actor in pair.out.get("actors") or ()}
        for event in _asked(pair):
            sides = _dyad(event, same)
            if sides is not None:
                total += 1
                fit = [e for e in _happened(pair) if not typed or root15(e["type"]) == root15(event["type"])]
                hits += any(_links(sides, event["type"] in RECIPROCAL, e, actors, same) for e in fit)
    return {"r": rate(hits, total), "hits": hits, "gold": total}
