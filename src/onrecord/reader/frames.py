"""What a word can say something with: its complements, by the shape that the cue lexicon names.

Shapes: `clause` (said that …), `inf` (plans to …), `ing` (considers …ing), `obj` (criticised the plan), `objinf` (urged
them to …), `as` (regards it as …), `small` (called it a lie), `prep:X` (referred to …), `that` (a statement that …).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.reader.tree import Tree

Part = tuple[int, int]
"""First and last token of a stretch, both included."""
_MARKS = frozenset(" \t\n,.;:-–—()[]…")


@dataclass(frozen=True, slots=True)
class Frame:
    """A word, a shape, and the words in that shape.

    Attributes:
        cue: index of the head word. extra: further words of the cue (a preposition). content: its parts, in order.
    """

    cue: int
    shape: str
    extra: tuple[int, ...]
    content: tuple[Part, ...]


def verb_frames(tree: Tree, v: int) -> Iterator[Frame]:
    """The shapes of a verb."""
    clauses: list[Part] = []
    for k in tree.kids[v]:
        part = (tree.left[k], tree.right[k])
        if tree.dep[k] == "ccomp" and (k < v or (_finite(tree, k) and not tree.has_to(k))):
            clauses.append(part)
        elif tree.dep[k] == "ccomp":
            yield Frame(v, "objinf" if tree.has_to(k) else "small", (), (part,))
        elif tree.dep[k] == "dobj" and (k > v or tree.tag[k] not in ("WDT", "WP")):
            yield Frame(v, "obj", (), (part,))
        else:
            yield from _other(tree, v, k)
    if clauses:
        yield Frame(v, "clause", (), tuple(_around(tree, v, clauses)))
    if tree.is_passive(v):
        yield from _passive(tree, v)


def _other(tree: Tree, v: int, k: int) -> Iterator[Frame]:
    """The shapes that a dependent other than a clause or an object makes."""
    dep = tree.dep[k]
    if dep == "xcomp":
        yield from _xcomp(tree, v, k)
    elif dep == "prep" and tree.low[k] != "by":
        yield from _prep(tree, v, k)
    elif dep == "advcl" and k > v and tree.low[tree.left[k]] == "as" and tree.subject(k) is None:
        yield Frame(v, "as", (), ((tree.left[k], tree.right[k]),))
    elif dep == "oprd" and k > v:
        yield Frame(v, "small", (), _small(tree, v, k))
    elif dep == "prt":
        yield from _particle(tree, v, k)


def _finite(tree: Tree, k: int) -> bool:
    """Whether a clause has a tensed verb (its own or an auxiliary)."""
    if tree.tag[k] in ("VBD", "VBZ", "VBP", "MD"):
        return True
    return any(
        tree.tag[a] in ("VBD", "VBZ", "VBP", "MD") for a in tree.kids[k] if tree.dep[a] in ("aux", "auxpass", "cop")
    )


def _xcomp(tree: Tree, v: int, k: int) -> Iterator[Frame]:
    if k < v:
        return
    if tree.has_to(k):
        dobj = tree.kid(v, "dobj", "dative")
        part = (tree.left[k], tree.right[k])
        if dobj is not None and v < dobj < k:
            yield Frame(
                v,
                "objinf",
                (),
                ((tree.left[dobj], tree.right[k]),) if tree.right[dobj] + 1 >= tree.left[k] else (part,),
            )
        else:
            yield Frame(v, "inf", (), (part,))
    elif tree.tag[k] == "VBG":
        yield Frame(v, "ing", (), ((tree.left[k], tree.right[k]),))
    else:
        yield Frame(v, "small", (), _small(tree, v, k))


def _small(tree: Tree, v: int, k: int) -> tuple[Part, ...]:
    """A predicate and the object or passive subject that it is said of."""
    said_of = tree.kid(v, "dobj", "nsubjpass")
    rest = (tree.left[k], tree.right[k])
    if said_of is None or v in range(tree.left[said_of], tree.right[said_of] + 1):
        return (rest,)
    return tuple(sorted(((tree.left[said_of], tree.right[said_of]), rest)))


def _prep(tree: Tree, v: int, p: int) -> Iterator[Frame]:
    """A preposition with its object; "as" takes the object of the verb along."""
    name = tree.low[p]
    inner = tree.kid(p, "pobj", "pcomp")
    if inner is None or inner < p:
        return
    part = (tree.left[inner], tree.right[inner])
    if name == "as":
        rest = (p, _until_verb(tree, inner))
        said_of = tree.kid(v, "dobj", "nsubjpass")
        parts = [rest]
        if said_of is not None and tree.tag[said_of] not in ("WDT", "WP"):
            parts.insert(0, (tree.left[said_of], tree.right[said_of]))
        elif said_of is not None and (head := _antecedent(tree, v)) is not None:
            parts.insert(0, head)
        yield Frame(v, "as", (), tuple(parts))
        return
    yield Frame(v, f"prep:{name}", (p,), (_owned(tree, v, part),))


def _owned(tree: Tree, v: int, part: Part) -> Part:
    """The phrase and the noun that it owns, where the parser took the apostrophe of a plural for a quote mark."""
    mark, noun = part[1] + 1, part[1] + 2
    if noun < len(tree) and tree.text[mark] in ("’", "'") and tree.dep[mark] == "punct":
        owned = next((k for k in tree.kids[v] if tree.dep[k] == "dobj" and tree.left[k] in (mark, noun)), None)
        if owned is not None:
            return part[0], tree.right[owned]
    return part


def _until_verb(tree: Tree, noun: int) -> int:
    """The last token of a noun phrase, before a past tense that the parser hung on it after a comma."""
    for k in tree.kids[noun]:
        if k > noun and tree.tag[k] == "VBD" and tree.dep[k] == "acl" and tree.text[tree.left[k] - 1] == ",":
            return tree.left[k] - 2
    return tree.right[noun]


def _antecedent(tree: Tree, v: int) -> Part | None:
    """The noun phrase before a relative clause that asks for its object ("which X regard as …")."""
    noun = tree.head[v]
    if tree.dep[v] != "relcl" or noun >= v:
        return None
    last = max((k for k in range(tree.left[noun], tree.left[v]) if tree.text[k] not in (",", "–")), default=noun)
    return (tree.left[noun], last)


def _particle(tree: Tree, v: int, k: int) -> Iterator[Frame]:
    """ "point out that …": the clause belongs to the two words together."""
    for inner in tree.kids[v]:
        if tree.dep[inner] in ("ccomp", "dobj") and inner > k:
            yield Frame(v, f"prt:{tree.low[k]}", (k,), ((tree.left[inner], tree.right[inner]),))


def _passive(tree: Tree, v: int) -> Iterator[Frame]:
    """ "X was criticised (by Y)": the subject is what is spoken of."""
    subject = tree.kid(v, "nsubjpass", "csubjpass")
    if subject is not None and subject < v and tree.tag[subject] not in ("WDT", "WP"):
        yield Frame(v, "passive", (), ((tree.left[subject], tree.right[subject]),))
        inner = tree.kid(v, "xcomp")
        if inner is not None and tree.has_to(inner):
            both = ((tree.left[subject], tree.right[subject]), (tree.left[inner], tree.right[inner]))
            yield Frame(v, "passinf", (), both)


def _around(tree: Tree, v: int, clauses: list[Part]) -> Iterator[Part]:
    """Clauses without the cue and its subject where these stand in their midst."""
    subject = tree.subject(v)
    for first, last in clauses:
        if first < v < last:
            yield first, v - 1 if subject is None or subject > v or subject < first else tree.left[subject] - 1
            yield v + 1 if subject is None or subject < v else tree.right[subject] + 1, last
        else:
            yield first, last


def noun_frames(tree: Tree, n: int) -> Iterator[Frame]:
    """The shapes of a noun or adjective."""
    for k in tree.kids[n]:
        dep = tree.dep[k]
        if k < n:
            continue
        part = (tree.left[k], tree.right[k])
        if dep in ("acl", "ccomp", "relcl", "xcomp", "advcl") and tree.has_to(k):
            yield Frame(n, "inf", (), (part,))
        elif dep in ("acl", "ccomp", "relcl", "appos") and (tree.low[part[0]] == "that" or dep == "ccomp"):
            pronoun = any(tree.tag[w] in ("WDT", "WP") for w in tree.kids[k])
            if not pronoun:
                yield Frame(n, "that", (), (part,))
        elif dep == "relcl" and not any(tree.tag[w] in ("WDT", "WP", "WRB", "WP$") for w in range(*_span(part))):
            yield Frame(n, "rel", (), (part,))
        elif dep == "prep":
            inner = tree.kid(k, "pobj", "pcomp")
            if inner is not None:
                yield Frame(n, f"prep:{tree.low[k]}", (k,), ((tree.left[inner], tree.right[inner]),))


def _span(part: Part) -> tuple[int, int]:
    return part[0], part[1] + 1
