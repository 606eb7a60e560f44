"""The rows that people judged: what stands beside a row, and how many are left out of a list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from onrecord.errors import BadQuery
from onrecord.ledger.keys import Key, parts
from onrecord.ledger.store import Store

ANY = "any"
"""Asks to leave out the reports under every mark."""


def verdicts(store: Store, keys: Iterable[Key]) -> Mapping[Key, str]:
    """The verdicts on rows; rows that nobody decided on have none."""
    found: dict[Key, str] = {}
    if not store.rows("SELECT 1 FROM judged_rows LIMIT 1"):
        return found
    for part in parts(keys):
        for row in store.rows(f"{part.sql} {_VERDICTS}", part.values):
            found[row["reading"], row["id"]] = row["verdict"]
    return found


def rejected(store: Store, section: str) -> int:
    """How many rows of a section people rejected."""
    return int(store.value("SELECT count(*) FROM judged_rows WHERE verdict = 'rejected' AND part = ?", (section,)))


def note(number: int, thing: str) -> tuple[str, ...]:
    """What a list says of the rows that it leaves out because people rejected them.

    >>> note(2, "claim")
    ('Left out: 2 claims that people rejected.',)
    """
    return (f"Left out: {number:,} {thing}{'' if number == 1 else 's'} that people rejected.",) if number else ()


def unmarked(store: Store, words: str, negated: str = "NOT ") -> tuple[str, list[str]]:
    """A condition on current_readings c that leaves out reports under a mark, and its values.

    Args:
        words: of the mark, or "any". negated: empty for those reports alone.

    Raises:
        BadQuery: nobody marked a source so.
    """
    known = [row[0] for row in store.rows("SELECT DISTINCT words FROM report_marks ORDER BY words")]
    if words != ANY and words not in known:
        choice = f"Choose from any, {', '.join(known)}." if known else "onrecord decide LEDGER mark SOURCE as=WORDS."
        raise BadQuery(f"no source is marked {words!r}", choice)
    values = known if words == ANY else [words]
    marks = ", ".join("?" * len(values))
    return f"c.report {negated}IN (SELECT report FROM report_marks WHERE words IN ({marks}))", values


def mark_note(number: int, thing: str, words: str) -> tuple[str, ...]:
    """What a list says of the rows that it was asked to leave out.

    >>> mark_note(1, "event", "state media")
    ('Left out as asked: 1 event of reports marked “state media”.',)
    """
    kind = "in any way" if words == ANY else f"“{words}”"
    return (f"Left out as asked: {number:,} {thing}{'' if number == 1 else 's'} of reports marked {kind}.",)


_VERDICTS = """
SELECT j.reading, j.id, j.verdict FROM keys k CROSS JOIN judged_rows j ON j.reading = k.reading AND j.id = k.id
"""
