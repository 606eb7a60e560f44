"""The chain of voices through which a claim reaches its reader, in words."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence

import msgspec

from onrecord.model.attribution import Attribution, Kind, SourceKind
from onrecord.model.factuality import FactValue
from onrecord.model.reading import Reading

_ACTS: dict[Kind, str] = {
    "speech": "said by", "belief": "believed by", "intention": "intended by", "knowledge": "known to",
    "inference": "inferred by",
}  # fmt: skip
_DENIALS = ("deny", "denie", "denial")
_HEDGES: dict[str, str] = {"PR": "probably ", "PS": "perhaps ", "Uu": "perhaps "}
_DEEPEST = 8
_LONGEST = 80
"""Code points of a source's words that are shown."""


class Link(msgspec.Struct, frozen=True):
    """One voice of a chain: an attribution without its content.

    Args:
        speakers: names of those who speak. words: of the source; null where the text names none. cue: its words.
        certainty: whether the act took place. medium: name of the outlet it was said to.
    """

    speakers: tuple[str, ...]
    words: str | None
    source_kind: SourceKind
    cue: str
    kind: Kind
    polarity: str
    certainty: FactValue
    medium: str | None = None


def in_words(chain: Sequence[Link], publisher: str | None) -> str:
    """A chain in one line, from who says it to who reports it.

    Args:
        chain: innermost first, not empty. publisher: of the report.

    >>> minister = Link((), "The minister", "role", "said", "speech", "positive", "CT+", "The Herald")
    >>> paper = Link(("As-Safir",), "As-Safir", "named", "reported", "speech", "positive", "CT+")
    >>> in_words([minister, paper], "WND")
    'said by “The minister” to The Herald, according to As-Safir, reported by WND'
    """
    first, *outer = chain
    report = publisher or "the report"
    around = [_according(link, inner, report) for inner, link in itertools.pairwise(chain)]
    if first.kind == "inference" and not outer:
        return _inferred(first, report)
    whole = [_inferred(first, report) if first.kind == "inference" else _act(first), *around]
    return ", ".join([*whole, f"reported by {report}" if publisher else "in the report"])


def _act(link: Link) -> str:
    act = "denied by" if link.kind == "speech" and link.cue.lower().startswith(_DENIALS) else _ACTS[link.kind]
    if link.kind == "knowledge" and link.source_kind == "document":
        act = "found by"
    return f"{_hedge(link)}{act} {_who(link)}{_medium(link, 'to')}"


def _inferred(link: Link, report: str) -> str:
    source = f" from “{_shown(link.words)}”" if link.words else ""
    return f"{_hedge(link)}inferred by {report}{source}"


def _according(link: Link, inner: Link, report: str) -> str:
    """What an outer voice adds: that it says so, or that it does not."""
    if link.kind == "inference":
        return _inferred(link, report)
    if link.speakers and link.speakers == inner.speakers:
        return "which they did not say" if link.polarity == "negative" else "by their own account"
    if link.polarity == "negative":
        return f"which {_who(link)} did not say"
    return f"{_hedge(link)}according to {_who(link)}{_medium(link, 'in')}"


def _medium(link: Link, word: str) -> str:
    return f" {word} {link.medium}" if link.medium and link.medium not in link.speakers else ""


def _hedge(link: Link) -> str:
    return _HEDGES.get(link.certainty[:2], "") + ("not " if link.polarity == "negative" else "")


def _who(link: Link) -> str:
    """The names, with the words of the source where they tell more; that a source is unnamed is said."""
    if not link.words:
        return "somebody who is not named"
    words = f"“{_shown(link.words)}”"
    if link.source_kind == "anonymous":
        return f"{words} (not named)"
    if not link.speakers or _is_noun(link):
        return words
    names = " and ".join(", ".join(link.speakers).rsplit(", ", 1))
    return f"{names} ({words})" if _tells_more(link) else names


def _is_noun(link: Link) -> bool:
    """Whether the one speaker has no name but a noun of the source's own words: "aide" of "an aide to the mayor"."""
    name = link.speakers[0]
    return (
        len(link.speakers) == 1
        and (" " not in name or name[:1].islower())
        and link.source_kind != "named"
        and name.lower() in (link.words or "").lower()
    )


def _tells_more(link: Link) -> bool:
    """Whether the words of a source are neither a pronoun nor only the names themselves."""
    words = (link.words or "").lower().removeprefix("the ")
    if link.source_kind == "named" or " " not in words:
        return False
    held = all(name.lower() in words for name in link.speakers) and " and " not in words
    return not held and words not in " ".join(link.speakers).lower()


def _shown(words: str | None) -> str:
    text = " ".join((words or "").split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"


def voices_in_words(reading: Reading) -> dict[str, str]:
    """The chain of every attribution of a reading, by id."""
    names = {actor.id: actor.name for actor in reading.actors}
    rows = {row.id: row for row in reading.attributions}
    return {row.id: in_words(_links(row, rows, names), reading.report.publisher) for row in reading.attributions}


def _links(row: Attribution, rows: Mapping[str, Attribution], names: Mapping[str, str]) -> list[Link]:
    chain: list[Link] = []
    at: Attribution | None = row
    while at is not None and len(chain) < _DEEPEST:
        chain.append(_link(at, names))
        at = rows.get(at.within) if at.within else None
    return chain


def _link(row: Attribution, names: Mapping[str, str]) -> Link:
    return Link(
        tuple(names.get(speaker, speaker) for speaker in row.speakers),
        " … ".join(span.text for span in row.source) or None,
        row.source_kind,
        " … ".join(span.text for span in row.cue),
        row.kind,
        row.polarity,
        row.factuality.value,
        names.get(row.medium, row.medium) if row.medium else None,
    )
