"""Measures the reader on the development sets and writes docs/scores.json and the tables in scores.md and README.md.

    python tools/scores.py DATA [SET ...]     DATA is the folder with the sets; without SET all of them

The project's own gold sets (own-*, cast-*, relations-*) are taken from gold/ and not from DATA.

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

from onrecord.evaluate.floors import SAMPLES, floors, samples_digest, speed_figures
from onrecord.evaluate.sets import HERE, DevSet, dev_sets, digest, figure, find, laid_out, measure
from onrecord.reader.reader import version

DOCS = Path(__file__).parents[1] / "docs"
OWN = DOCS.parent / "gold" / "events"
START, END = "<!-- scores: written by tools/scores.py -->", "<!-- end of scores -->"
README = DOCS.parent / "README.md"
SUMMARY = (
    ("who said it, whole and from the right source (F1)", "polnear-dev", "full.f", "Citron .53, SFU .40, textacy .25"),
    ("types of events in a sentence (F1)", "plover-gsr", "root15.f1", "UniversalPetrarch .51, PETRARCH-2 .32"),
    (
        "both parties' countries, the right way round",
        "plover-gsr",
        "country_dyad.r",
        "UniversalPetrarch .55, PETRARCH-2 .29",
    ),
    ("did it happen: newswire (macro F1)", "factuality-uw-dev", "macro_f1", ""),
    ("he, she, they: the right name (F1)", "coref-dev", "pronoun_name.f", ""),
    ("time expressions with the right value (F1)", "tempeval-dev", "value_f1", "HeidelTime .76 and .66"),
    ("place names found, world news (F1)", "geovirus", "recognition.f1", ""),
    ("of these, within 161 km", "geovirus", "given_recognition.a161", ""),
    ("the body of a web page (F1)", "pages-body-dev", "body.f1", "trafilatura .96"),
    ("the day of a web page", "pages-metadata-dev", "date.right", ""),
)
"""The README's lines: what, set, figure, peers as published or recomputed by others (two of them on the two halves)."""
ERRORS = {"mae", "date.wrong", "false_alarm"}
"""Figures where less is better: their floor is a ceiling."""


def job(task: tuple[Path, DevSet, Path]) -> tuple[str, dict[str, Any]]:
    data, dev, own = task
    with laid_out(data, dev, own) as folder:
        return dev.name, {"digest": digest(folder, dev), "every": dev.every, "figures": measure(folder, dev)}


def there(data: Path, dev: DevSet) -> bool:
    with laid_out(data, dev, OWN) as folder:
        return find(folder, f"{dev.name}.jsonl") is not None


def measured(data: Path, names: list[str], workers: int) -> dict[str, Any]:
    path = DOCS / "scores.json"
    kept = json.loads(path.read_text(encoding="utf-8"))["sets"] if path.is_file() and names else {}
    wanted = [dev for dev in dev_sets() if (not names or dev.name in names) and there(data, dev)]
    with get_context("spawn").Pool(workers) as pool:
        for name, found in pool.imap_unordered(job, [(data, dev, OWN) for dev in wanted]):
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


def summary(made: dict[str, Any]) -> str:
    """The README's table."""
    lines = ["| what | development set | this reader | peers on it |", "|---|---|---|---|"]
    for what, name, path, peers in SUMMARY:
        lines.append(f"| {what} | `{name}` | {shortened(figure(made['sets'][name]['figures'], path))} | {peers} |")
    return "\n".join(lines)


def shortened(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:.3f}".removeprefix("0") if abs(value) < 1 else f"{value:.3f}"
    return "–" if value is None else str(value)


def write_tables(made: dict[str, Any]) -> None:
    for path, text in ((DOCS / "scores.md", table(made)), (README, summary(made))):
        before, _, rest = path.read_text(encoding="utf-8").partition(START)
        _, _, after = rest.partition(END)
        path.write_text(f"{before}{START}\n{text}\n{END}{after}", encoding="utf-8")


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
    kept = next((f for f in floors() if f.name == SAMPLES), None)
    ratio = f"{kept.least if kept else speed_figures()['speed']['ratio'] * 0.85:.2f}"
    lines.append("\t".join((SAMPLES, samples_digest(), "speed.ratio", ratio, "")))
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
    write_tables(made)
    return pin(made) if options.floors else 0


if __name__ == "__main__":
    sys.exit(main())
