"""The persons and organisations that only a report knows, whose a bare surname is, and what titles they bear."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator

import msgspec
from spacy.tokens import Span as DocSpan

from onrecord.knowledge.folding import fold, key
from onrecord.knowledge.gazetteer import gazetteer
from onrecord.knowledge.registry import given_names, nouns, office_in, registry
from onrecord.knowledge.roles import composed
from onrecord.knowledge.spellings import known_person, same_person, spelled
from onrecord.model import Place, Role
from onrecord.reader.names import Hit
from onrecord.reader.phrases import left_of, modifiers, objects_of
from onrecord.reader.roles import sectors_of
from onrecord.reader.stage import Stage, noun_key
from onrecord.reader.tree import Tree

_TITLES = frozenset({
    "mr", "mrs", "ms", "miss", "dr", "sir", "president", "king", "queen", "prince", "princess", "sheikh",
    "ayatollah", "general", "gen", "col", "lt", "sgt", "sen", "rep", "gov", "senator", "minister", "judge",
    "professor", "prof", "mullah", "imam", "lady", "lord", "the",
})  # fmt: skip
_PARTICLES = frozenset({
    "al", "el", "de", "da", "do", "dos", "del", "della", "der", "den", "van", "von", "bin", "ibn", "ben", "la",
    "le", "du", "di", "y", "ould", "as", "an", "ad", "ash", "abu", "ul", "ur", "dia", "wa", "ya", "ag", "mint", "bint",
    "abd", "uld", "ait", "das",
})  # fmt: skip
_SEX = {"mr": "m", "sir": "m", "lord": "m", "king": "m", "prince": "m", "mrs": "f", "ms": "f", "miss": "f", "lady": "f",
        "queen": "f", "princess": "f"}  # fmt: skip
_BEFORE_NAMES = frozenset({"DT", "PRP$", "CC", "UH"})
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii"})
_PLACING = frozenset("in at near from outside around across into through inside".split())
_LARGE = 100_000
"""People of a town for which a surname that is spelled the same gives way."""
_LATER = 3
"""Years before and after a term in which a bare surname may mean who held it."""
_NEAR_DAYS, _FAR_DAYS = 100, 300
"""Days from a term within which a surname means its bearer, and beyond which it means no other one."""
_BY_NAME = frozenset({"MED", "EDU", "BUS", "JUD", "JRN", "REL", "LAB", "SOC", "PTY", "NGO"})
"""Sectors that the last word of a body's name tells: "Mulago Hospital"."""
_STATE_BODIES = frozenset({"court", "leg", "bank", "electoral"})
_LED_DAYS = 3650
"""Days after which a bare surname still means who once held most power, where nobody else of that name is near."""
_OTHER_TRADES = frozenset({"SOC", "JRN", "JUD", "MED", "EDU", "LAB", "BUS", "REL", "NGO", "CRM"})
"""Sectors of trades that say of somebody that no office-holder is meant."""
_COMMON = frozenset({
    "brown", "white", "black", "green", "young", "may", "rice", "bush", "king", "hope", "price", "park", "gates",
    "straw", "key", "major", "hague", "carter", "power", "francis", "martin",
})  # fmt: skip


def places_named(stage: Stage, places: tuple[Place, ...], dateline: str | None) -> None:
    """Takes the places that are no states as names; a longer place (southern Lebanon) wins over the state in it.

    The place of the id `dateline`, that the report was filed from, is nobody's name ("BLAIR (AP) — …").
    """
    known = registry()
    for place in places:
        tokens = stage.parsed.tokens_in(place.span.start, place.span.end)
        if tokens is None:
            continue
        inside = range(tokens.start, tokens.end)
        hits = {stage.hit_at[i] for i in inside if i in stage.hit_at}
        exact = [h for h in hits if (h.first, h.last) == (inside[0], inside[-1]) or _same_but_article(stage, h, inside)]
        if any(h.first <= inside[0] and inside[-1] <= h.last and _longer(stage, h, inside) for h in hits):
            continue
        if exact and place.id == dateline and known.actors[exact[0].actor].kind == "person":
            exact = []
        if exact and exact[0].what == "name" and known.actors[exact[0].actor].kind != "state":
            continue
        if exact and exact[0].what != "capital":
            country = known.alpha2.get(exact[0].actor)
            if country is None or place.country in (None, country) or exact[0].what != "name":
                continue
        elif any(h.what == "adjective" for h in hits):
            continue
        if place.id != dateline and (bearer := _named_like(stage, tokens, place, places)) is not None:
            stage.hit_at[tokens.start] = Hit(tokens.start, tokens.start, bearer, "name", 0.75)
            continue
        actor = stage.own(place.name, "place", country=known.alpha3.get(place.country or ""))
        capital = exact[0] if exact else None
        for i in inside:
            stage.hit_at[i] = Hit(inside[0], inside[-1], actor, "place", place.confidence)
        if capital is not None and place.country in (None, known.alpha2.get(capital.actor)):
            stage.capital_of[actor] = capital.actor


