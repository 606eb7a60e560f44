"""Whether two tellings are of one happening, by rules that each give a weight and a reason."""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping
from typing import NamedTuple

from onrecord.errors import DataError
from onrecord.knowledge.table import path_of, rows
from onrecord.ledger.facts import SLIP, Facts, Side, Spot

NEAR = 7
"""Days between publication and a day within which what has no date is likely to be of that day."""
LATER = 35
"""Days until which it may be."""
SPOKEN = frozenset({"ACCUSE", "REJECT", "REQUEST", "THREATEN", "AGREE", "CONCEDE", "SUPPORT", "CONSULT", "COOPERATE"})
"""Types that are mostly acts of speech: who speaks tells them apart."""
CLOSE = 500
"""Code points within which "the attack" is heard as the one just told."""
STORY_SHARE = 0.3
"""Of the names of the report with fewer, how many the other must have."""
NEAREST = 5.0
"""Kilometres within which two places may be one."""
TELLING = 3
"""The least number that says something: one or two dead are told of many attacks."""
ENOUGH_WORDS = 2
"""Words in common that say something by themselves."""
_EARTH_KM = 6371.0


class Rule(NamedTuple):
    """A line of alike_rules.tsv."""

    weight: float
    most: int
    meaning: str


class Likeness(NamedTuple):
    """How alike two tellings are.

    Args:
        score: sum of the weights. apart: whether they contradict one another, so that they are never joined.
        enough: whether enough different things speak for it that they may be linked.
        reasons: the rules that speak, each with its weight in all, the weightiest first.
    """

    score: float
    apart: bool
    enough: bool
    reasons: tuple[tuple[str, float], ...]

    @property
    def linked(self) -> bool:
        """Whether it is enough to take the two for one happening."""
        return self.enough and not self.apart and self.score >= rules()["least"].weight


TOLD_APART = 0.5
"""What two tellings in one report must score so that a group may hold both: the reader has kept them apart."""
_NEVER = Likeness(-9.0, True, False, ())


def compare(x: Facts, y: Facts) -> Likeness:
    """How alike two tellings are; the same whichever comes first. Of what contradicts itself not all is looked at."""
    if not related(x.type, y.type):
        return _NEVER
    if (y.report, y.at, y.row) < (x.report, x.at, x.row):
        x, y = y, x
    told = _Tally()
    for one in (x, y):
        if one.status in ("hypothetical", "habitual"):
            told.add("not_done")
    _type(x, y, told)
    same = _copied(x, y, told)
    _time(x, y, told, same)
    _plan(x, y, told)
    _place(x, y, told)
    if not told.found.keys().isdisjoint(APART) and not x.figures & y.figures:
        return told.sum(False)
    usual = x.usual & y.usual
    _party(x.actors, y.actors, "speaker" if x.type in SPOKEN and y.type in SPOKEN else "actor", usual, told)
    _party(x.recipients, y.recipients, "recipient", usual, told)
    if "other_recipient" in told.found and told.found.keys() & {"other_actor", "other_speaker"}:
        told.add("other_sides")
    if not (x.report == y.report and x.print == y.print):
        _words(x, y, told)
    _report(x, y, told)
    _disputed(x, y, told)
    found = told.sum(_enough(x, y, told.found))
    return found._replace(apart=True) if x.report == y.report and found.score < TOLD_APART else found


class _Tally:
    def __init__(self) -> None:
        self.found: dict[str, float] = {}

    def add(self, rule: str, times: int = 1) -> None:
        line = rules()[rule]
        self.found[rule] = line.weight * min(times, line.most)

    def swap(self, rule: str, other: str) -> None:
        """Puts one rule in the place of another."""
        del self.found[rule]
        self.add(other)

    def sum(self, enough: bool) -> Likeness:
        reasons = sorted(self.found.items(), key=lambda one: (-abs(one[1]), one[0]))
        return Likeness(
            round(sum(self.found.values()), 3), not self.found.keys().isdisjoint(APART), enough, tuple(reasons)
        )


APART = frozenset({"other_day", "next_day", "far", "two_times", "planned_later", "told_before"})
"""Rules by which two tellings are never one, whatever else is alike."""


def _enough(x: Facts, y: Facts, found: Mapping[str, float]) -> bool:
    """Whether enough different things speak for it: in a war the same two fight on the same day in many places.

    Three of these must: when, where, what kind of deed, who, what else is told, and that it is the only such deed in
    two reports that are about the same. Of acts of speech, which the same people do all the time, one more is asked;
    of what is told in the same words nothing. Without a common day, place or number it must be told within a week, of
    the same people, as the same deed, and with more in common.
    """
    if "same_words" in found or "taken_up" in found:
        return True
    sides = [
        any(rule in found for rule in (f"same_{side}", f"{side}_of_same", f"{side}_called_alike"))
        for side in ("actor", "recipient")
    ]
    when = "same_day" in found or "same_time" in found
    where = not found.keys().isdisjoint(("same_place", "place_named", "same_site"))
    where = where or ("near_place" in found and any(sides))
    deed = "same_kind" in found or "same_trigger" in found
    who = all(sides) or "same_actor" in found
    more = len(x.words & y.words) >= ENOUGH_WORDS or len(x.names & y.names) >= 2 or "same_figure" in found
    story = "far_report" not in found and x.single and y.single and _one_story(x, y)
    if not (when or where or "same_figure" in found) and not ("near_report" in found and who and deed and more):
        return False
    if x.type in SPOKEN or y.type in SPOKEN:
        return (who and story and deed) or (all(sides) and story and more) or sum((when, where, deed, who, more)) >= 4
    return sum((when, where, deed, who or (any(sides) and story), more, story)) >= 3


