"""Who is in a text: every name, noun phrase and pronoun that stands for an actor."""

from __future__ import annotations

import msgspec

from onrecord.knowledge import episodes
from onrecord.knowledge.registry import nouns, registry
from onrecord.model import Actor, Mention, MentionForm, Place
from onrecord.reader.cast import Cast
from onrecord.reader.coreference import PRONOUNS, antecedent
from onrecord.reader.names import Hit, known_names
from onrecord.reader.nominals import meant
from onrecord.reader.parse import Parsed
from onrecord.reader.people import named_here, owner_of, places_named, root_of, titles
from onrecord.reader.phrases import INSIDE, left_of, objects_of, right_of
from onrecord.reader.stage import Stage, noun_key
from onrecord.reader.tree import tree_of

_ACTING = frozenset({"nsubj", "nsubjpass", "agent", "poss"})
_BETWEEN = frozenset({"with", "between", "by", "against"})


def cast(parsed: Parsed, places: tuple[Place, ...]) -> Cast:
    """The mentions of a report and its actors."""
    stage = staged(parsed, places)
    taken = _episodes(stage)
    for i in range(len(stage.tree)):
        if stage.sentence[i] < 0 or i in taken:
            continue
        hit = stage.hit_at.get(i)
        if hit is not None:
            if root_of(stage, hit) == i:
                _name(stage, hit, i)
        elif stage.tree.low[i] in PRONOUNS and stage.tree.tag[i] in ("PRP", "PRP$"):
            found = antecedent(stage, i)
            if found:
                stage.add((i, i), i, found[0], "pronoun", found[1])
        elif stage.tree.pos[i] in ("NOUN", "PROPN", "ADJ", "NUM") and stage.tree.dep[i] not in INSIDE:
            _nominal(stage, i)
    return _cast(stage)


def staged(parsed: Parsed, places: tuple[Place, ...]) -> Stage:
    """The stage of a report with all of its names found, before anybody has come up."""
    tree = tree_of(parsed.doc)
    stage = Stage(parsed, tree)
    stage.sentence = [-1] * len(tree)
    for number, sentence in enumerate(parsed.heads):
        for i in range(sentence.start, sentence.end):
            stage.sentence[i] = number
    _names(stage, places)
    return stage


def _names(stage: Stage, places: tuple[Place, ...]) -> None:
    for hit in known_names(stage.parsed.doc, stage.tree):
        for i in range(hit.first, hit.last + 1):
            stage.hit_at[i] = hit
    places_named(stage, places)
    named_here(stage)
    for hit in [h for h in dict.fromkeys(stage.hit_at.values()) if h.what == "capital"]:
        actor = stage.own(" ".join(stage.tree.text[hit.first : hit.last + 1]), "place")
        stage.capital_of[actor] = hit.actor
        for i in range(hit.first, hit.last + 1):
            stage.hit_at[i] = Hit(hit.first, hit.last, actor, "place", 0.7)
    titles(stage)


def _episodes(stage: Stage) -> set[int]:
    """Known wars, coups and accords; their words stand for nobody else, but for the names within them."""
    taken: set[int] = set()
    for start, end, episode in episodes.matches(stage.parsed.text):
        tokens = stage.parsed.tokens_in(start, end)
        if tokens is None or stage.sentence[tokens.start] < 0:
            continue
        stage.actors[episode.id] = episodes.actor(episode)
        mention = Mention(stage.parsed.span(start, end), episode.id, "name", 0.9)
        stage.heads[tokens.root.i].append(mention)
        taken.add(tokens.root.i)
    return taken


