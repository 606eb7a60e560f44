"""The encoder: vectors for every word, and the head for source and content against its formula written out."""

import numpy as np
import pytest

from onrecord.reader.decoding import CueSpan
from onrecord.reader.encoder import SIZE, RoleHead, encoder

SIZES = {
    "word.weight": (6, 4), "word.bias": (6,), "cue.weight": (6, 8), "cue.bias": (6,), "word_product.weight": (6, 4),
    "cue_product.weight": (6, 8), "far.weight": (7, 6), "narrow.weight": (3, 6), "narrow.bias": (3,),
    "near.weight": (3, 3, 3), "near.bias": (3,), "tag.weight": (5, 3), "tag.bias": (5,),
}  # fmt: skip


@pytest.fixture
def weights() -> dict[str, np.ndarray]:
    dice = np.random.default_rng(7)
    found = {name: dice.normal(size=size).astype(np.float32) for name, size in SIZES.items()}
    return found | {"edges": np.array([1, 3]), "reach": np.array(4)}


def relu(x: np.ndarray) -> np.ndarray:
    return np.maximum(x, 0)


def by_hand(w: dict[str, np.ndarray], hidden: np.ndarray, cue: CueSpan) -> np.ndarray:
    """The probabilities round a cue, word by word."""
    ends = np.concatenate([hidden[cue.first], hidden[cue.last]])
    low: list[np.ndarray] = []
    for at in range(cue.first - 4, cue.first + 5):
        if not 0 <= at < len(hidden):
            low.append(np.zeros(3))
            continue
        before, after = cue.first - at, at - cue.last
        far = 0
        if before > 0:
            far = 1 + sum(edge < before for edge in w["edges"])
        elif after > 0:
            far = 4 + sum(edge < after for edge in w["edges"])
        z = w["word.weight"] @ hidden[at] + w["word.bias"] + w["cue.weight"] @ ends + w["cue.bias"]
        z = z + w["far.weight"][far] + (w["word_product.weight"] @ hidden[at]) * (w["cue_product.weight"] @ ends)
        low.append(relu(w["narrow.weight"] @ relu(z) + w["narrow.bias"]))
    wide = [np.zeros(3), *low, np.zeros(3)]
    found = []
    for i in range(9):
        near = sum(w["near.weight"][:, :, k] @ wide[i + k] for k in range(3)) + w["near.bias"]
        scores = w["tag.weight"] @ relu(low[i] + near) + w["tag.bias"]
        powers = np.exp(scores - scores.max())
        inside = 0 <= cue.first - 4 + i < len(hidden)
        found.append(powers / powers.sum() if inside else np.array([1, 0, 0, 0, 0]))
    return np.array(found)


@pytest.mark.parametrize("cue", [CueSpan(0, 0, 1.0), CueSpan(5, 7, 1.0), CueSpan(11, 11, 1.0)])
def test_the_head_for_roles(weights: dict[str, np.ndarray], cue: CueSpan) -> None:
    hidden = np.random.default_rng(1).normal(size=(12, 4)).astype(np.float32)
    found = RoleHead(weights).shares(hidden, [CueSpan(3, 3, 1.0), cue])
    assert np.allclose(found[1], by_hand(weights, hidden, cue), atol=1e-4)


def test_many_cues_are_the_same_as_each_alone(weights: dict[str, np.ndarray]) -> None:
    hidden = np.random.default_rng(2).normal(size=(50, 4)).astype(np.float32)
    head = RoleHead(weights)
    cues = [CueSpan(i, min(i + 1, 49), 1.0) for i in range(50)]
    assert np.allclose(head.shares(hidden, cues), np.concatenate([head.shares(hidden, [c]) for c in cues]), atol=1e-5)
    assert head.shares(hidden, []).shape == (0, 9, 5)


def test_every_word_has_a_vector() -> None:
    text = "\n\n".join(f"The minister said on day {n} that the talks had failed." for n in range(60))
    read = encoder().read(text, [0])
    assert read.hidden.shape == (len(read.words), SIZE)
    assert (np.abs(read.hidden).sum(1) > 0).all()
    assert read.flat.shape == (len(read.words), 7)
    assert np.allclose(read.flat.sum(1), 1, atol=1e-4)


@pytest.mark.parametrize("text", ["", " \n\r\n", "\u0301", "𝔘" * 300, "a" * 5000])
def test_odd_texts(text: str) -> None:
    read = encoder().read(text, [0])
    assert len(read.hidden) == len(read.words)
    assert encoder().heard(read) is not None


def test_the_same_text_gives_the_same_numbers() -> None:
    text = "“We will stay,” said Ana Ruiz. The ministry denied it."
    assert (encoder().read(text, [0]).hidden == encoder().read(text, [0]).hidden).all()
