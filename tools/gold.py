"""Checks annotation files of the event gold set, measures how far two of them agree, and keeps its test part.

    python tools/gold.py check FILE     every substring is in its text, every label is known, every id is there once
    python tools/gold.py agree A B      triggers; on shared ones labels, parties and voices; then the differences
    python tools/gold.py split SEED     draws the halves and freezes the test part, once: gold/events/split.json
    python tools/gold.py digest         silent if the test part is the one that was frozen
    python tools/gold.py export PART FOLDER
                                        writes own-PART.jsonl and own-PART.gold.jsonl, for `onrecord read` and `onrecord
                                        evaluate`; PART is train or test

The format is in gold/events/README.md. `--texts` names another file of texts, except for `export`. Exit status: 0, or 1
where `check` or `digest` found something, `split` was there already or a file does not follow the format.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from onrecord.errors import GoldError
from onrecord.evaluate import halves as shared
from onrecord.evaluate.own_gold import PARTS, export, locate
from onrecord.knowledge.ontology import ontology
from onrecord.model.factuality import STATUSES, FactValue

FOLDER = Path(__file__).parents[1] / "gold" / "events"
TEXTS = FOLDER / "texts.jsonl"
SETTLED = FOLDER / "annotations.jsonl"
SPLIT = FOLDER / "split.json"
VALUES: tuple[str, ...] = get_args(FactValue)
PARTY = {"text", "nth", "is"}
MENTION = {"trigger", "nth", "status", "value", "voice"}
EVENT = MENTION | {
    "type",
    "mode",
    "contexts",
    "actors",
    "recipients",
    "time",
    "place",
    "past",
    "mentions",
    "after",
}
Row = dict[str, Any]
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Telling:
    """One trigger in a text: an event's first, or a further mention of it.

    Attributes:
        event: the event that it tells. said: where its status, value and voice stand, the event itself or the mention.
    """

    span: Span
    event: Row
    said: Row

    @property
    def first(self) -> bool:
        return self.said is self.event


def rows(path: Path) -> dict[str, Row]:
    """The lines of a file by id.

    Raises:
        ValueError: a line is no JSON object with an id, or an id is there twice.
    """
    found: dict[str, Row] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        row = json.loads(line)
        if not isinstance(row, dict) or not isinstance(row.get("id"), str):
            raise ValueError(f"{path}: line {number} is no object with an id")
        if row["id"] in found:
            raise ValueError(f"{path}: line {number} has the id {row['id']} again")
        found[row["id"]] = row
    return found


# check


def checked(row: Row, text: str) -> Iterator[str]:
    """What is wrong with the annotation of one text."""
    events = row.get("events")
    if not isinstance(events, list):
        yield "has no list of events"
        return
    for number, event in enumerate(events):
        name = f"event {number} ({event.get('trigger')})"
        if event.keys() != EVENT:
            yield f"{name}: missing or unknown fields {sorted(event.keys() ^ EVENT)}"
            continue
        for problem in (*labels(event), *parts(event, text)):
            yield f"{name}: {problem}"
        if number in event["after"] or not set(event["after"]) <= set(range(len(events))):
            yield f"{name}: after {event['after']} names no other event"
        if any(told_alike(event, other) for other in events[:number]):
            yield f"{name}: an earlier event has the same trigger, type and parties"


def told_alike(one: Row, other: Row) -> bool:
    """Whether nothing but the further fields tells two events apart."""
    return all(one[field] == other.get(field) for field in ("trigger", "nth", "type", "actors", "recipients"))


def labels(event: Row) -> Iterator[str]:
    """Labels of an event that nobody knows."""
    kind = ontology().types.get(event["type"])
    if kind is None:
        yield f"unknown type {event['type']}"
    elif event["mode"] is not None and event["mode"] not in kind.modes:
        yield f"{event['type']} has no mode {event['mode']}"
    for context in event["contexts"]:
        if context not in ontology().contexts:
            yield f"unknown context {context}"
    if not isinstance(event["past"], bool):
        yield "past is neither true nor false"
    for said in (event, *event["mentions"]):
        if said.get("status") not in STATUSES:
            yield f"unknown status {said.get('status')}"
        if said.get("value") not in VALUES:
            yield f"unknown value {said.get('value')}"


def parts(event: Row, text: str) -> Iterator[str]:
    """Substrings of an event that its text has not."""
    for mention in event["mentions"]:
        if mention.keys() != MENTION:
            yield f"a mention has missing or unknown fields {sorted(mention.keys() ^ MENTION)}"
    parties = [party for side in ("actors", "recipients") for party in event[side]]
    for party in parties:
        if not party.keys() <= PARTY or not party.keys() >= {"text", "nth"}:
            yield f"a party has the fields {sorted(party)}"
    words = [word for party in parties for word in (party, party.get("is")) if word]
    named = [("trigger", said.get("trigger"), said.get("nth")) for said in (event, *event["mentions"])]
    named += [("party", word.get("text"), word.get("nth")) for word in words]
    named += [("voice", source, 1) for said in (event, *event["mentions"]) for source in said.get("voice", ())]
    named += [(field, event[field], 1) for field in ("time", "place") if event[field] is not None]
    for what, part, nth in named:
        if not isinstance(part, str) or not isinstance(nth, int) or locate(text, part, nth) is None:
            yield f"{what} {part!r}, occurrence {nth}, is not in the text"


def check(texts: dict[str, Row], given: dict[str, Row]) -> list[str]:
    """Everything that is wrong with a file of annotations."""
    problems = [f"{id_}: not annotated" for id_ in texts if id_ not in given]
    problems += [f"{id_}: no such text" for id_ in given if id_ not in texts]
    for id_, row in given.items():
        if id_ in texts:
            problems += [f"{id_}: {problem}" for problem in checked(row, texts[id_]["text"])]
    return problems


# agree


def tellings(row: Row, text: str) -> list[Telling]:
    """Every trigger of a text that can be found in it."""
    return [
        Telling(span, event, said)
        for event in row["events"]
        for said in (event, *event["mentions"])
        if (span := locate(text, said["trigger"], said["nth"]))
    ]


def overlap(one: Span, other: Span) -> int:
    return min(one[1], other[1]) - max(one[0], other[0])


def paired(ours: list[Telling], theirs: list[Telling]) -> list[tuple[Telling, Telling]]:
    """Triggers that share a character, each used once: those of one type first, then those that share most."""
    candidates = sorted(
        (
            (a.event["type"] != b.event["type"], -overlap(a.span, b.span), i, j)
            for i, a in enumerate(ours)
            for j, b in enumerate(theirs)
            if overlap(a.span, b.span) > 0
        ),
    )
    left: set[int] = set()
    right: set[int] = set()
    pairs = []
    for _, _, i, j in candidates:
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
            pairs.append((ours[i], theirs[j]))
    return pairs


def same_parties(ours: list[Row], theirs: list[Row], text: str) -> bool:
    """Whether each party of the one list shares characters with one of the other, and none is left over."""
    rest = [locate(text, party["text"], party["nth"]) for party in theirs]
    for party in ours:
        span = locate(text, party["text"], party["nth"])
        match = next((other for other in rest if span and other and overlap(span, other) > 0), None)
        if match is None:
            return False
        rest.remove(match)
    return not rest


def same_voice(ours: list[str], theirs: list[str]) -> bool:
    """Whether two chains have the same length, and at each step one source holds the other."""
    return len(ours) == len(theirs) and all(a in b or b in a for a, b in zip(ours, theirs, strict=True))


def kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Cohen's kappa of two labellings; None where chance alone would agree always.

    >>> kappa([("a", "a"), ("b", "b"), ("a", "b"), ("b", "b")])
    0.5
    """
    if not pairs:
        return None
    ours, theirs = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(ours[label] * theirs[label] for label in ours) / len(pairs) ** 2
    observed = sum(a == b for a, b in pairs) / len(pairs)
    return None if chance == 1 else (observed - chance) / (1 - chance)


