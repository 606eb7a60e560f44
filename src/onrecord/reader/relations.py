"""Who stands how with whom: ties, from the wordings of a table and a few of a shape of their own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import msgspec
from spacy.tokens import Token

from onrecord.knowledge.table import kept
from onrecord.model import Event, Factuality, Party, Place, Relation, RelationState, RelationType, Span, Time
from onrecord.reader.cast import Cast
from onrecord.reader.dated import beginning, ending
from onrecord.reader.factuality import Certainty
from onrecord.reader.parse import Parsed
from onrecord.reader.relation_bodies import OF_STATES, only_body
from onrecord.reader.relation_denial import denied, otherwise, yet_to_be
from onrecord.reader.relation_ellipsis import ellipsis
from onrecord.reader.relation_ends import is_verb, modifier, possessor, subject
from onrecord.reader.relation_kinds import BODIES, DEPUTIES, HELD, OF_NAMES, OFFICES, RUNNING, Kinds, named_body
from onrecord.reader.relation_misread import is_gerund
from onrecord.reader.relation_needs import met
from onrecord.reader.relation_patterns import Pattern, Sign, patterns, states, words
from onrecord.reader.relation_shape import Shape
from onrecord.reader.relation_shapes import shapes, word_shapes
from onrecord.reader.relation_sides import PARTS, Sides, who
from onrecord.reader.relation_slots import slot
from onrecord.reader.relation_state import changed_by, clause_of, failed, left, no_longer, not_outlived, state
from onrecord.reader.relation_times import interval
from onrecord.reader.tree import tree_of
from onrecord.reader.voices import Voices

_PRESUPPOSED = frozenset({"compound", "amod", "appos", "nmod"})
_LONGEST_EVIDENCE = 240


_OF_LAND = frozenset({"control", "location"})
_OF_PLACES = frozenset("mayor governor president minister leader ruler king emir premier".split())


@dataclass(frozen=True, slots=True)
class _Tie:
    """A tie on its way: as `Relation`, without id."""

    type: RelationType
    sign: Sign
    trigger: Token
    subject: Party
    object: Party
    confidence: float
    state: RelationState | None = None
    label: str | None = None
    inherited: bool = False
    denied: bool = False


def relations(
    parsed: Parsed,
    cast: Cast,
    voices: Voices,
    certainty: Certainty,
    times: tuple[Time, ...],
    places: tuple[Place, ...],
    events: tuple[Event, ...],
) -> tuple[Relation, ...]:
    """The ties that a report words, in text order. One side at least is a known actor or place."""
    sides = Sides(parsed, cast, voices, places)
    room = _Room(parsed, cast, voices, certainty, times, beginning(times), events, sides, Kinds(parsed, cast))
    seen: dict[tuple[object, ...], list[str]] = {}
    found: list[tuple[Span, _Tie]] = []
    told = _offices_told(tie for tie in room.ties() if tie.inherited or _known(tie, cast, parsed))
    for tie in room.with_others(told):
        evidence = room.evidence(tie)
        ends = (who(tie.subject), who(tie.object))
        told_state = None if tie.type in OF_NAMES else tie.state
        key = (tie.type, frozenset(ends) if tie.type in _MUTUAL else ends, tie.trigger.sent.start, told_state)
        labels = seen.setdefault(key, [])
        if not any(_same_office(tie.label or "", label) for label in labels):
            labels.append(tie.label or "")
            found.append((evidence, tie))
    found = _among_friends(found)
    found.sort(key=lambda pair: (pair[0].start, pair[0].end, pair[1].type, pair[1].subject.span.start))
    return tuple(room.relation(f"r{n}", evidence, tie) for n, (evidence, tie) in enumerate(found, 1))


_BONDS = frozenset({"alliance", "cooperation", "sponsorship", "membership"})
_BETWEEN = frozenset({"alliance", "sponsorship", "hostility", "rift"})
_OF_FRIENDS = _BETWEEN | {"cooperation"}


def _same_office(one: str, other: str) -> bool:
    """Whether two labels are of one office: president, and first president; no label is of any."""
    first, second = set(one.split()), set(other.split())
    return first <= second or second <= first


def _offices_told(ties: Iterator[_Tie]) -> Iterator[_Tie]:
    """The ties; an office that was told to pass from one to another is of the body that the first was told to serve."""
    held: dict[object, _Tie] = {}
    for tie in ties:
        if not tie.inherited:
            if tie.type in OFFICES:
                held.setdefault(who(tie.subject), tie)
            yield tie
            continue
        before = held.get(who(tie.object))
        if before is not None:
            yield replace(tie, type=before.type, object=before.object, label=before.label, inherited=False)
            yield replace(before, trigger=tie.trigger, state="ended")


_MUTUAL = frozenset({"alliance", "cooperation", "hostility", "rift"})
_LAST = frozenset({("pair",), ("in",), ("mod",)})
_GROUPED = frozenset({"@group", "@from"})
_AUXILIARIES = frozenset("do does did has have had is are was were will would".split())
_ITS = frozenset("it its itself they their themselves them which".split())
_PREFIXES = frozenset({"pro", "anti"})
_OWN = frozenset({"its", "his", "her", "their"})
_NAMES = frozenset({"PERSON", "ORG", "GPE", "LOC", "NORP"})


def _among_friends(found: list[tuple[Span, _Tie]]) -> list[tuple[Span, _Tie]]:
    """A quarrel of two of whom the report tells a bond is a rift; by its words alone it could be enmity too."""
    bonds = {frozenset((who(tie.subject), who(tie.object))) for _, tie in found if tie.type in _BONDS}
    made = []
    for evidence, tie in found:
        quarrel = tie.type == "hostility" and tie.trigger.lower_ in words("quarrel")
        friends = any(not words("friendly").isdisjoint(p.span.text.split()) for p in (tie.subject, tie.object))
        rift = quarrel and (friends or frozenset((who(tie.subject), who(tie.object))) in bonds)
        made.append((evidence, replace(tie, type="rift") if rift else tie))
    return made


def _known(tie: _Tie, cast: Cast, parsed: Parsed) -> bool:
    """Whether one side at least has a name, and the two are not the same.

    A tie of a person to a body needs a named person, and a named body or a noun for one ("state" in "secretary of
    state" is none). Of places there are mayors and governors, but no directors.
    """
    sides = (tie.subject, tie.object)
    same = who(tie.subject) == who(tie.object) and (
        tie.type != "predecessor" or tie.subject.span.text.lower() in _ITS or tie.object.span.text.lower() in _ITS
    )
    if (
        same
        or (tie.subject.span == tie.object.span and tie.type == "predecessor")
        or not any(
            _named(party, cast)
            or (tie.type in _OF_FRIENDS and _has_name(party, parsed))
            or (tie.type in _OF_LAND and _proper(party))
            for party in sides
        )
    ):
        return not same and tie.type == "sponsorship" and _proper_adjective(tie)
    if tie.type in _BETWEEN and not all(_somebody(party, cast, parsed) for party in sides):
        return False
    if tie.type in OF_NAMES:
        body = named_body(tie.object) or _full_name(tie.object)
        if not (_named(tie.subject, cast) or _full_name(tie.subject)) or not (_named(tie.object, cast) or body):
            return False
        if tie.type in OFFICES and not tie.object.actor and _OF_PLACES.isdisjoint((tie.label or "").split()):
            return body or is_verb(tie.trigger)
    return True


def _named(party: Party, cast: Cast) -> bool:
    """Whether a party is a place, somebody known, or somebody whom the report calls by a name."""
    if party.actor is None or not party.actor.startswith("report:"):
        if party.actor or party.place:
            return True
        return bool(cast.within(party.span.start, party.span.end))
    return party.actor in cast.named


def _has_name(party: Party, parsed: Parsed) -> bool:
    """Whether a name stands in the words: the government in Kigali."""
    found = parsed.tokens_in(party.span.start, party.span.end)
    return found is not None and any(t.pos_ in {"PROPN", "ADJ"} and t.ent_type_ in _NAMES for t in found)


def _somebody(party: Party, cast: Cast, parsed: Parsed) -> bool:
    """Whether a party may have friends and enemies: tanks and funds have none, though somebody's."""
    if _named(party, cast):
        return True
    found = parsed.tokens_in(party.span.start, party.span.end)
    if found is None or found.root.pos_ != "NOUN":
        return True
    return any(found.root.lemma_.lower() in words(group) for group in ("people", "body", "side", "tied"))


def _proper(party: Party) -> bool:
    return party.span.text.split()[-1][0].isupper()


def _full_name(party: Party) -> bool:
    """Whether the words are a name of several words that is in no list: Black September."""
    names = [word for word in party.span.text.split() if word[0].isupper() and word not in {"The", "First", "Vice"}]
    return len(names) > 1 and _proper(party)


def _proper_adjective(tie: _Tie) -> bool:
    """Western-backed: a name of nobody in particular."""
    return _hyphened(tie.trigger) and tie.subject.span.text[0].isupper() and tie.subject.span != tie.object.span


@dataclass(frozen=True, slots=True)
class _Room:
    """A report and all that was read of it before."""

    parsed: Parsed
    cast: Cast
    voices: Voices
    certainty: Certainty
    times: tuple[Time, ...]
    beginning: frozenset[str]
    events: tuple[Event, ...]
    sides: Sides
    kinds: Kinds

    def ties(self) -> Iterator[_Tie]:
        """The ties of the news, sentence by sentence."""
        table, known = patterns(), _starting()
        tree = tree_of(self.parsed.doc)
        for sentence in self.parsed.heads:
            for i in range(sentence.start, sentence.end):
                low = tree.low[i]
                if (
                    tree.lemma[i] not in known
                    and low not in known
                    and not (low[-3:] == "ing" and tree.dep[i] == "compound")
                ):
                    continue
                token = self.parsed.doc[i]
                if is_verb(token):
                    if token.ent_type_ and token.text[0].isupper() and i > sentence.start:
                        continue
                    yield from self._shaped(token)
                else:
                    yield from self._of_word(token)
                yield from self._first(token, _wordings(token, table))

    def with_others(self, ties: Iterator[_Tie]) -> Iterator[_Tie]:
        """The ties, and those of whom a clause without a verb of its own says the same, or that it is not so."""
        by_verb: dict[int, list[_Tie]] = {}
        for tie in ties:
            yield tie
            by_verb.setdefault(clause_of(tie.trigger).i, []).append(tie)
        if not by_verb:
            return
        for token in self.parsed.doc:
            meant = ellipsis(token) if token.lower_ in _AUXILIARIES else None
            if meant is None:
                continue
            for tie in by_verb.get(meant.verb.i, ()):
                for other in self.sides.parties_of(meant.who):
                    if who(other) not in (who(tie.subject), who(tie.object)) and _named(other, self.cast):
                        yield replace(tie, subject=other, denied=meant.denied)

    def _first(self, trigger: Token, wordings: tuple[Pattern, ...]) -> Iterator[_Tie]:
        """What each wording gives; where one of the researcher's own gives something, the package's are not asked.

        A wording of pairs, or of a place, is asked only where none before it of its type gave anything. What was led
        out of a body as a new one is told as that, and not as a member that left.
        """
        own = False
        given: set[str] = set()
        for pattern in wordings:
            parted = pattern.type == "membership" and "predecessor" in given
            if (own and not pattern.own) or (pattern.subject in _LAST and pattern.type in given) or parted:
                continue
            for tie in self._worded(trigger, pattern):
                own = own or pattern.own
                given.add(pattern.type)
                yield tie

    def _worded(self, trigger: Token, pattern: Pattern) -> Iterator[_Tie]:
        if not met(trigger, pattern.needs) or (pattern.type in OFFICES and _only_held_to_be(trigger)):
            return
        if pattern.subject == ("pair",):
            for one, other in self.sides.pairs(trigger):
                yield _Tie(pattern.type, pattern.sign, trigger, one, other, pattern.confidence, pattern.state)
            return
        sides = self.sides
        asked = "control" if pattern.pos == "verb" and trigger.lemma_ in RUNNING else pattern.type
        subjects = sides.side(trigger, pattern.subject, pattern.type, lambda p: self.kinds.subject_fits(asked, p))
        objects = (
            sides.side(trigger, pattern.object, pattern.type, lambda p: self.kinds.object_fits(pattern.type, p))
            if subjects
            else ()
        )
        if subjects and not objects and pattern.type in OF_NAMES and pattern.pos == "noun":
            objects = only_body(trigger, self.cast, subjects)
        label = _label(trigger) if pattern.type in {"role", "leadership"} and pattern.pos == "noun" else None
        kind = self.kinds.office(pattern.type, label, _one_of_many(trigger)) if label is not None else pattern.type
        if kind in {"control", "leadership", "influence"}:
            kind = self.kinds.power(kind, trigger, subjects, objects)
        if kind == "control" and pattern.subject == ("from",):
            subjects = tuple(p for p in subjects if self.kinds.kind(p) != "place")
        objects = self._asked_for(pattern, objects)
        part = slot(trigger, "obj") if kind == "leadership" and pattern.pos == "verb" else None
        if part is not None and part.pos_ == "NOUN" and part.lemma_.lower() in PARTS and _part_of_a_name(part):
            kind, label = "role", f"head of {_label(part)}"
        if label is not None and trigger.tag_ in {"NN", "NNP"}:
            subjects = subjects[:1]
        if trigger.dep_ == "compound" and trigger.head.pos_ == "PROPN" and trigger.lemma_.lower() in OF_STATES:
            objects = tuple(p for p in objects if self.kinds.kind(p) not in BODIES or p.span.start < trigger.idx)
        for one in subjects:
            for other in objects:
                first, second = self.sides.apart(*self._sorted_out(trigger, one, other))
                yield _Tie(kind, pattern.sign, trigger, first, second, pattern.confidence, pattern.state, label)

    def _sorted_out(self, trigger: Token, one: Party, other: Party) -> tuple[Party, Party]:
        """Of two sides that were taken for the same, a pronoun stands for the subject: X counts Y among his friends."""
        if one.actor is None or one.actor != other.actor or one.span == other.span:
            return one, other
        doer = subject(clause_of(trigger)) if is_verb(clause_of(trigger)) else None
        others = (
            [p for p in self.sides.parties_of(doer) if p.actor not in (None, one.actor)] if doer is not None else []
        )
        if len(others) != 1:
            return one, other
        meant = [Party(p.span, others[0].actor) if p.span.text.lower() in _OWN else p for p in (one, other)]
        return meant[0], meant[1]

    def _asked_for(self, pattern: Pattern, objects: tuple[Party, ...]) -> tuple[Party, ...]:
        """The objects that are what a wording asks for: a body to leave, a place to hold."""
        kind = self.kinds.kind
        if pattern.type == "membership" and not _GROUPED.isdisjoint(pattern.needs):
            return tuple(p for p in objects if kind(p) in BODIES or (kind(p) in (None, "unknown") and named_body(p)))
        if "@place" in pattern.needs:
            return tuple(p for p in objects if p.place or kind(p) in HELD or self.kinds.may_be_place(p))
        if "@party" in pattern.needs:
            return tuple(p for p in objects if not (p.place or kind(p) == "place"))
        return objects

    def _shaped(self, verb: Token) -> Iterator[_Tie]:
        for shape in shapes(verb):
            yield from self._of_shape(verb, shape)

    def _of_word(self, token: Token) -> Iterator[_Tie]:
        """Shapes that start from another word than a verb."""
        for shape in word_shapes(token):
            yield from self._of_shape(token, shape)

    def _of_shape(self, verb: Token, shape: Shape) -> Iterator[_Tie]:
        sides = self.sides
        for one in sides.parties_of(shape.subject):
            for other in sides.parties_of(shape.object):
                fits = shape.inherited or self.kinds.object_fits(shape.type, other)
                if not (self.kinds.subject_fits(shape.type, one) and fits):
                    continue
                renamed = shape.type == "predecessor" and one.actor == other.actor
                first = Party(one.span) if renamed else one
                yield _Tie(
                    shape.type,
                    shape.sign,
                    verb,
                    first,
                    other,
                    shape.confidence,
                    shape.state,
                    shape.label,
                    shape.inherited,
                )

    def evidence(self, tie: _Tie) -> Span:
        """The words from the first to the last of trigger and parties in its sentence; fewer where these are many."""
        sent = tie.trigger.sent
        start, end = tie.trigger.idx, tie.trigger.idx + len(tie.trigger.text)
        voice = self.voices.at(start, end)
        for party in (tie.subject, tie.object):
            if voice is not None and party.span in voice.source:
                continue
            if sent.start_char <= party.span.start and party.span.end <= sent.end_char:
                start, end = min(start, party.span.start), max(end, party.span.end)
        if end - start > _LONGEST_EVIDENCE:
            start, end = tie.trigger.idx, max(tie.trigger.idx + len(tie.trigger.text), tie.object.span.end)
        return self.parsed.span(start, end)

    def relation(self, number: str, evidence: Span, tie: _Tie) -> Relation:
        """The finished row."""
        trigger = tie.trigger
        how = state(trigger, tie.state, tie.sign) if tie.type != "predecessor" else tie.state or "holds"
        if how == "holds" and tie.type in OFFICES and self._gone(tie.subject, trigger):
            how = "ended"
        certain = otherwise(how) if tie.denied else self._factuality(trigger, how)
        if tie.denied and how in {"ended", "strained"}:
            how = "holds"
        since, until = interval(trigger, how, self.times, self.beginning, self.parsed)
        return Relation(
            number,
            tie.type,
            tie.subject,
            tie.object,
            tie.sign,
            how,
            certain,
            evidence,
            tie.confidence,
            tie.label,
            since.start if since else None,
            ending(until) if until else None,
            self._cause(trigger),
            self._voice(trigger),
            since.id if since else None,
            until.id if until else None,
        )

    def _gone(self, person: Party, trigger: Token) -> bool:
        if trigger.dep_ == "appos" and left(trigger):
            return True
        found = self.parsed.tokens_in(person.span.start, person.span.end)
        return found is not None and left(found.root)

    def _voice(self, trigger: Token) -> str | None:
        """Who says it; what describes a name in words that are nobody's quotation is the report's own."""
        voice = self.voices.at(trigger.idx, trigger.idx + len(trigger.text))
        if voice is None or (voice.form == "indirect" and _describes(trigger)):
            return None
        return voice.id

    def _factuality(self, trigger: Token, how: RelationState) -> Factuality:
        """How certain the tie is, as it stands: what holds is ongoing, what is over has occurred."""
        told = self._certainty(trigger)
        if no_longer(trigger):
            return Factuality.of("CT+", "occurred")
        if told.status in {"occurred", "ongoing", "habitual"}:
            return msgspec.structs.replace(told, status="occurred" if how == "ended" else "ongoing")
        return told

    def _certainty(self, trigger: Token) -> Factuality:
        """As the certainty of the trigger; "the", "its" and what stands beside a name take it for granted.

        Of a tie that a verb says to have changed, the certainty of the verb.
        """
        if _describes(trigger):
            return Factuality.of("CT+", "ongoing")
        if not_outlived(trigger):
            return Factuality.of("CT+", "occurred")
        if denied(trigger):
            return Factuality.of("CT-", "denied")
        changed = changed_by(trigger)
        if changed is not None:
            if failed(changed[0]):
                return Factuality.of("CT+", "ongoing")
            return self.certainty.of(changed[0])
        if trigger.tag_ == "VB" and trigger.head.tag_ == "VBN" and trigger.head.lemma_.lower() in words("appointing"):
            return self.certainty.of(trigger.head)
        clause = clause_of(trigger)
        if yet_to_be(clause):
            return Factuality.of("CT-", "denied")
        if clause.dep_ in {"ccomp", "advcl"} and (other := ellipsis(clause.head)) is not None and other.verb is clause:
            return Factuality.of("CT+", "ongoing")
        return self._of_noun(trigger) or self.certainty.of(trigger)

    def _of_noun(self, trigger: Token) -> Factuality | None:
        """The certainty of a tie that a noun names, where the words around the noun say it; None where they do not."""
        if trigger.pos_ not in {"NOUN", "PROPN"}:
            return None
        if any(c.dep_ == "det" and c.lower_ == "no" for c in trigger.children):
            return Factuality.of("CT-", "denied")
        if trigger.dep_ == "dobj" and trigger.head.lemma_.lower() in words("light"):
            return self.certainty.of(trigger.head)
        if trigger.dep_ == "pobj" and _describes(trigger.head.head):
            return Factuality.of("CT+", "ongoing")
        if trigger.dep_ in {"attr", "pobj"}:
            return self.certainty.of(clause_of(trigger))
        if any(c.dep_ == "poss" or c.lower_ in {"the", "this", "these"} for c in trigger.children):
            return Factuality.of("CT+", "ongoing")
        if trigger.dep_ in {"dobj", "nsubj"} and is_verb(trigger.head):
            return self.certainty.of(trigger.head)
        return None

    def _cause(self, trigger: Token) -> str | None:
        """The event that a clause or phrase with "after", "over" or "because" tells of."""
        reasons = words("reason")
        for word in dict.fromkeys((trigger, clause_of(trigger))):
            for child in word.children:
                marked = child.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ in reasons for c in child.children)
                if marked or (child.dep_ == "prep" and child.lower_ in reasons):
                    low, high = child.left_edge.idx, child.right_edge.idx
                    for event in self.events:
                        if low <= event.trigger.start <= high:
                            return event.id
        return None


