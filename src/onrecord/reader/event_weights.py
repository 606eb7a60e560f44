"""What the learned head says of the lexicon's triggers, of events that no table has, and of who stands on which side.

The tables say why; the head knows words that no table has, and that "hammered" is no assault in the stock market. A
trigger of a table stands unless the head is sure that nothing happened there. The head alone makes an event where it is
sure. Each event says in `basis` what made it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Span as DocSpan
from spacy.tokens import Token

from onrecord.knowledge.events import Meaning, lexicon
from onrecord.knowledge.ontology import ontology
from onrecord.model import HAPPENED, EventType, Factuality, FactValue, Party, Status
from onrecord.reader.clause import agents, is_passive, with_conjuncts
from onrecord.reader.deeds import Deeds
from onrecord.reader.event_stage import Stage, is_time
from onrecord.reader.event_types import SPEAKING, YIELDING, Settled, announces
from onrecord.reader.parse import Parsed
from onrecord.reader.pieces import Words
from onrecord.reader.triggers import Trigger, is_sport

LEAST = 0.35
"""How probable any deed has to be in the words of a trigger of a table."""
RULED_LEAST = 0.1
"""The same where a rule of PLOVER's has read what is agreed, threatened or announced."""
NARROW_LEAST = 0.25
"""The same of a row that asks for an object and has it."""
RIVAL = 0.35
"""Below which share of the likeliest type's probability the table's own type gives way."""
NARROW = 0.1
"""The same of a row that asks for an object and has it."""
OTHER = 0.65
"""How probable another type has to be to take the place of the table's."""
ALONE = 0.56
"""How probable a type has to be where no table knows the word."""
ONE_SIDED = 0.68
"""The same where only one side of it is known."""
NOBODY = 0.9
"""How probable the type of a deed has to be that nobody is named in, neither who does it nor to whom."""
SURE = 0.8
"""How probable a word has to be a side to take the place of what the rules found."""
POINTED = 0.45
"""The same where the rules found nobody."""
BESIDE = 0.87
"""The same where the deed is a noun, beside which other deeds have their sides."""
DOUBTED = 0.15
"""How improbable a side of the rules may be."""
STRANGER = 0.6
"""What a word counts that stands for no actor."""
SAME_PHRASE = 0.25
"""How likely a noun is a side, as a share of its modifier, for both to be one side."""
INSIDE = 0.4
"""How probable a name within a phrase has to be a side for the phrase to give way to it."""
HITTING = frozenset({"ASSAULT", "COERCE", "SANCTION", "MOBILIZE", "PROTEST"})
"""Types whose recipient may be a thing: a town that is shelled, a paper that is closed."""
RULED = 5.0
"""How much a status counts more that the rules found."""
CERTAIN = 0.5
"""How probable a status has to be to take the place of the one that the rules found."""
DENIED = 0.8
"""The same of `denied`, for to say that what is told as done was not needs more."""
NOUNS = 0.9
"""The same of a noun, which has no tense of its own."""
RAISED = 0.97
"""The same of a happening that the rules found to be planned, possible or denied."""
VALUES: dict[Status, FactValue] = {
    "occurred": "CT+", "ongoing": "CT+", "habitual": "CT+", "planned": "PS+", "threatened": "PR+",
    "hypothetical": "PS+", "denied": "CT-", "unknown": "PS+",
}  # fmt: skip
"""The value of a status that the head alone found."""
EMPTY = frozenset(
    "die death dead autopsy find come go be have do say tell work free case get become seem make take illness "
    "disease war conflict test service game work show".split()
)
"""Words that tell of no deed by themselves, however sure the head is."""
FIRM = frozenset({"abduct", "beat", "ceasefire", "convict", "discontinue", "release", "third-party"})
"""Modes of a table whose type the head may not change: PLOVER's rules settle it (a conviction is SANCTION), or the word
does (a kidnapping is ASSAULT)."""
FIRMLY = YIELDING | {"THREATEN"}
"""Types of what is announced that the head may not change: a release to come is CONCEDE, harm to come THREATEN."""
ARTICLES = frozenset({"the", "a", "an", "this", "that", "which", "no", "any"})


@dataclass(frozen=True, slots=True)
class Weight:
    """What the head says of a trigger.

    Attributes:
        any: how probable any deed is. own: the same of the type asked about. best, sure: the likeliest type.
    """

    any: float
    own: float
    best: EventType
    sure: float


