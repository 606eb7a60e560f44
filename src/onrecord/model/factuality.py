"""How certain, and how far along: FactBank's scale and the statuses."""

from __future__ import annotations

from typing import Literal, get_args

import msgspec

from onrecord.model.span import Span

FactValue = Literal["CT+", "PR+", "PS+", "CT-", "PR-", "PS-", "Uu"]
Status = Literal["occurred", "ongoing", "planned", "threatened", "hypothetical", "denied", "habitual", "unknown"]
STATUSES: tuple[Status, ...] = get_args(Status)
HAPPENED: frozenset[Status] = frozenset({"occurred", "ongoing", "unknown"})
SCORES: dict[FactValue, float] = {"CT+": 3.0, "PR+": 2.0, "PS+": 1.0, "Uu": 0.0, "PS-": -1.0, "PR-": -2.0, "CT-": -3.0}


class Factuality(msgspec.Struct, frozen=True):
    """As the attribution's source presents it, or the report where there is none.

    Args:
        value: FactBank's: certain, probable, possible; + or -; Uu underspecified (Saurí and Pustejovsky 2009).
        score: -3.0 (certainly not) to 3.0 (certainly).
        status: how far the happening is along. Lists of what happened count occurred, ongoing and unknown.
    """

    value: FactValue
    score: float
    status: Status

    @classmethod
    def of(cls, value: FactValue, status: Status) -> Factuality:
        """The factuality with the middle score of its value.

        >>> Factuality.of("PS+", "planned")
        Factuality(value='PS+', score=1.0, status='planned')
        """
        return cls(value, SCORES[value], status)


class Predicate(msgspec.Struct, frozen=True):
    """One word that tells of something that happens or holds, of PLOVER's types or not."""

    span: Span
    factuality: Factuality
    attribution: str | None = None
