"""Sources that people marked: as state media, a party to the conflict, unreliable … Shown wherever their rows stand.

A mark leaves nothing out; a list may be asked to. It is on one report, or on a publisher or outlet however its name is
written, and then on all reports that it published, all that name it as their agency, and all that it is quoted with.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from onrecord.errors import NoSuchRow
from onrecord.ledger import origins, reports
from onrecord.ledger.found import Who
from onrecord.ledger.store import Store

Mark = tuple[str, str, str]
"""Report, decision, words."""


def source(store: Store, words: str) -> str:
    """The key of a source: "report:ID", or of a publisher or outlet as in `origins`.

    Raises:
        NoSuchRow: the ledger has no report of it, and quotes no outlet of that name.
    """
    known = {key for row in store.rows(_SOURCES) for key in _keys("", row["publisher"], row["agency"])}
    known |= {_spoken(row["id"], row["name"]) for row in store.rows(_OUTLETS)}
    for key in (words, *_keys("", words, words)):
        if key in known:
            return key
    try:
        return f"report:{reports.find(store, words)}"
    except NoSuchRow:
        raise NoSuchRow(
            f"no report, publisher or agency {words} in {store.path.name}", "onrecord show LEDGER lists the reports."
        ) from None


def speakers(store: Store) -> Mapping[str, tuple[str, ...]]:
    """The marks of publishers and outlets, by key: for those that are quoted."""
    return {key: tuple(sorted({words for _, words in some})) for key, some in _marked(store).items()}


def said_of(marked: Mapping[str, tuple[str, ...]], people: Iterable[Who]) -> tuple[str, ...]:
    """The marks of some speakers."""
    if not marked:
        return ()
    found = {words for who in people for words in marked.get(_spoken(who.id or "", who.name), ())}
    return tuple(sorted(found))


def put(store: Store, some: Iterable[str]) -> None:
    """Writes the marks of some reports anew; inside a transaction."""
    marked = _marked(store)
    for report in some:
        store.put("DELETE FROM report_marks WHERE report = ?", (report,))
        if marked:
            store.put_all("INSERT INTO report_marks VALUES (?, ?, ?)", _marks(store, marked, report))


def put_all(store: Store) -> None:
    """Writes the marks of all reports anew; inside a transaction."""
    store.put("DELETE FROM report_marks")
    store.put_all("INSERT INTO report_marks VALUES (?, ?, ?)", _marks(store, _marked(store)))


def astray(store: Store) -> Iterator[tuple[str, str]]:
    """Whether the marks of the reports are what the decisions ask for."""
    there = {tuple(row) for row in store.rows("SELECT * FROM report_marks")}
    if there != set(_marks(store, _marked(store))):
        yield "report_marks", "the marks of the reports are not what the decisions ask for"


def _marked(store: Store) -> Mapping[str, list[tuple[str, str]]]:
    """Key of a source to its marks: decision and words."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in store.rows(_MARKED):
        found[row["target"]].append((row["id"], row["words"]))
    return found


def _marks(store: Store, marked: Mapping[str, list[tuple[str, str]]], report: str | None = None) -> list[Mark]:
    if not marked:
        return []
    rows = store.rows(f"{_REPORTS} WHERE c.report = ?", (report,)) if report else store.rows(_REPORTS)
    return [
        (row["report"], decision, words)
        for row in rows
        for key in dict.fromkeys(_keys(row["report"], row["publisher"], row["agency"]))
        for decision, words in marked.get(key, ())
    ]


@functools.lru_cache(maxsize=1 << 14)
def _spoken(actor: str, name: str) -> str:
    """The key of an outlet that speaks."""
    local = actor.startswith(("report:", "ledger:"))
    return origins.key(None, name, "") if local else f"outlet:{actor}"


def _keys(report: str, publisher: str | None, agency: str | None) -> Iterator[str]:
    if report:
        yield f"report:{report}"
    yield from (_key(name) for name in (publisher, agency) if name)


@functools.lru_cache(maxsize=1 << 14)
def _key(name: str) -> str:
    """The key of a publisher or agency."""
    return origins.key(None, name, "")


_MARKED = """
SELECT d.id, d.target, json_extract(d.changes, '$.as') AS words FROM decisions d
WHERE d.kind = 'mark' AND NOT EXISTS (SELECT 1 FROM decisions u WHERE u.undoes = d.id) ORDER BY d.number
"""
_REPORTS = "SELECT c.report, v.publisher, v.agency FROM current_readings c JOIN report_versions v ON v.id = c.version"
_OUTLETS = "SELECT id, name FROM ledger_actors WHERE kind = 'outlet'"
_SOURCES = "SELECT DISTINCT v.publisher, v.agency FROM current_readings c JOIN report_versions v ON v.id = c.version"
