"""Nouns of a dictionary of agents, made into rows of `actors/sectors.tsv`."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from onrecord.importers.entry import Noun
from onrecord.importers.notes import Notes
from onrecord.knowledge.registry import nouns

TABLE = "actors/sectors.tsv"
_AFTER = re.compile(r"\s(?:of|for|to|in|at|on|against)\s.*$")
_PERSON = re.compile(
    r"(?:[^e]er|or|ist|ian|man|men|woman|women|person|eer|ee|ant|crat|chief|head|member|boy|girl|child)$"
)
_BODY = re.compile(
    r"(?:tion|ment|ry|cy|ity|force|forces|group|team|unit|board|bureau|firm|industry|works|club|base|ship|craft|squad|"
    r"service|services|system|center|centre|ship|sector|union|front|wing|bank|school|plant|mill|media|press|court|"
    r"office|department|dept|agency|institute|college|council|committee|staff|corps|fleet|hood|hall|house|bloc)$"
)


def noun_rows(found: Sequence[Noun], notes: Notes) -> tuple[dict[str, list[dict[str, str]]], Counter[str]]:
    """The rows of the nouns that onrecord, or the folder, does not have, and the counts.

    A noun that is known with another sector stays as it is known: it is reported and not taken.
    """
    known = nouns()
    counts: Counter[str] = Counter()
    rows: dict[tuple[str, str], list[str]] = defaultdict(list)
    taken: dict[str, Noun] = {}
    for noun in found:
        counts["nouns"] += 1
        there = known.get(noun.word)
        first = taken.get(noun.word)
        if there is not None and there.sector == noun.sector:
            counts["known"] += 1
            notes.add(noun.line, "known", noun.word, "the noun is known with this sector")
        elif there is not None:
            counts["apart"] += 1
            why = f"known as {there.sector}, here {noun.sector}: not taken; a row of yours in {TABLE} would count"
            notes.add(noun.line, "apart", noun.word, why)
        elif first is not None and first.sector == noun.sector:
            counts["merged"] += 1
            notes.add(noun.line, "merged", noun.word, f"the same as in line {first.line}")
        elif first is not None:
            counts["apart"] += 1
            why = f"line {first.line} has it as {first.sector}, here {noun.sector}: the first was taken"
            notes.add(noun.line, "apart", noun.word, why)
        elif _plural(noun.word):
            counts["plurals"] += 1
            notes.add(noun.line, "left out", noun.word, "a plural; onrecord makes plurals by itself")
        elif not (kind := _kind(noun.word)):
            counts["refused"] += 1
            why = f"whether it is a person or a body cannot be told; put it into {TABLE} by hand"
            notes.add(noun.line, "refused", noun.word, why)
        else:
            taken[noun.word] = noun
            counts["new"] += 1
            rows[noun.sector, kind].append(noun.word)
    made = [{"sector": sector, "kind": kind, "words": "|".join(words)} for (sector, kind), words in rows.items()]
    return ({TABLE: made} if made else {}), counts


def _plural(word: str) -> bool:
    """Whether the head is the plural of a noun that is known."""
    known, head = nouns(), _AFTER.sub("", word).split(" ")[-1]
    forms = (head.removesuffix("s"), head.removesuffix("ies") + "y", head.removesuffix("men") + "man")
    return head not in known and (head.endswith("men") or any(form != head and form in known for form in forms))


def _kind(word: str) -> str:
    """What a noun is, by its head: the last word before "of" or "for"; "" where it cannot be told."""
    head = _AFTER.sub("", word).split(" ")[-1]
    there = nouns().get(head)
    if there is not None and there.kind in ("title", "person", "people", "body"):
        return "title" if there.kind == "title" and head == word else "person" if there.kind == "title" else there.kind
    if _BODY.search(head):
        return "body"
    return "person" if _PERSON.search(head) else ""