@kept
def _starting() -> frozenset[str]:
    """The lemmas and words from which a tie can start."""
    shaped = frozenset().union(
        *(words(group) for group in ("designating", "appointing", "before", "following", "renaming", "merging", "list"))
    )
    return (
        frozenset(lemma for _, lemma in patterns())
        | shaped
        | {"be", "know", "under", "successor", "predecessor", "former", "erstwhile"}
    )


def _wordings(token: Token, table: dict[tuple[str, str], tuple[Pattern, ...]]) -> tuple[Pattern, ...]:
    """The wordings that a word may start, as the word after or before a hyphen, else by its part of speech."""
    found = table.get(("hyphen", token.lower_), ()) if _hyphened(token) or token.lower_ in _PREFIXES else ()
    if found or token.lower_ in _PREFIXES:
        return found
    if is_verb(token):
        kind = "verb"
    elif token.pos_ in {"NOUN", "PROPN"} or (token.pos_ == "ADV" and token.dep_ == "attr"):
        kind = "noun"
    elif token.pos_ == "ADJ":
        kind = "adjective" if ("adjective", token.lower_) in table else "noun"
    else:
        return ()
    lemma = _verb(token) if kind == "verb" and is_gerund(token) else token.lemma_.lower()
    found = table.get((kind, lemma), ())
    if token.lower_ != lemma:
        found = (*found, *table.get((kind, token.lower_), ()))
    if token.tag_ == "VBN" and token.dep_ in {"acomp", "amod", "acl"}:
        found = (*found, *table.get(("adjective", token.lower_), ()))
    if token.pos_ == "PROPN" and token.text[0].isupper() and (token.ent_type_ or not token.is_sent_start):
        return tuple(pattern for pattern in found if pattern.type in OF_NAMES)
    return found


