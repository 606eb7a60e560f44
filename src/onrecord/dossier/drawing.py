"""The network as a drawing: SVG made here, the same bytes for the same rows, without script, in black and white.

One whom the dossier is about stands in the middle; those told as standing against them to the left, those told as
standing with them to the right, all others where there is room. Of a pair, the two face one another. Each tie is a line
of its own with its number, sign and word: solid with (+), dashed against (−), dotted neither (·).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from onrecord.analyse import Tie
from onrecord.dossier.svg import WIDTH, fitted, number, on_two_lines, picture, text
from onrecord.dossier.words import DIRECTED, SIGNS, ends, tied
from onrecord.ledger import Who

MOST = 16
"""Others that are drawn around one actor; the table has all."""
BOX, ROOM, STUB = 190, 40, 206
"""Widths of a box and of the straight part of a line, and the height of a box."""
STEP = 26
"""Between two lines of the same two actors."""
NAME, LABEL = 21, 28
"""Letters of a line of a box, and of the words of a line."""
GAP = 18
"""Between two boxes."""
_DASHES = {1: "", 0: "1.5 5", -1: "9 6"}


class Line(NamedTuple):
    """A tie as it is drawn. towards: 1 where its arrow points to the inner actor, -1 to the outer one, 0 none."""

    number: int
    tie: Tie
    towards: int


class Other(NamedTuple):
    """Somebody beside the actor in the middle, and the ties between the two."""

    who: Who
    lines: Sequence[Line]

    @property
    def height(self) -> int:
        """Of its box, or of its lines where they need more."""
        return max(ROOM, STEP * len(self.lines))

    @property
    def side(self) -> int:
        """-1 where all ties with a sign are against, 1 where all are with, 0 where neither or both."""
        signs = {one.tie.sign for one in self.lines} - {0}
        return signs.pop() if len(signs) == 1 else 0


class Drawing(NamedTuple):
    """A drawing, and how many others it leaves out."""

    svg: str
    left_out: int


def draw(actors: Sequence[Who], ties: Sequence[Tie], on: str) -> Drawing | None:
    """Draws ties; None where there is nothing to draw.

    Args:
        actors: whom it is about: one, or several, of whom only ties between any two are drawn. ties: numbered from 1 in
            this order. on: ISO day.
    """
    if not ties:
        return None
    if len(actors) == 1:
        others = list(_others(actors[0], ties))
        parts, height = _around(actors[0], others[:MOST])
        left_out = max(0, len(others) - MOST)
        about = f"Ties of {actors[0].name} on {on}"
    else:
        parts, height = _facing(actors, ties)
        left_out = 0
        about = f"Ties between {' and '.join(who.name for who in actors)} on {on}"
    told = "; ".join(f"{n}: {ends(tie)}, {tied(tie)}" for n, tie in enumerate(ties, 1))
    return Drawing(picture([*parts, *_legend(height + GAP)], height + GAP + ROOM, about, told), left_out)


def _others(middle: Who, ties: Sequence[Tie]) -> Iterator[Other]:
    """Those who have ties with somebody, in the order of their first tie."""
    lines: dict[str, list[Line]] = {}
    whose: dict[str, Who] = {}
    for n, tie in enumerate(ties, 1):
        inward = tie.object.id == middle.id
        who = tie.subject if inward else tie.object
        key = who.id or f"words {who.name}"
        whose.setdefault(key, who)
        lines.setdefault(key, []).append(Line(n, tie, (1 if inward else -1) if tie.type in DIRECTED else 0))
    for key, who in whose.items():
        yield Other(who, lines[key])


def _around(middle: Who, others: Sequence[Other]) -> tuple[list[str], int]:
    """One in the middle, the others in a column to either side."""
    left = [one for one in others if one.side < 0]
    right = [one for one in others if one.side > 0]
    for one in others:
        if one.side == 0:
            (left if _tall(left) <= _tall(right) else right).append(one)
    height = max(_tall(left), _tall(right), 2 * ROOM)
    inner = _box(middle, (WIDTH - BOX) / 2, height / 2 - ROOM / 2, strong=True)
    parts = []
    for column, mirrored in ((left, False), (right, True)):
        total = sum(len(one.lines) for one in column)
        y, nth = (height - _tall(column)) / 2, 0
        for one in column:
            parts.append(_box(one.who, WIDTH - BOX if mirrored else 0, y + (one.height - ROOM) / 2))
            for k, each in enumerate(one.lines):
                at = y + one.height / 2 + STEP * (k - (len(one.lines) - 1) / 2)
                nth += 1
                end = height / 2 + (ROOM - 8) * (nth / (total + 1) - 0.5)
                parts += _bent(each, at, end, mirrored)
            y += one.height + GAP
    return [*parts, inner], int(height)


def _tall(column: Sequence[Other]) -> int:
    return sum(one.height for one in column) + GAP * max(0, len(column) - 1)


def _bent(one: Line, y: float, end: float, mirrored: bool) -> Iterator[str]:
    """A line from a box at the edge, straight as long as its words, then to the box in the middle."""

    def x(at: float) -> float:
        return WIDTH - at if mirrored else at

    inner = (WIDTH - BOX) / 2
    points = [(x(BOX), y), (x(BOX + STUB), y), (x(inner), end)]
    yield _path(points, one.tie)
    yield _label(one, x(BOX + STUB / 2 + 4), y - 5)
    if one.towards:
        tip, back = (points[2], points[1]) if one.towards > 0 else (points[0], points[1])
        yield _arrow(tip, back)


def _facing(actors: Sequence[Who], ties: Sequence[Tie]) -> tuple[list[str], int]:
    """Two and two that face one another, with their ties between."""
    parts: list[str] = []
    y = 0
    numbered = list(enumerate(ties, 1))
    for one, other in combinations(actors, 2):
        lines = [(n, tie) for n, tie in numbered if {tie.subject.id, tie.object.id} == {one.id, other.id}]
        if not lines:
            continue
        height = max(ROOM, STEP * len(lines))
        parts += [_box(one, 0, y, strong=True, high=height), _box(other, WIDTH - BOX, y, strong=True, high=height)]
        for k, (n, tie) in enumerate(lines):
            at = y + height / 2 + STEP * (k - (len(lines) - 1) / 2)
            points = [(float(BOX), at), (float(WIDTH - BOX), at)]
            parts += [_path(points, tie), _label(Line(n, tie, 0), WIDTH / 2, at - 5, 80)]
            if tie.type in DIRECTED:
                forward = tie.object.id == other.id
                parts.append(_arrow(points[forward], points[not forward]))
        y += height + 2 * GAP
    return parts, max(ROOM, y - 2 * GAP)


def _box(who: Who, x: float, y: float, *, strong: bool = False, high: int = ROOM) -> str:
    """Somebody's name in a frame, on two lines at most."""
    rows = on_two_lines(who.name, NAME)
    first = y + high / 2 + 5 - 8 * (len(rows) - 1)
    words = "".join(
        f'<text x="{number(x + BOX / 2)}" y="{number(first + 16 * n)}" font-weight="600">{text(row)}</text>'
        for n, row in enumerate(rows)
    )
    width = "2.5" if strong else "1"
    return (
        f'<rect x="{number(x + 1)}" y="{number(y + 1)}" width="{BOX - 2}" height="{high - 2}" rx="6" fill="none"'
        f' stroke="currentColor" stroke-width="{width}"/>{words}'
    )


