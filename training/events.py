"""Trains the head that reads deeds: two transformer layers over the encoder's layers, which stay as they are.

    python training/events.py DATA --weights WEIGHTS --work FOLDER [--fold K] [--out deeds.onnx]

With `--fold K` (0 to 4) a fifth of PLV, of the own gold and of the labels stays out, for the cross-validated figures;
without it, everything is learnt from. One thread; a quarter of an hour. The loss of a text whose events are all known
is the cross entropy of every word. Of a text of which only the type is known, that type must be told by some word, and
more than any other type.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from event_data import Deed, Sentence, folds, load
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from torch.nn import functional as F

from onrecord.model import STATUSES, TYPES
from onrecord.reader.deeds import FAR, SIDE, WIDE
from onrecord.reader.encoder import Encoder

HEADS = 4
RATE = 7e-4
RARE = {"occurred": 0.6, "ongoing": 1.5}
"""What a status counts in the loss; one that is not named here counts 3, because it is rare."""
TOLD = 4.0
"""What a word that tells of a deed counts in the loss, for few words do."""
PAIRS = 2
"""How often an epoch has the sentences of PLV, which are few beside the labelled ones."""


class Layer(nn.Module):
    """A transformer layer that normalises first. Words of one sentence see each other."""

    def __init__(self, wide: int) -> None:
        super().__init__()
        self.wide = wide
        self.before, self.after = nn.LayerNorm(wide), nn.LayerNorm(wide)
        self.look, self.joined = nn.Linear(wide, 3 * wide), nn.Linear(wide, wide)
        self.up, self.down = nn.Linear(wide, 2 * wide), nn.Linear(2 * wide, wide)
        self.drop = nn.Dropout(0.1)

    def forward(self, x: Tensor, apart: Tensor) -> Tensor:
        """Words x wide, and words x words with a large negative number where two are of different sentences."""
        q, k, v = self.look(self.before(x)).reshape(-1, 3, HEADS, self.wide // HEADS).permute(1, 2, 0, 3)
        share = torch.softmax(q @ k.transpose(1, 2) / (self.wide // HEADS) ** 0.5 + apart, -1)
        met = (self.drop(share) @ v).permute(1, 0, 2).reshape(-1, self.wide)
        x = x + self.drop(self.joined(met))
        return x + self.drop(self.down(F.gelu(self.up(self.after(x)))))


class Net(nn.Module):
    """The head."""

    def __init__(self, wide: int = 384, deep: int = 2) -> None:
        super().__init__()
        self.register_buffer("mean", torch.zeros(WIDE))
        self.register_buffer("scale", torch.ones(WIDE))
        self.project = nn.Linear(WIDE, wide)
        self.layers = nn.ModuleList(Layer(wide) for _ in range(deep))
        self.inner = nn.Linear(wide, wide)
        self.types, self.status = nn.Linear(wide, 1 + len(TYPES)), nn.Linear(wide, len(STATUSES))
        self.value = nn.Linear(wide, 1)
        self.deed, self.side = nn.Linear(wide, 2 * SIDE), nn.Linear(wide, 2 * SIDE)
        self.far = nn.Parameter(torch.zeros(2, 2 * FAR + 1))
        self.never = nn.Parameter(torch.tensor(-2.0))
        self.more = nn.Dropout(0.2)

    def forward(self, seen: Tensor, sentence: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor, Tensor]:
        """Scores of types, of status, the value, and the vectors of deeds and sides; see `Deeds` for their shapes.

        Args:
            seen: words x WIDE. sentence: words.
        """
        x = self.project(self.more((seen - self.mean) * self.scale))
        apart = (sentence[:, None] != sentence[None, :]).to(x.dtype) * -1e4
        for layer in self.layers:
            x = layer(x, apart)
        x = self.more(F.gelu(self.inner(self.more(x))))
        deed, side = self.deed(x).reshape(-1, 2, SIDE), self.side(x).reshape(-1, 2, SIDE)
        return self.types(x), self.status(x), self.value(x)[:, 0], deed, side, self.far + self.never


class Told(nn.Module):
    """What becomes the graph: probabilities for scores."""

    def __init__(self, net: Net) -> None:
        super().__init__()
        self.net = net

    def forward(self, seen: Tensor, sentence: Tensor) -> tuple[Tensor, ...]:
        types, status, value, deed, side, far = self.net(seen, sentence)
        return types.softmax(-1), status.softmax(-1), value, deed, side, far


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--weights", type=Path, required=True, help="the folder with encoder.onnx")
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--fold", type=int, default=None)
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--wide", type=int, default=384)
    parser.add_argument("--uds", type=float, default=0.3, help="share of UDS's sentences in an epoch")
    parser.add_argument("--stories", type=float, default=0.3, help="the same of NGEC's stories")
    parser.add_argument("--out", type=Path, default=None)
    args = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(args.seed)
    args.work.mkdir(parents=True, exist_ok=True)
    sets = load(args.data, args.work, encoder(args.weights))
    held = {}
    for name in ("plv-train", "own", "labels") if args.fold is not None else ():
        out = set(folds(len(sets[name]))[args.fold])
        held[name] = [s for n, s in enumerate(sets[name]) if n in out]
        sets[name] = [s for n, s in enumerate(sets[name]) if n not in out]
    pairs = sets["plv-train"]
    net = Net(args.wide)
    standard(net, pairs + sets["own"] + sets["labels"] + sets["uds"][:1000])
    learn(net, sets, pairs, args)
    print(measured(net, held.get("plv-train", []), sets["uds-dev"]), flush=True)
    torch.save(net.state_dict(), args.work / f"net-{args.fold}-{args.seed}.pt")
    if args.out:
        graph(net, args.out)


def encoder(folder: Path) -> Encoder:
    """The encoder in a folder, to look through."""
    with np.load(folder / "heads.npz") as kept:
        return Encoder((folder / "encoder.onnx").read_bytes(), {name: kept[name] for name in kept.files})


def standard(net: Net, texts: Iterable[Sentence]) -> None:
    """Sets mean and scale of what is seen."""
    seen = np.concatenate([s.seen for s in texts if len(s.seen)][::3]).astype(np.float32)
    net.mean.copy_(torch.from_numpy(seen.mean(0)))
    net.scale.copy_(torch.from_numpy(1 / (seen.std(0) + 1e-3)))


def learn(net: Net, sets: dict[str, list[Sentence]], pairs: list[Sentence], args: argparse.Namespace) -> None:
    """Trains; every epoch has all sentences of the small sets and a new share of the large ones."""
    dice = random.Random(args.seed)
    best = torch.optim.AdamW(net.parameters(), RATE, weight_decay=0.05)
    step, begun = 0, time.time()
    steps = 0
    for epoch in range(args.epochs):
        net.train()
        texts = pairs * PAIRS + sets["own"] + sets["labels"]
        texts += dice.sample(sets["uds"], int(len(sets["uds"]) * args.uds))
        texts += dice.sample(sets["stories"], int(len(sets["stories"]) * args.stories))
        groups = list(batched(texts, dice))
        steps = steps or len(groups) * args.epochs
        total = 0.0
        for group in groups:
            for part in best.param_groups:
                part["lr"] = RATE * min(1, (step + 1) / 50) * max(0.02, 1 - step / steps)
            loss = loss_of(net, group, epoch)
            best.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            best.step()
            total += loss.item()
            step += 1
        print(f"epoch {epoch} loss {total / len(groups):.3f} {time.time() - begun:.0f} s", flush=True)


def batched(texts: list[Sentence], dice: random.Random, most: int = 640) -> Iterator[list[Sentence]]:
    """Groups of texts, `most` words each at most."""
    order = [s for s in texts if len(s.seen)]
    dice.shuffle(order)
    group: list[Sentence] = []
    size = 0
    for text in order:
        if group and size + len(text.seen) > most:
            yield group
            group, size = [], 0
        group.append(text)
        size += len(text.seen)
    if group:
        yield group


def together(group: Sequence[Sentence]) -> tuple[Tensor, Tensor]:
    """The words of several texts, and the number of each one's sentence."""
    seen = torch.from_numpy(np.concatenate([s.seen for s in group]).astype(np.float32))
    return seen, torch.from_numpy(np.concatenate([s.sentence + 1000 * n for n, s in enumerate(group)]))


