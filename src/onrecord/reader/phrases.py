"""Noun phrases: where they begin and end, and what modifies their head."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.reader.tree import Tree

INSIDE = frozenset({"compound", "amod", "nmod", "quantmod", "npadvmod", "advmod", "det", "nummod"})
"""Relations of a word that stands within the phrase of another."""
_LEFT = frozenset({"det", "amod", "compound", "nummod", "poss", "nmod", "predet", "quantmod", "advmod", "npadvmod"})
_RIGHT = frozenset({"prep"})
_NOT_OF_A_NOUN = frozenset({
    "according", "after", "before", "during", "while", "since", "until", "because", "as", "despite", "including",
    "like", "unlike", "by", "through", "than", "amid", "following",
})  # fmt: skip
_QUOTES = frozenset("\"'“”„‘’«»`")


def left_of(tree: Tree, head: int) -> int:
    """The first token of the phrase of a noun: its determiner, adjectives, compounds and possessor."""
    first = head
    for kid in reversed(tree.kids[head]):
        if kid < head and tree.dep[kid] in _LEFT and not _aside(tree, kid):
            first = min(first, max(tree.left[kid], tree.sent[head]))
        elif kid < head and tree.dep[kid] not in ("punct", "cc", "preconj", "conj", "neg"):
            break
    while first < head and (tree.text[first] in _QUOTES or tree.pos[first] in ("PUNCT", "SPACE")):
        first += 1
    return first


def right_of(tree: Tree, head: int, *, full: bool) -> int:
    """The last token of the phrase: with `full` its prepositional phrases, else those with "of" alone."""
    last = head
    for kid in tree.kids[head]:
        if kid <= head or tree.dep[kid] not in _RIGHT:
            if kid > head and tree.dep[kid] not in ("case", "punct"):
                break
            continue
        low = tree.low[kid]
        if low in _NOT_OF_A_NOUN or not (full or low == "of") or (low == "of" and last > head):
            break
        if any(tree.pos[t] == "PUNCT" and tree.text[t] in ",;:—" for t in range(last + 1, kid)):
            break
        last = _end_of_preposition(tree, kid)
    while last > head and tree.pos[last] in ("PUNCT", "SPACE", "PART"):
        last -= 1
    return last


def _end_of_preposition(tree: Tree, preposition: int) -> int:
    """The last token of a prepositional phrase, without relative clauses and appositions within it."""
    objects = [k for k in tree.kids[preposition] if k > preposition]
    if not objects:
        return preposition
    last = objects[-1]
    if tree.pos[last] not in ("NOUN", "PROPN", "PRON", "NUM"):
        return tree.right[preposition]
    end = right_of(tree, last, full=True)
    for kid in tree.kids[last]:
        if kid > end and tree.dep[kid] == "conj" and tree.pos[kid] in ("NOUN", "PROPN"):
            end = right_of(tree, kid, full=True)
    return end


def _aside(tree: Tree, kid: int) -> bool:
    return tree.dep[kid] == "advmod" and tree.pos[kid] == "ADV" and tree.low[kid] not in ("almost", "nearly", "about")


def modifiers(tree: Tree, head: int) -> Iterator[int]:
    """The words before a noun that modify it or one of its modifiers, the nearest last."""
    for kid in tree.kids[head]:
        if kid < head and tree.dep[kid] in ("amod", "compound", "nmod", "poss", "nummod", "npadvmod"):
            yield from (k for k in modifiers(tree, kid) if tree.dep[kid] != "poss")
            yield kid


def objects_of(tree: Tree, head: int, *prepositions: str) -> Iterator[int]:
    """The objects of a noun's prepositional phrases ("members of Hamas")."""
    for kid in tree.kids[head]:
        if kid > head and tree.dep[kid] == "prep" and tree.low[kid] in prepositions:
            yield from (k for k in tree.kids[kid] if tree.dep[k] == "pobj")


def conjuncts(tree: Tree, head: int) -> list[int]:
    """A word and those joined to it by "and" or "or"."""
    found = [head]
    for kid in tree.kids[head]:
        if tree.dep[kid] == "conj":
            found += conjuncts(tree, kid)
    return found
