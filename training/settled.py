"""Coreference that grammar alone settles, read out of plain news: "Hamas said that it …", "It is clear that …".

Novels and talks, of which most free coreference is made, hardly know "it" for a party or a firm. These patterns are
right in most of their cases and give the head news to learn from; nothing else of the text is asked.
"""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.reader.candidates import Candidate
from onrecord.reader.stage import Stage
from onrecord.reader.tree import Tree

NOTHING = -1
_BODIES = frozenset({"organisation", "group", "state", "outlet", "body"})
_TIED = frozenset("after before because while although though since as if until when unless".split())
_AGENTIVE = frozenset(
    "say announce add deny accuse warn reject urge plan claim argue call demand confirm release publish promise vow "
    "agree decide refuse insist note report propose pledge threaten condemn ask tell declare hope want seek sue "
    "launch acknowledge admit cite blame praise criticize offer order approve oppose support endorse raise spend "
    "hire buy sell employ operate own run host invite vote estimate recommend conclude".split()
)
_WEATHER = frozenset({"seem", "appear", "rain", "happen", "turn", "remain"})
_THE_BODY = frozenset(
    "company firm agency group organization organisation party committee bank newspaper network ministry court union "
    "commission campaign foundation university department council board panel association coalition movement "
    "airline institute".split()
)


def settled(stage: Stage, rows: Sequence[Candidate]) -> dict[int, int]:
    """The number of a later candidate to that of its antecedent, or to NOTHING."""
    tree = stage.tree
    at = {row.head: n for n, row in enumerate(rows)}
    found: dict[int, int] = {}
    for n, row in enumerate(rows):
        if row.pronoun == "it" and _is_empty(tree, row.head):
            found[n] = NOTHING
            continue
        if row.pronoun in ("it", "they"):
            subject = _subject_over(tree, row)
            if subject is None and row.case == "plain" and row.role == "subject" and _agentive(tree, row):
                subject = _subject_before(tree, row)
        elif _is_the_body(tree, row):
            subject = _subject_before(tree, row)
        else:
            continue
        before = at.get(subject) if subject is not None else None
        if before is not None and before < n and _fits(stage, row, rows[before]) and not _rival(tree, rows, before, n):
            found[n] = before
    return found


def _is_the_body(tree: Tree, row: Candidate) -> bool:
    alone = row.determiner == "the" and not row.modifiers
    return alone and row.noun in _THE_BODY and row.number == "singular" and row.role == "subject"


def _subject_over(tree: Tree, row: Candidate) -> int | None:
    """The subject of the clause that the pronoun's clause hangs on; of a possessive, of its own clause."""
    if row.case == "possessive":
        at = tree.head[row.head]
        for _ in range(4):
            if tree.is_verb(at) or tree.head[at] == at:
                break
            if tree.dep[at] not in ("dobj", "pobj", "prep", "attr"):
                return None
            at = tree.head[at]
        return tree.kid(at, "nsubj") if tree.is_verb(at) else None
    if row.role not in ("subject", "passive"):
        return None
    verb = tree.head[row.head]
    if tree.dep[verb] == "advcl" and not any(tree.low[k] in _TIED for k in tree.kids[verb]):
        return None
    if tree.dep[verb] not in ("ccomp", "advcl"):
        return None
    over = tree.head[verb]
    subject = tree.kid(over, "nsubj", "nsubjpass")
    return subject if subject is not None and subject < row.head else None


def _agentive(tree: Tree, row: Candidate) -> bool:
    return tree.lemma[tree.head[row.head]] in _AGENTIVE


def _subject_before(tree: Tree, row: Candidate) -> int | None:
    """The subject of the sentence before."""
    start = tree.sent[row.head]
    at = start - 1
    while at >= 0 and tree.pos[at] in ("SPACE", "PUNCT"):
        at -= 1
    if at < 0:
        return None
    first = tree.sent[at]
    root = next((i for i in range(first, start) if tree.head[i] == i and tree.is_verb(i)), None)
    return tree.kid(root, "nsubj", "nsubjpass") if root is not None else None


def _fits(stage: Stage, row: Candidate, before: Candidate) -> bool:
    tree = stage.tree
    if before.form == "pronoun" or any(tree.dep[k] == "conj" for k in tree.kids[before.head]):
        return False
    if row.pronoun == "they":
        return before.number == "plural" and before.kind != "place"
    kind = stage.actor(before.actor).kind if before.actor else before.kind
    if row.pronoun == "it":
        return kind in _BODIES and before.number != "plural"
    return before.form == "name" and kind in ("organisation", "group", "outlet") and before.number != "plural"


def _rival(tree: Tree, rows: Sequence[Candidate], before: int, n: int) -> bool:
    """Whether more than one other thing of the same number stands between."""
    number = "plural" if rows[n].number == "plural" else "singular"
    own = tree.right[rows[before].head]
    between = [r for r in rows[before + 1 : n] if r.form != "pronoun" and r.head > own and r.number == number]
    bodies = [r for r in between if r.kind in _BODIES]
    return bool(bodies) or (len(between) > 1 and rows[n].case == "possessive")


def _is_empty(tree: Tree, i: int) -> bool:
    """Whether "it" stands for nothing: it is clear that, it seems."""
    if tree.dep[i] == "expl":
        return True
    verb = tree.head[i]
    if tree.dep[i] not in ("nsubj", "nsubjpass"):
        return False
    if tree.lemma[verb] in _WEATHER:
        return True
    kids = {tree.dep[k] for k in tree.kids[verb]}
    clause = kids & {"ccomp", "xcomp", "csubj"}
    return tree.lemma[verb] == "be" and bool(kids & {"acomp", "attr"}) and bool(clause)


def type_of(stage: Stage, row: Candidate) -> int:
    """The type (of `coreference.TYPES`) that the tables tell of a candidate, or -1."""
    kind = stage.actor(row.actor).kind if row.actor else row.kind
    if kind == "person":
        return 0
    if kind in ("organisation", "group", "outlet", "body"):
        return 1
    if kind in ("state", "place"):
        return 2
    return -1
