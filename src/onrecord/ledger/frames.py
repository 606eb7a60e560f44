"""The rows that a sample is drawn from, and the draw: anybody can make both again with a list of rows and SHA-256.

Each row of the frame gets a number of its own, the SHA-256 of the seed, a space and its name (REPORT:ID, or REPORT);
drawn are the rows with the least numbers. That is a simple random sample without replacement, by permanent random
numbers (Ohlsson, "Coordination of samples using permanent random numbers", 1995): with the same seed the same frame
gives the same rows in the same order, in any program, and rows that come later put out no more drawn ones than they
must. A stratified sample is such a draw in each stratum.
"""

from __future__ import annotations

import hashlib
import heapq
from collections.abc import Callable, Mapping
from typing import Any, Literal, NamedTuple, get_args

from onrecord.errors import BadQuery
from onrecord.ledger import claims, events
from onrecord.ledger.days import between
from onrecord.ledger.identity import matching
from onrecord.ledger.judged import unmarked
from onrecord.ledger.store import Store
from onrecord.model import STATUSES

Part = Literal["claims", "events", "relations", "figures", "reports"]
"""What can be coded: the sections as lists name them, and whole reports."""
PARTS: tuple[Part, ...] = get_args(Part)
SECTIONS: Mapping[Part, str] = {
    "claims": "attributions", "events": "events", "relations": "relations", "figures": "figures", "reports": "report",
}  # fmt: skip
"""What an anchor calls each."""
Allocation = Literal["proportional", "equal"]


class Asked(NamedTuple):
    """A query. sql: makes it of its columns. values: of its conditions."""

    sql: Callable[[str], str]
    values: list[Any]


class Frame(NamedTuple):
    """What a sample was, or would be, drawn from.

    Attributes:
        rows: how many. digest: SHA-256 of their names, sorted, one a line (UTF-8, a line feed after each).
        strata: value to number of rows, by value; one, "", where there are none. readers: version of the reader to
            number of rows. least: of each stratum the names of the rows with the least numbers, from the least.
    """

    rows: int
    digest: str
    strata: dict[str, int]
    readers: dict[str, int]
    least: dict[str, list[str]]


class Pick(NamedTuple):
    """A row that was drawn, and its stratum."""

    row: str
    stratum: str


def number(seed: str, row: str) -> str:
    """The number by which a row is drawn, in hex.

    >>> number("7", "0123456789abcdef:e1")[:12]
    'ee409b343028'
    """
    return hashlib.sha256(f"{seed} {row}".encode()).hexdigest()


def frame(store: Store, part: Part, where: Mapping[str, str], seed: str, size: int, field: str | None = None) -> Frame:
    """The frame that filters give, with enough of its rows to draw that many.

    Args:
        where: filter to value, as the lists have them; see `FILTERS`. field: to stratify by; see `FIELDS`.

    Raises:
        BadDate, BadQuery, NoSuchRow: a filter or field is not what it can be.
    """
    asked = _ASKED[part](store, _checked(part, where))
    if field is not None and field not in FIELDS[part]:
        raise BadQuery(f"{part} have no field {field} to stratify by", f"Choose from {', '.join(FIELDS[part])}.")
    name = "c.report" if part == "reports" else f"c.report || ':' || {_ALIAS[part]}.id"
    stratum = f"coalesce({FIELDS[part][field]}, '')" if field else "''"
    columns = (
        f"{name} AS name, CAST({stratum} AS TEXT) AS stratum,"
        " (SELECT d.reader FROM readings d WHERE d.id = c.machine) AS reader"
    )
    digest = hashlib.sha256()
    strata, readers = dict[str, int](), dict[str, int]()
    heaps = dict[str, list[tuple[int, str]]]()
    for row in store.each(f"{asked.sql(columns)} ORDER BY name", asked.values):
        digest.update(f"{row['name']}\n".encode())
        strata[row["stratum"]] = strata.get(row["stratum"], 0) + 1
        readers[row["reader"]] = readers.get(row["reader"], 0) + 1
        entry = -int(number(seed, row["name"]), 16), row["name"]
        heap = heaps.setdefault(row["stratum"], [])
        if len(heap) < size:
            heapq.heappush(heap, entry)
        else:
            heapq.heappushpop(heap, entry)
    least = {value: [name for _, name in sorted(heaps[value], reverse=True)] for value in sorted(heaps)}
    return Frame(
        sum(strata.values()), digest.hexdigest(), dict(sorted(strata.items())), dict(sorted(readers.items())), least
    )


