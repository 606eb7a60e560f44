"""Full text over reports, claims and events."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from itertools import chain, zip_longest
from typing import Literal

from msgspec.structs import replace

from onrecord.errors import BadQuery
from onrecord.ledger.bounds import COLUMNS, JOIN, bounds_of, marks_of
from onrecord.ledger.expected import Shares, Weighed
from onrecord.ledger.fields import Section
from onrecord.ledger.found import Found, Hit, Passage
from onrecord.ledger.judged import note, rejected
from onrecord.ledger.reports import coverage
from onrecord.ledger.store import Store

Kind = Literal["report", "claim", "event"]
LONGEST = 1000
"""Characters that a query may have."""
RANKED = 20_000
"""Passages of one kind that are ranked. Of words that stand in more than these, the earliest added are shown."""
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
        kinds = [list(_hits(store, kind, match, limit + 1)) for kind in WHERE]
        found = [hit for hit in chain.from_iterable(zip_longest(*kinds)) if hit is not None]
        lost = sum(rejected(store, section) for section in ("attributions", "events"))
        notes = note(lost, "claim or event") if lost == 1 else note(lost, "claims and event")
        shown = found[:limit]
        expected = replace(
            Shares(store).expected(told for _, _, told in shown if told is not None),
            reports=len({hit.passage.report for hit, _, _ in shown}),
            origins=len({origin for _, origin, _ in shown}),
        )
        hits = tuple(hit for hit, _, _ in shown)
        return Found(hits, coverage(store), len(found) > limit, notes, rejected=lost, expected=expected)


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


def _hits(store: Store, kind: Kind, match: str, limit: int) -> Iterator[tuple[Hit, str, Weighed | None]]:
    """The best passages of one kind, with their origins; rows of readings that are not current are passed over."""
    index, select = WHERE[kind]
    left, portion, skipped = limit, 2 * limit, 0
    while left > 0:
        numbers = [row[0] for row in store.rows(_BEST.format(index=index), (match, portion, skipped))]
        for number in numbers:
            for row in store.rows(select, (number,))[:left]:
                yield (
                    hit(kind, row, store.value(MARKED.format(index=index), (number, match))),
                    row["source"],
                    told(kind, row),
                )
                left -= 1
        if len(numbers) < portion:
            return
        skipped += portion


def hit(kind: Kind, row: sqlite3.Row, marked: str) -> Hit:
    """A hit with its passage.

    Args:
        row: as the query of its kind gives it. marked: its snippet with marks around the words.
    """
    start, marks, snippet = _placed(row["passage"], marked, row["start_at"])
    end = start + len(snippet)
    told = (row["title"], row["publisher"], row["published"], bounds_of(row), marks_of(row))
    passage = Passage(row["report"], start, end, snippet, *told)
    return Hit(kind, row["row"], passage, marks)


def told(kind: Kind, row: sqlite3.Row) -> Weighed | None:
    """A claim or an event as far as it counts for what is expected to be wrong; the text of a report is no row."""
    if kind == "report":
        return None
    section: Section = "attributions" if kind == "claim" else "events"
    return Weighed(section, row["confidence"], row["report"], row["source"], row["verdict"])


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


_BEST = (
    f"SELECT rowid FROM (SELECT rowid, rank FROM {{index}} WHERE {{index}} MATCH ? LIMIT {RANKED})"
    " ORDER BY rank, rowid LIMIT ? OFFSET ?"
)
MARKED = "SELECT snippet({index}, 0, char(2), char(3), '', 40) FROM {index} WHERE rowid = ? AND {index} MATCH ?"
WHERE: dict[Kind, tuple[str, str]] = {
    "report": (
        "text_index",
        "SELECT c.report AS row, c.report, c.origin AS source, 0 AS start_at, t.text AS passage,"
        f" v.title, v.publisher, v.published, {COLUMNS}"
        " FROM texts t JOIN report_versions v ON v.text = t.id JOIN current_readings c ON c.version = v.id"
        f" {JOIN}"
        " WHERE t.id = ? ORDER BY c.day, c.report",
    ),
    "claim": (
        "claim_index",
        "SELECT c.report || ':' || a.id AS row, c.report, c.origin AS source, a.confidence, j.verdict,"
        f" a.start_at, a.passage, v.title, v.publisher, v.published, {COLUMNS}"
        " FROM attribution_rows a JOIN current_readings c ON c.reading = a.reading"
        " LEFT JOIN judged_rows j ON j.reading = a.reading AND j.id = a.id"
        f" JOIN report_versions v ON v.id = c.version {JOIN} WHERE a.rowid = ?",
    ),
    "event": (
        "event_index",
        "SELECT c.report || ':' || e.id AS row, c.report, coalesce(e.origin, c.origin) AS source, e.confidence,"
        f" j.verdict, e.start_at, e.passage, v.title, v.publisher, v.published, {COLUMNS}"
        " FROM event_rows e JOIN current_readings c ON c.reading = e.reading"
        " LEFT JOIN judged_rows j ON j.reading = e.reading AND j.id = e.id"
        f" JOIN report_versions v ON v.id = c.version {JOIN} WHERE e.rowid = ?",
    ),
}
