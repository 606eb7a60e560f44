"""Who is in a text: every name, noun phrase and pronoun that stands for an actor."""

from __future__ import annotations

import msgspec

from onrecord.knowledge import episodes
from onrecord.knowledge.registry import nouns, registry
from onrecord.knowledge.roles import role_words
from onrecord.model import Actor, ActorKind, Mention, MentionForm, Place
from onrecord.reader.bodies import bodies_of_states, body_of_state, nations_joined
from onrecord.reader.candidates import Candidate, candidates
from onrecord.reader.cast import Cast
from onrecord.reader.chains import Chain, joined
from onrecord.reader.coreference import Guess, head
from onrecord.reader.names import Hit, known_names
from onrecord.reader.nominals import Meant, contradicts, exact, fresh, meant, named_beside, several, with_origin
from onrecord.reader.parse import Parsed
from onrecord.reader.people import named_here, owner_of, places_named, root_of, titles
from onrecord.reader.phrases import INSIDE, conjuncts, left_of, right_of
from onrecord.reader.sport import plays
from onrecord.reader.stage import Stage, noun_key
from onrecord.reader.tree import tree_of

_ACTING = frozenset({"nsubj", "nsubjpass", "agent", "poss"})
_BETWEEN = frozenset({"with", "between", "by", "against"})
_SOCIETIES = frozenset({"red-crescent", "international-committee-of-the-red-cross"})
_PERSONS = 0.7
"""Probability of persons from which a noun that no table holds is one of people, where it tells their origin."""
_ACTORS = 0.5
"""Probability from which a chain without a name is one of persons, bodies or places."""


def cast(parsed: Parsed, places: tuple[Place, ...], dateline: str | None = None) -> Cast:
    """The mentions of a report and its actors. dateline: the id of the place that it was filed from."""
    stage = staged(parsed, places, dateline)
    taken = _episodes(stage)
    rows = candidates(stage)
    first = [_first(stage, row, taken) for row in rows]
    guesses = head().guesses(rows, stage.tree, parsed.read, _asked(rows, first))
    chains, at = joined(stage, rows, guesses, [m[0][0] if m else None for m in first])
    scene = _Scene(stage, rows, first, guesses, chains, at)
    for i in range(len(stage.tree)):
        if stage.sentence[i] < 0 or i in taken:
            continue
        if i in scene.number:
            scene.add(scene.number[i])
        elif stage.hit_at.get(i) is None and stage.tree.pos[i] in ("ADJ", "NUM") and stage.tree.dep[i] not in INSIDE:
            _add_nominal(stage, i, meant(stage, i))
    return _cast(stage)


def staged(parsed: Parsed, places: tuple[Place, ...], dateline: str | None = None) -> Stage:
    """The stage of a report with all of its names found, before anybody has come up."""
    tree = tree_of(parsed.doc)
    stage = Stage(parsed, tree)
    stage.sentence = [-1] * len(tree)
    for number, sentence in enumerate(parsed.heads):
        for i in range(sentence.start, sentence.end):
            stage.sentence[i] = number
    _names(stage, places, dateline)
    return stage


def _names(stage: Stage, places: tuple[Place, ...], dateline: str | None) -> None:
    spoken = [country for place in places if (country := registry().alpha3.get(place.country or ""))]
    for hit in known_names(stage.parsed.doc, stage.tree, stage.parsed.report.published, spoken):
        for i in range(hit.first, hit.last + 1):
            stage.hit_at[i] = hit
    _of_another_state(stage)
    _national_society(stage)
    places_named(stage, places, dateline)
    named_here(stage)
    for hit in [h for h in dict.fromkeys(stage.hit_at.values()) if h.what == "capital"]:
        actor = stage.own(" ".join(stage.tree.text[hit.first : hit.last + 1]), "place")
        stage.capital_of[actor] = hit.actor
        for i in range(hit.first, hit.last + 1):
            stage.hit_at[i] = Hit(hit.first, hit.last, actor, "place", 0.7)
    titles(stage)


