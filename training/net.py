"""The network: a small BERT that also sees how words look, with a head for each question."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import torch
from coreference import CoreferenceHead
from data import FLAT_TAGS, NAME_TAGS, NOTHING, ROLE_TAGS
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F
from transformers import BertConfig, BertModel

from onrecord.reader.pieces import QUOTED, SHAPES

Sizes = tuple[list[int], list[int]]

FAR = (1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128)
"""Edges of the classes of distance, in words, from a cue; each side has its own."""

REACH = 96
"""Words before and after a cue's first word among which its source and content are sought."""


@dataclass(frozen=True)
class Shape:
    """What can be chosen of the network."""

    layers: int = 6
    looks: bool = True
    """Whether case and quote marks are given as features."""
    wide: int = 192
    """Width of the head that finds a cue's source and content."""
    drop: float = 0.1
    """Dropout inside the encoder. Without it the second pass over the texts was learnt by heart."""
    narrow: int = 64
    """Width of its last layers."""
    near: int = 5
    """Words that the head sees together (a convolution); 0: each for itself."""


class Roles(nn.Module):
    """For each cue, which words are its source and its content: an additive and multiplicative pair score."""

    def __init__(self, size: int, shape: Shape) -> None:
        super().__init__()
        self.word = nn.Linear(size, shape.wide)
        self.cue = nn.Linear(2 * size, shape.wide)
        self.word_product = nn.Linear(size, shape.wide, bias=False)
        self.cue_product = nn.Linear(2 * size, shape.wide, bias=False)
        self.far = nn.Embedding(2 * (len(FAR) + 1) + 1, shape.wide)
        self.narrow = nn.Linear(shape.wide, shape.narrow)
        self.near = nn.Conv1d(shape.narrow, shape.narrow, shape.near, padding=shape.near // 2) if shape.near else None
        self.tag = nn.Linear(shape.narrow, len(ROLE_TAGS))
        self.drop = nn.Dropout(0.1)
        nn.init.normal_(self.far.weight, std=0.02)

    def forward(self, hidden: Tensor, mask: Tensor, row: Tensor, first: Tensor, last: Tensor) -> Tensor:
        """Tag scores of the words round each cue.

        Args:
            hidden: windows x words x size. mask: windows x words, true for words. row, first, last: of each cue, its
                window and its first and last word there.

        Returns:
            cues x (2 REACH + 1) x len(ROLE_TAGS); the cue's first word is in the middle.
        """
        place = first[:, None] + torch.arange(-REACH, REACH + 1, device=first.device)[None, :]
        there = (place >= 0) & (place < hidden.shape[1])
        place = place.clamp(0, hidden.shape[1] - 1)
        there &= mask[row[:, None], place]
        cue = torch.cat([hidden[row, first], hidden[row, last]], -1)
        before, after = first[:, None] - place, place - last[:, None]
        edges = torch.tensor(FAR, device=first.device)
        far = torch.where(
            before > 0, torch.bucketize(before, edges) + 1,
            torch.where(after > 0, torch.bucketize(after, edges) + 2 + len(FAR), torch.zeros_like(before)),
        )  # fmt: skip
        z = self.word(hidden)[row[:, None], place] + self.cue(cue)[:, None] + self.far(far)
        z = F.relu(z + self.word_product(hidden)[row[:, None], place] * self.cue_product(cue)[:, None])
        z = F.relu(self.narrow(self.drop(z))) * there[:, :, None]
        if self.near is not None:
            z = F.relu(z + self.near(z.transpose(1, 2)).transpose(1, 2))
        return self.tag(z)


class Net(nn.Module):
    """The encoder and its heads.

    Args:
        shape: what was chosen. sizes: of the features of the coreference head, see there; None: without it. base:
            weights to begin from; without it they are random.
    """

    def __init__(self, shape: Shape, sizes: Sizes | None, base: Path | None = None) -> None:
        super().__init__()
        self.shape, self.sizes = shape, sizes
        config = BertConfig(
            vocab_size=30522, hidden_size=384, num_hidden_layers=shape.layers, num_attention_heads=12,
            intermediate_size=1536, max_position_embeddings=512, hidden_dropout_prob=shape.drop,
            attention_probs_dropout_prob=0.0, attn_implementation="eager",
        )  # fmt: skip
        self.encoder = BertModel(config, add_pooling_layer=False)
        if base is not None:
            weights = {k.removeprefix("bert."): v for k, v in load_file(base).items()}
            missing, _ = self.encoder.load_state_dict(weights, strict=False)
            if missing:
                raise ValueError(f"the base lacks {missing[:3]} …")
        self.look = nn.Embedding(SHAPES, 384)
        self.quote = nn.Embedding(QUOTED, 384)
        nn.init.zeros_(self.look.weight)
        nn.init.zeros_(self.quote.weight)
        self.drop = nn.Dropout(0.1)
        self.flat = nn.Linear(384, len(FLAT_TAGS))
        self.names = nn.Linear(384, len(NAME_TAGS))
        self.happened = nn.Linear(384, 1)
        self.roles = Roles(384, shape)
        self.coreference = CoreferenceHead(*sizes) if sizes else None

    def pieces(self, ids: Tensor, look: Tensor, quote: Tensor, mask: Tensor | None) -> Tensor:
        """Hidden states, windows x pieces x 384; without a mask every piece counts."""
        return self.layers(ids, look, quote, mask)[-1]

    def layers(self, ids: Tensor, look: Tensor, quote: Tensor, mask: Tensor | None) -> tuple[Tensor, ...]:
        """The same of every layer, what goes into the first before them."""
        put = self.encoder.embeddings.word_embeddings(ids)
        if self.shape.looks:
            put = put + self.look(look) + self.quote(quote)
        found: tuple[Tensor, ...] = self.encoder(
            inputs_embeds=put, attention_mask=mask, output_hidden_states=True
        ).hidden_states
        return found

    def words(self, batch: dict[str, Tensor]) -> Tensor:
        """Hidden states of words, windows x words x 384."""
        hidden = self.pieces(batch["ids"], batch["look"], batch["quote"], batch["mask"]).float()
        return self.drop(torch.gather(hidden, 1, batch["word"][:, :, None].expand(-1, -1, hidden.shape[2])))

    def saved(self) -> dict[str, Any]:
        """The state with what was chosen."""
        return {"shape": asdict(self.shape), "sizes": self.sizes, "state": self.state_dict()}


def tag_loss(scores: Tensor, tags: Tensor) -> Tensor:
    """Cross entropy over the words that are asked for; 0 where none is."""
    if not (tags != NOTHING).any():
        return scores.sum() * 0
    return F.cross_entropy(scores.flatten(0, -2).float(), tags.flatten(), ignore_index=NOTHING)
