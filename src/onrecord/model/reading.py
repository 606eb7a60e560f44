"""All that was read out of one report: the format of `onrecord read`."""

from __future__ import annotations

from typing import Any, Literal, get_args

import msgspec

from onrecord.model.actor import Actor, Mention
from onrecord.model.attribution import Attribution
from onrecord.model.event import Event
from onrecord.model.factuality import Predicate
from onrecord.model.figure import Figure
from onrecord.model.place import Place
from onrecord.model.relation import Relation
from onrecord.model.report import Report
from onrecord.model.span import Span, Warning
from onrecord.model.time import Time

FORMAT: Literal[1] = 1
Part = Literal[
    "sentences", "mentions", "attributions", "predicates", "events", "relations", "figures", "times", "places",
    "actors",
]  # fmt: skip
PARTS: tuple[Part, ...] = get_args(Part)


class Reading(msgspec.Struct, frozen=True):
    """One report and its rows. Ids are unique within it; `reader` names the program and data that made it."""

    format: Literal[1]
    reader: str
    report: Report
    sentences: tuple[Span, ...] = ()
    mentions: tuple[Mention, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    predicates: tuple[Predicate, ...] = ()
    events: tuple[Event, ...] = ()
    relations: tuple[Relation, ...] = ()
    figures: tuple[Figure, ...] = ()
    times: tuple[Time, ...] = ()
    places: tuple[Place, ...] = ()
    actors: tuple[Actor, ...] = ()
    warnings: tuple[Warning, ...] = ()

    def to_json(self) -> bytes:
        """One line of JSON, UTF-8, without the line feed."""
        return msgspec.json.encode(self)

    @classmethod
    def from_json(cls, line: bytes | str) -> Reading:
        """The reading that a line holds.

        Raises:
            msgspec.ValidationError: the line is JSON, but no reading.
            msgspec.DecodeError: the line is no JSON.
        """
        return _DECODER.decode(line)


_DECODER = msgspec.json.Decoder(Reading)


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a reading, made from these types."""
    made = msgspec.json.decode(msgspec.json.encode(msgspec.json.schema(Reading), order="deterministic"))
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "onrecord reading, format 1",
        **made,
    }
