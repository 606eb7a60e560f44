"""There: the words that stand for a place which the report has named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from onrecord.reader.place_spot import Spot

_AT = frozenset("in at near around on inside outside to into".split())
_BACK = 3
"""Sentences, its own included, in which the place stands that "there" means."""
_SITES = frozenset(
    "home house building apartment hotel motel store shop restaurant school jail facility company site line lines "
    "system server website court office room property estate condition spokesman".split()
)
"""What "there" may mean that has no name of its own, where it stands after the place."""
_OPEN, _CLOSE, _EITHER = "“", "”", '"'


def pointing(doc: Doc, spots: Sequence[Spot]) -> Iterator[Spot]:
    """The words "there" that mean a named place, with its name and candidates.

    The nearest sentence counts in which something is at a place; where there is none, in which one is named. What is
    said between quote marks is left alone: the speaker may be elsewhere.
    """
    words = [t for t in doc if t.lower_ == "there" and t.pos_ == "ADV" and t.dep_ == "advmod" and t.head.lemma_ != "be"]
    if not words or not spots:
        return
    for word in words:
        if not _is_quoted(word) and (spot := _antecedent(doc, word, spots)) is not None:
            yield replace(spot, first=word.i, last=word.i, sure=0.6, wide=False, dateline=False, part=False, meant=True)


def _is_quoted(word: Token) -> bool:
    """Whether a quotation is open before a word in its paragraph."""
    open_ = 0
    for token in reversed(word.doc[: word.i]):
        if token.is_space and "\n" in token.text:
            break
        if token.text == _CLOSE:
            return open_ > 0
        open_ += token.text in (_OPEN, _EITHER)
    return open_ % 2 == 1


def _antecedent(doc: Doc, word: Token, spots: Sequence[Spot]) -> Spot | None:
    if any(t.lower_ in _SITES for t in doc[word.sent.start : word.i]):
        return None
    before = [s for s in spots if s.last < word.i and s.candidates and not s.part]
    sentence, any_named = word.sent, None
    for _ in range(_BACK):
        here = [s for s in before if sentence.start <= s.first < sentence.end]
        at = next((s for s in here if _is_at(doc, s.first)), None)
        if at is not None:
            return at
        any_named = any_named or (here[-1] if here else None)
        if sentence.start == 0:
            break
        sentence = doc[sentence.start - 1].sent
    return any_named


def _is_at(doc: Doc, first: int) -> bool:
    """Whether something is said to be at a place: in, at, near, or on the road to it."""
    i = first - 1
    while i >= 0 and (doc[i].lower_ == "the" or (doc[i].text.islower() and doc[i].pos_ == "ADJ")):
        i -= 1
    return i >= 0 and doc[i].lower_ in _AT