def _named_like(stage: Stage, name: DocSpan, place: Place, places: tuple[Place, ...]) -> str | None:
    """Somebody in office whose surname a small or unknown place has too, where no word of place stands before it."""
    before = stage.tree.low[name.start - 1] if name.start else ""
    if len(name) > 1 or before in _PLACING:
        return None
    if any(c.own and (c.kind != "city" or c.population >= _LARGE) for c in gazetteer().find(name.text)):
        return None
    alpha3 = registry().alpha3
    return _by_office(stage, name, {alpha3.get(p.country or "") for p in places if p is not place})


def _longer(stage: Stage, hit: Hit, inside: range) -> bool:
    """Whether a known name of a group or body goes beyond the words of a place: "Casablanca" in "Wydad Casablanca"."""
    if hit.last - hit.first < len(inside) or hit.what != "name":
        return False
    return stage.actor(hit.actor).kind in ("group", "organisation", "person") and not _same_but_article(
        stage, hit, inside
    )


def _same_but_article(stage: Stage, hit: Hit, inside: range) -> bool:
    return hit.last == inside[-1] and inside[0] == hit.first - 1 and stage.tree.low[inside[0]] == "the"


def named_here(stage: Stage) -> None:
    """Finds the names that no table knows, and gives surnames their bearers, wherever the full name stands."""
    singles: list[DocSpan] = []
    alone: list[DocSpan] = []
    persons: dict[tuple[str, ...], str] = {}
    for ent in stage.parsed.doc.ents:
        if ent.label_ == "PERSON":
            trimmed = _trimmed(stage, ent)
            if trimmed is None:
                continue
            if len(trimmed) == 1 or _is_initial(trimmed):
                singles.append(trimmed)
            else:
                _take(stage, trimmed, _person(stage, trimmed.text.replace("\n", " "), persons), 0.85)
        elif ent.label_ == "ORG":
            if ent.end - ent.start > 1:
                _organisation(stage, ent)
            else:
                alone.append(ent)
    bearers = _bearers(stage)
    for ent in alone:
        if fold(ent.text) not in bearers and fold(ent.text) not in given_names() and ent[0].tag_ == "NNP":
            _take_alone(stage, ent)
    for single in singles:
        if not any(i in stage.hit_at for i in range(single.start, single.end)):
            _take_single(stage, single, bearers)
    _bare_surnames(stage, bearers)
    _acronyms(stage)


def _take_alone(stage: Stage, ent: DocSpan) -> None:
    """A single word that was taken for a body: a surname of somebody in office, else a body."""
    person = None if ent.text.isupper() or ent.start in stage.hit_at else _by_office(stage, ent)
    if person is None:
        _organisation(stage, ent)
    else:
        _take(stage, ent, person, 0.75)


def _person(stage: Stage, name: str, persons: dict[tuple[str, ...], str]) -> str:
    """The person of a full name: known in another spelling, met before in another spelling, or new."""
    known = known_person(name)
    if known is not None:
        return known
    spelling = spelled(name)
    for other, actor in persons.items():
        if other == spelling or same_person(other, spelling):
            return actor
    persons[spelling] = stage.own(name, "person")
    return persons[spelling]


def _acronyms(stage: Stage) -> None:
    """Gives capitals that nobody bears to the one body whose initials they are ("FSA", the Free Syrian Army)."""
    tree = stage.tree
    bodies: dict[str, set[str]] = defaultdict(set)
    for hit in dict.fromkeys(stage.hit_at.values()):
        if hit.what == "name" and stage.actor(hit.actor).kind in ("organisation", "group"):
            capitals = [tree.text[i][0] for i in range(hit.first, hit.last + 1) if tree.text[i][:1].isupper()]
            if len(capitals) > 1:
                bodies["".join(capitals)].add(hit.actor)
    for i, word in enumerate(tree.text):
        if i not in stage.hit_at and len(bodies.get(word, ())) == 1:
            stage.hit_at[i] = Hit(i, i, next(iter(bodies[word])), "name", 0.8)


