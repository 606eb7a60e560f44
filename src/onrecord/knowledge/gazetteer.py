"""Looks up names of places: GeoNames towns, divisions and countries, and the own table of regions.

The index is built on first use (a few seconds) into the user's cache folder; ONRECORD_CACHE names another. Where the
folder cannot be written, the index lives in a temporary folder for as long as the process runs.
"""

from __future__ import annotations

import atexit
import functools
import math
import shutil
import sqlite3
import tempfile
from pathlib import Path
from typing import Literal

import msgspec

from onrecord.knowledge.gazetteer_index import bare, build, fold, located
from onrecord.knowledge.table import kept

Kind = Literal[
    "city", "admin1", "admin2", "country", "region", "territory", "disputed", "historical", "continent", "water",
    "strait", "camp", "district", "square", "site", "crossing", "mountain", "border",
]  # fmt: skip


class Candidate(msgspec.Struct, frozen=True, gc=False):
    """A place that a name may mean.

    Args:
        country: ISO 3166 alpha-2; None where none or more than one claims it. admin1, admin2: names of its divisions.
        lat, lon: degrees, WGS 84. population: 0 where not known. radius_km: within which the place lies.
        own: whether the name looked up is its own, not another spelling.
    """

    geonames: int | None
    name: str
    kind: Kind
    country: str | None
    admin1: str | None
    admin2: str | None
    lat: float
    lon: float
    population: int
    radius_km: float
    own: bool

    def kilometres(self, other: Candidate) -> float:
        """The great-circle distance to another place, on a sphere of 6,371 km."""
        a, b, c, d = map(math.radians, (self.lat, self.lon, other.lat, other.lon))
        h = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
        return 12742.0 * math.asin(min(1.0, math.sqrt(h)))


_QUERY = """
SELECT geonames, p.name, kind, country, admin1, admin2, lat, lon, population, radius, own
FROM name JOIN place p ON p.id = name.place WHERE key = ?
ORDER BY population / CASE kind WHEN 'admin1' THEN 6 WHEN 'admin2' THEN 16 ELSE 1 END DESC, p.id LIMIT 60
"""
"""A division comes after a town of as many people: the name alone mostly means the town."""


class Gazetteer:
    """Names to places.

    Args:
        path: of an index that `gazetteer_index.build` wrote; opened for reading only.
    """

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, check_same_thread=False)
        self._adjectives: dict[str, str] = dict(self._connection.execute("SELECT word, country FROM adjective"))
        self._found = functools.lru_cache(maxsize=50_000)(self._search)

    def find(self, name: str) -> tuple[Candidate, ...]:
        """The places of a name, the best known first, which is by people; empty where none is known.

        Accents, apostrophes, hyphens and case do not matter, nor does an Arabic article at the start.
        """
        key = fold(name).removeprefix("the ")
        found = self._found(key)
        return found or (self._found(bare(key)) if bare(key) != key else ())

    def country_of(self, adjective: str) -> str | None:
        """The country (ISO 3166 alpha-2) of a nationality adjective: "Egyptian" is EG."""
        key = fold(adjective)
        return self._adjectives.get(key) or self._adjectives.get(key.removesuffix("s"))

    def close(self) -> None:
        """Lets go of the index; nothing can be found after that."""
        self._connection.close()

    def _search(self, key: str) -> tuple[Candidate, ...]:
        return tuple(Candidate(*(*row[:-1], bool(row[-1]))) for row in self._connection.execute(_QUERY, (key,)))


@kept
def gazetteer() -> Gazetteer:
    """The gazetteer of this process; builds the index where there is none yet.

    Raises:
        DataError: one of the own tables is wrong.
    """
    return _opened(located())


@functools.cache
def _opened(path: Path) -> Gazetteer:
    if not path.exists():
        try:
            build(path)
        except OSError:
            return _temporary()
    return Gazetteer(path)


def _temporary() -> Gazetteer:
    """An index in a folder that goes when the process ends."""
    folder = tempfile.mkdtemp(prefix="onrecord-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    path = Path(folder) / "gazetteer.sqlite"
    build(path)
    return Gazetteer(path)