def _verb(gerund: Token) -> str:
    """The verb of a word that the parser took for a noun: arming, backing, training."""
    stem = gerund.lower_[:-3]
    return next((w for w in (stem, f"{stem}e", stem[:-1]) if ("verb", w) in patterns()), stem)


def _one_of_many(office: Token) -> bool:
    return any(c.dep_ == "det" and c.lower_ in {"a", "an", "another"} for c in office.children)


def _part_of_a_name(part: Token) -> bool:
    """Whether a noun for a part says whose: Hamas' political bureau, the council of X."""
    owner = possessor(part) or modifier(part)
    if owner is None:
        return any(c.dep_ == "prep" and c.lower_ == "of" and c.i > part.i for c in part.children)
    return owner.pos_ in {"PROPN", "PRON"} or bool(owner.ent_type_)


def _only_held_to_be(office: Token) -> bool:
    """Whether somebody is only taken for the holder of an office: recognises X as president."""
    verb = office.head.head if office.dep_ == "pobj" and office.head.lower_ == "as" else None
    if office.dep_ == "attr" and office.head.dep_ == "xcomp":
        verb = office.head.head
    lemma = verb.lemma_.lower() if verb is not None else ""
    return lemma in words("designating") and lemma not in words("appointing")


def _describes(trigger: Token) -> bool:
    """Whether it stands before or beside a name: a title, an apposition, a hyphened word."""
    if trigger.dep_ in _PRESUPPOSED or _hyphened(trigger):
        return True
    return trigger.pos_ in {"NOUN", "PROPN"} and any(c.dep_ == "appos" and c.pos_ == "PROPN" for c in trigger.children)


def _hyphened(token: Token) -> bool:
    return token.i > 1 and token.nbor(-1).text in {"-", "–"} and not token.nbor(-1).whitespace_


def _label(noun: Token) -> str:
    """The role in its own words: "prime minister", "senior official", "secretary-general"."""
    told = [noun]
    if noun.i > 1 and _hyphened(noun) and noun.nbor(-2).lower_ in DEPUTIES:
        return f"{noun.nbor(-2).lower_} {noun.lower_}"
    if noun.lower_ == "secretary" and noun.i + 2 < len(noun.doc) and noun.nbor(1).text == "-":
        return f"secretary {noun.nbor(2).lower_}"
    while told[0].i:
        before = told[0].nbor(-1)
        if (
            before.dep_ not in {"compound", "amod"}
            or before.ent_type_
            or _hyphened(before)
            or before.is_punct
            or (
                "modifier",
                before.lower_,
            )
            in states()
        ):
            break
        told.insert(0, before)
    return " ".join(w.lower_ for w in told)
