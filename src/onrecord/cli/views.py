"""The columns in which lists of a ledger are shown: those of a table, and the rest that CSV has besides."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from onrecord.cli.formats import Column
from onrecord.cli.output import counted
from onrecord.cli.visible import line
from onrecord.cli.when import day, interval
from onrecord.ledger.found import Claim, Gathered, Happening, Hit, Passage, ReportCard, Who
from onrecord.model import Bounds

T = TypeVar("T")


def names(people: Iterable[Who]) -> str | None:
    """Names with commas between; None where there are none."""
    return ", ".join(who.name for who in people) or None


def ids(people: Iterable[Who]) -> str | None:
    """Ids of actors, parted by `|`; None where none is known."""
    return "|".join(who.id for who in people if who.id) or None


def passage(of: Passage) -> str:
    """Where a passage stands, and how its source is marked."""
    return ", ".join(filter(None, (of.publisher, dated(of), marked(of.marks))))


def marked(marks: Iterable[str]) -> str | None:
    """The words that people marked a source with; None where they did not.

    >>> marked(("satire", "state media"))
    'marked: satire; state media'
    """
    words = "; ".join(marks)
    return f"marked: {words}" if words else None


def dated(of: Passage) -> str:
    """The day of a report; without one, what its own text pins down, as inferred."""
    return day(of.published) or undated(of.published_between)


def undated(bounds: Bounds | None) -> str:
    """What stands for the day of a report without one.

    >>> undated(None), undated(Bounds("2013-07-03", "2014-07-26"))
    ('undated', 'undated (inferred: 2013-07-03 – 2014-07-25)')
    """
    between = interval(bounds.start, bounds.end) if bounds else None
    return f"undated (inferred: {between})" if between else "undated"


def sides(event: Happening) -> str:
    """Who acts, and upon whom."""
    return " → ".join(filter(None, (names(event.actors) or "…", names(event.recipients))))


def _said(claim: Claim) -> str:
    """The cue and the content: what is denied must not read as if it were said."""
    return ": ".join(filter(None, (line(claim.cue or ""), line(claim.content))))


def _kind(claim: Claim) -> str:
    return f"{'not ' if claim.polarity == 'negative' else ''}{claim.kind}"


def _sources(happening: Gathered) -> str:
    return ", ".join(dict.fromkeys(name for stated in happening.statuses for name in stated.sources))


def _where(event: Happening) -> str:
    return _meta(event.place.name if event.place else None, event.row, event.verdict, marked(_marks(event)))


def _marks(row: Claim | Happening) -> tuple[str, ...]:
    """How people marked those who speak and the source of the report."""
    return tuple(dict.fromkeys((*row.voice.marks, *row.passage.marks)))


def _meta(*parts: str | None) -> str:
    return "– " + " · ".join(line(part) for part in parts if part)


CLAIMS: tuple[Column[Claim], ...] = (
    Column("published", lambda c: day(c.passage.published), shown=False),
    Column("in report of", lambda c: dated(c.passage), listed=False, style="dim"),
    Column("who", lambda c: c.voice.name, shown=False),
    Column("voices", lambda c: c.voices, style="bold cyan"),
    Column("what", lambda c: f"{_said(c)}\n{_meta(_kind(c), c.row, c.verdict, marked(_marks(c)))}", listed=False),
    Column("kind", lambda c: c.kind, shown=False),
    Column("polarity", lambda c: c.polarity, shown=False),
    Column("content", lambda c: c.content, shown=False),
    Column("publisher", lambda c: c.passage.publisher, shown=False),
    Column("row", lambda c: c.row, shown=False),
    Column("speakers", lambda c: ids(c.voice.speakers), shown=False),
    Column("source", lambda c: c.voice.words, shown=False),
    Column("source_kind", lambda c: c.source_kind, shown=False),
    Column("cue", lambda c: c.cue, shown=False),
    Column("form", lambda c: c.form, shown=False),
    Column("about", lambda c: ids(c.about), shown=False),
    Column("medium", lambda c: c.medium.name if c.medium else None, shown=False),
    Column("within", lambda c: c.within, shown=False),
    Column("status", lambda c: c.status, shown=False),
    Column("certainty", lambda c: c.certainty, shown=False),
    Column("confidence", lambda c: c.confidence, shown=False),
    Column("verdict", lambda c: c.verdict, shown=False),
    Column("marks", lambda c: "|".join(_marks(c)) or None, shown=False),
    Column("report", lambda c: c.passage.report, shown=False),
    Column("start", lambda c: c.passage.start, shown=False),
    Column("end", lambda c: c.passage.end, shown=False),
    Column("passage", lambda c: c.passage.text, shown=False),
)

EVENTS: tuple[Column[Happening], ...] = (
    Column("when", lambda e: interval(e.start, e.end) or line(e.when or "undated", 20), listed=False, style="magenta"),
    Column("type", lambda e: e.type, style="bold yellow", whole=True),
    Column("status", lambda e: f"{e.status} {e.certainty}", listed=False),
    Column("who → to whom", lambda e: line(sides(e)), listed=False),
    Column("according to", lambda e: line(e.voice.name), listed=False, style="cyan"),
    Column("words", lambda e: f"“{line(e.passage.text, 240)}”\n{_where(e)}", listed=False),
    Column("mode", lambda e: e.mode, shown=False),
    Column("who", lambda e: names(e.actors), shown=False),
    Column("to whom", lambda e: names(e.recipients), shown=False),
    Column("where", lambda e: e.place.name if e.place else None, shown=False),
    Column("when words", lambda e: e.when, shown=False),
    Column("status", lambda e: e.status, shown=False),
    Column("certainty", lambda e: e.certainty, shown=False),
    Column("according to", lambda e: e.voice.name, shown=False),
    Column("passage", lambda e: e.passage.text, shown=False),
    Column("row", lambda e: e.row, shown=False),
    Column("first", lambda e: e.start, shown=False),
    Column("until", lambda e: e.end, shown=False),
    Column("precision", lambda e: e.precision, shown=False),
    Column("contexts", lambda e: "|".join(e.contexts) or None, shown=False),
    Column("cameo", lambda e: e.cameo, shown=False),
    Column("quad", lambda e: e.quad, shown=False),
    Column("intensity", lambda e: e.intensity, shown=False),
    Column("actors", lambda e: ids(e.actors), shown=False),
    Column("recipients", lambda e: ids(e.recipients), shown=False),
    Column("trigger", lambda e: e.trigger, shown=False),
    Column("country", lambda e: e.place.country if e.place else None, shown=False),
    Column("lat", lambda e: e.place.lat if e.place else None, shown=False),
    Column("lon", lambda e: e.place.lon if e.place else None, shown=False),
    Column("precision_km", lambda e: e.place.precision_km if e.place else None, shown=False),
    Column("tellings", lambda e: e.tellings, shown=False),
    Column("origins", lambda e: e.origins, shown=False),
    Column("confidence", lambda e: e.confidence, shown=False),
    Column("verdict", lambda e: e.verdict, shown=False),
    Column("marks", lambda e: "|".join(_marks(e)) or None, shown=False),
    Column("basis", lambda e: "|".join(e.basis) or None, shown=False),
    Column("attribution", lambda e: e.voice.attribution, shown=False),
    Column("publisher", lambda e: e.passage.publisher, shown=False),
    Column("published", lambda e: e.passage.published, shown=False),
    Column("report", lambda e: e.passage.report, shown=False),
    Column("start", lambda e: e.passage.start, shown=False),
    Column("end", lambda e: e.passage.end, shown=False),
)


def _told(happening: Gathered) -> str:
    """How many tell it, and where its first telling stands."""
    if len(happening.tellings) == 1:
        return _where(happening.shown)
    reports, origins = counted(happening.reports, "report"), counted(happening.origins, "origin")
    return _meta(
        _listed(place.place.name for place in happening.places), f"{reports}, {origins}", happening.row,
        _verdicts(happening), marked(_all_marks(happening)),
    )  # fmt: skip


def _verdicts(happening: Gathered) -> str | None:
    """What people decided on its tellings."""
    return _listed(telling.verdict for telling in happening.tellings if telling.verdict)


def _all_marks(happening: Gathered) -> tuple[str, ...]:
    """How people marked those who tell it."""
    return tuple(dict.fromkeys(mark for telling in happening.tellings for mark in _marks(telling)))


def _listed(words: Iterable[str]) -> str | None:
    return " / ".join(dict.fromkeys(words)) or None


def _by_source(happening: Gathered) -> str:
    """The statuses, each with those who say so, where there are several."""
    if len(happening.statuses) == 1:
        return happening.statuses[0].status
    return "; ".join(f"{stated.status}: {', '.join(stated.sources)}" for stated in happening.statuses)


def _certain(happening: Gathered) -> str:
    """The status; of a single telling with how certain it is."""
    if len(happening.tellings) == 1:
        return f"{happening.shown.status} {happening.shown.certainty}"
    return line(_by_source(happening), 160)


def _days(happening: Gathered) -> str | None:
    """When it took place, as the sources tell it; the shortest interval first where one lies in another."""
    return _listed(interval(dated.start, dated.end) or "" for dated in happening.days)


def _sides_by_source(happening: Gathered) -> str:
    """Who acted upon whom; where not all that tell it name the same, with those who do."""
    named = [one for one in happening.doers if one.actors]
    if len(happening.doers) < 2 or not named:
        return sides(happening.shown)
    told = "; ".join(f"{names(one.actors)} ({', '.join(one.sources)})" for one in named)
    whom = names(happening.shown.recipients)
    return f"{told} → {whom}" if whom else told


HAPPENINGS: tuple[Column[Gathered], ...] = (
    Column("when", lambda h: _days(h) or line(h.shown.when or "undated", 20), listed=False, style="magenta"),
    Column("type", lambda h: " ".join(h.types), style="bold yellow", whole=True),
    Column("status", _certain, listed=False),
    Column("who → to whom", lambda h: line(_sides_by_source(h), 160), listed=False),
    Column("according to", lambda h: line(_sources(h), 120), listed=False, style="cyan"),
    Column("words", lambda h: f"“{line(h.shown.passage.text, 240)}”\n{_told(h)}", listed=False),
    Column("who", lambda h: names(h.shown.actors), shown=False),
    Column("to whom", lambda h: names(h.shown.recipients), shown=False),
    Column("when", _days, shown=False),
    Column("where", lambda h: _listed(place.place.name for place in h.places), shown=False),
    Column("status", _by_source, shown=False),
    Column("according to", _sources, shown=False),
    Column("reports", lambda h: h.reports, shown=False),
    Column("origins", lambda h: h.origins, shown=False),
    Column("tellings", lambda h: "|".join(telling.row for telling in h.tellings), shown=False),
    Column("wrong", lambda h: h.wrong, shown=False),
    Column("verdict", _verdicts, shown=False),
    Column("marks", lambda h: "|".join(_all_marks(h)) or None, shown=False),
    Column("row", lambda h: h.row, shown=False),
    Column("report", lambda h: h.shown.passage.report, shown=False),
    Column("start", lambda h: h.shown.passage.start, shown=False),
    Column("end", lambda h: h.shown.passage.end, shown=False),
    Column("passage", lambda h: h.shown.passage.text, shown=False),
)

HITS: tuple[Column[Hit], ...] = (
    Column("found in", lambda h: h.kind, style="dim", whole=True),
    Column("words", lambda h: f"{line(h.passage.text)}\n{_meta(passage(h.passage), h.row)}", listed=False),
    Column("passage", lambda h: h.passage.text, shown=False),
    Column("title", lambda h: h.passage.title, shown=False),
    Column("row", lambda h: h.row, shown=False),
    Column("publisher", lambda h: h.passage.publisher, shown=False),
    Column("published", lambda h: h.passage.published, shown=False),
    Column("marks", lambda h: "|".join(h.passage.marks) or None, shown=False),
    Column("start", lambda h: h.passage.start, shown=False),
    Column("end", lambda h: h.passage.end, shown=False),
)


def _bracketed(marks: Iterable[str]) -> str | None:
    words = marked(marks)
    return f"({words})" if words else None


REPORTS: tuple[Column[ReportCard], ...] = (
    Column("id", lambda r: r.id, style="bold", whole=True),
    Column("day", lambda r: day(r.published) or undated(r.published_between), listed=False),
    Column("published", lambda r: r.published, shown=False),
    Column("published_basis", lambda r: r.basis, shown=False),
    Column("inferred_from", lambda r: r.published_between.start if r.published_between else None, shown=False),
    Column("inferred_until", lambda r: r.published_between.end if r.published_between else None, shown=False),
    Column(
        "inferred_why", lambda r: " ".join(r.published_between.reasons) if r.published_between else None, shown=False
    ),
    Column("publisher", lambda r: " ".join(filter(None, (r.publisher, _bracketed(r.marks)))) or None, listed=False),
    Column("publisher", lambda r: r.publisher, shown=False),
    Column("marks", lambda r: "|".join(r.marks) or None, shown=False),
    Column("title", lambda r: r.title or r.source_id, listed=False),
    Column("title", lambda r: r.title, shown=False),
    Column("state", lambda r: r.state, style="dim"),
    Column("agency", lambda r: r.agency, shown=False),
    Column("source_id", lambda r: r.source_id, shown=False),
    Column("url", lambda r: r.url, shown=False),
    Column("language", lambda r: r.language, shown=False),
    Column("reader", lambda r: r.reader, shown=False),
)
