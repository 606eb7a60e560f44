"""Fits how sure an attribution is, on the development part, and says how well that holds.

    python training/calibrate.py DATA WEIGHTS TABLE.md

Right means what the scorer means: at least half of the words of both contents are shared, and the sources share a
word or neither has one. The table is made by cross-validation over documents (ten parts), the curve that is written by
all of them. What is calibrated is the encoder alone, before rules add sources and end contents. Writes
`confidence.json` into WEIGHTS and the table as Markdown.
"""

from __future__ import annotations

import itertools
import sys
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from data import lines

from onrecord.evaluate.gold import greedy
from onrecord.evaluate.spans import Words, intervals, jaccard
from onrecord.reader.decoding import CueSpan, Roles
from onrecord.reader.encoder import encoder
from onrecord.reader.heard import Heard
from onrecord.reader.hearing import Confidence, heard, signs
from onrecord.reader.pieces import Words as Cut

FOLDS = 10
NAMES = ("base", "cue", "content", "edge", "source", "parts")
Row = tuple[int, Cut, CueSpan, Roles]


def main(data: Path, weights: Path, out: Path) -> None:
    texts = {row["id"]: row["text"] for row in lines(data / "polnear-dev.jsonl")}
    gold = {row["id"]: row["attributions"] for row in lines(data / "polnear-dev.gold.jsonl")}
    read = {id: encoder().read(text) for id, text in texts.items()}
    rows: list[tuple[Any, ...]] = []
    for number, (id, text) in enumerate(texts.items()):
        told = encoder().heard(read[id])
        right = matches(text, gold[id], [heard(read[id].words, *one, 0.5) for one in told])
        rows += [(number, one, ok) for one, ok in zip(told, right, strict=True)]
    x = np.array([signs(*one) for _, one, _ in rows])
    y = np.array([ok for *_, ok in rows], float)
    part = np.array([number % FOLDS for number, *_ in rows])
    held = np.zeros(len(rows))
    for fold in range(FOLDS):
        held[part == fold] = curve(x[part == fold], fit(x[part != fold], y[part != fold]))
    shown = table(held, y)
    print(shown)
    out.write_text(shown + "\n", "utf-8")
    found = fit(x, y)
    best = least(gold, texts, read, found)
    made = Confidence(*(round(float(w), 4) for w in found), round(best, 2))
    (weights / "confidence.json").write_bytes(msgspec.json.format(msgspec.json.encode(made)) + b"\n")


def matches(text: str, gold: list[dict[str, Any]], told: list[Heard]) -> list[bool]:
    """Which rows are right by the scorer's full match."""
    words = Words(text)
    wanted = [(words.under(intervals(g["content"])), words.under(intervals(g["source"]))) for g in gold]
    found = [(words.under(h.content), words.under(h.source)) for h in told]
    pairs = sorted(
        ((-jaccard(w[0], f[0]), i, j) for i, w in enumerate(wanted) for j, f in enumerate(found) if w[0] & f[0])
    )
    best = greedy([(pair, pair[1], pair[2]) for pair in pairs if -pair[0] >= 0.5])
    right = [False] * len(told)
    for i, j in best:
        right[j] = bool(wanted[i][1] & found[j][1]) or not (wanted[i][1] or found[j][1])
    return right


def fit(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Logistic regression by Newton's steps, with a little ridge."""
    w = np.zeros(x.shape[1])
    for _ in range(50):
        p = curve(x, w)
        slope = x.T @ (y - p) - 0.5 * w
        bend = (x * (p * (1 - p))[:, None]).T @ x + 0.5 * np.eye(len(w))
        step = np.linalg.solve(bend, slope)
        w += step
        if np.abs(step).max() < 1e-8:
            break
    return w


def curve(x: np.ndarray, w: np.ndarray) -> np.ndarray:
    """The probabilities of rows."""
    p: np.ndarray = 1 / (1 + np.exp(-(x @ w)))
    return p


def least(gold: dict[str, Any], texts: dict[str, str], read: dict[str, Any], found: np.ndarray) -> float:
    """The confidence below which rows are dropped: the best full F1."""
    made = Confidence(*found.tolist(), 0.0)
    rows = {
        id: [heard(read[id].words, cue, roles, made.of(cue, roles)) for cue, roles in encoder().heard(read[id])]
        for id in texts
    }
    asked = sum(len(g) for g in gold.values())
    best = (0.0, 0.5)
    for cut in np.arange(0.2, 0.6, 0.02):
        hits = out = 0
        for id, text in texts.items():
            kept = [row for row in rows[id] if row.confidence >= cut]
            hits, out = hits + sum(matches(text, gold[id], kept)), out + len(kept)
        score = 2 * hits / (out + asked)
        print(f"least {cut:.2f}: precision {hits / max(out, 1):.3f} recall {hits / asked:.3f} F1 {score:.3f}")
        best = max(best, (score, float(cut)))
    return best[1]


def table(held: np.ndarray, y: np.ndarray) -> str:
    """A reliability table."""
    edges = [0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01]
    out = ["| confidence | rows | mean confidence | right |", "|---|---|---|---|"]
    for low, high in itertools.pairwise(edges):
        inside = (held >= low) & (held < high)
        if inside.any():
            name = f"{low:.1f}–{min(high, 1):.1f}"
            out.append(f"| {name} | {inside.sum()} | {held[inside].mean():.2f} | {y[inside].mean():.2f} |")
    over = held >= 0.8
    out.append(f"| above .8 | {over.sum()} | {held[over].mean():.2f} | {y[over].mean():.2f} |")
    return "\n".join(out)


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*map(Path, sys.argv[1:]))
