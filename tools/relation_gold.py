"""Checks annotation files of the gold set for relations, and measures how far two of them agree.

    python tools/relation_gold.py check FILE    every substring is in its text, every label is known, every id is there
                                                once
    python tools/relation_gold.py agree A B     relations by type and both ends; on shared ones each field; then the
                                                differences
    python tools/relation_gold.py split SEED    draws the halves and freezes the test half, once: split.json
    python tools/relation_gold.py digest        silent if the test half is the one that was frozen
    python tools/relation_gold.py export PART FOLDER
                                                writes relations-PART.jsonl and relations-PART.gold.jsonl, for `onrecord
                                                read` and `onrecord evaluate`; PART is train or test

The format is in gold/relations/GUIDELINES.md. Exit status: 0, or 1 where
`check` or `digest` found something; `split` refuses to draw twice.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any, get_args

from onrecord.evaluate import halves
from onrecord.evaluate.own_gold import locate
from onrecord.evaluate.own_relations import PARTS, export
from onrecord.evaluate.spans import Interval
from onrecord.model.factuality import FactValue
from onrecord.model.relation import RelationState, RelationType

FOLDER = Path(__file__).parents[1] / "gold" / "relations"
SPLIT = FOLDER / "split.json"
MINUS = frozenset({"hostility", "rift"})
ZERO = frozenset({"location", "predecessor", "control", "influence"})
EITHER = frozenset({"alliance", "cooperation", "hostility", "rift"})
KINDS = {
    "sponsorship": frozenset({"money", "arms", "training", "shelter", "backing"}),
    "predecessor": frozenset({"successor", "splinter"}),
}
LABELLED = frozenset({"role", "leadership", "membership", "designation"})
STATUSES = frozenset({"ongoing", "occurred", "planned", "hypothetical", "denied", "unknown"})
FIELDS = "type kind subject object label sign state start end time cause status value voice evidence".split()
ASKED = ("kind", "label", "sign", "state", "start", "end", "status", "value", "voice", "cause", "evidence")
DAY = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
Row = dict[str, Any]
Pair = tuple[Row, Row]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
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
    if options.command == "export":
        export(FOLDER, options.part, options.folder)
        return 0
    if options.command == "split":
        freeze(options.seed)
        return 0
    if options.command == "digest":
        said = list(frozen())
        print("\n".join(said), end="\n" if said else "")
        return bool(said)
    texts = {row["id"]: row["text"] for row in lines(FOLDER / "texts.jsonl")}
    if options.command == "check":
        found = list(faults(lines(options.file), texts))
        print("\n".join(found), end="\n" if found else "")
        return bool(found)
    first, second = ({row["id"]: row["relations"] for row in lines(path)} for path in (options.a, options.b))
    for line in agreement(first, second, texts):
        print(line)
    return 0


def lines(path: Path) -> list[Row]:
    """The objects of a file, one a line."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


# check


def faults(rows: list[Row], texts: dict[str, str]) -> Iterator[str]:
    """What is wrong in a file of annotations, a line each."""
    done = [row["id"] for row in rows]
    yield from (f"{id_}: missing" for id_ in texts if id_ not in done)
    yield from (f"{id_}: no text, or twice" for id_ in done if id_ not in texts or done.count(id_) > 1)
    for row in rows:
        text = texts.get(row["id"], "")
        for number, relation in enumerate(row["relations"]):
            name = f"{row['id']} relation {number}"
            if list(relation) != FIELDS:
                yield f"{name}: fields are not {' '.join(FIELDS)}"
                continue
            name += f" ({relation['type']}, {relation['evidence'].get('text')})"
            yield from (f"{name}: {fault}" for fault in (*labels(relation), *parts(relation, text)))
            if relation in row["relations"][:number]:
                yield f"{name}: is there twice"


