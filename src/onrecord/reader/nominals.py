"""Whom a noun phrase without a name stands for: "the minister", "Israeli forces", "the two groups"."""

from __future__ import annotations

import msgspec

from onrecord.knowledge.registry import HEADS, Nouns, Office, nouns, office_in
from onrecord.model import Actor, ActorKind
from onrecord.reader.bodies import bodies_of_states, body_of_state, body_word, is_of_state
from onrecord.reader.offices import holder, holders_of
from onrecord.reader.people import joined_on, owner_of, root_of
from onrecord.reader.phrases import left_of, modifiers, objects_of
from onrecord.reader.roles import is_other, sectors_of
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


_MEN = frozenset({"man", "fighter", "force", "rebel", "militiaman", "troop", "guerrilla", "guerilla", "soldier"})
"""Nouns for those who fight for somebody."""

Meant = tuple[tuple[str, ...], float]
"""Ids and how sure it is."""


def is_place_noun(lemma: str) -> bool:
    """Whether a noun stands for a place named before ("that location")."""
    return lemma in _ANY_PLACE


def exact(stage: Stage, head: int) -> Meant | None:
    """The actors that the words of a noun phrase alone tell, wherever it stands: "Israeli forces", "the party Nur"."""
    tree = stage.tree
    key = noun_key(tree, head)
    beside = stage.hit_at.get(tree.head[head]) if tree.dep[head] == "appos" else None
    if beside is not None and key is not None and _may_be(nouns().get(key), stage.actor(beside.actor).kind):
        _lend(stage, beside.actor, nouns().get(key))
        return (beside.actor,), 0.8
    named = named_beside(stage, head)
    if named is not None and key is not None and _same_kind(stage, head, stage.hit_at[named].actor):
        return (stage.hit_at[named].actor,), 0.8
    if (inside := _names_its_head(stage, head)) is not None:
        return (inside,), 0.8
    if (
        key is not None
        and nouns()[key].kind in ("person", "title")
        and (same := _told_by_name(stage, head)) is not None
    ):
        return (same,), 0.8
    if (bodies := bodies_of_states(stage, head)) or (bodies := holders_of(stage, head)):
        return bodies, 0.8
    owner = owner_of(stage, head)
    if owner is None:
        return None
    if (led := _led_by(stage, head, owner)) is not None:
        return (led,), 0.75
    body = body_of_state(stage, head, owner)
    if body is not None:
        if body == owner:
            _lend(stage, owner, nouns().get(key or ""))
        return (body,), 0.85
    noun = nouns().get(key or "")
    lemma = tree.lemma[head]
    plural = tree.tag[head] in ("NNS", "NNPS")
    collective = noun is not None and (noun.kind in ("people", "body") or plural) and lemma not in _ANY_OUTLET
    collective = collective and not is_other(tree, head) and stage.actor(owner).name.lower() not in nouns()
    if collective and "." not in owner and stage.actor(owner).kind in ("group", "organisation"):
        _lend(stage, owner, noun)
        return (owner,), 0.75
    return None


def _led_by(stage: Stage, head: int, owner: str) -> str | None:
    """The group whose men are called by its leader alone: "Kony's fighters"."""
    tree = stage.tree
    if tree.lemma[head] not in _MEN or tree.tag[head] != "NNS" or stage.actor(owner).kind != "person":
        return None
    if is_other(tree, head):
        return None
    day = stage.parsed.report.published
    served = [
        role.of
        for role in stage.actor(owner).roles
        if role.of and role.title in HEADS and (day is None or Office(owner, role, False).on(day[:10]))
    ]
    groups = [of for of in served if stage.actor(of).kind == "group"]
    return groups[0] if len(set(served)) == 1 and groups else None


def several(stage: Stage, head: int) -> Meant | None:
    """The members of "the two groups", "both countries"."""
    found = _several(stage, head, stage.tree.lemma[head])
    return (found, 0.65) if found else None


def meant(stage: Stage, head: int) -> Meant | None:
    """The actors that the phrase of a noun stands for by what came up before it; None where it is none's noun."""
    tree = stage.tree
    lemma = tree.lemma[head]
    key = noun_key(tree, head)
    owner = owner_of(stage, head)
    body = body_of_state(stage, head, owner)
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
    plural = tree.tag[head] in ("NNS", "NNPS")
    if noun.kind == "body" and (found := _body_meant(stage, head, lemma, owner)):
        return (found,), 0.6
    if not plural and noun.kind in ("person", "title") and (found := _person_meant(stage, head, lemma, owner)):
        return (found,), 0.65
    return (fresh(stage, head, noun, owner),), 0.6


