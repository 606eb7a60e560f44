"""FollowTheMoney: actors, reports, happenings and ties as entities, for Aleph, OpenAleph and the tools around them.

An entity of FollowTheMoney is a fact, so only what is told to have taken place, or to hold, becomes one. A happening is
an Event; each telling of it is a Documentation that ties it to the Article and has the passage, who vouches for it and
how certain it is; a source that denies it is a Documentation that says so. A tie is an UnknownLink with its type as
role, a membership a Membership, one body after another a Succession. Ends of intervals are last days, as in the schema.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any, BinaryIO
from unicodedata import normalize

import msgspec

from onrecord.cli.visible import line
from onrecord.export.format import Format
from onrecord.export.happened import as_done, done_sql
from onrecord.export.people import people
from onrecord.export.source import Source
from onrecord.export.telling import fullest, headline, told_by, when
from onrecord.export.urn import address
from onrecord.export.when import last_day
from onrecord.export.xml import legal
from onrecord.knowledge.countries import country
from onrecord.ledger import Gathered, Happening, Who
from onrecord.model import Actor, Report

NAME, WORDS, TEXT = 380, 1000, 60_000
"""Code points of names, of short strings and of texts that the schema takes."""
EXACT = frozenset({"bodyText", "description"})
"""Properties that hold words of a report, letter for letter."""
STATE = frozenset({"GOV", "MIL", "COP", "JUD", "LEG", "SPY"})
"""PLOVER's sectors of bodies of a state."""
_SCHEMA = {
    "person": "Person",
    "state": "PublicBody",
    "episode": "Event",
    "unknown": "LegalEntity",
    "place": "LegalEntity",
}
"""Kinds of actors to schemata; of others it is Organization, or PublicBody for bodies of a state."""
_BODIES = frozenset({"organisation", "group", "outlet", "state"})
_PLAIN = re.compile(r"[0-9a-zA-Z]([0-9a-zA-Z.\-]*[0-9a-zA-Z])?")
_LENGTHS = {"year": 4, "decade": 4, "quarter": 7, "month": 7}
"""Characters of an ISO day that count at a precision; all ten of others."""
Entity = dict[str, Any]


def write(source: Source, out: BinaryIO) -> Iterator[int]:
    """One entity a line: actors, each report with its ties, happenings; yields how many of the last two are done."""

    def put(*entities: Entity) -> None:
        for one in entities:
            out.write(msgspec.json.encode(one) + b"\n")

    for actor, names in people(source):
        put(_actor(actor, names))
    done = 0
    for done, id in enumerate(source.reports(), 1):
        put(_article(source.reading(id).report), *_mentions(source, id), *_ties(source, id))
        yield done
    for number, one in enumerate(source.happenings(), 1):
        put(*_happening(one))
        yield done + number


def entity(schema: str, id: str, **known: Iterable[str | None] | str | None) -> Entity:
    """An entity; values that are None or empty are left out, and a property without values.

    The schema's own library composes letters and marks (NFC) and cuts blanks at both ends; so do these values, but for
    those that are a report's own words.
    """
    properties: dict[str, list[str]] = {}
    for name, value in known.items():
        some = [value] if isinstance(value, str) or value is None else value
        words = (legal(one) for one in some if one)
        kept = list(dict.fromkeys(words if name in EXACT else (normalize("NFC", one.strip()) for one in words)))
        if kept:
            properties[name] = kept
    return {"id": id, "schema": schema, "properties": properties}


def key(kind: str, id: str) -> str:
    """The id of an entity: letters, digits, dots and hyphens, as the schema wants.

    >>> key("row", "37b9c49c34c6ae5a:e1"), key("actor", "muslim-brotherhood")
    ('row.37b9c49c34c6ae5a.e1', 'actor.muslim-brotherhood')
    """
    plain = id.replace(":", ".") if kind == "row" else id
    return f"{kind}.{plain}" if _PLAIN.fullmatch(plain) else f"{kind}.x-{hashlib.sha1(id.encode()).hexdigest()}"


