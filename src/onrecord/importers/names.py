"""Names as a list writes them, made into names as reports write them; and what is none."""

from __future__ import annotations

import re
import unicodedata

from onrecord.knowledge.folding import key, words
from onrecord.knowledge.registry import given_names, nouns

LONGEST = 160
"""Characters that a name can have."""
_SMALL = frozenset(
    "of the and for in on at to de del della la le les du des di da el y e von van bin ibn al against".split()
)
_UPPER = frozenset("UN US EU UK USA UAE USSR AU NATO FBI CIA KGB BBC CNN".split())
_ABBREVIATED = frozenset("LTD MR MRS MS DR ST JR SR PVT MT".split())
_NUMERAL = re.compile("(?:I{1,3}|IV|VI{0,3}|IX|XI{0,3}|XIV|XVI?)")
_VOWEL = re.compile("[AEIOUY]")
_PART = re.compile(r"[^\W\d_]+", re.UNICODE)
_BRACKETED = re.compile(r"\s*\(([^()]*)\)")
_FORMULA = "=+-@＝＋－＠"
_UNSEEN = re.compile("[\u00ad\u200b\u200e\u200f\u2060\ufeff]")
_JOINERS = "\u200c\u200d"


class BadName(ValueError):
    """Raised where something is no name; its text says why."""


def clean(raw: str) -> str:
    """A name with single spaces for underscores and white space, without marks that nobody sees, checked.

    Raises:
        BadName: it is empty, too long, holds characters that no name has, or looks like a formula or a path.

    Example:
        >>> clean("DEIR_EZ-ZOR_ ")
        'DEIR EZ-ZOR'
    """
    name = unicodedata.normalize("NFC", " ".join(_UNSEEN.sub("", raw).replace("_", " ").split()))
    name = name.strip(' ,;:"“”«»')
    if not name:
        raise BadName("the name is empty")
    if len(name) > LONGEST:
        raise BadName(f"the name has {len(name):,} characters; {LONGEST} are the most")
    strange = next((c for c in name if unicodedata.category(c)[0] == "C" and c not in _JOINERS), None)
    if strange is not None or "\ufffd" in name:
        raise BadName(f"the name holds the character U+{ord(strange or chr(0xFFFD)):04X}, which no name has")
    if name[0] in _FORMULA:
        raise BadName(f"the name begins with {name[0]}, which a spreadsheet takes for a formula")
    if "\\" in name or name.startswith(("/", "~", ".")) or "../" in name:
        raise BadName("the name looks like a path")
    if odd := next((c for c in name if c in "|[]{}<>#^*\t"), None):
        raise BadName(f"the name holds {odd}")
    if sum(c.isalnum() for c in name) < 2 or not any(c.isalpha() for c in name) or not key(name):
        raise BadName("the name has fewer than two letters")
    return name


def spelled(name: str) -> str:
    """A name that is all in capitals, as reports write it; any other as it is.

    A name of one word of up to five letters keeps its capitals, as do words with points and short ones without a vowel.

    >>> spelled("ABU NIDAL ORGANIZATION OF THE UN"), spelled("MIGUEL D'ESCOTO"), spelled("UNHCR"), spelled("Hamas")
    ('Abu Nidal Organization of the UN', "Miguel D'Escoto", 'UNHCR', 'Hamas')
    """
    if not name.isupper():
        return name
    parts = name.split(" ")
    return " ".join(_cased(part, first=not at, alone=len(parts) == 1) for at, part in enumerate(parts))


def _cased(word: str, *, first: bool, alone: bool) -> str:
    letters = "".join(c for c in word if c.isalpha())
    if letters in _UPPER or (len(letters) > 1 and "." in word[:-1]) or any(c.isdigit() or c == "&" for c in word):
        return word
    if letters in _ABBREVIATED:
        return word.capitalize()
    if not first and _NUMERAL.fullmatch(word):
        return word
    if (alone and len(letters) <= 5) or (1 < len(letters) <= 5 and not _VOWEL.search(letters)):
        return word
    if not first and word.lower() in _SMALL:
        return word.lower()
    return _PART.sub(lambda found: _capital(found, word), word)


def _capital(found: re.Match[str], word: str) -> str:
    part = found[0]
    before = word[found.start() - 1] if found.start() else ""
    if before in "'’" and found.start() > 2:  # Jama'at, Syria's; but D'Escoto, O'Brien
        return part.lower()
    if part.startswith("MC") and len(part) > 4:
        return f"Mc{part[2:].capitalize()}"
    return part.capitalize()


