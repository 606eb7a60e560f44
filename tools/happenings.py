"""Checks annotation files of the gold set for happenings across reports, and measures how far two of them agree.

    python tools/happenings.py check FILE   every mention is in its report and in one cluster, every label holds
    python tools/happenings.py agree A B    B-cubed of happenings and origins; on shared mentions each field; disputes
    python tools/happenings.py plain FILE   B-cubed of rules that look at nothing but the mentions, on each half
    python tools/happenings.py split SEED   draws the halves and freezes the test part, once: gold/happenings/split.json
    python tools/happenings.py digest       silent if the test part, reports and annotations, is the one that was frozen
    python tools/happenings.py score PART [LEDGER]
                                            what a ledger makes of a half (train or test): the reports are read into a
                                            new one, or are in the given one under the ids of reports.jsonl

The format is in gold/happenings/README.md. Exit status: 0, or 1 where `check` or `digest` found something or the halves
were drawn already.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from onrecord.evaluate.halves import sealed
from onrecord.evaluate.own_gold import locate
from onrecord.evaluate.own_happenings import b_cubed, from_ledger, mentions, origins, paired, score_happenings
from onrecord.evaluate.spans import Interval, joint
from onrecord.ingest.given import Given
from onrecord.ingest.inputs import Options, read_inputs
from onrecord.knowledge.ontology import ontology
from onrecord.ledger import Ledger
from onrecord.reader.reader import Reader

FOLDER = Path(__file__).parents[1] / "gold" / "happenings"
STANCES = frozenset("asserts plans hedges denies".split())
REASONS = frozenset("source agency quoted copy edited version".split())
EXTENTS = frozenset(("whole", "part"))
ABOUT = frozenset("figure date place actor status type".split())
HOW = frozenset("conflict update correction".split())
FIELDS = {
    "story": {"id", "clusters", "joint", "origins", "disputes"},
    "cluster": {"id", "type", "mode", "gloss", "part_of", "unlike", "mentions"},
    "mention": {"report", "text", "nth", "stance"},
    "joint": {"report", "text", "nth", "clusters"},
    "origin": {"id", "name", "reports"},
    "link": {"report", "reasons", "extent"},
    "dispute": {"id", "about", "how", "cluster", "sides"},
    "side": {"value", "told"},
    "telling": {"by", "report", "text", "nth"},
}
GIVEN = {"check": (1,), "agree": (2,), "plain": (1,), "split": (1,), "digest": (0,), "score": (1, 2)}
"""How many arguments each command takes."""
PARTS = ("train", "test")
Row = dict[str, Any]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=tuple(GIVEN))
    parser.add_argument("given", nargs="*")
    args = parser.parse_args()
    if len(args.given) not in GIVEN[args.what]:
        parser.error(f"{args.what}: wrong number of arguments")
    reports, stories = read(FOLDER / "reports.jsonl"), json.loads((FOLDER / "stories.json").read_text("utf-8"))
    settled, split_path = FOLDER / "annotations.jsonl", FOLDER / "split.json"
    if args.what == "check":
        rows = [json.loads(line) for line in Path(args.given[0]).read_text("utf-8").splitlines()]
        return _tell(faults(rows, reports, stories))
    if args.what == "agree":
        texts = {id_: row["text"] for id_, row in reports.items()}
        first, second = (read(Path(name)) for name in args.given)
        print("\n".join(agreement(first, second, texts)))
        return 0
    if args.what == "split":
        return _tell(freeze(reports, stories, read(settled), int(args.given[0]), split_path))
    split = json.loads(split_path.read_text("utf-8"))
    if args.what == "plain":
        print("\n".join(plain(read(Path(args.given[0])), split)))
        return 0
    if args.what == "score":
        if args.given[0] not in PARTS:
            parser.error(f"score: no part {args.given[0]}")
        gold = {name: row for name, row in read(settled).items() if name in split[args.given[0]]}
        own = {id_: reports[id_] for name in gold for id_ in stories[name]["reports"]}
        print(json.dumps(scored(gold, own, *map(Path, args.given[1:])), indent=1))
        return 0
    held = digest(reports, stories, read(settled), split["test"]) == split["test_sha256"]
    return _tell([] if held else ["the test part is not the one that was frozen"])


def _tell(found: Iterable[str]) -> int:
    """Prints lines; 1 if there is one, else 0."""
    lines = list(found)
    print("\n".join(lines), end="\n" if lines else "")
    return bool(lines)


def read(path: Path) -> dict[str, Row]:
    """The rows of a file by id."""
    return {row["id"]: row for row in map(json.loads, path.read_text("utf-8").splitlines())}


# ------------------------------------------------------------------------------------------------------- check


def faults(rows: Sequence[Row], reports: Mapping[str, Row], stories: Mapping[str, Row]) -> Iterator[str]:
    """What is wrong in the rows of a file of annotations, a line each."""
    names = [row["id"] for row in rows]
    yield from (f"{name}: missing" for name in stories if name not in names)
    yield from (f"{name}: no such story, or twice" for name in names if name not in stories or names.count(name) > 1)
    ids = Counter(entry["id"] for row in rows for what in ("clusters", "origins", "disputes") for entry in row[what])
    yield from (f"{id_}: the id is there {n} times" for id_, n in ids.items() if n > 1)
    for row in rows:
        if row["id"] in stories:
            story = _Story(row, reports, stories[row["id"]]["reports"])
            yield from (f"{row['id']}: {fault}" for fault in story.faults())


class _Story:
    """The annotations of one story, and the reports that belong to it."""

    def __init__(self, row: Row, reports: Mapping[str, Row], own: Sequence[str]) -> None:
        self.row = row
        self.texts = {id_: reports[id_]["text"] for id_ in own}
        self.clusters = {cluster["id"]: cluster for cluster in row["clusters"]}
        self.taken: dict[str, list[Interval]] = defaultdict(list)

    def faults(self) -> Iterator[str]:
        """What is wrong in it."""
        yield from fields("story", self.row)
        for cluster in self.row["clusters"]:
            yield from (f"{cluster['id']}: {fault}" for fault in self._cluster(cluster))
        for told in self.row["joint"]:
            yield from fields("joint", told)
            yield from self._words(told, alone=True)
            if len(set(told["clusters"]) & self.clusters.keys()) != len(told["clusters"]) or len(told["clusters"]) < 2:
                yield f"{told['text']}: not two or more clusters of the story"
        for origin in self.row["origins"]:
            yield from (f"{origin['id']}: {fault}" for fault in self._origin(origin))
        every = [link for origin in self.row["origins"] for link in origin["reports"]]
        whole = Counter(link["report"] for link in every if link["extent"] == "whole")
        yield from (f"{id_}: whole of more than one origin" for id_, n in whole.items() if n > 1)
        for dispute in self.row["disputes"]:
            yield from (f"{dispute['id']}: {fault}" for fault in self._dispute(dispute))

    def _cluster(self, cluster: Row) -> Iterator[str]:
        yield from fields("cluster", cluster)
        kind = ontology().types.get(cluster["type"])
        if kind is None:
            yield f"unknown type {cluster['type']}"
        elif cluster["mode"] is not None and cluster["mode"] not in kind.modes:
            yield f"{cluster['type']} has no mode {cluster['mode']}"
        if not cluster["mentions"]:
            yield "no mention"
        others = self.clusters.keys() - {cluster["id"]}
        if cluster["part_of"] is not None and cluster["part_of"] not in others:
            yield f"part of {cluster['part_of']}, which is no other cluster"
        for other in cluster["unlike"]:
            if other not in others or cluster["id"] not in self.clusters[other]["unlike"]:
                yield f"unlike {other}, which is no other cluster or does not say so too"
        for mention in cluster["mentions"]:
            yield from fields("mention", mention)
            yield from self._words(mention, alone=True)
            if mention["stance"] not in STANCES:
                yield f"stance {mention['stance']!r}"

    def _origin(self, origin: Row) -> Iterator[str]:
        yield from fields("origin", origin)
        for link in origin["reports"]:
            yield from fields("link", link)
            if link["report"] not in self.texts:
                yield f"{link['report']}: no report of the story"
            if not link["reasons"] or not set(link["reasons"]) <= REASONS or link["extent"] not in EXTENTS:
                yield f"{link['report']}: reasons {link['reasons']}, extent {link['extent']!r}"
        if len({link["report"] for link in origin["reports"]}) != len(origin["reports"]):
            yield "a report is there twice"

    def _dispute(self, dispute: Row) -> Iterator[str]:
        yield from fields("dispute", dispute)
        if dispute["about"] not in ABOUT or dispute["how"] not in HOW:
            yield f"about {dispute['about']!r}, how {dispute['how']!r}"
        if dispute["cluster"] not in self.clusters:
            yield f"cluster {dispute['cluster']!r}"
        if len({side["value"] for side in dispute["sides"]}) < 2:
            yield "fewer than two sides"
        for side in dispute["sides"]:
            yield from fields("side", side)
            for told in side["told"]:
                yield from fields("telling", told)
                yield from self._words(told)
            if not side["told"]:
                yield f"nobody tells {side['value']}"

    def _words(self, entry: Row, alone: bool = False) -> Iterator[str]:
        """What is wrong with the words of an entry; those that must stand alone are put among the taken ones."""
        span = locate(self.texts.get(entry["report"], ""), entry["text"], entry["nth"])
        if span is None:
            yield f"{entry['text']} ({entry['nth']}): not in {entry['report']}"
        elif alone:
            if any(joint(span, other) for other in self.taken[entry["report"]]):
                yield f"{entry['text']} ({entry['nth']}) in {entry['report']}: these words are a mention already"
            self.taken[entry["report"]].append(span)


def fields(what: str, entry: Row) -> Iterator[str]:
    """That an entry has other fields than its kind has."""
    if entry.keys() != FIELDS[what]:
        yield f"missing or unknown fields of a {what}: {' '.join(sorted(entry.keys() ^ FIELDS[what]))}"


# ------------------------------------------------------------------------------------------------------- agree


def agreement(first: Mapping[str, Row], second: Mapping[str, Row], texts: Mapping[str, str]) -> Iterator[str]:
    """How far two files agree."""
    sides = [mentions(rows, texts) for rows in (first, second)]
    shared = paired(*sides)
    yield f"mentions: {len(sides[0])} and {len(sides[1])}, {len(shared)} shared, {_f1(len(shared), *map(len, sides))}"
    homes = [{spot: cluster["id"] for spot, (cluster, _) in side.items()} for side in sides]
    renamed = {shared.get(spot, ("second", spot)): home for spot, home in homes[1].items()}
    yield f"happenings, B-cubed: {_b3(homes[0], renamed)}"
    both = set(shared.values())
    alone = [{spot: home for spot, home in side.items() if spot in both} for side in (homes[0], renamed)]
    yield f"  on shared mentions: {_b3(*alone)}"
    pairs = [(sides[0][mine], sides[1][yours]) for yours, mine in shared.items()]
    for field in ("type", "mode"):
        yield f"  {field}: {_share(a[0][field] == b[0][field] for a, b in pairs)}"
    yield f"  stance: {_share(a[1]['stance'] == b[1]['stance'] for a, b in pairs)}"
    yield f"origins of whole reports, B-cubed: {_b3(*(origins(rows, texts) for rows in (first, second)))}"
    for name, found in (("links to an origin in part", links), ("values in dispute", values)):
        one, other = found(first, texts), found(second, texts)
        yield f"{name}: {len(one)} and {len(other)}, {_f1(len(one & other), len(one), len(other))}"


def links(rows: Mapping[str, Row], _: Mapping[str, str]) -> set[tuple[str, str]]:
    """Each report that comes in part from an origin, with every other report of that origin."""
    return {
        (link["report"], other["report"])
        for row in rows.values()
        for origin in row["origins"]
        for link in origin["reports"]
        for other in origin["reports"]
        if link["extent"] == "part" and link is not other
    }


def values(rows: Mapping[str, Row], texts: Mapping[str, str]) -> set[tuple[str, str, Interval | None]]:
    """What is in dispute, and where its values stand."""
    return {
        (dispute["about"], told["report"], locate(texts[told["report"]], told["text"], told["nth"]))
        for row in rows.values()
        for dispute in row["disputes"]
        for side in dispute["sides"]
        for told in side["told"]
    }


def _b3(key: Mapping[Any, Hashable], response: Mapping[Any, Hashable]) -> str:
    return "P {:.3f} R {:.3f} F1 {:.3f}".format(*b_cubed(key, response))


def _f1(both: int, one: int, other: int) -> str:
    return f"F1 {2 * both / (one + other) if one + other else 1.0:.3f}"


def _share(same: Iterator[bool]) -> str:
    asked = list(same)
    return f"{sum(asked)} of {len(asked)}, {sum(asked) / max(len(asked), 1):.3f}"


# ------------------------------------------------------------------------------------------------------- plain rules

PLAIN: dict[str, Callable[[Row, Row], Hashable]] = {
    "every mention alone": lambda cluster, mention: tuple(mention.values()),
    "one type, one report": lambda cluster, mention: (cluster["type"], mention["report"]),
    "one type": lambda cluster, mention: cluster["type"],
    "one type and mode": lambda cluster, mention: (cluster["type"], cluster["mode"]),
    "one type and the same words": lambda cluster, mention: (cluster["type"], mention["text"].lower()),
}
"""By what a plain rule joins mentions of one story."""


def plain(rows: Mapping[str, Row], split: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """B-cubed of plain rules over the mentions of a file, on each half."""
    for part in ("train", "test"):
        every = [(name, c, m) for name in split[part] for c in rows[name]["clusters"] for m in c["mentions"]]
        key = dict(enumerate(c["id"] for _, c, _ in every))
        for rule, of in PLAIN.items():
            yield f"{part}, {rule}: {_b3(key, dict(enumerate((name, of(c, m)) for name, c, m in every)))}"


# ------------------------------------------------------------------------------------------------------- score


def scored(gold: Mapping[str, Row], reports: Mapping[str, Row], kept: Path | None = None) -> Row:
    """The figures of a ledger on some stories: one that is given, or one that is made here by reading their reports.

    Raises:
        KeyError: the given ledger lacks one of the reports.
    """
    texts = {id_: row["text"] for id_, row in reports.items()}
    if kept is not None:
        with Ledger.open(kept, readonly=True) as ledger:
            return score_happenings(gold, texts, from_ledger(ledger, texts))
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "reports.jsonl"
        source.write_text("".join(json.dumps(row) + "\n" for row in reports.values()), encoding="utf-8")
        with Ledger.open(Path(folder) / "made.onrecord", create=True) as ledger:
            given = [one for one in read_inputs([str(source)], Options()) if isinstance(one, Given)]
            readings = Reader().read_all((one.report, one.warnings) for one in given)
            ledger.add_batch(zip(given, readings, strict=True))
            return score_happenings(gold, texts, from_ledger(ledger, texts))


# ------------------------------------------------------------------------------------------------------- halves


def halves(stories: Mapping[str, Row], seed: int) -> tuple[list[str], list[str]]:
    """The stories for training and for testing; those of real and of invented events are halved each for themselves."""
    drawn, train, test = random.Random(seed), [], []
    for basis in ("real", "fictional"):
        names = sorted(name for name, story in stories.items() if story["basis"] == basis)
        drawn.shuffle(names)
        train += names[: len(names) // 2]
        test += names[len(names) // 2 :]
    return train, test


def digest(
    reports: Mapping[str, Row], stories: Mapping[str, Row], rows: Mapping[str, Row], names: Sequence[str]
) -> str:
    """SHA-256 over the reports of some stories and their annotations."""
    return sealed(
        {"annotations": rows[name], "reports": [reports[id_] for id_ in stories[name]["reports"]]}
        for name in sorted(names)
    )


def freeze(
    reports: Mapping[str, Row], stories: Mapping[str, Row], rows: Mapping[str, Row], seed: int, path: Path
) -> Iterator[str]:
    """Writes the halves and the digest of the test part; a line where they are there already."""
    if path.exists():
        yield f"{path} is there already"
        return
    train, test = halves(stories, seed)
    held = {"seed": seed, "train": train, "test": test, "test_sha256": digest(reports, stories, rows, test)}
    path.write_text(json.dumps(held) + "\n", encoding="utf-8")


if __name__ == "__main__":
    raise SystemExit(main())