class Weights:
    """The head's answers for the words of one report."""

    def __init__(self, parsed: Parsed) -> None:
        self.deeds: Deeds = parsed.read.deeds
        self._words: Words = parsed.read.words
        last = max(len(self._words) - 1, 0)
        starts = parsed.doc.to_array("IDX").astype(np.int64)
        self._at: NDArray[np.int64] = np.searchsorted(self._words.end, starts, side="right").clip(0, last)
        self._word_of: list[int] = self._at.tolist()

    def at(self, token: Token) -> int:
        """The word of the encoder at which a token begins."""
        return self._word_of[token.i]

    def place(self, first: Token, last: Token) -> tuple[int, int]:
        """The words of the encoder from one token to another."""
        return self.between(first.idx, last.idx + len(last.text))

    def between(self, start: int, end: int) -> tuple[int, int]:
        """The words of the encoder in an interval of code points."""
        low = min(self._words.at(start), len(self._words) - 1)
        high = min(self._words.at(end - 1), len(self._words) - 1)
        return low, max(low, high)

    def weight(self, trigger: Trigger, type_: EventType) -> Weight:
        """What the head says of a trigger's words, if it is to be of this type."""
        ends = (trigger.first, trigger.last) if trigger.shape == "verb" else ()
        spots = [self.place(t, t) for t in (trigger.token, trigger.noun, *ends) if t is not None]
        best, sure = max((self.deeds.type_of(*s) for s in spots), key=lambda found: found[1])
        return Weight(
            max(float(1 - self.deeds.types[a : b + 1, 0].min()) for a, b in spots),
            max(self.deeds.probability(a, b, type_) for a, b in spots),
            best,
            sure,
        )

    def status(self, trigger: Trigger) -> dict[Status, float]:
        """How probable each status is."""
        return self.deeds.status_of(*self.place(trigger.first, trigger.last))

    def sides(self, trigger: Trigger) -> Sides:
        """Who stands on which side."""
        low, scores = self.deeds.sides(*self.place(trigger.token, trigger.token))
        return Sides(self, low, scores.tolist())

    def alone(self, sentences: Iterable[DocSpan], taken: Iterable[Trigger]) -> list[tuple[Trigger, float]]:
        """Triggers that only the head finds, in words that no trigger has, and how sure it is."""
        kept: dict[int, list[Trigger]] = {}
        for trigger in taken:
            kept.setdefault(trigger.token.sent.start, []).append(trigger)
        used = {i for some in kept.values() for t in some for i in range(t.first.i, t.last.i + 1)}
        used |= {x.i for some in kept.values() for t in some for x in (t.token, t.noun, t.verb) if x is not None}
        if not len(self._words):
            return []
        told = self.deeds.types[:, 1:].max(1)
        sure_of = told[self._at]
        found: list[tuple[Trigger, float]] = []
        for sentence in sentences:
            if is_sport(sentence, lexicon()):
                continue
            likely = np.flatnonzero(sure_of[sentence.start : sentence.end] >= ALONE) + sentence.start
            spots = [(i, _carrier(sentence.doc[i])) for i in likely.tolist() if not sentence.doc[i].is_space]
            sure = [(float(sure_of[i]), self._word_of[i], t) for i, t in spots if t.i not in used and _may_tell(t)]
            for share, n, token in sorted(sure, key=lambda s: -s[0]):
                type_, _ = self.deeds.type_of(n, n)
                here = kept.setdefault(sentence.start, [])
                if any(_one_deed(token, other.token) and other.meaning.type == type_ for other in here):
                    continue
                here.append(made(token, type_))
                found.append((here[-1], share))
        return found


