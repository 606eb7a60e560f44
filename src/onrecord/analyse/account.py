"""What is in a ledger, on half a page: who speaks, what happened and how certain it is, who is in it, one dispute."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import msgspec

from onrecord.analyse.disputes import Dispute, disputes
from onrecord.ledger import Coverage, Expected, Ledger, Who, tallies
from onrecord.ledger.expected import Shares
from onrecord.ledger.fields import SECTIONS, Section

MOST = 8
"""Voices and actors that are named."""


class Tally(msgspec.Struct, frozen=True):
    """Somebody and how often; `kind` is of actor, or the words' kind for a source without a known name."""

    who: Who
    kind: str
    count: int


class Cell(msgspec.Struct, frozen=True):
    """How many events have this status and this certainty."""

    status: str
    certainty: str
    count: int


class Account(msgspec.Struct, frozen=True):
    """The account.

    Args:
        reports, claims, events, relations, figures: how many rows, of current readings.
        first, last: ISO days of the earliest and the latest report; null where none is dated. undated: reports.
        voices: who speaks most. unnamed: claims of sources that nobody known stands for. by_certainty: of events.
        rejected: rows that people rejected, which no number counts; open: decisions that wait for a person.
        origins: of all reports. expected: of the rows of each section; its origins are those of all
            reports, as far as there can be so many.
        actors: those in most reports. dispute: the one that most origins tell and that is widest apart.
    """

    reports: int
    publishers: tuple[str, ...]
    first: str | None
    last: str | None
    undated: int
    claims: int
    events: int
    relations: int
    figures: int
    voices: tuple[Tally, ...]
    unnamed: int
    by_certainty: tuple[Cell, ...]
    actors: tuple[Tally, ...]
    dispute: Dispute | None
    coverage: Coverage
    rejected: int = 0
    open: int = 0
    origins: int = 0
    expected: Mapping[Section, Expected] = {}


def account(ledger: Ledger) -> Account:
    """The account of a ledger as it stands."""
    with ledger.snapshot():
        [told] = ledger.rows(_TOLD)
        disputed = disputes(ledger, limit=1).rows
        publishers = tallies.of(ledger.store, "publisher")
        cells = Counter[tuple[str, str]]()
        for key, n in tallies.events(ledger.store).items():
            cells[key.status, key.certainty] += n
        origins = ledger.rows("SELECT count(DISTINCT origin) FROM report_origins")[0][0]
        shares = Shares(ledger.store)
        return Account(
            reports=tallies.total(ledger.store, "state"),
            publishers=tuple(sorted(publishers, key=lambda name: (-publishers[name], name))),
            first=told["first"],
            last=told["last"],
            undated=tallies.total(ledger.store, "undated"),
            claims=tallies.total(ledger.store, "claims"),
            events=sum(cells.values()),
            relations=tallies.total(ledger.store, "relations"),
            figures=tallies.total(ledger.store, "figures"),
            voices=_tallies(ledger, _VOICES),
            unnamed=tallies.total(ledger.store, "unnamed"),
            by_certainty=tuple(Cell(*key, n) for key, n in sorted(cells.items(), key=lambda one: (-one[1], one[0]))),
            actors=_tallies(ledger, _ACTORS),
            dispute=disputed[0] if disputed else None,
            coverage=ledger.coverage(),
            rejected=ledger.rows("SELECT count(*) FROM judged_rows WHERE verdict = 'rejected'")[0][0],
            open=len(ledger.queue()),
            origins=origins,
            expected={one: shares.of_all(one, origins) for one in SECTIONS.values()},
        )


def _tallies(ledger: Ledger, sql: str) -> tuple[Tally, ...]:
    return tuple(Tally(Who(row["id"], row["name"]), row["kind"], row["n"]) for row in ledger.rows(sql, (MOST,)))


_TOLD = """
SELECT (SELECT min(day) FROM current_readings WHERE day < '9999') AS first,
  (SELECT max(day) FROM current_readings WHERE day < '9999') AS last
"""
_MOST = """
SELECT l.id, l.name, l.kind, t.n FROM tallies t JOIN ledger_actors l ON l.id = t.key
WHERE t.what = '{what}' AND t.n > 0{more} ORDER BY t.n DESC, l.name LIMIT ?
"""
_VOICES = _MOST.format(what="speaker", more="")
_ACTORS = _MOST.format(what="present", more=" AND l.kind <> 'episode'")
