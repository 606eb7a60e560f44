"""Coreference for training: examples out of annotated texts, and the head that scores antecedents.

The examples are files of numbers. Those of `prepare` are for training together with the encoder, so the names in them
are spaCy's; those of `read` have the names and vectors of the encoder that is done, and what grammar settles in plain
news besides, for the head alone (refine.py):

    python training/coreference.py prepare DATA_DIR EXAMPLES_DIR
    python training/coreference.py read DATA_DIR EXAMPLES_DIR

Making them needs onrecord and spaCy; `CoreferenceHead`, `load` and `part` need torch and numpy only.
"""

from __future__ import annotations

import functools
import gzip
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

NON_COMMERCIAL = frozenset({"essay", "letter", "podcast", "fiction", "whow"})
"""Genres of GUM whose licence keeps them out of weights that ship. LitBank's novels are another corpus."""
WORD = re.compile(r"\w+|[^\w\s]")
TYPES = ("person", "organization", "place", "other")
_TYPE_OF = {"person": 0, "organization": 1, "place": 2, "gpe": 2}


@dataclass(frozen=True)
class Example:
    """A text with its candidates, the pairs that are looked at, and what is right.

    Attributes:
        words: [words, 2] offsets. spans: [candidates, 2] offsets. at: [candidates, 3] word of the head, first, last.
        single: [candidates, features]. later, earlier: [pairs] candidates. double: [pairs, features].
        cluster: [candidates], -1 for what is in none. type: [candidates] of `TYPES`, -1 where it is not known.
        singletons: whether what is in no cluster is no mention at all (LitBank) or may be one that stands alone.
        asked: [candidates], of which of them the antecedent is known. hidden: [words, size], the encoder's vectors,
            where it was done; else none.
    """

    id: str
    text: str
    words: NDArray[Any]
    spans: NDArray[Any]
    at: NDArray[Any]
    single: NDArray[Any]
    later: NDArray[Any]
    earlier: NDArray[Any]
    double: NDArray[Any]
    cluster: NDArray[Any]
    type: NDArray[Any]
    singletons: bool
    asked: NDArray[Any]
    hidden: NDArray[Any] | None = None


# ------------------------------------------------------------------------------------------ examples


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    packed = path.with_name(path.name + ".gz")
    with gzip.open(packed, "rb") if packed.exists() else path.open("rb") as file:
        for line in file:
            yield json.loads(line)


def prepare(data: Path, out: Path, *, done: bool = False) -> None:
    """Writes `coref-train.npz` and `coref-dev.npz` and says how many of the gold mentions are candidates.

    Args:
        data: folder of the sets. out: folder for the examples. done: whether the encoder is done and reads the texts;
            then the examples hold its vectors, and `silver.npz` is written too.
    """
    out.mkdir(parents=True, exist_ok=True)
    for name in ("coref-train", "coref-dev"):
        texts = {row["id"]: row["text"] for row in _rows(data / f"{name}.jsonl")}
        examples: list[dict[str, Any]] = []
        found = asked = 0
        for gold in _rows(data / f"{name}.gold.jsonl"):
            if name == "coref-train" and gold["corpus"] == "gum" and gold["genre"] in NON_COMMERCIAL:
                continue
            one, hit, of = _example(gold, texts[gold["id"]], done)
            found, asked = found + hit, asked + of
            examples.append(one)
        _save(out / f"{name}.npz", examples)
        print(f"{name}: {len(examples)} texts, {found} of {asked} mentions of actors are candidates")
    if done:
        examples = [one for row in _rows(data / "polnear-train.jsonl") if (one := _silver(row["id"], row["text"]))]
        _save(out / "silver.npz", examples)
        print(f"silver: {len(examples)} texts, {sum(int(e['asked'].sum()) for e in examples)} settled by grammar")


def _save(path: Path, examples: list[dict[str, Any]]) -> None:
    arrays = {f"{number}/{field}": value for number, one in enumerate(examples) for field, value in one.items()}
    arrays["sizes/single"], arrays["sizes/double"] = _sizes()
    np.savez_compressed(path, **arrays)


def _sizes() -> tuple[NDArray[Any], NDArray[Any]]:
    from onrecord.reader.antecedents import DOUBLE, SINGLE

    return np.array(list(SINGLE.values())), np.array(list(DOUBLE.values()))


