"""Whom a noun phrase without a name stands for: "the minister", "Israeli forces", "the two groups"."""

from __future__ import annotations

import itertools
from collections import Counter

from onrecord.knowledge.registry import Nouns, nouns, registry
from onrecord.reader.people import owner_of
from onrecord.reader.phrases import left_of, modifiers, objects_of
from onrecord.reader.stage import Entry, Stage, noun_key

_NUMBERS = {"two": 2, "three": 3, "four": 4, "both": 2, "2": 2, "3": 3, "4": 4}
_ANY_GROUP = frozenset({
    "group", "organization", "organisation", "movement", "party", "faction", "militia", "alliance", "coalition",
    "network", "resistance",
})  # fmt: skip
_ANY_STATE = frozenset({"country", "nation", "state", "kingdom", "republic", "neighbor", "neighbour", "superpower"})
_ANY_COMPANY = frozenset({"company", "firm", "bank", "corporation", "airline", "agency", "university", "college"})
_ANY_OUTLET = frozenset({"newspaper", "daily", "magazine", "broadcaster", "channel", "network", "paper", "website"})
_ANY_PLACE = frozenset({
    "city", "town", "area", "location", "region", "strip", "village", "province", "island", "capital", "territory",
    "place", "enclave", "district", "neighborhood", "neighbourhood",
})  # fmt: skip
_ANY_SIDE = frozenset({
    "side", "leader", "country", "nation", "group", "party", "state", "man", "woman", "rival", "ally", "neighbor",
    "neighbour", "organization", "organisation", "movement", "faction", "enemy",
})  # fmt: skip
_BARE_BODIES = frozenset({"mil", "gov", "police", "leg", "court", "opp"})
_NOT_MEMBERS = frozenset({"people", "refugees", "business"})

_NOT_IN_NAMES = frozenset({"DT", "PDT", "PRP$", "CD", "POS", "WDT", "JJR", "JJS", "SP", "_SP", "RB"})
_OF_STATES = (".mil", ".gov", ".police", ".leg", ".court", ".spy", ".media", ".people", ".business", ".refugees")

Meant = tuple[tuple[str, ...], float]
"""Ids and how sure it is."""


def is_place_noun(lemma: str) -> bool:
    """Whether a noun stands for a place named before ("that location")."""
    return lemma in _ANY_PLACE


def meant(stage: Stage, head: int) -> Meant | None:
    """The actors that the phrase of a noun stands for; None where the noun is none of a person or body."""
    tree = stage.tree
    lemma = tree.lemma[head]
    key = noun_key(tree, head)
    owner = owner_of(stage, head)
    body = _body(stage, head, owner)
    if body is not None:
        return (body,), 0.85
    if is_place_noun(lemma) and _pointed(stage, head):
        place = _last(stage, "place")
        return ((place,), 0.6) if place else None
    noun = nouns().get(key or "")
    if noun is None:
        return None
    if lemma == "source" and tree.dep[head] not in ("nsubj", "agent", "nsubjpass"):
        return None
    if several := _several(stage, head, lemma):
        return several, 0.65
    plural = tree.tag[head] in ("NNS", "NNPS")
    collective = (noun.kind in ("people", "body") or plural) and lemma not in _ANY_OUTLET
    if collective and owner and "." not in owner and stage.actor(owner).kind in ("group", "organisation"):
        return (owner,), 0.75
    if noun.kind == "body" and (found := _body_meant(stage, head, lemma, owner)):
        return (found,), 0.6
    if not plural and noun.kind in ("person", "title") and (found := _person_meant(stage, head, lemma, owner)):
        return (found,), 0.65
    if stage.definite(head) and (found := _same_noun(stage, head, lemma, owner)):
        return (found,), 0.6
    return (_fresh(stage, head, noun, owner),), 0.6


def _body(stage: Stage, head: int, owner: str | None) -> str | None:
    """The body of a state: of the owner's, or where none is given of the state that the report is about."""
    tree, known = stage.tree, registry()
    if tree.low[head] == "ministry" and (named := _ministry(stage, head, owner)):
        return named
    pair = f"{tree.low[head - 1]} {tree.low[head]}" if head else ""
    suffix = known.suffix(pair) or known.suffix(tree.low[head])
    if suffix is None:
        return None
    if owner is not None:
        actor = stage.actor(owner)
        if actor.kind in ("group", "organisation", "outlet") and "." not in owner:
            return owner if suffix not in _NOT_MEMBERS else None
        if actor.kind == "person" and suffix in ("people", "business", "refugees", "media"):
            return None
        state = owner.rpartition(".")[0] or owner if "." in owner else stage.state_of(owner)
        if state is None or stage.actor(state).kind != "state":
            return None
        return f"{state}.{suffix}"
    if suffix not in _BARE_BODIES or tree.low[head] in ("side", "leaders", "state", "mission", "court", "officers"):
        return None
    if not (stage.definite(head) or tree.tag[head] == "NNS" or tree.low[head] == "police"):
        return None
    for entry in reversed(stage.history):
        if entry.actor and entry.actor.endswith("." + suffix):
            return entry.actor
    state = _state_about(stage, head)
    return f"{state}.{suffix}" if state else None