def labels(relation: Row) -> Iterator[str]:
    """Labels of a relation that nobody knows, or that do not go together."""
    kind, sign = relation["type"], relation["sign"]
    if kind not in get_args(RelationType):
        yield f"unknown type {kind}"
        return
    allowed = KINDS.get(kind, frozenset())
    if not set(relation["kind"]) <= allowed or bool(allowed) != bool(relation["kind"]):
        yield f"kind {relation['kind']}"
    if {"backing"} < set(relation["kind"]) or (kind == "predecessor" and len(relation["kind"]) > 1):
        yield f"kinds {relation['kind']} exclude each other"
    if sign not in ((-1, 0) if kind == "designation" else (-1,) if kind in MINUS else (0,) if kind in ZERO else (1,)):
        yield f"sign {sign}"
    for field, known in (("state", get_args(RelationState)), ("status", STATUSES), ("value", get_args(FactValue))):
        if relation[field] not in known:
            yield f"{field} {relation[field]}"
    if (relation["status"] == "denied") != str(relation["value"]).endswith(("CT-", "PR-")):
        yield f"{relation['status']} with {relation['value']}"
    if relation["label"] is not None and kind not in LABELLED:
        yield f"{kind} has no label"
    for field in ("start", "end"):
        if relation[field] is not None and not DAY.fullmatch(relation[field]):
            yield f"{field} {relation[field]}"


def parts(relation: Row, text: str) -> Iterator[str]:
    """Substrings of a relation that its text has not."""
    words = [("evidence", relation["evidence"])]
    words += [("cause", relation["cause"])] if relation["cause"] is not None else []
    words += [(field, {"text": part, "nth": 1}) for field in ("time", "voice") for part in relation[field]]
    words += [("label", {"text": relation["label"], "nth": 1})] if relation["label"] is not None else []
    for side in ("subject", "object"):
        party = dict(relation[side])
        words += [(side, party.pop("is"))] if "is" in party else []
        words.append((side, party))
    for what, part in words:
        if set(part) != {"text", "nth"}:
            yield f"{what} has not the fields text and nth"
        elif locate(text, part["text"], part["nth"]) is None:
            yield f"{what} {part['text']!r}, occurrence {part['nth']}, is not in the text"
    if named(relation["subject"], text) == named(relation["object"], text):
        yield "both ends are the same words"


# split


def halved(texts: dict[str, Row], settled: dict[str, list[Row]], seed: int) -> dict[str, list[str]]:
    """The ids of the two halves: texts with a relation and without are each halved for themselves."""
    return halves.drawn({id_: bool(settled[id_]) for id_ in texts}, seed)


def digest(texts: dict[str, Row], settled: dict[str, list[Row]], ids: list[str]) -> str:
    """SHA-256 over the canonical JSON of texts, their days and their annotations."""
    fields = ("id", "text", "published")
    return halves.digest({f: texts[id_][f] for f in fields} | {"relations": settled[id_]} for id_ in ids)


def kept() -> tuple[dict[str, Row], dict[str, list[Row]]]:
    """The texts and the settled relations, by id."""
    settled = {row["id"]: row["relations"] for row in lines(FOLDER / "annotations.jsonl")}
    return {row["id"]: row for row in lines(FOLDER / "texts.jsonl")}, settled


def freeze(seed: int) -> None:
    """Draws the halves and writes them.

    Raises:
        FileExistsError: they were drawn already.
    """
    texts, settled = kept()
    parts = halved(texts, settled, seed)
    made = {"seed": seed, **parts, "test_sha256": digest(texts, settled, parts["test"])}
    with SPLIT.open("x", encoding="utf-8") as file:
        file.write(json.dumps(made) + "\n")


def frozen() -> Iterator[str]:
    """What is wrong with the halves: ids, or a test half that is not the one of the digest."""
    texts, settled = kept()
    split = json.loads(SPLIT.read_text("utf-8"))
    if sorted([*split["train"], *split["test"]]) != sorted(texts):
        yield "the halves do not hold every text once"
    elif digest(texts, settled, split["test"]) != split["test_sha256"]:
        yield "the test half is not the one that was frozen"


# agree


def named(party: Row, text: str) -> Interval | None:
    """Where the words are that name an end: those that a pronoun stands for, else its own."""
    words = party.get("is", party)
    return locate(text, words["text"], words["nth"])


