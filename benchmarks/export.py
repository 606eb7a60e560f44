"""How fast each format leaves a ledger, and in how much memory: each in a process of its own.

    python benchmarks/export.py LEDGER [FORMAT ...] [--folder DIR]    all formats where none is named

A file is written to a pipe and counted; what is several files is written as a folder under DIR and deleted again.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from onrecord.export import FORMATS, load
from onrecord.ledger import Ledger

PIECE = 1 << 20
say = sys.stdout.write


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("ledger", type=Path)
    asked.add_argument("formats", nargs="*")
    asked.add_argument("--folder", type=Path)
    told = asked.parse_args()
    with Ledger.open(told.ledger, readonly=True) as ledger:
        reports = ledger.coverage().read
    say(f"{'format':16} {'seconds':>8} {'cpu':>8} {'reports/s':>10} {'MB out':>9} {'peak MB':>8}\n")
    for name in told.formats or FORMATS:
        one(told.ledger, name, reports, told.folder)


def one(ledger: Path, name: str, reports: int, folder: Path | None) -> None:
    """Measures one format, in a process that measures its only child."""
    code = "import sys; sys.path.insert(0, sys.argv[1]); import export; export.measure(*sys.argv[2:])"
    where = str(folder or "")
    subprocess.run(
        [sys.executable, "-c", code, str(Path(__file__).parent), str(ledger), name, str(reports), where], check=True
    )


def measure(ledger: str, name: str, reports: str, folder: str) -> None:
    """Runs the command and prints a line."""
    command = [sys.executable, "-m", "onrecord.cli", "export", ledger, "--format", name]
    start = time.perf_counter()
    if load(name).folder:
        size = _folder(command, folder or None)
    else:
        size = _pipe(command)
    spent = time.perf_counter() - start
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu, peak = used.ru_utime + used.ru_stime, used.ru_maxrss / 1024
    say(f"{name:16} {spent:8.1f} {cpu:8.1f} {int(reports) / spent:10,.0f} {size / 1e6:9,.0f} {peak:8,.0f}\n")
    sys.stdout.flush()


def _pipe(command: list[str]) -> int:
    size = 0
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as child:
        assert child.stdout is not None
        while piece := child.stdout.read(PIECE):
            size += len(piece)
    if child.returncode:
        raise SystemExit(f"{' '.join(command)} failed")
    return size


def _folder(command: list[str], folder: str | None) -> int:
    with tempfile.TemporaryDirectory(dir=folder) as made:
        out = Path(made) / "out"
        subprocess.run([*command, "-o", str(out)], check=True, stderr=subprocess.DEVNULL)
        size = sum(path.stat().st_size for path in out.rglob("*") if path.is_file())
        shutil.rmtree(out)
    return size


if __name__ == "__main__":
    main()
