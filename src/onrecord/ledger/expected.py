"""What share of rows is expected to be wrong: by their confidence, as it was measured, and by what people decided.

A table (`expected.tsv`) says of the rows of a section with such a confidence how many were right where that was
measured. That is what is known beforehand; the rows of this ledger that people judged come to it, in the
beta-binomial model (Gelman and others, Bayesian Data Analysis, 3rd edition, 2013, section 2.4): with a share p wrong
beforehand, that weighs as much as w judged rows, and y of n judged rows wrong, the share is spread as
Beta(wp + y, w(1 - p) + n - y), and its mean is what is expected. Of a section without a table nothing is known
beforehand, Beta(1, 1), and nothing is said before somebody judged. The share of a list is the mean over its rows, those
that people accepted or corrected not being wrong; its interval is that of the beta distribution with the same mean and
variance.

A row is judged wrong where it was rejected or had to be corrected, right where it was accepted. People do not judge at
random: who looks for errors finds more than there are. So the measured share never weighs more than WEIGHT rows, but
never goes away either. What "right" means, and on what it was measured, is told in the head of the table.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple, cast

import msgspec

from onrecord.knowledge import table
from onrecord.knowledge.table import kept
from onrecord.ledger import tallies
from onrecord.ledger.beta import quantile
from onrecord.ledger.fields import SECTIONS, Section, section_of
from onrecord.ledger.found import Expected
from onrecord.ledger.store import Store

TABLE = "expected.tsv"
WEIGHT = 20.0
"""Judged rows that a measured share weighs as much as, at most: so many that two or three verdicts do not turn it, so
few that a person who judged a hundred rows of an archive unlike the gold sets is believed. Set by judgement."""
TENTHS = 10
LEAST = 0.0001
"""The least that is said of what nobody judged: no number of reports makes a machine certain."""
LOW, HIGH = 0.05, 0.95
"""The ends of the interval, in which the share lies with a probability of 90 %."""


class Weighed(NamedTuple):
    """A row of a list. verdict: of a person on it, if any. origin: whose telling it is."""

    section: Section
    confidence: float | None
    report: str
    origin: str
    verdict: str | None = None


class Tenth(NamedTuple):
    """Rows of a section that were only counted: the tenth of their confidence, and whether people judged them."""

    section: Section
    tenth: int
    judged: bool
    rows: int


class Bin(NamedTuple):
    """Rows of one section whose confidence, in tenths, is `least` or more, up to the next bin; how many were right."""

    least: int
    rows: int
    right: int


def tenth(confidence: float) -> int:
    """The tenth in which a confidence lies, 0 to 9.

    >>> tenth(0.3), tenth(0.29), tenth(1.0)
    (3, 2, 9)
    """
    return min(TENTHS - 1, int(confidence * TENTHS))


@kept
def bins() -> Mapping[Section, tuple[Bin, ...]]:
    """The table: the bins of each section, from the lowest."""
    found: dict[Section, list[Bin]] = defaultdict(list)
    for row in table.rows(TABLE):
        least = round(float(row["least"]) * TENTHS)
        found[cast(Section, row["section"])].append(Bin(least, int(row["rows"]), int(row["right"])))
    return {section: tuple(sorted(some)) for section, some in found.items()}


class Shares:
    """What is known of the rows of a ledger, as it stands: made once for each question."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._wrong, self._right, self._standing = Counter[_Key](), Counter[_Key](), Counter[_Key]()
        if store.rows("SELECT 1 FROM judged_rows LIMIT 1"):
            self._read(store)
        self._spread = {key: spread for key in _keys() if (spread := self._spread_of(key)) is not None}

    def _read(self, store: Store) -> None:
        for section, rows in ROWS.items():
            confidence = {"machine": "NULL", "now": "NULL"}
            if section in bins():
                confidence = {"machine": "m.confidence", "now": "n.confidence"}
            for verdict, machine, now, n in store.rows(_JUDGED.format(rows=rows, **confidence), (section,)):
                (self._right if verdict == "accepted" else self._wrong)[_key(section, machine)] += n
                if verdict != "rejected":
                    self._standing[_key(section, now)] += n

    def wrong(self, section: Section, confidence: float | None) -> float | None:
        """How likely a row that nobody judged is wrong; null where nothing can be said."""
        spread = self._spread.get(_key(section, confidence))
        return None if spread is None else spread[0] / sum(spread)

    def expected(self, rows: Iterable[Weighed]) -> Expected:
        """What is expected of the rows of a list."""
        rows = list(rows)
        unknown = Counter(_key(row.section, row.confidence) for row in rows if row.verdict is None)
        return self._expected(
            unknown,
            sum(row.verdict in ("accepted", "corrected") for row in rows),
            sum(row.verdict == "rejected" for row in rows),
            len({row.report for row in rows}),
            len({row.origin for row in rows}),
        )

    def of_tenths(self, told: Iterable[Tenth], reports: int, origins: int) -> Expected:
        """What is expected of rows that were only counted, and stand; reports, origins: that tell them."""
        counts = Counter[_Key]()
        known = 0
        for one in told:
            if one.judged:
                known += one.rows
            else:
                counts[_key(one.section, one.tenth / TENTHS)] += one.rows
        return self._expected(+counts, known, 0, reports, origins)

    def of_all(self, section: Section, origins: int) -> Expected:
        """What is expected of all rows of a section that stand in the ledger, by its tallies.

        Args:
            origins: of all reports that were read.
        """
        counts = Counter[_Key]()
        for (of, in_tenth), n in tallies.confidences(self._store).items():
            if of == section:
                counts[_key(section, in_tenth / TENTHS)] += n
        if section == "figures":
            counts[_key(section, None)] += tallies.total(self._store, "figures")
        standing = Counter({key: n for key, n in self._standing.items() if key[0] == section})
        reports = tallies.of(self._store, "telling").get(section, 0)
        return self._expected(counts - standing, standing.total(), 0, reports, min(reports, origins))

    def named(self, told: Iterable[tuple[str, str]]) -> Expected:
        """What is expected of rows by their names.

        Args:
            told: REPORT:ID of each, and the origin of its telling; what is no row that stands counts as unknown.
        """
        origins = dict(told)
        found = {name: Weighed(cast(Section, section_of(name.split(":")[1])), None, name.split(":")[0], origin)
                 for name, origin in origins.items()}  # fmt: skip
        for section, rows in ROWS.items():
            some = msgspec.json.encode([name.split(":") for name, row in found.items() if row.section == section])
            confidence = "x.confidence" if section in bins() else "NULL"
            for name, sure, verdict in self._store.rows(
                _NAMED.format(rows=rows, confidence=confidence), (some.decode(),)
            ):
                found[name] = found[name]._replace(confidence=sure, verdict=verdict)
        return self.expected(found.values())

    def jointly(self, rows: Iterable[Weighed]) -> float | None:
        """How likely it is that none of the rows that tell of one thing is right; null where nothing can be said.

        Rows of one origin repeat one another's errors: an origin is as wrong as the surest of its rows. Origins are
        taken to err independently of one another (the product), which is the kinder guess: what misleads the reader in
        one report may mislead it in the next.
        """
        least: dict[str, float] = {}
        for row in rows:
            wrong = 0.0 if row.verdict in ("accepted", "corrected") else self.wrong(row.section, row.confidence)
            if wrong is not None and row.verdict != "rejected":
                least[row.origin] = min(wrong, least.get(row.origin, 1.0))
        if not least:
            return None
        share = 1.0
        for wrong in least.values():
            share *= wrong
        return max(round(share, 4), LEAST) if share else 0.0

    def _spread_of(self, key: _Key) -> tuple[float, float] | None:
        """The spread of the share wrong in a bin, as Beta(a, b)."""
        section, least = key
        wrong, right = self._wrong[key], self._right[key]
        measured = next((one for one in bins().get(section, ()) if one.least == least), None)
        if measured is None:
            return (1.0 + wrong, 1.0 + right) if wrong + right else None
        share = (measured.rows - measured.right + 0.5) / (measured.rows + 1.0)
        weight = min(WEIGHT, measured.rows)
        return weight * share + wrong, weight * (1.0 - share) + right

    def _expected(self, counts: Counter[_Key], known: int, rejected: int, reports: int, origins: int) -> Expected:
        """Args: counts: rows that nobody judged, by bin. known: those that people accepted or corrected."""
        sections = {section for section, _ in counts}
        judged = sum(n for of in (self._wrong, self._right) for (section, _), n in of.items() if section in sections)
        weighed = {key: n for key, n in counts.items() if key in self._spread}
        unknown = counts.total() - sum(weighed.values())
        rows = counts.total() + known + rejected
        number = known + sum(weighed.values())
        if not number:
            return Expected(rows, reports, origins, unknown=unknown, judged=judged)
        mean = variance = 0.0
        for key, n in weighed.items():
            a, b = self._spread[key]
            mean += n / number * a / (a + b)
            variance += (n / number) ** 2 * a * b / ((a + b) ** 2 * (a + b + 1.0))
        low, high = _interval(mean, variance)
        told = (round(mean, 4), round(low, 4), round(high, 4))
        return Expected(rows, reports, origins, *told, unknown, judged, _basis(bool(sections & bins().keys()), judged))


