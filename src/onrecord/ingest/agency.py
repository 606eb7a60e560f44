"""The wire service that a report comes from, by its byline, dateline or sign-off."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from onrecord.knowledge import table

HEAD, TAIL = 600, 400
"""Code points at the start and at the end of the text where a service signs."""
_FEW = 4
"""Letters up to which a sign counts only in brackets, after a dateline, or as an author: "AA", "MAP" are words too."""
_DATELINE = re.compile(r"^[^\n“\"!?]{2,70}?\(([^()\n]{2,40})\)[ \t]*(?:-|–|—|_|:|$)", re.M)
_BRACKETED = re.compile(r"^[ \t]*\(([^()\n]{2,40})\)[ \t]*(?:-|–|—)", re.M)
_BYLINE = re.compile(r"^[ \t]*(?:(?:By|From|Source:)[ \t]+)?([^\n]{2,70}?)[ \t]*$", re.M | re.I)
_PLAIN = re.compile(r"^[^\n]{0,60}?,[ \t]+([A-Z][^\n,()–—-]{1,25}?)[ \t]*(?:--|–|—)[ \t]", re.M)
_CREDIT = re.compile(r"(?:©|\(c\)|copyright)\s*(?:\d{4}\s+)?(?:the\s+)?([^\n.,]{2,40}?)(?:[.,\n]|\s+\d{4}|\Z)", re.I)
_PICTURE = re.compile(r"\b(?:Getty|Photo|Images?|EPA|Pool)\b", re.I)
_SERVICE = re.compile(r"(?:[A-Z][\w'’-]*\s+){1,3}(?:Wire|Press|News|Agency|(?:News|Wire|Press)\s+(?:Agency|Service))")
_REPORTING = re.compile(r"\((?:Additional\s+)?(?:Reporting|Writing)\s+by\s[^()]*(?:Editing|Writing)\s+by\s[^()]*\)")


def agency_of(text: str, authors: Iterable[str] = ()) -> str | None:
    """The name of the wire service that a report says it comes from; None where it names none.

    Looked for in the authors, in the lines at the head that are a byline, in the dateline ("GAZA (Reuters) -"), and in
    the sign-off at the end; in the dateline also one that is not known but is called a wire, press or news service. A
    service that the text only quotes ("told AFP") does not count.

    Example:
        >>> agency_of("NAIROBI, July 3 (Xinhua) -- Rain fell on the city.")
        'Xinhua'
        >>> agency_of("The mayor told AFP that rain fell.")
    """
    for sign in _signs(text, authors):
        found = _named(sign)
        if found:
            return found
    if _REPORTING.search(text[-TAIL:]):
        return "Reuters"
    signed = (m[1].strip() for pattern in (_DATELINE, _BRACKETED) for m in pattern.finditer(text[:HEAD]))
    return next((name for name in signed if _SERVICE.fullmatch(name)), None)


def _signs(text: str, authors: Iterable[str]) -> Iterator[str]:
    yield from authors
    head, tail = text[:HEAD], text[-TAIL:]
    for pattern in (_DATELINE, _BRACKETED, _PLAIN):
        yield from (m[1] for m in pattern.finditer(head))
    for line in head.split("\n")[:5]:
        found = _BYLINE.match(line)
        if (
            found
            and not _PICTURE.search(line)
            and len(line.split()) <= 9
            and not line.rstrip().endswith((".", "?", "!", "”", '"'))
        ):
            yield from _byline_parts(found[1])
    for line in tail.rstrip().split("\n")[-3:]:
        yield from (m[1] for m in _CREDIT.finditer(line))
        yield from (m[1] for m in re.finditer(r"(?:^|[.”\"]\s*)[-–—(]+\s*([^()\n]{2,40}?)\)?\s*$", line))


def _byline_parts(line: str) -> Iterator[str]:
    """What stands behind a name in a byline: "Ana Novak, Reuters", "Ana Novak | AFP", "(AP)"; and the line."""
    if len(line) > _FEW:
        yield line
    parts = re.split(r"\s*[,|/()]\s*|\s+(?:of|for)\s+|\s[-–—]\s", line)
    yield from parts[1:]


def _named(sign: str) -> str | None:
    names = _agencies()
    if _PICTURE.search(sign):
        return None
    clean = sign.strip(" .,;:()[]-–—")
    for part in (clean, *re.split(r"\s*[/|,&]\s*|\s+and\s+", clean)):
        found = names.get(part) or names.get(part.removeprefix("the ").removeprefix("The "))
        if found:
            return found
    return None


@table.kept
def _agencies() -> dict[str, str]:
    return {sign: row["name"] for row in table.rows("agencies.tsv") for sign in table.listed(row["signs"])}
