"""To whom something was said, where that is an outlet: "told the Herald", "in an interview with …", "wrote on …"."""

from __future__ import annotations

from onrecord.knowledge.lexicon import lexicon
from onrecord.reader.cast import Cast
from onrecord.reader.parse import Parsed
from onrecord.reader.tree import Tree, tree_of

_TO = frozenset({"in", "on", "to", "during", "with", "at", "for", "by", "from", "via"})
_SPEAKING = frozenset({"speak", "talk", "appear", "write", "post"})
_DEEPEST = 3


class Medium:
    """Answers for the cues of one report."""

    def __init__(self, parsed: Parsed, cast: Cast) -> None:
        self._parsed = parsed
        self._cast = cast
        self._tree: Tree = tree_of(parsed.doc)
        self._occasions = lexicon().sources["occasion"]
        self._of_sentence: dict[int, str | None] = {}

    def of(self, cue: int) -> str | None:
        """The id of the outlet to which the words of a cue were said, by its head word; None where none is named."""
        tree = self._tree
        found = self._beside(cue)
        if found is None and tree.dep[cue] in ("conj", "xcomp", "advcl", "acl") and tree.is_verb(tree.head[cue]):
            found = self._beside(tree.head[cue])
        return found or self._interview(cue)

    def _beside(self, verb: int) -> str | None:
        """The outlet among the words that hang on a verb."""
        tree = self._tree
        for k in tree.kids[verb]:
            if tree.dep[k] in ("dobj", "dative"):
                found = self._outlet(k) if tree.dep[k] == "dobj" else self._outlet(k) or self._after(k)
            elif tree.dep[k] in ("prep", "agent") and tree.low[k] in _TO:
                found = self._after(k)
            elif tree.dep[k] == "advcl" and tree.lemma[k] in _SPEAKING:
                found = self._beside(k)
            else:
                continue
            if found is not None:
                return found
        return None

    def _after(self, prep: int, depth: int = 0) -> str | None:
        """The outlet after a preposition: itself, or with whom, on what or to whom an interview or statement was."""
        tree = self._tree
        inner = tree.kid(prep, "pobj")
        if inner is None:
            return None
        found = self._outlet(inner)
        if found is not None or tree.lemma[inner] not in self._occasions or depth > _DEEPEST:
            return found
        return self._occasion(inner, depth)

    def _occasion(self, noun: int, depth: int) -> str | None:
        """The outlet of an interview, a statement, a letter …"""
        tree = self._tree
        for k in tree.kids[noun]:
            if tree.dep[k] in ("poss", "compound", "nmod") and (found := self._outlet(k)) is not None:
                return found
            if tree.dep[k] in ("prep", "dative") and tree.low[k] in _TO:
                found = self._after(k, depth + 1)
                if found is None and tree.lemma[noun] == "interview" and tree.low[k] in ("with", "on", "for", "by"):
                    found = self._any(tree.kid(k, "pobj"))
                if found is not None:
                    return found
            if tree.dep[k] == "acl" and (found := self._beside(k)) is not None:
                return found
        return None

    def _interview(self, cue: int) -> str | None:
        """Who had the interview that the sentence of a cue speaks of."""
        tree = self._tree
        first = tree.sent[cue]
        if first not in self._of_sentence:
            self._of_sentence[first] = None
            i = first
            while i < len(tree) and tree.sent[i] == first:
                if tree.lemma[i] == "interview" and (found := self._occasion(i, 0)) is not None:
                    self._of_sentence[first] = found
                i += 1
        return self._of_sentence[first]

    def _near(self, head: int) -> list[str]:
        tree = self._tree
        near = [head, *(k for k in tree.kids[head] if tree.dep[k] in ("compound", "appos", "nmod", "poss"))]
        return [a for k in near for a in self._cast.at(self._parsed.doc[k]) if a in self._cast.by_id]

    def _outlet(self, head: int) -> str | None:
        """The outlet that a phrase names."""
        return next((a for a in self._near(head) if self._cast.by_id[a].kind == "outlet"), None)

    def _any(self, head: int | None) -> str | None:
        """The outlet of a phrase, or a body of another kind: who gives an interview gives it to an outlet."""
        if head is None:
            return None
        bodies = (a for a in self._near(head) if self._cast.by_id[a].kind in ("organisation", "unknown"))
        return self._outlet(head) or next(bodies, None)