def _one_story(x: Facts, y: Facts) -> bool:
    """Whether two reports name so much in common that they are likely to be about the same."""
    both = len(x.whole & y.whole)
    return both >= 2 and both >= STORY_SHARE * min(len(x.whole), len(y.whole))


def _type(x: Facts, y: Facts, told: _Tally) -> None:
    if x.type != y.type:
        told.add("near_type" if x.kinds & y.kinds else "other_deed")
    elif x.mode and y.mode:
        told.add("same_mode" if x.mode == y.mode else "other_mode")
    if x.kinds & y.kinds:
        told.add("same_kind")
    elif x.kinds and y.kinds:
        told.add("other_kind")
    if x.sites & y.sites:
        told.add("same_site")
    elif x.sites and y.sites:
        told.add("other_site")


def _copied(x: Facts, y: Facts, told: _Tally) -> bool:
    """Whether the sentences are the same, as in copies."""
    if x.report == y.report or not x.trigger & y.trigger or x.type != y.type:
        return False
    both = len(x.words & y.words) + len(x.names & y.names)
    all_ = min(len(x.words) + len(x.names), len(y.words) + len(y.names))
    if x.print == y.print or (all_ >= 6 and both >= 0.8 * all_):
        told.add("same_words")
        return True
    return False


def _time(x: Facts, y: Facts, told: _Tally, same: bool) -> None:
    if x.since is not None and x.until is not None and y.since is not None and y.until is not None:
        longest = max(x.until - x.since, y.until - y.since)
        if x.since < max(y.until, y.since + 1) and y.since < max(x.until, x.since + 1):
            told.add("same_day" if longest <= 2 else "same_time" if longest <= 40 else "same_year")
        elif max(x.since, y.since) - min(x.until, y.until) < 1:
            told.add("next_day")
        else:
            told.add("other_day")
    elif x.report != y.report and x.published is not None and y.published is not None:
        a = x.until if x.until is not None else x.published
        b = y.until if y.until is not None else y.published
        if any(_before(one, other) for one, other in ((x, y), (y, x))):
            told.add("told_before")
        if abs(a - b) <= LATER:
            told.add("near_report" if abs(a - b) <= NEAR else "later_report")
        elif not same:
            told.add("far_report")


def _before(one: Facts, other: Facts) -> bool:
    """Whether one was told as done in a report that came out before the day of the other."""
    if one.published is None or other.since is None or one.status not in ("occurred", "ongoing"):
        return False
    return one.published + 1 < other.since


def _plan(x: Facts, y: Facts, told: _Tally) -> None:
    """A plan told after the deed is of another deed."""
    for plan, deed in ((x, y), (y, x)):
        if plan.status == "planned" and deed.status != "planned" and plan.published is not None:
            day = deed.until if deed.until is not None else deed.published
            if day is not None and day < plan.published:
                told.add("planned_later")


def _place(x: Facts, y: Facts, told: _Tally) -> None:
    p, q = x.spot, y.spot
    if p and q:
        if (p.geonames and p.geonames == q.geonames) or p.name == q.name:
            told.add("same_place" if not p.whole else "same_land")
        elif near(p, q):
            told.add("near_place")
        elif p.country and p.country == q.country and (p.whole or q.whole):
            told.add("same_land")
        elif apart(p, q):
            told.add("far")
    elif p or q:
        spot, other = (p, y) if p else (q, x)
        if spot is not None and not spot.whole and x.report != y.report and spot.last in other.names:
            told.add("place_named")
        elif spot is not None and x.report != y.report and not spot.whole and spot.last in other.whole:
            told.add("place_in_report")


def near(p: Spot, q: Spot) -> bool:
    """Whether two places lie no farther apart than they are exact, or some kilometres."""
    km = _km(p, q)
    return km is not None and km <= max(NEAREST, (p.km or 10) + (q.km or 10))


def apart(p: Spot, q: Spot) -> bool:
    """Whether two places are not one, nor near, nor the one a land that holds the other."""
    if (p.geonames and p.geonames == q.geonames) or p.name == q.name or near(p, q):
        return False
    return _km(p, q) is not None and not (p.country and p.country == q.country and (p.whole or q.whole))


