"""How certain a happening is, and how far along, in the words of the one who tells it.

The scale is FactBank's (Saurí and Pustejovsky 2009). What a voice says is as certain as that voice presents it.
"""

from __future__ import annotations

import msgspec
from spacy.tokens import Token

from onrecord.model import Factuality, Predicate, Status
from onrecord.reader.mood import is_past, tense, told
from onrecord.reader.parse import Parsed
from onrecord.reader.standing import Standing
from onrecord.reader.tree import Tree, tree_of
from onrecord.reader.voices import Voices

RULES = 0.15
"""The part of the rules in the score of a predicate; best on It Happened's development sentences."""
_DEEPEST = 40
_ONGOING = frozenset({"ongoing", "continuing", "continued", "current", "constant"})


class Certainty:
    """Answers for the words of one report.

    Args:
        parsed: the report. voices: its attributions.
    """

    def __init__(self, parsed: Parsed, voices: Voices) -> None:
        self._tree: Tree = tree_of(parsed.doc)
        self._standing = Standing(self._tree, voices)

    def of(self, token: Token) -> Factuality:
        """The factuality of what a word tells of: a verb, a predicative adjective or noun, an event noun."""
        head = self._standing.carrier(token.i)
        past = self._standing.is_clause(head) and is_past(self._tree, head)
        return told(self._standing.of(head), self._status(head), past)

    def _status(self, i: int) -> Status:
        """occurred, ongoing or habitual, by the tense of the word or of the nearest tensed governor."""
        tree = self._tree
        for _ in range(_DEEPEST):
            if self._standing.is_clause(i):
                found = tense(tree, self._standing.words, i)
                if found is not None:
                    return found
            elif tree.pos[i] in ("NOUN", "PROPN"):
                return self._noun_status(i)
            if tree.head[i] == i:
                break
            i = tree.head[i]
        return "occurred"

    def _noun_status(self, n: int) -> Status:
        near = {self._tree.low[k] for k in self._tree.kids[n]}
        return "ongoing" if near & _ONGOING else "occurred"

    def tells(self, i: int) -> bool:
        """Whether a word tells of something that happens or holds."""
        tree = self._tree
        tag, pos, dep = tree.tag[i], tree.pos[i], tree.dep[i]
        if tag[:1] == "V":
            if dep in ("aux", "auxpass"):
                return False
            return tree.lemma[i] != "be" or tree.kid(i, "attr", "acomp") is None
        if dep in ("acomp", "attr") and pos in ("ADJ", "NOUN", "PROPN"):
            return True
        return dep != "compound" and self._standing.is_event(i)


def predicates(parsed: Parsed, voices: Voices, certainty: Certainty) -> tuple[Predicate, ...]:
    """Every word of the news that tells of something that happens or holds, with its voice and its certainty.

    Value and status are what the rules read off the words; the score is graded, mostly by the learned head.
    """
    words, learnt = parsed.read.words, parsed.read.deeds.value
    found: list[Predicate] = []
    for sentence in parsed.heads:
        for token in sentence:
            if certainty.tells(token.i):
                span = parsed.of(token)
                told = certainty.of(token)
                head = float(learnt[min(words.at(token.idx), len(words) - 1)])
                score = round(max(-3.0, min(3.0, RULES * told.score + (1 - RULES) * head)), 2)
                graded = msgspec.structs.replace(told, score=score)
                found.append(Predicate(span, graded, voices.id_at(span.start, span.end)))
    return tuple(found)
