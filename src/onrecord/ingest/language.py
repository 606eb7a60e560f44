"""Which language a text is in."""

from __future__ import annotations

import functools
from typing import Any

from onrecord.knowledge import table

SHORT = 200
"""Code points; a shorter text is English unless it clearly is not."""
SURE = 0.8
"""How sure the other language must be for a short text to be taken for it; no English sentence of 3,900 came so far."""
LOOK = 3_000
"""Code points that are looked at: half from the start, half from the middle."""


def language_of(text: str, given: str | None = None) -> str:
    """The language of a text, as ISO 639-1.

    Args:
        text: what to look at. given: what somebody said that it is; trusted where it names a language.

    Example:
        >>> language_of("", given="eng"), language_of("", given="en-GB")
        ('en', 'en')
    """
    named = normalised(given) if given else None
    return named or _seen(text)


def normalised(name: str) -> str | None:
    """A language tag, an ISO 639-2 or 639-3 code or an English name as ISO 639-1; None where it is none of them."""
    parts = name.strip().lower().replace("_", "-").split("-")
    return _codes().get(parts[0])


@table.kept
def _codes() -> dict[str, str]:
    found: dict[str, str] = {}
    for row in table.rows("languages.tsv"):
        for name in (row["code"], row["name"].lower(), *table.listed(row["others"])):
            found[name] = row["code"]
    return found


@functools.cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def _seen(text: str) -> str:
    letters = sum(map(str.isalpha, text[:LOOK]))
    if letters < 3:
        return "en"
    sample = text.strip()
    if len(sample) > LOOK:
        middle = len(sample) // 2
        sample = f"{sample[: LOOK // 2]}\n{sample[middle : middle + LOOK // 2]}"
    code, sure = _identifier().classify(sample)
    if len(sample) < SHORT and code != "en" and sure < SURE and _latin(sample):
        return "en"
    return str(code)


def _latin(text: str) -> bool:
    """Whether most letters are of the Latin alphabet."""
    letters = [c for c in text if c.isalpha()]
    return sum(1 for c in letters if c < "ɐ") * 2 > len(letters)