def _portfolio(stage: Stage, head: int) -> str | None:
    """What a ministry is named after: "Health" in "the Health Ministry", "Ministry of the Interior"."""
    tree = stage.tree
    before = [i for i in range(left_of(tree, head), head) if tree.text[i][:1].isupper() and i not in stage.hit_at]
    named = [i for i in before if tree.tag[i] not in _NOT_IN_NAMES]
    if not named:
        named = [i for i in objects_of(tree, head, "of") if tree.text[i][:1].isupper() and i not in stage.hit_at]
    return " ".join(tree.text[i] for i in named) or None


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
    tokens = [i for i in rest if i in stage.hit_at]
    here = {stage.hit_at[i].actor for i in tokens if stage.actor(stage.hit_at[i].actor).kind == "state"}
    if len(here) == 1:
        return here.pop()
    counts: dict[str, int] = {}
    for entry in stage.history:
        if entry.actor and stage.actor(entry.actor).kind == "state":
            counts[entry.actor] = counts.get(entry.actor, 0) + 1
    best = sorted(counts, key=lambda a: -counts[a])
    return best[0] if best and (len(best) == 1 or counts[best[0]] > counts[best[1]]) else None


def _state_of_report(stage: Stage) -> str | None:
    """The state that most of the names of a report belong to; None where two come up as often."""
    countries = Counter(stage.actor(hit.actor).country for hit in set(stage.hit_at.values()))
    del countries[None]
    best = countries.most_common(2)
    if not best or (len(best) == 2 and best[0][1] == best[1][1]):
        return None
    state = registry().state_of(str(best[0][0]))
    return state.id if state else None


def _pointed(stage: Stage, head: int) -> bool:
    """Whether "this" or "that" points at a noun, or "the" alone stands before it."""
    tree = stage.tree
    first = left_of(tree, head)
    return tree.low[first] in ("this", "that") or (tree.low[first] == "the" and first == head - 1)


def _of_state(stage: Stage, actor: str) -> bool:
    return actor.endswith(_OF_STATES) or stage.actor(actor).name.endswith(" Ministry")


def _last(stage: Stage, *kinds: str) -> str | None:
    for entry in reversed(stage.history):
        actor = entry.actor
        if actor and stage.actor(actor).kind in kinds and not _of_state(stage, actor):
            return actor
    return None


def _several(stage: Stage, head: int, lemma: str) -> tuple[str, ...] | None:
    """The members of "the two groups", "both countries": as many as it says, the last that came up of that kind."""
    tree = stage.tree
    counts = [_NUMBERS[tree.low[k]] for k in tree.kids[head] if tree.low[k] in _NUMBERS]
    if any(tree.dep[k] == "amod" and any(tree.dep[j] == "conj" for j in tree.kids[k]) for k in tree.kids[head]):
        return None
    if not counts or lemma not in _ANY_SIDE or not stage.definite(head):
        return None
    kinds = _kinds_of(lemma)
    members: list[str] = []
    for entry in reversed(stage.history):
        if stage.sentence[head] - entry.sentence > 8:
            break
        actor = entry.actor
        if actor and "." in actor and stage.actor(actor).kind == "organisation":
            actor = actor.rpartition(".")[0]
        if actor and actor not in members and stage.actor(actor).kind in kinds and not actor.startswith("report:"):
            members.append(actor)
    return tuple(reversed(members[: counts[0]])) if len(members) >= counts[0] else None


def _kinds_of(lemma: str) -> frozenset[str]:
    if lemma in ("leader", "man", "woman"):
        return frozenset({"person"})
    if lemma in ("group", "organization", "organisation", "movement", "faction", "party"):
        return frozenset({"group", "organisation"})
    if lemma in ("country", "nation", "state", "neighbor", "neighbour"):
        return frozenset({"state"})
    return frozenset({"state", "group", "organisation"})


