"""When."""

from __future__ import annotations

from typing import Literal

import msgspec

from onrecord.model.span import Span

TimeType = Literal["DATE", "TIME", "DURATION", "SET"]
Precision = Literal["minute", "day", "week", "month", "quarter", "year", "decade", "unknown"]


class Relative(msgspec.Struct, frozen=True):
    """How a time rests on its anchor, so that its interval can be worked out once the anchor is known.

    Args:
        direction: -1 before, 0 at, 1 after. amount, unit: "two weeks ago" is 2, "week". weekday: 1 Monday to 7.
    """

    direction: Literal[-1, 0, 1]
    amount: float | None = None
    unit: str | None = None
    weekday: int | None = None


class Time(msgspec.Struct, frozen=True):
    """An expression of time (TIMEX3, ISO-TimeML).

    Args:
        value: TIMEX3 value. start, end: ISO, end exclusive; null where the anchor is not known.
        anchor: "published", or the id of an event, time or episode. relative: set whenever the value rests on it.
        unsettled: the value before its anchor was known ("XXXX-07-03"), where it was another one; with it the value and
            the interval can be worked out anew for another date of the report.
    """

    id: str
    span: Span
    type: TimeType
    value: str
    precision: Precision
    start: str | None = None
    end: str | None = None
    anchor: str | None = None
    relative: Relative | None = None
    unsettled: str | None = None
