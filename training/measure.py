"""Scores a network on texts with gold, with the reader's own decoding and the reader's own scorer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from batches import batched, cut, tensors
from data import NOTHING, Text
from net import REACH, Net

from onrecord.evaluate.attribution import score_attribution
from onrecord.evaluate.gold import GoldSet, Pair
from onrecord.reader import decoding


@torch.no_grad()
def heard(
    net: Net, texts: Sequence[Text], size: int, least: float = decoding.LEAST_CUE, device: str = "cpu"
) -> dict[str, list[dict[str, Any]]]:
    """What the network hears in each text: rows with source, cue, content (offsets) and what speaks for them."""
    net.eval()
    found: dict[str, list[dict[str, Any]]] = {text.id: [] for text in texts}
    for group in batched(cut(texts, None, size), 16, None):
        batch = tensors(group, device)
        with torch.autocast(device, dtype=torch.bfloat16):
            hidden = net.words(batch)
        flat = net.flat(hidden).softmax(-1).cpu().numpy()
        spans, rows, marks = [], [], []
        for row, piece in enumerate(group):
            w = piece.window
            core = w.start - w.context
            for cue in decoding.cues(flat[row, : w.end - w.context], least):
                if cue.first >= core:
                    spans.append(cue)
                    rows.append(piece)
                    marks.append((row, cue.first, cue.last))
        if not marks:
            continue
        row, first, last = torch.tensor(marks, device=device).T
        shares = net.roles(hidden, batch["is_word"].bool(), row, first, last).softmax(-1).cpu().numpy()
        for cue, piece, share in zip(spans, rows, shares, strict=True):
            w = piece.window
            told = decoding.roles(_masked(share, cue.first, w.end - w.context))
            if told is None:
                continue
            words = piece.text.words

            def offsets(parts: Any, words: Any = words, low: int = w.context + cue.first - REACH) -> list[list[int]]:
                return [[int(words.start[low + a]), int(words.end[low + b])] for a, b in parts]

            found[piece.text.id].append({
                "source": offsets(told.source), "cue": offsets([(REACH, REACH + cue.last - cue.first)]),
                "content": offsets(told.content), "cue_share": cue.share, "source_share": told.source_share,
                "content_share": told.content_share, "edge_share": told.edge_share,
            })  # fmt: skip
    return found


def _masked(share: Any, first: int, many: int) -> Any:
    """Probabilities round a cue, with nothing where no word of the window is."""
    share = share.copy()
    outside = np.arange(first - REACH, first + REACH + 1)
    outside = (outside < 0) | (outside >= many)
    share[outside] = 0
    share[outside, 0] = 1
    return share


@torch.no_grad()
def names_agree(net: Net, texts: Sequence[Text], size: int, device: str = "cpu") -> float:
    """Share of the words with a name tag, given or found, on which the head agrees with the given tags."""
    net.eval()
    same = asked = 0
    for group in batched(cut(texts, None, size), 16, None):
        batch = tensors(group, device)
        with torch.autocast(device, dtype=torch.bfloat16):
            hidden = net.words(batch)
        best = net.names(hidden).argmax(-1)
        known = batch["names"] != NOTHING
        named = known & ((best > 0) | (batch["names"] > 0))
        same += int((best == batch["names"])[named].sum())
        asked += int(named.sum())
    return same / max(asked, 1)


def scores(texts: Sequence[Text], gold: dict[str, Any], rows: dict[str, list[dict[str, Any]]]) -> dict[str, Any]:
    """The figures of the attribution scorer."""
    return score_attribution(GoldSet([Pair(gold[t.id], {"attributions": rows[t.id]}, t.text) for t in texts]))
