"""Who: actors, and the words that name them."""

from __future__ import annotations

from typing import Literal

import msgspec

from onrecord.model.span import Span

ActorKind = Literal["state", "organisation", "group", "person", "outlet", "place", "episode", "unknown"]
MentionForm = Literal["name", "nominal", "pronoun"]


class Role(msgspec.Struct, frozen=True):
    """An office or function.

    Args:
        title: "president", "foreign minister". of: id of the actor served. start, end: ISO dates, end exclusive.
    """

    title: str
    of: str | None = None
    start: str | None = None
    end: str | None = None


class Actor(msgspec.Struct, frozen=True):
    """Somebody or something that acts, speaks or is acted upon.

    Args:
        id: registry id; "report:…" for one met only in this report; "episode:…" for a known war, coup, accord.
        country: ISO 3166 alpha-3. sector: PLOVER sectors (GOV, MIL, REB, …). wikidata: "Q…".
        inferred: names of fields that the actor's own words do not tell, but the company that it keeps in the report.
    """

    id: str
    name: str
    kind: ActorKind
    country: str | None = None
    sector: tuple[str, ...] = ()
    wikidata: str | None = None
    roles: tuple[Role, ...] = ()
    inferred: tuple[Literal["country"], ...] = ()


class Mention(msgspec.Struct, frozen=True):
    """A stretch of text that stands for an actor. A plural is one Mention for each member, on the same span."""

    span: Span
    actor: str
    form: MentionForm
    confidence: float


class Party(msgspec.Struct, frozen=True):
    """A side of an event or relation: the words, and the actor or place they stand for, where known."""

    span: Span
    actor: str | None = None
    place: str | None = None
