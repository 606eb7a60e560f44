"""The formats by name, so that a list of them needs none of their modules."""

FORMATS: dict[str, str] = {
    "jsonl": "Readings as JSON lines, whole: what onrecord import takes back unchanged.",
}
"""Each format with its line of help. A name with hyphens is a module with underscores."""
