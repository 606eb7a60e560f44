"""Trains the coreference head again, alone, on what the encoder that ships gives.

    python training/coreference.py read DATA READ
    python training/refine.py READ WEIGHTS [--epochs N]

Together with the encoder the head saw other names, vectors that changed, and hardly any news. Here the encoder stands
still, so a pass over all texts takes a minute or two, and what grammar settles in plain news is learnt besides. The
head in WEIGHTS/heads.npz is where it begins, and is replaced by the result.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from coreference import CoreferenceHead, Example, load, sizes

PREFIX = "coreference."


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("read", type=Path, help="folder that coreference.py read wrote")
    parser.add_argument("weights", type=Path)
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--rate", type=float, default=7e-4)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--fresh", action="store_true", help="begin with new weights")
    args = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(args.seed)
    with np.load(args.weights / "heads.npz") as kept:
        weights = {name: kept[name] for name in kept.files}
    head = CoreferenceHead(*sizes(args.read / "coref-train.npz"))
    state = {n.removeprefix(PREFIX): torch.from_numpy(v) for n, v in weights.items() if n.startswith(PREFIX)}
    if not args.fresh:
        head.load_state_dict(state, strict=False)
    sets = {name: load(args.read / f"{name}.npz") for name in ("coref-train", "coref-dev", "silver")}
    train(head, sets["coref-train"] + sets["silver"], sets["coref-dev"], args)
    for name, value in head.state_dict().items():
        if value.is_floating_point():
            weights[PREFIX + name] = value.numpy().astype(np.float32)
    np.savez(args.weights / "heads.npz", **weights)


def train(head: CoreferenceHead, texts: Sequence[Example], dev: Sequence[Example], args: argparse.Namespace) -> None:
    """Passes over the texts in an order that the seed gives; the rate rises for 50 texts and falls to nothing."""
    best = torch.optim.AdamW(head.parameters(), args.rate, weight_decay=0.01)
    dice = np.random.default_rng(args.seed)
    steps, step = args.epochs * len(texts), 0
    print(f"before: {loss(head, dev):.4f} on the development part", flush=True)
    for epoch in range(args.epochs):
        head.train()
        for at in dice.permutation(len(texts)):
            one = texts[at]
            for group in best.param_groups:
                group["lr"] = args.rate * min(1.0, (step + 1) / 50) * max(0.02, 1 - step / steps)
            weight = min(1.0, float(one.asked.sum()) / 20)
            found = head.loss(vectors(one), one) * weight
            best.zero_grad()
            found.backward()
            torch.nn.utils.clip_grad_norm_(head.parameters(), 1.0)
            best.step()
            step += 1
        print(f"pass {epoch + 1}: {loss(head, dev):.4f}", flush=True)


def loss(head: CoreferenceHead, texts: Sequence[Example]) -> float:
    """The mean loss of texts."""
    head.eval()
    with torch.no_grad():
        return sum(float(head.loss(vectors(one), one)) for one in texts) / len(texts)


def vectors(one: Example) -> torch.Tensor:
    """The encoder's vectors of a text."""
    if one.hidden is None:
        raise SystemExit("These examples have no vectors: make them with `coreference.py read`.")
    return torch.from_numpy(one.hidden.astype(np.float32))


if __name__ == "__main__":
    main()