def _km(p: Spot, q: Spot) -> float | None:
    if p.lat is None or p.lon is None or q.lat is None or q.lon is None:
        return None
    a, b, c, d = (math.radians(n) for n in (p.lat, p.lon, q.lat, q.lon))
    return (
        _EARTH_KM
        * 2
        * math.asin(math.sqrt(math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2))
    )


def _party(x: Side, y: Side, side: str, usual: frozenset[str], told: _Tally) -> None:
    spoken, side = side == "speaker", side.replace("speaker", "actor")
    if x.ids & y.ids:
        told.add(f"same_{side}" if (x.ids & y.ids) - usual else f"usual_{side}")
    elif {i.split(".")[0] for i in x.ids} & {i.split(".")[0] for i in y.ids}:
        told.add(f"{side}_of_same")
    elif x.ids and y.ids:
        told.add("other_speaker" if spoken else f"other_{side}")
    elif any(_same_head(a, b) for a in x.heads for b in y.heads):
        told.add(f"{side}_called_alike")
    elif x.heads and y.heads:
        told.add("speaker_called_otherwise" if spoken else f"{side}_called_otherwise")


def _same_head(a: str, b: str) -> bool:
    """Whether two last words are one, or one ends with the other: girl, schoolgirl."""
    return a == b or (len(a) > 3 and b.endswith(a)) or (len(b) > 3 and a.endswith(b))


def _words(x: Facts, y: Facts, told: _Tally) -> None:
    names = len(x.names & y.names)
    if names:
        told.add("names", names)
    words = len(x.words & y.words)
    if words:
        told.add("words", words)
    if x.trigger & y.trigger:
        told.add("same_trigger")
    if x.figures & y.figures:
        told.add("same_figure")
    elif _figures_apart(x, y):
        told.add("other_figure")


def _figures_apart(x: Facts, y: Facts) -> bool:
    """Whether the same is counted, and one number is more than thrice the other."""
    mine, theirs = dict(x.figures), dict(y.figures)
    return any(max(mine[u], theirs[u]) > 3 * min(mine[u], theirs[u]) for u in mine.keys() & theirs.keys())


def _disputed(x: Facts, y: Facts, told: _Tally) -> None:
    """One question on which they differ, the day or the place, where all else is the same down to the number.

    A number that two tellings share tells a disputed day from the next day's attack in the same war.
    """
    alike = told.found.keys()
    differ = alike & {"next_day", "other_day", "far"}
    sides = all(
        alike & {f"same_{side}", f"usual_{side}", f"{side}_of_same", f"{side}_called_alike"}
        for side in ("actor", "recipient")
    )
    counted = any(number >= TELLING for _, number in x.figures & y.figures)
    if x.report == y.report or not (sides and counted and alike & {"same_kind", "same_trigger"}):
        return
    if differ == {"far"} and "same_day" in alike and x.spot and y.spot and x.spot.country == y.spot.country:
        told.swap("far", "far_but_same")
    elif len(differ) == 1 and "same_place" in alike and _gap(x, y) <= SLIP:
        told.swap(differ.pop(), "day_but_same")


def _gap(x: Facts, y: Facts) -> int:
    """Days between two intervals, 1 where one follows the other."""
    if x.since is None or x.until is None or y.since is None or y.until is None:
        return SLIP + 1
    return max(x.since, y.since) - min(x.until, y.until) + 1


def _report(x: Facts, y: Facts, told: _Tally) -> None:
    if x.report != y.report:
        both = len(x.whole & y.whole)
        if both:
            told.add("reports_share", both)
        return
    told.add("one_sentence" if x.print == y.print else "one_report")
    if x.dated and y.dated and (x.since, x.until) != (y.since, y.until):
        told.add("two_times")
    if y.definite and y.at - x.at <= CLOSE and y.bare and (not y.kinds or x.kinds & y.kinds):
        told.add("taken_up")


def related(one: str, other: str) -> bool:
    """Whether two types can be of one deed."""
    return one == other or other in types()[one]


@functools.cache
def types() -> Mapping[str, frozenset[str]]:
    """Of each type the others under which the same deed may be told."""
    found: dict[str, set[str]] = {}
    for row in rows(path_of("alike_types.tsv")):
        found.setdefault(row["one"], set()).add(row["other"])
        found.setdefault(row["other"], set()).add(row["one"])
    return _Types({one: frozenset(others) for one, others in found.items()})


class _Types(dict[str, frozenset[str]]):
    def __missing__(self, key: str) -> frozenset[str]:
        return frozenset()


@functools.cache
def rules() -> Mapping[str, Rule]:
    """The rules by name.

    Raises:
        DataError: a weight is no number.
    """
    found = {}
    for row in rows(path_of("alike_rules.tsv")):
        try:
            found[row["rule"]] = Rule(float(row["weight"]), int(row["most"] or 1), row["meaning"])
        except ValueError as problem:
            raise DataError(f"alike_rules.tsv, line {row.line}: {problem}") from problem
    return found