def _name(stage: Stage, hit: Hit, root: int) -> None:
    """The mention of a name: as a modifier its own words, as a head the whole phrase."""
    tree = stage.tree
    actor, confidence = hit.actor, hit.confidence
    if hit.actor in stage.capital_of and _acts(stage, root):
        actor, confidence = f"{stage.capital_of[hit.actor]}.gov", 0.7
    elif hit.what == "adjective":
        confidence = 0.7
    elif hit.what == "people":
        actor = f"{hit.actor}.people"
    first, last = hit.first, hit.last
    person = stage.actor(actor).kind == "person"
    if hit.what != "adjective" and (tree.dep[root] not in INSIDE or (person and tree.dep[root] == "compound")):
        first = min(first, left_of(tree, root))
        if hit.what == "people":
            last = max(last, right_of(tree, root, full=True))
    if hit.what == "adjective" and tree.pos[root] in ("NOUN", "PROPN") and tree.dep[root] not in INSIDE:
        _nominal_people(stage, hit, root)
        return
    stage.add((first, last), root, actor, "name", confidence)


def _nominal_people(stage: Stage, hit: Hit, root: int) -> None:
    """ "an Israeli", "the Taliban's Afghans": somebody of that nation."""
    actor = f"{hit.actor}.people"
    stage.add((min(hit.first, left_of(stage.tree, root)), hit.last), root, actor, "nominal", 0.6)


def _dates(stage: Stage, root: int) -> bool:
    """Whether a place is the dateline: the first word of a paragraph, in capitals, before a dash or a bracket."""
    tree = stage.tree
    text = tree.text
    if not text[root].isupper() or (root and "\n" not in text[root - 1]):
        return False
    return any(mark in ("-", "–", "—", "(") for mark in text[root + 1 : root + 5])


def _acts(stage: Stage, root: int) -> bool:
    """Whether a seat of government stands where an actor would: Cairo said, talks with Cairo, Cairo's policy."""
    tree = stage.tree
    if _dates(stage, root):
        return False
    token = root
    while tree.dep[token] == "conj":
        token = tree.head[token]
    if tree.dep[token] in _ACTING:
        return True
    return tree.dep[token] == "pobj" and tree.low[tree.head[token]] in _BETWEEN


def _nominal(stage: Stage, head: int) -> None:
    tree = stage.tree
    if tree.dep[head] == "appos" and (tree.head[head] in stage.heads or tree.head[head] in stage.hit_at):
        here = stage.here(tree.head[head])
        if len(here) == 1 and noun_key(tree, head):
            stage.add((left_of(tree, head), right_of(tree, head, full=True)), head, here[0], "nominal", 0.8)
            return
    named = _named_beside(stage, head)
    if named is not None and noun_key(tree, head) and _same_kind(stage, head, stage.hit_at[named].actor):
        found: tuple[tuple[str, ...], float] | None = ((stage.hit_at[named].actor,), 0.8)
    elif (inside := _names_its_head(stage, head)) is not None:
        found = ((inside,), 0.8)
    else:
        found = meant(stage, head)
    if found is None:
        if tree.pos[head] == "NOUN":
            stage.note(head, None, name=False)
        return
    first, last = left_of(tree, head), right_of(tree, head, full=True)
    if named is not None and stage.hit_at[named].first == head + 1:
        last = stage.hit_at[named].last
    form: MentionForm = "name" if tree.text[head] == "Ministry" else "nominal"
    for actor in found[0]:
        stage.add((first, last), head, actor, form, found[1])


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


def _named_beside(stage: Stage, head: int) -> int | None:
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


def _same_kind(stage: Stage, head: int, actor: str) -> bool:
    return stage.actor(actor).kind != "place" and owner_of(stage, head) != actor


def _cast(stage: Stage) -> Cast:
    heads = {i: tuple(dict.fromkeys(found)) for i, found in stage.heads.items()}
    mentions = sorted(
        (m for found in heads.values() for m in found), key=lambda m: (m.span.start, -m.span.end, m.actor)
    )
    used = dict.fromkeys(m.actor for m in mentions)
    needed: dict[str, Actor] = {}
    for id in used:
        actor = stage.actor(id)
        needed[id] = actor
        for role in actor.roles:
            if role.of:
                needed.setdefault(role.of, stage.actor(role.of))
        if "." in id and not id.startswith("report:"):
            state = id.rpartition(".")[0]
            if state in registry().actors:
                needed.setdefault(state, stage.actor(state))
    return Cast(tuple(msgspec.structs.replace(a) for a in needed.values()), tuple(mentions), heads)