def _of_another_state(stage: Stage) -> None:
    """Bodies of a state that bear the name of another's: "Nigeria's House of Representatives" is no body of the US."""
    tree = stage.tree
    for hit in set(stage.hit_at.values()):
        actor = stage.actor(hit.actor)
        if hit.what != "name" or actor.kind not in ("group", "organisation") or actor.country is None:
            continue
        owners = [stage.hit_at[k].actor for k in tree.kids[root_of(stage, hit)] if k < hit.first and k in stage.hit_at]
        states = [owner for owner in owners if stage.actor(owner).kind == "state"]
        country = stage.actor(states[-1]).country if states else None
        if country is None or country == actor.country or "REB" in actor.sector:
            continue
        name = f"{registry().adjective(states[-1])} {' '.join(tree.text[hit.first : hit.last + 1])}"
        own = stage.own(name, "organisation", country=country, sector=actor.sector)
        for i in range(hit.first, hit.last + 1):
            stage.hit_at[i] = Hit(hit.first, hit.last, own, "name", 0.7)


def _national_society(stage: Stage) -> None:
    """The Red Cross or Red Crescent of a state, where the words or the only country of the report tell whose."""
    tree = stage.tree
    for hit in set(stage.hit_at.values()):
        if hit.actor not in _SOCIETIES or hit.last - hit.first != 1 or tree.low[hit.first] != "red":
            continue
        near = [i for i in range(max(0, hit.first - 2), hit.first) if i in stage.hit_at]
        states = [
            stage.hit_at[i].actor
            for i in near
            if tree.low[i] in ("'s", "’s") or i == hit.first - 1 or i + 2 == hit.first
        ]
        states = [state for state in states if stage.actor(state).kind == "state"]
        if not states and hit.actor == "red-crescent":
            states = [a for h in set(stage.hit_at.values()) if stage.actor(a := h.actor).kind == "state"]
        if len(set(states)) != 1:
            continue
        society = registry().body(states[0], " ".join(tree.low[hit.first : hit.last + 1]))
        if society is not None:
            first = min([i for i in near if stage.hit_at[i].actor == states[0]], default=hit.first)
            first = first if first == hit.first - 1 else hit.first
            for i in range(first, hit.last + 1):
                stage.hit_at[i] = Hit(first, hit.last, society.id, "name", hit.confidence)


def _episodes(stage: Stage) -> dict[int, str]:
    """Known wars, coups and accords; their words stand for nobody else, but for the names within them."""
    taken: dict[int, str] = {}
    for start, end, episode in episodes.matches(stage.parsed.text):
        tokens = stage.parsed.tokens_in(start, end)
        if tokens is None or stage.sentence[tokens.start] < 0:
            continue
        stage.actors[episode.id] = episodes.actor(episode)
        mention = Mention(stage.parsed.span(start, end), episode.id, "name", 0.9)
        stage.heads[tokens.root.i].append(mention)
        taken[tokens.root.i] = episode.id
    return taken


# ------------------------------------------------------------------------------------------ what the words tell


def _first(stage: Stage, row: Candidate, taken: dict[int, str]) -> Meant | None:
    """The actors that the words of a candidate alone stand for."""
    if row.head in taken:
        return (taken[row.head],), 0.9
    if row.form == "pronoun":
        return None
    hit = stage.hit_at.get(row.head)
    if hit is None:
        return exact(stage, row.head)
    if hit.actor in stage.capital_of and _acts(stage, row.head):
        return (f"{stage.capital_of[hit.actor]}.gov",), 0.7
    if hit.what == "name" and plays(stage, row.head):
        return (f"{hit.actor}.football",), 0.7
    if hit.what == "adjective" and (body := _shared_body(stage, row.head)) is not None:
        return (body,), 0.7
    if hit.what == "people" or _is_somebody(stage, hit, row.head):
        return (f"{hit.actor}.people",), hit.confidence if hit.what == "people" else 0.6
    return (hit.actor,), 0.7 if hit.what == "adjective" else hit.confidence


