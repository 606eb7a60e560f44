"""The sides of an event or relation, out of the head word of a noun phrase."""

from __future__ import annotations

from spacy.tokens import Token

from onrecord.model import Mention, Party, Place
from onrecord.reader.cast import Cast
from onrecord.reader.parse import Parsed
from onrecord.reader.phrases import conjuncts, left_of, modifiers, objects_of, right_of
from onrecord.reader.tree import Tree, tree_of

_RELATIVE = frozenset({"who", "whom", "which", "that", "whose"})
_MEMBERS = frozenset({
    "member", "group", "number", "dozen", "hundred", "thousand", "leader", "official", "fighter", "supporter",
    "part", "rest", "one", "some", "many", "all", "most", "several", "two", "three", "leadership", "majority",
    "people", "score", "troop", "force", "soldier", "pair", "couple",
})  # fmt: skip
_OTHERS = frozenset(
    "critic opponent rival enemy foe victim accuser killer attacker captor lawyer attorney predecessor successor wife "
    "husband son daughter brother sister father mother family relative widow friend".split()
)
"""Whoever these are, they are not the one whose they are."""


def parties(head: Token, parsed: Parsed, cast: Cast, places: tuple[Place, ...]) -> tuple[Party, ...]:
    """The parties that the noun phrase of a head word names: one for each member of a conjunction.

    A relative pronoun gives its antecedent's words; another pronoun keeps its own. Relative clauses are left out.
    """
    tree = tree_of(parsed.doc)
    start = _antecedent(tree, head.i)
    found: list[Party] = []
    for i in conjuncts(tree, start):
        found += _one(tree, i, parsed, cast, places)
    return tuple(dict.fromkeys(found))


def _antecedent(tree: Tree, i: int) -> int:
    """What a relative pronoun stands for: the noun that its clause hangs on."""
    if tree.low[i] not in _RELATIVE or not tree.tag[i].startswith(("W", "DT", "IN")):
        return i
    clause = tree.head[i]
    while tree.dep[clause] not in ("relcl", "acl") and tree.head[clause] != clause:
        clause = tree.head[clause]
    return tree.head[clause] if tree.dep[clause] in ("relcl", "acl") else i


def _one(tree: Tree, i: int, parsed: Parsed, cast: Cast, places: tuple[Place, ...]) -> list[Party]:
    doc = parsed.doc
    mentions = cast.heads.get(i, ())
    if mentions:
        found = [_of_mention(mention, cast, places) for mention in mentions]
        return found + _further(tree, i, parsed, cast) if len(found) == 1 else found
    first, last = left_of(tree, i), right_of(tree, i, full=True)
    actor = _through(tree, i, cast)
    place = None if actor else _place_at(tree.start[i], tree.end[i], places)
    return [Party(parsed.of_tokens(doc[first], doc[last]), actor, place)]


def _further(tree: Tree, i: int, parsed: Parsed, cast: Cast) -> list[Party]:
    """The other nations of a phrase of several: "French and Egyptian warships" are two sides."""
    joined = [k for m in modifiers(tree, i) for k in tree.kids[m] if tree.dep[k] == "conj" and k < i]
    found = [Party(parsed.of(parsed.doc[k]), _actor(cast, k)) for k in joined]
    return [party for party in found if party.actor and cast.by_id[party.actor].kind == "state"]


def _of_mention(mention: Mention, cast: Cast, places: tuple[Place, ...]) -> Party:
    if cast.by_id[mention.actor].kind != "place":
        return Party(mention.span, mention.actor)
    return Party(mention.span, mention.actor, _place_at(mention.span.start, mention.span.end, places))


def _through(tree: Tree, i: int, cast: Cast) -> str | None:
    """The actor that a phrase without one of its own leads to: members of Hamas, Netanyahu's threat, Israeli shells."""
    if tree.lemma[i] in _OTHERS:
        return None
    if tree.lemma[i] in _MEMBERS or tree.pos[i] == "NUM":
        for inner in objects_of(tree, i, "of"):
            if found := _actor(cast, inner):
                return found
    for inner in reversed(list(modifiers(tree, i))):
        if found := _actor(cast, inner):
            return found
    for inner in objects_of(tree, i, "of", "by", "from"):
        if found := _actor(cast, inner):
            return found
    return None


def _actor(cast: Cast, i: int) -> str | None:
    found = [m.actor for m in cast.heads.get(i, ())]
    return found[0] if len(found) == 1 and cast.by_id[found[0]].kind not in ("place", "episode") else None


def _place_at(start: int, end: int, places: tuple[Place, ...]) -> str | None:
    """The first place within an interval, or around it."""
    for place in places:
        if place.span.overlaps(start, end):
            return place.id
    return None
