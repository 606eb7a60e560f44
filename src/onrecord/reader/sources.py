"""Who says, believes or plans it: the noun phrase that a cue names as its source."""

from __future__ import annotations

from onrecord.reader.tree import Tree

Part = tuple[int, int]
RELATIVE = frozenset({"WDT", "WP", "WP$"})
LIGHT = frozenset(
    "make issue give have release express voice raise take offer deliver send post publish repeat reiterate share hold "
    "write air launch file announce".split()
)
"""Verbs whose subject is the source of the noun that is their object: "issued a statement that …"."""
_DEEPEST = 6
_JOINED = frozenset({"conj", "advcl", "xcomp", "ccomp", "aux", "auxpass", "parataxis", "dep"})


def of_verb(tree: Tree, v: int) -> int | None:
    """The head word of the source of a verb cue; None where the text names none.

    A verb without a subject borrows that of the verb above it, or the noun that it stands by.
    """
    at = v
    for _ in range(_DEEPEST):
        if tree.is_passive(at):
            return _agent(tree, at)
        subject = tree.kid(at, "nsubj", "csubj")
        if subject is not None:
            return None if tree.low[subject] == "there" else resolved(tree, at, subject)
        found = _inverted(tree, at)
        if found is not None or tree.head[at] == at:
            return found
        found, above = _above(tree, at)
        if above is None:
            return found
        at = above
    return None


def _above(tree: Tree, at: int) -> tuple[int | None, int | None]:
    """The source that a verb without a subject finds in the word above it, or the verb to ask next."""
    dep, up = tree.dep[at], tree.head[at]
    if tree.tag[at][:1] != "V" and (named := tree.kid(at, "nmod", "compound")) is not None:
        return named, None
    if dep == "relcl" or (dep == "acl" and tree.tag[at] == "VBG"):
        return up, None
    if dep == "acl":
        return of_noun(tree, up) if tree.tag[at] == "VB" else None, None
    if dep in ("pcomp", "prep"):
        over = up if dep == "prep" else tree.head[up]
        if tree.is_verb(over) or tree.pos[over] == "AUX":
            return None, over
        return over if tree.pos[over] in ("NOUN", "PROPN") and dep == "pcomp" else None, None
    if not (tree.is_verb(up) or tree.pos[up] == "AUX") or dep not in _JOINED:
        return None, None
    patient = tree.kid(up, "dobj", "dative") if dep == "xcomp" and tree.has_to(at) else None
    if patient is not None and patient < at:
        return patient, None
    if dep in ("advcl", "xcomp") and tree.is_passive(up):
        return tree.kid(up, "nsubjpass"), None
    return None, up


def _inverted(tree: Tree, v: int) -> int | None:
    """The name right after a verb that the parser took for something else: "…, said Ann Lee"."""
    after = v + 1
    if (
        tree.dep[v] in ("ROOT", "ccomp", "parataxis", "dep")
        and after < len(tree)
        and tree.pos[after] in ("PROPN", "PRON")
    ):
        for k in tree.kids[v]:
            if tree.left[k] == after and tree.dep[k] in ("attr", "npadvmod", "oprd", "appos"):
                return k
    return None


def _agent(tree: Tree, v: int) -> int | None:
    by = tree.kid(v, "agent")
    return tree.kid(by, "pobj") if by is not None else None


def resolved(tree: Tree, v: int, subject: int) -> int:
    """The noun that a relative pronoun stands for, or the subject of verb v itself."""
    if tree.tag[subject] in RELATIVE or tree.low[subject] == "that":
        at = v
        for _ in range(_DEEPEST):
            if tree.dep[at] == "relcl":
                return tree.head[at]
            if tree.dep[at] not in ("conj", "xcomp", "advcl"):
                break
            at = tree.head[at]
    return subject


def of_noun(tree: Tree, n: int) -> int | None:
    """The head word of the source of a noun cue: its possessor, its by-phrase, or the subject of a light verb."""
    owner = tree.kid(n, "poss")
    if owner is not None:
        return owner
    for k in tree.kids[n]:
        if tree.low[k] in ("by", "from", "among") and tree.dep[k] in ("prep", "agent"):
            inner = tree.kid(k, "pobj")
            if inner is not None:
                return inner
    up = tree.head[n]
    if tree.dep[n] == "dobj" and tree.lemma[up] in LIGHT:
        return of_verb(tree, up)
    if tree.dep[n] == "pobj" and tree.low[up] in ("with", "in", "of", "despite", "over", "as"):
        over = tree.head[up]
        if tree.is_verb(over):
            return of_verb(tree, over)
    if tree.dep[n] == "conj":
        return of_noun(tree, up)
    return None


def of_adjective(tree: Tree, a: int) -> int | None:
    """The head word of the source of an adjective cue: the subject of its copula, or the noun that it stands by."""
    up = tree.head[a]
    if tree.dep[a] in ("acomp", "attr", "oprd") and up != a:
        return of_verb(tree, up)
    if tree.dep[a] == "conj":
        return of_adjective(tree, up)
    return None


def phrase(tree: Tree, head: int, cue: int) -> Part:
    """First and last token of a source: its noun phrase without what only adds to it, and without the cue."""
    first, last = tree.left[head], tree.right[head]
    for k in tree.kids[head]:
        if (
            (k > head and tree.dep[k] in ("relcl", "acl"))
            or (tree.dep[k] == "case" and k == last)
            or (k > head and tree.left[k] <= cue <= tree.right[k])
        ):
            last = min(last, tree.left[k] - 1)
    if first <= cue < head:
        first = cue + 1
    elif head < cue <= last:
        last = cue - 1
    while last > head and (tree.tag[last] in ("POS", ",", ":", "-RRB-") or tree.text[last].isspace()):
        last -= 1
    while first < head and (tree.tag[first] in (",", ":", "``", "''") or tree.text[first].isspace()):
        first += 1
    return (first, max(last, head))