def draw(found: Frame, seed: str, size: int, allocation: Allocation = "proportional") -> tuple[Pick, ...]:
    """The rows that are drawn, in the order of their numbers over all strata.

    Raises:
        BadQuery: the frame holds no row, or more strata than rows are to be drawn.
    """
    picks = [
        Pick(row, stratum)
        for stratum, wanted in shares(found.strata, size, allocation).items()
        for row in found.least[stratum][:wanted]
    ]
    return tuple(sorted(picks, key=lambda pick: number(seed, pick.row)))


def shares(strata: Mapping[str, int], size: int, allocation: Allocation = "proportional") -> dict[str, int]:
    """How many rows are drawn from each stratum: at least one, never more than it has, and `size` in all.

    Proportional to the rows of each, by the largest remainder; or the same of each, as far as it has so many.

    >>> shares({"a": 80, "b": 19, "c": 1}, 10)
    {'a': 7, 'b': 2, 'c': 1}
    >>> shares({"a": 80, "b": 19, "c": 1}, 11, "equal")
    {'a': 5, 'b': 5, 'c': 1}

    Raises:
        BadQuery: there is no row, or there are more strata than rows are to be drawn.
    """
    total = sum(strata.values())
    if not total:
        raise BadQuery("no row passes these filters", "Ask for fewer of them.")
    if size < len(strata):
        raise BadQuery(f"{len(strata)} strata cannot share {size} rows", "Draw more rows, or stratify by less.")
    size = min(size, total)
    given = dict.fromkeys(strata, 1)
    weight = {value: rows if allocation == "proportional" else 1.0 for value, rows in strata.items()}
    while sum(given.values()) < size:
        open_ = [value for value in strata if given[value] < strata[value]]
        worth = sum(weight[value] for value in open_)
        left = size - sum(given.values())
        wanted = {value: left * weight[value] / worth for value in open_}
        whole = {value: min(int(wanted[value]), strata[value] - given[value]) for value in open_}
        if not any(whole.values()):
            order = sorted(open_, key=lambda value: (-wanted[value], value))
            whole = dict.fromkeys(order[:left], 1)
        for value, more in whole.items():
            given[value] += more
    return given


FILTERS: Mapping[Part, tuple[str, ...]] = {
    "claims": ("speaker", "about", "kind", "start", "end", "without"),
    "events": ("actor", "type", "status", "start", "end", "min_origins", "without"),
    "relations": ("actor", "type", "status", "start", "end", "without"),
    "figures": ("unit", "start", "end", "without"),
    "reports": ("publisher", "start", "end", "without"),
}
"""The filters of each part. Days of events are those on which they may lie, else of publication, both included."""
_PUBLISHER = "(SELECT v.publisher FROM report_versions v WHERE v.id = c.version)"
_SURE = "CAST(min(9, CAST({0}.confidence * 10 AS INTEGER)) / 10.0 AS TEXT)"
FIELDS: Mapping[Part, Mapping[str, str]] = {
    "claims": {
        "kind": "a.kind", "form": "a.form", "source_kind": "a.source_kind", "certainty": "a.certainty",
        "confidence": _SURE.format("a"), "publisher": _PUBLISHER,
    },
    "events": {
        "type": "e.type", "status": "e.status", "certainty": "e.certainty", "confidence": _SURE.format("e"),
        "publisher": _PUBLISHER,
    },
    "relations": {
        "type": "r.type", "state": "r.state", "status": "r.status", "certainty": "r.certainty",
        "confidence": _SURE.format("r"), "publisher": _PUBLISHER,
    },
    "figures": {"unit": "f.unit", "publisher": _PUBLISHER},
    "reports": {"publisher": _PUBLISHER},
}  # fmt: skip
"""The fields that a sample can be stratified by, and the SQL of each; confidence by tenths."""
_ALIAS: Mapping[Part, str] = {"claims": "a", "events": "e", "relations": "r", "figures": "f", "reports": "c"}