def same_end(a: Row, b: Row, text: str) -> bool:
    """Whether two ends share a character of the words that name them, or are named by the same words elsewhere."""
    one, other = named(a, text), named(b, text)
    if one is None or other is None:
        return False
    return min(one[1], other[1]) > max(one[0], other[0]) or text[slice(*one)] == text[slice(*other)]


def same_ends(a: Row, b: Row, text: str) -> bool:
    """Whether two relations have the same ends; in either order, where the types of both have no direction."""
    if same_end(a["subject"], b["subject"], text) and same_end(a["object"], b["object"], text):
        return True
    turned = same_end(a["subject"], b["object"], text) and same_end(a["object"], b["subject"], text)
    return turned and {a["type"], b["type"]} <= EITHER


def paired(ours: list[Row], theirs: list[Row], text: str) -> list[Pair]:
    """Relations with the same ends, each used once: those of one type first, then those that differ least."""
    candidates = sorted(
        (a["type"] != b["type"], sum(not same(field, a, b, text) for field in ASKED), i, j)
        for (i, a), (j, b) in product(enumerate(ours), enumerate(theirs))
        if same_ends(a, b, text)
    )
    left: set[int] = set()
    right: set[int] = set()
    pairs: list[Pair] = []
    for _, _, i, j in candidates:
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
            pairs.append((ours[i], theirs[j]))
    return pairs


def same(field: str, a: Row, b: Row, text: str) -> bool:
    """Whether two relations have the same answer; words count as the same where they share a character."""
    one, other = a[field], b[field]
    if field == "kind":
        return set(one) == set(other)
    if field == "voice":
        return len(one) == len(other) and all(x in y or y in x for x, y in zip(one, other, strict=True))
    if field not in ("cause", "evidence") or one is None or other is None:
        return bool(one == other)
    mine, yours = (locate(text, part["text"], part["nth"]) or (0, 0) for part in (one, other))
    return min(mine[1], yours[1]) > max(mine[0], yours[0])


def agreement(first: dict[str, list[Row]], second: dict[str, list[Row]], texts: dict[str, str]) -> Iterator[str]:
    """How far two files agree, and where they do not."""
    ends: list[tuple[str, Pair]] = []
    differences: list[str] = []
    for id_, text in texts.items():
        pairs = paired(first[id_], second[id_], text)
        ends += [(id_, pair) for pair in pairs]
        for name, side, place in (("A", first[id_], 0), ("B", second[id_], 1)):
            used = [pair[place] for pair in pairs]
            differences += [f"{id_}\tonly in {name}\t{shown(row)}" for row in side if not any(row is u for u in used)]
    typed = [(id_, pair) for id_, pair in ends if pair[0]["type"] == pair[1]["type"]]
    differences += [f"{id_}\ttype\t{shown(a)}\t{shown(b)}" for id_, (a, b) in ends if a["type"] != b["type"]]
    many = [sum(map(len, side.values())) for side in (first, second)]
    yield f"relations: {many[0]} and {many[1]}"
    yield f"F1 of type and both ends {2 * len(typed) / max(sum(many), 1):.3f} ({len(typed)} shared)"
    yield f"F1 of both ends {2 * len(ends) / max(sum(many), 1):.3f} ({len(ends)})"
    for field in ASKED:
        wrong = [(id_, a, b) for id_, (a, b) in typed if not same(field, a, b, texts[id_])]
        yield f"{field}: {len(typed) - len(wrong)} of {len(typed)}, {1 - len(wrong) / max(len(typed), 1):.3f}"
        differences += [f"{id_}\t{field}\t{shown(a)}\t{brief(a[field])}\t{brief(b[field])}" for id_, a, b in wrong]
    yield ""
    yield from sorted(differences)


def shown(relation: Row) -> str:
    return f"{relation['type']}: {relation['subject']['text']} > {relation['object']['text']}"


def brief(value: Any) -> str:
    return value["text"] if isinstance(value, dict) else json.dumps(value, ensure_ascii=False)


if __name__ == "__main__":
    raise SystemExit(main())
