"""From when to when a tie holds, read off the times on its words."""

from __future__ import annotations

from spacy.tokens import Token

from onrecord.model import RelationState, Time
from onrecord.reader.parse import Parsed
from onrecord.reader.relation_ends import is_verb
from onrecord.reader.relation_patterns import words
from onrecord.reader.relation_state import clause_of

Ends = tuple[Time | None, Time | None]
_BEFORE = 8
"""Code points before a time in which its preposition stands."""


def interval(
    trigger: Token, how: RelationState, times: tuple[Time, ...], beginning: frozenset[str], parsed: Parsed
) -> Ends:
    """The times of "since" and "until"; the day of a verb with which a tie begins or ends; a decade is both.

    What held before something, and holds no longer, ended with it: see `dated.ending`.

    Args:
        trigger: the word of the tie. how: how it stands. times: of the report. beginning: ids of those that have a
            beginning once the date of the report is known.
    """
    start = end = None
    clause = clause_of(trigger)
    for time in times:
        if not _near(time, trigger, clause, parsed):
            continue
        if time.id not in beginning:
            if how == "ended" and time.value.startswith("before "):
                end = end or time
            continue
        before = parsed.text[max(0, time.span.start - _BEFORE) : time.span.start].lower().split()
        word = before[-1] if before else ""
        if word == "since":
            start = start or time
        elif word in {"until", "till"}:
            end = end or time
        elif _changes(trigger, clause) and word not in {"before", "after", "by", "than", "of", "to"}:
            if how == "ended":
                end = end or time
            else:
                start = start or time
    return start, end


def _near(time: Time, trigger: Token, clause: Token, parsed: Parsed) -> bool:
    """Whether a time hangs on the word of a tie, or on the verb of its clause, and on no other verb."""
    found = parsed.tokens_in(time.span.start, time.span.end)
    if found is None or found.root.sent.start != trigger.sent.start:
        return False
    for above in found.root.ancestors:
        if above.i in (trigger.i, clause.i):
            return True
        if is_verb(above):
            return False
    return False


def _changes(trigger: Token, clause: Token) -> bool:
    return any(w.lemma_.lower() in words("change") and is_verb(w) for w in (trigger, clause))
