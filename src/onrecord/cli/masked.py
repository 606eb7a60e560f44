"""--mask: what every command does with it before anything is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar, cast

from onrecord.cli.group import say

if TYPE_CHECKING:
    from onrecord.ledger import Ledger
    from onrecord.model import Reading

T = TypeVar("T")
SAID = "Names of people whom no registry knows are masked; a name that the reader did not find is not."


def hidden(ledger: Ledger, found: T, asked: bool) -> T:
    """What a ledger answered, without the names of people whom no registry knows, where that was asked for."""
    if not asked:
        return found
    from onrecord.mask import Mask
    from onrecord.model import Reading

    mask = Mask.of_rows(ledger.rows)
    say(SAID)
    return cast(T, mask.reading(found)) if isinstance(found, Reading) else mask.of(found)


def hidden_in(reading: Reading, asked: bool) -> Reading:
    """A reading without the names of people whom no registry knows, where that was asked for."""
    if not asked:
        return reading
    from onrecord.mask import Mask

    return Mask.of_reading(reading).reading(reading)
