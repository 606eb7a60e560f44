"""The bodies of states: "the Lebanese army", "the ministry", and bare "troops" of the state that a report is about."""

from __future__ import annotations

import itertools
from collections import Counter

from onrecord.knowledge.registry import registry
from onrecord.knowledge.roles import composed, role_words
from onrecord.reader.phrases import conjuncts, left_of, modifiers, objects_of
from onrecord.reader.roles import is_other, words_before
from onrecord.reader.stage import Stage
from onrecord.reader.tree import Tree

_BARE_BODIES = frozenset({"mil", "gov", "police", "leg", "court", "opp", "guard", "electoral", "bank"})
_NOT_MEMBERS = frozenset({"people", "refugees", "business"})
_TOWARDS = frozenset({"to", "into", "onto", "against", "toward", "towards"})
_NOT_IN_NAMES = frozenset({"DT", "PDT", "PRP$", "CD", "POS", "WDT", "JJR", "JJS", "SP", "_SP", "RB"})
_OF_STATES = (".mil", ".gov", ".police", ".leg", ".court", ".spy", ".media", ".people", ".business", ".refugees",
             ".guard", ".electoral", ".bank", ".football")  # fmt: skip


def body_of_state(stage: Stage, head: int, owner: str | None) -> str | None:
    """The body of a state: of the owner's, or where none is given of the state that the report is about."""
    tree = stage.tree
    by_portfolio = tree.text[head] == "Ministry" or (tree.low[head] == "ministry" and not _pair(tree, head))
    if by_portfolio and (named := _ministry(stage, head, owner)):
        return named
    suffix = body_word(tree, head)
    if suffix is None or is_other(tree, head):
        return None
    if owner is not None:
        actor = stage.actor(owner)
        if actor.kind in ("group", "organisation", "outlet") and "." not in owner:
            return owner if suffix not in _NOT_MEMBERS else None
        if actor.kind == "person" and suffix in ("people", "business", "refugees", "media"):
            return None
        if _told_otherwise(stage, head, suffix):
            return None
        state = owner.rpartition(".")[0] or owner if "." in owner else stage.state_of(owner)
        if state is None or stage.actor(state).kind != "state":
            return None
        return f"{state}.{suffix}"
    if suffix not in _BARE_BODIES or (
        not _pair(tree, head)
        and tree.low[head]
        in (
            "side",
            "leaders",
            "state",
            "mission",
            "court",
            "officers",
            "peacekeepers",
        )
    ):
        return None
    if not (stage.definite(head) or tree.tag[head] == "NNS" or tree.low[head] in ("police", "parliament")):
        return None
    if role_words().words["elsewhere"].intersection(words_before(tree, head)):
        return None
    for entry in reversed(stage.history):
        if entry.actor and entry.actor.endswith("." + suffix):
            return entry.actor
    state = _state_about(stage, head) or (_state_of_names(stage) if _is_one(stage.tree, head) else None)
    return f"{state}.{suffix}" if state else None


def body_word(tree: Tree, head: int) -> str | None:
    """The suffix of the body of a state that a noun names, with the word before it or alone."""
    pair = f"{tree.low[head - 1]} {tree.low[head]}" if head else ""
    return registry().suffix(pair) or registry().suffix(tree.low[head])


def _told_otherwise(stage: Stage, head: int, suffix: str) -> bool:
    """Whether the words before a noun make others of its bearers than the body: "union leaders", "customs men"."""
    tree = stage.tree
    if _pair(tree, head):
        return False
    words = [tree.low[i] for i in set(modifiers(tree, head)) if i < head and i not in stage.hit_at]
    own = registry().bodies[suffix].sector
    told = composed(tree.lemma[head], own[0], words) if words and own else own
    return told[:1] != own[:1]


def _pair(tree: Tree, head: int) -> bool:
    """Whether a body is named by two words: "foreign ministry" is a state's government."""
    return head > 0 and registry().suffix(f"{tree.low[head - 1]} {tree.low[head]}") is not None


def bodies_of_states(stage: Stage, head: int) -> tuple[str, ...]:
    """The bodies of the nations that are joined before a noun: "Ethiopian and Eritrean troops"; empty of fewer."""
    states = [stage.hit_at[i].actor for i in nations_joined(stage, head)]
    if len(states) < 2:
        return ()
    found = [body_of_state(stage, head, state) for state in states]
    return tuple(body for body in found if body) if all(found) else ()