def _checked(part: Part, where: Mapping[str, str]) -> dict[str, str]:
    for name in where:
        if name not in FILTERS[part]:
            raise BadQuery(f"{part} have no filter {name}", f"Choose from {', '.join(FILTERS[part])}.")
    return dict(where)


def _claims(store: Store, where: dict[str, str]) -> Asked:
    found = claims.Asked.of(store, **where)  # type: ignore[arg-type]
    return Asked(found.sql, found.values)


def _events(store: Store, where: dict[str, str]) -> Asked:
    least = where.pop("min_origins", "1")
    if not least.isdigit():
        raise BadQuery(f"{least} is no number of origins", "Write it as 2.")
    found = events.Asked.of(store, **where, min_origins=int(least))  # type: ignore[arg-type]
    return Asked(lambda columns: found.sql(store, columns)[0], found.sql(store, "1")[1])


def _others(table: str, alias: str) -> Callable[[Store, dict[str, str]], Asked]:
    """What makes the query of a part that has no list with filters of its own."""
    source = f"current_readings c CROSS JOIN {table} {alias} ON {alias}.reading = c.reading"
    return lambda store, where: _plain(store, where, source, alias)


def _reports(store: Store, where: dict[str, str]) -> Asked:
    return _plain(
        store, where, "current_readings c JOIN report_versions w ON w.id = c.version AND w.state = 'read'", "w"
    )


def _plain(store: Store, where: dict[str, str], source: str, alias: str) -> Asked:
    asked, values = ["1"], list[Any]()
    since, until = between(where.get("start"), where.get("end"))
    for condition, day in (("c.day >= ?", since), ("c.day < ?", until)):
        if day is not None:
            asked.append(condition)
            values.append(day)
    if since is not None or until is not None:
        asked.append("c.day < '9999'")
    for column in ("type", "unit"):
        if column in where:
            asked.append(f"{alias}.{column} = ?")
            values.append(where[column])
    if "publisher" in where:
        asked.append("w.publisher = ? COLLATE NOCASE")
        values.append(where["publisher"])
    if "status" in where and where["status"] != "all":
        wanted = [one.strip() for one in where["status"].split(",")]
        if unknown := [one for one in wanted if one not in STATUSES]:
            raise BadQuery(f"no status is called {unknown[0]!r}", f"Use all, or some of {', '.join(STATUSES)}.")
        asked.append(f"{alias}.status IN ({', '.join('?' * len(wanted))})")
        values += wanted
    if "actor" in where:
        ids = matching(store, where["actor"])
        among = ", ".join("?" * len(ids))
        asked.append(f"({alias}.subject IN ({among}) OR {alias}.object IN ({among}))")
        values += [*ids, *ids]
    if "without" in where:
        condition, words = unmarked(store, where["without"])
        asked.append(condition)
        values += words
    return Asked(lambda columns: f"SELECT {columns} FROM {source} WHERE {' AND '.join(asked)}", values)


_ASKED: Mapping[Part, Callable[[Store, dict[str, str]], Asked]] = {
    "claims": _claims,
    "events": _events,
    "relations": _others("relation_rows", "r"),
    "figures": _others("figure_rows", "f"),
    "reports": _reports,
}
