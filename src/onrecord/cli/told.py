"""What stands on stderr below every list: what was left out, and what could not be looked into."""

from __future__ import annotations

from collections.abc import Sequence, Sized
from typing import TYPE_CHECKING

from onrecord.cli.group import say
from onrecord.cli.output import counted

if TYPE_CHECKING:
    from onrecord.ledger import Coverage, Expected


def below(
    rows: Sized, coverage: Coverage, thing: str, *, more: bool = False, notes: Sequence[str] = (),
    expected: Expected | None = None, things: str | None = None,
) -> None:  # fmt: skip
    """Says how many rows there are, and of how many reports "nothing found" says nothing."""
    if rows:
        cut = "; there are more: --limit shows them" if more else ""
        say(f"{counted(len(rows), thing, things)}{cut}.")
    else:
        say(f"No {thing} found in the reports that were read.")
    if rows and expected:
        say(rests_on(expected))
    for note in notes:
        say(note)
    say(looked_into(coverage))


def rests_on(expected: Expected) -> str:
    """From how many reports and origins rows come, and how many of them are expected to be wrong.

    >>> from onrecord.ledger.found import Expected
    >>> rests_on(Expected(20, 12, 5, 0.13, 0.09, 0.184, basis="confidence"))
    'From 12 reports, 5 origins; of 100 such rows about 13 are expected to be wrong (9 to 18; by confidence).'
    >>> rests_on(Expected(1, 1, 1, unknown=1))
    'From 1 report, 1 origin; how many of such rows are wrong is not known.'
    """
    come = f"From {counted(expected.reports, 'report')}, {counted(expected.origins, 'origin')}"
    return f"{come}; {errors(expected)}." if expected.rows else f"{come}."


def errors(expected: Expected) -> str:
    """How many rows of such a kind are expected to be wrong, without a stop."""
    if expected.share_wrong is None or expected.low is None or expected.high is None:
        return "how many of such rows are wrong is not known"
    share, low, high = (round(100 * one) for one in (expected.share_wrong, expected.low, expected.high))
    of = f"; of {counted(expected.unknown, 'row')} it is not known" if expected.unknown else ""
    spread = "" if low == high else f"{low} to {high}; "
    return f"of 100 such rows about {share} are expected to be wrong ({spread}by {expected.basis}){of}"


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
