"""What a cue means: the word of it that carries the meaning, and the kind and commitment that the lexicon gives it.

A cue is often a whole group of words ("has repeatedly said", "is likely to ask", "made it clear"). A fixed phrase
answers first, then the highest word of the group that the lexicon knows; small verbs that only carry another word
("issued a statement", "declined to comment") make way for it.
"""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.knowledge.lexicon import FORMS, Cue, Lexicon, Meaning, lexicon
from onrecord.model import Kind
from onrecord.reader import sources
from onrecord.reader.frames import noun_frames, verb_frames
from onrecord.reader.heard import Part
from onrecord.reader.tree import Tree

_AUXILIARY = frozenset({"aux", "auxpass", "neg", "det", "punct", "mark", "cc", "case", "expl"})
_CARRYING = sources.LIGHT | frozenset({"be", "have", "do", "go", "get", "keep", "come", "use", "need"})
"""Verbs that carry another word of the cue: "expressed hope", "is sure", "has plans"."""
_SMALL_FORMS = {"ADV": "adverb", "ADP": "preposition", "SCONJ": "preposition", "PART": "preposition"}
_WIDEST_GAP = 3
"""Words that may stand inside a fixed phrase: "made it very clear"."""
_INFINITIVE = frozenset({"inf", "passinf", "objinf", "ing"})
_CLAUSE = frozenset({"clause", "that", "rel", "quote", "small", "as"})


@dataclass(frozen=True, slots=True)
class Sense:
    """What a cue means.

    Attributes:
        head: token that carries the meaning; None where a mark or nothing is the cue. form: verb, noun, adjective,
            adverb, preposition or "". shape: of the content, see `frames`. kind, commits: see cues.tsv.
        known: whether the lexicon has it, or only the fallback for its form and shape.
    """

    head: int | None
    form: str
    shape: str
    kind: Kind
    commits: str
    known: bool


def sense(tree: Tree, cue: Sequence[int], content: Sequence[int], *, quoted: bool) -> Sense:
    """The meaning of a cue.

    Args:
        tree: the text. cue, content: indices of their tokens, in order; the cue may have none.
        quoted: whether the content stands in quote marks, all of it.
    """
    lists = lexicon()
    phrase = _phrase(tree, lists, cue)
    if phrase is not None:
        first, meaning = phrase
        return Sense(first, form_of(tree, first), "phrase", meaning.kind, meaning.commits, True)
    head = head_word(tree, lists, cue)
    if head is None:
        return Sense(None, "", "quote" if quoted else "clause", "speech", "claim", True)
    lemma, form = _key(tree, lists, head)
    shape = _shape(tree, head, form, content, quoted)
    found = _meaning(lists, lemma, form, shape)
    if found is not None:
        return Sense(head, form, shape, found.kind, found.commits, True)
    rest = lists.meanings.get(("*", f"{form}:{_class_of(shape)}")) or lists.meanings["*", "any"]
    return Sense(head, form, shape, rest.kind, rest.commits, False)


def tokens_of(tree: Tree, parts: Sequence[Part]) -> list[int]:
    """The tokens that touch intervals of the text (code points), in order, without white space."""
    found: list[int] = []
    for start, end in parts:
        i = max(0, bisect.bisect_right(tree.start, start) - 1)
        while i < len(tree) and tree.start[i] < end:
            if tree.end[i] > start and not tree.text[i].isspace():
                found.append(i)
            i += 1
    return found


def form_of(tree: Tree, i: int) -> str:
    """verb, noun, adjective, adverb, preposition or ""."""
    if tree.tag[i][:1] == "V":
        return "verb"
    return FORMS.get(tree.pos[i]) or _SMALL_FORMS.get(tree.pos[i], "")


def head_word(tree: Tree, lists: Lexicon, cue: Sequence[int]) -> int | None:
    """The word of a cue that carries its meaning: the highest that the lexicon knows; None where it has no word."""
    inside = frozenset(cue)
    line = sorted((i for i in cue if form_of(tree, i)), key=lambda i: (_depth(tree, inside, i), i))
    full = [i for i in line if tree.dep[i] not in _AUXILIARY and form_of(tree, i) in ("verb", "noun", "adjective")]
    known = [i for i in full if _is_known(tree, lists, i)]
    heavy = [i for i in known if tree.lemma[i] not in _CARRYING and not _operates(tree, lists, i, inside)]
    for some in (heavy, known, [i for i in full if tree.lemma[i] not in _CARRYING], full, line):
        if some:
            return some[0]
    return None


