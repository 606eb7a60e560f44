"""Which of several bodies a name means that all of them bear: by the countries that a report names, and its day."""

from __future__ import annotations

from collections import Counter

from onrecord.knowledge.changes import changes
from onrecord.knowledge.registry import registry

SURE = 0.95
THIN = 0.85
"""How sure a shared name is, and one that its bearer has with an addition only, "Democratic Party (Italy)"."""


def bearer(name: str, countries: Counter[str], day: str | None) -> tuple[str, float] | None:
    """Whose a name is, and how sure that is; None where nobody's country is the one that is spoken of.

    Who was not there on the day does not count, where somebody was. Of the others it is the one whose country the
    report names most often; where that is several, the one of them that has the name without an addition. Where all
    have it with an addition only, no other country may be named more often.

    Args:
        name: one of `Registry.shared`. countries: how often a report names each (ISO 3166 alpha-3). day: ISO date.
    """
    known = registry()
    there = known.shared[name]
    if day is not None:
        there = tuple(actor for actor in there if changes().stood(actor, day)) or there
    counts = {actor: countries[known.actors[actor].country or ""] for actor in there}
    most = max(counts.values())
    first = [actor for actor in there if counts[actor] == most]
    plain = [actor for actor in there if actor in known.exactly(name)]
    if len(first) > 1:
        first = [actor for actor in first if actor in plain]
    if len(first) != 1 or not (plain or 0 < most == max(countries.values())):
        return None
    return first[0], SURE if first[0] in plain else THIN