def weighed(trigger: Trigger, what: Settled, weights: Weights) -> tuple[Settled | None, str]:
    """What a table's trigger means once the head has been asked, None where nothing happened; and what the head says.

    A row of a researcher's own table stands whatever the head says.
    """
    asked = weights.weight(trigger, what.meaning.type)
    said = f"head {what.meaning.type} {asked.own:.2f}"
    if trigger.meaning.own:
        return what, said
    by_rule = what.announced or what.content is not None
    if asked.any < (RULED_LEAST if by_rule else NARROW_LEAST if trigger.narrow else LEAST):
        return None, said
    firm = what.meaning.mode in FIRM or (what.announced and what.meaning.type in FIRMLY)
    peaceful = any("peacekeep" in t.lower_ for t in trigger.token.sent)
    firm = firm or (what.meaning.type == "MOBILIZE" and asked.best == "AID" and not peaceful)  # troops are no gift
    if not firm and asked.sure >= OTHER and asked.own < asked.sure * (NARROW if trigger.narrow else RIVAL):
        other = Meaning(asked.best, None, ontology().types[asked.best].root)
        return Settled(other, what.content, announces(trigger, asked.best)), f"head {asked.best} {asked.sure:.2f}"
    return what, said


def needed(two_sided: bool) -> float:
    """How sure the head has to be of an event that no table has, by whether two parties are known."""
    return ALONE if two_sided else ONE_SIDED


def staged(rule: Factuality, trigger: Trigger, what: Settled, weights: Weights) -> tuple[Factuality, tuple[str, ...]]:
    """How far a deed is along, as the rules say unless the head is sure of something else; and what else says so."""
    if what.announced and (rule.status not in ("denied", "hypothetical") or _would(trigger)):
        return Factuality.of("CT+", "occurred"), ("status rule announced",)
    if trigger.token.tag_ == "MD":  # "said that they must": asking is what happened
        return Factuality.of("CT+", "occurred"), ("status rule must",)
    shares = weights.status(trigger)
    best = max(shares, key=lambda status: shares[status] * (RULED if status == rule.status else 1.0))
    early = what.meaning.type in SPEAKING and rule.status in HAPPENED and best in ("planned", "threatened")
    asked = NOUNS if trigger.shape == "noun" else DENIED if best == "denied" else CERTAIN
    raised = best in HAPPENED and rule.status not in HAPPENED
    if best == rule.status or early or shares[best] < (RAISED if raised else asked):
        return rule, ()
    return Factuality.of(VALUES[best], best), (f"status head {best} {shares[best]:.2f}",)


def _would(trigger: Trigger) -> bool:
    """Whether a deed is told as the future of a past: "said they would blockade the port"."""
    return any(t.dep_ == "aux" and t.lower_ in ("would", "'d") for t in (trigger.verb or trigger.token).children)


def leaning(
    trigger: Trigger,
    type_: EventType,
    actors: tuple[Party, ...],
    recipients: tuple[Party, ...],
    stage: Stage,
    weights: Weights,
) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    """The sides of a deed: those of the rules, but where the head is sure of others, or they have none."""
    scores = weights.sides(trigger)
    own = {t.i for t in (trigger.token, trigger.noun, trigger.verb) if t is not None}
    tokens = [t for t in trigger.token.sent if t.i not in own and _may_stand(t) and not is_time(t)]
    found: list[tuple[Party, ...]] = []
    for side, listed in enumerate((actors, recipients)):
        suffering = recipients if side == 0 and trigger.verb is not None and is_passive(trigger.verb) else ()
        free = [t for t in tokens if not any(_covers(p, t) for p in suffering)]
        best = max(free, key=lambda t: scores.of(t, side) * (1.0 if stage.cast.at(t) else STRANGER), default=None)
        share = scores.of(best, side) if best is not None else 0.0
        kept = tuple(p for p in listed if scores.over(p, side) >= DOUBTED or (side == 0 and _does(p, trigger, stage)))
        least = SURE if kept else BESIDE if trigger.shape == "noun" else POINTED
        if best is None or share < least or any(_covers(p, best) for p in kept):
            found.append(kept)
            continue
        found.append(tuple(p for p in stage.named(_top(best, scores, side)) if scores.over(p, side) >= DOUBTED))
    given = tuple(q for p in found[0] for q in _somebody(p, 0, type_, scores, stage))
    taken = tuple(q for p in found[1] for q in _somebody(p, 1, type_, scores, stage))
    given = tuple(dict.fromkeys(given))
    return given, tuple(p for p in dict.fromkeys(taken) if all(p.span != g.span for g in given))


def _does(party: Party, trigger: Trigger, stage: Stage) -> bool:
    """Whether the grammar of a verb has a party as the one who does it, its own subject or one that it shares."""
    if trigger.shape not in ("verb", "light") or trigger.verb is None or trigger.suffered:
        return False
    tokens = stage.parsed.tokens_in(party.span.start, party.span.end)
    return tokens is not None and any(t.i == tokens.root.i for a in agents(trigger.verb) for t in with_conjuncts(a))


