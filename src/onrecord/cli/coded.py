"""Coding work as rows of lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from onrecord.cli.formats import Column

if TYPE_CHECKING:
    from onrecord.coding import Agreement

Row = dict[str, Any]


def _ends(low: float | None, high: float | None) -> str | None:
    return None if low is None or high is None else f"{low:.3f} to {high:.3f}"


def _round(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _given(one: Any) -> str:
    from onrecord.coding.appendix import value

    return f"{one.by}: {value(one)}"


CODEBOOK: tuple[Column[Row], ...] = tuple(
    Column(name, lambda r, name=name: r[name], style="bold" if name == "category" else "")  # type: ignore[misc]
    for name in ("variable", "question", "sections", "scale", "category", "definition", "include", "exclude")
)
DRAWN: tuple[Column[Row], ...] = (
    Column("n", lambda r: r["n"], style="dim"),
    Column("row", lambda r: r["row"], style="bold", whole=True),
    Column("words", lambda r: r["words"]),
)
SAMPLES: tuple[Column[Row], ...] = (
    Column("sample", lambda r: r["sample"], style="bold"),
    Column("id", lambda r: r["id"], whole=True),
    Column("section", lambda r: r["section"]),
    Column("rows", lambda r: r["rows"]),
    Column("frame", lambda r: r["frame"]),
    Column("seed", lambda r: r["seed"]),
    Column("coder", lambda r: r["coder"]),
    Column("left", lambda r: r["left"]),
    Column("codes", lambda r: r["codes"]),
    Column("open", lambda r: "yes" if r["open"] else "no"),
    Column("drawn again", lambda r: r["again"]),
)
ASKED: tuple[Column[Row], ...] = (
    Column("what", lambda r: r["what"], style="bold", whole=True),
    Column("told", lambda r: r["told"]),
)
CODES: tuple[Column[Any], ...] = (
    Column("row", lambda c: c.row, style="bold", whole=True),
    Column("variable", lambda c: c.variable),
    Column("value", lambda c: c.value),
    Column("parts", lambda c: " ".join(c.parts)),
    Column("by", lambda c: c.by),
    Column("settled", lambda c: "yes" if c.settled else "no"),
    Column("now", lambda c: c.now, shown=False),
    Column("sample", lambda c: c.sample, shown=False),
    Column("at", lambda c: c.at, style="dim"),
    Column("why", lambda c: c.why),
    Column("decision", lambda c: c.decision, shown=False),
    Column("codebook", lambda c: c.codebook, shown=False),
    Column("problem", lambda c: c.problem),
)
AGREEMENT: tuple[Column[Agreement], ...] = (
    Column("variable", lambda a: a.variable, style="bold"),
    Column("scale", lambda a: a.scale),
    Column("rows", lambda a: a.units),
    Column("pairs", lambda a: a.pairs),
    Column("alpha", lambda a: _round(a.alpha)),
    Column("95 %", lambda a: _ends(a.alpha_low, a.alpha_high)),
    Column("agree", lambda a: _round(a.percent)),
    Column("agree 95 %", lambda a: _ends(a.percent_low, a.percent_high)),
    Column("by one alone", lambda a: a.alone, shown=False),
    Column("resamples", lambda a: a.resamples, shown=False),
    Column("seed", lambda a: a.seed, shown=False),
)
DIFFERENCES: tuple[Column[Any], ...] = (
    Column("row", lambda d: d.row, style="bold", whole=True),
    Column("variable", lambda d: d.variable),
    Column("words", lambda d: d.words),
    Column("codes", lambda d: "\n".join(map(_given, d.codes))),
    Column("settled", lambda d: _given(d.settled) if d.settled else None),
    Column("why", lambda d: d.settled.why if d.settled else None),
)
ESTIMATES: tuple[Column[Row], ...] = (
    Column("variable", lambda r: r["variable"], style="bold"),
    Column("category", lambda r: r["category"]),
    Column("rows", lambda r: r["rows"]),
    Column("share", lambda r: _round(r["share"])),
    Column("95 % low", lambda r: _round(r["low"])),
    Column("95 % high", lambda r: _round(r["high"])),
)