def _take_single(stage: Stage, single: DocSpan, bearers: dict[str, list[Hit]]) -> None:
    """A surname or given name alone; "Mrs. Hall" is not Mr. Hall."""
    if _is_people(single):
        return
    before = fold(stage.tree.text[single.start - 1]) if single.start else ""
    sex = _SEX.get(before, "")
    actor = _bearer(stage, bearers, single[-1].text, single.start) or _by_office(stage, single)
    if actor is None or (sex and stage.gender_of(actor) not in ("", sex)):
        actor = stage.own(single.text, "person")
        if sex and stage.gender_of(actor) not in ("", sex):
            actor = stage.own(f"{stage.tree.text[single.start - 1]} {single.text}", "person")
        _take(stage, single, actor, 0.6)
    else:
        _take(stage, single, actor, 0.8)
    if sex:
        stage.gender[actor] = sex


def _trimmed(stage: Stage, ent: DocSpan) -> DocSpan | None:
    """A name without titles, possessives and words that other names took."""
    first, last = ent.start, ent.end
    text, tag, pos = stage.tree.text, stage.tree.tag, stage.tree.pos
    while first < last and (
        tag[first] in _BEFORE_NAMES or fold(text[first]) in _TITLES or not text[first][0].isalpha()
    ):
        first += 1
    while last > first and (tag[last - 1] == "POS" or not text[last - 1][0].isalpha()):
        last -= 1
    for i in range(first + 1, last):
        if not (text[i][0].isupper() or stage.tree.low[i] in _PARTICLES or pos[i] == "PUNCT"):
            last = i
            break
    if first == last or any(i in stage.hit_at for i in range(first, last)):
        return None
    if not any(t[0].isupper() for t in text[first:last]) or any(t.isspace() for t in text[first:last]):
        return None
    return ent.doc[first:last]


def _is_initial(name: DocSpan) -> bool:
    return len(name) == 2 and fold(name[1].text) in _SUFFIXES


def _take(stage: Stage, span: DocSpan, actor: str, confidence: float) -> None:
    hit = Hit(span.start, span.end - 1, actor, "name", confidence)
    sex = given_names().get(fold(span[0].text)) if stage.actor(actor).kind == "person" else None
    if sex:
        stage.gender.setdefault(actor, sex)
    for i in range(span.start, span.end):
        stage.hit_at[i] = hit


def _is_people(name: DocSpan) -> bool:
    """Whether a word is the name of a people in no state of its own: "Hutu" of "a Hutu president"."""
    found = nouns().get(name[0].lower_) if len(name) == 1 else None
    return found is not None and (found.sector, found.kind) == ("CVL", "people")


def _organisation(stage: Stage, ent: DocSpan) -> None:
    trimmed = _trimmed(stage, ent)
    if trimmed is None or trimmed[-1].pos_ not in ("PROPN", "NOUN") or _is_people(trimmed):
        return
    if trimmed[-1].lower_ == "ministry":
        return  # that of which state: nominals.ministry
    if registry().suffix(trimmed.text.lower()) in _STATE_BODIES:
        return  # "the Constitutional Court": bodies.body_of_state
    noun = nouns().get(trimmed[-1].lower_)
    sector = (noun.sector,) if noun is not None and noun.kind == "body" and noun.sector in _BY_NAME else ()
    _take(stage, trimmed, stage.own(trimmed.text.replace("\n", " "), "organisation", sector=sector), 0.7)
    after = trimmed.end
    doc = trimmed.doc
    if after + 2 < len(doc) and doc[after].text == "(" and doc[after + 2].text == ")" and doc[after + 1].text.isupper():
        short = doc[after + 1 : after + 2]
        actor = stage.hit_at[trimmed.start].actor
        if after + 1 not in stage.hit_at:
            for token in doc:
                if token.text == short.text and token.i not in stage.hit_at:
                    _take(stage, doc[token.i : token.i + 1], actor, 0.8)


def _bearers(stage: Stage) -> dict[str, list[Hit]]:
    """Last words of the full names of this report, and single last words after al-, to the names, in text order."""
    found: dict[str, list[Hit]] = defaultdict(list)
    for hit in sorted(set(stage.hit_at.values()), key=lambda h: h.first):
        if stage.actor(hit.actor).kind == "person" and hit.last > hit.first:
            tokens = [t for t in stage.tree.text[hit.first : hit.last + 1] if fold(t) and fold(t) not in _SUFFIXES]
            if tokens:
                found[fold(tokens[-1])].append(hit)
    return found


