"""Times that rest on a known war, coup or accord: "before the Syrian civil war", "the day after Morsi was ousted"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from onrecord.knowledge import episodes
from onrecord.knowledge.episodes import Episode
from onrecord.knowledge.table import kept
from onrecord.model import Relative, Span, Time
from onrecord.reader.intervals import interval, shifted_value
from onrecord.reader.numerals import number
from onrecord.reader.parse import Parsed
from onrecord.reader.tense import Direction

_COUNT = (
    r"(?:(?P<count>the|a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,3})\s+"
    r"(?P<unit>day|week|month|year|decade)s?\s+)?"
)
_LEAD = re.compile(
    rf"\b(?:{_COUNT}(?P<word>prior to|ahead of|before|after|since|following|until|during)|(?P<eve>on the eve of))\s+"
    r"(?:(?:the\s+)?(?P<edge>outbreak|start|beginning|onset|eruption|end|conclusion)\s+of\s+)?(?:the\s+|a\s+)?$",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"['’]?s?\s+(?P<edge>broke\s+out|began|erupted|started|begins|starts|outbreak|start|beginning"
    r"|ended|was\s+over|end)\b", re.IGNORECASE,
)  # fmt: skip
_BARE = re.compile(r"\b(?:civil\s+war|war|uprising|revolution|coup|siege|accords?|intifada|invasion)\b", re.IGNORECASE)
_DONE_TO = {
    "ouster": "ousted|overthrown|toppled|deposed|removed", "assassination": "assassinated|killed|murdered",
    "killing": "killed|assassinated", "invasion": "invaded", "annexation": "annexed",
}  # fmt: skip
_DONE_BY = {
    "ouster": "ousted|overthrew|toppled|deposed|removed", "assassination": "assassinated|killed|murdered",
    "killing": "killed|assassinated", "invasion": "invaded", "annexation": "annexed",
}  # fmt: skip
_ITSELF = {"fall": "fell|was captured|was taken|was overrun"}
_DEED = re.compile(r"(ouster|overthrow|assassination|killing|invasion|annexation|fall) of (?:the )?(.+)", re.IGNORECASE)
_SUBJECT = re.compile(r"[\w.’' -]{0,60}")
_YEAR_AFTER = re.compile(r"(?P<between>[^,;:.!?()“”\"–—\n]{0,40}?)\b(?P<year>1[5-9]\d\d|20\d\d)\b(?![,.]\d|-\w)")
_NEXT_CLAUSE = re.compile(
    r"\b(?:and|but|or|before|after|until|till|since|when|while|who|which|that|because|as)\b", re.IGNORECASE
)
HEARD = 2
"""Sentences back to which "he was ousted" may look for who he is."""


def around_episodes(parsed: Parsed, sentence: Span, named: list[Episode]) -> Iterator[Time]:
    """The times of a sentence that rest on a known episode; an episode that is named is added to `named`."""
    published = parsed.report.published
    for start, end, episode in in_sentence(sentence, named):
        if published and episode.start > published:
            continue
        time = _around(parsed, sentence, start, end, episode)
        if time:
            yield time


def in_sentence(sentence: Span, named: list[Episode]) -> Iterator[tuple[int, int, Episode]]:
    """Where episodes are named or told in a sentence; also "the civil war" where the text has named one before."""
    found = [(sentence.start + a, sentence.start + b, episode) for a, b, episode in episodes.matches(sentence.text)]
    for a, b, episode in told(sentence.text):
        if not any(x < sentence.start + b and sentence.start + a < y for x, y, _ in found):
            found.append((sentence.start + a, sentence.start + b, episode))
    found = [
        (a, b, e) for a, b, e in found if not _is_another(sentence.text, a - sentence.start, b - sentence.start, e)
    ]
    named.extend(episode for _, _, episode in found)
    if named:
        for match in _BARE.finditer(sentence.text):
            start, end = match.start() + sentence.start, match.end() + sentence.start
            if any(a < end and start < b for a, b, _ in found):
                continue
            kind = " ".join(match.group().lower().split()).removesuffix("s")
            meant = next((e for e in reversed(named) if any(kind in name.lower() for name in e.names)), None)
            if meant:
                found.append((start, end, meant))
    return iter(sorted(found, key=lambda f: f[0]))


def _is_another(text: str, start: int, end: int, episode: Episode) -> bool:
    """Whether a deed is told of another year than the known one: "after Kabul fell to the Taliban in 1996"."""
    return bool(_TELLS.search(text, start, end)) and in_another_year(text, end, episode)


def in_another_year(text: str, end: int, episode: Episode) -> bool:
    """Whether the clause gives a year outside the episode's within 40 code points after `end`."""
    after = _YEAR_AFTER.match(text, end)
    if after is None or _NEXT_CLAUSE.search(after["between"]):
        return False
    year = int(after["year"])
    return year < int(episode.start[:4]) or (episode.end is not None and year > int(_last(episode.end)[:4]))


def told(text: str) -> Iterator[tuple[int, int, Episode]]:
    """Where a clause tells an episode that is known as a deed: "Morsi was ousted", "Iraq invaded Kuwait".

    >>> [(text[a:b], e.id) for text in ["after the army ousted Mohamed Morsi"] for a, b, e in told(text)]
    [('the army ousted Mohamed Morsi', 'episode:egyptian-coup-2013')]
    """
    if not any(word in text for word in _TELLING):
        return
    pattern, known = _told()
    for match in pattern.finditer(text):
        deed = match.lastgroup or ""
        yield *_clause(text, match), known[deed]


