"""How long the gazetteer's index and the registry take to open, and how much memory they add.

    python benchmarks/opening.py [--rounds 5]

Each round is a process of its own that opens the index, which is built before if there is none yet, makes the registry
with its table of names, and looks up one place and one actor. Prints the least, median and greatest time in
milliseconds and the memory added (resident set, in MiB). The command fails where the median is over 300 ms, or the
memory over 150 MiB, which is what the two may cost.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys

MOST_MS, MOST_MIB = 300.0, 150.0
ROUND = """
import json, time
from pathlib import Path
import onrecord.knowledge.gazetteer as places, onrecord.knowledge.registry as actors

def resident():
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024

before, start = resident(), time.perf_counter()
assert places.gazetteer().find("Khan Younis")
opened = time.perf_counter()
assert actors.registry().exactly("Hezbollah")
end = time.perf_counter()
print(json.dumps([1000 * (opened - start), 1000 * (end - opened), resident() - before]))
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5, help="processes that are timed (default: 5)")
    rounds = parser.parse_args().rounds
    once()
    found = [once() for _ in range(rounds)]
    index, registry = ([row[i] for row in found] for i in (0, 1))
    both, memory = [a + b for a, b, _ in found], max(row[2] for row in found)
    for name, times in (("index", index), ("registry", registry), ("both", both)):
        print(f"{name:9} {min(times):7.1f} {statistics.median(times):7.1f} {max(times):7.1f} ms")
    print(f"memory    {memory:7.1f} MiB")
    return int(statistics.median(both) > MOST_MS or memory > MOST_MIB)


def once() -> list[float]:
    """Milliseconds for the index and for the registry, and MiB for both, in a new process."""
    done = subprocess.run([sys.executable, "-c", ROUND], check=True, capture_output=True, text=True)
    return [float(value) for value in json.loads(done.stdout)]


if __name__ == "__main__":
    sys.exit(main())