def _bearer(stage: Stage, bearers: dict[str, list[Hit]], word: str, at: int) -> str | None:
    hits = bearers.get(fold(word), [])
    before = [h for h in hits if h.first <= at]
    chosen = before[-1] if before else hits[0] if hits else None
    if chosen is None:
        firsts = {
            h.actor for all_hits in bearers.values() for h in all_hits if fold(stage.tree.text[h.first]) == fold(word)
        }
        return firsts.pop() if len(firsts) == 1 else None
    return chosen.actor


def _by_office(stage: Stage, name: DocSpan, further: Collection[str | None] = ()) -> str | None:
    """A bare surname of the registry, where the report also speaks of the person's country, or of `further` ones."""
    wanted = key(name.text)
    countries = {stage.actor(h.actor).country for h in stage.hit_at.values()}
    countries = (countries | set(further)) - {None}
    day = stage.parsed.report.published
    fits = [a for a in registry().by_surname.get(wanted, []) if registry().actors[a].country in countries]
    before = " ".join(stage.tree.low[max(0, name.start - 2) : name.start])
    if not fits and (office := office_in(before)) is not None:
        bearers = [registry().actors[a] for a in registry().by_surname.get(wanted, [])]
        fits = [a.id for a in bearers if any(r.title == office for r in a.roles)]
    if not fits and day:
        led = [a for a in registry().by_surname.get(wanted, []) if registry().days_from_lead(a, day[:10]) <= _NEAR_DAYS]
        fits = led if not countries or len(led) == 1 else []
    if not _titled(stage, name):
        only = len(registry().by_surname.get(wanted, [])) == 1
        near = [a for a in fits if (_near_office(a, int(day[:4])) if day else only)]
        led = [a for a in fits if day and registry().days_from_lead(a, day[:10]) <= _LED_DAYS]
        fits = near or (led if len(led) == 1 else [])
    if len(fits) > 1 and day:
        leaders = {h.id for c in countries for h in registry().holders(str(c), day[:10])}
        fits = [a for a in fits if a in leaders] or _nearest(fits, day[:10])
    if len(fits) != 1 or (wanted in _COMMON and not _titled(stage, name)) or _of_other_trade(stage, name):
        return None
    return fits[0]


def _nearest(persons: list[str], day: str) -> list[str]:
    """Those in office on a day; else the one whose term was nearest to it, where all others were years away."""
    away = sorted((registry().days_from_office(person, day), person) for person in persons)
    if away[0][0] == 0:
        return [person for days, person in away if days == 0]
    return [away[0][1]] if away[0][0] <= _NEAR_DAYS and away[1][0] >= _FAR_DAYS else persons


def _of_other_trade(stage: Stage, name: DocSpan) -> bool:
    """Whether the report says beside a bare surname that its bearer holds no office: "Keita, a midfielder"."""
    tree = stage.tree
    beside = [k for i in range(name.start, name.end) for k in tree.kids[i] if tree.dep[k] == "appos"]
    called = [nouns()[called] for k in beside if (called := noun_key(tree, k)) is not None]
    return any(noun.kind in ("title", "person") and noun.sector in _OTHER_TRADES for noun in called)


def _near_office(person: str, year: int) -> bool:
    """Whether somebody held an office in a year, or within a few years of it; those without dated ones always did."""
    terms = [r for r in registry().actors[person].roles if r.start or r.end]
    near = (int((r.start or "0")[:4]) - _LATER <= year <= int((r.end or "9999")[:4]) + _LATER for r in terms)
    return not terms or any(near)


def _titled(stage: Stage, name: DocSpan) -> bool:
    return name.start > 0 and fold(stage.tree.text[name.start - 1]) in _TITLES


def _bare_surnames(stage: Stage, bearers: dict[str, list[Hit]]) -> None:
    """Surnames that the name finder took for something else, or for nothing."""
    known = registry().by_surname
    tree = stage.tree
    for i, word in enumerate(tree.text):
        if i in stage.hit_at or not word[:1].isupper() or tree.pos[i] not in ("PROPN", "NOUN", "ADJ"):
            continue
        if fold(word) in bearers and tree.dep[i] != "compound":
            actor = _bearer(stage, bearers, word, i)
            if actor:
                stage.hit_at[i] = Hit(i, i, actor, "name", 0.75)
        elif len(word) > 4 and key(word) in known and tree.tag[i] == "NNP" and key(word) not in _COMMON:
            actor = _by_office(stage, stage.parsed.doc[i : i + 1])
            if actor:
                stage.hit_at[i] = Hit(i, i, actor, "name", 0.75)


