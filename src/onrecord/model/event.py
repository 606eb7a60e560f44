"""Who did what to whom."""

from __future__ import annotations

from typing import Literal, get_args

import msgspec

from onrecord.model.actor import Party
from onrecord.model.factuality import Factuality
from onrecord.model.span import Span

EventType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
TYPES: tuple[EventType, ...] = get_args(EventType)


class Codes(msgspec.Struct, frozen=True):
    """The same event in the field's other conventions (GDELT's and PENTA's quads, Goldstein scores, POLECAT mode)."""

    quad_gdelt: int | None = None
    quad_penta: int | None = None
    goldstein_icews: float | None = None
    goldstein_gdelt: float | None = None
    mode_polecat: str | None = None


class Telling(msgspec.Struct, frozen=True):
    """One telling of an event: its words, its voice, its certainty."""

    trigger: Span
    evidence: Span
    factuality: Factuality
    attribution: str | None = None


class Event(msgspec.Struct, frozen=True):
    """One of PLOVER's 16 types of event (PLOVER manual, draft 2.0 of 2024).

    Args:
        type, mode, contexts: PLOVER's. cameo: CAMEO code, the root at least.
        quad: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
        intensity: PLOVER's score, -10 to 10.
        trigger: the words that name it. evidence: the sentence or clause that shows it.
        mentions: each telling of it; trigger, evidence, attribution and factuality are the first one's.
        start, end: ISO, end exclusive: the best interval that the text supports; `precision` of it.
        after: ids of events of this report that it followed. counts: ids of figures.
        basis: what made its first telling, in short: the line of a table and its word ("event_verbs.tsv:340 shell";
            "own event_verbs.tsv:3 zap" where the table is the researcher's), a rule and its name ("rule announced"), or
            a trained head, its answer and how probable it is ("head ASSAULT 0.93"). What begins with "status " says
            what decided the status, where the rules did not.
    """

    id: str
    type: EventType
    cameo: str
    quad: Literal[1, 2, 3, 4]
    intensity: float
    codes: Codes
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    trigger: Span
    evidence: Span
    factuality: Factuality
    mentions: tuple[Telling, ...]
    confidence: float
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    attribution: str | None = None
    time: str | None = None
    start: str | None = None
    end: str | None = None
    precision: str | None = None
    after: tuple[str, ...] = ()
    place: str | None = None
    counts: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()
