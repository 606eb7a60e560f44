"""The paragraphs of a report as HTML: its very words, with its marks, and the places that links to rows land on.

No sign stands in the text that the report has not: brackets and labels are written by the sheet (reading.css) from
attributes, so that what is copied, searched and read aloud is the report.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple
from urllib.parse import quote

from markupsafe import Markup, escape

from onrecord.cli.visible import visible
from onrecord.web.marks import CLAUSES, Layer
from onrecord.web.segments import Block, Open, Segment

THINGS: Mapping[Layer, str] = {
    "voices": "claim", "events": "event", "relations": "relation", "figures": "figure", "places": "place",
    "times": "time", "actors": "actor",
}  # fmt: skip
"""What a row of a layer is called."""
DEEPEST = 3
"""How many contents inside one another have a look of their own."""


class Landings(NamedTuple):
    """Where rows are found, and how events are told.

    Attributes:
        at: code point to the ids of the rows whose first words begin there.
        statuses: of events that are not told as done: "denied" or "unreal".
    """

    at: Mapping[int, tuple[str, ...]]
    statuses: Mapping[str, str]


def html(block: Block, landings: Landings) -> Markup:
    """A paragraph, without an element around it."""
    parts = [part for segment in block.segments for part in _segment(segment, landings)]
    if block.closing:
        parts.append(f'<span class="br">{_words(block.closing)}</span>')
    return Markup("".join(parts))


def _segment(segment: Segment, landings: Landings) -> Iterator[str]:
    clauses = [one for one in segment.open if one.mark.part in CLAUSES]
    said = [one for one in clauses if one.mark.part == "content"]
    shown = [one for one in clauses if one.mark.part != "content"]
    words = [one for one in segment.open if one.mark.part not in CLAUSES]
    for one in clauses:
        if one.mark.start == segment.start and one.mark.part == "content":
            yield _bracket(one, "open")
    ids = landings.at.get(segment.start, ())
    around = [f'<span id="{escape(row)}"{_described(row)}>' for row in ids]
    if clauses or words:
        around.append(f'<span class="{_looks(clauses)}"{_rows("w", words)}{_rows("c", said)}{_rows("e", shown)}>')
    around += [f'<span class="{_line(one, landings)}">' for one in words]
    yield f"{''.join(around)}{_words(segment.text)}{'</span>' * len(around)}"
    for one in [*words, *reversed(clauses)]:
        if one.mark.end == segment.end:
            if one.mark.part == "content":
                yield _bracket(one, "close")
            if one.mark.label:
                yield from _labels(one)


def _words(text: str) -> str:
    return str(escape(visible(text, breaks=True)))


def _looks(clauses: Iterable[Open]) -> str:
    """The classes of a segment by the clauses that it stands in; of contents, how many."""
    found = dict.fromkeys(f"is-{one.mark.part}" for one in clauses)
    deep = max((one.depth for one in clauses if one.mark.part == "content"), default=-1)
    return " ".join(["s", *found, *([f"in{min(deep + 1, DEEPEST)}"] if deep >= 0 else [])])


def _line(one: Open, landings: Landings) -> str:
    told = {landings.statuses[row] for row in one.mark.rows if row in landings.statuses}
    return " ".join(["u", f"is-{one.mark.part}", f"k{one.slot}", *sorted(told)])


def _rows(name: str, some: Iterable[Open]) -> str:
    rows = dict.fromkeys(row for one in some for row in one.mark.rows)
    return f' data-{name}="{escape(" ".join(rows))}"' if rows else ""


def _bracket(one: Open, side: str) -> str:
    return f'<span class="q {side} in{min(one.depth + 1, DEEPEST)}" data-c="{escape(" ".join(one.mark.rows))}"></span>'


def _labels(one: Open) -> Iterator[str]:
    """Links from words to their rows: what they show is written by the sheet."""
    layer = one.mark.layer
    assert layer is not None
    for row in one.mark.rows:
        yield (
            f'<a class="l {layer}" href="#row-{quote(row)}" data-l="{escape(row)}"'
            f' aria-label="{THINGS[layer]} {escape(row)}"{_described(row)}></a>'
        )


def _described(row: str) -> str:
    return f' aria-describedby="said-{escape(row)}"' if ":" not in row else ""
