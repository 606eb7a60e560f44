"""What stands on stderr below every list: what was left out, and what could not be looked into."""

from __future__ import annotations

from collections.abc import Sequence, Sized
from typing import TYPE_CHECKING

from onrecord.cli.group import say
from onrecord.cli.output import counted

if TYPE_CHECKING:
    from onrecord.ledger import Coverage


def below(rows: Sized, coverage: Coverage, thing: str, *, more: bool = False, notes: Sequence[str] = ()) -> None:
    """Says how many rows there are, and of how many reports "nothing found" says nothing."""
    if rows:
        cut = "; there are more: --limit shows them" if more else ""
        say(f"{counted(len(rows), thing)}{cut}.")
    else:
        say(f"No {thing} found in the reports that were read.")
    for note in notes:
        say(note)
    say(looked_into(coverage))


def looked_into(coverage: Coverage) -> str:
    """One sentence on what the rows rest on.

    >>> from onrecord.ledger.found import Coverage
    >>> looked_into(Coverage(read=3, not_english=1, unreadable=1))
    'Looked into 3 of 5 inputs; not read: 1 in another language, 1 unreadable.'
    """
    covered = f" Words were erased from {counted(coverage.covered, 'report')}." if coverage.covered else ""
    if not coverage.not_read:
        return f"Looked into all {counted(coverage.read, 'report')}.{covered}"
    reasons = (
        (coverage.not_english, "in another language"),
        (coverage.no_article, "without an article"),
        (coverage.unreadable, "unreadable"),
        (coverage.erased, "erased"),
    )
    missing = ", ".join(f"{number:,} {why}" for number, why in reasons if number)
    return (
        f"Looked into {coverage.read:,} of {coverage.read + coverage.not_read:,} inputs; not read: {missing}.{covered}"
    )
