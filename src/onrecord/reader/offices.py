"""Who holds the office that a phrase names on the day of the report: "the Iranian defence minister"."""

from __future__ import annotations

from datetime import timedelta

from onrecord.knowledge.registry import LESSER, office_in, office_words, registry
from onrecord.knowledge.roles import role_words
from onrecord.model import Actor
from onrecord.reader.intervals import day_of
from onrecord.reader.phrases import conjuncts, modifiers, objects_of
from onrecord.reader.stage import Stage
from onrecord.reader.tree import Tree

_LEFT = 3
"""Days before a report on which somebody still led who is said in it to have lost the lead or life."""
_GAP = 7
"""Days for which an office that nobody holds is still that of who held it last."""
_STAND_IN = frozenset({"interim", "acting", "transitional", "caretaker", "provisional", "outgoing", "current"})
"""Words that say how an office is held; who holds it is the same."""
_ORDERLY = frozenset({"first", "new", "longtime", "veteran", "embattled", "ailing", "aging", "ageing", "powerful"})
_OWN_OFFICE = frozenset({"president", "king", "emir", "sultan", "supreme leader", "leader", "head of state"})
"""Offices that are nobody's under somebody: "his president" is not the president of his state."""
_PARTS = frozenset("region province county governorate district city town".split())
_ENVOYS = frozenset({"envoy", "representative", "mediator", "coordinator"})


def holder(stage: Stage, head: int, owner: str | None) -> str | None:
    """The one who holds the office that a definite phrase names, or leads the group that it names; None if not one.

    Args:
        owner: id of the state, group or organisation served; None where the phrase tells none: then that of the only
            country that the sentence or the report names.
    """
    today = day_of(stage.parsed.report.published)
    if today is None:
        return None
    day = today.isoformat()
    if owner is not None and stage.actor(owner).kind in ("group", "organisation") and "." not in owner:
        shift = timedelta(days=_LEFT if leaves(stage.tree, head) else 0)
        on = (today - shift).isoformat()
        led = registry().heads(owner, on, stage.tree.lemma[head]) if _leads(stage.tree, head) else ()
        if not led and stage.tree.lemma[head] in _ENVOYS:
            led = registry().envoys(owner, on, _countries(stage, head))
        return led[0].id if len(led) == 1 else None
    office = _office(stage.tree, head, owner is not None)
    if office is not None and _is_lower(stage, head):
        return None
    country = _only_country(stage, head) if owner is None else _served(stage, owner, office or "")
    if office is None or country is None:
        return None
    for title in office_words().get(office, (office,)):
        found = _on(country, day, title, leaves(stage.tree, head))
        if found:
            return found[0].id if len(found) == 1 else None
    return None


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


def _is_lower(stage: Stage, head: int) -> bool:
    """Whether an office is one of a part of a state: "the president of the Amhara region"."""
    tree = stage.tree
    for i in objects_of(tree, head, "of"):
        hit = stage.hit_at.get(i)
        if (tree.low[i] in _PARTS and tree.lemma[head] != "head") or (hit is not None and hit.what == "place"):
            return True
    return False


def _served(stage: Stage, owner: str, office: str) -> str | None:
    """The country of whose office it is: of a state, its body, or of who holds office in it ("his prime minister")."""
    actor = stage.actor(owner)
    if actor.kind == "state" or owner.endswith((".mil", ".gov")):
        return actor.country
    if actor.kind == "person" and "GOV" in (*actor.sector, "GOV" * bool(actor.roles)) and office not in _OWN_OFFICE:
        state = stage.state_of(owner)
        return stage.actor(state).country if state else None
    return None


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
    kept = [i for i in before if tree.dep[i] != "poss" and tree.low[i] not in _STAND_IN and tree.text[i].islower()]
    if (
        kept
        and tree.low[kept[0]] in _ORDERLY
        and (len(kept) > 1 or tree.low[kept[0]] != "first" or before[-1] > kept[0])
    ):
        kept = [i for i in kept if tree.tag[i] not in ("JJ", "RB", "VBN")]
    title = " ".join([*(tree.low[i] for i in kept), tree.lemma[head]])
    if tree.lemma[head] == "secretary" and any(tree.low[k] == "state" for k in objects_of(tree, head, "of")):
        title = f"{title} of state"
    if (further := _further(tree, head, title)) is not None:
        return further
    asked = office_in(title)
    if asked is None and owned and tree.lemma[head] == "leader" and all(tree.tag[i] != "NN" for i in before):
        return "leader"
    return "prime minister" if asked == "premier" else asked


def _further(tree: Tree, head: int, title: str) -> str | None:
    """The one of `office_words` that a title is, with what it is of: "chief of the general staff"."""
    if tree.tag[head] not in ("NN", "NNP"):
        return None
    inner = next((k for k in objects_of(tree, head, "of") if tree.pos[k] in ("NOUN", "PROPN")), None)
    if inner is not None:
        named = [tree.low[k] for k in sorted(modifiers(tree, inner)) if k < inner and tree.dep[k] != "poss"]
        for of in (" ".join([*named, tree.low[inner]]), tree.low[inner]):
            if f"{title} of {of}" in office_words():
                return f"{title} of {of}"
    return title if title in office_words() else None


def _leads(tree: Tree, head: int) -> bool:
    """Whether a phrase is "leader", "chief" or "secretary-general" with nothing that makes a lesser one of it."""
    if tree.lemma[head] == "general" and tree.low[max(head - 2, 0)] == "secretary" and tree.text[head - 1] == "-":
        return head < 3 or tree.low[head - 3] not in LESSER
    before = [k for k in modifiers(tree, head) if k < head and tree.dep[k] == "amod" and tree.pos[k] == "ADJ"]
    return tree.lemma[head] in role_words().words["leading"] and not before and tree.tag[head] == "NN"


def _countries(stage: Stage, head: int) -> frozenset[str]:
    """The countries of a sentence, else of the report."""
    everywhere: set[str] = set()
    here: set[str] = set()
    for i, hit in stage.hit_at.items():
        if country := stage.actor(hit.actor).country:
            everywhere.add(country)
            if stage.sentence[i] == stage.sentence[head]:
                here.add(country)
    return frozenset(here or everywhere)


def _only_country(stage: Stage, head: int) -> str | None:
    """The country of all names of the sentence, else of all names of the report; None where there are several."""
    here: set[str | None] = set()
    everywhere: set[str | None] = set()
    clause: set[str | None] = set()
    for i, hit in stage.hit_at.items():
        actor = stage.actor(hit.actor)
        if actor.kind not in ("outlet", "episode") and actor.country and "BUS" not in actor.sector:
            everywhere.add(actor.country)
            if stage.sentence[i] == stage.sentence[head]:
                here.add(actor.country)
                if ";" not in stage.tree.text[min(i, head) : max(i, head)]:
                    clause.add(actor.country)
    found = clause if len(here) > 1 else here or everywhere
    return next(iter(found)) if len(found) == 1 else None
