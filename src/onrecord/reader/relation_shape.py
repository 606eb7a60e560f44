"""A tie as a clause tells it, before its words are known as parties."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from onrecord.model import RelationState, RelationType
from onrecord.reader.relation_patterns import Sign


@dataclass(frozen=True, slots=True)
class Shape:
    """A tie seen in a clause; fields as in `Relation`, parties as their head words.

    inherited: the object is not a body, but who held the same office before.
    """

    type: RelationType
    sign: Sign
    subject: Token
    object: Token
    confidence: float
    label: str | None = None
    state: RelationState | None = None
    inherited: bool = False
