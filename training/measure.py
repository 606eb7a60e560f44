"""Scores a network on texts with gold, with the reader's own heads, decoding and scorer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from batches import batched, cut, tensors
from data import FLAT_TAGS, NOTHING, Text
from export import head_weights
from net import Net

from onrecord.evaluate.attribution import score_attribution
from onrecord.evaluate.gold import GoldSet, Pair
from onrecord.reader import decoding
from onrecord.reader.encoder import SIZE, RoleHead
from onrecord.reader.heard import Heard
from onrecord.reader.hearing import heard as intervals_of


@torch.no_grad()
def vectors(net: Net, texts: Sequence[Text], size: int, device: str = "cpu") -> dict[str, np.ndarray]:
    """The vectors of the words of each text, words x SIZE, each from the window that has it for good."""
    net.eval()
    found = {text.id: np.zeros((len(text.words), SIZE), np.float32) for text in texts}
    for group in batched(cut(texts, None, size), 16, None):
        with torch.autocast(device, dtype=torch.bfloat16):
            hidden = net.words(tensors(group, device)).float().cpu().numpy()
        for row, piece in zip(hidden, group, strict=True):
            w = piece.window
            found[piece.text.id][w.start : w.end] = row[w.start - w.context : w.end - w.context]
    return found


def heard(net: Net, texts: Sequence[Text], size: int, device: str = "cpu") -> dict[str, list[Heard]]:
    """What the network hears in each text; the confidence is the cue's alone."""
    weights = head_weights(net)
    head = RoleHead({name.removeprefix("roles."): w for name, w in weights.items() if name.startswith("roles.")})
    found = {}
    for id, hidden in vectors(net, texts, size, device).items():
        words = next(text.words for text in texts if text.id == id)
        flat = decoding.softmax(hidden @ weights["flat.weight"].T + weights["flat.bias"])
        assert flat.shape[1] == len(FLAT_TAGS)
        cues = decoding.cues(flat)
        told = decoding.roles(cues, head.shares(hidden, cues), flat)
        found[id] = [intervals_of(words, c, r, c.share) for c, r in zip(cues, told, strict=True) if r is not None]
    return found


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


@torch.no_grad()
def happened(net: Net, texts: Sequence[Text], size: int, device: str = "cpu") -> tuple[float, float]:
    """Pearson's r and the mean absolute error of what happened, over the words that people were asked about."""
    told, given = [], []
    for id, hidden in vectors(net, texts, size, device).items():
        wanted = next(text.happened for text in texts if text.id == id)
        assert wanted is not None
        asked = ~np.isnan(wanted)
        told.append(hidden[asked] @ net.happened.weight[0].cpu().numpy() + net.happened.bias.cpu().numpy())
        given.append(wanted[asked])
    found, gold = np.concatenate(told).clip(-3, 3), np.concatenate(given)
    return round(float(np.corrcoef(found, gold)[0, 1]), 4), round(float(np.abs(found - gold).mean()), 4)


def scores(texts: Sequence[Text], gold: dict[str, Any], rows: dict[str, list[Heard]]) -> dict[str, Any]:
    """The figures of the attribution scorer."""
    pairs = []
    for text in texts:
        out = [{"source": r.source, "cue": r.cue, "content": r.content} for r in rows[text.id]]
        pairs.append(Pair(gold[text.id], {"attributions": out}, text.text))
    return score_attribution(GoldSet(pairs))
