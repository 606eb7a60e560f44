"""The sectors of somebody without a name, by all the words of the phrase and by what is done."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.knowledge.registry import Nouns, nouns, registry
from onrecord.knowledge.roles import composed, role_words
from onrecord.reader.phrases import modifiers, objects_of
from onrecord.reader.stage import Stage, noun_key
from onrecord.reader.tree import Tree

_TO = frozenset({"aide", "adviser", "advisor", "assistant", "counsellor", "messenger"})
"""Nouns for those who are somebody's, with "to" before whose."""


def sectors_of(stage: Stage, head: int, noun: Nouns | None, owner: str | None) -> tuple[str, ...]:
    """The sectors of who is called by the phrase of a head noun, the main one first.

    Args:
        noun: what the table of nouns says of the head. owner: id of whose they are, where that is told.
    """
    tree = stage.tree
    sector = noun.sector if noun is not None else ""
    armed = _is_armed(tree, head)
    if tree.lemma[head] == "chief" and any(tree.low[i] == "staff" for i in objects_of(tree, head, "of")):
        sector = "MIL"
    return composed(tree.lemma[head], sector, words_before(tree, head), _served(stage, head, owner), armed=armed)


def is_other(tree: Tree, head: int) -> bool:
    """Whether a word before a body's noun makes somebody else of it: "former soldiers", "opposition lawmakers"."""
    words = words_before(tree, head)
    if words and registry().suffix(f"{words[-1]} {tree.low[head]}"):
        words.pop()  # "armed forces" are no forces that were armed
    return any(role_words().changes(word) for word in words)


def words_before(tree: Tree, head: int) -> list[str]:
    """The words before a noun that say what kind of bearer is meant, without possessors, the nearest last."""
    return [tree.low[i] for i in sorted(set(_modifying(tree, head))) if i < head]


def _modifying(tree: Tree, head: int) -> Iterator[int]:
    for i in modifiers(tree, head):
        if tree.dep[i] != "poss":
            yield i
            yield from (k for k in tree.kids[i] if tree.dep[k] == "conj" and k < head)


def _served(stage: Stage, head: int, owner: str | None) -> tuple[str, ...]:
    """The sectors of the body or person that somebody is of, by its name or its noun; empty of a state's own."""
    if owner is not None:
        actor = stage.actor(owner)
        return () if actor.kind in ("state", "place") else actor.sector
    tree = stage.tree
    possessors = (k for k in tree.kids[head] if tree.dep[k] == "poss")
    whom = ("to",) if tree.lemma[head] in _TO else ()
    for i in (*possessors, *objects_of(tree, head, "of", "for", "at", "in", "from", "with", *whom)):
        if (hit := stage.hit_at.get(i)) is not None:
            actor = stage.actor(hit.actor)
            if whom and actor.kind == "person" and actor.sector:
                return actor.sector
            if actor.kind in ("group", "organisation", "outlet") and actor.sector:
                return actor.sector
            continue
        noun = nouns().get(noun_key(tree, i) or "")
        if noun is not None and noun.sector not in ("CVL", "SOC"):
            return composed(tree.lemma[i], noun.sector, words_before(tree, i))
    return ()


def _is_armed(tree: Tree, head: int) -> bool:
    """Whether people who are told by no trade do an armed act: "tribesmen fought", "shot dead by two men"."""
    known = role_words()
    if tree.lemma[head] not in known.words["doer"]:
        return False
    top = head
    while tree.dep[top] == "conj":
        top = tree.head[top]
    verb = tree.head[top]
    if tree.dep[top] == "pobj" and tree.dep[verb] == "agent":
        verb = tree.head[verb]
    elif tree.dep[top] != "nsubj":
        return False
    return tree.lemma[verb] in known.words["deed"]
