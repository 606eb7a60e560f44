"""Words of reports as Markdown that shows them as they are: nothing in them is a sign of Markdown, HTML or a table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from onrecord.cli.visible import line
from onrecord.dossier.isolate import in_line

_SPECIAL = re.compile(r"[\\`*_\[\]<>|~&$^]|(?<=:)/(?=/)|(?<=\bwww)\.", re.IGNORECASE)
_FIRST = re.compile(r"(\d{0,9})([#+=.)-])")
_BACKTICKS = re.compile("`+")


def inner(text: str) -> str:
    """Words on one line that do not begin it.

    >>> print(inner("a *bold* [link](x) <b> http://x"))
    a \\*bold\\* \\[link\\](x) \\<b\\> http:\\//x
    """
    return _SPECIAL.sub(lambda found: f"\\{found.group()}", in_line(text))


def opened(escaped: str) -> str:
    """Escaped words that begin a line: no heading, list or rule.

    >>> print(opened("# a"), opened("12. b"), opened("- c"))
    \\# a 12\\. b \\- c
    """
    return _FIRST.sub(r"\1\\\2", escaped, count=1) if _FIRST.match(escaped) else escaped


def plain(text: str) -> str:
    """Words on one line, wherever they stand in it."""
    return opened(inner(text))


def code(text: str) -> str:
    """Text as code, whatever backticks it holds; a bar, which would end the cell of a table, as a broken one.

    >>> code("a`b")
    '``a`b``'
    """
    told = line(text).replace("|", "¦")
    fence = "`" * (1 + max(map(len, _BACKTICKS.findall(told)), default=0))
    pad = " " if told.startswith("`") or told.endswith("`") else ""
    return f"{fence}{pad}{told}{pad}{fence}"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of cells that are Markdown already."""
    every = (head, tuple("---" for _ in head), *rows)
    return "\n".join(f"| {' | '.join(cell or ' ' for cell in row)} |" for row in every)
