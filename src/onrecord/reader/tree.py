"""The parse as plain lists, so that the questions asked of every word stay cheap."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Token

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
_KEY = "onrecord.tree"


@dataclass(frozen=True, slots=True)
class Tree:
    """Words and arcs by index of token.

    Attributes:
        text, low, lemma, tag, pos, dep: strings. head: index of the governor (itself at a root).
        kids: dependents in text order. left, right: first and last token of the subtree.
        start, end: offsets in the text. sent: index of the first token of the sentence.
    """

    text: list[str]
    low: list[str]
    lemma: list[str]
    tag: list[str]
    pos: list[str]
    dep: list[str]
    head: list[int]
    kids: list[list[int]]
    left: list[int]
    right: list[int]
    start: list[int]
    end: list[int]
    sent: list[int]

    def __len__(self) -> int:
        return len(self.text)

    def kid(self, i: int, *deps: str) -> int | None:
        """The first dependent with one of these labels."""
        return next((k for k in self.kids[i] if self.dep[k] in deps), None)

    def with_dep(self, i: int, *deps: str) -> list[int]:
        """The dependents with one of these labels."""
        return [k for k in self.kids[i] if self.dep[k] in deps]

    def is_verb(self, i: int) -> bool:
        """Whether it is a verb or an auxiliary form."""
        return self.tag[i][:1] == "V" or self.tag[i] == "MD"

    def has_to(self, i: int) -> bool:
        """Whether "to" stands before this verb."""
        return any(self.low[k] == "to" and self.dep[k] == "aux" for k in self.kids[i])

    def subject(self, i: int) -> int | None:
        """The subject of a verb, in its own clause."""
        return self.kid(i, "nsubj", "nsubjpass", "csubj", "csubjpass")

    def is_passive(self, i: int) -> bool:
        """Whether a verb stands in the passive."""
        return any(self.dep[k] in ("nsubjpass", "auxpass", "agent") for k in self.kids[i])


def tree_of(doc: Doc) -> Tree:
    """The tree of a parsed text; made once, and kept with the text."""
    found: Tree | None = doc.user_data.get(_KEY)
    if found is None:
        found = _made(doc)
        doc.user_data[_KEY] = found
    return found


def _label(token: Token, text: list[str]) -> str:
    """The label of an arc; what stands before a semicolon is no complement of the verb after it."""
    if token.dep_ == "ccomp" and token.i < token.head.i:
        for i in range(token.head.i - 1, token.i, -1):
            if text[i] == ";":
                return "parataxis"
            if token.doc[i].tag_ in ("VBD", "VBZ", "VBP", "MD"):
                break
    label: str = token.dep_
    return label


def _made(doc: Doc) -> Tree:
    tokens = list(doc)
    text = [t.text for t in tokens]
    head = [t.head.i for t in tokens]
    kids: list[list[int]] = [[] for _ in tokens]
    for i, h in enumerate(head):
        if h != i:
            kids[h].append(i)
    sent = [0] * len(tokens)
    for s in doc.sents:
        for i in range(s.start, s.end):
            sent[i] = s.start
    start = [t.idx for t in tokens]
    return Tree(
        text=text,
        low=[x.lower().replace("’", "'") for x in text],
        lemma=["hope" if t.lemma_ == "hop" and t.lower_[:4] in ("hope", "hopi") else t.lemma_.lower() for t in tokens],
        tag=[t.tag_ for t in tokens],
        pos=[t.pos_ for t in tokens],
        dep=[_label(t, text) for t in tokens],
        head=head,
        kids=kids,
        left=[t.left_edge.i for t in tokens],
        right=[t.right_edge.i for t in tokens],
        start=start,
        end=[a + len(x) for a, x in zip(start, text, strict=True)],
        sent=sent,
    )
