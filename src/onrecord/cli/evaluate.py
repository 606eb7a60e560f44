"""onrecord evaluate."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from onrecord.cli import options
from onrecord.cli.formats import Column, chosen, emit, write

KINDS = (
    "attribution", "coreference", "events", "negatives", "own-events", "own-cast", "own-relations", "event-places",
    "factuality", "pages", "places", "times",
)  # fmt: skip
"""The scorers by name, so that --help needs none of them; a test holds this to `onrecord.evaluate.KINDS`."""


@click.command(short_help="Score a reading against a gold set.")
@click.argument("gold", type=click.Path(path_type=Path))
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--texts", type=click.Path(path_type=Path), metavar="FILE", help="The set's texts, if not beside GOLD.")
@click.option("--kind", type=click.Choice(KINDS), help="The scorer; without it, told by the rows of GOLD.")
@options.form
def evaluate(gold: Path, out: Path, texts: Path | None, kind: Any, form: str | None) -> None:
    """Score OUT, which `onrecord read` wrote, against the gold set GOLD; docs/scores.md says what a gold set is.

    \b
    Example:
      onrecord read mine.jsonl -o mine.out.jsonl
      onrecord evaluate mine.gold.jsonl mine.out.jsonl
    """
    import msgspec

    from onrecord.evaluate import score

    figures = score(gold, out, texts, kind)
    shape = chosen(form)
    if shape in ("json", "jsonl"):
        data = msgspec.json.encode(figures)
        emit((msgspec.json.format(data, indent=2) if shape == "json" else data) + b"\n")
        return
    columns: tuple[Column[tuple[str, Any]], ...] = (
        Column("figure", lambda r: r[0], style="bold"),
        Column("value", lambda r: _plain(r[1])),
    )
    write(flat(figures), columns, shape)


def flat(figures: dict[str, Any], prefix: str = "") -> list[tuple[str, Any]]:
    """Figures in figures, as one list with dotted names.

    >>> flat({"f1": 0.5, "by": {"direct": 1}})
    [('f1', 0.5), ('by.direct', 1)]
    """
    found: list[tuple[str, Any]] = []
    for name, value in figures.items():
        if isinstance(value, dict):
            found.extend(flat(value, f"{prefix}{name}."))
        else:
            found.append((f"{prefix}{name}", value))
    return found


def _plain(value: Any) -> str | float | None:
    return value if isinstance(value, (str, int, float)) or value is None else str(value)
