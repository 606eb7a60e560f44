"""A reading without rows that people rejected: nothing points at them any more."""

from __future__ import annotations

from collections.abc import Collection

import msgspec

from onrecord.model import Reading


def without(reading: Reading, rejected: Collection[str]) -> Reading:
    """The reading without these rows.

    What stood in a rejected claim stands in the claim around it, else in the report itself.

    Args:
        rejected: ids of claims, events, relations and figures.
    """
    if not rejected:
        return reading
    around = {row.id: row.within for row in reading.attributions}

    def voice(said: str | None) -> str | None:
        seen = set[str]()
        while said is not None and said in rejected and said not in seen:
            seen.add(said)
            said = around.get(said)
        return None if said in rejected else said

    replace = msgspec.structs.replace
    return replace(
        reading,
        attributions=tuple(
            replace(row, within=voice(row.within)) for row in reading.attributions if row.id not in rejected
        ),
        predicates=tuple(replace(row, attribution=voice(row.attribution)) for row in reading.predicates),
        events=tuple(
            replace(
                row,
                attribution=voice(row.attribution),
                mentions=tuple(replace(told, attribution=voice(told.attribution)) for told in row.mentions),
                after=tuple(one for one in row.after if one not in rejected),
                counts=tuple(one for one in row.counts if one not in rejected),
            )
            for row in reading.events
            if row.id not in rejected
        ),
        relations=tuple(
            replace(row, attribution=voice(row.attribution), cause=None if row.cause in rejected else row.cause)
            for row in reading.relations
            if row.id not in rejected
        ),
        figures=tuple(
            replace(row, attribution=voice(row.attribution), of=None if row.of in rejected else row.of)
            for row in reading.figures
            if row.id not in rejected
        ),
        times=tuple(replace(row, anchor=None) if row.anchor in rejected else row for row in reading.times),
    )
