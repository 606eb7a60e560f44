"""The shape of the system as rows: actors with their measures, triads with the ties that they rest on."""

from __future__ import annotations

from typing import Any

import msgspec

from onrecord.analyse.measures import Placed
from onrecord.analyse.structure import Places, Side, Three, Triads
from onrecord.analyse.ties import Tie
from onrecord.cli.formats import Column, Form, console, write
from onrecord.cli.output import counted
from onrecord.cli.ties import told_by
from onrecord.cli.visible import line

SIGNS = {1: "with", 0: "neither with nor against", -1: "against"}


class PairRow(msgspec.Struct, frozen=True):
    """Two actors of a triad: a row of CSV."""

    on: str
    since: str | None
    number: int
    triad: Three
    side: Side


def places(found: Places, form: Form) -> None:
    """Writes actors with their measures."""
    if form == "table":
        whole = found.measures
        pairs = f"{counted(whole.actors, 'actor')}, {counted(whole.ties, 'pair')} with ties"
        estimated = ", betweenness estimated" if whole.sampled else ""
        _title(f"On {found.on}: {pairs}, density {whole.density:.3f}{estimated}")
    if form in ("table", "csv"):
        write(found.measures.places, _places(found.on), form)
    else:
        write([{"on": found.on, **_plain(place)} for place in found.measures.places], (), form)


def triads(found: Triads, form: Form) -> None:
    """Writes triads: in a table those that are unbalanced, then those that shifted; CSV has a row for each pair."""
    if form == "csv":
        pairs = [
            PairRow(found.on, found.since, n, triad, side)
            for n, triad in enumerate(found.rows, 1)
            for side in triad.sides
        ]
        write(pairs, PAIRS, form)
    elif form == "table":
        share = f" ({found.unbalanced / found.triads:.0%})" if found.triads else ""
        _title(f"On {found.on}: {counted(found.triads, 'triad')}, {found.unbalanced:,} unbalanced{share}")
        write([row for row in found.rows if row.change is None], TRIADS, form)
        if found.since:
            _title(f"Since {found.since}: {found.shifted:,} shifted")
            write([row for row in found.rows if row.change is not None], TRIADS, form)
    else:
        write([{"on": found.on, "since": found.since, **_plain(row)} for row in found.rows], (), form)


def _title(words: str) -> None:
    from rich.text import Text

    console().print(Text(words, "bold"))


def _plain(row: msgspec.Struct) -> dict[str, Any]:
    plain: dict[str, Any] = msgspec.to_builtins(row)
    return plain


def _stance(side: Side) -> str:
    signs = {1: "+", 0: "·", -1: "−"}
    was = f" (before: {signs[side.before]})" if side.moved and side.before is not None else ""
    return f"{signs[side.sign]} {side.one.name} – {side.other.name}{was}"


def _words(triad: Three) -> str:
    """Each pair, with one telling of the tie that decides it, and of the earlier one where it moved."""
    parts = []
    for side in triad.sides:
        parts.append(_stance(side))
        shown = [_widest(side.ties, side.sign), _widest(side.ties_before, side.before or 0)]
        parts += [f"  {tie.type}: {told_by(tie)}" for tie in shown if tie is not None]
    return "\n".join(parts)


def _widest(ties: tuple[Tie, ...], sign: int) -> Tie | None:
    return max((tie for tie in ties if tie.sign == sign), key=lambda tie: (tie.origins, tie.reports), default=None)


def _rows(ties: tuple[Tie, ...]) -> str | None:
    return "|".join(told.row for tie in ties for told in tie.evidence) or None


def _voices(ties: tuple[Tie, ...]) -> str | None:
    return "|".join(dict.fromkeys(told.voice.name for tie in ties for told in tie.evidence)) or None


def _passage(side: Side) -> str | None:
    """The words of the tie that decides how the two stand."""
    tie = _widest(side.ties, side.sign)
    return tie.evidence[0].passage.text if tie else None


def _places(on: str) -> tuple[Column[Placed], ...]:
    return (
        Column("actor", lambda p: p.who.name, style="bold cyan"),
        Column("degree", lambda p: p.degree),
        Column("positive", lambda p: p.positive),
        Column("negative", lambda p: p.negative),
        Column("betweenness", lambda p: round(p.betweenness, 6)),
        Column("community", lambda p: p.community),
        Column("reports", lambda p: p.reports),
        Column("origins", lambda p: p.origins),
        Column("actor_id", lambda p: p.who.id, shown=False),
        Column("on", lambda p: on, shown=False),
    )


TRIADS: tuple[Column[Three], ...] = (
    Column("change", lambda t: t.change, style="bold yellow"),
    Column("triad", lambda t: "\n".join(line(who.name) for who in t.actors), style="bold cyan"),
    Column("balanced", lambda t: "balanced" if t.balanced else "unbalanced"),
    Column("pairs", _words),
    Column("origins", lambda t: t.origins),
)
PAIRS: tuple[Column[PairRow], ...] = (
    Column("number", lambda p: p.number),
    Column("triad", lambda p: "; ".join(who.name for who in p.triad.actors)),
    Column("balanced", lambda p: "balanced" if p.triad.balanced else "unbalanced"),
    Column("change", lambda p: p.triad.change),
    Column("one", lambda p: p.side.one.name),
    Column("other", lambda p: p.side.other.name),
    Column("sign", lambda p: p.side.sign),
    Column("before", lambda p: p.side.before),
    Column("stands", lambda p: SIGNS[p.side.sign]),
    Column("types", lambda p: "|".join(tie.type for tie in p.side.ties) or None),
    Column("reports", lambda p: sum(tie.reports for tie in p.side.ties)),
    Column("origins", lambda p: max((tie.origins for tie in p.side.ties), default=0)),
    Column("according to", lambda p: _voices(p.side.ties)),
    Column("passage", lambda p: _passage(p.side)),
    Column("rows", lambda p: _rows(p.side.ties)),
    Column("rows_before", lambda p: _rows(p.side.ties_before)),
    Column("one_id", lambda p: p.side.one.id),
    Column("other_id", lambda p: p.side.other.id),
    Column("on", lambda p: p.on),
    Column("since", lambda p: p.since),
)