def _shared_body(stage: Stage, adjective: int) -> str | None:
    """The body of a nation whose adjective shares its noun: "Ethiopian" of "Ethiopian and Eritrean troops"."""
    tree = stage.tree
    first = adjective
    while tree.dep[first] == "conj":
        first = tree.head[first]
    noun = tree.head[first]
    if first == noun or len(nations_joined(stage, noun)) < 2 or not bodies_of_states(stage, noun):
        return None
    return body_of_state(stage, noun, stage.hit_at[adjective].actor)


def _is_somebody(stage: Stage, hit: Hit, root: int) -> bool:
    """ "an Israeli", "the Taliban's Afghans": somebody of that nation."""
    tree = stage.tree
    return hit.what == "adjective" and tree.pos[root] in ("NOUN", "PROPN") and tree.dep[root] not in INSIDE


def _asked(rows: tuple[Candidate, ...], first: list[Meant | None]) -> list[bool]:
    """Which candidates may take up another: not a name that has come up, nor what is new by its words ("a man")."""
    seen: set[str] = set()
    found = []
    for row, known in zip(rows, first, strict=True):
        if known is not None:
            found.append(known[0][0] not in seen)
            seen.add(known[0][0])
        else:
            found.append(row.form != "nominal" or row.determiner not in ("a", "other"))
    return found


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
    known, above = role_words().words, tree.head[token]
    if tree.dep[token] in _ACTING or (tree.dep[token] == "dobj" and tree.lemma[above] in known["addressed"]):
        return True
    if tree.dep[token] != "pobj":
        return False
    granted = tree.low[above] == "of" and tree.lemma[tree.head[above]] in known["granted"]
    return (
        granted or tree.low[above] in _BETWEEN or (tree.low[above] == "on" and tree.lemma[tree.head[above]] == "call")
    )


# ------------------------------------------------------------------------------------------ from chains to mentions