def named_beside(stage: Stage, head: int) -> int | None:
    """The name in apposition to a noun, or to the body that it serves: "a spokesman for the party, Adel Hakim"."""
    tree = stage.tree
    for k in tree.kids[head]:
        if tree.dep[k] == "appos" and k in stage.hit_at:
            return k
    noun = nouns().get(noun_key(tree, head) or "")
    if noun is None or noun.kind not in ("person", "title"):
        return None
    for inner in objects_of(tree, head, "for", "of", "at", "in"):
        own = nouns().get(noun_key(tree, inner) or "")
        if own is not None and own.kind != "body":
            continue  # "supporters of the president, Mohamed Morsi": the name is the president's
        for k in tree.kids[inner]:
            if tree.dep[k] == "appos" and k in stage.hit_at and stage.actor(stage.hit_at[k].actor).kind == "person":
                return k
    return None


def _names_its_head(stage: Stage, head: int) -> str | None:
    """ "the newspaper Assafir", "the group Ansar Dine": the name that the parser took for a modifier."""
    tree = stage.tree
    key = noun_key(tree, head)
    hit = stage.hit_at.get(head - 1) or stage.hit_at.get(head + 1)
    if key is None or hit is None or tree.head[root_of(stage, hit)] != head:
        return None
    kind = stage.actor(hit.actor).kind
    if kind == "outlet" and key in ("newspaper", "daily", "magazine", "channel", "network", "website", "broadcaster"):
        return hit.actor
    if kind in ("group", "organisation") and key in ("group", "organization", "organisation", "movement", "party"):
        return hit.actor
    return None


def contradicts(stage: Stage, head: int, ids: tuple[str, ...]) -> bool:
    """Whether a noun cannot mean an actor: "the prime minister" no defence minister, "the army" no whole state."""
    if len(ids) != 1:
        return False
    actor = stage.actor(ids[0])
    if actor.kind == "person":
        noun = nouns().get(noun_key(stage.tree, head) or "")
        if noun is not None and noun.kind == "body":
            return True
        return _holds_another(stage, head, actor)
    owner = owner_of(stage, head)
    if (
        owner is not None
        and owner != actor.id
        and actor.country
        and stage.actor(owner).country not in (None, actor.country)
    ):
        return True
    if not stage.definite(head):
        return False
    suffix = body_word(stage.tree, head)
    if actor.kind == "state":
        noun = nouns().get(noun_key(stage.tree, head) or "")
        return suffix not in (None, "gov", "people") or (
            noun is not None and noun.sector in ("PTY", "JUD", "LEG", "MIL")
        )
    ends = actor.id.rpartition(".")[2]
    return (
        suffix is not None and "." in actor.id and not actor.id.startswith("report:") and ends not in (suffix, "people")
    )


def _lend(stage: Stage, owner: str, noun: Nouns | None) -> None:
    """Gives a group of this report alone the sector that its members tell: "fighters of the White Army"."""
    actor = stage.actor(owner)
    if (
        owner.startswith("report:")
        and actor.sector in ((), ("SOC",))
        and noun is not None
        and noun.sector not in ("CVL", "GOV")
    ):
        stage.actors[owner] = msgspec.structs.replace(actor, sector=(noun.sector,))


def _holds_another(stage: Stage, head: int, actor: Actor) -> bool:
    """Whether a person holds another office than the one that a noun names, and not that one."""
    office = office_in(noun_key(stage.tree, head) or "")
    if office is None:
        return False
    day = stage.parsed.report.published
    held = [r.title for r in actor.roles if day is None or Office(actor.id, r, False).on(day[:10])]
    given = [title for title, _ in stage.titles.get(actor.id, ())]
    own = [actor.name] if actor.id.startswith("report:") and actor.id not in stage.named else []
    others = {office_in(title) or title for title in (*held, *given, *own)}
    return bool(others) and office not in others and not any(office in title for title in others)


def _told_by_name(stage: Stage, head: int) -> str | None:
    """Who a noun is by a name that is said of it: "their commander is Jane Doe", "a captain named Jane Doe"."""
    tree = stage.tree
    named: list[int] = []
    if tree.dep[head] == "nsubj" and tree.lemma[tree.head[head]] == "be":
        verb = tree.head[head]
        if not any(tree.dep[k] == "neg" or tree.tag[k] == "MD" for k in tree.kids[verb]):
            named += [k for k in tree.kids[verb] if tree.dep[k] == "attr"]
    for kid in tree.kids[head]:
        if tree.dep[kid] == "acl" and tree.lemma[kid] in ("name", "call"):
            named += [k for k in tree.kids[kid] if tree.dep[k] in ("oprd", "dobj", "attr")]
    for i in named:
        hit = stage.hit_at.get(i)
        if hit is not None and hit.what == "name" and stage.actor(hit.actor).kind == "person":
            return hit.actor
    return None


def _may_be(noun: Nouns | None, kind: ActorKind) -> bool:
    """Whether a noun can be said of an actor of a kind."""
    if noun is None or kind in ("unknown", "episode"):
        return noun is None
    return (noun.kind in ("title", "person")) == (kind == "person")


def _same_kind(stage: Stage, head: int, actor: str) -> bool:
    return stage.actor(actor).kind != "place" and owner_of(stage, head) != actor


