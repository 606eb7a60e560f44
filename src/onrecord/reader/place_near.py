"""How many places of a report stand near a point: a grid of degrees, so that far ones are not looked at."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable

from onrecord.knowledge.gazetteer import Candidate

NEAR_KM = 150.0
"""Within which two places are near each other."""
_CELL = 2
"""Degrees of latitude and of longitude that a cell of the grid is wide; 360 holds a whole number of them."""
_REACH = NEAR_KM / 6371.0 + 1e-9
"""The same distance as an angle at the middle of the Earth, in radians."""


class Near:
    """Places by the cells that some point near them can lie in.

    Args:
        places: of a name each; a name may come more than once.
    """

    def __init__(self, places: Iterable[tuple[str, Candidate]]) -> None:
        self._cells: dict[tuple[int, int], list[tuple[str, Candidate]]] = defaultdict(list)
        for place in places:
            for cell in _cells(place[1].lat, place[1].lon):
                self._cells[cell].append(place)

    def count(self, c: Candidate, name: str, most: int) -> int:
        """How many places of other names than this stand near one; at most `most`, where the counting ends."""
        found = 0
        for other, place in self._cells.get((math.floor(c.lat / _CELL), _column(c.lon)), ()):
            if other != name and c.kilometres(place) < NEAR_KM:
                found += 1
                if found == most:
                    break
        return found


def _column(lon: float) -> int:
    return math.floor(lon / _CELL) % (360 // _CELL)


def _cells(lat: float, lon: float) -> Iterable[tuple[int, int]]:
    """The cells that touch the box round all points near one: across the date line too, and round a pole."""
    reach = math.degrees(_REACH)
    lines = range(math.floor((lat - reach) / _CELL), math.floor((lat + reach) / _CELL) + 1)
    if abs(lat) + reach >= 90:
        columns: Iterable[int] = range(360 // _CELL)
    else:
        wide = math.degrees(math.asin(math.sin(_REACH) / math.cos(math.radians(lat))))
        numbers = range(math.floor((lon - wide) / _CELL), math.floor((lon + wide) / _CELL) + 1)
        columns = dict.fromkeys(n % (360 // _CELL) for n in numbers)
    return [(line, column) for line in lines for column in columns]
