"""What the ledger answers about actors and events, cut to what a dossier shows."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.analyse import Tie
from onrecord.analyse import network as ties_on
from onrecord.dossier.content import Asked, Network, Part
from onrecord.errors import BadQuery, NoSuchRow
from onrecord.ledger import ActorCard, Claim, Happening, Ledger
from onrecord.ledger.events import by_key

COUNTED = 1000
"""Rows of a section that are looked at, to choose and count them."""
_EVENT = re.compile(r"[0-9a-f]+:e\d+")
EARLIEST = "0001-01-01"
"""The day since which changes are told where nobody asks for one."""


def latest_day(ledger: Ledger) -> str | None:
    """The day of the latest report; None where no report has a date."""
    [row] = ledger.rows("SELECT max(day) AS day FROM current_readings WHERE day < '9999'")
    return row["day"] and str(row["day"])


def network(ledger: Ledger, ids: Sequence[str], asked: Asked, day: str) -> Network:
    """The ties of an actor; of several, those between any two of them; the one with most ties best comes last."""
    since = asked.start or EARLIEST
    alone = len(ids) == 1
    most = asked.limit if alone else COUNTED
    found = ties_on(ledger, day, since if since < day else None, most, actors=ids if alone else ids[:-1])
    ties = [tie for tie in found.ties if alone or _within(tie, ids)]
    moved = [one for one in found.changes if one.change != "first told" and (alone or _within(one.tie, ids))]
    shown = tuple(ties[: asked.limit])
    return Network(
        day,
        asked.start,
        Part(shown, (found.totals.ties if alone else len(ties)) - len(shown), not alone and found.more, found.notes),
        Part(tuple(moved[: asked.limit]), max(0, len(moved) - asked.limit), found.more and len(found.changes) >= most),
        found.totals.reports if alone else None,
        found.totals.origins if alone else None,
    )


def _within(tie: Tie, ids: Sequence[str]) -> bool:
    return tie.subject.id in ids and tie.object.id in ids


def sides_of(ledger: Ledger, row: str) -> Sequence[str]:
    """The known actors of a relation.

    Raises:
        NoSuchRow: there is no such relation.
        BadQuery: neither of its sides is known.
    """
    told = ledger.rows("SELECT row, subject_id, object_id FROM relations WHERE report = ?", (row.partition(":")[0],))
    for one in told:
        if one["row"] == row:
            known = list(dict.fromkeys(side for side in (one["subject_id"], one["object_id"]) if side))
            if not known:
                raise BadQuery(f"neither side of {row} is a known actor", "Name an actor or an event.")
            return known
    raise NoSuchRow(f"no relation {row} in {ledger.path.name}", "onrecord network LEDGER --on DAY lists rows.")


def events(ledger: Ledger, cards: Sequence[ActorCard], status: str | None, asked: Asked) -> Part[Happening]:
    """The events that all of some actors take part in: those told by most origins, in order of time.

    Args:
        status: as of `Ledger.timeline`.
    """
    rarest, *others = sorted(cards, key=lambda card: (card.events, card.id))
    found = ledger.timeline(actor=rarest.id, start=asked.start, end=asked.end, status=status, limit=COUNTED)
    rows = [row for row in found.rows if all(card.id in known(row) for card in others)]
    best = sorted(rows, key=lambda row: (-row.origins, -row.confidence, row.row))[: asked.limit]
    kept = {row.row for row in best}
    notes = found.notes[1:] if found.left_out else found.notes
    return Part(tuple(row for row in rows if row.row in kept), len(rows) - len(best), found.more, notes)


def claims(ledger: Ledger, asked: Asked, speaker: str | None, about: str | None) -> Part[Claim]:
    """What somebody says, at all or about somebody, or what anybody says about them; the earliest reports first."""
    found = ledger.claims(speaker=speaker, about=about, start=asked.start, end=asked.end, limit=COUNTED)
    return Part(found.rows[: asked.limit], max(0, len(found.rows) - asked.limit), found.more, found.notes)


def event(ledger: Ledger, row: str) -> Happening:
    """An event of the current reading of its report.

    Raises:
        NoSuchRow: there is no such event.
    """
    report, _, number = row.partition(":")
    readings = ledger.rows("SELECT reading FROM current_readings WHERE report = ?", (report,))
    found = by_key(ledger.store, [(one["reading"], number) for one in readings])
    if not found:
        raise NoSuchRow(f"no event {row} in {ledger.path.name}", "onrecord events LEDGER --all lists rows.")
    return next(iter(found.values()))


def known(one: Happening) -> Sequence[str]:
    """The ids of the known actors and recipients of an event, each once."""
    return list(dict.fromkeys(who.id for who in (*one.actors, *one.recipients) if who.id))


def tellings(ledger: Ledger, one: Happening) -> Sequence[Happening]:
    """The event itself, then the other tellings of the happening, in this report and in others."""
    return [one, *(row for row in ledger.happening(one.row).tellings if row.row != one.row)]


def counted_events(ledger: Ledger, figures: Sequence[str]) -> Sequence[Happening]:
    """The events that some figures (REPORT:ID) count, and the tellings of what is taken for the same as the first."""
    reports = sorted({row.partition(":")[0] for row in figures})
    sql = f"SELECT row, target FROM figures WHERE report IN ({', '.join('?' * len(reports))})"
    targets = {one["row"]: one["target"] for one in ledger.rows(sql, reports)}
    named = dict.fromkeys(targets[row] for row in figures if _EVENT.fullmatch(targets.get(row) or ""))
    found = [event(ledger, row) for row in named]
    alike = tellings(ledger, found[0]) if found else ()
    return list({one.row: one for one in (*found, *alike)}.values())
