"""/origins: which reports are one story; /origins/REPORT: a report beside the one it is a copy of."""

from __future__ import annotations

from difflib import SequenceMatcher

import msgspec
from starlette.requests import Request

from onrecord.analyse import Origins, Traced
from onrecord.analyse import origins as asked
from onrecord.analyse.origins import origin
from onrecord.cli.origins import why
from onrecord.errors import NoSuchRow
from onrecord.ledger import Ledger
from onrecord.model import Report
from onrecord.web import query
from onrecord.web.answer import environment, page

ROWS = 20
LONGEST = 6000
"""Words of each text that are compared; of longer ones the beginning."""


class Stories(msgspec.Struct, frozen=True):
    """A page of stories."""

    found: Origins
    page: int


class Piece(msgspec.Struct, frozen=True):
    """Words of a text, and whether the other one has them too."""

    text: str
    both: bool


class Copy(msgspec.Struct, frozen=True):
    """A report beside the one that it comes from.

    Args:
        why: how it comes from it, in words. mine, theirs: the two texts in pieces. cut: whether only their beginnings
            were compared.
    """

    report: Report
    other: Report
    why: str
    mine: tuple[Piece, ...]
    theirs: tuple[Piece, ...]
    cut: bool


def origins(ledger: Ledger, request: Request) -> Stories:
    """The stories of two and more reports, the largest first."""
    number, rows = query.stretch(request, ROWS, 200)
    found = asked(ledger, number * rows)
    return Stories(msgspec.structs.replace(found, rows=found.rows[(number - 1) * rows :]), number)


def copied(ledger: Ledger, request: Request) -> Copy:
    """A report and its source, word by word.

    Raises:
        NoSuchRow: there is no such report, or it comes from no other one.
    """
    report = ledger.find(request.path_params["report"])
    come = origin(ledger, report)
    if come.of is None:
        raise NoSuchRow(f"report {report} comes from no other report", "Stories of several are at /origins.")
    mine, theirs = ledger.report(report), ledger.report(come.of)
    told = why(Traced(report, None, None, None, None, None, come.reason, come.of, come.share))
    one, other = mine.text.split(), theirs.text.split()
    left, right = _compared(one[:LONGEST], other[:LONGEST])
    cut = max(len(one), len(other)) > LONGEST
    return Copy(_head(mine), _head(theirs), told, left, right, cut)


def _head(report: Report) -> Report:
    """A report without its text."""
    return msgspec.structs.replace(report, text="", boilerplate=())


def _compared(one: list[str], other: list[str]) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Two texts as pieces of words that both have in the same order, and of others.

    >>> _compared("a b c".split(), "a x c".split())[0]
    (Piece(text='a', both=True), Piece(text='b', both=False), Piece(text='c', both=True))
    """
    left, right = list[Piece](), list[Piece]()
    for kind, a, b, c, d in SequenceMatcher(None, one, other, autojunk=True).get_opcodes():
        both = kind == "equal"
        if a < b:
            left.append(Piece(" ".join(one[a:b]), both))
        if c < d:
            right.append(Piece(" ".join(other[c:d]), both))
    return tuple(left), tuple(right)


environment().globals.update(origin_why=why)
ROUTES = [page("/origins", "origins.html", origins), page("/origins/{report}", "copied.html", copied)]
