"""The formats by name, so that a list of them needs none of their modules."""

FORMATS: dict[str, str] = {
    "csv": "The tables of a ledger as CSV, one file a table.",
    "parquet": "The same tables typed, as Parquet.",
    "jsonl": "Readings as JSON lines, whole: what onrecord import takes back unchanged.",
    "gdelt-events": "What happened, one row a happening, in the 61 columns of GDELT 2.0 events.",
    "gdelt-mentions": "Its tellings, in the 16 columns of GDELT 2.0 mentions.",
    "icews": "What happened, one row a report and pair of actors, in the 20 columns of ICEWS.",
    "polecat": "What happened, one row a report, in the 40 columns of POLECAT.",
    "plover": "What happened, one PLOVER JSON record a line and report.",
    "gexf": "The network of actors with the days on which each tie holds: GEXF 1.3, for Gephi.",
    "graphml": "The network of actors on a day (--on): GraphML, for networkx, igraph, yEd, visone.",
    "geojson": "Happenings with a place as points, each with its precision: GeoJSON, for maps.",
    "icalendar": "Happenings as all-day entries of a calendar: iCalendar.",
    "timeline": "Happenings as slides, each date as precise as it is told: TimelineJS.",
    "claimreview": "Claims as drafts of fact checks, without a rating: schema.org ClaimReview.",
    "ftm": "Actors, reports, happenings and ties: FollowTheMoney entities.",
    "prov": "What came from what: reports, readings, rows and decisions: W3C PROV-JSON.",
    "web-annotation": "Every row as an annotation of its words: W3C Web Annotation.",
    "dna": "Who says what, as the statement table of the Discourse Network Analyzer.",
    "brat": "Texts with annotations for brat; comes back with onrecord import.",
    "uima-cas": "Texts with annotations as UIMA CAS (XMI), for INCEpTION and others; comes back with onrecord import.",
    "conllu": "Words, one a line, with the rows that stand on them (CoNLL-U).",
    "obsidian": "A vault of linked notes: actors, reports and happenings.",
    "dossiers": "Pages on the most reported actors and on the disputes, with an index.",
}
"""Each format with its line of help. A name with hyphens is a module with underscores."""
