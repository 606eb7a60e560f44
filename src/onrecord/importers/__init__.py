"""A researcher's own lists of actors, in the formats of others, made into tables that `--lexicon` reads."""

from onrecord.importers.make import FORMATS, Done, import_list
from onrecord.importers.notes import Note

__all__ = ["FORMATS", "Done", "Note", "import_list"]