def schema_of(kind: str, sector: Iterable[str] = ()) -> str:
    """The schema of an actor."""
    return _SCHEMA.get(kind) or ("PublicBody" if STATE & {*sector} else "Organization")


def _actor(actor: Actor, names: Iterable[str]) -> Entity:
    schema = schema_of(actor.kind, actor.sector)
    legal_entity = {"sector": actor.sector} if schema not in ("Person", "Event") else {}
    name = line(actor.name, NAME)
    others = [other for other in (line(one, NAME) for one in names) if other != name]
    return entity(
        schema, key("actor", actor.id), name=name, alias=others, country=_country(actor.country),
        wikidataId=actor.wikidata, **legal_entity,
    )  # fmt: skip


def _country(code: str | None) -> str | None:
    """A country as the schema has it: ISO 3166 alpha-2 in small letters, of a code of two or three letters."""
    found = country(code)
    return found.iso2.lower() if found else None


def _article(report: Report) -> Entity:
    text = report.text
    return entity(
        "Article", key("report", report.id), title=line(report.title or report.source_id, WORDS),
        publisher=_line(report.publisher), author=[line(one, WORDS) for one in report.authors],
        sourceUrl=address(report.url), publishedAt=_moment(report.published),
        language="eng" if report.language == "en" else None,
        bodyText=[text[at : at + TEXT] for at in range(0, len(text), TEXT)],
    )  # fmt: skip


def _mentions(source: Source, report: str) -> Iterator[Entity]:
    """Under which names a report names whom."""
    named: dict[tuple[str, str], list[str]] = {}
    for row in source.ledger.rows(_MENTIONS, (report,)):
        shown = source.hidden({"id": row["actor"], "name": row["passage"]})
        named.setdefault((shown["id"], row["kind"]), []).append(line(shown["name"], NAME))
    for (actor, kind), names in named.items():
        resolved = None if kind == "episode" else key("actor", actor)
        yield entity(
            "Mention", key("mention", f"{report}:{actor}"), document=key("report", report), name=names,
            resolved=resolved, detectedSchema=schema_of(kind),
        )  # fmt: skip


def _ties(source: Source, report: str) -> Iterator[Entity]:
    for found in source.ledger.rows(_TIES, (report,)):
        row = source.hidden(dict(found))
        bodies = found["object_kind"] in _BODIES
        ends = {"subject": key("actor", row["subject_id"]), "object": key("actor", row["object_id"])}
        schema = "UnknownLink"
        if row["type"] == "membership" and bodies and found["subject_kind"] != "episode":
            schema, ends = "Membership", {"member": ends["subject"], "organization": ends["object"]}
        elif row["type"] == "predecessor" and bodies and found["subject_kind"] in _BODIES:
            schema, ends = "Succession", {"predecessor": ends["subject"], "successor": ends["object"]}
        sure = f"{row['status']}, {row['certainty']}, confidence {row['confidence']:.2f}"
        yield entity(
            schema, key("row", found["row"]), **ends, role=[row["type"], _line(row["label"])], status=row["state"],
            startDate=_day(row["since"], None), endDate=_last(row["until"], None), proof=key("report", report),
            publisher=_line(row["publisher"]), recordId=found["row"], description=row["passage"],
            summary=f"According to {line(row['voice'] or 'the report')} ({sure}), characters"
            f" {found['start_at']}-{found['end_at']}",
        )  # fmt: skip


