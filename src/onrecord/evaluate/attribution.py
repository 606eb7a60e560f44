"""Attributions: is each statement found, whole, and given to the right source?

Words count, punctuation and quote marks do not; a content of several parts is one set of words.

content_token   P, R, F1 over the words of all contents of a report together. content_soft: mean share of each content
                that the other side covers (Johansson and Moschitti 2010; Pareti 2015). content_exact: the same words.
content_iou     one-to-one pairs, best first, that share at least half of their joint words.
full            content_iou, and the sources share a word, or neither has one. The headline. full_strict: same words.
source_token, source_accuracy, recall_by_form, full_recall_by_form, gold_by_form, out_by_form: as they say; the form is
                told by the quote marks in the content.
span_exact, span_words   F1 of the spans of each role with both boundaries right; with `words` only words decide.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from onrecord.evaluate.gold import GoldSet, Row, fractions, greedy, share
from onrecord.evaluate.spans import Interval, Words, intervals, jaccard, stripped

FORMS = ("direct", "mixed", "indirect")
ROLES = ("source", "cue", "content")
HALF = 0.5
_MARK = re.compile(r'["“”]')
_QUOTED = re.compile(r'["“][^"“”]*(?:["”]|$)')
_LETTER = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class _Claim:
    content: frozenset[int]
    source: frozenset[int]
    form: str


def score_attribution(gold: GoldSet) -> Row:
    """The figures of a gold set with `attributions`: `[{"source", "cue", "content", "optional"?}]`."""
    n: Counter[str] = Counter()
    for pair in gold.pairs:
        _score_report(pair.gold.get("attributions") or [], pair.out.get("attributions") or [], pair.text or "", n)
    figures: Row = {
        **gold.fit(),
        "gold": n["gold"],
        "out": n["out"],
        "content_token": fractions(n["content"], n["content out"], n["content"], n["content gold"]),
        "content_soft": fractions(n["soft p"], n["out"], n["soft r"], n["gold"]),
    }
    for name in ("content_exact", "content_iou", "full", "full_strict"):
        figures[name] = fractions(n[name], n["out"], n[name], n["gold"])
    figures["source_token"] = fractions(n["source"], n["source out"], n["source"], n["source gold"])
    figures["source_accuracy"] = {
        "overlap": round(share(n["source overlap"], n["with source"]), 5),
        "same": round(share(n["source same"], n["with source"]), 5),
    }
    for name, hits in (("recall_by_form", "matched"), ("full_recall_by_form", "full")):
        figures[name] = {form: round(share(n[f"{hits} {form}"], n[f"gold {form}"]), 5) for form in FORMS}
    for side in ("gold", "out"):
        figures[f"{side}_by_form"] = {form: n[f"{side} {form}"] for form in FORMS}
    for way in ("exact", "words"):
        for role in ROLES:
            key = f"span_{way}_{role}"
            figures[key] = fractions(n[key], n[f"{key} out"], n[key], n[f"{key} gold"])
    return figures


def form_of(text: str, content: list[Interval]) -> str:
    """direct, mixed or indirect, by the double quote marks in the content.

    >>> form_of('He said “no”.', [(8, 12)])
    'direct'
    """
    words = " ".join(text[start:end] for start, end in content)
    if not _MARK.search(words):
        return "indirect"
    return "mixed" if _LETTER.search(_QUOTED.sub(" ", words)) else "direct"


def _score_report(gold_rows: list[Row], out_rows: list[Row], text: str, n: Counter[str]) -> None:
    words = Words(text)
    gold_rows, out_rows = _required(gold_rows, out_rows, words)
    gold, out = _claims(gold_rows, text, words), _claims(out_rows, text, words)
    n.update(gold=len(gold), out=len(out))
    for side, claims in (("gold", gold), ("out", out)):
        n.update(f"{side} {claim.form}" for claim in claims)
    in_gold, in_out = _joined(c.content for c in gold), _joined(c.content for c in out)
    from_gold, from_out = _joined(c.source for c in gold), _joined(c.source for c in out)
    n.update({"content": len(in_gold & in_out), "content gold": len(in_gold), "content out": len(in_out)})
    n.update({"source": len(from_gold & from_out), "source gold": len(from_gold), "source out": len(from_out)})
    n["soft p"] += sum(len(c.content & in_gold) / len(c.content) for c in out)  # type: ignore[assignment]
    n["soft r"] += sum(len(c.content & in_out) / len(c.content) for c in gold)  # type: ignore[assignment]
    n["content_exact"] += (Counter(c.content for c in gold) & Counter(c.content for c in out)).total()
    _match(gold, out, n)
    for way in ("exact", "words"):
        for role in ROLES:
            key = f"span_{way}_{role}"
            wanted = _role_spans(gold_rows, role, text, words if way == "words" else None)
            given = _role_spans(out_rows, role, text, words if way == "words" else None)
            n.update({key: len(wanted & given), f"{key} out": len(given), f"{key} gold": len(wanted)})


def _match(gold: list[_Claim], out: list[_Claim], n: Counter[str]) -> None:
    weights = []
    for i, wanted in enumerate(gold):
        for j, given in enumerate(out):
            fit = jaccard(wanted.content, given.content)
            if fit >= HALF:
                weights.append((fit, i, j))
    for i, j in greedy(sorted(weights, reverse=True)):
        wanted, given = gold[i], out[j]
        overlap = bool(wanted.source & given.source)
        right = overlap if wanted.source else not given.source
        same = wanted.source == given.source
        n.update({"content_iou": 1, f"matched {wanted.form}": 1, "full": int(right), "full_strict": int(same)})
        n[f"full {wanted.form}"] += right
        if wanted.source:
            n.update({"with source": 1, "source overlap": int(overlap), "source same": int(same)})


def _claims(rows: list[Row], text: str, words: Words) -> list[_Claim]:
    found = []
    for row in rows:
        content = intervals(row.get("content"))
        if under := words.under(content):
            found.append(_Claim(under, words.under(intervals(row.get("source"))), form_of(text, content)))
    return found


def _joined(sets: object) -> set[int]:
    return set().union(*sets)  # type: ignore[misc]


def _role_spans(rows: list[Row], role: str, text: str, words: Words | None) -> set[Interval]:
    spans = {span for row in rows for span in intervals(row.get(role))}
    if words is None:
        return {trimmed for span in spans if (trimmed := stripped(text, span))}
    return {(min(under), max(under)) for span in spans if (under := words.under([span]))}


def _required(gold: list[Row], out: list[Row], words: Words) -> tuple[list[Row], list[Row]]:
    """Without the gold rows marked `optional`, and without the outputs that fit one of those best."""
    spared = [words.under(intervals(row.get("content"))) for row in gold if row.get("optional")]
    kept = [row for row in gold if not row.get("optional")]
    if not spared:
        return kept, out
    needed = [words.under(intervals(row.get("content"))) for row in kept]

    def counts(row: Row) -> bool:
        content = words.under(intervals(row.get("content")))
        best = max(jaccard(content, other) for other in spared)
        return best < HALF or best <= max((jaccard(content, other) for other in needed), default=0.0)

    return kept, [row for row in out if counts(row)]
