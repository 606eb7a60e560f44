"""What goes into a dossier: the answers of the ledger's own queries, and the words behind each row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from importlib.metadata import version
from typing import Any

from msgspec.structs import replace

from onrecord.analyse import Evidence, Tie
from onrecord.dossier import answers
from onrecord.dossier.content import Asked, Decided, Disagreement, Dossier, Kind, NotRead, Part, Source
from onrecord.dossier.disputed import contested, of_actors, of_row
from onrecord.dossier.passages import shown
from onrecord.errors import BadQuery, NoSuchRow
from onrecord.ledger import ActorCard, Happening, Ledger
from onrecord.ledger.days import between, first
from onrecord.model import HAPPENED, STATUSES

Day = str | date | None
LIMIT = 40
"""Rows of a section, where nobody asks for another number."""
NAMED = 5
"""Others of one name that are told."""
_ROW = re.compile(r"([0-9a-f]{6,}):([a-z])(\d+)")
_UNREAL = ",".join(status for status in STATUSES if status not in HAPPENED)


def gather(
    ledger: Ledger,
    what: str,
    other: str | None = None,
    *,
    on: Day = None,
    start: Day = None,
    end: Day = None,
    limit: int = LIMIT,
) -> Dossier:
    """A dossier.

    Args:
        what: an actor's id or name; or the row (REPORT:ID) of an event, of a figure that is disputed, or of a relation,
            which stands for its two sides. other: a second actor; then it is about the two of them.
        on: the day of the network; without it the last day of the span, else the latest day of a report; of an event,
            its own day. start, end: first and last day: of events, and of the reports that claims stand in.
        limit: rows of each section.

    Raises:
        BadDate, BadQuery: what is asked for cannot be understood, or has no dossier.
        NoSuchRow: the ledger has no such actor or row.
    """
    between(start, end)
    asked = Asked(first(start), first(end), limit)
    row = _ROW.fullmatch(what)
    if row is not None and other is not None:
        raise BadQuery("a row has no second actor beside it", "Leave --with out, or name two actors.")
    with ledger.snapshot():
        if row is None:
            names = [what] if other is None else [what, other]
            return _whole(ledger, _of_actors(ledger, names, asked, first(on)))
        name = f"{ledger.find(row[1])}:{row[2]}{row[3]}"
        if row[2] == "e":
            return _whole(ledger, _of_event(ledger, name, asked, first(on)))
        if row[2] == "f":
            return _whole(ledger, _of_dispute(ledger, name, asked, first(on)))
        if row[2] == "r":
            return _whole(ledger, _of_actors(ledger, answers.sides_of(ledger, name), asked, first(on)))
    raise BadQuery(
        f"{name} is no event, figure or relation",
        "Name an actor, an event (REPORT:e1), a disputed figure (REPORT:f1) or a relation (REPORT:r1).",
    )


def _begun(ledger: Ledger, subject: Kind, asked: Asked, **parts: Any) -> Dossier:
    """A dossier with what each has."""
    made_by = f"onrecord {version('onrecord')}"
    return Dossier(subject, ledger.path.name, made_by, asked, ledger.coverage(), _not_read(ledger, asked), **parts)


def _of_actors(ledger: Ledger, names: Sequence[str], asked: Asked, day: str | None) -> Dossier:
    """Of one actor, or of a pair."""
    cards, notes = [], []
    for name in names:
        card, *others = ledger.actor(name)
        cards.append(card)
        if others:
            notes.append(_namesakes(name, card, others))
    ids = [card.id for card in cards]
    if len(set(ids)) < len(ids):
        raise BadQuery(f"{names[0]!r} and {names[1]!r} are the same actor", "Name two different actors.")
    when = day or asked.end or answers.latest_day(ledger)
    rarest_first = [card.id for card in sorted(cards, key=lambda card: (card.relations, card.id))]
    network = answers.network(ledger, rarest_first, asked, when) if when else None
    if network is None:
        notes.append("No report has a date, so that there is no day to show a network of: --on DAY gives one.")
    said = answers.claims(ledger, asked, ids[0], ids[1] if len(ids) > 1 else None)
    about = answers.claims(ledger, asked, ids[1] if len(ids) > 1 else None, ids[0])
    own = {one.row for one in said.rows}
    return _begun(
        ledger,
        "pair" if len(ids) > 1 else "actor",
        asked,
        who=tuple(cards),
        disputed=_together(contested(network.ties.rows if network else ()), of_actors(ledger, ids, asked)),
        network=network,
        happened=answers.events(ledger, cards, None, asked),
        unreal=answers.events(ledger, cards, _UNREAL, asked),
        said=said,
        about=replace(about, rows=tuple(one for one in about.rows if one.row not in own)),
        notes=tuple(notes),
    )


def _namesakes(name: str, card: ActorCard, others: Sequence[ActorCard]) -> str:
    """That others bear the same name, and which one this is about."""

    def met(one: ActorCard) -> str:
        return f"{one.id} ({one.name}, named in {one.reports:,} report{'' if one.reports == 1 else 's'})"

    more = f" and {len(others) - NAMED:,} more" if len(others) > NAMED else ""
    return (
        f"“{name}” stands for more than one in this ledger. This page is about {met(card)} alone, not about"
        f" {', '.join(met(one) for one in others[:NAMED])}{more}."
    )


def _of_event(ledger: Ledger, row: str, asked: Asked, day: str | None) -> Dossier:
    """Of an event, with its tellings in other reports."""
    return _of_tellings(ledger, answers.tellings(ledger, answers.event(ledger, row)), asked, day)


def _of_tellings(ledger: Ledger, tellings: Sequence[Happening], asked: Asked, day: str | None) -> Dossier:
    """Of the first of some events; the others are tellings of the same."""
    event = tellings[0]
    ids = answers.known(event)
    when = day or event.start or event.passage.published or answers.latest_day(ledger)
    network = answers.network(ledger, ids, asked, when[:10]) if when and len(ids) > 1 else None
    kept = tellings[: asked.limit]
    return _begun(
        ledger,
        "event",
        asked,
        who=tuple(card for actor in ids for card in ledger.actor(actor)[:1] if card.kind != "unknown"),
        event=event,
        disputed=_together(contested(network.ties.rows if network else ()), of_row(ledger, event.row, asked)),
        network=network,
        happened=Part(tuple(one for one in kept if one.status in HAPPENED), len(tellings) - len(kept)),
        unreal=Part(tuple(one for one in kept if one.status not in HAPPENED)),
    )


def _of_dispute(ledger: Ledger, row: str, asked: Asked, day: str | None) -> Dossier:
    """Of the dispute that a figure is in, with the tellings of what is counted, where that is an event."""
    disputed = of_row(ledger, row, asked)
    found = next((one for one in disputed.rows if any(side.row == row for side in one.sides)), None)
    if found is None:
        raise NoSuchRow(
            f"{row} is not among the disputed figures of {ledger.path.name}",
            "onrecord disputes LEDGER lists their rows.",
        )
    tellings = answers.counted_events(ledger, [side.row for side in found.sides])
    if not tellings:
        return _begun(ledger, "dispute", asked, disputed=Part((found,)))
    about = _of_tellings(ledger, tellings, asked, day)
    others = tuple(one for one in about.disputed.rows if one != found)
    return replace(about, subject="dispute", disputed=replace(about.disputed, rows=(found, *others)))


def _together(ties: Sequence[Disagreement], figures: Part[Disagreement]) -> Part[Disagreement]:
    """Disagreements on ties, then those on figures."""
    return replace(figures, rows=(*ties, *figures.rows))


def _whole(ledger: Ledger, dossier: Dossier) -> Dossier:
    """The same with the words of each row, the reports behind them and the decisions on any of it."""
    words, sources = shown(ledger, _rows(dossier))
    return replace(dossier, words=words, sources=sources, decided=_decided(ledger, dossier, sources))


def _rows(dossier: Dossier) -> Iterable[str]:
    """Every row that the dossier shows words of."""
    network = dossier.network
    told: list[Evidence] = []
    if network:
        for tie in (*network.ties.rows, *(one.tie for one in network.changes.rows)):
            told += _told(tie)
    yield from (one.row for one in told)
    yield from (one.cause.row for one in told if one.cause)
    yield from (side.row for one in dossier.disputed.rows for side in one.sides)
    yield from (one.row for one in (*dossier.happened.rows, *dossier.unreal.rows))
    yield from (one.row for one in (*dossier.said.rows, *dossier.about.rows))


def _told(tie: Tie) -> Sequence[Evidence]:
    return (*tie.evidence, *(tie.denied.evidence if tie.denied else ()))


def _decided(ledger: Ledger, dossier: Dossier, sources: Sequence[Source]) -> Part[Decided]:
    """The decisions on the reports, publishers, agencies and actors of a dossier, in the order in which they were made.

    Of a report any row counts: one that was rejected is in no list, and belongs here.
    """
    concerned = {name for source in sources for name in (source.report, source.publisher, source.agency) if name}
    concerned |= {card.id for card in dossier.who}
    made = ledger.decisions()
    undone = {one.undoes for one in made}
    found: list[Decided] = []
    for one in made:
        named = {name for whole in (one.target, *one.others) for name in (whole, whole.partition(":")[0])}
        if named & concerned or one.undoes in concerned:
            concerned.add(one.id)
            found.append(
                Decided(
                    one.id, one.kind, one.target, one.others, dict(one.changes), one.undoes, one.id not in undone,
                    one.by, one.at, one.why,
                )
            )  # fmt: skip
    limit = dossier.asked.limit
    return Part(tuple(found[-limit:]), max(0, len(found) - limit))


def _not_read(ledger: Ledger, asked: Asked) -> Part[NotRead]:
    """The inputs that gave no report that was read."""
    sql = "SELECT source_id, line, message FROM not_read ORDER BY source_id, line LIMIT ?"
    rows = tuple(
        NotRead(row["source_id"], row["line"], row["message"].replace(row["source_id"], "it"))
        for row in ledger.rows(sql, (asked.limit,))
    )
    return Part(rows, max(0, ledger.coverage().not_read - len(rows)))
