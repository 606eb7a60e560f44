"""Disputed numbers as a drawing: each source's number, or range, on one line of numbers; nothing is averaged."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from onrecord.dossier.content import Disagreement, Side
from onrecord.dossier.svg import TOP, fitted, number, picture, text
from onrecord.dossier.words import speaks

LEFT, RIGHT, STEP = 300, 940, 34
"""Between what numbers lie, and the height of a line."""
OPEN = 70
"""Room beyond the numbers for what has no end on that side."""
WIDE = 20.0
"""How many times the smallest number the largest must be, so that each step to the right is a tenfold."""


def ranges(one: Disagreement) -> str | None:
    """Draws the numbers of a disagreement; None where it is not about numbers."""
    sides = [side for side in one.sides if side.least is not None or side.most is not None]
    if len(sides) < 2:
        return None
    x = _scale(sides)
    parts = [_drawn(side, TOP + STEP * n, x) for n, side in enumerate(sides)]
    told = "; ".join(f"{side.says}, {speaks(side.voice)}" for side in sides)
    return picture(parts, STEP * len(sides) + TOP, f"{one.about}: the numbers by source", told)


def _scale(sides: Sequence[Side]) -> Callable[[float], float]:
    """Where a number lies from left to right."""
    numbers = [value for side in sides for value in (side.least, side.most) if value is not None]
    least, most = min(numbers), max(numbers)
    tenfold = least > 0 and most / least > WIDE
    left = LEFT + OPEN if any(side.least is None for side in sides) else LEFT
    right = RIGHT - OPEN if any(side.most is None for side in sides) else RIGHT

    def at(value: float) -> float:
        if most == least:
            return (left + right) / 2
        share = math.log(value / least) / math.log(most / least) if tenfold else (value - least) / (most - least)
        return left + share * (right - left)

    return at


def _drawn(side: Side, y: float, x: Callable[[float], float]) -> str:
    """A number as a dot, a range as a line between two dots, and one with an open end as a dashed line to the edge."""
    start = LEFT if side.least is None else x(side.least)
    end = RIGHT if side.most is None else x(side.most)
    open_ended = ' stroke-dasharray="6 5"' if side.least is None or side.most is None else ""
    dots = "".join(
        f'<circle cx="{number(x(value))}" cy="{number(y)}" r="5"/>'
        for value in dict.fromkeys((side.least, side.most))
        if value is not None
    )
    track = f'<path d="M{number(start)} {number(y)} L{number(end)} {number(y)}" stroke="currentColor"{open_ended}/>'
    who = text(fitted(speaks(side.voice), 34))
    return (
        f'<text x="{LEFT - 22}" y="{number(y + 5)}" text-anchor="end">{who}</text>'
        f'<path d="M{LEFT} {number(y)} L{RIGHT} {number(y)}" stroke="currentColor" stroke-width="0.4"/>'
        f"{track if start != end else ''}{dots}"
        f'<text x="{RIGHT + 22}" y="{number(y + 5)}" text-anchor="start">{text(fitted(side.says, 20))}</text>'
    )