def loss_of(net: Net, group: list[Sentence], epoch: int) -> Tensor:
    """The mean loss of some texts."""
    types, status, value, deed, side, far = net(*together(group))
    sure = F.log_softmax(types, -1)
    total = types.sum() * 0
    at = 0
    for text in group:
        here = slice(at, at + len(text.seen))
        at += len(text.seen)
        if text.whole is not None:
            total = total + _whole(text, sure[here], status[here])
            for one in text.whole:
                if one.actors or one.recipients:
                    total = total + 0.5 * _sides(one, text, deed[here], side[here], far)
        if text.bag:
            share = sure[here].exp()
            which = [1 + TYPES.index(t) for t in text.bag]
            total = total + (1.5 if text.pair else 0.7) * _bag(share, which)
            if text.pair and epoch > 1:
                word = int(share[:, which].sum(-1).argmax())
                one = Deed((word, word), text.bag[0], "", *text.pair)
                total = total + 0.5 * _sides(one, text, deed[here], side[here], far)
        if text.value is not None:
            asked = torch.from_numpy(~np.isnan(text.value))
            if asked.any():
                error = value[here][asked] - torch.from_numpy(text.value)[asked]
                total = total + 0.15 * F.smooth_l1_loss(error, torch.zeros_like(error), reduction="sum")
    return total / len(group)


