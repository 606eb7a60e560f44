"""How good it is: scorers and quality floors; anybody can score a gold set of their own.

Example:
    `score(Path("mine.gold.jsonl"), Path("mine.out.jsonl"))` tells by the gold's fields which scorer fits.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Literal, get_args

from onrecord.errors import GoldError
from onrecord.evaluate.attribution import score_attribution
from onrecord.evaluate.coreference import score_coreference
from onrecord.evaluate.event_places import score_event_places
from onrecord.evaluate.events import score_events, score_negatives
from onrecord.evaluate.factuality import score_factuality
from onrecord.evaluate.gold import GoldSet, Row, load
from onrecord.evaluate.own_cast import score_cast
from onrecord.evaluate.own_events import score_own_events
from onrecord.evaluate.own_relations import score_relations
from onrecord.evaluate.pages import score_pages
from onrecord.evaluate.places import score_places
from onrecord.evaluate.times import score_times

__all__ = ["KINDS", "GoldKind", "kind_of", "score"]

GoldKind = Literal[
    "attribution",
    "coreference",
    "events",
    "negatives",
    "own-events",
    "own-cast",
    "own-relations",
    "event-places",
    "factuality",
    "pages",
    "places",
    "times",
]
KINDS: tuple[GoldKind, ...] = get_args(GoldKind)

_SCORERS: dict[GoldKind, Callable[[GoldSet], Row]] = {
    "attribution": score_attribution,
    "coreference": score_coreference,
    "events": score_events,
    "negatives": score_negatives,
    "own-events": score_own_events,
    "own-cast": score_cast,
    "own-relations": score_relations,
    "event-places": score_event_places,
    "factuality": score_factuality,
    "pages": score_pages,
    "places": score_places,
    "times": score_times,
}


def score(gold: Path, out: Path, texts: Path | None = None, kind: GoldKind | None = None) -> Row:
    """Scores an output of `onrecord read` against a gold set.

    Args:
        gold: NAME.gold.jsonl, plain or gzipped. out: the output. texts: the set's texts, if they do not lie beside it.
        kind: which scorer; told by the gold's first row where it is not given.

    Returns:
        The scorer's name under "scorer", then its figures; each scorer's module says what they mean.

    Raises:
        GoldError: a file cannot be read, or no scorer fits.
    """
    pairs = load(gold, out, texts)
    kind = kind or kind_of(pairs, gold)
    return {"scorer": kind, **_SCORERS[kind](pairs)}


def kind_of(gold: GoldSet, path: Path) -> GoldKind:
    """Which scorer a gold set is for, by the fields of its first row.

    Raises:
        GoldError: the set is empty or no scorer knows its fields.
    """
    first = gold.pairs[0].gold if gold.pairs else {}
    for field, kind in (("attributions", "attribution"), ("clusters", "coreference"), ("times", "times")):
        if field in first:
            return kind  # type: ignore[return-value]
    if "settings" in first:
        return "own-cast"
    if "relations" in first:
        return "own-relations"
    if "places" in first:
        return "places"
    if "events" in first:
        fields = {field for pair in gold.pairs for event in pair.gold.get("events") or () for field in event}
        for field, kind in (("voice", "own-events"), ("places", "event-places"), ("value", "factuality")):
            if field in fields:
                return kind  # type: ignore[return-value]
        return "events"
    if "published" in first or "title" in first or "text" in first:
        return "pages"
    raise GoldError(f"{path}: no scorer knows these rows", f"Name one with --kind: {', '.join(KINDS)}.")
