"""Happenings, origins and disputes across reports, against the project's own gold set (gold/happenings).

What a program made of the reports is taken apart into plain mappings (`Found`), so that the figures do not depend on
how it keeps them; `from_ledger` makes them of a ledger.

happenings  B-cubed precision, recall and F1 of the gold mentions. `found`: over those that the reader found as events;
            a mention is found where the trigger of a telling overlaps it, one to one. `all`: over all mentions; one
            that was not found stands alone. An event that is no gold mention counts in neither. Beside them plain
            baselines: each mention alone; each event of a report alone, as it was read; events of one type, day and
            place joined.
origins     B-cubed over reports: which come as a whole from one origin.
disputes    precision and recall of what is disputed: pairs of a gold cluster and a question (figure, date, place,
            actor, status, type). A dispute is of the cluster that its events have most found mentions of; with none it
            is wrong.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from onrecord.analyse.disputes import KINDS, disputes
from onrecord.evaluate.gold import Row, rate
from onrecord.evaluate.own_gold import locate
from onrecord.evaluate.spans import Interval, by_overlap
from onrecord.ledger import Ledger

Spot = tuple[str, Interval]
"""A report and the interval of some words in its text."""


class Found(NamedTuple):
    """What a program found in the reports.

    Args:
        tellings: where the trigger of a telling stands, and its event. Events are named REPORT:EVENT.
        likes: of an event its type, day and place; events that lack one of them are left out.
        groups: of an event the group that it was joined into; an event that is left out stands alone.
        origins: of a report its origin; a report that is left out is one of its own.
        disputed: each dispute as the events that it is of, and the question that it is about.
    """

    tellings: Mapping[Spot, str]
    likes: Mapping[str, Hashable]
    groups: Mapping[str, Hashable]
    origins: Mapping[str, Hashable]
    disputed: Sequence[tuple[frozenset[str], str]]


def score_happenings(gold: Mapping[str, Row], texts: Mapping[str, str], found: Found) -> Row:
    """The figures of a program.

    Args:
        gold: the annotations by story. texts: of each report of these stories its text.
    """
    homes = {spot: cluster["id"] for spot, (cluster, _) in mentions(gold, texts).items()}
    events = {mine: found.tellings[yours] for yours, mine in paired(homes, found.tellings).items()}
    rules: dict[str, Mapping[Spot, Hashable]] = {
        "joined": {spot: ("group", found.groups.get(row, row)) for spot, row in events.items()},
        "mention_alone": {spot: spot for spot in events},
        "event_alone": events,
        "type_day_place": {spot: ("like", found.likes.get(row, row)) for spot, row in events.items()},
    }
    met = {spot: homes[spot] for spot in events}
    whole = origins(gold, texts)
    given = {report: ("of", found.origins[report]) if report in found.origins else report for report in texts}
    return {
        "mentions": {"gold": len(homes), "found": len(events), "r": rate(len(events), len(homes))},
        "happenings": {
            name: {"found": _prf(met, joined), "all": _prf(homes, {spot: joined.get(spot, spot) for spot in homes})}
            for name, joined in rules.items()
        },
        "origins": _prf(whole, given) | {"each_alone": _prf(whole, {report: report for report in texts})},
        "disputes": _disputes(gold, homes, events, found.disputed),
    }


def _prf(key: Mapping[Any, Hashable], response: Mapping[Any, Hashable]) -> Row:
    p, r, f = b_cubed(key, response)
    return {"p": round(p, 4), "r": round(r, 4), "f1": round(f, 4)}


def _disputes(
    gold: Mapping[str, Row],
    homes: Mapping[Spot, str],
    events: Mapping[Spot, str],
    disputed: Sequence[tuple[frozenset[str], str]],
) -> Row:
    wanted = {(dispute["cluster"], dispute["about"]) for row in gold.values() for dispute in row["disputes"]}
    tells: dict[str, Counter[str]] = defaultdict(Counter)
    for spot, row in events.items():
        tells[row][homes[spot]] += 1
    given = []
    for rows, about in disputed:
        clusters: Counter[str] = sum((tells[row] for row in sorted(rows) if row in tells), Counter())
        given.append((max(sorted(clusters), key=clusters.__getitem__) if clusters else None, about))
    right, hit = sum(pair in wanted for pair in given), len(wanted.intersection(given))
    p, r = rate(right, len(given)), rate(hit, len(wanted))
    both = 2 * p * r / (p + r) if p and r else 0.0
    return {"p": p, "r": r, "f1": round(both, 4), "right": right, "out": len(given), "hit": hit, "gold": len(wanted)}


def from_ledger(ledger: Ledger, reports: Iterable[str]) -> Found:
    """What a ledger has of some reports, named by the ids that they were given in their file.

    Groups are the ledger's own: the tellings of one happening; reports have one origin where they are one story. A
    dispute of figures is of the events that these count; what one source gives anew is about the same question.

    Raises:
        KeyError: the ledger has no such report.
    """
    kept = {row["source_id"]: (row["report"], row["lead"]) for row in ledger.rows(_KEPT)}
    names = {kept[report][0]: report for report in reports}
    tellings, likes, groups = {}, {}, {}
    for row in ledger.rows(_TELLINGS):
        if row["report"] in names:
            tellings[names[row["report"]], (row["trigger_start"], row["trigger_end"])] = row["row"]
            if row["lead"] is not None:
                groups[row["row"]] = row["lead"]
            if row["precision"] in ("day", "minute") and row["since"] and row["place"]:
                likes[row["row"]] = row["type"], row["since"][:10], row["place"]
    counted = {row["figure"]: row["event"] for row in ledger.rows(_COUNTED)}
    return Found(
        tellings,
        likes,
        groups,
        {report: kept[report][1] for report in names.values()},
        [
            (rows, about)
            for rows, about in _disputed(ledger, counted)
            if any(row.split(":")[0] in names for row in rows)
        ],
    )


def _disputed(ledger: Ledger, counted: Mapping[str, str]) -> Iterator[tuple[frozenset[str], str]]:
    """The events of each dispute of events, and the question.

    Args:
        counted: of figures the events that they count, by rows.
    """
    for one in disputes(ledger, limit=1_000_000, kinds=KINDS).rows:
        rows = [saying.row for side in one.sides for saying in side.told]
        if one.kind in ("figure", "correction", "update"):
            yield frozenset(counted[row] for row in rows if row in counted), "figure"
        elif one.kind != "tie":
            yield frozenset(rows), one.question or one.kind


_KEPT = "SELECT r.source_id, r.report, o.lead FROM reports r JOIN report_origins o ON o.report = r.report"
_TELLINGS = """
SELECT c.report, c.report || ':' || e.id AS row, e.type, g.lead, e.since, e.precision,
  t.trigger_start, t.trigger_end, coalesce(p.geonames, p.name) AS place
