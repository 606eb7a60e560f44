"""Who is who over a whole report: candidates joined to chains, by names first, then as the network judges them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from onrecord.reader.candidates import Candidate
from onrecord.reader.coreference import Guess
from onrecord.reader.stage import Stage
from onrecord.reader.tree import Tree

LEAST = {"pronoun": 0.4, "nominal": 0.5, "name": 0.5}
"""Probability from which a candidate joins a chain."""

_NAMED, _LONG = 1.2, 0.4
"""How much more probable a chain is for a pronoun when it has a name, and the power of its length that it gains."""

_SORT = {
    "person": "person", "state": "body", "organisation": "body", "group": "body", "outlet": "body", "body": "body",
    "place": "place", "people": "people", "episode": "thing",
}  # fmt: skip
_NEVER = frozenset({
    ("person", "body"), ("person", "place"), ("person", "thing"), ("person", "people"), ("people", "thing"),
    ("people", "place"),
})  # fmt: skip
_PERSON = {"i": 1, "you": 2}
_SORT_OF_PRONOUN = {"he": "person", "she": "person", "i": "person", "it": "thing"}


@dataclass(slots=True)
class Chain:
    """Candidates that stand for the same.

    Attributes:
        members: numbers of candidates, in text order. shares: how sure each is to belong here. actor: id, by names.
        gender: m, f, n or "". sort: person, body, people, place, thing or "". turns: (person, quotation) of its
            pronouns; nobody is both I and you in one quotation.
    """

    members: list[int] = field(default_factory=list)
    shares: list[float] = field(default_factory=list)
    actor: str | None = None
    gender: str = ""
    sort: str = ""
    turns: set[tuple[int, int]] = field(default_factory=set)


def joined(
    stage: Stage, rows: Sequence[Candidate], guesses: Sequence[Guess], actors: Sequence[str | None]
) -> tuple[list[Chain], list[int]]:
    """Joins candidates from the first to the last: each to the chain that is most probable in sum.

    Args:
        stage: the report. rows, guesses: the candidates and what the network makes of them. actors: the id that the
            words of each stand for; the same id is the same chain, and two ids are never one.

    Returns:
        The chains, and the number of each candidate's chain.
    """
    found: list[Chain] = []
    at: list[int] = []
    known: dict[str, int] = {}
    for i, row in enumerate(rows):
        actor = actors[i]
        gender = stage.gender_of(actor) if actor else row.gender
        sort = _sort(stage, row, actor)
        if actor in known:
            number, share = known[actor], 1.0
        else:
            number, share = _best(stage.tree, rows, guesses[i], found, at, actor, gender, sort)
        if number == len(found):
            found.append(Chain())
        chain = found[number]
        chain.members.append(i)
        chain.shares.append(share)
        if actor is not None and chain.actor is None:
            chain.actor = actor
            known[actor] = number
        chain.gender = chain.gender or gender
        chain.sort = chain.sort or (sort if sort != "thing" else "")
        if row.quote >= 0 and row.pronoun in _PERSON:
            chain.turns.add((_PERSON[row.pronoun], row.quote))
        at.append(number)
    return found, at


def _sort(stage: Stage, row: Candidate, actor: str | None) -> str:
    if row.pronoun:
        return _SORT_OF_PRONOUN.get(row.pronoun, "")
    if actor is not None:
        one_word = actor.startswith("report:") and len(row.words) < 2
        kind = stage.actor(actor).kind
        return "" if one_word and kind == "organisation" else _SORT.get(kind, "")
    if row.number == "plural" and row.kind == "person":
        return "people"
    return _SORT.get(row.kind, "")


def _best(
    tree: Tree,
    rows: Sequence[Candidate],
    guess: Guess,
    found: list[Chain],
    at: list[int],
    actor: str | None,
    gender: str,
    sort: str,
) -> tuple[int, float]:
    """The chain that the next candidate joins, and how sure that is; a number past the last where it begins one."""
    row = rows[len(at)]
    sums: dict[int, float] = {}
    for j, share in guess.before:
        sums[at[j]] = sums.get(at[j], 0.0) + share
    if row.case == "plain" and row.pronoun in ("he", "she", "it", "they"):
        for j, _ in guess.before:
            if rows[j].sentence == row.sentence and _bound(tree, row, rows[j]):
                sums.pop(at[j], None)
    fits = {n: s for n, s in sums.items() if not _forbidden(found[n], actor, gender, sort, row)}
    if fits:
        if row.form == "pronoun":
            fits = {n: s * _weight(found[n]) for n, s in fits.items()}
        best = max(fits, key=lambda n: fits[n])
        share = fits[best] / (guess.none + sum(fits.values()))
        if share >= LEAST[row.form]:
            return best, share
    return len(found), 1.0


def _weight(chain: Chain) -> float:
    """How much a chain draws pronouns: what has a name and keeps coming up is what a report is about."""
    return float((_NAMED if chain.actor is not None else 1.0) * len(chain.members) ** _LONG)


def _bound(tree: Tree, row: Candidate, before: Candidate) -> bool:
    """Whether grammar keeps a pronoun from meaning a phrase: the subject of its own verb, or what holds it."""
    if before.first <= row.head <= before.last and before.form != "pronoun":
        return True
    if before.role not in ("subject", "passive") or row.role in ("subject", "passive"):
        return False
    governor = row.governor
    while tree.dep[governor] in ("advcl", "xcomp") and tree.subject(governor) is None:
        governor = tree.head[governor]
    return before.governor == governor


def _forbidden(chain: Chain, actor: str | None, gender: str, sort: str, row: Candidate) -> bool:
    if actor is not None and chain.actor is not None:
        return True
    if row.quote >= 0 and row.pronoun in _PERSON:
        person = _PERSON[row.pronoun]
        if any((other, row.quote) in chain.turns for other in (1, 2) if other != person):
            return True
    if {gender, chain.gender} in ({"m", "f"}, {"m", "n"}, {"f", "n"}):
        return True
    return (sort, chain.sort) in _NEVER or (chain.sort, sort) in _NEVER
