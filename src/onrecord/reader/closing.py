"""Who says it, where he stands last and the parser lost him: "Two were killed, police chief Sami Wahba said on Friday."

The words "…, somebody said." after a whole sentence are the commonest attribution of a news report. The parser often
hangs the somebody on the sentence before him, so they are read here from the order and the tags of the words.
"""

from __future__ import annotations

from onrecord.reader.tree import Tree

Part = tuple[int, int]
_NOMINAL = frozenset({"NN", "NNS", "NNP", "NNPS", "DT", "JJ", "CD", "POS", "PRP$", "CC", "HYPH", "``", "''", "PRP"})
_NAMING = frozenset({"of", "for", "in", "at", "from", "with"})
_LONGEST = 16
"""Words that a source has at most."""
_AFTER = 8
"""Words that follow the cue at most: "on Friday", "in a statement"."""


def closing(tree: Tree, v: int) -> tuple[int, Part] | None:
    """The head of the source and the first and last token of the content of a cue that closes a sentence.

    None where no source stands between it and a comma, or no clause before that comma.
    """
    if tree.tag[v] not in ("VBD", "VBZ", "VBP") or not _closes(tree, v):
        return None
    first = tree.sent[v]
    comma = _comma_before(tree, v)
    if comma is None or tree.tag[comma + 1] == "CC":
        return None
    head = _head(tree, comma + 1, v)
    if head is None or not any(tree.tag[i] in ("VBD", "VBZ", "VBP", "MD") for i in range(first, comma)):
        return None
    return head, (first, comma - 1)


def _closes(tree: Tree, v: int) -> bool:
    """Whether a few words without a verb follow up to the end of the sentence."""
    for i in range(v + 1, min(len(tree), v + 2 + _AFTER)):
        if tree.sent[i] != tree.sent[v] or tree.text[i] == ".":
            return True
        if tree.tag[i][:1] in ("V", "M", "W") or tree.low[i] in ("that", "to", ":", ",") or tree.text[i] in '"“”':
            return False
    return v + 1 >= len(tree)


def _comma_before(tree: Tree, v: int) -> int | None:
    """The comma before the source: the last, or where a name stands between the last two, the one before these."""
    commas: list[int] = []
    for i in range(v - 1, max(tree.sent[v], v - 1 - _LONGEST), -1):
        if tree.text[i] == ",":
            commas.append(i)
            if commas[0] < v - 1 or len(commas) == 3:
                return i
        elif tree.tag[i] not in _NOMINAL and not (tree.low[i] in _NAMING and tree.tag[i] == "IN"):
            return None
    return None


def _head(tree: Tree, first: int, end: int) -> int | None:
    """The last noun before the first preposition, comma or "and" of a noun phrase."""
    head: int | None = None
    for i in range(first, end):
        if tree.tag[i] in ("IN", ",", "CC") and head is not None:
            break
        if tree.tag[i] in ("NN", "NNS", "NNP", "NNPS", "PRP"):
            head = i
        elif tree.tag[i] == "IN":
            return None
    return head