FROM current_readings c
JOIN event_rows e ON e.reading = c.reading
JOIN event_tellings t ON t.reading = e.reading AND t.event = e.id
LEFT JOIN event_groups g ON g.event = e.rowid
LEFT JOIN place_rows p ON p.reading = e.reading AND p.id = e.place
"""
_COUNTED = """
SELECT c.report || ':' || f.id AS figure, c.report || ':' || e.id AS event
FROM current_readings c
JOIN figure_rows f ON f.reading = c.reading
JOIN event_rows e ON e.reading = f.reading AND e.id = f.target
"""


# -- the gold side, and the measure ------------------------------------------------------------------------------------


def mentions(rows: Mapping[str, Row], texts: Mapping[str, str]) -> dict[Spot, tuple[Row, Row]]:
    """The mentions of a file by where they stand, each with its cluster; those of several happenings are left out."""
    return {
        (mention["report"], span): (cluster, mention)
        for row in rows.values()
        for cluster in row["clusters"]
        for mention in cluster["mentions"]
        if (span := locate(texts[mention["report"]], mention["text"], mention["nth"]))
    }


def paired(first: Mapping[Spot, Any], second: Mapping[Spot, Any]) -> dict[Spot, Spot]:
    """For mentions of the second file those of the first that overlap them, one to one."""
    by_report: dict[str, tuple[list[Spot], list[Spot]]] = defaultdict(lambda: ([], []))
    for n, side in enumerate((first, second)):
        for spot in side:
            by_report[spot[0]][n].append(spot)
    return {
        yours[j]: mine[i]
        for mine, yours in by_report.values()
        for i, j in by_overlap([span for _, span in mine], [span for _, span in yours])
    }


def b_cubed(key: Mapping[Any, Hashable], response: Mapping[Any, Hashable]) -> tuple[float, float, float]:
    """Precision, recall and F1 of a clustering (Bagga and Baldwin 1998), an item at a time.

    Args:
        key, response: the cluster of each item. An item that only one side has counts as wrong on that side.

    >>> b_cubed({1: "a", 2: "a", 3: "b"}, {1: "x", 2: "x", 3: "x"})
    (0.5555555555555555, 1.0, 0.7142857142857143)
    """
    precision, recall = _covered(response, key), _covered(key, response)
    total = precision + recall
    return precision, recall, 2 * precision * recall / total if total else 0.0


def _covered(ours: Mapping[Any, Hashable], theirs: Mapping[Any, Hashable]) -> float:
    """The mean share of an item's cluster that the other side has together with the item."""
    sizes = Counter(ours.values())
    common = Counter((home, theirs[item]) for item, home in ours.items() if item in theirs)
    return sum(n * n / sizes[home] for (home, _), n in common.items()) / len(ours) if ours else 0.0


def origins(rows: Mapping[str, Row], texts: Mapping[str, str]) -> dict[str, str]:
    """For each report the origin that it comes from as a whole; its own name where that is nobody's but its own."""
    found = {id_: id_ for id_ in texts}
    for row in rows.values():
        for origin in row["origins"]:
            found |= {link["report"]: "of " + origin["id"] for link in origin["reports"] if link["extent"] == "whole"}
    return found
