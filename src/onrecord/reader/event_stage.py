"""Noun phrases as sides of an event: who in a phrase can act, and who or what in it is acted upon."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from onrecord.knowledge.events import Lexicon, lexicon
from onrecord.model import Party, Place
from onrecord.reader.cast import Cast
from onrecord.reader.clause import after_preposition, with_conjuncts
from onrecord.reader.parse import Parsed
from onrecord.reader.parties import parties
from onrecord.reader.triggers import is_someone

DOCUMENTS = frozenset(
    {"report", "statement", "letter", "communique", "resolution", "broadcast", "editorial", "article"}
)
DEEPEST = 3
"""How far into a noun phrase a side is looked for ("condemned the killing of three students")."""
WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow".split())


def is_time(token: Token) -> bool:
    """Whether a noun is a date, which stands for nobody."""
    return token.ent_type_ in ("DATE", "TIME") or token.lower_ in WEEKDAYS


@dataclass(frozen=True, slots=True)
class Stage:
    """What the search for sides looks things up in."""

    parsed: Parsed
    cast: Cast
    places: tuple[Place, ...]
    words: Lexicon

    @classmethod
    def of(cls, parsed: Parsed, cast: Cast, places: tuple[Place, ...]) -> Stage:
        """A stage with the lexicon of the package."""
        return cls(parsed, cast, places, lexicon())

    def named(self, head: Token) -> tuple[Party, ...]:
        """The parties of a noun phrase and of those joined to it."""
        found: list[Party] = []
        for token in with_conjuncts(head):
            if not any(p.span.covers(token.idx, token.idx + len(token.text)) for p in found):
                found += parties(token, self.parsed, self.cast, self.places)
        return tuple(dict.fromkeys(found))

    def actors(self, head: Token, depth: int = 0) -> tuple[Party, ...]:
        """Those in a noun phrase that can act; the sides of an event noun or a weapon are whose it is."""
        if self.may_act(head):
            return tuple(p for p in self.named(head) if p.actor or p.place or self._is_person(head))
        return self.inside(head, depth) if self._carries(head) else ()

    def _carries(self, head: Token) -> bool:
        """Whether a thing acts for those whose it is: an act, a weapon, a document; an effect does not."""
        lemma = head.lemma_.lower()
        if lemma in self.words.nouns or lemma in DOCUMENTS or head.pos_ == "VERB":
            return True
        return any(lemma in self.words.classes[name] for name in ("rocket", "explosive", "hardware"))

    def recipients(self, head: Token, depth: int = 0) -> tuple[Party, ...]:
        """Those or that in a noun phrase which is acted upon."""
        if self.may_act(head) or self.cast.at(head):
            return self.named(head)
        return self.inside(head, depth) or (self.named(head) if depth == 0 else ())

    def may_act(self, head: Token) -> bool:
        """Whether the head of a phrase is somebody who can act."""
        return is_someone(head, self.words) or self._is_person(head) or bool(self.cast.at(head))

    def _is_person(self, head: Token) -> bool:
        return (
            head.lemma_.lower() in self.words.classes["actors"]
            or head.lower_ in self.words.classes["actors"]
            or head.lemma_.lower() in self.words.classes["person"]
            or head.pos_ == "PROPN"
            or head.pos_ in ("NUM", "ADJ", "DET")
        )

    def inside(self, head: Token, depth: int) -> tuple[Party, ...]:
        """The sides that a phrase names: possessor, adjective of a nation, "by" and "of" phrases."""
        if depth >= DEEPEST:
            return ()
        owners = [c for c in head.children if c.dep_ == "poss"]
        owners += [c for c in head.children if c.dep_ in ("compound", "amod", "nmod") and self.is_name(c)]
        for owner in owners:
            found = self.named(owner)
            if found and (owner.dep_ != "poss" or self.may_act(owner)):
                return found
        for preposition in ("by", "of", "against", "on", "in", "from", "between"):
            for token in after_preposition(head, preposition):
                if is_time(token):
                    continue
                found = self.recipients(token, depth + 1) if self.may_act(token) else self.inside(token, depth + 1)
                if found:
                    return found
        return ()

    def is_name(self, token: Token) -> bool:
        """Whether a word before a noun is the name of a nation, a body or somebody."""
        return token.pos_ == "PROPN" or token.ent_type_ in ("NORP", "GPE", "ORG") or bool(self.cast.at(token))
