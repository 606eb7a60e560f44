"""Whether a ledger answers as fast with many decisions as without, and how long a decision takes.

    python benchmarks/ledger.py fill FILE --reports 20000
    python benchmarks/decisions.py FILE [--decisions 1000] [--verify]

Makes the decisions on a copy of FILE: on rows drawn with a seeded random generator (two fifths accepted, two fifths
corrected, a fifth rejected), mergers of rare actors with one of many reports, and a mark on an outlet. Asks FILE and
the copy the questions of benchmarks/ledger.py in turns, then merges two actors of many reports and undoes that. Prints
the milliseconds of the processor for each kind of decision, and for each question without decisions and with them.
"""

from __future__ import annotations

import argparse
import random
import shutil
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from ledger import questions

from onrecord.ledger import Ledger, verify

WHO = {"by": "A tester", "why": "To measure."}
MERGERS = 20
ROUNDS = 15
say = sys.stdout.write


def decide(ledger: Ledger, number: int) -> Mapping[str, list[float]]:
    """Makes decisions; the milliseconds of each, by kind."""
    draw = random.Random(6)
    rows = [row["row"] for row in ledger.rows("SELECT row FROM events UNION ALL SELECT row FROM claims")]
    publisher = ledger.rows("SELECT publisher FROM report_versions WHERE publisher IS NOT NULL ORDER BY id LIMIT 1")
    steps = [("mark", publisher[0][0]), *(("merge", actor) for actor in _rare(ledger))]
    kinds = ("accept", "correct", "reject", "accept", "correct")
    chosen = draw.sample(rows, number - len(steps))
    steps += [(kinds[n % len(kinds)], row) for n, row in enumerate(chosen)]
    spent: dict[str, list[float]] = defaultdict(list)
    for kind, target in steps:
        spent[kind].append(_timed(lambda kind=kind, target=target: _one(ledger, kind, target)))
    return spent


def _one(ledger: Ledger, kind: str, target: str) -> None:
    if kind == "mark":
        ledger.mark(target, "state media", **WHO)
    elif kind == "merge":
        ledger.merge(["iran", target], **WHO)
    elif kind == "correct":
        ledger.correct(target, {"certainty": "PS-"}, **WHO)
    else:
        (ledger.accept if kind == "accept" else ledger.reject)(target, **WHO)


def frequent(ledger: Ledger) -> Mapping[str, list[float]]:
    """Merges an actor of many reports into another, and undoes it; the milliseconds."""
    one, other = (row[0] for row in ledger.rows(f"{_TIMES} DESC, actor LIMIT 2"))
    merged = _timed(lambda: ledger.merge([one, other], **WHO))
    last = ledger.decisions()[-1].id
    return {"merge, frequent": [merged], "undo of it": [_timed(lambda: ledger.undo(last, **WHO))]}


def _rare(ledger: Ledger) -> list[str]:
    """Actors of few reports, to be merged with one of many."""
    return [row[0] for row in ledger.rows(f"{_TIMES}, actor LIMIT ?", (MERGERS,))]


def _timed(step: Callable[[], object]) -> float:
    """Milliseconds of the processor: so what else runs does not count."""
    start = time.process_time()
    step()
    return (time.process_time() - start) * 1000


def _compared(plain: Ledger, decided: Ledger, rounds: int) -> dict[str, tuple[float, float]]:
    """Milliseconds of the processor for each question to both, asked in turns: so what else runs slows both."""
    found = {}
    asked = questions(decided)
    for name, question in questions(plain).items():
        times: tuple[list[float], list[float]] = ([], [])
        for n in range(rounds + 1):
            for spent, ask in zip(times, (question, asked[name]), strict=True):
                start = time.process_time()
                ask()
                if n:
                    spent.append((time.process_time() - start) * 1000)
        found[name] = statistics.median(times[0]), statistics.median(times[1])
    return found


_TIMES = "SELECT actor FROM actor_rows WHERE actor NOT LIKE 'report:%' GROUP BY actor ORDER BY count(*)"


def main() -> None:
    """Does what the command line says."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--decisions", type=int, default=1_000)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--verify", action="store_true", help="check the ledger at the end")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=given.file.parent) as folder:
        path = Path(folder) / "decided.onrecord"
        shutil.copy(given.file, path)
        with Ledger.open(path) as ledger:
            spent = dict(decide(ledger, given.decisions))
        with Ledger.open(given.file, readonly=True) as plain, Ledger.open(path) as ledger:
            compared = _compared(plain, ledger, given.rounds)
            spent |= frequent(ledger)
            spent["catching up with it"] = [_timed(lambda: list(ledger.catch_up()))]
            for kind, times in spent.items():
                say(f"{len(times):6,} {kind:20} median {statistics.median(times):8.1f} ms, most {max(times):8.1f} ms\n")
            say(f"{'question':32} {'without':>8} {'with':>8}  ms\n")
            for name, (before, after) in compared.items():
                say(f"{name:32} {before:8.1f} {after:8.1f} {after / before - 1:+7.0%}\n")
            if given.verify:
                seconds = _timed(lambda: say(f"verify: {len(verify(ledger))} problems\n")) / 1000
                say(f"verify took {seconds:.1f} s\n")


if __name__ == "__main__":
    main()
