"""A text of headings, paragraphs and tables, and how it is written as Markdown and as HTML."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence

import msgspec
from jinja2 import Environment, PackageLoader, StrictUndefined

from onrecord.dossier.escape import inner, plain, table
from onrecord.dossier.isolate import isolated, shown


class Heading(msgspec.Struct, frozen=True, tag="heading"):
    """level: 1, 2 or 3."""

    level: int
    text: str


class Text(msgspec.Struct, frozen=True, tag="text"):
    """A paragraph."""

    text: str


class Table(msgspec.Struct, frozen=True, tag="table"):
    """head: the names of its columns. rows: of as many cells each."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Block = Heading | Text | Table
TEMPLATE = "methods.html"


def markdown(blocks: Sequence[Block]) -> str:
    """The text as Markdown; nothing that people wrote is a sign of it."""
    return "\n\n".join(_markdown(blocks)) + "\n"


def _markdown(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Heading):
            yield f"{'#' * block.level} {inner(isolated(block.text))}"
        elif isinstance(block, Text):
            yield plain(isolated(block.text))
        else:
            rows = [[inner(isolated(cell)) for cell in row] for row in block.rows]
            yield table([inner(name) for name in block.head], rows)


def html(blocks: Sequence[Block], title: str) -> str:
    """The text as one HTML page that needs nothing else. The same text gives the same bytes."""
    kinds = [(block.__struct_config__.tag, block) for block in blocks]
    return _environment().get_template(TEMPLATE).render(blocks=kinds, title=title)


@functools.cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("onrecord.coding", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: shown(value) if type(value) is str else value,
    )