def shown(parties: list[Row]) -> str:
    return "; ".join(party["text"] for party in parties) or "–"


def compared(one: Telling, other: Telling, text: str) -> Iterator[tuple[str, bool, str, str]]:
    """What, whether the two agree on it, and each one's answer; parties on first tellings only."""
    yield "type", one.event["type"] == other.event["type"], one.event["type"], other.event["type"]
    for field in ("status", "value"):
        yield field, one.said[field] == other.said[field], one.said[field], other.said[field]
    a, b = one.said["voice"], other.said["voice"]
    yield "voice", same_voice(a, b), " > ".join(a) or "–", " > ".join(b) or "–"
    if one.first and other.first:
        for side in ("actors", "recipients"):
            a, b = one.event[side], other.event[side]
            yield side, same_parties(a, b, text), shown(a), shown(b)


def agree(texts: dict[str, Row], ours: dict[str, Row], theirs: dict[str, Row], write: Callable[[str], object]) -> None:
    """Writes how far two files agree on the texts that both have, and where they do not."""
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    chosen: dict[str, list[tuple[str, str]]] = {"type": [], "status": []}
    differences: list[str] = []
    counts = [0, 0, 0]
    both = [id_ for id_ in texts if id_ in ours and id_ in theirs]
    for id_ in both:
        text = texts[id_]["text"]
        left, other = tellings(ours[id_], text), tellings(theirs[id_], text)
        pairs = paired(left, other)
        counts = [n + more for n, more in zip(counts, (len(left), len(other), len(pairs)), strict=True)]
        for a, b in pairs:
            trigger = text[slice(*a.span)]
            for what, same, mine, yours in compared(a, b, text):
                asked[what] += 1
                right[what] += same
                if what in chosen:
                    chosen[what].append((mine, yours))
                if not same:
                    differences.append(f"{id_}\t{trigger}\t{what}\t{mine}\t{yours}")
        for name, group, found in (("A", left, [a for a, _ in pairs]), ("B", other, [b for _, b in pairs])):
            spare = [telling for telling in group if telling not in found]
            differences += [f"{id_}\t{text[slice(*t.span)]}\tonly in {name}\t{t.event['type']}\t" for t in spare]
    total = counts[0] + counts[1]
    write(f"texts\t{len(both)}\ntriggers\tA {counts[0]}, B {counts[1]}, shared {counts[2]}\n")
    write(f"trigger F1\t{2 * counts[2] / total if total else 1:.3f}\n")
    for what, count in asked.items():
        measure = kappa(chosen[what]) if what in chosen else None
        write(f"{what}\t{right[what] / count:.3f} of {count}{'' if measure is None else f', kappa {measure:.3f}'}\n")
    write("".join(f"{line}\n" for line in ("", "id\ttrigger\twhat\tA\tB", *differences)))