def bracketed(name: str) -> tuple[str, ...]:
    """A name without its brackets, then an abbreviation that stands in them.

    >>> bracketed("Islamic Army of Aden (IAA)"), bracketed("Georgia (country)")
    (('Islamic Army of Aden', 'IAA'), ('Georgia',))
    """
    inside = [found for found in _BRACKETED.findall(name) if found.isupper() and " " not in found and len(found) > 1]
    outside = _BRACKETED.sub("", name).replace("(", "").replace(")", "").strip()
    return tuple(dict.fromkeys(part for part in (outside, *inside) if part))


def untitled(name: str) -> str:
    """A name without the titles before it; "" where it is an office ("President of Egypt") and nobody's name.

    >>> untitled("President Abdullah Gül"), untitled("Prime Minister of Iraq"), untitled("Abdullah Gül")
    ('Abdullah Gül', '', 'Abdullah Gül')
    """
    parts = name.split(" ")
    at = _titles(parts)
    while at and at < len(parts) and (more := _titles(parts[at:])):
        at += more
    rest = parts[at:]
    if at and (not rest or rest[0].lower() in ("of", "for", "to", "in", "and")):
        return ""
    return " ".join(rest)


def is_office(name: str) -> bool:
    """Whether a name ends in a title, and so names an office.

    >>> is_office("The US Secretary of State"), is_office("World Bank President"), is_office("State Department")
    (True, True, False)
    """
    parts, known = name.lower().split(" "), nouns()
    tails = (known.get(" ".join(parts[-size:])) for size in (1, 2, 3) if size <= len(parts))
    return any(tail is not None and tail.kind == "title" for tail in tails)


def bare(name: str) -> str:
    """A person's name without all that stands up to the last title in it; "" where one word or none is left.

    >>> bare("Former Defense Secretary Robert M. Gates"), bare("Secretary Ashton"), bare("Hosni Mubarak")
    ('Robert M. Gates', '', 'Hosni Mubarak')
    """
    parts = name.split(" ")
    ends = [at + size for at in range(len(parts)) if (size := _titles(parts[at:]))]
    rest = parts[max((end for end in ends if end < len(parts)), default=0) :]
    if rest and rest[0].lower() in ("of", "for", "to", "in", "and"):
        return ""
    return name if len(rest) == len(parts) else " ".join(rest) if len(rest) > 1 else ""


def _titles(parts: list[str]) -> int:
    """How many words at the start are one title."""
    known = nouns()
    for size in (3, 2, 1):
        if size > len(parts):
            continue
        said = " ".join(parts[:size]).lower().rstrip(".")
        if (noun := known.get(said)) and noun.kind == "title":
            return size
        if said in ("mr", "mrs", "ms", "dr", "gen", "col", "sen", "rep"):
            return 1
    return 0


def is_body(name: str) -> bool:
    """Whether a word of a name says that it is a body and no person.

    >>> is_body("Syrian Observatory"), is_body("Islamic Front"), is_body("Rami Abdulrahman")
    (True, True, False)
    """
    known = nouns()
    found = words(name)
    return any(word in _BODIES or ((noun := known.get(word)) and noun.kind == "body") for word in found)


def is_personal(name: str) -> bool:
    """Whether a name looks like a person's: a given name that onrecord knows, then one to three words.

    >>> is_personal("Ahmed Abdi Godane"), is_personal("Ahmed Brigades"), is_personal("Hamas")
    (True, False, False)
    """
    found = words(name)
    return 2 <= len(name.split()) <= 4 and found[0] in given_names() and not is_body(name)


_BODIES = frozenset(
    "front army brigade brigades battalion battalions forces force guard guards organization organisation committee "
    "council commission center centre institute university association society union federation party movement group "
    "groups command agency office department bureau ministry government regime observatory house court parliament "
    "assembly corps division militia militias faction cell cells network alliance coalition league club bank company "
    "corporation corp inc ltd llc foundation fund service services authority administration directorate secretariat "
    "mission delegation embassy college school academy hospital church mosque police military navy marines troops "
    "tribunal congress senate cabinet times news television radio press newspaper journal post jaysh jaish jabhat "
    "harakat hizb jama hezbollah liberation revolutionary resistance rebels rebel islamic national international "
    "united states republic democratic peoples popular community conference programme program project forum "
    "initiative system systems".split()
)
