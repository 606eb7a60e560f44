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
}
"""Each format with its line of help. A name with hyphens is a module with underscores."""
