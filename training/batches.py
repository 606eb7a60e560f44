"""Windows of texts as tensors."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from data import NOTHING, Cue, Text, role_tags
from net import REACH
from torch import Tensor

from onrecord.reader import pieces

LONGEST_CONTEXT = 48
"""Pieces of context that a window has at most in training."""


@dataclass(slots=True)
class Piece:
    """A window of a text."""

    text: Text
    window: pieces.Window


def cut(texts: Sequence[Text], dice: random.Random | None, size: int) -> list[Piece]:
    """The windows of texts; with dice sizes and contexts vary, so that the cuts fall elsewhere each time."""
    found = []
    for text in texts:
        here = dice.randint(size // 2, size) if dice else size
        before = dice.randint(0, LONGEST_CONTEXT) if dice else pieces.CONTEXT
        found.extend(Piece(text, window) for window in pieces.windows(text.words, here, before))
    return found


def batched(windows: Sequence[Piece], count: int, dice: random.Random | None) -> Iterator[list[Piece]]:
    """Groups of windows of about one length: `count` times 256 pieces each; shuffled with dice."""
    order = list(windows)
    if dice:
        dice.shuffle(order)
    groups: list[list[Piece]] = []
    for at in range(0, len(order), 50 * count):
        near = sorted(order[at : at + 50 * count], key=_length)
        group: list[Piece] = []
        for window in near:
            if group and (len(group) + 1) * max(_length(window), 32) > count * 256:
                groups.append(group)
                group = []
            group.append(window)
        if group:
            groups.append(group)
    if dice:
        dice.shuffle(groups)
    yield from groups


def _length(piece: Piece) -> int:
    first = piece.text.words.first
    return int(first[piece.window.end] - first[piece.window.context])


def tensors(group: Sequence[Piece], device: str = "cpu") -> dict[str, Tensor]:
    """A batch on a device; words of a window are counted from its context on. See the keys below."""
    inputs = [pieces.numbers(p.text.words, p.window) for p in group]
    long, many = max(len(i.ids) for i in inputs), max(len(i.word) for i in inputs)
    batch = {key: np.zeros((len(group), long), np.int64) for key in ("ids", "look", "quote", "mask")}
    batch["word"] = np.zeros((len(group), many), np.int64)
    batch["is_word"] = np.zeros((len(group), many), np.int64)
    batch["flat"] = np.full((len(group), many), NOTHING)
    batch["names"] = np.full((len(group), many), NOTHING)
    batch["happened"] = np.full((len(group), many), np.nan, np.float32)
    cues: list[tuple[int, int, int]] = []
    roles: list[np.ndarray] = []
    for row, (piece, given) in enumerate(zip(group, inputs, strict=True)):
        n, m, w = len(given.ids), len(given.word), piece.window
        batch["ids"][row, :n], batch["look"][row, :n], batch["quote"][row, :n] = given.ids, given.shape, given.quoted
        batch["mask"][row, :n], batch["word"][row, :m], batch["is_word"][row, :m] = 1, given.word, 1
        core = w.start - w.context
        batch["flat"][row, core:m] = piece.text.flat[w.start : w.end]
        if piece.text.names is not None:
            batch["names"][row, :m] = piece.text.names[w.context : w.end]
        if piece.text.happened is not None:
            batch["happened"][row, core:m] = piece.text.happened[w.start : w.end]
        for cue in piece.text.cues or ():
            if w.start <= cue.first < w.end:
                cues.append((row, cue.first - w.context, min(cue.last, w.end - 1) - w.context))
                roles.append(_round(cue, w))
    found = {key: torch.from_numpy(value) for key, value in batch.items()}
    found["cues"] = torch.tensor(cues, dtype=torch.long).reshape(-1, 3)
    found["roles"] = torch.from_numpy(np.stack(roles)) if roles else torch.zeros(0, 2 * REACH + 1, dtype=torch.long)
    return {key: value.to(device) for key, value in found.items()}


def _round(cue: Cue, window: pieces.Window) -> np.ndarray:
    """The role tags of the words round a cue, as `Roles` gives them."""
    tags = np.full(2 * REACH + 1, NOTHING)
    low = max(window.context, cue.first - REACH)
    high = min(window.end, cue.first + REACH + 1)
    shift = REACH - cue.first
    tags[low + shift : high + shift] = role_tags(cue, low, high)
    return tags
