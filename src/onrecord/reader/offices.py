"""Who holds the office that a phrase names on the day of the report: "the Iranian defence minister"."""

from __future__ import annotations

from datetime import date, timedelta

from onrecord.knowledge.registry import office_in, registry
from onrecord.knowledge.roles import role_words
from onrecord.model import Actor
from onrecord.reader.phrases import conjuncts, modifiers, objects_of
from onrecord.reader.stage import Stage
from onrecord.reader.tree import Tree

_LEFT = 3
"""Days before a report on which somebody still led who is said in it to have lost the lead or life."""
_GAP = 7
"""Days for which an office that nobody holds is still that of who held it last."""


def holder(stage: Stage, head: int, owner: str | None) -> str | None:
    """The one who holds the office that a definite phrase names, or leads the group that it names; None if not one.

    Args:
        owner: id of the state, group or organisation served; None where the phrase tells none: then that of the only
            country that the sentence or the report names.
    """
    day = (stage.parsed.report.published or "")[:10]
    if len(day) != 10:
        return None
    if owner is not None and stage.actor(owner).kind in ("group", "organisation") and "." not in owner:
        shift = timedelta(days=_LEFT if leaves(stage.tree, head) else 0)
        on = (date.fromisoformat(day) - shift).isoformat()
        led = registry().heads(owner, on) if _leads(stage.tree, head) else ()
        return led[0].id if len(led) == 1 else None
    office = _office(stage.tree, head, owner is not None)
    if office is None or (owner is not None and stage.actor(owner).kind != "state"):
        return None
    country = stage.actor(owner).country if owner is not None else _only_country(stage, head)
    found = _on(country, day, office, leaves(stage.tree, head)) if country else ()
    return found[0].id if len(found) == 1 else None


def holders_of(stage: Stage, head: int) -> tuple[str, ...]:
    """Those who hold an office of several states: "the presidents of Chad and Sudan"; empty unless one for each."""
    tree = stage.tree
    day = (stage.parsed.report.published or "")[:10]
    if tree.tag[head] != "NNS" or len(day) != 10 or (office := _office(tree, head, True)) is None:
        return ()
    states = [i for first in objects_of(tree, head, "of") for i in conjuncts(tree, first) if i in stage.hit_at]
    if len(states) < 2:
        return ()
    countries = [stage.actor(stage.hit_at[i].actor).country for i in states]
    found = [_on(country, day, office, False) if country else () for country in countries]
    return tuple(one[0].id for one in found) if all(len(one) == 1 for one in found) else ()


def leaves(tree: Tree, head: int) -> bool:
    """Whether somebody is said to lose an office or life: subject of "resign", object of "overthrow"."""
    top = head
    while tree.dep[top] == "conj":
        top = tree.head[top]
    verb, known = tree.lemma[tree.head[top]], role_words().words
    if tree.dep[top] == "nsubj":
        return verb in known["leaving"]
    return tree.dep[top] in ("dobj", "nsubjpass") and verb in known["removing"]


def _on(country: str, day: str, office: str, leaving: bool) -> tuple[Actor, ...]:
    known = registry()
    left = known.left(country, day, office) if leaving else ()
    return left[:1] or known.holders(country, day, office) or known.left(country, day, office, _GAP)[:1]


def _office(tree: Tree, head: int, owned: bool) -> str | None:
    """The office that a head and the words before it name; a state's leader is whoever holds most power."""
    before = sorted(k for k in modifiers(tree, head) if k < head)
    title = " ".join([*(tree.low[i] for i in before), tree.lemma[head]])
    if tree.lemma[head] == "secretary" and any(tree.low[k] == "state" for k in objects_of(tree, head, "of")):
        title = f"{title} of state"
    asked = office_in(title)
    if asked is None and owned and tree.lemma[head] == "leader" and all(tree.tag[i] != "NN" for i in before):
        return "leader"
    return "prime minister" if asked == "premier" else asked


def _leads(tree: Tree, head: int) -> bool:
    """Whether a phrase is "leader", "chief" or "secretary-general" with nothing that makes a lesser one of it."""
    before = [k for k in modifiers(tree, head) if k < head and tree.dep[k] == "amod" and tree.pos[k] == "ADJ"]
    return tree.lemma[head] in role_words().words["leading"] and not before and tree.tag[head] == "NN"


def _only_country(stage: Stage, head: int) -> str | None:
    """The country of all names of the sentence, else of all names of the report; None where there are several."""
    here: set[str | None] = set()
    everywhere: set[str | None] = set()
    for i, hit in stage.hit_at.items():
        actor = stage.actor(hit.actor)
        if actor.kind not in ("outlet", "episode") and actor.country:
            everywhere.add(actor.country)
            if stage.sentence[i] == stage.sentence[head]:
                here.add(actor.country)
    found = here or everywhere
    return next(iter(found)) if len(found) == 1 else None
