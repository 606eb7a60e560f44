"""Why an event has its status: the steps of the rules, in words. It is not stored, but worked out when asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Token

from onrecord.model import Event, Factuality, Reading
from onrecord.reader.factuality import Certainty
from onrecord.reader.mood import OPEN, REAL, Stand, noun_words, tense, verb_stand
from onrecord.reader.parse import Parsed, parse
from onrecord.reader.standing import Standing
from onrecord.reader.tree import Tree, tree_of
from onrecord.reader.voices import Voices

_DEEPEST = 40


@dataclass(frozen=True, slots=True)
class Why:
    """What the rules say of an event's first telling.

    Attributes:
        factuality: by the rules alone. steps: what decides it, the nearest word first.
        announced: whether the event is the announcement itself, which took place though what it announces may not.
    """

    factuality: Factuality
    steps: tuple[str, ...]
    announced: bool


def whys(reading: Reading) -> dict[str, Why]:
    """Each event of a whole reading to what the rules say of its status; the report is parsed again."""
    if not reading.events:
        return {}
    parsed = next(parse([reading.report]))
    voices = Voices(reading.attributions)
    certainty = Certainty(parsed, voices)
    found: dict[str, Why] = {}
    for event in reading.events:
        token = _token(event, parsed)
        if token is not None:
            steps = tuple(_steps(token, tree_of(parsed.doc), voices))
            announced = any(part.endswith(("rule announced", "rule refused")) for part in event.basis)
            found[event.id] = Why(certainty.of(token), steps, announced)
    return found


def _token(event: Event, parsed: Parsed) -> Token | None:
    """The word of a trigger that carries the meaning: the one that its table names, else the highest in the parse."""
    tokens = parsed.tokens_in(event.trigger.start, event.trigger.end)
    if tokens is None:
        return None
    named = {part.rpartition(" ")[2] for part in event.basis if ".tsv:" in part}
    return next((token for token in tokens if token.lemma_.lower() in named or token.lower_ in named), tokens.root)


def _steps(token: Token, tree: Tree, voices: Voices) -> Iterator[str]:
    standing = _Told(tree, voices)
    head = standing.carrier(token.i)
    stand = standing.of(head)
    yield from dict.fromkeys(standing.steps)
    if stand.status or stand.sign < 0 or stand.degree < 3:
        return
    tensed = _tensed(tree, standing, head)
    if tensed is None or not standing.is_clause(tensed):
        yield "told as real"
    else:
        yield f"told as real, by the tense of “{_phrase(tree, tensed)}”"


def _tensed(tree: Tree, standing: Standing, i: int) -> int | None:
    """The nearest word above that has a tense; a noun has none and ends the search."""
    for _ in range(_DEEPEST):
        if standing.is_clause(i):
            if tense(tree, standing.words, i) is not None:
                return i
        elif tree.pos[i] in ("NOUN", "PROPN"):
            return None
        if tree.head[i] == i:
            return None
        i = tree.head[i]
    return None


def _phrase(tree: Tree, v: int) -> str:
    return " ".join(tree.text[k] for k in sorted((*tree.with_dep(v, "aux", "auxpass"), v)))


class _Told(Standing):
    """The rules, telling each step that makes something less than real."""

    def __init__(self, tree: Tree, voices: Voices) -> None:
        super().__init__(tree, voices)
        self.steps: list[str] = []

    def _own(self, v: int) -> Stand:
        own = super()._own(v)
        if own != REAL:
            self._words_of(v, lambda tree: verb_stand(tree, self.words, v))
        return own

    def _noun(self, n: int, depth: int) -> Stand:
        if noun_words(self._tree, self._lexicon, n) != REAL:
            self._words_of(n, lambda tree: noun_words(tree, self._lexicon, n))
        return super()._noun(n, depth)

    def _words_of(self, i: int, stand: Callable[[Tree], Stand]) -> None:
        """Tells the dependents of a word without which it would stand otherwise."""
        tree = self._tree
        whole = stand(tree)
        own = [k for k in tree.kids[i] if stand(_without(tree, i, k)) != whole]
        if own:
            self.steps.append(" ".join(f"“{' '.join(tree.text[tree.left[k] : k + 1])}”" for k in own))
        else:
            self.steps.append(f"what stands round “{tree.text[i]}”")

    def _apply(self, effect: str, up: int, depth: int) -> Stand:
        if effect not in ("same", "fact", "claim", "stance"):
            self.steps.append(f"“{self._tree.text[up]}” ({effect})")
        return super()._apply(effect, up, depth)

    def _clause_context(self, v: int, depth: int) -> Stand:
        before = len(self.steps)
        found = super()._clause_context(v, depth)
        if found != REAL and len(self.steps) == before:
            tree = self._tree
            opening = [tree.text[k] for k in tree.kids[v] if k < v and tree.low[k] in self.words["if"]]
            self.steps.append(f"“{opening[0]}”" if opening else f"its clause, on “{tree.text[tree.head[v]]}”")
        return found

    def _top(self, v: int, depth: int) -> Stand:
        before = len(self.steps)
        found = super()._top(v, depth)
        if found == OPEN and len(self.steps) == before:
            self.steps.append("a question" if self._asks(v) else "a command")
        return found

    def _top_of_voice(self, v: int) -> Stand:
        found = super()._top_of_voice(v)
        if found == OPEN:
            self.steps.append("it is what somebody did not say")
        return found

    def _noun_context(self, n: int, depth: int, definite: bool) -> Stand:
        before = len(self.steps)
        found = super()._noun_context(n, depth, definite)
        if found != REAL and len(self.steps) == before:
            self.steps.append(f"its place under “{self._tree.text[self._tree.head[n]]}”")
        return found


def _without(tree: Tree, i: int, k: int) -> Tree:
    """The tree without one dependent of a word."""
    kids = list(tree.kids)
    kids[i] = [other for other in kids[i] if other != k]
    return replace(tree, kids=kids)