def _whole(text: Sentence, sure: Tensor, status: Tensor) -> Tensor:
    tags = torch.zeros(len(text.seen), dtype=torch.long)
    stages = torch.full((len(text.seen),), -100)
    for one in text.whole or ():
        tags[one.trigger[0] : one.trigger[1] + 1] = 1 + TYPES.index(one.type)
        stages[one.trigger[0] : one.trigger[1] + 1] = STATUSES.index(one.status)  # type: ignore[arg-type]
    weight = torch.where(tags > 0, TOLD, 1.0)
    total = (F.nll_loss(sure, tags, reduction="none") * weight).sum() / 12
    if (stages >= 0).any():
        rare = torch.tensor([RARE.get(name, 3.0) for name in STATUSES])
        total = total + 0.4 * F.cross_entropy(status, stages, rare, ignore_index=-100, reduction="sum")
    return total


def _bag(share: Tensor, which: list[int]) -> Tensor:
    """That some word tells of the type, and that no other type is told as surely."""
    low = 1e-6
    told = 1 - torch.exp(torch.log1p(-share[:, 1:].clamp(max=1 - low)).sum(0))
    right = told[[j - 1 for j in which]].sum()
    one = share[:, which].sum(-1).clamp(low, 1 - low)
    some = 1 - torch.exp(torch.log1p(-one).sum())
    return -0.5 * torch.log(some + low) - 0.7 * torch.log(right / (told.sum() + low) + low)


def _sides(one: Deed, text: Sentence, deed: Tensor, side: Tensor, far: Tensor) -> Tensor:
    first, last = one.trigger
    number = text.sentence[first]
    low = int(np.searchsorted(text.sentence, number, side="left"))
    high = int(np.searchsorted(text.sentence, number, side="right"))
    score = torch.einsum("rd,wrd->rw", deed[first : last + 1].mean(0), side[low:high]) / SIDE**0.5
    place = np.arange(low, high)
    away = np.where(place < first, place - first, np.where(place > last, place - last, 0)).clip(-FAR, FAR) + FAR
    score = score + far[:, away]
    wanted = torch.zeros_like(score)
    for row, spans in enumerate((one.actors, one.recipients)):
        for a, b in spans:
            wanted[row, max(a - low, 0) : max(b + 1 - low, 0)] = 1
    weight = torch.where(wanted > 0, 2.0, 1.0)
    return (F.binary_cross_entropy_with_logits(score, wanted, reduction="none") * weight).sum() / 12


@torch.no_grad()
def measured(net: Net, pairs: list[Sentence], valued: list[Sentence]) -> str:
    """How well it does on what stayed out."""
    net.eval()
    right = 0
    for text in pairs:
        share = net(*together([text]))[0].softmax(-1)[:, 1:].max(0).values
        right += TYPES[int(share.argmax())] in text.bag
    gold, told = [], []
    for text in valued:
        if text.value is not None and len(text.seen):
            asked = ~np.isnan(text.value)
            told.extend(net(*together([text]))[2].numpy()[asked].clip(-3, 3))
            gold.extend(text.value[asked])
    a, b = np.array(gold), np.array(told)
    r, error = np.corrcoef(a, b)[0, 1], np.abs(a - b).mean()
    return f"top1 {right / max(1, len(pairs)):.3f} of {len(pairs)}; value r {r:.3f} mean error {error:.3f}"


def graph(net: Net, out: Path) -> None:
    """Exports and quantises the head."""
    net.eval()
    names = ["types", "status", "value", "deed", "side", "far"]
    free = {name: {0: "words"} for name in ("seen", "sentence", *names[:-1])}
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        torch.onnx.export(
            Told(net), (torch.zeros(12, WIDE), torch.zeros(12, dtype=torch.long)), plain,
            input_names=["seen", "sentence"], output_names=names, dynamic_axes=free, opset_version=17, dynamo=False,
        )  # fmt: skip
        quantize_dynamic(plain, out, per_channel=True, weight_type=QuantType.QInt8)
    model = onnx.load(out)
    model.producer_name, model.doc_string = "onrecord", ""
    onnx.save(model, out)


if __name__ == "__main__":
    main()
