"""Whom a pronoun stands for: what came up last that agrees, subjects first."""

from __future__ import annotations

from onrecord.reader.stage import Entry, Stage

_HE = frozenset({"he", "him", "his", "himself"})
_SHE = frozenset({"she", "her", "hers", "herself"})
_IT = frozenset({"it", "its", "itself"})
_THEY = frozenset({"they", "them", "their", "theirs", "themselves"})
PRONOUNS = _HE | _SHE | _IT | _THEY
_FAR = 4
"""Sentences back that a pronoun reaches."""
_SURE, _UNSURE = 0.64, 0.4
"""Share of he and she, and of it and they, that were right on development texts; those without a name count too."""
_WEATHER = frozenset({"seem", "appear", "rain", "happen", "turn", "remain"})
_COLLECTIVE = frozenset({"group", "organisation", "state", "outlet"})


def antecedent(stage: Stage, i: int) -> tuple[str, float] | None:
    """The actor of a third-person pronoun and how sure it is; None where it stands for nobody, or for no actor."""
    tree = stage.tree
    low = tree.low[i]
    if low in _IT and _is_empty(stage, i):
        return None
    best: tuple[float, Entry] | None = None
    for entry in reversed(stage.history):
        distance = stage.sentence[i] - entry.sentence
        if distance > _FAR:
            break
        if not _agrees(stage, low, entry) or _bound(stage, i, entry):
            continue
        score = _score(stage, i, entry, distance)
        if best is None or score > best[0]:
            best = (score, entry)
    if best is None or best[1].actor is None:
        return None
    return best[1].actor, _SURE if low in _HE | _SHE else _UNSURE


def _score(stage: Stage, i: int, entry: Entry, distance: int) -> float:
    tree = stage.tree
    personal = tree.low[i] in _HE | _SHE
    score = -1.7 * distance - 0.01 * (i - entry.token)
    score += 1.2 * (entry.rank == 2) + 0.4 * (entry.rank == 1)
    score += (0.8 if personal else 0.3) * entry.name - (1.5 if tree.dep[i] == "poss" else 0.5) * (entry.actor is None)
    score += 1.5 * (personal and entry.actor in stage.named)
    if tree.dep[i] == "poss" and distance == 0 and entry.rank == 2:
        score += 0.6
    if tree.dep[i] in ("nsubj", "nsubjpass") and entry.rank == 2:
        score += 0.8
    return score


def _agrees(stage: Stage, low: str, entry: Entry) -> bool:
    actor = stage.actor(entry.actor) if entry.actor else None
    if low in _HE or low in _SHE:
        if actor is None or actor.kind != "person" or entry.plural:
            return False
        gender = stage.gender_of(actor.id)
        return gender in ("", "m" if low in _HE else "f")
    if low in _IT:
        if actor is None:
            return not entry.plural
        return not entry.plural and actor.kind in (*_COLLECTIVE, "place")
    if actor is None:
        return entry.plural
    if actor.kind in ("person", "place"):
        return entry.plural
    return entry.plural or (actor.kind in _COLLECTIVE and actor.kind != "state")


def _bound(stage: Stage, i: int, entry: Entry) -> bool:
    """Whether grammar keeps a pronoun from meaning a word: the subject of its own verb, or its own possessor's noun."""
    tree = stage.tree
    if tree.head[entry.token] == i or (tree.dep[i] == "poss" and tree.head[i] == entry.token):
        return True
    if tree.dep[i] == "poss" or tree.low[i].endswith(("self", "selves")):
        return False
    governor = tree.head[i]
    if tree.dep[i] == "pobj" and tree.dep[governor] == "prep":
        governor = tree.head[governor]
    while tree.dep[governor] in ("advcl", "xcomp") and tree.subject(governor) is None:
        governor = tree.head[governor]
    return tree.head[entry.token] == governor and tree.dep[i] not in ("nsubj", "nsubjpass") and entry.rank == 2


def _is_empty(stage: Stage, i: int) -> bool:
    """Whether "it" stands for nothing: it is clear that, it seems."""
    tree = stage.tree
    if tree.dep[i] == "expl":
        return True
    verb = tree.head[i]
    if tree.dep[i] not in ("nsubj", "nsubjpass"):
        return False
    if tree.lemma[verb] in _WEATHER:
        return True
    kids = {tree.dep[k] for k in tree.kids[verb]}
    clause = kids & {"ccomp", "xcomp", "advcl", "csubj"}
    return tree.lemma[verb] == "be" and bool(kids & {"acomp", "attr"}) and (bool(clause) or _complement(stage, verb))


def _complement(stage: Stage, verb: int) -> bool:
    tree = stage.tree
    for kid in tree.kids[verb]:
        if tree.dep[kid] in ("acomp", "attr"):
            return any(tree.dep[k] in ("xcomp", "ccomp", "relcl", "acl") for k in tree.kids[kid])
    return False
