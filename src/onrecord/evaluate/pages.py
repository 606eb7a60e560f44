"""Web pages: the body, the day and minute of publication, the title, the authors.

body is precision and recall of four-word shingles, averaged over pages, and F1 of the averages (the measure of the
open article-extraction benchmark), over `report.text` less its boilerplate.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import datetime, timedelta

from onrecord.evaluate.gold import GoldSet, Row

_WORD = re.compile(r"\w+")
_BAR = re.compile(r"\s[|–—-]\s")
_MINUTE = timedelta(minutes=1)


def score_pages(gold: GoldSet) -> Row:
    """The figures of a gold set with `text`, `published`, `title`, `authors` of web pages."""
    precision: list[float] = []
    recall: list[float] = []
    n: Counter[str] = Counter()
    for pair in gold.pairs:
        report = pair.out.get("report") or {}
        if pair.gold.get("text"):
            wanted, found = _shingles(pair.gold["text"]), _shingles(_body(report))
            both = (wanted & found).total()
            precision.append(both / found.total() if found else 0.0)
            recall.append(both / wanted.total() if wanted else 0.0)
        _score_date(pair.gold.get("published"), report.get("published"), n)
        if pair.gold.get("title"):
            n.update(titles=1, title=int(_same_title(pair.gold["title"], report.get("title") or "")))
        if pair.gold.get("authors"):
            same = set(map(_fold, pair.gold["authors"])) == set(map(_fold, report.get("authors") or ()))
            n.update(author_pages=1, authors=int(same))
    p, r = (sum(values) / len(values) if values else 0.0 for values in (precision, recall))
    body = {"p": round(p, 4), "r": round(r, 4), "f1": round(2 * p * r / (p + r), 4) if p + r else 0.0}
    return {
        "pages": len(gold.pairs),
        "missing": len(gold.missing),
        "body": {**body, "of": len(precision)},
        "date": {
            "right": _part(n["right"], n["dates"]),
            "time": _part(n["time"], n["dates"]),
            "wrong": n["wrong"],
            "of": n["dates"],
        },
        "title": {"right": _part(n["title"], n["titles"]), "of": n["titles"]},
        "authors": {"right": _part(n["authors"], n["author_pages"]), "of": n["author_pages"]},
    }


def _part(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


def _fold(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(text)
    return Counter(tuple(words[i : i + 4]) for i in range(max(1, len(words) - 3))) if words else Counter()


def _body(report: Row) -> str:
    text = report.get("text") or ""
    for span in sorted(report.get("boilerplate") or (), key=lambda s: s["start"], reverse=True):
        text = f"{text[: span['start']]}\n{text[span['end'] :]}"
    return str(text)


def _same_title(gold: str, out: str) -> bool:
    return any(_fold(gold) == _fold(part) for part in (out, *_BAR.split(out)))


def _moment(value: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat((value or "").replace("Z", "+00:00"))
    except ValueError:
        return None


def _score_date(gold: str | None, out: str | None, n: Counter[str]) -> None:
    wanted, given = _moment(gold), _moment(out)
    if wanted is None:
        return
    n["dates"] += 1
    if given is None or out is None:
        return
    timed = "T" in out or ":" in out
    here, there = wanted.replace(tzinfo=None), given.replace(tzinfo=None)
    instant = bool(wanted.tzinfo and given.tzinfo and abs(wanted - given) < _MINUTE)
    day = abs((here.date() - there.date()).days) <= (0 if timed else 1)
    n["right" if day or instant else "wrong"] += 1
    n["time"] += timed and (instant or abs(here - there) < _MINUTE)
