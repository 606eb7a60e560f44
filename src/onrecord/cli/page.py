"""A reading on a terminal: the text with its marks (letters and signs, not colour alone), and the rows beneath."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.cli.formats import console
from onrecord.cli.visible import line, visible
from onrecord.cli.when import interval
from onrecord.model import HAPPENED, Attribution, Event, Figure, Party, Place, Reading, Relation, Span, Status, Time
from onrecord.model.chain import voices_in_words

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

_RAISED = str.maketrans("aefrtp0123456789", "ᵃᵉᶠʳᵗᵖ⁰¹²³⁴⁵⁶⁷⁸⁹")
_SIGNS: dict[Status, str] = {"planned": "?", "threatened": "?", "hypothetical": "?", "denied": "✗", "habitual": "~"}
_STYLES = {"a": "bold cyan", "e": "bold yellow", "p": "green", "t": "magenta", "content": "italic"}
_LEGEND = "source of words ᵃ   ‹their words›   event ᵉ (? did not happen yet or at all, ✗ denied)   place ᵖ   time ᵗ"
_QUOTED = 90


@dataclass(frozen=True, slots=True)
class Mark:
    """What is drawn on a stretch of the text.

    Attributes:
        start, end: code points. style: rich's. before, after: signs put in at its ends.
    """

    start: int
    end: int
    style: str
    before: str = ""
    after: str = ""


def show(reading: Reading, to: Console | None = None, notes: Sequence[str] = ()) -> None:
    """Prints a reading as a page.

    Args:
        to: a console of rich; stdout where none is given. notes: sentences to put beneath its head.
    """
    to = to or console()
    plain = not (to.encoding or "").lower().startswith("utf")
    _head(reading, to, notes)
    to.print(_text(reading, plain))
    to.print()
    to.print(_said(_LEGEND if not plain else "[a1] source  <their words>  [e1] event  [p1] place  [t1] time", "dim"))
    for title, table in _tables(reading):
        if table.row_count:
            to.print()
            to.print(_said(title, "bold"))
            to.print(table)
    for warning in reading.warnings:
        to.print(_said(f"! {line(warning.message)}", "yellow"))
    to.print()


def marks(reading: Reading, *, plain: bool = False) -> list[Mark]:
    """The marks of a reading, in no order.

    Args:
        plain: only signs of ASCII.
    """
    return [*_voices(reading.attributions, plain), *_events(reading.events, plain), *_named(reading, plain)]


def _voices(attributions: Sequence[Attribution], plain: bool) -> Iterator[Mark]:
    left, right = ("<", ">") if plain else ("‹", "›")
    for attribution in attributions:
        label = _label(attribution.id, plain)
        for source in attribution.source:
            yield Mark(source.start, source.end, _STYLES["a"], after=label)
        for number, content in enumerate(attribution.content, 1):
            last = number == len(attribution.content)
            yield Mark(content.start, content.end, _STYLES["content"], left, right + (label if last else ""))


def _events(events: Sequence[Event], plain: bool) -> Iterator[Mark]:
    for event in events:
        for telling in event.mentions:
            sign = _SIGNS.get(telling.factuality.status, "")
            sign = "x" if plain and sign == "✗" else sign
            yield Mark(telling.trigger.start, telling.trigger.end, _STYLES["e"], after=_label(event.id, plain) + sign)


def _named(reading: Reading, plain: bool) -> Iterator[Mark]:
    for place in reading.places:
        yield Mark(place.span.start, place.span.end, _STYLES["p"], after=_label(place.id, plain))
    for time in reading.times:
        yield Mark(time.span.start, time.span.end, _STYLES["t"], after=_label(time.id, plain))


def _label(identity: str, plain: bool) -> str:
    return f"[{identity}]" if plain else identity.translate(_RAISED)


def _text(reading: Reading, plain: bool) -> Text:
    """The text with the signs put in; a sweep over the places where a mark begins or ends."""
    from rich.text import Text

    text = visible(reading.report.text, breaks=True)
    opening: dict[int, list[Mark]] = defaultdict(list)
    closing: dict[int, list[Mark]] = defaultdict(list)
    drawn = [*marks(reading, plain=plain), *(Mark(b.start, b.end, "dim strike") for b in reading.report.boilerplate)]
    for mark in drawn:
        opening[mark.start].append(mark)
        closing[mark.end].append(mark)
    out, at = Text(), 0
    open_now: list[Mark] = []
    for offset in sorted({*opening, *closing, len(text)}):
        out.append(text[at:offset], " ".join(mark.style for mark in open_now))
        for mark in sorted(closing[offset], key=lambda m: -m.start):
            open_now.remove(mark)
            out.append(mark.after, mark.style)
        for mark in sorted(opening[offset], key=lambda m: -m.end):
            open_now.append(mark)
            out.append(mark.before, mark.style)
        at = offset
    return out


def _head(reading: Reading, to: Console, notes: Sequence[str]) -> None:
    report = reading.report
    about = [report.publisher, ", ".join(report.authors) or None, report.agency, report.published or "no date"]
    bounds = report.published_between
    to.rule(style="dim")
    to.print(_said(line(report.title or report.source_id), "bold"))
    to.print(_said(" · ".join(line(part) for part in about if part), "dim"))
    to.print(_said(f"report {report.id} · {line(report.source_id)}", "dim"))
    if bounds is not None:
        between = interval(bounds.start, bounds.end)
        to.print(_said(f"published {between}, inferred from the text and used for nothing:", "yellow"))
        for reason in bounds.reasons:
            to.print(_said(f"  {line(reason)}", "yellow"))
    for note in notes:
        to.print(_said(line(note), "yellow"))
    to.print()


def _said(text: str, style: str = "") -> Text:
    from rich.text import Text

    return Text(text, style)


def _grid(rows: Iterator[Sequence[str]], styles: Sequence[str]) -> Table:
    from rich.table import Table

    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    for style in styles:
        table.add_column(style=style, overflow="fold")
    for row in rows:
        table.add_row(*(_said(visible(cell)) for cell in row))
    return table


def _tables(reading: Reading) -> Iterator[tuple[str, Table]]:
    names = {actor.id: actor.name for actor in reading.actors}
    voices = {attribution.id: attribution for attribution in reading.attributions}
    said = voices_in_words(reading)
    yield "Who said what", _grid((_voice(a, said[a.id]) for a in reading.attributions), ("cyan", "bold", "dim", ""))
    yield "What happened, and what is said to have", _grid((_event(e, reading, names) for e in reading.events),
                                                      ("yellow", "bold", "", "", "dim"))  # fmt: skip
    yield "Who stands how with whom", _grid((_tie(r, names, voices) for r in reading.relations), ("", "", "", "dim"))
    yield "How many", _grid((_number(f, names, voices) for f in reading.figures), ("", "bold", "", "dim"))
    yield "When", _grid((_time(t) for t in reading.times), ("magenta", "", "dim"))
    yield "Where", _grid((_place(p) for p in reading.places), ("green", "", "dim"))


def _voice(said: Attribution, voices: str) -> tuple[str, ...]:
    cue = " ".join(part.text for part in said.cue)
    words = line(": ".join(filter(None, (cue, "; ".join(part.text for part in said.content)))), _QUOTED)
    extra = f", within {said.within}" if said.within else ""
    kind = f"{said.kind}, {said.form}{', not' if said.polarity == 'negative' else ''}{extra}"
    return said.id, line(voices), kind, words


def who(said: Attribution, names: dict[str, str]) -> str:
    """The speakers of a claim, else the words of its source, else what there is."""
    known = ", ".join(names.get(speaker, speaker) for speaker in said.speakers)
    return line(known or "; ".join(part.text for part in said.source) or "the report", 40)


def _event(event: Event, reading: Reading, names: dict[str, str]) -> tuple[str, ...]:
    sides = f"{_parties(event.actors, names)} → {_parties(event.recipients, names)}"
    place = next((p.name for p in reading.places if p.id == event.place), None)
    when = interval(event.start, event.end)
    state = f"{event.factuality.status} {event.factuality.value}"
    told = ", ".join(filter(None, (when, place, event.attribution and f"says {event.attribution}")))
    kind = f"{event.type}{' ' + event.mode if event.mode else ''}"
    return event.id, kind, sides, state, line(f"“{event.trigger.text}” {told}", _QUOTED)


def _parties(parties: Sequence[Party], names: dict[str, str]) -> str:
    return line(", ".join(_party(party, names) for party in parties), 60) or "…"


def _party(party: Party, names: dict[str, str]) -> str:
    return names.get(party.actor, party.actor) if party.actor else party.span.text


def _according(identity: str | None, voices: dict[str, Attribution], names: dict[str, str]) -> str:
    if identity is None or identity not in voices:
        return ""
    return f"says {identity} ({who(voices[identity], names)})"


def _tie(tie: Relation, names: dict[str, str], voices: dict[str, Attribution]) -> tuple[str, ...]:
    label = f" ({tie.label})" if tie.label else ""
    sides = f"{_party(tie.subject, names)} → {_party(tie.object, names)}"
    since = interval(tie.start, tie.end) or ""
    return (
        tie.id,
        f"{tie.type}{label}",
        line(sides, 70),
        line(f"{_stands(tie)} {since} {_according(tie.attribution, voices, names)}"),
    )


def _stands(tie: Relation) -> str:
    """The state of a tie, or that it is not told as a fact: denied, planned, hypothetical."""
    told = tie.factuality.status
    return tie.state if told in HAPPENED else f"{told}: {tie.state}"


def _number(figure: Figure, names: dict[str, str], voices: dict[str, Attribution]) -> tuple[str, ...]:
    bounds = f"{_count(figure.low)}–{_count(figure.high)}" if figure.low is not None or figure.high is not None else ""
    of = f"of {names.get(figure.of, figure.of)}" if figure.of else ""
    value = _count(figure.best) or bounds
    return (
        figure.id,
        f"{value} {line(figure.unit)}",
        line(f"“{figure.span.text}” {of}", _QUOTED),
        _according(figure.attribution, voices, names),
    )


def _count(number: float | None) -> str:
    return "" if number is None else f"{number:,.10g}"


def _time(time: Time) -> tuple[str, ...]:
    between = interval(time.start, time.end)
    if between is None:
        between = f"{time.value} (rests on a day that is not known)" if time.relative else time.value
    return time.id, _words(time.span), f"{between}, {time.precision}"


def _place(place: Place) -> tuple[str, ...]:
    there = ", ".join(filter(None, (place.name, place.admin1, place.country)))
    radius = f" ± {place.precision_km:g} km" if place.precision_km is not None else ""
    return place.id, _words(place.span), f"{there}{radius}"


def _words(span: Span) -> str:
    return line(f"“{span.text}”", 40)
