"""Times, as TempEval-3 task A scores them (UzZaman et al. 2013).

relaxed: expressions that overlap are paired one to one. strict: pairs with the same span, white space at the ends
aside. type_f1, value_f1: relaxed F1 times the share of pairs with the same type, the very same TIMEX3 value.
"""

from __future__ import annotations

from collections import Counter

from onrecord.evaluate.gold import GoldSet, Row, counted, rate
from onrecord.evaluate.spans import Interval, by_overlap, interval, stripped


def score_times(gold: GoldSet) -> Row:
    """The figures of a gold set with `times`: `[{"span", "type", "value"}]`."""
    n: Counter[str] = Counter()
    kinds: dict[str, Counter[str]] = {}
    for pair in gold.pairs:
        text = (pair.out.get("report") or {}).get("text") or ""
        wanted = [(span, t) for t in pair.gold["times"] if (span := interval(t.get("span")))]
        given = [(span, t) for t in pair.out.get("times") or () if (span := interval(t.get("span")))]
        n.update(gold=len(wanted), out=len(given))
        for _, time in wanted:
            kinds.setdefault(time["type"], Counter())["gold"] += 1
        for i, j in by_overlap([span for span, _ in wanted], [span for span, _ in given]):
            (here, want), (there, got) = wanted[i], given[j]
            right = want["value"] == got.get("value")
            n.update(
                pairs=1,
                span=int(_trimmed(text, here) == _trimmed(text, there)),
                value=int(right),
                type=int(want["type"] == got.get("type")),
            )
            kinds[want["type"]].update(found=1, right_value=int(right))
    both = n["out"] + n["gold"]
    return {
        "relaxed": counted(n["pairs"], n["out"], n["gold"]),
        "strict": counted(n["span"], n["out"], n["gold"]),
        "type_f1": rate(2 * n["type"], both),
        "type_accuracy": rate(n["type"], n["pairs"]),
        "value_f1": rate(2 * n["value"], both),
        "value_accuracy": rate(n["value"], n["pairs"]),
        "by_type": {
            kind: {key: count[key] for key in ("gold", "found", "right_value")} for kind, count in sorted(kinds.items())
        },
    }


def _trimmed(text: str, span: Interval) -> Interval:
    return (stripped(text, span) if span[1] <= len(text) else None) or span