def _depth(tree: Tree, inside: frozenset[int], i: int) -> int:
    """Steps up the parse until it leaves the cue."""
    steps = 0
    while tree.head[i] != i and tree.head[i] in inside and steps < len(inside):
        i = tree.head[i]
        steps += 1
    return steps


def _key(tree: Tree, lists: Lexicon, i: int) -> tuple[str, str]:
    """Lemma and form of a word; what only a verb can be is one, though the tagger took it for a noun."""
    lemma, form = tree.lemma[i], form_of(tree, i)
    if form == "noun" and (lemma, form) not in lists.cues and (lemma, form) not in lists.meanings:
        for ending in ("", "s", "es", "ed", "d"):
            verb = (lemma.removesuffix(ending), "verb")
            if lemma.endswith(ending) and (verb in lists.cues or verb in lists.meanings):
                return verb
    return lemma, form


def _is_known(tree: Tree, lists: Lexicon, i: int) -> bool:
    key = _key(tree, lists, i)
    return key in lists.cues or key in lists.meanings


def _operates(tree: Tree, lists: Lexicon, i: int, inside: frozenset[int]) -> bool:
    """Whether a verb only says that another of the cue comes about or does not: "declined to say", "went on to add"."""
    if lists.effects.get((tree.lemma[i], "verb", "inf")) not in ("same", "not", "try"):
        return False
    return any(
        k in inside and tree.dep[k] in ("xcomp", "ccomp") and tree.is_verb(k) and _is_known(tree, lists, k)
        for k in tree.kids[i]
    )


def _phrase(tree: Tree, lists: Lexicon, cue: Sequence[int]) -> tuple[int, Meaning] | None:
    """The first word of a fixed phrase in the cue, and its meaning."""
    found: tuple[int, int, Meaning] | None = None
    for n, i in enumerate(cue[:-1]):
        for words, meaning in lists.phrases.get(tree.lemma[i], ()):
            if (found is None or len(words) > found[0]) and _goes_on(tree, cue, n, words):
                found = (len(words), i, meaning)
    return found[1:] if found else None


def _goes_on(tree: Tree, cue: Sequence[int], n: int, words: tuple[str, ...]) -> bool:
    """Whether the rest of a phrase follows its first word, with a few words in between at most."""
    for word in words[1:]:
        following = cue[n + 1 : n + 2 + _WIDEST_GAP]
        step = next((k for k, i in enumerate(following, 1) if word in (tree.lemma[i], tree.low[i])), None)
        if step is None:
            return False
        n += step
    return True


def _shape(tree: Tree, head: int, form: str, content: Sequence[int], quoted: bool) -> str:
    """The shape in which the content hangs on the head: that of the frame that shares most words with it."""
    if form in ("verb", "noun", "adjective"):
        said = frozenset(content)
        best, most = "", 0
        for frame in verb_frames(tree, head) if form == "verb" else noun_frames(tree, head):
            shared = sum(i in said for first, last in frame.content for i in range(first, last + 1))
            if shared > most:
                best, most = frame.shape, shared
        if best:
            return best
    if quoted or not content:
        return "quote"
    first = content[0]
    if tree.low[first] == "to" and tree.tag[first] == "TO":
        return "inf"
    return "clause" if any(tree.tag[i] in ("VBD", "VBZ", "VBP", "MD") for i in content) else "obj"


def _class_of(shape: str) -> str:
    return "inf" if shape in _INFINITIVE else "clause" if shape in _CLAUSE else "obj"


def _meaning(lists: Lexicon, lemma: str, form: str, shape: str) -> Meaning | Cue | None:
    """The sense with this very shape, else one with a shape of its class, else the first sense of the word."""
    exact = lists.shapes.get((lemma, form, shape))
    if exact is not None:
        return exact
    if shape == "quote" and form == "verb" and lemma in lists.quoting:
        return lists.quoting[lemma]
    senses = lists.cues.get((lemma, form), ())
    wanted = _class_of(shape)
    near = next((one for one in senses if any(_class_of(known) == wanted for known in one.shapes)), None)
    if near is not None:
        return near
    return lists.meanings.get((lemma, form)) or (senses[0] if senses else None)