def _stage(name: str, text: str, done: bool) -> tuple[Any, Any]:
    """A text with its names found, and its candidates."""
    from onrecord.model import Report
    from onrecord.reader.candidates import candidates
    from onrecord.reader.mentions import staged
    from onrecord.reader.parse import parse
    from onrecord.reader.places import places

    report = Report(id=name, source_id=name, sha256="", text=text)
    parsed = next(parse([report])) if done else _parsed_by_spacy(report)
    stage = staged(parsed, places(parsed))
    return stage, candidates(stage)


@functools.cache
def _spacy() -> Any:
    from onrecord.reader.parse import loaded

    nlp = loaded()
    nlp.add_pipe("onrecord_paragraphs", before="parser")
    return nlp


def _parsed_by_spacy(report: Any) -> Any:
    """A text with spaCy's names, while there is no encoder yet."""
    from onrecord.model import Span
    from onrecord.reader.parse import Parsed

    doc = _spacy()(report.text)
    heads = tuple(s for s in doc.sents if s.text.strip())
    spans = tuple(Span.of(report.text, s.start_char, s.end_char) for s in heads)
    return Parsed(report, doc, spans, heads, None)  # type: ignore[arg-type]


def _columns(stage: Any, found: Any, name: str, done: bool) -> dict[str, Any]:
    """What of an example is not gold."""
    from onrecord.reader.antecedents import Table, features, pairs

    tree, text = stage.tree, stage.parsed.text
    spans = np.array([(tree.start[c.first], tree.end[c.last]) for c in found], dtype=np.int32).reshape(-1, 2)
    words = np.array([m.span() for m in WORD.finditer(text)], dtype=np.int32).reshape(-1, 2)
    at = [
        (_word(words, tree.start[c.head]), _word(words, tree.start[c.first]), _last_word(words, tree.end[c.last]))
        for c in found
    ]
    table = Table(found)
    later, earlier = pairs(table)
    one = {
        "id": np.array(name),
        "text": np.array(text),
        "words": words,
        "spans": spans,
        "at": np.array(at, dtype=np.int32).reshape(-1, 3),
        "single": table.single.astype(np.int16),
        "later": later.astype(np.int32),
        "earlier": earlier.astype(np.int32),
        "double": features(table, later, earlier).astype(np.int16),
        "asked": np.ones(len(found), dtype=np.bool_),
        "singletons": np.array(False),
    }
    return one | ({"hidden": stage.parsed.read.hidden.astype(np.float16)} if done else {})


def _example(gold: dict[str, Any], text: str, done: bool) -> tuple[dict[str, Any], int, int]:
    stage, found = _stage(gold["id"], text, done)
    one = _columns(stage, found, gold["id"], done)
    cluster, hit, of = _aligned(gold, stage.parsed, {c.head: n for n, c in enumerate(found)}, one["spans"])
    types = [_TYPE_OF.get(t, 3) if t else -1 for t in gold["entity_types"]]
    one["cluster"] = cluster
    one["type"] = np.array([types[c] if c >= 0 else -1 for c in cluster], dtype=np.int8)
    one["singletons"] = np.array(bool(gold["singletons"]))
    return one, hit, of


def _silver(name: str, text: str) -> dict[str, Any] | None:
    """What grammar settles in a text; None where that is nothing but "they"."""
    from settled import NOTHING, settled, type_of

    stage, found = _stage(name, text, True)
    known = settled(stage, found)
    if all(before == NOTHING or found[n].pronoun == "they" for n, before in known.items()):
        return None
    cluster = np.arange(len(found), dtype=np.int32)
    for n, before in sorted(known.items()):
        if before != NOTHING:
            cluster[n] = cluster[before]
    return _columns(stage, found, name, True) | {
        "cluster": cluster,
        "asked": np.isin(np.arange(len(found)), list(known)),
        "type": np.array([type_of(stage, c) for c in found], dtype=np.int8),
    }


def _word(words: NDArray[Any], start: int) -> int:
    """The word in which an offset stands."""
    return max(0, int(np.searchsorted(words[:, 0], start, side="right")) - 1)


def _last_word(words: NDArray[Any], end: int) -> int:
    return max(0, int(np.searchsorted(words[:, 0], end, side="left")) - 1)


