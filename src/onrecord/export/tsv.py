"""Rows of tab-separated files without quote marks, as GDELT, ICEWS and POLECAT are distributed."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

from onrecord.cli.formats import cell

Field = str | int | float | None
_BREAKS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
"""What no field may hold: tabs, line breaks of any kind, control characters, halves of characters."""


def line(fields: Iterable[Field], missing: str = "") -> bytes:
    r"""A row as bytes, UTF-8, with its line feed.

    Tabs, line breaks and control characters in texts become one blank. A text that a spreadsheet would take for a
    formula, or that begins with a quote mark, which readers would take for the beginning of a quoted field, has an
    apostrophe before it.

    Args:
        missing: stands for what is None or "".

    >>> line(["A\tB", 3, -9.0, None, '"quoted"'], "NA")
    b'A B\t3\t-9\tNA\t\'"quoted"\n'
    """
    return ("\t".join(_field(one, missing) for one in fields) + "\n").encode()


def header(columns: Iterable[str]) -> bytes:
    """The row of names."""
    return ("\t".join(columns) + "\n").encode()


def _field(value: Field, missing: str) -> str:
    if value is None or value == "":
        return missing
    if isinstance(value, str):
        text = _BREAKS.sub(" ", value).strip()
        return f"'{text}" if text.startswith('"') else str(cell(text)) or missing
    return number(value)


def number(value: float) -> str:
    """A number without a needless point.

    >>> number(-9.0), number(31.28204), number(3)
    ('-9', '31.28204', '3')
    """
    return str(int(value)) if value == int(value) else repr(value)


def id_of(*names: str) -> int:
    """A number from 1 to 2**53 that stands for names: the same on every run, exact also where numbers are doubles."""
    digest = hashlib.sha256("\n".join(names).encode()).digest()
    return (int.from_bytes(digest[:8], "big") >> 11) + 1
