"""The tables of a ledger, flat: one a section of the readings, and those of happenings, decisions and failures.

The columns are the documentation too: each has its type and its meaning. CSV and Parquet are these tables.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from onrecord.export.across import ACROSS
from onrecord.export.column import Column, Table, Type, Value
from onrecord.export.sheet import Sheet, around
from onrecord.model import Attribution, Event, Span


def _text(name: str, means: str, of: Any) -> Column:
    return Column(name, "text", means, of)


def _texts(name: str, means: str, of: Any) -> Column:
    return Column(name, "texts", means, of)


def _column(type_: Type, name: str, means: str, of: Any) -> Column:
    return Column(name, type_, means, of)


REPORT = _text("report", "Id of the report.", lambda s, r: s.report.id)
START_MEANS = "Where the words begin: code points into `text` of the report, from 0."
END_MEANS = "Where they end, exclusive."
AT = (
    REPORT,
    _column("whole", "start", START_MEANS, lambda s, r: r.span.start),
    _column("whole", "end", END_MEANS, lambda s, r: r.span.end),
    _text("words", "The words themselves.", lambda s, r: r.span.text),
)
"""Where a row stands that has one span."""
CONFIDENCE = _column(
    "number", "confidence", "How likely it is that it was read rightly, 0 to 1.", lambda s, r: r.confidence
)
VOUCHED = (
    _text("attribution", "The claim that it stands in; empty where the report itself says so.",
          lambda s, r: s.row(r.attribution)),
    _text("voice", "Who vouches for it, the whole chain in words.", lambda s, r: s.voice(r.attribution)),
)  # fmt: skip
CERTAIN = (
    _text("status", "occurred, ongoing, planned, threatened, hypothetical, denied, habitual or unknown.",
          lambda s, r: r.factuality.status),
    _text("certainty", "As its source tells it: CT certain, PR probable, PS possible; + or -; Uu not said.",
          lambda s, r: r.factuality.value),
    _column("number", "score", "The certainty as a number, -3 to 3.", lambda s, r: r.factuality.score),
)  # fmt: skip
VERDICT = _text("verdict", "What people decided of it: accepted or corrected.", lambda s, r: s.verdicts.get(r.id))
ROW = _text("row", "REPORT:ID of the row.", lambda s, r: s.row(r.id))
BETWEEN = (
    _text("since", "ISO date or date-time.", lambda s, r: r.start),
    _text("until", "ISO, exclusive.", lambda s, r: r.end),
)


def _evidence(words: str) -> tuple[Column, ...]:
    return (
        REPORT,
        _column("whole", "start", START_MEANS, lambda s, r: r.evidence.start),
        _column("whole", "end", END_MEANS, lambda s, r: r.evidence.end),
        _text("passage", words, lambda s, r: r.evidence.text),
    )


def _place(name: str, means: str, field: str, type_: Type = "number") -> Column:
    def of(sheet: Sheet, event: Event) -> Value:
        place = sheet.places.get(event.place or "")
        found: Value = None if place is None else getattr(place, field)
        return found

    return _column(type_, name, means, of)


REPORTS = Table(
    "reports",
    "One report, with its text.",
    (
        REPORT,
        _text("title", "Its headline.", lambda s, r: r.title),
        _text("publisher", "Who published it.", lambda s, r: r.publisher),
        _text("published", "ISO date or date-time; empty where it is not known.", lambda s, r: r.published),
        _text("published_basis", "Whether that was given, read from the page, or decided by a person.",
              lambda s, r: r.published_basis),
        _text("not_before", "Of an undated report: the first day that its own text allows; inferred.",
              lambda s, r: r.published_between.start if r.published_between else None),
        _text("before", "The day after the last one that its own text allows; inferred.",
              lambda s, r: r.published_between.end if r.published_between else None),
        _texts("authors", "Its authors.", lambda s, r: r.authors),
        _text("agency", "The wire service named in it.", lambda s, r: r.agency),
        _text("url", "Its address.", lambda s, r: r.url),
        _text("source_id", "The id or path under which it was given.", lambda s, r: r.source_id),
        _text("language", "ISO 639-1.", lambda s, r: r.language),
        _text("state", "read, or not_english: kept and not read.", lambda s, r: s.about["state"]),
        _text("origin", "Whose story it is: the same in all copies of one story.", lambda s, r: s.about["origin"]),
        _texts("marks", "What people marked its source as.", lambda s, r: s.marks),
        _texts("warnings", "What a reader of its rows must know.",
               lambda s, r: tuple(one.message for one in s.reading.warnings)),
        _text("captured", "When the page was saved, ISO.", lambda s, r: r.captured),
        _text("added", "When it came into the ledger, ISO in UTC.", lambda s, r: s.about["at"]),
        _text("reader", "The program and data that read it.", lambda s, r: s.reading.reader),
        _text("sha256", "SHA-256 of the bytes it was read from.", lambda s, r: r.sha256),
        _text("text", "The text that all offsets count in.", lambda s, r: r.text),
    ),
    lambda sheet: (sheet.report,),
)  # fmt: skip


def _whole(field: str) -> Any:
    """A field of the span from the first to the last word of a claim; None of a claim without words."""

    def of(sheet: Sheet, row: Attribution) -> Value:
        spans = (*row.source, *row.cue, *row.content)
        found: Value = getattr(Span.of(sheet.report.text, *around(spans)), field) if spans else None
        return found

    return of


def _joined(spans: Iterable[Span]) -> str | None:
    return " … ".join(span.text for span in spans) or None


def _offsets(spans: Iterable[Span]) -> tuple[str, ...]:
    return tuple(f"{span.start}:{span.end}" for span in spans)


CLAIMS = Table(
    "claims",
    "One thing said, believed, intended, known or inferred, and by whom.",
    (
        ROW,
        _texts("speakers", "Who says it, by name.", lambda s, r: s.names(r.speakers)),
        _texts("speaker_ids", "The same by id.", lambda s, r: s.ids(r.speakers)),
        _text("source", "The words of the source.", lambda s, r: _joined(r.source)),
        _text("source_kind", "named, role, anonymous, collective, document or none.", lambda s, r: r.source_kind),
        _text("cue", "The words of saying.", lambda s, r: _joined(r.cue)),
        _text(
            "content", "The words that are claimed; parts are parted by an ellipsis.", lambda s, r: _joined(r.content)
        ),
        _text("kind", "speech, belief, intention, knowledge or inference.", lambda s, r: r.kind),
        _text("form", "direct, indirect or mixed.", lambda s, r: r.form),
        _text("polarity", "negative: that they did not say it.", lambda s, r: r.polarity),
        _text("medium", "The outlet it was said to.", lambda s, r: s.name(r.medium)),
        _text("within", "The claim that this one stands in.", lambda s, r: s.row(r.within)),
        _text("voice", "Who vouches for it, the whole chain in words.", lambda s, r: s.voice(r.id)),
        *CERTAIN,
        CONFIDENCE,
        VERDICT,
        REPORT,
        _column("whole", "start", START_MEANS, _whole("start")),
        _column("whole", "end", END_MEANS, _whole("end")),
        _text("passage", "From the first to the last of its words.", _whole("text")),
        _texts("source_at", "start:end of the words of the source.", lambda s, r: _offsets(r.source)),
        _texts("cue_at", "start:end of the words of saying.", lambda s, r: _offsets(r.cue)),
        _texts("content_at", "start:end of what is claimed.", lambda s, r: _offsets(r.content)),
    ),
    lambda sheet: sheet.reading.attributions,
)
EVENTS = Table(
    "events",
    "One event as one report tells it, also what did not happen: look at status.",
    (
        ROW,
        _text("happening", "The happening that it is a telling of: the same in all reports that tell of it.",
              lambda s, r: s.happenings.get(r.id)),
        _text("type", "PLOVER's type.", lambda s, r: r.type),
        _text("mode", "PLOVER's mode.", lambda s, r: r.mode),
        _texts("contexts", "PLOVER's contexts.", lambda s, r: r.contexts),
        *CERTAIN,
        _texts("actors", "Who acts: a name, else the words.", lambda s, r: tuple(s.called(p) for p in r.actors)),
        _texts("actor_ids", "The ids of those who are known.", lambda s, r: s.ids(p.actor for p in r.actors)),
        _texts("recipients", "Who is acted upon: a name, else the words.",
               lambda s, r: tuple(s.called(p) for p in r.recipients)),
        _texts("recipient_ids", "The ids of those who are known.", lambda s, r: s.ids(p.actor for p in r.recipients)),
        *BETWEEN,
        _text("precision", "How exact the interval is: minute, day, week, month …", lambda s, r: r.precision),
        _text("time", "The time that says so.", lambda s, r: s.row(r.time)),
        _text("place", "The place that says where.", lambda s, r: s.row(r.place)),
        _place("place_name", "Its name.", "name", "text"),
        _place("country", "Its country, ISO 3166 alpha-2.", "country", "text"),
        _place("admin1", "Its first-level division.", "admin1", "text"),
        _place("geonames", "Its GeoNames id.", "geonames", "whole"),
        _place("lat", "Degrees, WGS 84.", "lat"),
        _place("lon", "Degrees, WGS 84.", "lon"),
        _place("precision_km", "Radius within which it lies.", "precision_km"),
        _texts("counts", "The figures that count its victims or people.", lambda s, r: tuple(map(s.row, r.counts))),
        _texts("after", "Events of the report that it followed.", lambda s, r: tuple(map(s.row, r.after))),
        *VOUCHED,
        CONFIDENCE,
        VERDICT,
        _text("cameo", "CAMEO code.", lambda s, r: r.cameo),
        _column("whole", "quad", "PLOVER's: 1 verbal, 2 material cooperation, 3 verbal, 4 material conflict.",
                lambda s, r: r.quad),
        _column("number", "intensity", "PLOVER's score, -10 to 10.", lambda s, r: r.intensity),
        _column("number", "goldstein_icews", "Goldstein score of ICEWS.", lambda s, r: r.codes.goldstein_icews),
        _column("number", "goldstein_gdelt", "Goldstein score of GDELT.", lambda s, r: r.codes.goldstein_gdelt),
        _column("whole", "tellings", "How often the report tells it.", lambda s, r: len(r.mentions)),
        _column("whole", "trigger_start", "Where the word begins that names it.", lambda s, r: r.trigger.start),
        _column("whole", "trigger_end", "Where it ends, exclusive.", lambda s, r: r.trigger.end),
        _text("trigger", "The word that names it.", lambda s, r: r.trigger.text),
        *_evidence("The words that show it."),
        _texts("basis", "What made it: a line of a table, a rule or a trained head.", lambda s, r: r.basis),
    ),
    lambda sheet: sheet.reading.events,
)  # fmt: skip


def _side(name: str, means: str, side: str) -> tuple[Column, ...]:
    return (
        _text(name, f"{means}: a name, else the words.", lambda s, r: s.called(getattr(r, side))),
        _text(f"{name}_id", "Their id, where they are known.", lambda s, r: s.id(getattr(r, side).actor)),
        _text(f"{name}_at", "start:end of the words for them.", lambda s, r: _offsets((getattr(r, side).span,))[0]),
    )


RELATIONS = Table(
    "relations",
    "One tie between two as one report tells it, also one that is denied: look at status and state.",
    (
        ROW,
        *_side("subject", "Who stands so", "subject"),
        _text("type", "alliance, sponsorship, hostility, membership, role …", lambda s, r: r.type),
        _text("label", "The role, or what the object is designated as.", lambda s, r: r.label),
        *_side("object", "Whom they stand so with", "object"),
        _column("whole", "sign", "1, 0 or -1.", lambda s, r: r.sign),
        _text("state", "holds, ended, strained or restored.", lambda s, r: r.state),
        *BETWEEN,
        _text("cause", "The event that the report gives as the reason.", lambda s, r: s.row(r.cause)),
        *CERTAIN,
        *VOUCHED,
        CONFIDENCE,
        VERDICT,
        *_evidence("The words that show it."),
    ),
    lambda sheet: sheet.reading.relations,
)
FIGURES = Table(
    "figures",
    "One number that a report gives; a range by its source, never an average.",
    (
        ROW,
        _column("number", "low", "At least so many.", lambda s, r: r.low),
        _column("number", "best", "So many.", lambda s, r: r.best),
        _column("number", "high", "At most so many.", lambda s, r: r.high),
        _text("unit", "What is counted: killed, injured, people …", lambda s, r: r.unit),
        _text("of", "The event, place, actor or episode that it counts.", lambda s, r: s.target(r.of)),
        *VOUCHED,
        VERDICT,
        *AT,
    ),
    lambda sheet: sheet.reading.figures,
)
MENTIONS = Table(
    "mentions",
    "One stretch of text that stands for an actor; a plural has a row for each member.",
    (
        _text("actor_id", "Who that is.", lambda s, r: s.id(r.actor)),
        _text("actor", "By name.", lambda s, r: s.name(r.actor)),
        _text("form", "name, nominal or pronoun.", lambda s, r: r.form),
        CONFIDENCE,
        *AT,
    ),
    lambda sheet: sheet.reading.mentions,
)


def _relative(name: str, means: str, field: str, type_: Type) -> Column:
    return _column(type_, name, means, lambda s, r: getattr(r.relative, field) if r.relative else None)


TIMES = Table(
    "times",
    "One expression of time.",
    (
        ROW,
        _text("type", "DATE, TIME, DURATION or SET.", lambda s, r: r.type),
        _text("value", "TIMEX3 value.", lambda s, r: r.value),
        *BETWEEN,
        _text("precision", "minute, day, week, month, quarter, year, decade or unknown.", lambda s, r: r.precision),
        _text("anchor", "What it rests on: published, an event, a time or an episode.",
              lambda s, r: r.anchor if not r.anchor or r.anchor == "published" or ":" in r.anchor else s.row(r.anchor)),
        _relative("direction", "Before its anchor -1, at it 0, after it 1.", "direction", "whole"),
        _relative("amount", "How many units from it.", "amount", "number"),
        _relative("unit", "Of what.", "unit", "text"),
        _relative("weekday", "1 Monday to 7 Sunday.", "weekday", "whole"),
        *AT,
    ),
    lambda sheet: sheet.reading.times,
)  # fmt: skip
PLACES = Table(
    "places",
    "One mention of a place.",
    (
        ROW,
        _text("name", "Its name.", lambda s, r: r.name),
        _text("country", "ISO 3166 alpha-2.", lambda s, r: r.country),
        _text("admin1", "The first-level division.", lambda s, r: r.admin1),
        _column("whole", "geonames", "GeoNames id.", lambda s, r: r.geonames),
        _column("number", "lat", "Degrees, WGS 84.", lambda s, r: r.lat),
        _column("number", "lon", "Degrees, WGS 84.", lambda s, r: r.lon),
        _column("number", "precision_km", "Radius within which it lies.", lambda s, r: r.precision_km),
        CONFIDENCE,
        *AT,
    ),
    lambda sheet: sheet.reading.places,
)
ACTORS = Table(
    "actors",
    "One actor as one report shows them; by actor_id they are the same in all reports.",
    (
        _text("actor_id", "Id across reports.", lambda s, r: s.id(r.id)),
        _text("name", "Their name.", lambda s, r: r.name),
        _text("kind", "state, organisation, group, person, outlet, place, episode or unknown.", lambda s, r: r.kind),
        _text("country", "ISO 3166 alpha-3.", lambda s, r: r.country),
        _column("truth", "country_inferred", "Whether only their company in the report tells the country.",
                lambda s, r: "country" in r.inferred),
        _texts("sectors", "PLOVER's sectors.", lambda s, r: r.sector),
        _text("wikidata", "Q-id.", lambda s, r: r.wikidata),
        _texts("roles", "Their offices, as far as they are known.",
               lambda s, r: tuple(_role(s, role) for role in r.roles)),
        REPORT,
    ),
    lambda sheet: sheet.reading.actors,
)  # fmt: skip


def _role(sheet: Sheet, role: Any) -> str:
    of = f" of {sheet.name(role.of)}" if role.of else ""
    when = f" ({role.start or ''}/{role.end or ''})" if role.start or role.end else ""
    return f"{role.title}{of}{when}"


TABLES = (REPORTS, CLAIMS, EVENTS, RELATIONS, FIGURES, MENTIONS, TIMES, PLACES, ACTORS, *ACROSS)
"""All of them; the rows of a report stand together."""