def _aligned(gold: dict[str, Any], parsed: Any, by_head: dict[int, int], spans: NDArray[Any]) -> tuple[Any, int, int]:
    """The gold cluster of each candidate: by the very span, else by the head word, the shortest span first."""
    cluster = np.full(len(spans), -1, dtype=np.int32)
    exact = {(int(a), int(b)): n for n, (a, b) in enumerate(spans)}
    rows = sorted((e - s, s, e, n) for n, one in enumerate(gold["clusters"]) for s, e in one)
    hit = of = 0
    later = []
    taken: set[int] = set()
    for _, s, e, n in rows:
        number = exact.get((s, e))
        if number is not None and number not in taken:
            cluster[number] = n
            taken.add(number)
        else:
            later.append((s, e, n))
    missed = []
    for s, e, n in later:
        tokens = parsed.tokens_in(s, e)
        number = by_head.get(tokens.root.i) if tokens is not None else None
        if number is not None and number not in taken:
            cluster[number] = n
            taken.add(number)
        else:
            missed.append(n)
    actor = [t in _TYPE_OF for t in gold["entity_types"]]
    of = sum(actor[n] for *_, n in rows)
    hit = of - sum(actor[n] for n in missed)
    return cluster, hit, of


def load(path: Path) -> list[Example]:
    """The examples of a file that `prepare` wrote."""
    with np.load(path) as data:
        fields: dict[int, dict[str, Any]] = {}
        for name in data.files:
            number, _, field = name.partition("/")
            if number == "sizes":
                continue
            fields.setdefault(int(number), {})[field] = data[name]
    found = []
    for number in sorted(fields):
        one = fields[number]
        one |= {"id": str(one["id"]), "text": str(one["text"]), "singletons": bool(one["singletons"])}
        one.setdefault("asked", np.ones(len(one["cluster"]), dtype=np.bool_))
        found.append(Example(**one))
    return found


def sizes(path: Path) -> tuple[list[int], list[int]]:
    """How many values each feature of a candidate and of a pair has, in a file that `prepare` wrote."""
    with np.load(path) as data:
        return data["sizes/single"].tolist(), data["sizes/double"].tolist()


def part(example: Example, first: int, end: int) -> Example:
    """The words from first to end (not included) of an example as one of its own; `h` is then of these words."""
    kept = np.flatnonzero((example.at >= first).all(1) & (example.at < end).all(1))
    place = np.full(len(example.at), -1, dtype=np.int32)
    place[kept] = np.arange(len(kept), dtype=np.int32)
    pairs = (place[example.later] >= 0) & (place[example.earlier] >= 0)
    return replace(
        example,
        words=example.words[first:end],
        spans=example.spans[kept],
        at=example.at[kept] - first,
        single=example.single[kept],
        later=place[example.later[pairs]],
        earlier=place[example.earlier[pairs]],
        double=example.double[pairs],
        cluster=example.cluster[kept],
        type=example.type[kept],
        asked=example.asked[kept],
        hidden=None if example.hidden is None else example.hidden[first:end],
    )


# ------------------------------------------------------------------------------------------ the head

try:
    import torch
    from torch import nn
except ImportError:  # the environment of `prepare` has no torch and needs none
    torch = None  # type: ignore[assignment]


