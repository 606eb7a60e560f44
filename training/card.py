"""Writes the model card beside the weights: what they are, what they learnt from, how well they do, where they fail.

    python training/card.py DATA WORK WEIGHTS

The figures on the development parts come from `docs/scores.json` (tools/scores.py writes it with the reader itself);
run that, then this step again, when the weights are new.
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
FILES = ("encoder.onnx", "heads.npz", "confidence.json", "vocab.txt")


def main(work: Path, weights: Path) -> None:
    """Fills CARD.template.md."""
    scores = json.loads((HERE.parent / "docs" / "scores.json").read_text("utf-8"))
    files = [(name, (weights / name).read_bytes()) for name in FILES]
    rows = "\n".join(f"| `{n}` | {len(b):,} | `{hashlib.sha256(b).hexdigest()}` |" for n, b in files)
    card = (HERE / "CARD.template.md").read_text("utf-8")
    for key, value in {
        "files": rows,
        "reliability": (work / "reliability.md").read_text("utf-8").strip(),
        "attribution": attribution(figures(scores, "polnear-dev")),
        "coreference": coreference(figures(scores, "coref-dev")),
    }.items():
        card = card.replace(f"[[{key}]]", value)
    (weights / "CARD.md").write_text(card, "utf-8")


def figures(scores: Any, name: str) -> Any:
    """The figures of a set in scores.json."""
    return scores["sets"][name]["figures"]


def attribution(f: Any) -> str:
    """The table of the attribution figures."""
    words = " / ".join(per_cent(f[f"span_words_{role}"]["f"]) for role in ("source", "cue", "content"))
    forms = " / ".join(per_cent(f["recall_by_form"][form]) for form in ("direct", "mixed", "indirect"))
    rows = [
        ("full F1 (content and source)", per_cent(f["full"]["f"])),
        ("precision, recall", f"{per_cent(f['full']['p'])}, {per_cent(f['full']['r'])}"),
        ("content soft F1", per_cent(f["content_soft"]["f"])),
        ("content exact F1", per_cent(f["content_exact"]["f"])),
        ("recall of contents: direct / mixed / indirect", forms),
        ("source right, given the content", per_cent(f["source_accuracy"]["overlap"])),
        ("exact spans by words: source / cue / content", words),
    ]
    return "| PolNeAR, development part | |\n|---|---|\n" + "\n".join(f"| {a} | {b} |" for a, b in rows)


def coreference(f: Any) -> str:
    """The table of the coreference figures."""
    rows = [
        ("CoNLL F1, actors", per_cent(f["actors_conll"])),
        ("he, she, they → right name: precision, recall", both(f["pronoun_name"])),
        ("it → right name: precision, recall", both(f["pronoun_name_it"])),
    ]
    return "| OntoGUM and LitBank, development part | |\n|---|---|\n" + "\n".join(f"| {a} | {b} |" for a, b in rows)


def both(f: Any) -> str:
    return f"{per_cent(f['p'])}, {per_cent(f['r'])}"


def per_cent(share: float) -> str:
    return f"{100 * share:.1f}"


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(Path(sys.argv[2]), Path(sys.argv[3]))
