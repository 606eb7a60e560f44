"""Full text over reports, claims and events."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, zip_longest
from typing import Literal

from onrecord.errors import BadQuery
from onrecord.ledger.found import Found, Hit, Passage
from onrecord.ledger.reports import coverage
from onrecord.ledger.store import Store

LONGEST = 1000
"""Characters that a query may have."""
OPEN, CLOSE = "\x02", "\x03"
"""Put around the words that match; no report that reads as text has them."""
_PARTS = re.compile(r'"([^"]*)"|([^\s"]+)')


def search(store: Store, query: str, limit: int) -> Found[Hit]:
    """Passages that have all the words of a query: the best report, claim and event first, then the second best …

    Raises:
        BadQuery: there is no word in the query, or it is too long.
    """
    match = fts_query(query)
    with store.snapshot():
        kinds = [list(_hits(store, kind, match, limit + 1)) for kind in _SELECT]
        found = [hit for hit in chain.from_iterable(zip_longest(*kinds)) if hit is not None]
        return Found(tuple(found[:limit]), coverage(store), more=len(found) > limit)


def fts_query(query: str) -> str:
    """What a user typed as an FTS5 query in which nothing is an operator but a star at the end of a word.

    Raises:
        BadQuery: there is no word in it, or it is too long.

    >>> fts_query('tear "Rabaa square" OR NEAR( demo*')
    '"tear" "Rabaa square" "OR" "NEAR(" "demo"*'
    """
    if len(query) > LONGEST:
        raise BadQuery(f"the query has {len(query)} characters", f"Use at most {LONGEST}.")
    terms = []
    for phrase, word in _PARTS.findall(_printable(query)):
        text = phrase or word
        if any(c.isalnum() for c in text):
            star = "*" if word.endswith("*") else ""
            terms.append(f'"{text.rstrip("*")}"{star}')
    if not terms:
        raise BadQuery(f"no word to search for in {query!r}", "Give one word or more.")
    return " ".join(terms)


def _printable(query: str) -> str:
    """The query without what a database cannot be asked for: control characters and halves of surrogate pairs."""
    return "".join(c if c.isprintable() else " " for c in query)


def _hits(store: Store, kind: Literal["report", "claim", "event"], match: str, limit: int) -> Iterator[Hit]:
    marked = "snippet({0}, 0, char(2), char(3), '', 40)"
    for row in store.rows(_SELECT[kind].format(marked=marked.format(_INDEX[kind])), (match, limit)):
        start, marks, snippet = _placed(row["passage"], row["marked"], row["start_at"])
        passage = Passage(
            row["report"], start, start + len(snippet), snippet, row["title"], row["publisher"], row["published"]
        )
        yield Hit(kind, row["row"], passage, marks)


def _placed(text: str, marked: str, offset: int) -> tuple[int, tuple[tuple[int, int], ...], str]:
    """Where a marked snippet of a text stands, where its marks stand, and the snippet without them."""
    snippet = marked.replace(OPEN, "").replace(CLOSE, "")
    start = offset + max(text.find(snippet), 0)
    marks, at = [], start
    for part in re.split(f"({OPEN}[^{CLOSE}]*{CLOSE})", marked):
        if part.startswith(OPEN):
            marks.append((at, at + len(part) - 2))
            at += len(part) - 2
        else:
            at += len(part)
    return start, tuple(marks), snippet


_INDEX = {"report": "text_index", "claim": "claim_index", "event": "event_index"}
_SELECT: dict[Literal["report", "claim", "event"], str] = {
    "report": (
        "SELECT c.report AS row, c.report, 0 AS start_at, t.text AS passage, {marked} AS marked,"
        " v.title, v.publisher, v.published FROM text_index JOIN texts t ON t.id = text_index.rowid"
        " JOIN report_versions v ON v.text = t.id JOIN current_readings c ON c.version = v.id"
        " WHERE text_index MATCH ? ORDER BY rank, c.report LIMIT ?"
    ),
    "claim": (
        "SELECT c.report || ':' || a.id AS row, c.report, a.start_at, a.passage, {marked} AS marked,"
        " v.title, v.publisher, v.published FROM claim_index JOIN attribution_rows a ON a.rowid = claim_index.rowid"
        " JOIN current_readings c ON c.reading = a.reading JOIN report_versions v ON v.id = c.version"
        " WHERE claim_index MATCH ? ORDER BY rank, row LIMIT ?"
    ),
    "event": (
        "SELECT c.report || ':' || e.id AS row, c.report, e.start_at, e.passage, {marked} AS marked,"
        " v.title, v.publisher, v.published FROM event_index JOIN event_rows e ON e.rowid = event_index.rowid"
        " JOIN current_readings c ON c.reading = e.reading JOIN report_versions v ON v.id = c.version"
        " WHERE event_index MATCH ? ORDER BY rank, row LIMIT ?"
    ),
}