def _interval(mean: float, variance: float) -> tuple[float, float]:
    """The ends of the interval of the beta distribution with this mean and variance."""
    if not variance:
        return mean, mean
    size = mean * (1.0 - mean) / variance - 1.0
    return quantile(LOW, mean * size, (1.0 - mean) * size), quantile(HIGH, mean * size, (1.0 - mean) * size)


def _basis(measured: bool, judged: int) -> str:
    decided = f"{judged:,} decision{'' if judged == 1 else 's'}" if judged else None
    return " and ".join(filter(None, ("confidence" if measured else None, decided))) or "decisions on each of them"


_Key = tuple[Section, int]
"""A section, and the tenth with which the bin begins; 0 in a section without a table."""


def _key(section: Section, confidence: float | None) -> _Key:
    some = bins().get(section)
    if some is None or confidence is None:
        return section, 0
    here = tenth(confidence)
    return section, max(one.least for one in some if one.least <= here)


def _keys() -> list[_Key]:
    return [(section, one.least) for section in SECTIONS.values() for one in bins().get(section, (Bin(0, 0, 0),))]


ROWS: Mapping[Section, str] = {
    "attributions": "attribution_rows", "events": "event_rows", "relations": "relation_rows", "figures": "figure_rows",
}  # fmt: skip
IN_TENTH = f"min({TENTHS - 1}, CAST({{row}}.confidence * {TENTHS} AS INTEGER))"
"""SQL: the tenth in which the confidence of a row lies, as `tenth` says it."""
JUDGED = "EXISTS (SELECT 1 FROM judged_rows j WHERE j.reading = {row}.reading AND j.id = {row}.id)"
"""SQL: whether people judged a row that stands."""
_JUDGED = """
SELECT j.verdict, {machine}, {now}, count(*) FROM judged_rows j
CROSS JOIN current_readings c ON c.report = j.report
CROSS JOIN {rows} m ON m.reading = c.machine AND m.id = j.id
LEFT JOIN {rows} n ON n.reading = c.reading AND n.id = j.id
WHERE j.part = ? GROUP BY 1, 2, 3
"""
_NAMED = """
SELECT c.report || ':' || x.id, {confidence}, j.verdict FROM json_each(?) p
CROSS JOIN current_readings c ON c.report = json_extract(p.value, '$[0]')
CROSS JOIN {rows} x ON x.reading = c.reading AND x.id = json_extract(p.value, '$[1]')
LEFT JOIN judged_rows j ON j.reading = x.reading AND j.id = x.id
"""
