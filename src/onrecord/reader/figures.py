"""How many: the numbers of a report with their unit, their bounds, their voice, and what they count."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import msgspec
from spacy.tokens import Token

from onrecord.model import Event, Figure
from onrecord.reader.amounts import Amount, amounts
from onrecord.reader.cast import Cast
from onrecord.reader.counted import beside, fate, is_people, members, noun_of, tally, units
from onrecord.reader.parse import Parsed
from onrecord.reader.times import spans_of
from onrecord.reader.voices import Voices

COUNTED = frozenset({"killed", "injured", "detained", "abducted", "displaced", "missing", "casualties"})
_KNOWN = frozenset({"the", "these", "those", "both", "his", "her", "its", "their", "all"})
_OWNING = frozenset({"of", "in", "on", "at", "with", "for"})
_NO_NUMBER = frozenset(
    {"no", "any", "every", "each", "this", "that", "the", "another", "which", "some", "first", "last", "next"}
)
_OLDEST = 110
"""The number between commas after a name that may still be an age ("Slepian, 52, a doctor")."""
_GATHERING = frozenset({"assemble", "attend", "demonstrate", "flock", "gather", "march", "protest", "rally", "vote"})
_STRENGTH = re.compile(r"[-\s]strong\b|-(?:member|man|person|people|troop|soldier)\b")
""" "An 800-strong force", "a seven-member council"."""
_DESCRIBES = re.compile(r"-[^\W\d]")
""" "The two-state solution": a number that tells a kind."""
_LEAST = 10
"""A number from which on any plural noun makes a figure ("40 rockets"); below it only people and measures do."""
_SHOWN = re.compile(r"\S+")
_POINTS = ".,;:)(\"'”’"


def figures(parsed: Parsed, cast: Cast, voices: Voices) -> tuple[Figure, ...]:
    """The figures of the news of a report, in text order; dates, years, ages, clock times and scores are none.

    "More than 160,000" and "at least 51" have `low` alone, "almost 2 million" has `best` and `high`, "up to 50" `high`
    alone, "between 30 and 50" `low` and `high`; a plain number and "about 50" have `best`. A plural without a number
    has `low` alone: twice its word ("dozens" 24, "hundreds" 200). `of` is the actor, place or episode that a figure
    belongs to; `linked` adds events.
    """
    when = spans_of(parsed)
    found: list[Figure] = []
    for sentence in parsed.sentences:
        owner: str | None = None
        for amount in amounts(parsed.text, sentence.start, sentence.end):
            if any(start < amount.end and amount.start < end for start, end in when):
                continue
            counted = _counted(parsed, amount)
            if counted is None:
                continue
            span = parsed.span(amount.start, counted.end)
            beside = counted.node.dep_ == "pobj" and counted.node.head.lower_ == "with"
            owner = _owner(counted, cast) or (owner if beside else None)
            found.append(
                Figure(
                    f"f{len(found) + 1}",
                    span,
                    counted.unit,
                    amount.low,
                    amount.best,
                    amount.high,
                    owner,
                    voices.id_at(span.start, span.end),
                )
            )
    return tuple(found)


def linked(figures: tuple[Figure, ...], events: tuple[Event, ...], parsed: Parsed, cast: Cast) -> tuple[Figure, ...]:
    """The figures with `of` set to the event that counts them, or in whose words a count of people stands."""
    holders = {id_: event.id for event in reversed(events) for id_ in event.counts}
    return tuple(_with_event(figure, events, holders, parsed) for figure in figures)


@dataclass(frozen=True, slots=True)
class _Counted:
    """What a number counts: its unit, where its words end, the noun it belongs to, and the word that tells its fate."""

    unit: str
    end: int
    node: Token
    teller: Token | None


def _counted(parsed: Parsed, amount: Amount) -> _Counted | None:
    tokens = parsed.tokens_in(amount.at, amount.end) or parsed.doc.char_span(
        amount.at, amount.end, alignment_mode="expand"
    )
    if tokens is None or not len(tokens):
        return None
    last = _outer(tokens[-1], amount)
    if _is_age(last) or _is_pronoun(parsed, amount):
        return None
    if amount.share:
        return _Counted("percent", amount.end, last, None)
    if amount.sign:
        return _Counted(units("money")[amount.sign], amount.end, noun_of(last), None)
    measured = _measure(parsed, amount)
    if measured:
        at_one = measured[0] == "points" and parsed.text[amount.at : amount.end].lower() == "one"
        return None if at_one else _Counted(*measured, noun_of(last), None)
    strength = _STRENGTH.match(parsed.text, amount.end)
    if strength:
        return _Counted("people", strength.end(), noun_of(last), None)
    if _DESCRIBES.match(parsed.text, amount.end):
        return None
    said = beside(last)
    if said:
        return _Counted(said[0], amount.end, last, said[1])
    node = noun_of(last)
    noun = members(node)
    end = noun.idx + len(noun.text) if _adjoins(last, noun) else amount.end
    told = fate(node, noun)
    if told:
        known = (
            noun is not node
            or told[1].lemma_ == "toll"
            or noun.like_num
            or noun.pos_ in ("NOUN", "PROPN", "ADJ", "VERB")
        )
        return _Counted(told[0], end, node, told[1]) if known else None
    counted = tally(last)
    if counted:
        return _Counted(counted, amount.end, node, None)
    gathered = last.dep_ == "nsubj" and noun is last and last.head.lemma_ in _GATHERING
    if gathered or (amount.vague and noun is last and last.dep_ == "nsubj" and last.tag_ == "NNS"):
        return _Counted("people", amount.end, node, None)
    if noun is last or noun.pos_ not in ("NOUN", "PROPN", "ADJ"):
        return None
    return _plain_count(amount, node, noun, end)


def _outer(token: Token, amount: Amount) -> Token:
    """The first word of "hundreds of thousands", where the parse hangs it; else the word itself."""
    head = token.head
    if amount.vague and token.dep_ == "pobj" and head.lower_ == "of" and head.head.idx >= amount.start:
        return head.head
    return token


def _is_pronoun(parsed: Parsed, amount: Amount) -> bool:
    """Whether "one" counts nothing: "no one was killed", "each one", "one another"."""
    if parsed.text[amount.at : amount.end].lower() != "one":
        return False
    before = re.search(r"(\w+)\s+$", parsed.text[max(0, amount.at - 24) : amount.at])
    after = re.match(r"\s+another\b", parsed.text[amount.end : amount.end + 24])
    return after is not None or (before is not None and before[1].lower() in _NO_NUMBER)


def _plain_count(amount: Amount, node: Token, noun: Token, end: int) -> _Counted | None:
    """A number of people or things of which nothing more is told."""
    value = amount.best or amount.high or amount.low or 0
    if any(child.lower_ in _KNOWN for child in node.children if child.dep_ in ("det", "poss", "predet")):
        return None
    if is_people(noun):
        return _Counted("people", end, node, None) if value > 2 else None
    if noun.tag_ == "NNS" and value >= _LEAST:
        return _Counted(units("money").get(noun.lemma_.lower(), noun.lower_), end, node, None)
    return None


def _is_age(token: Token) -> bool:
    """ "12-year-old", "aged 12", "Smith, 41, said"."""
    following = token.doc[token.i + 1 : token.i + 6].text.lower()
    before = token.nbor(-1).lower_ if token.i else ""
    if "year-old" in following or "years old" in following or "month-old" in following or before in ("aged", "age"):
        return True
    commas = before == "," and following.startswith(",")
    if commas and token.i > 1 and token.nbor(-2).pos_ == "PROPN" and token.is_digit and int(token.text) <= _OLDEST:
        return True
    return commas and token.dep_ in ("nummod", "appos", "npadvmod") and token.head.ent_type_ == "PERSON"


def _measure(parsed: Parsed, amount: Amount) -> tuple[str, int] | None:
    """The unit of measure or money that stands right after a number, and where its words end."""
    after = parsed.text[amount.end : amount.end + 24].replace("-", " ")
    words = list(_SHOWN.finditer(after))
    if not words or not (after[:1] in (" ", "%", "\n") or after[0].isalpha()):
        return None
    for count in (2, 1):
        shown = " ".join(word[0] for word in words[:count]).strip(_POINTS).lower()
        for word in (shown, shown.removesuffix("s"), "foot" if shown == "feet" else shown):
            unit = units("measure").get(word) or units("money").get(word)
            if unit and len(words) >= count:
                last = words[count - 1]
                return unit, amount.end + last.start() + len(last[0].rstrip(_POINTS))
    return None


def _adjoins(last: Token, noun: Token) -> bool:
    """Whether a noun follows a number directly, or after "of"."""
    between = [t for t in last.doc[last.i + 1 : noun.i] if t.lower_ != "of"]
    return noun.i > last.i and not between


def _owner(counted: _Counted, cast: Cast) -> str | None:
    """The actor, place or episode that a figure belongs to: whose lives, of which place, in which war."""
    for token in _above(counted):
        for id_ in cast.at(token):
            if counted.teller is None or cast.by_id[id_].kind in ("episode", "place"):
                return id_
        episode = _episode(token, cast)
        if episode:
            return episode
    return None


def _above(counted: _Counted) -> Iterator[Token]:
    """The words on which the count hangs: what claimed the lives, the place of a measure, the noun itself."""
    node = counted.node
    verb = node.head if node.dep_ in ("dobj", "nsubjpass", "nsubj") else None
    if verb is not None and counted.unit in COUNTED:
        if verb.dep_ == "relcl":
            yield verb.head
        yield from (c for c in verb.children if c.dep_ == "nsubj" and c is not node)
        return
    if counted.unit in COUNTED:
        return
    steps = 0
    while node.dep_ == "pobj" and node.head.lower_ in _OWNING and steps < 4:
        node, steps = node.head.head, steps + 1
        yield node


def _episode(token: Token, cast: Cast) -> str | None:
    """The episode of the text that "the war", "the civil war" stands for: one whose name has these words."""
    shown = " ".join(t.lower_ for t in (*(c for c in token.children if c.dep_ in ("amod", "compound")), token))
    for actor in cast.actors:
        if actor.kind == "episode" and token.pos_ == "NOUN" and token.lower_ in actor.name.lower().split():
            words = [w for w in shown.split() if w in ("civil", token.lower_)]
            if " ".join(words) in actor.name.lower():
                return actor.id
    return None


def _with_event(figure: Figure, events: Sequence[Event], holders: dict[str, str], parsed: Parsed) -> Figure:
    if figure.id in holders:
        return msgspec.structs.replace(figure, of=holders[figure.id])
    if figure.unit not in COUNTED or (figure.of and figure.of.startswith("episode:")):
        return figure
    sentence = parsed.sentence_at(figure.span.start)
    near = [
        (abs(told.trigger.start - figure.span.start), event.id)
        for event in events
        if event.type in ("ASSAULT", "COERCE", "PROTEST")
        for told in event.mentions
        if parsed.sentence_at(told.trigger.start) == sentence
    ]
    return msgspec.structs.replace(figure, of=min(near)[1]) if near else figure
