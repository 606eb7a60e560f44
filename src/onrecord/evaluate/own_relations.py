"""Relations in full, against the project's own gold set (gold/relations in the repository).

The annotations name words by a substring and which occurrence of it is meant. A half of the set becomes a set like any
other, relations-train or relations-test: NAME.jsonl with the texts, NAME.gold.jsonl with
```
{"id", "relations": [Relation]}
Relation {"type", "kind", "subject": Party, "object": Party, "label", "sign", "state", "start", "end", "time": [words],
          "cause": Span | null, "status", "value", "voice": [words], "evidence": Span}
Party    {"span": Span, "is"?: Span}: `is` is there for a pronoun or a bare noun: the words that name it
Span     {"start", "end", "text"}: code points in the text, end exclusive
```
Relations of all states and statuses count. An end of the output is the gold's where its span shares a character
with the gold's words or with those that name it (`is`), or is the same words as these; or where its actor is one of
those whose mention is most like the words that name the gold's.
A gold and an output relation may be paired where both ends are right in one order or the other, each of them once: so
that most pairs are typed, then that there are most pairs, then that most of their fields are right.

typed    P, R, F1 of pairs with the same type and, where the type has one, the same direction.
offices  the same where role and leadership are one type. This set tells them apart.
ends     P, R, F1 of all pairs, whatever their types and directions.
fields   shares of the typed pairs with the same answer:
         sign, state, status, value.
         label: of pairs where the gold has one; one holds the other, or they share a word (case does not count).
         voice: who vouches for it. The innermost source shares a character with the gold's innermost words, or is an
         actor with such a mention; none for none. An attribution without a source is none. claimed, plain: the same of
         pairs where the gold has a voice, has none.
         start, end: the same to the gold's precision, null for null. An end is exclusive in the output, so the day
         before will do as well. start_dated, end_dated: of pairs where the gold has one.
         cause: of pairs where the gold has one; a trigger of the event shares a character with it.
whole    share of gold relations in a typed pair with the right sign, state, status, value and voice.
types    gold, out, hits, P, R, F1 of each type.
false_alarm   share of the texts without a relation (quiet_rows) in which the output has one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import get_args

from onrecord.evaluate import halves
from onrecord.evaluate.assignment import best_pairs
from onrecord.evaluate.gold import GoldSet, Pair, Row, counted, rate
from onrecord.evaluate.own_gold import locate, spanned
from onrecord.evaluate.spans import Interval, interval, intervals, likeness, touch
from onrecord.knowledge.folding import key
from onrecord.model.relation import RelationType

PARTS = {"relations-train": "train", "relations-test": "test"}
"""The halves by the names of their sets."""
FOLDER = "relations"
UNDIRECTED = frozenset({"alliance", "cooperation", "hostility", "rift"})
_OFFICES = {"leadership": "role"}
_TYPED, _PAIR = 10**6, 10**3
"""What a pair weighs: more than all fields together, of which each weighs 1."""


def export(kept: Path, part: str, folder: Path) -> str:
    """Writes a half of the set as NAME.jsonl and NAME.gold.jsonl and gives the name.

    Args:
        kept: the folder with texts.jsonl, annotations.jsonl and split.json. part: train or test.

    Raises:
        GoldError: a file cannot be read, or does not follow the format.
        OSError: the folder cannot be written.
    """
    name = next(name for name, half in PARTS.items() if half == part)
    halves.export(
        kept, part, name, folder, lambda row, text: {"relations": [placed(r, text) for r in row["relations"]]}
    )
    return name


def placed(relation: Row, text: str) -> Row:
    """An annotated relation with offsets for its words.

    Raises:
        GoldError: a substring is not in the text.
    """
    made = dict(relation)
    for side in ("subject", "object"):
        party = relation[side]
        made[side] = {"span": spanned(party["text"], party["nth"], text)}
        if meant := party.get("is"):
            made[side]["is"] = spanned(meant["text"], meant["nth"], text)
    for words in ("cause", "evidence"):
        if told := relation[words]:
            made[words] = spanned(told["text"], told["nth"], text)
    return made


@dataclass(frozen=True, slots=True)
class _Reading:
    """What a relation of an output refers to, by id."""

    text: str
    mentions: dict[str, list[Interval]]
    attributions: dict[str, Row]
    events: dict[str, Row]

    def stand_for(self, named: Interval) -> set[str]:
        """The actors of the mentions that are most like these words."""
        shares = {
            actor: max(likeness(named, place) for place in places) for actor, places in self.mentions.items() if places
        }
        best = max(shares.values(), default=0.0)
        return {actor for actor, share in shares.items() if share == best > 0}


def _reading(pair: Pair) -> _Reading:
    mentions: dict[str, list[Interval]] = {}
    for mention in pair.out.get("mentions") or ():
        if place := interval(mention.get("span")):
            mentions.setdefault(mention.get("actor"), []).append(place)
    attributions, events = (
        {row["id"]: row for row in pair.out.get(part) or () if "id" in row} for part in ("attributions", "events")
    )
    return _Reading(pair.text or "", mentions, attributions, events)


def score_relations(gold: GoldSet) -> Row:
    """The figures of a gold set with `relations`."""
    wanted: Counter[str] = Counter()
    given: Counter[str] = Counter()
    hits: Counter[str] = Counter()
    ends = offices = whole = quiet = alarms = 0
    fields: dict[str, list[bool]] = {name: [] for name in (*_ASKED, "claimed", "plain", "start_dated", "end_dated")}
    for pair in gold.pairs:
        asked, out = pair.gold["relations"], list(pair.out.get("relations") or ())
        wanted.update(one["type"] for one in asked)
        given.update(one["type"] for one in out)
        quiet += not asked
        alarms += bool(out) and not asked
        reading = _reading(pair)
        for one, other, typed in matched(pair):
            ends += 1
            offices += _typed(one, other, reading, offices=True)
            if typed:
                hits[one["type"]] += 1
                whole += all(_ASKED[field](one, other, reading) for field in _WHOLE)
                _answers(one, other, reading, fields)
    return {
        **gold.fit(),
        "typed": counted(hits.total(), given.total(), wanted.total()),
        "offices": counted(offices, given.total(), wanted.total()),
        "ends": counted(ends, given.total(), wanted.total()),
        "fields": {name: rate(sum(right), len(right)) for name, right in fields.items()},
        "whole": rate(whole, wanted.total()),
        "types": {
            kind: counted(hits[kind], given[kind], wanted[kind])
            for kind in get_args(RelationType)
            if wanted[kind] or given[kind]
        },
        "false_alarm": rate(alarms, quiet),
        "quiet_rows": quiet,
    }


def matched(pair: Pair) -> list[tuple[Row, Row, bool]]:
    """Pairs of a gold and an output relation with the same ends, and whether type and direction are the same too."""
    reading = _reading(pair)
    asked, out = pair.gold["relations"], list(pair.out.get("relations") or ())
    found = best_pairs([[_weight(one, other, reading) for other in out] for one in asked])
    return [(asked[i], out[j], _typed(asked[i], out[j], reading)) for i, j in found]


def judged(pair: Pair) -> list[tuple[Row, bool]]:
    """Each output relation, and whether it is a gold one: typed, and with the right sign, state and status."""
    reading = _reading(pair)
    right = {
        id(other)
        for one, other, typed in matched(pair)
        if typed and all(_ASKED[field](one, other, reading) for field in ("sign", "state", "status"))
    }
    return [(row, id(row) in right) for row in pair.out.get("relations") or ()]


def _weight(gold: Row, out: Row, reading: _Reading) -> int:
    if not (_ordered(gold, out, reading) or _turned(gold, out, reading)):
        return 0
    right = sum(same(gold, out, reading) is True for same in _ASKED.values())
    return _TYPED * _typed(gold, out, reading) + _PAIR + right


def _typed(gold: Row, out: Row, reading: _Reading, offices: bool = False) -> bool:
    one, other = gold["type"], out["type"]
    if offices:
        one, other = _OFFICES.get(one, one), _OFFICES.get(other, other)
    return one == other and (_ordered(gold, out, reading) or (one in UNDIRECTED and _turned(gold, out, reading)))


def _ordered(gold: Row, out: Row, reading: _Reading) -> bool:
    return all(_same_end(gold[side], out[side], reading) for side in ("subject", "object"))


def _turned(gold: Row, out: Row, reading: _Reading) -> bool:
    return _same_end(gold["subject"], out["object"], reading) and _same_end(gold["object"], out["subject"], reading)


def _same_end(gold: Row, out: Row, reading: _Reading) -> bool:
    own, named = interval(out.get("span")), gold["is" if "is" in gold else "span"]
    if own and (touch(intervals([gold["span"], named]), [own]) or reading.text[slice(*own)] == named["text"]):
        return True
    return out.get("actor") in reading.stand_for((named["start"], named["end"]))


def _factual(field: str) -> Callable[[Row, Row, _Reading], bool | None]:
    return lambda gold, out, reading: gold[field] == (out.get("factuality") or {}).get(field)


def _plain(field: str) -> Callable[[Row, Row, _Reading], bool | None]:
    return lambda gold, out, reading: gold[field] == out.get(field)


def _label(gold: Row, out: Row, reading: _Reading) -> bool | None:
    if gold["label"] is None:
        return None
    one, other = (" ".join(key(label).split()) for label in (gold["label"], out.get("label") or ""))
    return bool(other) and (one in other or other in one or bool(set(one.split()) & set(other.split())))


def _voice(gold: Row, out: Row, reading: _Reading) -> bool | None:
    said = reading.attributions.get(out.get("attribution") or "", {})
    sources = intervals(said.get("source"))
    if not gold["voice"] or not sources:
        return not gold["voice"] and not sources
    words = gold["voice"][-1]
    places = [*sources, *(place for actor in said.get("speakers") or () for place in reading.mentions.get(actor, ()))]
    return touch(_everywhere(words, reading.text), places)


def _everywhere(words: str, text: str) -> list[Interval]:
    found: list[Interval] = []
    while place := locate(text, words, len(found) + 1):
        found.append(place)
    return found


def _start(gold: Row, out: Row, reading: _Reading) -> bool | None:
    return _same_day(gold["start"], [out.get("start")])


def _end(gold: Row, out: Row, reading: _Reading) -> bool | None:
    end = out.get("end")
    if not end:
        return _same_day(gold["end"], [])
    first = date.fromisoformat((end + "-01-01"[len(end) - 4 :])[:10])
    return _same_day(gold["end"], [end, (first - timedelta(days=1)).isoformat()])


def _same_day(gold: str | None, days: Sequence[str | None]) -> bool:
    """Whether one of the days is the gold's to the gold's precision."""
    if gold is None:
        return not any(days)
    return any(day is not None and day.startswith(gold) for day in days)


def _cause(gold: Row, out: Row, reading: _Reading) -> bool | None:
    if gold["cause"] is None:
        return None
    event = reading.events.get(out.get("cause") or "", {})
    return touch(intervals([gold["cause"]]), intervals([event.get("trigger")]))


_ASKED: dict[str, Callable[[Row, Row, _Reading], bool | None]] = {
    "sign": _plain("sign"),
    "state": _plain("state"),
    "status": _factual("status"),
    "value": _factual("value"),
    "label": _label,
    "voice": _voice,
    "start": _start,
    "end": _end,
    "cause": _cause,
}
"""What is asked of a typed pair; None where the gold asks nothing."""
_WHOLE = ("sign", "state", "status", "value", "voice")


def _answers(gold: Row, out: Row, reading: _Reading, fields: dict[str, list[bool]]) -> None:
    for name, same in _ASKED.items():
        right = same(gold, out, reading)
        if right is None:
            continue
        fields[name].append(right)
        if name == "voice":
            fields["claimed" if gold["voice"] else "plain"].append(right)
        elif name in ("start", "end") and gold[name] is not None:
            fields[f"{name}_dated"].append(right)