def _body_meant(stage: Stage, head: int, lemma: str, owner: str | None) -> str | None:
    """The group, state, outlet or company that a definite noun takes up again."""
    tree = stage.tree
    if not stage.definite(head) or tree.tag[head] == "NNS":
        return None
    possessor = next((k for k in tree.kids[head] if tree.dep[k] == "poss"), None)
    if possessor is not None:
        return _group_of(stage, possessor) if lemma in _ANY_GROUP else None
    if owner is not None:
        return None
    if lemma in _ANY_STATE:
        return _last(stage, "state")
    if lemma in _ANY_OUTLET and (found := _last(stage, "outlet")):
        return found
    if lemma in ("organization", "organisation") and (found := _last(stage, "organisation")):
        return found
    if lemma in _ANY_GROUP:
        return _last(stage, "group", "organisation")
    if lemma in _ANY_COMPANY:
        return _last(stage, "organisation")
    return None


def _group_of(stage: Stage, possessor: int) -> str | None:
    """ "his group": what the person belongs to, by the report or by the registry."""
    for person in stage.here(possessor):
        served = [of for _, of in stage.titles.get(person, ()) if of]
        served += [role.of for role in reversed(stage.actor(person).roles) if role.of]
        for of in served:
            if stage.actor(of).kind in ("group", "organisation"):
                return of
    return None


def _person_meant(stage: Stage, head: int, lemma: str, owner: str | None) -> str | None:
    """The named person with that title, of that body; also one who is named only soon after."""
    definite = stage.definite(head)
    sentence = stage.sentence[head]
    before: list[Entry] = [e for e in stage.history if e.actor and stage.actor(e.actor).kind == "person"]
    if definite:
        for entry in reversed(before):
            if entry.name and _bears(stage, str(entry.actor), lemma, owner) and sentence - entry.sentence <= 12:
                return entry.actor
    if owner is not None and (not definite or not before):
        for i in range(head + 1, len(stage.tree)):
            hit = stage.hit_at.get(i)
            if stage.sentence[i] > sentence + 2:
                break
            if hit and stage.actor(hit.actor).kind == "person" and _called(stage, hit.actor, lemma, owner):
                return hit.actor
    if definite and owner is not None and stage.actor(owner).kind == "state":
        return _in_office(stage, lemma, owner)
    return None


def _called(stage: Stage, person: str, lemma: str, owner: str) -> bool:
    """Whether this report gives a person that very title."""
    return any(of == owner and title.split()[-1] == lemma for title, of in stage.titles.get(person, ()))


def _bears(stage: Stage, person: str, lemma: str, owner: str | None) -> bool:
    given = stage.titles.get(person, [])
    known = [(role.title, role.of) for role in stage.actor(person).roles]
    return any(lemma in title.split() and (owner is None or of in (owner, None)) for title, of in (*given, *known))


def _in_office(stage: Stage, lemma: str, owner: str) -> str | None:
    day, country = stage.parsed.report.published, stage.actor(owner).country
    if day is None or country is None or lemma not in ("president", "premier", "king", "chancellor", "emir", "pope"):
        return None
    holders = registry().holders(country, day[:10], "prime minister" if lemma == "premier" else lemma)
    return holders[0].id if len(holders) == 1 else None


def _same_noun(stage: Stage, head: int, lemma: str, owner: str | None) -> str | None:
    """The last actor of this report alone that the same noun stood for."""
    plural = stage.tree.tag[head] in ("NNS", "NNPS")
    for entry in reversed(stage.history):
        if entry.lemma == lemma and entry.actor and entry.plural == plural and not entry.name:
            known = stage.actor(entry.actor)
            if owner is None or known.country == stage.actor(owner).country:
                return entry.actor
    return None


def _country(stage: Stage, head: int, owner: str | None) -> str | None:
    """The country of somebody: of what it belongs to, else of the place that is named beside it (rebels in Darfur)."""
    if owner is not None and (country := stage.actor(owner).country):
        return country
    tree = stage.tree
    beside = [*modifiers(tree, head), *objects_of(tree, head, "in", "from", "of", "near")]
    countries = [stage.actor(stage.hit_at[i].actor).country for i in beside if i in stage.hit_at]
    return next((c for c in countries if c), None)


def _fresh(stage: Stage, head: int, noun: Nouns, owner: str | None) -> str:
    """An actor of this report alone, named by its own words."""
    tree = stage.tree
    first = left_of(tree, head)
    words = [
        tree.text[i] for i in range(first, head + 1) if tree.dep[i] not in ("det", "predet") and i not in stage.heads
    ]
    name = " ".join(w for w in words if w[:1].isalnum()) or tree.text[head]
    plural = tree.tag[head] in ("NNS", "NNPS")
    actor = stage.own(
        name,
        "group" if noun.kind == "body" else "unknown" if plural or noun.kind == "people" else "person",
        fresh=not plural,
        country=_country(stage, head, owner),
        sector=(noun.sector,),
    )
    if noun.gender:
        stage.gender[actor] = noun.gender
    return actor
