"""The formats by name, so that a list of them needs none of their modules."""

FORMATS: dict[str, str] = {
    "jsonl": "Readings as JSON lines, whole: what onrecord import takes back unchanged.",
    "gexf": "The network of actors with the days on which each tie holds: GEXF 1.3, for Gephi.",
    "graphml": "The network of actors on a day (--on): GraphML, for networkx, igraph, yEd, visone.",
    "geojson": "Happenings with a place as points, each with its precision: GeoJSON, for maps.",
    "icalendar": "Happenings as all-day entries of a calendar: iCalendar.",
    "timeline": "Happenings as slides, each date as precise as it is told: TimelineJS.",
    "claimreview": "Claims as drafts of fact checks, without a rating: schema.org ClaimReview.",
    "ftm": "Actors, reports, happenings and ties: FollowTheMoney entities.",
    "prov": "What came from what: reports, readings, rows and decisions: W3C PROV-JSON.",
    "web-annotation": "Every row as an annotation of its words: W3C Web Annotation.",
}
"""Each format with its line of help. A name with hyphens is a module with underscores."""