# split


def halves(texts: dict[str, Row], settled: dict[str, Row], seed: int) -> dict[str, list[str]]:
    """The ids of the two halves, in the order of the texts.

    Sentences and passages, with an event and without, are each halved for themselves; where one is left over, it goes
    to the part that is smaller so far.
    """
    return shared.drawn({id_: (id_.startswith("p"), bool(settled[id_]["events"])) for id_ in texts}, seed)


def digest(texts: dict[str, Row], settled: dict[str, Row], ids: Sequence[str]) -> str:
    """SHA-256 over the canonical JSON of texts, their days and their annotations, without the tags."""
    fields = ("id", "text", "published")
    told = ({field: texts[id_][field] for field in fields} | {"events": settled[id_]["events"]} for id_ in ids)
    return shared.digest(told)


def freeze(texts: dict[str, Row], settled: dict[str, Row], seed: int, path: Path) -> None:
    """Draws the halves and writes them.

    Raises:
        FileExistsError: they were drawn already.
    """
    parts = halves(texts, settled, seed)
    with path.open("x", encoding="utf-8") as file:
        json.dump({"seed": seed, **parts, "test_sha256": digest(texts, settled, parts["test"])}, file)
        file.write("\n")


def frozen(texts: dict[str, Row], settled: dict[str, Row], split: Row) -> list[str]:
    """What is wrong with the halves: ids, or a test part that is not the one of the digest."""
    listed = Counter([*split["train"], *split["test"]])
    problems = [f"{id_}: in neither half" for id_ in texts if id_ not in listed]
    problems += [f"{id_}: no such text" for id_ in listed if id_ not in texts]
    problems += [f"{id_}: listed {count} times" for id_, count in listed.items() if count > 1]
    if not problems and digest(texts, settled, split["test"]) != split["test_sha256"]:
        problems.append("the test part is not the one that was frozen")
    return problems


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path, default=TEXTS)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("check").add_argument("file", type=Path)
    two = commands.add_parser("agree")
    two.add_argument("a", type=Path)
    two.add_argument("b", type=Path)
    commands.add_parser("split").add_argument("seed", type=int)
    commands.add_parser("digest")
    half = commands.add_parser("export")
    half.add_argument("part", choices=sorted(PARTS.values()))
    half.add_argument("folder", type=Path)
    options = parser.parse_args()
    try:
        if options.command == "export":
            export(FOLDER, options.part, options.folder)
            return 0
        texts = rows(options.texts)
        if options.command == "agree":
            agree(texts, rows(options.a), rows(options.b), sys.stdout.write)
            return 0
        if options.command == "split":
            freeze(texts, rows(SETTLED), options.seed, SPLIT)
            return 0
        if options.command == "digest":
            problems = frozen(texts, rows(SETTLED), json.loads(SPLIT.read_text(encoding="utf-8")))
        else:
            problems = check(texts, rows(options.file))
    except (OSError, ValueError, GoldError) as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    sys.stderr.write("".join(f"{problem}\n" for problem in problems))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
