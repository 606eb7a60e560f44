"""Whether somebody is said not to have said, believed or planned something."""

from __future__ import annotations

from onrecord.knowledge.lexicon import Lexicon, lexicon
from onrecord.reader.mood import noun_words, verb_stand
from onrecord.reader.senses import Sense
from onrecord.reader.tree import Tree

_DEEPEST = 6
_COPULAS = frozenset({"be", "become", "remain", "seem", "appear", "feel", "make"})


def is_negative(tree: Tree, cue: Sense) -> bool:
    """Whether the act of a cue did not take place: "did not say", "refused to say", "has no plans to".

    What the source says of others stays out of it: in "he denied that she had said so" her saying is positive.
    """
    if cue.head is None or cue.form in ("preposition", "adverb", ""):
        return False
    lists = lexicon()
    sign, at = _own(tree, lists, cue.head), cue.head
    for _ in range(_DEEPEST):
        up = tree.head[at]
        if up == at:
            break
        turn = _turn(tree, lists, at, up)
        if turn is None:
            break
        sign *= turn * _own(tree, lists, up)
        at = up
    return sign < 0


def _own(tree: Tree, lists: Lexicon, i: int) -> int:
    """The sign that a word's own negations give it."""
    if tree.tag[i][:1] == "V" or tree.pos[i] in ("VERB", "AUX"):
        return verb_stand(tree, lists.words, i).sign
    sign = noun_words(tree, lists, i).sign
    return -sign if any(tree.dep[k] == "neg" and tree.low[k] not in ("no", "neither") for k in tree.kids[i]) else sign


def _turn(tree: Tree, lists: Lexicon, i: int, up: int) -> int | None:
    """1 where a word shares the sign of the word above it, -1 where that turns it, None where it has nothing to say."""
    dep = tree.dep[i]
    if dep in ("acomp", "attr", "oprd") and tree.lemma[up] in _COPULAS:
        return 1
    if dep == "dobj" and tree.pos[i] == "NOUN" and tree.is_verb(up):
        return 1 if (tree.lemma[i], "noun") in lists.cues or (tree.lemma[i], "noun") in lists.meanings else None
    if dep == "prep" and tree.low[up] in lists.words["without"]:
        return -1
    if dep == "pcomp":
        return -1 if tree.low[up] in lists.words["without"] else None
    if dep != "xcomp":
        return None
    effect = lists.effects.get((tree.lemma[up], "verb", "inf" if tree.has_to(i) else "ing"))
    if effect is None:
        cue = lists.shapes.get((tree.lemma[up], "verb", "inf"))
        effect = cue.commits if cue is not None else None
    if effect in ("not", "refuse"):
        return -1
    return 1 if effect == "same" else None