def _pointed(stage: Stage, head: int) -> bool:
    """Whether "this" or "that" points at a noun, or "the" alone stands before it."""
    tree = stage.tree
    first = left_of(tree, head)
    return tree.low[first] in ("this", "that") or (tree.low[first] == "the" and first == head - 1)


def _last(stage: Stage, *kinds: str) -> str | None:
    for entry in reversed(stage.history):
        actor = entry.actor
        if actor and stage.actor(actor).kind in kinds and not is_of_state(stage, actor):
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
    genders = {"man": ("m", ""), "woman": ("f", "")}.get(lemma, ("m", "f", ""))
    members: list[str] = []
    for entry in reversed(stage.history):
        if stage.sentence[head] - entry.sentence > 8:
            break
        actor = entry.actor
        if actor and "." in actor and stage.actor(actor).kind == "organisation":
            actor = actor.rpartition(".")[0]
        if actor is None or actor in members or stage.actor(actor).kind not in kinds:
            continue
        if stage.gender_of(actor) in genders and (entry.name or not actor.startswith("report:")):
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
    called = noun_key(stage.tree, head) or lemma
    before: list[Entry] = [e for e in stage.history if e.actor and stage.actor(e.actor).kind == "person"]
    if definite:
        for entry in reversed(before):
            if entry.name and _bears(stage, str(entry.actor), called, owner) and sentence - entry.sentence <= 12:
                return entry.actor
    if owner is not None and (not definite or not before):
        for i in range(head + 1, len(stage.tree)):
            hit = stage.hit_at.get(i)
            if stage.sentence[i] > sentence + 2:
                break
            if hit and stage.actor(hit.actor).kind == "person" and _called(stage, hit.actor, lemma, owner):
                return hit.actor
    return holder(stage, head, owner) if definite else None


def _called(stage: Stage, person: str, lemma: str, owner: str) -> bool:
    """Whether this report gives a person that very title."""
    return any(of == owner and title.split()[-1] == lemma for title, of in stage.titles.get(person, ()))


def _bears(stage: Stage, person: str, called: str, owner: str | None) -> bool:
    """Whether a person has a title with these words: the prime minister is no defence minister."""
    wanted = set(called.split())
    given = stage.titles.get(person, [])
    day = stage.parsed.report.published or "9999"
    known = [(role.title, role.of) for role in stage.actor(person).roles if (role.start or "") <= day]
    return any(
        wanted <= set(title.split()) and (owner is None or of in (owner, None)) for title, of in (*given, *known)
    )


def _country(stage: Stage, head: int, owner: str | None) -> str | None:
    """The country of somebody: of what it belongs to, else of the place that is named beside it (rebels in Darfur)."""
    if owner is not None and (country := stage.actor(owner).country):
        return country
    tree = stage.tree
    beside = [*modifiers(tree, head), *objects_of(tree, head, "in", "from", "of", "for", "at", "near")]
    countries = [
        stage.actor(stage.hit_at[i].actor).country for i in beside if i in stage.hit_at and not joined_on(tree, i)
    ]
    return next((c for c in countries if c), None)


def fresh(stage: Stage, head: int, noun: Nouns | None, owner: str | None, kind: ActorKind = "unknown") -> str:
    """An actor of this report alone, named by its own words; of a noun that no table holds with the kind given."""
    tree = stage.tree
    plural = tree.tag[head] in ("NNS", "NNPS")
    if noun is not None:
        kind = "group" if noun.kind == "body" else "unknown" if plural or noun.kind == "people" else "person"
    sector = sectors_of(stage, head, noun, owner)
    actor = stage.own(
        own_name(stage, head),
        kind,
        fresh=True,
        country=None
        if "IGO" in sector and (owner is None or stage.actor(owner).kind != "state")
        else _country(stage, head, owner),
        sector=sector,
    )
    if noun is not None and noun.gender:
        stage.gender[actor] = noun.gender
    return actor


def with_origin(stage: Stage, head: int) -> str | None:
    """A new actor for people by a noun that no table holds, with a nation before it: "Egyptian snake-charmers"."""
    owner = owner_of(stage, head)
    if owner is None or stage.actor(owner).kind != "state" or stage.tree.pos[head] != "NOUN":
        return None
    return fresh(stage, head, Nouns("CVL", "person", ""), owner)


def own_name(stage: Stage, head: int) -> str:
    """What an actor without a name is called: its noun and what modifies it, without determiners and numbers."""
    tree = stage.tree
    capital = tree.text[head][:1].isupper()
    words = [
        tree.text[i]
        for i in range(left_of(tree, head), head + 1)
        if tree.dep[i] not in ("det", "predet")
        and tree.tag[i] != "CD"
        and (i not in stage.heads or (capital and tree.dep[i] == "compound"))
    ]
    return " ".join(w for w in words if w[:1].isalnum()) or tree.text[head]
