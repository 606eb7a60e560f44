"""According to whom."""

from __future__ import annotations

from typing import Literal

import msgspec

from onrecord.model.factuality import Factuality
from onrecord.model.span import Span

Form = Literal["direct", "indirect", "mixed"]
Kind = Literal["speech", "belief", "intention", "knowledge", "inference"]
SourceKind = Literal["named", "role", "anonymous", "collective", "document", "none"]


class Attribution(msgspec.Struct, frozen=True):
    """Something said, believed, planned or inferred, and by whom (source, cue, content: PARC, PolNeAR).

    Args:
        source, cue, content: the words; a content in several parts is one attribution; a source may be empty.
        form: direct (no word outside quote marks), mixed, indirect (no quote mark).
        kind: inference is drawn by the report itself; then `speakers` is empty.
        speakers: ids of the actors that the source stands for.
        source_kind: of the words of the source; of a pronoun, what it stands for.
        medium: id of the outlet it was said to. within: id of the attribution in whose content this one stands.
        polarity: negative for "did not say that". factuality: did the act of saying, believing … take place.
    """

    id: str
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    form: Form
    kind: Kind
    speakers: tuple[str, ...]
    source_kind: SourceKind
    factuality: Factuality
    confidence: float
    polarity: Literal["positive", "negative"] = "positive"
    medium: str | None = None
    within: str | None = None
