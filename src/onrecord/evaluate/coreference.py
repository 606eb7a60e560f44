"""Coreference: are the mentions found, and are those of one actor together?

Clusters are the spans that share an actor id; clusters of one are dropped on both sides. MUC (Vilain et al. 1995), B³
(Bagga and Baldwin 1998), CEAFe (Luo 2005), their mean (conll), each three times: strict (same boundaries), relaxed
(quote marks, brackets, points and a possessive 's at the ends aside), actors (relaxed, and only gold clusters of
persons, organisations and places; the headline). pronoun_name: is a pronoun's actor one with the right name?
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable

from onrecord.evaluate.assignment import best_total
from onrecord.evaluate.gold import GoldSet, Pair, Row, fractions
from onrecord.evaluate.spans import Interval, interval, joint, stripped

_Cluster = frozenset[Hashable]
_ACTORS = ("person", "organization", "place", "gpe", None)
_EDGES = "\"'“”‘’«»()[],.;:-–—"
_PRONOUNS = frozenset(
    "i me my mine you your yours we us our ours he him his she her hers it its they them their theirs himself herself "
    "itself themselves this that these those who whom whose which".split()
)


def score_coreference(gold: GoldSet) -> Row:
    """The figures of a gold set with `clusters`, `entity_types` and `pronouns`."""
    figures: Row = gold.fit()
    for variant in ("strict", "relaxed", "actors"):
        n: Counter[str] = Counter()
        for pair in gold.pairs:
            _add(*_clusters(pair, variant), n)
        figures |= {f"{variant}_{name}": value for name, value in _figures(n).items()}
    asked: Counter[str] = Counter()
    for pair in gold.pairs:
        _score_pronouns(pair, asked)
    figures["pronoun_name"] = _pronoun_figures(asked, "person")
    figures["pronoun_name_it"] = _pronoun_figures(asked, "thing")
    return figures


# -------------------------------------------------------------------------------------------------- measures


def _homes(clusters: list[_Cluster]) -> dict[Hashable, int]:
    return {mention: number for number, cluster in enumerate(clusters) for mention in cluster}


def _parts(cluster: _Cluster, homes: dict[Hashable, int]) -> Counter[int]:
    """How many mentions of a cluster lie in each cluster of the other side."""
    return Counter(homes[m] for m in cluster if m in homes)


def _add(gold: list[_Cluster], out: list[_Cluster], n: Counter[str]) -> None:
    for side, ours, theirs in (("r", gold, out), ("p", out, gold)):
        homes = _homes(theirs)
        for cluster in ours:
            parts = _parts(cluster, homes)
            pieces = len(parts) + len(cluster) - parts.total()
            n.update({f"muc {side}": len(cluster) - pieces, f"muc {side} of": len(cluster) - 1})
            n[f"b3 {side} of"] += len(cluster)
            n[f"b3 {side}"] += sum(k * k / len(cluster) for k in parts.values())  # type: ignore[assignment]
    n["ceafe"] += _ceafe(gold, out)  # type: ignore[assignment]
    both = _homes(gold).keys() & _homes(out).keys()
    n.update({"m": len(both), "m gold": sum(map(len, gold)), "m out": sum(map(len, out))})
    n.update(gold=len(gold), out=len(out))


def _ceafe(gold: list[_Cluster], out: list[_Cluster]) -> float:
    """The best one-to-one alignment of clusters under 2|A∩B| / (|A|+|B|), group by group of touching clusters."""
    homes = _homes(out)
    near = [_parts(cluster, homes) for cluster in gold]
    total = 0.0
    for rows in _touching(near):
        columns = sorted({j for i in rows for j in near[i]})
        total += best_total([[2 * near[i][j] / (len(gold[i]) + len(out[j])) for j in columns] for i in rows])
    return total


def _touching(near: list[Counter[int]]) -> Iterable[list[int]]:
    """Groups of gold clusters that share an output cluster, directly or through others."""
    back: dict[int, list[int]] = defaultdict(list)
    for i, columns in enumerate(near):
        for j in columns:
            back[j].append(i)
    seen: set[int] = set()
    for start in range(len(near)):
        if start in seen or not near[start]:
            continue
        group, todo = {start}, [start]
        while todo:
            fresh = {i for j in near[todo.pop()] for i in back[j]} - group
            group |= fresh
            todo.extend(fresh)
        seen |= group
        yield sorted(group)


def _figures(n: Counter[str]) -> Row:
    row: Row = {"mentions": fractions(n["m"], n["m out"], n["m"], n["m gold"])}
    for name in ("muc", "b3"):
        row[name] = fractions(n[f"{name} p"], n[f"{name} p of"], n[f"{name} r"], n[f"{name} r of"])
    row["ceafe"] = fractions(n["ceafe"], n["out"], n["ceafe"], n["gold"])
    row["conll"] = round((row["muc"]["f"] + row["b3"]["f"] + row["ceafe"]["f"]) / 3, 5)
    return row


# -------------------------------------------------------------------------------------------------- clusters


def _loosened(text: str, span: Interval) -> Interval:
    kept = stripped(text, span, _EDGES)
    if kept and kept[1] - kept[0] > 2 and text[kept[1] - 2] in "'’" and text[kept[1] - 1] == "s":
        before = text[kept[1] - 3]
        if before.isalnum() or before == "_":
            return kept[0], kept[1] - 2
    return kept or span


def _mentions(out: Row) -> list[tuple[Interval, str, Row]]:
    """The mentions in text order, one a span: the most confident, then the first."""
    found: dict[Interval, tuple[Interval, str, Row]] = {}
    for row in sorted(out.get("mentions") or (), key=lambda m: -(m.get("confidence") or 0)):
        span = interval(row.get("span"))
        if span and row.get("actor"):
            found.setdefault(span, (span, str(row["actor"]), row))
    return sorted(found.values(), key=lambda mention: mention[0])


def _grouped(pairs: Iterable[tuple[Interval, Hashable]]) -> list[_Cluster]:
    groups: dict[Hashable, set[Interval]] = defaultdict(set)
    taken: set[Interval] = set()
    for span, key in pairs:
        if span not in taken:
            taken.add(span)
            groups[key].add(span)
    return [frozenset(group) for group in groups.values() if len(group) > 1]


def _clusters(pair: Pair, variant: str) -> tuple[list[_Cluster], list[_Cluster]]:
    text = pair.text or ""
    kinds = pair.gold.get("entity_types") or [None] * len(pair.gold["clusters"])
    wanted: list[tuple[Interval, Hashable]] = []
    aside: set[Interval] = set()
    exact: set[Interval] = set()
    for span, number in sorted(((m[0], m[1]), i) for i, cluster in enumerate(pair.gold["clusters"]) for m in cluster):
        shape = span if variant == "strict" else _loosened(text, span)
        if variant == "actors" and kinds[number] not in _ACTORS:
            aside |= {span, shape}
        else:
            wanted.append((shape, number))
        if kinds[number] in _ACTORS:
            exact.add(span)
    aside -= exact
    shapes = {span for span, _ in wanted}
    given: list[tuple[Interval, Hashable]] = []
    for span, actor, _ in _mentions(pair.out):
        shape = span if variant == "strict" else _loosened(text, span)
        if span not in aside and (shape in shapes or shape not in aside):
            given.append((shape, actor))
    return _grouped(wanted), _grouped(given)


# -------------------------------------------------------------------------------------------------- pronouns


def _is_name(text: str, span: Interval, row: Row) -> bool:
    if row.get("form"):
        return bool(row["form"] == "name")
    words = text[span[0] : span[1]]
    return words[:1].isupper() and words.lower() not in _PRONOUNS


def _score_pronouns(pair: Pair, n: Counter[str]) -> None:
    text = pair.text or ""
    mentions = _mentions(pair.out)
    actors = {_loosened(text, span): actor for span, actor, _ in mentions}
    actors |= {span: actor for span, actor, _ in mentions}
    names: dict[str, list[Interval]] = defaultdict(list)
    for span, actor, row in mentions:
        if _is_name(text, span, row):
            names[actor].append(span)
    for pronoun in pair.gold.get("pronouns") or ():
        here, kind = (pronoun["span"][0], pronoun["span"][1]), pronoun["kind"]
        linked = [span for span in names.get(actors.get(here, ""), []) if span != here]
        n[f"{kind} linked all"] += bool(linked)
        if pronoun["names"]:
            right = any(joint(a, (b[0], b[1])) for a in linked for b in pronoun["names"])
            n.update({f"{kind} asked": 1, f"{kind} linked": int(bool(linked)), f"{kind} correct": int(right)})


def _pronoun_figures(n: Counter[str], kind: str) -> Row:
    right, asked, linked = n[f"{kind} correct"], n[f"{kind} asked"], n[f"{kind} linked"]
    everywhere = n[f"{kind} linked all"]
    return {
        "asked": asked,
        "linked": linked,
        "correct": right,
        **fractions(right, linked, right, asked),
        "p_all": round(right / everywhere, 5) if everywhere else 0.0,
    }