def nations_joined(stage: Stage, head: int) -> list[int]:
    """The adjectives of nations before a noun that "and" or commas join."""
    tree = stage.tree
    firsts = [k for k in tree.kids[head] if k < head and tree.dep[k] in ("amod", "compound", "nmod")]
    joined = [i for k in firsts for i in conjuncts(tree, k)]
    return [i for i in joined if i < head and (hit := stage.hit_at.get(i)) is not None and hit.what == "adjective"]


def _portfolio(stage: Stage, head: int) -> str | None:
    """What a ministry is named after: "Health" in "the Health Ministry", "Ministry of the Interior"."""
    tree = stage.tree
    before = [i for i in range(left_of(tree, head), head) if i not in stage.hit_at]
    capital = any(tree.text[i][:1].isupper() for i in (*before, head))
    named = [i for i in before if tree.tag[i] not in _NOT_IN_NAMES and (tree.text[i][:1].isupper() or not capital)]
    if not named:
        named = [i for i in objects_of(tree, head, "of") if i not in stage.hit_at]
        named = [i for i in named if tree.text[i][:1].isupper() or tree.pos[i] == "NOUN"]
    return " ".join(tree.text[i].capitalize() for i in named) or None


def _ministry(stage: Stage, head: int, owner: str | None) -> str | None:
    """A ministry, named with its state where that is known, so that it is the same one in another report."""
    known, portfolio = registry(), _portfolio(stage, head)
    if portfolio is None:
        if owner is not None or not stage.definite(head):
            return None
        taken_up = (e.actor for e in reversed(stage.history) if e.actor)
        return next((actor for actor in taken_up if stage.actor(actor).name.endswith(" Ministry")), None)
    state = stage.state_of(owner) if owner else _state_about(stage, head) or _state_of_report(stage)
    if state is None:
        return stage.own(f"{portfolio} Ministry", "organisation", sector=("GOV",))
    name = f"{known.adjective(state)} {portfolio} Ministry"
    return stage.own(name, "organisation", country=stage.actor(state).country, sector=("GOV",))


def _state_about(stage: Stage, head: int) -> str | None:
    """The only state of the sentence, else the one that has come up most often."""
    sentence = stage.sentence[head]
    rest = itertools.takewhile(lambda i: stage.sentence[i] == sentence, range(stage.tree.sent[head], len(stage.tree)))
    tokens = [i for i in rest if i in stage.hit_at and not _aimed_at(stage, i)]
    here = {stage.hit_at[i].actor for i in tokens if stage.actor(stage.hit_at[i].actor).kind == "state"}
    if len(here) == 1:
        return here.pop()
    counts: dict[str, int] = {}
    for entry in stage.history:
        if entry.actor and stage.actor(entry.actor).kind == "state":
            counts[entry.actor] = counts.get(entry.actor, 0) + 1
    best = sorted(counts, key=lambda a: -counts[a])
    return best[0] if best and (len(best) == 1 or counts[best[0]] > counts[best[1]]) else None


def _is_one(tree: Tree, head: int) -> bool:
    """Whether a noun means a body of which a state has one: "the army", not "troops"."""
    return tree.tag[head] not in ("NNS", "NNPS") or tree.low[head] in ("police", "authorities")


def _state_of_names(stage: Stage) -> str | None:
    """The state of every name of a report, places too; None where the names are of several countries."""
    countries = {stage.actor(hit.actor).country for hit in set(stage.hit_at.values())} - {None}
    state = registry().state_of(str(countries.pop())) if len(countries) == 1 else None
    return state.id if state else None


def _aimed_at(stage: Stage, i: int) -> bool:
    """Whether a name is where somebody goes or is sent: "troops sent to Mali" are not Mali's."""
    tree = stage.tree
    return tree.dep[i] == "pobj" and tree.low[tree.head[i]] in _TOWARDS


def _state_of_report(stage: Stage) -> str | None:
    """The state that most of the names of a report belong to; None where two come up as often."""
    countries = Counter(stage.actor(hit.actor).country for hit in set(stage.hit_at.values()))
    del countries[None]
    best = countries.most_common(2)
    if not best or (len(best) == 2 and best[0][1] == best[1][1]):
        actors = [stage.actor(hit.actor) for hit in set(stage.hit_at.values())]
        best = Counter(a.country for a in actors if a.kind == "place").most_common(2)
    if len(best) != 1 and (not best or best[0][1] == best[1][1]):
        return None
    state = registry().state_of(str(best[0][0]))
    return state.id if state else None


def is_of_state(stage: Stage, actor: str) -> bool:
    """Whether an actor is a body of a state, by its id or its name."""
    return actor.endswith(_OF_STATES) or stage.actor(actor).name.endswith(" Ministry")
