"""Who is in the text: the mentions and the actors they stand for, and how to look them up."""

from __future__ import annotations

import functools
from collections import defaultdict
from dataclasses import dataclass

from spacy.tokens import Token

from onrecord.model import Actor, Mention


@dataclass(frozen=True)
class Cast:
    """The mentions of a report and its actors.

    Attributes:
        mentions: in text order. actors: every actor that a mention names, and those that these refer to.
        heads: index of a token to the mentions whose head word it is (several where a plural has members).
    """

    actors: tuple[Actor, ...]
    mentions: tuple[Mention, ...]
    heads: dict[int, tuple[Mention, ...]]

    @functools.cached_property
    def by_id(self) -> dict[str, Actor]:
        """Actors by id."""
        return {actor.id: actor for actor in self.actors}

    @functools.cached_property
    def named(self) -> frozenset[str]:
        """Ids of the actors that the report calls by a name somewhere."""
        return frozenset(m.actor for m in self.mentions if m.form == "name")

    def at(self, token: Token) -> tuple[str, ...]:
        """Ids of the actors that the phrase with this head word stands for; empty where none is known."""
        return tuple(dict.fromkeys(m.actor for m in self.heads.get(token.i, ())))

    def within(self, start: int, end: int) -> tuple[Mention, ...]:
        """The mentions that lie inside an interval, in text order."""
        return tuple(m for m in self.mentions if start <= m.span.start and m.span.end <= end)

    def exactly(self, start: int, end: int) -> tuple[str, ...]:
        """Ids of the actors of the mention on exactly this interval."""
        return tuple(dict.fromkeys(m.actor for m in self._spans.get((start, end), ())))

    @functools.cached_property
    def _spans(self) -> dict[tuple[int, int], list[Mention]]:
        found: dict[tuple[int, int], list[Mention]] = defaultdict(list)
        for mention in self.mentions:
            found[mention.span.start, mention.span.end].append(mention)
        return dict(found)