def titles(stage: Stage) -> None:
    """What the report says that its persons are: "Interior Minister Jane Doe", "Jane Doe, a Fatah spokeswoman"."""
    tree = stage.tree
    for hit in dict.fromkeys(stage.hit_at.values()):
        if stage.actor(hit.actor).kind != "person":
            continue
        root = root_of(stage, hit)
        for title, of, words in _before(stage, hit, root):
            _give(stage, hit.actor, title, of, _composed(stage, title, of, words))
        beside = [k for k in tree.kids[root] if tree.dep[k] == "appos"]
        if tree.dep[root] == "appos":
            beside.append(tree.head[root])
        for noun in beside:
            called = noun_key(tree, noun)
            if called and noun not in stage.hit_at and nouns()[called].kind in ("title", "person"):
                of = owner_of(stage, noun)
                _give(stage, hit.actor, called, of, sectors_of(stage, noun, nouns()[called], of))


def root_of(stage: Stage, hit: Hit) -> int:
    """The token of a name that governs the others."""
    tree = stage.tree
    for i in range(hit.last, hit.first - 1, -1):
        if not hit.first <= tree.head[i] <= hit.last or tree.head[i] == i:
            return i
    return hit.last


def _before(stage: Stage, hit: Hit, root: int) -> Iterator[tuple[str, str | None, list[str]]]:
    """A title before a name, whom it serves, and the words before it."""
    tree = stage.tree
    left = min(left_of(tree, root), hit.first)
    end = hit.first
    while end > left and tree.pos[end - 1] == "PUNCT":
        end -= 1
    for start in range(max(left, end - 3), end):
        title = " ".join(tree.low[start:end])
        if title in nouns():
            owners = [stage.hit_at[i].actor for i in range(left, start) if i in stage.hit_at]
            owner = next((o for o in reversed(owners) if stage.actor(o).kind != "person"), None)
            yield title, owner, tree.low[left:start]
            return


def _composed(stage: Stage, title: str, of: str | None, words: list[str]) -> tuple[str, ...]:
    """The sectors that a title gives with the words before it and whom it serves."""
    served = stage.actor(of) if of else None
    sectors = served.sector if served is not None and served.kind not in ("state", "place") else ()
    return composed(title.rsplit(maxsplit=1)[-1], nouns()[title].sector, words, sectors)


def _give(stage: Stage, person: str, title: str, of: str | None, sectors: tuple[str, ...]) -> None:
    known = nouns().get(title)
    if known and known.gender:
        stage.gender[person] = known.gender
    if known is None or (known.kind == "title" and known.sector == "CVL"):
        return
    if (title, of) not in stage.titles[person]:
        stage.titles[person].append((title, of))
    actor = stage.actor(person)
    if person.startswith("report:"):
        country = actor.country or (stage.actor(of).country if of else None)
        sector = tuple(dict.fromkeys((*actor.sector, *sectors)))
        roles = tuple(dict.fromkeys((*actor.roles, Role(title, of))))
        stage.actors[person] = msgspec.structs.replace(actor, country=country, sector=sector, roles=roles)


def joined_on(tree: Tree, last: int) -> bool:
    """Whether a hyphen follows a word: the "Turkish" of "Turkish-backed" tells not whose somebody is."""
    return last + 1 < len(tree) and tree.text[last + 1] in ("-", "‑", "–")


def _antecedent(tree: Tree, noun: int) -> int:
    """What a relative clause is said of in which a noun stands; the noun itself where there is none."""
    at = noun
    while tree.dep[at] not in ("relcl", "ROOT") and tree.head[at] != at:
        at = tree.head[at]
    return tree.head[at] if tree.dep[at] == "relcl" else noun


def owner_of(stage: Stage, noun: int) -> str | None:
    """Whose somebody is: the state, group or person that modifies a noun or stands after "of" (or "in", of states)."""
    tree = stage.tree
    found: str | None = None
    for i in modifiers(tree, noun):
        hit = stage.hit_at.get(i)
        if hit is not None and not joined_on(tree, hit.last) and hit.what != "place":
            found = hit.actor
        elif tree.dep[i] == "poss" and tree.low[i] == "whose":
            found = next(iter(stage.here(_antecedent(tree, noun))), None)
        elif tree.dep[i] == "poss" and i in stage.heads and len(stage.here(i)) == 1:
            found = stage.here(i)[0]
        elif hit is not None and hit.what == "place" and hit.actor in stage.capital_of:
            found = stage.capital_of[hit.actor]
    if found is not None:
        return found
    for i in objects_of(tree, noun, "of", "from"):
        here = stage.here(i)
        if len(here) == 1 and stage.actor(here[0]).kind != "place":
            return here[0]
    return None
