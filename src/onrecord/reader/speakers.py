"""Whom a source stands for, and what kind of source its words are."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.knowledge.lexicon import lexicon
from onrecord.model import SourceKind
from onrecord.reader.cast import Cast
from onrecord.reader.heard import Part
from onrecord.reader.parse import Parsed
from onrecord.reader.sources import resolved
from onrecord.reader.tree import Tree, tree_of

_PRONOUNS = frozenset({"PRP", "WP", "DT", "PRP$", "WDT", "WP$", "EX"})
_THINGS = frozenset({"it", "this", "that", "these", "those", "which"})
_EXPLETIVE = frozenset({"it", "there"})
_NUMBER_TAGS = frozenset({"CD"})


class Speakers:
    """Answers for the sources of one report."""

    def __init__(self, parsed: Parsed, cast: Cast) -> None:
        self._parsed = parsed
        self._cast = cast
        self._tree: Tree = tree_of(parsed.doc)
        self._lists = lexicon().sources

    def head(self, tokens: Sequence[int]) -> int | None:
        """The head word of a source, by its tokens: the highest noun or pronoun; None where there is none."""
        tree = self._tree
        inside = frozenset(tokens)
        tops = [i for i in tokens if tree.head[i] == i or tree.head[i] not in inside]
        naming = [i for i in tops if self._names(i)]
        if not naming:
            naming = [k for i in tops for k in tree.kids[i] if k in inside and self._names(k)]
        if not naming:
            naming = [i for i in tokens if self._names(i)]
        if not naming:
            return tops[0] if tops else None
        return max(naming, key=lambda i: (tree.tag[i] != "PRP$", self._reach(i, inside), -i))

    def _names(self, i: int) -> bool:
        return self._tree.pos[i] in ("NOUN", "PROPN", "PRON") or self._tree.tag[i] in (_PRONOUNS | _NUMBER_TAGS)

    def _reach(self, i: int, inside: frozenset[int]) -> int:
        """How many tokens of the source hang on this one."""
        return sum(k in inside for k in range(self._tree.left[i], self._tree.right[i] + 1))

    def of(self, head: int, tokens: Sequence[int]) -> tuple[str, ...]:
        """Ids of the actors that a source and its conjuncts stand for; a relative pronoun stands for its noun."""
        tree, doc = self._tree, self._parsed.doc
        inside = frozenset(tokens)
        found: list[str] = []
        line, seen = [head], {head}
        while line:
            at = line.pop(0)
            here = self._cast.at(doc[at]) or self._cast.at(doc[self._meant(at)])
            found.extend(here or self._whole(at, head, tokens))
            for k in tree.kids[at]:
                if tree.dep[k] == "conj" and k in inside and k not in seen:
                    seen.add(k)
                    line.append(k)
        return tuple(dict.fromkeys(found))

    def _whole(self, at: int, head: int, tokens: Sequence[int]) -> tuple[str, ...]:
        """The actors of a mention on exactly the words of the source, where none has its head word."""
        tree = self._tree
        if at != head or not tokens:
            return ()
        return self._cast.exactly(tree.start[tokens[0]], tree.end[tokens[-1]])

    def _meant(self, i: int) -> int:
        """The noun that a relative pronoun stands for; any other word itself."""
        tree = self._tree
        return resolved(tree, tree.head[i], i) if tree.tag[i] in ("WP", "WDT") else i

    def kind(self, head: int | None, source: Sequence[Part]) -> SourceKind:
        """The kind of a source.

        Args:
            head: of its words. source: their intervals, none where the text names no source.
        """
        if head is None or not source:
            return "none"
        tree, lists = self._tree, self._lists
        text = self._parsed.text
        words = " ".join(text[start:end] for start, end in source).lower()
        if any(phrase in words for phrase in lists["hidden"]):
            return "anonymous"
        head = self._meant(head)
        if tree.tag[head] in _PRONOUNS or tree.pos[head] == "PRON":
            return self._pronoun(head)
        lemma = tree.lemma[head]
        if tree.pos[head] == "PROPN" or any(m.form == "name" for m in self._cast.heads.get(head, ())):
            return self._proper(head, lemma)
        if lemma in lists["anonymous"]:
            return "anonymous"
        if lemma in lists["document"]:
            return "document"
        if lemma in lists["body"] and self._has_name(head):
            return "named"
        if self._sentence_hides(head):
            return "anonymous"
        if tree.tag[head] in ("NNS", "CD") or (lemma in lists["collective"] and tree.tag[head] != "NN"):
            return "collective"
        return "collective" if lemma in lists["share"] else "role"

    def _proper(self, head: int, lemma: str) -> SourceKind:
        """Of a word with a capital: "Republicans" are a group at large, "the Lund Poll" is a poll."""
        if self._tree.tag[head] == "NNPS" and self._tree.low[head].removesuffix("s") in self._lists["collective"]:
            return "collective"
        if lemma in self._lists["paper"] and not self._cast.at(self._parsed.doc[head]):
            return "document"
        return "named"

    def _has_name(self, head: int) -> bool:
        tree = self._tree
        return any(
            tree.dep[k] in ("amod", "compound", "poss", "nmod") and tree.text[k][:1].isupper() for k in tree.kids[head]
        )

    def _pronoun(self, head: int) -> SourceKind:
        """The kind of what a pronoun stands for, by its actor."""
        low = self._tree.low[head]
        if low in self._lists["anonymous"]:
            return "anonymous"
        actors = [self._cast.by_id[a] for a in self._cast.at(self._parsed.doc[head]) if a in self._cast.by_id]
        if actors:
            return "named" if actors[0].name[:1].isupper() else "role"
        if low in _THINGS:
            return "document"
        return "collective" if low in self._lists["collective"] else "role"

    def _sentence_hides(self, head: int) -> bool:
        """Whether the sentence says that its source is kept unnamed."""
        index = self._parsed.sentence_at(self._tree.start[head])
        if index is None:
            return False
        text = self._parsed.sentences[index].text.lower()
        return any(phrase in text for phrase in self._lists["unnamed"])


def is_expletive(tree: Tree, tokens: Sequence[int], *, passive: bool) -> bool:
    """Whether a source is no one: the "it" of "it is believed"."""
    return passive and len(tokens) == 1 and tree.low[tokens[0]] in _EXPLETIVE