def _somebody(party: Party, side: int, type_: EventType, scores: Sides, stage: Stage) -> tuple[Party, ...]:
    """A side as it stands if it is somebody, or a thing that a deed can hit; else whoever is named inside of it."""
    tokens = stage.parsed.tokens_in(party.span.start, party.span.end)
    if party.actor and stage.cast.by_id[party.actor].kind == "episode":
        return ()
    if party.actor or party.place or tokens is None or stage.may_act(tokens.root):
        return (party,)
    inside = [t for t in tokens if stage.cast.at(t) and scores.of(t, side) >= INSIDE]
    if inside:
        return stage.named(_top(max(inside, key=lambda t: scores.of(t, side)), scores, side))
    return (party,) if type_ in HITTING and side == 1 else ()


def _top(token: Token, scores: Sides, side: int) -> Token:
    """The head of the phrase that names a side, from a likely word of it."""
    for _ in range(8):
        share = scores.of(token.head, side) / max(scores.of(token, side), 1e-6)
        inside = token.dep_ in ("compound", "amod", "det", "nummod", "nmod", "appos", "quantmod", "poss", "case")
        joined = token.dep_ == "conj" and token.head.pos_ in ("NOUN", "PROPN", "PRON", "ADJ")
        if not (inside or joined) or share < (SAME_PHRASE if inside else POINTED):
            break
        token = token.head
    return token


def _covers(party: Party, token: Token) -> bool:
    return party.span.covers(token.idx, token.idx + len(token.text))


def _may_stand(token: Token) -> bool:
    return token.pos_ in ("NOUN", "PROPN", "PRON", "ADJ", "NUM", "DET") and token.lower_ not in ARTICLES


@dataclass(frozen=True, slots=True)
class Sides:
    """How probable it is of the words of a sentence that they are the actor or the recipient of a deed.

    Attributes:
        low: the first word of the sentence. scores: of each of its words, as the actor (0) and as the recipient (1).
    """

    weights: Weights
    low: int
    scores: list[list[float]]

    def of(self, token: Token, side: int) -> float:
        """How probable it is that a token is in the actor (0) or the recipient (1)."""
        n = self.weights.at(token) - self.low
        return self.scores[side][n] if 0 <= n < len(self.scores[side]) else 0.0

    def over(self, party: Party, side: int) -> float:
        """The same of the likeliest word of a party; 1 where it stands outside of the sentence."""
        low, high = self.weights.between(party.span.start, party.span.end)
        low, high = low - self.low, high - self.low
        if low < 0 or high >= len(self.scores[side]):
            return 1.0
        return max(self.scores[side][low : high + 1])


def made(token: Token, type_: EventType) -> Trigger:
    """A trigger that is one word (with its particle), of which no more than the type is known."""
    meaning = Meaning(type_, None, ontology().types[type_].root)
    if token.pos_ in ("VERB", "AUX"):
        parts = [token, *(c for c in token.children if c.dep_ == "prt" and abs(c.i - token.i) <= 3)]
        return Trigger(token, meaning, "verb", min(parts, key=_place), max(parts, key=_place), token, None, None)
    if token.pos_ == "ADJ":
        return Trigger(token, meaning, "adjective", token, token, None, None, ())
    return Trigger(token, meaning, "noun", token, token, None, token, None)


def _place(token: Token) -> int:
    return token.i


def _carrier(token: Token) -> Token:
    """The word that tells of the deed which a small word turns: "will not let them in"."""
    return token.head if token.dep_ in ("neg", "aux", "auxpass", "prt", "mark") else token


def _may_tell(token: Token) -> bool:
    return (
        token.pos_ in ("VERB", "NOUN", "ADJ", "PROPN")
        and token.dep_ not in ("aux", "auxpass")
        and token.lemma_.lower() not in EMPTY
    )


def _one_deed(first: Token, second: Token) -> bool:
    """Whether two words are likely to tell of one deed: one hangs on the other, or on its preposition."""
    for a, b in ((first, second), (second, first)):
        if a.head.i == b.i or (a.head.pos_ in ("ADP", "PART") and a.head.head.i == b.i):
            return True
    return abs(first.i - second.i) == 1
