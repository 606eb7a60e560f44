"""Who speaks right beside a quotation, read off the words there: “…,” said the minister. Ann Lee added: “…”"""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.knowledge.table import kept, listed, rows
from onrecord.reader.heard import Part

_PRONOUN = r"(?:[Hh]e|[Ss]he|[Tt]hey|[Ii]t|I|[Ww]e)"
_CAPITAL = r"(?:al-)?[^\W\d_a-z][\w’'&-]*(?:\.(?=[ A-Z]))?"
_NAME = rf"{_CAPITAL}(?:[ \xa0](?:(?:of|the|de|al|bin|von|van|del|for|and)[ \xa0])?{_CAPITAL}){{0,6}}"
_ROLE = r"(?:[Tt]he|[Aa]n?|[Oo]ne|[Hh]is|[Hh]er|[Tt]heir|[Aa]nother|[Ss]ome)[ \xa0](?:[\w’'-]+[ \xa0]){0,5}?[\w’'-]+"
_SPEAKER = rf"(?P<source>{_PRONOUN}|{_ROLE}|{_NAME})"
_MORE = r"(?:,[ \xa0][^.\n\"“”:;]{1,80}?,)?"
_TITLED = r"(?!(?:which|who|but|and|as|when|while|because|so) )(?:[a-z][\w’'-]*[ \xa0]){1,4}[^\W\d_a-z]"
_PHRASE = (
    rf"(?P<source>(?=[^\W\d_a-z]|the |an? |one |his |her |their |another |{_TITLED})"
    r"[^.!?\n\"“”:;]{1,120}?)"
)
_HELPER = r"(?:\w+ly[ \xa0]|(?:then|also|later|once|has|had|will|would)[ \xa0]){0,2}"
_GAP = r"[\s,]*(?:[–—-]+\s*)?"
_OPENERS = frozenset(
    "a an the in on at of for from by with as when while after before but and or so if it this that these those there "
    "here then now yet still also later earlier asked however meanwhile instead even just or hours days weeks months "
    "moments monday tuesday wednesday thursday friday saturday sunday january february march april may june july "
    "august september october november december".split()
)
_PREPOSITION = re.compile(r"\b(?:in|on|at|of|from|to|with|by|for|after|before|about|over|near)[ \xa0]$", re.IGNORECASE)
_ARTICLES = ("a", "an", "the", "one", "some")
_WINDOW = 240
_LEAD = re.compile(rf"(?P<source>{_PRONOUN}\b|{_NAME})")
_STOP = re.compile(r"(?P<word>[a-z)”\"’]{2})[.!?…][”\"’]*\s+(?=[^\W\d_a-z“\"'‘]|$)")
_SHORTENED = re.compile(
    r"\b(?:Gov|Sen|Rep|Lt|Gen|Dr|Mrs|Prof|Col|Sgt|Rev|Hon|Jr|Sr|St|vs|Capt|Maj|Pres|Supt|Det|Adm|Atty|Jan|Feb|Aug|Sept|Oct|"
    r"Nov|Dec|Calif|Pa|Va|Ga|Fla|Mass|Conn|Ill|Wis|Minn|Mich|Tenn|Ky|Ala|Ariz|Colo|Nev|Ore|Wash|Inc|Corp|Co|Ltd|No)$"
)


@dataclass(frozen=True, slots=True)
class Beside:
    """Source and cue beside a quotation; offsets in code points. The source is None for a verb without its subject."""

    source: Part | None
    cue: Part


@kept
def _patterns() -> dict[str, re.Pattern[str]]:
    """What may stand after a quotation (speaker verb, verb speaker) and before it (speaker verb, participle)."""
    table = rows("quote_verbs.tsv")
    forms = sorted((re.escape(form) for row in table for form in listed(row["forms"])), key=len, reverse=True)
    alone = sorted((re.escape(form) for row in table for form in listed(row["before"])), key=len, reverse=True)
    verb = rf"(?P<cue>{_HELPER}(?:{'|'.join(forms)}))\b"
    tail = r"(?:[ \xa0][\w’'@.-]+){0,6}?[\s,:]*$"
    return {
        "speaker verb": re.compile(rf"{_GAP}{_SPEAKER}{_MORE}[ \xa0]{verb}"),
        "verb speaker": re.compile(rf"{_GAP}{verb}[ \xa0]{_SPEAKER}(?!\w)"),
        "phrase verb": re.compile(rf"{_GAP}{_PHRASE}[ \xa0]{verb}"),
        "before": re.compile(
            rf"(?:^|[.!?…;,”\"’]|\b(?:and|but|as|But|And|As)\b)[\s,]*{_SPEAKER}{_MORE}[ \xa0]{verb}{tail}"
        ),
        "alone": re.compile(rf"[\s,](?P<cue>{'|'.join(alone)}){tail}"),
    }


def after(text: str, at: int, end: int) -> Beside | None:
    """The speaker named right after a quotation.

    Args:
        text: the report. at: where the quotation ends. end: where its paragraph ends.
    """
    for name in ("speaker verb", "verb speaker", "phrase verb"):
        found = _patterns()[name].match(text, at, end)
        if found is not None:
            start, stop = found.span("source")
            return Beside((start, start + len(text[start:stop].rstrip(" ,"))), found.span("cue"))
    return None


def before(text: str, start: int, at: int) -> Beside | None:
    """The speaker named right before a quotation, in the same sentence.

    Args:
        text: the report. start: where its paragraph starts, or where the quotation before ends. at: where it starts.
    """
    start = sentence_start(text, max(start, at - _WINDOW), at)
    for name in ("before", "alone"):
        found = _patterns()[name].search(text[start:at])
        if found is not None:
            (c, d) = found.span("cue")
            return Beside(_shifted(found, start) if name == "before" else None, (start + c, start + d))
    return None


def stops(text: str, start: int, end: int) -> list[int]:
    """Where sentences end from start to end: the offsets of the first characters after."""
    found = []
    for match in _STOP.finditer(text, start, end):
        if not _SHORTENED.search(text, max(0, match.end("word") - 8), match.end("word")):
            found.append(match.end())
    return found


def sentence_start(text: str, start: int, at: int) -> int:
    """Where the sentence before `at` starts, at or after `start`."""
    return max((stop for stop in stops(text, start, at) if stop < at), default=start)


def subject(text: str, start: int, at: int) -> Part | None:
    """The first name or pronoun of the sentence that leads up to a quotation, which is mostly the one who speaks.

    Args:
        text: the report. start: where the sentence starts. at: where the quotation starts.
    """
    for match in _LEAD.finditer(text, start, at):
        if match.start() > start and not text[match.start() - 1].isspace():
            continue
        if _PREPOSITION.search(text, start, match.start()) is not None:
            continue
        words = match["source"].split()
        leads = words[0].lower() in _OPENERS or words[0].endswith("ing")
        if not leads:
            return match.span("source")
        if len(words) > 1:
            return _without_first(match)
    return None


def _without_first(match: re.Match[str]) -> Part:
    return match.start() + len(match["source"].split()[0]) + 1, match.end()


def _shifted(match: re.Match[str], by: int) -> Part:
    """A source without the words that only open its sentence (On Monday …), moved to where it stands in the text."""
    start, end = match.span("source")
    words = match["source"].split()
    for word in words[:-1]:
        if word.lower() not in _OPENERS or word.lower() in _ARTICLES:
            break
        start += len(word) + 1
    return by + start, by + end
