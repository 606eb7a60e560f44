"""The formats by name, so that a list of them needs none of their modules."""

FORMATS: dict[str, str] = {
    "jsonl": "Readings as JSON lines, whole: what onrecord import takes back unchanged.",
    "dna": "Who says what, as the statement table of the Discourse Network Analyzer.",
    "brat": "Texts with annotations for brat; comes back with onrecord import.",
    "uima-cas": "Texts with annotations as UIMA CAS (XMI), for INCEpTION and others; comes back with onrecord import.",
    "conllu": "Words, one a line, with the rows that stand on them (CoNLL-U).",
    "obsidian": "A vault of linked notes: actors, reports and happenings.",
    "dossiers": "Pages on the most reported actors and on the disputes, with an index.",
}
"""Each format with its line of help. A name with hyphens is a module with underscores."""
