"""GeoJSON: a point for each place of each happening, with the radius that it is exact to.

A place is the one that sources name; where they name several, each is a point of its own with those who say so. The
country is the one that the place is known under, never one that a point falls into. What has no place, or no date, is
counted in the foreign member `onrecord`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO

import msgspec

from onrecord.export.format import Format
from onrecord.export.happened import as_done
from onrecord.export.source import Source
from onrecord.export.telling import deniers, fullest, headline
from onrecord.export.urn import of_row
from onrecord.ledger import Gathered, Happening


def write(source: Source, out: BinaryIO) -> Iterator[int]:
    """A FeatureCollection, one feature a line; yields how many happenings are done."""
    counts = Counter(happenings=0, placed=0, unplaced=0, undated=0)
    out.write(b'{"type":"FeatureCollection","features":[')
    between = b"\n"
    for number, one in enumerate(source.happenings(), 1):
        some = list(features(one))
        for feature in some:
            out.write(between + msgspec.json.encode(feature))
            between = b",\n"
        counts["happenings"] += 1
        counts["placed" if some else "unplaced"] += 1
        counts["undated"] += not any(row.dated for row in one.tellings)
        yield number
    out.write(b'\n],"onrecord":' + msgspec.json.encode(dict(counts)) + b"}\n")


def features(one: Gathered) -> Iterator[dict[str, Any]]:
    """A feature for each place that sources name; none where no place has a point."""
    places: dict[tuple[float, float], list[Happening]] = defaultdict(list)
    for row in one.tellings:
        if row.place is not None and row.place.lat is not None and row.place.lon is not None:
            places[row.place.lon, row.place.lat].append(row)
    for number, (point, rows) in enumerate(places.items(), 1):
        yield {
            "type": "Feature",
            "id": f"{of_row(one.row)}:place-{number}",
            "geometry": {"type": "Point", "coordinates": point},
            "properties": {**_properties(one, rows), "place_number": number, "places": len(places)},
        }


def _properties(one: Gathered, rows: Sequence[Happening]) -> dict[str, Any]:
    """What is known of a happening at a place.

    Args:
        rows: the tellings that name this place.
    """
    here = [row for row in rows if as_done(row)]
    shown = fullest(here or rows)
    place = shown.place
    return {
        "happening": one.row, "name": headline(shown), "type": shown.type, "mode": shown.mode, "status": shown.status,
        "certainty": shown.certainty, "happened": bool(here), "denied_by": deniers(one), "start": shown.start,
        "end": shown.end, "precision": shown.precision, "place": place and place.name,
        "country": place and place.country, "geonames": place and place.geonames,
        "precision_km": place and place.precision_km, "actors": [who.name for who in shown.actors],
        "recipients": [who.name for who in shown.recipients], "reports": one.reports, "origins": one.origins,
        "likely_wrong": one.wrong, "tellings": [_telling(row) for row in rows],
    }  # fmt: skip


def _telling(row: Happening) -> dict[str, Any]:
    passage = row.passage
    return {
        "row": row.row, "publisher": passage.publisher, "published": passage.published, "voice": row.voice.name,
        "claim": row.voice.attribution, "status": row.status, "certainty": row.certainty, "confidence": row.confidence,
        "start_at": passage.start, "end_at": passage.end, "passage": passage.text, "marks": passage.marks,
    }  # fmt: skip


FORMAT = Format(
    name="geojson",
    title="GeoJSON",
    suffix=".geojson",
    media="application/geo+json",
    standard="GeoJSON, RFC 7946; degrees of WGS 84, longitude first",
    holds=("report", "span", "certainty", "status", "voice", "confidence", "interval", "place", "precision", "origins"),
    loses=(
        "what has no place on the map, which it only counts; claims, ties and figures; and the circle of a place, of"
        " which it has the radius as precision_km. A map draws what is planned or denied too: filter by happened."
    ),
    file=write,
)
