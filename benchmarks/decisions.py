"""Whether a ledger answers as fast with many decisions as without.

    python benchmarks/decisions.py [--reports 10000] [--decisions 1000]

Fills the ledger of benchmarks/ledger.py, asks its questions, makes the decisions (on rows drawn with a seeded random
generator: two fifths accepted, two fifths corrected, a fifth rejected; besides, mergers of rare actors, and a mark on
an outlet), and asks again. Prints the milliseconds a decision takes, and of each question the median before and after.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path

from ledger import OUTLETS, fill, measure, questions

from onrecord.ledger import Ledger, verify

WHO = {"by": "A tester", "why": "To measure."}
MERGERS = 20


def decide(ledger: Ledger, number: int) -> list[float]:
    """Makes decisions; the milliseconds of each."""
    draw = random.Random(6)
    rows = [row["row"] for row in ledger.rows("SELECT row FROM events UNION ALL SELECT row FROM claims")]
    steps = [("mark", OUTLETS[0])]
    steps += [("merge", actor) for actor in _rare(ledger)]
    kinds = ("accept", "correct", "reject", "accept", "correct")
    chosen = draw.sample(rows, number - len(steps))
    steps += [(kinds[n % len(kinds)], row) for n, row in enumerate(chosen)]
    spent = []
    for kind, target in steps:
        start = time.perf_counter()
        if kind == "mark":
            ledger.mark(target, "state media", **WHO)
        elif kind == "merge":
            ledger.merge(["iran", target], **WHO)
        elif kind == "correct":
            ledger.correct(target, {"certainty": "PS-"}, **WHO)
        else:
            (ledger.accept if kind == "accept" else ledger.reject)(target, **WHO)
        spent.append((time.perf_counter() - start) * 1000)
    return spent


def _rare(ledger: Ledger) -> list[str]:
    """Actors of few reports, to be merged with one of many."""
    sql = "SELECT actor FROM actor_rows WHERE actor LIKE 'ledger:%' GROUP BY actor ORDER BY count(*), actor LIMIT ?"
    return [row[0] for row in ledger.rows(sql, (MERGERS,))]


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--reports", type=int, default=10_000)
    parser.add_argument("--decisions", type=int, default=1_000)
    parser.add_argument("--verify", action="store_true", help="check the ledger at the end")
    parser.add_argument("--keep", type=Path, help="leave the ledger here; one that is there is filled up")
    given = parser.parse_args()
    write = sys.stdout.write
    with tempfile.TemporaryDirectory() as folder:
        path = given.keep or Path(folder) / "benchmark.onrecord"
        with Ledger.open(path, create=True) as ledger:
            write(f"{given.reports:,} reports added in {fill(ledger, given.reports):.1f} s\n")
            before = {name: measure(question)[1] for name, question in questions(ledger).items()}
            spent = decide(ledger, given.decisions)
            write(
                f"{len(spent):,} decisions in {sum(spent) / 1000:.1f} s: median {statistics.median(spent):.1f} ms,"
                f" most {max(spent):.0f} ms\n"
            )
            write(f"{'question':32} {'before':>8} {'after':>8}  ms\n")
            for name, question in questions(ledger).items():
                write(f"{name:32} {before[name]:8.1f} {measure(question)[1]:8.1f}\n")
            if given.verify:
                start = time.perf_counter()
                write(f"verify: {len(verify(ledger))} problems, {time.perf_counter() - start:.1f} s\n")


if __name__ == "__main__":
    main()
