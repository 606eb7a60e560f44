"""Finds names in the training texts with spaCy's own name finder: the head for names learns from it.

    python training/names.py DATA OUT.jsonl

A line for each text: `{"id", "ents": [[start, end, label]]}`, offsets in code points. Needs spaCy, no torch.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import spacy
from data import lines

from onrecord.reader.parse import MODEL

SETS = ("polnear-train", "coref-train", "factuality-uds-train", "factuality-uds-dev", "polnear-dev")
LONGEST = 200_000


def main(data: Path, out: Path) -> None:
    nlp = spacy.load(MODEL, exclude=["parser", "lemmatizer", "attribute_ruler", "tagger"])
    new = out.with_suffix(".new")
    with new.open("w", encoding="utf-8") as file:
        for name in SETS:
            rows = [(row["text"][:LONGEST], row["id"]) for row in lines(data / f"{name}.jsonl")]
            for doc, id in nlp.pipe(rows, as_tuples=True, batch_size=16):
                ents = [[e.start_char, e.end_char, e.label_] for e in doc.ents]
                file.write(json.dumps({"id": id, "ents": ents}) + "\n")
    new.replace(out)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(Path(sys.argv[1]), Path(sys.argv[2]))