def _path(points: Sequence[tuple[float, float]], tie: Tie) -> str:
    """A line in the manner of its sign, the wider the more origins tell of it."""
    track = " ".join(f"{'ML'[n > 0]}{number(x)} {number(y)}" for n, (x, y) in enumerate(points))
    dashes = f' stroke-dasharray="{_DASHES[tie.sign]}"' if tie.sign <= 0 else ""
    width = 1.4 + 0.6 * min(tie.origins - 1, 4)
    return f'<path d="{track}" fill="none" stroke="currentColor" stroke-width="{number(width)}"{dashes}/>'


def _label(one: Line, x: float, y: float, wide: int = LABEL) -> str:
    """The number of a tie and what it is."""
    return f'<text x="{number(x)}" y="{number(y)}">{text(fitted(_said(one), wide))}</text>'


def _said(one: Line) -> str:
    """What a tie is called in the drawing; its label, a role or what it is designated as, stands in the table."""
    state = "" if one.tie.state == "holds" else f", {one.tie.state}"
    return f"{one.number}  {SIGNS[one.tie.sign][0]} {one.tie.type}{state}"


def _arrow(tip: tuple[float, float], back: tuple[float, float]) -> str:
    """The head of an arrow at a point, coming from another."""
    dx, dy = tip[0] - back[0], tip[1] - back[1]
    length = max((dx * dx + dy * dy) ** 0.5, 1.0)
    ux, uy = dx / length, dy / length
    base = (tip[0] - 11 * ux, tip[1] - 11 * uy)
    corners = (tip, (base[0] - 4.5 * uy, base[1] + 4.5 * ux), (base[0] + 4.5 * uy, base[1] - 4.5 * ux))
    return f'<polygon points="{" ".join(f"{number(x)},{number(y)}" for x, y in corners)}" fill="currentColor"/>'


def _legend(y: float) -> Iterator[str]:
    """What the lines mean, below the drawing."""
    for x, sign in ((40, 1), (340, -1), (660, 0)):
        mark, means = SIGNS[sign]
        dashes = f' stroke-dasharray="{_DASHES[sign]}"' if sign <= 0 else ""
        track = f"M{x} {number(y + 20)} L{x + 50} {number(y + 20)}"
        yield f'<path d="{track}" stroke="currentColor" stroke-width="1.4"{dashes}/>'
        said = f"{mark} told as standing {means}"
        yield f'<text x="{x + 60}" y="{number(y + 25)}" text-anchor="start">{text(said)}</text>'
