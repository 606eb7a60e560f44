"""Who "I" and "we" are inside a quotation: whoever speaks there, or the body that he speaks for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from onrecord.model import Attribution, Mention
from onrecord.reader.candidates import PRONOUNS
from onrecord.reader.cast import Cast
from onrecord.reader.parse import Parsed
from onrecord.reader.quotes import quotations
from onrecord.reader.tree import Tree, tree_of
from onrecord.reader.voices import Voices

_BODIES = frozenset({"state", "organisation", "group", "outlet"})
_SURE, _FOR_HIS_BODY = 0.85, 0.6


def speaking(parsed: Parsed, cast: Cast, said: Sequence[Attribution]) -> tuple[Cast, tuple[Attribution, ...]]:
    """The cast and the attributions once "I" and "we" in quotations stand for the speakers of these.

    Args:
        parsed: the report. cast: its mentions so far. said: its attributions with their speakers so far.

    Returns:
        A cast in which such pronouns are mentions of the speaker, and the attributions; where the source of one is
        such a pronoun, its speakers are too.
    """
    heads = dict(cast.heads)
    found: dict[tuple[int, int], tuple[str, ...]] = {}
    for i, row in _quoted(parsed, said):
        span = parsed.of(parsed.doc[i])
        speakers = _renamed(row, found).speakers
        ids, sure = _meant(cast, speakers, PRONOUNS[tree_of(parsed.doc).low[i]])
        if ids:
            heads[i] = tuple(Mention(span, actor, "pronoun", round(sure * row.confidence, 3)) for actor in ids)
            found[span.start, span.end] = ids
    if not found:
        return cast, tuple(said)
    mentions = tuple(
        sorted((m for many in heads.values() for m in many), key=lambda m: (m.span.start, -m.span.end, m.actor))
    )
    before, now = {m.actor for m in cast.mentions}, {m.actor for m in mentions}
    actors = tuple(a for a in cast.actors if a.id in now or a.id not in before)
    return Cast(actors, mentions, heads), tuple(_renamed(row, found) for row in said)


def _quoted(parsed: Parsed, said: Sequence[Attribution]) -> Iterator[tuple[int, Attribution]]:
    """Each such pronoun that stands between quote marks, and the innermost attribution that it stands in."""
    tree: Tree = tree_of(parsed.doc)
    voices = Voices(tuple(said))
    marks = quotations(parsed.text)
    at = 0
    for i in range(len(tree)):
        while at < len(marks) and marks[at].end <= tree.start[i]:
            at += 1
        if at == len(marks):
            return
        if tree.tag[i] in ("PRP", "PRP$") and PRONOUNS.get(tree.low[i]) in ("i", "we"):
            row = voices.at(tree.start[i], tree.end[i]) if marks[at].covers(tree.start[i], tree.end[i]) else None
            if row is not None:
                yield i, row


def _meant(cast: Cast, speakers: tuple[str, ...], pronoun: str) -> tuple[tuple[str, ...], float]:
    """The actors that a pronoun stands for when these speak, and how sure that is."""
    if pronoun == "i":
        one = speakers if len(speakers) == 1 and cast.by_id[speakers[0]].kind not in _BODIES else ()
        return one, _SURE
    if len(speakers) != 1 or cast.by_id[speakers[0]].kind in _BODIES:
        return speakers, _SURE
    served = dict.fromkeys(role.of for role in cast.by_id[speakers[0]].roles if role.of and role.end is None)
    return (tuple(id for id in served if id) if len(served) == 1 else ()), _FOR_HIS_BODY


def _renamed(row: Attribution, found: dict[tuple[int, int], tuple[str, ...]]) -> Attribution:
    """The attribution, with the speakers that its source stands for where this is such a pronoun."""
    ids = found.get((row.source[0].start, row.source[0].end)) if len(row.source) == 1 else None
    return row if ids is None or ids == row.speakers else msgspec.structs.replace(row, speakers=ids)
