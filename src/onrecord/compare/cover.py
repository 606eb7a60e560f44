"""What the ledger covers at all: days, publishers, addresses of reports."""

from __future__ import annotations

import functools
from datetime import date

from onrecord.compare.coded import Coded
from onrecord.compare.likeness import BEFORE, SLACK
from onrecord.compare.own import Own
from onrecord.knowledge.folding import key
from onrecord.ledger import Ledger
from onrecord.ledger.facts import day_number
from onrecord.ledger.origins import address

SHORT_DAYS = 7
"""The longest interval of which each day is covered outside the days of publication."""


NAMED = "urn:onrecord:"
"""What the name of a report begins with, where GDELT has the address of its page."""


class Cover:
    """The days, publishers and reports of a ledger; days of happenings are added as these come."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        [row] = ledger.rows("SELECT min(day) AS first, max(day) AS last FROM current_readings WHERE day < '9999'")
        first, last = day_number(row["first"]), day_number(row["last"])
        self._span = (first - BEFORE, last + SLACK) if first and last else (1, 0)
        self._days: set[int] = set()
        self._publishers = {key(row[0]) for row in ledger.rows(_PUBLISHERS)}
        self._hosts = {row[0] for row in ledger.rows(_HOSTS)}
        self._report = functools.lru_cache(maxsize=1 << 16)(self._looked_up)

    def learn(self, own: Own) -> None:
        """Covers the days of a happening."""
        for first, until in own.times:
            if until - first <= SHORT_DAYS:
                self._days.update(range(first - SLACK, until + SLACK))

    def day(self, day: str) -> bool:
        """Whether a day lies between the first and the last report, or is one of a happening."""
        number = date.fromisoformat(day).toordinal()
        return self._span[0] <= number <= self._span[1] or number in self._days

    def report(self, url: str | None) -> str | None:
        """The id of the report of an address, or of the name that our own exports give one without an address."""
        if url and url.startswith(NAMED):
            found = self._ledger.rows("SELECT id FROM report_rows WHERE id = ?", (url.removeprefix(NAMED),))
            return found[0]["id"] if found else None
        where = address(url)
        return self._report(where) if where else None

    def _looked_up(self, where: str) -> str | None:
        found = self._ledger.rows("SELECT min(report) AS report FROM report_addresses WHERE address = ?", (where,))
        return found[0]["report"] if found else None

    def unread(self, report: str) -> bool:
        """Whether a report is there and was not read."""
        return bool(self._ledger.rows(_UNREAD, (report,)))

    def publisher(self, coded: Coded) -> bool:
        """Whether the ledger has a report of the publisher of a row; true where the row names none."""
        if not coded.publisher:
            return True
        host = coded.publisher.lower().removeprefix("www.").removeprefix("m.")
        return key(coded.publisher) in self._publishers or host in self._hosts


_PUBLISHERS = "SELECT DISTINCT publisher FROM report_versions WHERE publisher IS NOT NULL"
_HOSTS = "SELECT DISTINCT substr(address, 1, instr(address || '/', '/') - 1) FROM report_addresses"
_UNREAD = (
    "SELECT 1 FROM current_readings c JOIN report_versions v ON v.id = c.version"
    " WHERE c.report = ? AND v.state <> 'read'"
)
