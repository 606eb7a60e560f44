"""Writes what the reader runs: the encoder as int8 ONNX, the heads as numbers, and the card.

    python training/export.py CHECKPOINT OUT

The weights are quantised per channel (per tensor costs accuracy), the activations when they are met.
"""

from __future__ import annotations

import argparse
import hashlib
import tempfile
from pathlib import Path

import numpy as np
import onnx
import torch
from net import FAR, REACH, Net, Shape
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

BELOW = (0, 2, 3, 4)
"""Layers that the events are read from besides the last: what a word means fades towards the top, where the encoder
has learnt who speaks. 0 is what goes into the first."""


class Encoder(nn.Module):
    """The part of the network that becomes the graph."""

    def __init__(self, net: Net) -> None:
        super().__init__()
        self.net = net

    def forward(self, ids: Tensor, look: Tensor, quote: Tensor) -> tuple[Tensor, Tensor]:
        """The last layer, and those of `BELOW` side by side."""
        layers = self.net.layers(ids, look, quote, None)
        return layers[-1], torch.cat([layers[n] for n in BELOW], -1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--last", action="store_true", help="the last weights, not the mean of the last third")
    args = parser.parse_args()
    kept = torch.load(args.checkpoint, weights_only=False, map_location="cpu")
    saved = kept["net" if args.last else "average"]
    net = Net(Shape(**saved["shape"]), saved["sizes"])
    net.load_state_dict(saved["state"])
    net.eval()
    args.out.mkdir(parents=True, exist_ok=True)
    graph(net, args.out / "encoder.onnx")
    np.savez(args.out / "heads.npz", **head_weights(net))
    for name in ("encoder.onnx", "heads.npz"):
        file = args.out / name
        print(f"{name} {file.stat().st_size:,} bytes sha256 {hashlib.sha256(file.read_bytes()).hexdigest()}")


def graph(net: Net, out: Path) -> None:
    """Exports and quantises the encoder."""
    net.encoder.set_attn_implementation("eager")
    one = torch.ones(2, 16, dtype=torch.long)
    free = {0: "windows", 1: "pieces"}
    names, found = ["ids", "look", "quote"], ["hidden", "below"]
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        torch.onnx.export(
            Encoder(net), (one, one, one), plain, input_names=names, output_names=found,
            dynamic_axes=dict.fromkeys((*names, *found), free), opset_version=17, dynamo=False,
        )  # fmt: skip
        quantize_dynamic(plain, out, per_channel=True, weight_type=QuantType.QInt8)
    model = onnx.load(out)
    model.producer_name, model.doc_string = "onrecord", ""
    onnx.save(model, out)


def head_weights(net: Net) -> dict[str, np.ndarray]:
    """The weights of the heads, and the distances that they tell apart."""
    found = {
        name: value.cpu().numpy().astype(np.float32)
        for name, value in net.state_dict().items()
        if name.split(".")[0] in ("flat", "names", "roles", "coreference") and value.is_floating_point()
    }
    return found | {"roles.edges": np.array(FAR, np.int64), "roles.reach": np.array(REACH, np.int64)}


if __name__ == "__main__":
    main()