def who_fell(text: str) -> tuple[str, Episode] | None:
    """The last person named in a text whose ouster or killing is a known episode: the surname, and which."""
    pattern, known = _persons()
    found = pattern.findall(text)
    return (found[-1], known[found[-1]]) if found else None


def _clause(text: str, match: re.Match[str]) -> tuple[int, int]:
    """From the conjunction before a verb on, where somebody does it: "after [the army ousted Morsi]"."""
    start = match.start()
    if match.group().split(maxsplit=1)[0].lower() in _VERBS:
        for lead in re.finditer(r"\b(?:before|after|since|until|when)\s+", text[:start]):
            if _SUBJECT.fullmatch(text, lead.end(), start):
                return lead.end(), match.end()
    return start, match.end()


_TELLING = (
    "ousted", "overthr", "toppled", "deposed", "removed", "assassinated", "killed", "murdered", "invaded", "annexed",
    "fell", "captured", "taken", "overrun",
)  # fmt: skip
"""One of these stands in every clause that `told` finds; looked for first, since that is quick."""
_TELLS = re.compile(rf"{_DEED.pattern}|\b(?:{'|'.join(_TELLING)})", re.IGNORECASE)
_VERBS = frozenset(verb for verbs in _DONE_BY.values() for verb in verbs.split("|"))


@kept
def _told() -> tuple[re.Pattern[str], dict[str, Episode]]:
    """One pattern for all clauses that tell an episode, and the episode of each of its groups."""
    parts: list[str] = []
    known: dict[str, Episode] = {}
    for episode in episodes.episodes():
        for name in episode.names:
            deed = _DEED.fullmatch(name)
            if not deed:
                continue
            kind = "ouster" if deed[1].lower() == "overthrow" else deed[1].lower()
            who = re.escape(deed[2])
            forms = []
            if kind in _DONE_TO:
                forms = [rf"\b{who} (?:was|had been) (?:{_DONE_TO[kind]})\b", rf"\b(?:{_DONE_BY[kind]}) {who}\b"]
            elif kind in _ITSELF:
                forms = [rf"\b{who} (?:had )?(?:{_ITSELF[kind]})\b"]
            if forms:
                group = f"e{len(known)}"
                known[group] = episode
                parts.append(f"(?P<{group}>{'|'.join(forms)})")
    return re.compile("|".join(parts) or r"(?!)"), known


@kept
def _persons() -> tuple[re.Pattern[str], dict[str, Episode]]:
    known = {
        deed[2]: episode
        for episode in episodes.episodes()
        if episode.kind in ("coup", "attack", "uprising")
        for name in episode.names
        for deed in [_DEED.fullmatch(name)]
        if deed and deed[1].lower() in ("ouster", "overthrow", "assassination", "killing")
    }
    names = sorted(map(re.escape, known), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(names)})\b" if names else r"(?!)"), known


def _around(parsed: Parsed, sentence: Span, start: int, end: int, episode: Episode) -> Time | None:
    """ "Before the outbreak of the war", "after the war began": the words around the name of an episode."""
    lead = _LEAD.search(parsed.text[sentence.start : start])
    if lead is None:
        return None
    tail = None if lead["edge"] else _TAIL.match(parsed.text, end, sentence.end)
    word = " ".join((lead["word"] or "before").lower().split())
    edge = (lead["edge"] or (tail["edge"] if tail else "") or "").lower()
    at_end = edge.startswith(("end", "was", "conclusion")) or (word in ("after", "following") and not edge)
    day = episode.end and _last(episode.end) if at_end else episode.start
    relative = Relative(1 if word in ("after", "following", "since") else -1)
    if word == "during" and not edge:
        value = f"{episode.start}/{_last(episode.end)}" if episode.end else f"after {episode.start}"
        relative = Relative(0)
    elif day is None:
        return None
    else:
        value, relative = _beyond(day, relative.direction, lead)
    first = sentence.start + lead.start()
    span = parsed.span(first, tail.end() if tail else end)
    opens, closes, precision = interval(value)
    return Time(f"@{first}", span, "DATE", value, precision, opens, closes, episode.id, relative)


def _beyond(day: str, way: Direction, lead: re.Match[str]) -> tuple[str, Relative]:
    """The value of so long before or after a day; of all that is before or after it where no length is told."""
    unit = "day" if lead["eve"] else lead["unit"] and lead["unit"].lower()
    counted = unit and lead["word"] not in ("until", "since", "during")
    if counted:
        told_count = (lead["count"] or "one").lower()
        count = 1.0 if told_count in ("the", "a", "an") else number([told_count]) or 0.0
        relative = Relative(way, count, unit)
        value = shifted_value(day, relative)
        if value:
            return value, relative
    return f"{'before' if way < 0 else 'after'} {day}", Relative(way)


def _last(end: str) -> str:
    """The last day, month or year of an episode whose end is given as the one after it.

    >>> _last("2014-08-27"), _last("2020-09"), _last("2013")
    ('2014-08-26', '2020-08', '2012')
    """
    if len(end) == 4:
        return f"{int(end) - 1:04d}"
    day = date.fromisoformat(end if len(end) == 10 else f"{end}-01") - timedelta(days=1)
    return day.isoformat()[: len(end)]
