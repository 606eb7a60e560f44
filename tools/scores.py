"""Measures the reader on every development set and writes docs/scores.json and the table in docs/scores.md.

    python tools/scores.py DATA [SET ...]     DATA is the folder with the sets; without SET all of them

`--table` writes the table again from docs/scores.json and measures nothing; `--floors` pins what was measured in
floors.tsv, and refuses to lower a floor.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from datetime import date
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from onrecord.evaluate.floors import floors
from onrecord.evaluate.sets import HERE, DevSet, dev_sets, digest, figure, find, measure
from onrecord.reader.reader import version

DOCS = Path(__file__).parents[1] / "docs"
START, END = "<!-- scores: written by tools/scores.py -->", "<!-- end of scores -->"
ERRORS = {"mae", "date.wrong"}
"""Figures where less is better: their floor is a ceiling."""


def job(task: tuple[Path, DevSet]) -> tuple[str, dict[str, Any]]:
    data, dev = task
    return dev.name, {"digest": digest(data, dev), "every": dev.every, "figures": measure(data, dev)}


def measured(data: Path, names: list[str], workers: int) -> dict[str, Any]:
    path = DOCS / "scores.json"
    kept = json.loads(path.read_text(encoding="utf-8"))["sets"] if path.is_file() and names else {}
    wanted = [dev for dev in dev_sets() if (not names or dev.name in names) and find(data, f"{dev.name}.jsonl")]
    with get_context("spawn").Pool(workers) as pool:
        for name, found in pool.imap_unordered(job, [(data, dev) for dev in wanted]):
            sys.stderr.write(f"{name} done\n")
            kept[name] = found
    made = {"reader": version(), "measured": date.today().isoformat(), "sets": dict(sorted(kept.items()))}
    path.write_text(json.dumps(made, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return made


def table(made: dict[str, Any]) -> str:
    """The table as Markdown: a row for each set, its headline figures."""
    lines = [
        f"Reader `{made['reader']}`, measured on {made['measured']}.",
        "",
        "| set | what it is | figures |",
        "|---|---|---|",
    ]
    for dev in dev_sets():
        found = made["sets"].get(dev.name)
        if found:
            shown = "; ".join(f"{path} **{shortened(figure(found['figures'], path))}**" for path in dev.figures)
            lines.append(f"| `{dev.name}` | {dev.about} | {shown} |")
    return "\n".join(lines)


def shortened(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:.3f}".removeprefix("0") if abs(value) < 1 else f"{value:.3f}"
    return "–" if value is None else str(value)


def write_table(made: dict[str, Any]) -> None:
    path = DOCS / "scores.md"
    page = path.read_text(encoding="utf-8")
    before, _, rest = page.partition(START)
    _, _, after = rest.partition(END)
    path.write_text(f"{before}{START}\n{table(made)}\n{END}{after}", encoding="utf-8")


def pin(made: dict[str, Any]) -> int:
    """Writes floors.tsv: every headline figure, rounded to the side of mercy in the third place."""
    old = {(f.name, f.figure): f for f in floors()}
    lines, lowered = [], []
    for dev in dev_sets():
        found = made["sets"].get(dev.name)
        for path in dev.figures if found else ():
            value = figure(found["figures"], path)
            least = "" if path in ERRORS else f"{math.floor(value * 1000) / 1000:.3f}"
            most = f"{math.ceil(value * 1000) / 1000:.3f}" if path in ERRORS else ""
            was = old.get((dev.name, path))
            if was and ((was.least or -1) > float(least or 9) or (was.most or 9e9) < float(most or -9)):
                lowered.append(f"{dev.name} {path}: {was.least or was.most} to {least or most}")
            lines.append("\t".join((dev.name, found["digest"], path, least, most)))
    if lowered:
        sys.stderr.write(
            "These floors would be lowered; change floors.tsv by hand and say why:\n" + "\n".join(lowered) + "\n"
        )
        return 1
    path = HERE / "floors.tsv"
    head = [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    path.write_text("\n".join([*head, "set\tdigest\tfigure\tleast\tmost", *lines]) + "\n", encoding="utf-8")
    return 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, nargs="?", default=Path("../shared/data"))
    parser.add_argument("sets", nargs="*")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--table", action="store_true")
    parser.add_argument("--floors", action="store_true")
    options = parser.parse_args()
    if options.table or options.floors:
        made = json.loads((DOCS / "scores.json").read_text(encoding="utf-8"))
    else:
        made = measured(options.data, options.sets, options.workers)
    write_table(made)
    return pin(made) if options.floors else 0


if __name__ == "__main__":
    sys.exit(main())