def _happening(one: Gathered) -> Iterator[Entity]:
    """An event and its tellings; nothing where nobody tells that it took place."""
    done = [row for row in one.tellings if as_done(row)]
    if not done:
        return
    shown, id = fullest(done), key("row", one.row)
    first, last = _day(shown.start, shown.precision), _last(shown.end, shown.precision)
    dates = {"date": first} if first and first == last else {"startDate": first, "endDate": last}
    yield entity(
        "Event", id, name=line(headline(shown), NAME), summary=f"{when(shown)}; {told_by(one)}", **dates,
        location=[line(row.place.name, 240) for row in done if row.place],
        country=[_country(row.place.country) for row in done if row.place],
        involved=[key("actor", who.id) for row in done for who in _people(row) if who.id], recordId=one.row,
        keywords=[shown.type, shown.mode, shown.status, shown.certainty],
        proof=[key("report", row.passage.report) for row in done],
        publisher=[_line(row.passage.publisher) for row in done],
    )  # fmt: skip
    for row in one.tellings:
        if as_done(row) or row.status == "denied":
            yield _telling(row, id)


def _people(row: Happening) -> Iterator[Who]:
    return (who for who in (*row.actors, *row.recipients) if who.id and not who.id.startswith("episode:"))


def _telling(row: Happening, event: str) -> Entity:
    passage = row.passage
    says = "denies that it took place" if row.status == "denied" else "tells that it took place"
    return entity(
        "Documentation", f"{key('row', row.row)}.telling", document=key("report", passage.report), entity=event,
        role=says, status=f"{row.status}, {row.certainty}, confidence {row.confidence:.2f}",
        summary=f"According to {line(row.voice.name)}, {when(row)}, characters {passage.start}-{passage.end}",
        description=passage.text, recordId=row.row, publisher=_line(passage.publisher),
        date=passage.published and passage.published[:10],
    )  # fmt: skip


def _line(words: str | None) -> str | None:
    return line(words, WORDS) if words else None


def _moment(published: str | None) -> str | None:
    """A day, or a date-time in UTC: the schema has no time zones.

    >>> _moment("2013-07-01T21:40:00+01:00"), _moment("2013-07-01")
    ('2013-07-01T20:40:00', '2013-07-01')
    """
    if not published or "T" not in published:
        return published
    moment = datetime.fromisoformat(published)
    return (moment.astimezone(UTC) if moment.tzinfo else moment).strftime("%Y-%m-%dT%H:%M:%S")


def _day(day: str | None, precision: str | None) -> str | None:
    """The beginning of an interval, as exact as it is told."""
    return day[:10][: _LENGTHS.get(precision or "", 10)] if day else None


def _last(end: str | None, precision: str | None) -> str | None:
    """The last day (month, year) of an interval whose end is exclusive."""
    return _day(f"{last_day(end)}" if end and len(end) >= 10 else end, precision)


_MENTIONS = """
SELECT DISTINCT a.actor, l.kind, m.passage FROM current_readings c JOIN mention_rows m ON m.reading = c.reading
JOIN actor_rows a ON a.reading = m.reading AND a.id = m.actor JOIN ledger_actors l ON l.id = a.actor
WHERE c.report = ? AND m.form = 'name' ORDER BY a.actor, m.passage
"""
_TIES = f"""
SELECT v.*, s.kind AS subject_kind, o.kind AS object_kind FROM relations v
JOIN ledger_actors s ON s.id = v.subject_id JOIN ledger_actors o ON o.id = v.object_id
JOIN current_readings c ON c.report = v.report JOIN relation_rows r ON r.reading = c.reading
  AND c.report || ':' || r.id = v.row
WHERE v.report = ? AND {done_sql("r")} ORDER BY v.row
"""
FORMAT = Format(
    name="ftm",
    title="FollowTheMoney",
    suffix=".ftm.json",
    media="application/json+ftm",
    standard="FollowTheMoney 4, one entity a line",
    holds=("report", "text", "span", "certainty", "voice", "confidence", "interval", "origins"),
    loses=(
        "claims, figures and all that is only planned, threatened or considered; a denial stands beside what others"
        " tell. Certainty, voice and span are words in summary and status. Places are names, without their points."
    ),
    file=write,
)
