"""The system of actors on a day: who is tied to whom, on whose word, and what changed since another day.

What holds on a day is told in `tellings`, whose word counts in `word`, what is shown of a tie in `ties`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import msgspec

from onrecord.analyse.tellings import Asked, Totals, moved, totals, undated, weights, widest
from onrecord.analyse.ties import Changed, Tie, changed, tied
from onrecord.analyse.word import Word
from onrecord.errors import BadQuery
from onrecord.ledger import Coverage, Ledger, Who
from onrecord.ledger.days import first
from onrecord.ledger.identity import matching
from onrecord.ledger.judged import note, rejected


class Network(msgspec.Struct, frozen=True):
    """The ties on a day.

    Args:
        on, since: ISO days. ties: those told by most origins first. changes: since `since`, likewise;
            empty without it. totals: of all ties on the day, also those cut off.
        voices, publishers: on whose word; empty where on anybody's. min_origins: that tell of each tie.
        more: whether ties or changes were cut off. notes: sentences on what is left out.
    """

    on: str
    since: str | None
    ties: tuple[Tie, ...]
    changes: tuple[Changed, ...]
    coverage: Coverage
    totals: Totals
    voices: tuple[Who, ...] = ()
    publishers: tuple[str, ...] = ()
    min_origins: int = 1
    more: bool = False
    notes: tuple[str, ...] = ()


def network(
    ledger: Ledger,
    on: date | str,
    since: date | str | None = None,
    limit: int = 200,
    *,
    actors: Sequence[str] = (),
    voices: Sequence[str] = (),
    publishers: Sequence[str] = (),
    min_origins: int = 1,
) -> Network:
    """The relations that hold on a day, with their voices and evidence.

    Args:
        on: the day. since: an earlier day, to see what changed from then. limit: of ties, and of changes.
        actors: names or ids; only ties of any of them. voices: names or ids; only what any of them says, see `word`.
        publishers: only what any of these outlets says in its own voice; with `voices`, either counts.
        min_origins: how many independent origins must tell of a tie.

    Raises:
        BadDate: a day is no ISO date.
        BadQuery: `since` is not before `on`, or `min_origins` is below 1.
        NoSuchRow: an actor or an outlet is not known.
    """
    day, before = days(on, since)
    with ledger.snapshot():
        asked = ask(ledger, actors=actors, voices=voices, publishers=publishers, min_origins=min_origins)
        now = weights(ledger, asked, day)
        ties = widest(now, now, limit + 1)
        turned = [] if before is None else moved(ledger, asked, before, day, now, limit + 1)
        changes = () if before is None else changed(ledger, asked, before, day, turned, now, limit + 1)
        return Network(
            day,
            before,
            tied(ledger, asked, day, ties[:limit], now),
            changes[:limit],
            ledger.coverage(),
            totals(ledger, asked, day, len(now)),
            asked.word.voices,
            asked.word.publishers,
            min_origins,
            max(len(ties), len(changes), len(turned)) > limit,
            notes(ledger, asked, day),
        )


def ask(
    ledger: Ledger,
    *,
    actors: Sequence[str] = (),
    voices: Sequence[str] = (),
    publishers: Sequence[str] = (),
    min_origins: int = 1,
) -> Asked:
    """Which tellings count; arguments and errors as of `network`."""
    if min_origins < 1:
        raise BadQuery(f"{min_origins} origins cannot be asked for", "Ask for 1 or more.")
    ids = tuple(dict.fromkeys(actor for name in actors for actor in matching(ledger.store, name)))
    return Asked(Word.of(ledger, voices, publishers), ids, min_origins)


def days(on: date | str, since: date | str | None) -> tuple[str, str | None]:
    """The two days as ISO; errors as of `network`."""
    day, before = first(on) or "", first(since)
    if before is not None and before >= day:
        raise BadQuery(f"{before} is not before {day}", "Give an earlier day as --since.")
    return day, before


def notes(ledger: Ledger, asked: Asked, day: str) -> tuple[str, ...]:
    """Sentences on what is left out of the network of a day."""
    no_day, ended, not_told = undated(ledger, asked, day)
    found = []
    if no_day:
        found.append(f"Relations of no known day are left out: {no_day} of them.")
    if ended:
        found.append(f"Relations that had ended when they were told, without a day, are left out: {ended} of them.")
    if not_told:
        found.append(f"Relations that are only planned, threatened, hypothetical or denied are no ties: {not_told}.")
    return (*found, *note(rejected(ledger.store, "relations"), "relation"))