class _Scene:
    """The mentions of candidates, from the first to the last."""

    def __init__(
        self,
        stage: Stage,
        rows: tuple[Candidate, ...],
        first: list[Meant | None],
        guesses: list[Guess],
        chains: list[Chain],
        at: list[int],
    ) -> None:
        self.stage, self.rows, self.first, self.guesses = stage, rows, first, guesses
        self.chains, self.at = chains, at
        self.number = {row.head: n for n, row in enumerate(rows)}
        self.share = {i: s for chain in chains for i, s in zip(chain.members, chain.shares, strict=True)}
        self.ids: dict[int, tuple[str, ...]] = {n: (c.actor,) for n, c in enumerate(chains) if c.actor is not None}

    def add(self, i: int) -> None:
        """Adds the mentions of a candidate, one for each actor that it stands for."""
        stage, row = self.stage, self.rows[i]
        hit = stage.hit_at.get(row.head)
        if hit is not None:
            _add_name(stage, hit, row.head, self.first[i])
        elif row.form == "pronoun":
            for actor in self._together(i) or self._of_chain(i):
                stage.add((row.head, row.head), row.head, actor, "pronoun", self.share[i])
        else:
            _add_nominal(stage, row.head, self._nominal(i), row.form)

    def _nominal(self, i: int) -> Meant | None:
        known = self.first[i] or several(self.stage, self.rows[i].head)
        if (
            known is None
            and self.at[i] in self.ids
            and not contradicts(self.stage, self.rows[i].head, self.ids[self.at[i]])
        ):
            known = (self.ids[self.at[i]], self.share[i])
        if known is None:
            known = meant(self.stage, self.rows[i].head)
        if known is None and (ids := self._of_chain(i)) and not contradicts(self.stage, self.rows[i].head, ids):
            known = (ids, self.share[i])
        if (
            known is None
            and self.guesses[i].type[0] >= _PERSONS
            and (origin := with_origin(self.stage, self.rows[i].head))
        ):
            known = (origin,), 0.5
        if known is not None:
            self.ids.setdefault(self.at[i], known[0])
        return known

    def _together(self, i: int) -> tuple[str, ...]:
        """The actors that "they" takes up together, where its antecedent is one of several joined by "and"."""
        tree, before = self.stage.tree, self.guesses[i].before
        if self.rows[i].pronoun != "they" or not before:
            return ()
        best = self.rows[max(before, key=lambda b: b[1])[0]]
        first = best.head
        while tree.dep[first] == "conj":
            first = tree.head[first]
        heads = conjuncts(tree, first)
        if len(heads) < 2 or best.number == "plural" or not all(h in self.number for h in heads):
            return ()
        ids = [self.ids.get(self.at[self.number[h]], ()) for h in heads]
        return tuple(dict.fromkeys(a for one in ids for a in one)) if all(ids) else ()

    def _of_chain(self, i: int) -> tuple[str, ...]:
        """The actors of a candidate's chain; a chain of several without a name is an actor of this report."""
        number = self.at[i]
        if number not in self.ids:
            chain = self.chains[number]
            if len(chain.members) < 2 or (kind := self._kind(chain)) is None:
                return ()
            self.ids[number] = (self._made(chain, kind),)
        return self.ids[number]

    def _kind(self, chain: Chain) -> ActorKind | None:
        shares = [sum(self.guesses[i].type[k] for i in chain.members) / len(chain.members) for k in range(4)]
        if sum(shares[:3]) < _ACTORS:
            return None
        if shares[0] == max(shares[:3]):
            plural = any(self.rows[i].number == "plural" for i in chain.members)
            return "unknown" if plural else "person"
        return "organisation" if shares[1] >= shares[2] else "place"

    def _made(self, chain: Chain, kind: ActorKind) -> str:
        stage = self.stage
        for i in chain.members:
            if self.rows[i].form != "pronoun":
                token = self.rows[i].head
                noun = nouns().get(noun_key(stage.tree, token) or "")
                return fresh(stage, token, noun, owner_of(stage, token), kind)
        actor = stage.own(stage.tree.low[self.rows[chain.members[0]].head], kind, fresh=True)
        if chain.gender in ("m", "f"):
            stage.gender[actor] = chain.gender
        return actor


def _add_name(stage: Stage, hit: Hit, root: int, known: Meant | None) -> None:
    """The mention of a name: as a modifier its own words, as a head the whole phrase."""
    tree = stage.tree
    actor, confidence = (known[0][0], known[1]) if known else (hit.actor, hit.confidence)
    if _is_somebody(stage, hit, root):
        stage.add((min(hit.first, left_of(tree, root)), hit.last), root, actor, "nominal", confidence)
        return
    first, last = hit.first, hit.last
    person = stage.actor(actor).kind == "person"
    if hit.what != "adjective" and (tree.dep[root] not in INSIDE or (person and tree.dep[root] == "compound")):
        first = min(first, left_of(tree, root))
        if hit.what == "people" or not person:
            last = max(last, right_of(tree, root, full=hit.what == "people"))
    stage.add((first, last), root, actor, "name", confidence)


def _add_nominal(stage: Stage, head: int, found: Meant | None, form: MentionForm = "nominal") -> None:
    tree = stage.tree
    if found is None:
        if tree.pos[head] == "NOUN":
            stage.note(head, None, name=False)
        return
    first, last = left_of(tree, head), right_of(tree, head, full=True)
    named = named_beside(stage, head)
    if named is not None and stage.hit_at[named].first == head + 1:
        last = stage.hit_at[named].last
    if noun_key(tree, head) and tree.text[head] != "Ministry":
        form = "nominal"
    for actor in found[0]:
        stage.add((first, last), head, actor, form, found[1])


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