if torch is not None:

    class CoreferenceHead(nn.Module):
        """Scores the earlier candidates of each candidate, and none.

        A candidate is the vectors of its head, first and last word, projected, plus a vector for each of its features.
        A pair is scored twice: cheaply (bilinear, and a number for each feature), and by a small network on both, their
        product and the features. The sum counts; the cheap part alone chooses at run time which pairs the other sees.

        Args:
            sizes: how many values each feature of one candidate has. pair_sizes: each feature of two.
        """

        def __init__(
            self,
            sizes: list[int],
            pair_sizes: list[int],
            *,
            hidden: int = 384,
            width: int = 96,
            inner: int = 64,
            dropout: float = 0.25,
        ) -> None:
            super().__init__()
            self.words = nn.Linear(3 * hidden, width)
            self.alone = nn.EmbeddingBag(sum(sizes), width, mode="sum")
            self.near = nn.Linear(width, width, bias=False)
            self.rough = nn.EmbeddingBag(sum(pair_sizes), 1, mode="sum")
            self.later = nn.Linear(width, inner)
            self.earlier = nn.Linear(width, inner, bias=False)
            self.product = nn.Linear(width, inner, bias=False)
            self.pair = nn.EmbeddingBag(sum(pair_sizes), inner, mode="sum")
            self.out = nn.Linear(inner, 1)
            self.none = nn.Linear(width, 1)
            self.kind = nn.Linear(width, len(TYPES))
            self.dropout = nn.Dropout(dropout)
            for bag, scale in ((self.alone, 0.1), (self.rough, 0.01), (self.pair, 0.1)):
                nn.init.normal_(bag.weight, std=scale)
            nn.init.normal_(self.near.weight, std=0.01)
            self.register_buffer("starts", torch.tensor(np.cumsum([0, *sizes[:-1]])))
            self.register_buffer("pair_starts", torch.tensor(np.cumsum([0, *pair_sizes[:-1]])))

        def mentions(self, h: torch.Tensor, example: Example) -> torch.Tensor:
            """A vector for each candidate."""
            at = torch.as_tensor(example.at.astype(np.int64), device=h.device)
            single = torch.as_tensor(example.single.astype(np.int64), device=h.device) + self.starts
            flat = self.dropout(h)[at].flatten(1)
            return self.dropout(torch.relu(self.words(flat) + self.alone(single)))

        def forward(self, h: torch.Tensor, example: Example) -> tuple[torch.Tensor, ...]:
            """The score of each pair, its cheap part, the score of none and of each type for each candidate."""
            m = self.mentions(h, example)
            i = torch.as_tensor(example.later.astype(np.int64), device=h.device)
            j = torch.as_tensor(example.earlier.astype(np.int64), device=h.device)
            codes = torch.as_tensor(example.double.astype(np.int64), device=h.device) + self.pair_starts
            rough = (self.near(m)[i] * m[j]).sum(1) + self.rough(codes).squeeze(1)
            inner = self.later(m)[i] + self.earlier(m)[j] + self.product(m[i] * m[j]) + self.pair(codes)
            score = rough + self.out(self.dropout(torch.relu(inner))).squeeze(1)
            return score, rough, self.none(m).squeeze(1), self.kind(m)

        def loss(self, h: torch.Tensor, example: Example) -> torch.Tensor:
            """The mean over candidates of the marginal log-likelihood of their right antecedents, and of their types.

            Args:
                h: [words, hidden], the vector of each word of `example.words`.
            """
            if not len(example.at):
                return h.sum() * 0.0
            score, rough, none, types = self.forward(h, example)
            right = torch.as_tensor(_right(example), device=h.device)
            alone = torch.as_tensor(_alone(example), device=h.device)
            i = torch.as_tensor(example.later.astype(np.int64), device=h.device)
            asked = torch.as_tensor(example.asked, device=h.device)
            whole = sum(w * _marginal(s, none, i, right, alone, asked) for w, s in ((1.0, score), (0.3, rough)))
            label = torch.as_tensor(example.type.astype(np.int64), device=h.device)
            if bool((label >= 0).any()):
                whole = whole + 0.2 * nn.functional.cross_entropy(types, label, ignore_index=-1)
            return whole

    def _marginal(
        score: torch.Tensor,
        none: torch.Tensor,
        i: torch.Tensor,
        right: torch.Tensor,
        alone: torch.Tensor,
        asked: torch.Tensor,
    ) -> torch.Tensor:
        every = _log_sum(score, none, i)
        low = torch.full_like(score, -1e4)
        good = _log_sum(torch.where(right, score, low), torch.where(alone, none, torch.full_like(none, -1e4)), i)
        return ((every - good) * asked).sum() / asked.sum().clamp(min=1)

    def _log_sum(score: torch.Tensor, none: torch.Tensor, i: torch.Tensor) -> torch.Tensor:
        """For each candidate the log of the sum of exp over its pairs and none."""
        top = none.detach().scatter_reduce(0, i, score.detach(), "amax")
        total = torch.exp(none - top).scatter_add(0, i, torch.exp(score - top[i]))
        return top + torch.log(total)


def _right(example: Example) -> NDArray[Any]:
    """Which pairs are right. Where single mentions are annotated, what is unannotated may take up its like."""
    one, other = example.cluster[example.later], example.cluster[example.earlier]
    found = (one == other) & (one >= 0)
    if example.singletons:
        found |= (one < 0) & (other < 0)
    return np.asarray(found)


def _alone(example: Example) -> NDArray[Any]:
    """Which candidates have no antecedent among their pairs, or may have none."""
    taken = np.zeros(len(example.cluster), dtype=np.bool_)
    right = (example.cluster[example.later] == example.cluster[example.earlier]) & (example.cluster[example.later] >= 0)
    taken[example.later[right]] = True
    return ~taken


if __name__ == "__main__":
    if len(sys.argv) != 4 or sys.argv[1] not in ("prepare", "read"):
        sys.exit(__doc__)
    prepare(Path(sys.argv[2]), Path(sys.argv[3]), done=sys.argv[1] == "read")
