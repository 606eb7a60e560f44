"""Fills a ledger with planted reports, and measures what it finds of what was planted, and how fast it answers.

    python benchmarks/ledger.py fill FILE [--reports 100000] [--claims 5]    beside it FILE.truth.jsonl
    python benchmarks/ledger.py score FILE      precision and recall of origins, disputes and changes of ties
    python benchmarks/ledger.py time FILE       seconds and memory of every command, as a process of its own
    python benchmarks/ledger.py ask FILE        milliseconds of every question in one process
    python benchmarks/ledger.py more FILE       seconds to add 1,000 further readings (the file grows by them)

What is planted is told in planted.py. Scores count pairs of reports of one story; disputes, where a found one is right
if it holds two of the reports that a planted one names; and changes of a tie, found in the quarter of its day.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from itertools import combinations
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

import msgspec
from planted import DAYS, FIRST_DAY, Truth, planted

from onrecord.analyse import account, disputes, network
from onrecord.analyse.origins import origins
from onrecord.analyse.tellings import Asked, edges
from onrecord.analyse.word import Word
from onrecord.ingest.given import Given
from onrecord.ledger import Ledger

ROUNDS = 5
MORE = 1000
BATCH = 32
"""Reports that `onrecord add` writes in one transaction."""
ON, SINCE = "2013-06-30", "2013-01-01"
ACTOR = "Harbour Front"
QUARTER = 90
Counts = tuple[int, int, int]
"""How many were planted, found, and found that were planted."""
say = sys.stdout.write


def fill(path: Path, reports: int, claims: int) -> None:
    """Makes the ledger and the truth beside it."""
    if path.exists():
        raise SystemExit(f"{path} is there already")
    spent = cpu = 0.0
    rows = Counter[str]()
    done = 0
    with Ledger.open(path, create=True) as ledger, _truth_of(path).open("w", encoding="utf-8") as truth:
        for made, told in planted(reports, claims=claims):
            start, used = time.perf_counter(), time.process_time()
            ledger.add_batch(made)
            spent += time.perf_counter() - start
            cpu += time.process_time() - used
            truth.writelines(json.dumps(one) + "\n" for one in told)
            for _, reading in made:
                rows.update({name: len(getattr(reading, name)) for name in SECTIONS})
            done += len(made)
            if done % 5000 == 0:
                say(f"  {done:,} reports in {spent:,.0f} s, of which {cpu:,.0f} s of the processor\n")
                sys.stdout.flush()
    told_rows = ", ".join(f"{number:,} {name}" for name, number in rows.items())
    say(f"{reports:,} reports, {sum(rows.values()):,} rows ({told_rows})\n")
    say(f"added in {spent:,.0f} s ({cpu:,.0f} s of the processor), {path.stat().st_size / 1e6:,.0f} MB, ")
    say(f"{_peak():,.0f} MB of memory\n")


SECTIONS = ("mentions", "attributions", "predicates", "events", "relations", "figures", "times", "places")


def more(path: Path) -> None:
    """Adds further readings: half by a newer reader, of reports that are there; half of new reports."""
    fresh = [item for made, _ in planted(MORE // 2, seed=time.time_ns()) for item in made]
    with Ledger.open(path) as ledger:
        known = [row[0] for row in ledger.rows("SELECT id FROM report_rows ORDER BY id LIMIT ?", (MORE // 2,))]
        newer = [
            (
                Given(reading.report, ledger.original(report), "text/plain"),
                msgspec.structs.replace(reading, reader=f"benchmark {time.time_ns()}"),
            )
            for report in known
            for reading in [ledger.reading(report)]
        ]
        items = newer + fresh
        start, used = time.perf_counter(), time.process_time()
        steps = Counter(step for at in range(0, len(items), BATCH) for step in ledger.add_batch(items[at : at + BATCH]))
        spent, cpu = time.perf_counter() - start, time.process_time() - used
    told = ", ".join(f"{number:,} {step}" for step, number in steps.items())
    say(f"{len(items):,} further readings ({told}) added in {spent:.1f} s ({cpu:.1f} s of the processor)")
    say(f", {_peak():,.0f} MB of memory\n")


# -- what is found of what was planted --------------------------------------------------------------------------------


def score(path: Path) -> None:
    """Prints precision and recall."""
    truth = _truth(path)
    with Ledger.open(path, readonly=True) as ledger:
        _print("origins (pairs of reports)", *_pairs(ledger, truth))
        for kind, counts in _disputes(ledger, truth).items():
            _print(f"disputes: {kind}", *counts)
        for change, counts in _changes(ledger, truth).items():
            _print(f"changes: {change}", *counts)


def _print(name: str, planted: int, found: int, right: int) -> None:
    precision = f"{right / found:.3f}" if found else "   - "
    recall = f"{right / planted:.3f}" if planted else "   - "
    say(f"{name:32} planted {planted:8,}  found {found:8,}  precision {precision}  recall {recall}\n")


def _pairs(ledger: Ledger, truth: Iterable[Truth]) -> Counts:
    wanted = {pair for one in _of(truth, "story") for pair in combinations(sorted(one["reports"]), 2)}
    stories: dict[str, list[str]] = defaultdict(list)
    for row in ledger.rows("SELECT report, lead FROM report_origins"):
        stories[row["lead"]].append(row["report"])
    found = {pair for story in stories.values() for pair in combinations(sorted(story), 2)}
    return len(wanted), len(found), len(wanted & found)


def _disputes(ledger: Ledger, truth: Iterable[Truth]) -> dict[str, Counts]:
    planted = _of(truth, "dispute")
    of: dict[str, set[int]] = defaultdict(set)
    for n, one in enumerate(planted):
        for report in one["reports"]:
            of[report].add(n)
    counts = {kind: [0, 0, 0] for kind in dict.fromkeys(one["kind"] for one in planted)}
    for one in planted:
        counts[one["kind"]][0] += 1
    seen = set[int]()
    for found in disputes(ledger, limit=1_000_000).rows:
        kind = found.kind
        reports = {saying.row.split(":")[0] for side in found.sides for saying in side.told}
        told = Counter(n for report in reports for n in of[report])
        right = [n for n, times in told.items() if times >= 2 and planted[n]["kind"] == kind and n not in seen]
        seen.update(right[:1])
        counts.setdefault(kind, [0, 0, 0])[1] += 1
        counts[kind][2] += bool(right)
    return {kind: (one[0], one[1], one[2]) for kind, one in counts.items()}


def _changes(ledger: Ledger, truth: Iterable[Truth]) -> dict[str, Counts]:
    wanted: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    found: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    quarters = list(_quarters())
    for one in _of(truth, "change"):
        for since, on in quarters:
            if since < one["day"] <= on:
                wanted[one["change"]].add((since, one["subject"], one["type"], one["object"]))
    for since, on in quarters:
        for changed in network(ledger, on, since, limit=1_000_000).changes:
            tie = changed.tie
            found[changed.change].add((since, tie.subject.name, tie.type, tie.object.name))
    return {name: (len(wanted[name]), len(found[name]), len(wanted[name] & found[name])) for name in wanted}


def _quarters() -> Iterator[tuple[str, str]]:
    for n in range(-1, (DAYS + 600) // QUARTER + 2):
        first = FIRST_DAY + timedelta(days=n * QUARTER)
        yield first.isoformat(), (first + timedelta(days=QUARTER)).isoformat()


def _of(truth: Iterable[Truth], what: str) -> list[dict[str, Any]]:
    return [one for one in truth if one["what"] == what]


def _truth(path: Path) -> list[Truth]:
    with _truth_of(path).open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def _truth_of(path: Path) -> Path:
    return path.with_name(f"{path.name}.truth.jsonl")


# -- how fast ---------------------------------------------------------------------------------------------------------


def questions(ledger: Ledger) -> dict[str, Callable[[], object]]:
    """What `ask` asks."""
    return {
        "search, two words": lambda: ledger.search("shelled harbour"),
        "search, a word in every report": lambda: ledger.search("people"),
        "search, a name": lambda: ledger.search('"Mona Adel"'),
        "claims": ledger.claims,
        "claims, speaker": lambda: ledger.claims(speaker="Mona Adel"),
        "claims, about, from, to": lambda: ledger.claims(about="iran", start="2013-06-01", end="2013-06-30"),
        "claims, kind": lambda: ledger.claims(kind="speech"),
        "happenings": ledger.happenings,
        "happenings, actor": lambda: ledger.happenings(actor="Harbour Front"),
        "happenings, two origins": lambda: ledger.happenings(min_origins=2),
        "events": ledger.events,
        "events, actor": lambda: ledger.events(actor=ACTOR),
        "events, type, from, to": lambda: ledger.events(type="ASSAULT", start="2013-06-01", end="2013-06-30"),
        "events, status": lambda: ledger.events(status="planned"),
        "events, two origins": lambda: ledger.events(min_origins=2),
        "timeline, actor": lambda: ledger.timeline(actor="iran"),
        "network": lambda: network(ledger, ON),
        "network, since": lambda: network(ledger, ON, SINCE),
        "edges": lambda: edges(ledger, Asked(Word()), ON),
        "origins": lambda: origins(ledger),
        "actor": lambda: ledger.actor(ACTOR),
        "reports": ledger.reports,
        "coverage": ledger.coverage,
        "disputes": lambda: disputes(ledger),
        "account": lambda: account(ledger),
    }


def ask(path: Path, rounds: int) -> None:
    """Prints the milliseconds of each question: the first time, the median of some rounds, and of the processor."""
    say(f"{'question':32} {'first':>8} {'median':>8} {'processor':>10}  ms\n")
    with Ledger.open(path, readonly=True) as ledger:
        for name, question in questions(ledger).items():
            times, used = [], []
            for _ in range(rounds + 1):
                start, cpu = time.perf_counter(), time.process_time()
                question()
                times.append((time.perf_counter() - start) * 1000)
                used.append((time.process_time() - cpu) * 1000)
            median = statistics.median(times[1:])
            say(f"{name:32} {times[0]:8.1f} {median:8.1f} {statistics.median(used[1:]):10.1f}\n")
            sys.stdout.flush()
    say(f"{_peak():,.0f} MB of memory\n")


def commands(path: Path) -> dict[str, list[str]]:
    """What `time` runs: each list with as many rows as a terminal shows."""
    ledger = str(path)
    with Ledger.open(path, readonly=True) as opened:
        report = opened.rows("SELECT report FROM current_readings LIMIT 1 OFFSET 500")[0][0]
    asked = {
        "search": ["search", ledger, "shelled harbour"],
        "search, common": ["search", ledger, "people"],
        "claims": ["claims", ledger],
        "claims, speaker": ["claims", ledger, "--speaker", "Mona Adel"],
        "claims, about, days": ["claims", ledger, "--about", "iran", "--from", "2013-06-01", "--to", "2013-06-30"],
        "events": ["events", ledger],
        "events, actor": ["events", ledger, "--actor", ACTOR],
        "events, type, days": ["events", ledger, "--type", "ASSAULT", "--from", "2013-06-01", "--to", "2013-06-30"],
        "events, two origins": ["events", ledger, "--min-origins", "2"],
        "timeline": ["timeline", ledger, "--actor", "iran"],
        "network": ["network", ledger, "--on", ON],
        "network, since": ["network", ledger, "--on", ON, "--since", SINCE],
        "disputes": ["disputes", ledger],
        "origins": ["origins", ledger],
        "dossier": ["dossier", ledger, ACTOR],
        "dossier of a pair": ["dossier", ledger, ACTOR, "--with", "iran"],
    }
    return {name: [*arguments, "--limit", "100"] for name, arguments in asked.items()} | {
        "show": ["show", ledger, report],
        "actor": ["actor", ACTOR, "--ledger", ledger],
        "decide, list": ["decide", ledger],
    }


def measured(path: Path, rounds: int) -> None:
    """Prints for each command the seconds with the file out of memory, then in it, of the processor, and the memory."""
    say(f"{'command':24} {'cold':>7} {'warm':>7} {'processor':>10}  s {'memory':>8} MB\n")
    for name, arguments in commands(path).items():
        _forget(path)
        cold = _run(arguments)
        warm = [_run(arguments) for _ in range(rounds)]
        wall, cpu = (statistics.median(one[n] for one in warm) for n in (0, 1))
        memory = max(one[2] for one in [cold, *warm])
        say(f"{name:24} {cold[0]:7.2f} {wall:7.2f} {cpu:10.2f}    {memory:8,.0f}\n")
        sys.stdout.flush()


def _run(arguments: list[str]) -> tuple[float, float, float]:
    """Seconds, seconds of the processor, and MB of memory of a command.

    Raises:
        RuntimeError: it failed.
    """
    start = time.perf_counter()
    command = [sys.executable, "-m", "onrecord.cli", *arguments]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert process.stderr is not None
    said = process.stderr.read()
    _, status, used = os.wait4(process.pid, 0)
    spent = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"onrecord {' '.join(arguments)}: {said.decode()}")
    return spent, used.ru_utime + used.ru_stime, used.ru_maxrss / 1000


def _forget(path: Path) -> None:
    """Has the system drop the file's pages from memory."""
    if hasattr(os, "posix_fadvise"):
        with path.open("rb") as file:
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


def main() -> None:
    """Does what the command line says."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("what", choices=("fill", "score", "time", "ask", "more"))
    parser.add_argument("file", type=Path)
    parser.add_argument("--reports", type=int, default=100_000)
    parser.add_argument("--claims", type=int, default=5, help="claims of each report beside what is planted")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    given = parser.parse_args()
    if given.what == "fill":
        fill(given.file, given.reports, given.claims)
    elif given.what == "more":
        more(given.file)
    elif given.what == "score":
        score(given.file)
    elif given.what == "ask":
        ask(given.file, given.rounds)
    else:
        measured(given.file, given.rounds)


if __name__ == "__main__":
    main()
