"""Who stands how with whom: ties, from the wordings of a table and a few of a shape of their own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import msgspec
from spacy.tokens import Token

from onrecord.knowledge.table import kept
from onrecord.model import Event, Factuality, Party, Place, Relation, RelationState, RelationType, Span, Time
from onrecord.reader.cast import Cast
from onrecord.reader.dated import beginning
from onrecord.reader.factuality import Certainty
from onrecord.reader.parse import Parsed
from onrecord.reader.relation_misread import is_gerund
from onrecord.reader.relation_needs import met
from onrecord.reader.relation_patterns import Pattern, Sign, patterns, states, words
from onrecord.reader.relation_shapes import Shape, formerly, listed, shapes
from onrecord.reader.relation_sides import PARTS, Sides, who
from onrecord.reader.relation_slots import is_verb, slot, subject
from onrecord.reader.relation_state import changed_by, clause_of, failed, left, no_longer, not_outlived, state
from onrecord.reader.relation_times import interval
from onrecord.reader.tree import tree_of
from onrecord.reader.voices import Voices

_PRESUPPOSED = frozenset({"compound", "amod", "appos", "nmod"})
_LONGEST_EVIDENCE = 240


_OFFICES = frozenset({"role", "leadership"})
_OF_NAMES = _OFFICES | {"membership"}
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
    room = _Room(parsed, cast, voices, certainty, times, beginning(times), events, sides)
    seen: set[tuple[object, ...]] = set()
    found: list[tuple[Span, _Tie]] = []
    for tie in room.ties():
        evidence = room.evidence(tie)
        ends = (who(tie.subject), who(tie.object))
        key = (tie.type, frozenset(ends) if tie.type in _MUTUAL else ends, tie.trigger.sent.start, tie.state, tie.label)
        if key not in seen and _known(tie, cast, parsed):
            seen.add(key)
            found.append((evidence, tie))
    found = _among_friends(found)
    found.sort(key=lambda pair: (pair[0].start, pair[0].end, pair[1].type, pair[1].subject.span.start))
    return tuple(room.relation(f"r{n}", evidence, tie) for n, (evidence, tie) in enumerate(found, 1))


_BONDS = frozenset({"alliance", "cooperation", "sponsorship", "membership"})
_BETWEEN = frozenset({"alliance", "sponsorship", "hostility", "rift"})
_MUTUAL = frozenset({"alliance", "cooperation", "hostility", "rift"})
_LAST = frozenset({("pair",), ("in",), ("mod",)})
_GROUPED = frozenset({"@group", "@from"})
_BODIES = frozenset({"organisation", "group"})
_RULING = frozenset({"rule", "govern", "lead"})
_DEPUTIES = frozenset({"deputy", "vice", "assistant", "vice-president"})
_PREFIXES = frozenset({"pro", "anti"})
_ITS = frozenset({"its", "his", "her", "their"})
_DENYING = frozenset("deny reject dismiss refute rebut repudiate ridicule".split())
_NAMES = frozenset({"PERSON", "ORG", "GPE", "LOC", "NORP"})
_HELD = frozenset({"place", "state", "unknown", None})
"""Kinds of what can be held as a place is; a name that is in no list and that nothing else is known of may be one."""


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


def _heads(label: str) -> bool:
    """Whether an office is that of the head: prime minister, secretary general."""
    last = label.split()
    return last[-2:] == ["prime", "minister"] or (last[-1] == "general" and last[-2:-1] in (["secretary"], ["-"]))


def _known(tie: _Tie, cast: Cast, parsed: Parsed) -> bool:
    """Whether one side at least has a name, and the two are not the same.

    A tie of a person to a body needs a named person, and a named body or a noun for one ("state" in "secretary of
    state" is none). Of places there are mayors and governors, but no directors.
    """
    sides = (tie.subject, tie.object)
    same = who(tie.subject) == who(tie.object) and tie.type != "predecessor"
    if (
        same
        or (tie.subject.span == tie.object.span and tie.type == "predecessor")
        or not any(_named(party, cast) or _has_name(party, parsed) for party in sides)
    ):
        return not same and tie.type == "sponsorship" and _proper_adjective(tie)
    if tie.type in _BETWEEN and not all(_somebody(party, cast, parsed) for party in sides):
        return False
    if tie.type in _OF_NAMES:
        if not _named(tie.subject, cast) or not (_named(tie.object, cast) or _is_body(tie.object)):
            return False
        if tie.type in _OFFICES and not tie.object.actor and _OF_PLACES.isdisjoint((tie.label or "").split()):
            return _is_body(tie.object)
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


def _is_body(party: Party) -> bool:
    return not words("body").isdisjoint(party.span.text.lower().split())


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

    def _first(self, trigger: Token, wordings: tuple[Pattern, ...]) -> Iterator[_Tie]:
        """What each wording gives; where one of the researcher's own gives something, the package's are not asked.

        A wording of pairs, or of a place, is asked only where none before it of its type gave anything.
        """
        own = False
        given: set[str] = set()
        for pattern in wordings:
            if (own and not pattern.own) or (pattern.subject in _LAST and pattern.type in given):
                continue
            for tie in self._worded(trigger, pattern):
                own = own or pattern.own
                given.add(pattern.type)
                yield tie

    def _worded(self, trigger: Token, pattern: Pattern) -> Iterator[_Tie]:
        if not met(trigger, pattern.needs):
            return
        if pattern.subject == ("pair",):
            for one, other in self.sides.pairs(trigger):
                yield _Tie(pattern.type, pattern.sign, trigger, one, other, pattern.confidence, pattern.state)
            return
        sides = self.sides
        subjects = sides.side(trigger, pattern.subject, pattern.type, lambda p: self.subject_fits(pattern.type, p))
        objects = (
            sides.side(trigger, pattern.object, pattern.type, lambda p: self.object_fits(pattern.type, p))
            if subjects
            else ()
        )
        label = _label(trigger) if pattern.type in {"role", "leadership"} and pattern.pos == "noun" else None
        kind = pattern.type
        if kind == "role" and label is not None and _heads(label):
            kind = "leadership"
        if kind == "leadership" and label is not None and not _DEPUTIES.isdisjoint(label.split()):
            kind = "role"
        if kind == "control" and pattern.pos == "verb" and trigger.lemma_ in _RULING:
            kind = self._ruling(subjects, objects)
        objects = tuple(party for party in objects if self._asked(pattern, party))
        if kind == "leadership" and pattern.pos == "verb":
            part = slot(trigger, "obj")
            if part is not None and part.lemma_.lower() in PARTS:
                kind, label = "role", f"head of {_label(part)}"
        for one in subjects:
            for other in objects:
                first, second = self.sides.apart(*self._sorted_out(trigger, one, other))
                yield _Tie(kind, pattern.sign, trigger, first, second, pattern.confidence, pattern.state, label)

    def _asked(self, pattern: Pattern, party: Party) -> bool:
        """Whether the second side is of the kind that a wording asks for: a body, a place, somebody."""
        kind = self._kind(party)
        if pattern.type == "membership" and not _GROUPED.isdisjoint(pattern.needs):
            return kind in _BODIES or (kind in (None, "unknown") and _is_body(party))
        if "@place" in pattern.needs:
            return bool(party.place) or kind in _HELD
        return "@party" not in pattern.needs or not (party.place or kind == "place")

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
        meant = [Party(p.span, others[0].actor) if p.span.text.lower() in _ITS else p for p in (one, other)]
        return meant[0], meant[1]

    def _ruling(self, subjects: tuple[Party, ...], objects: tuple[Party, ...]) -> RelationType:
        """A person who rules a state heads it; whoever else rules holds it."""
        one, other = ({self._kind(p) for p in side} for side in (subjects, objects))
        return "leadership" if one == {"person"} and other == {"state"} else "control"

    def _kind(self, party: Party) -> str | None:
        return self.cast.by_id[party.actor].kind if party.actor in self.cast.by_id else None

    def subject_fits(self, kind: RelationType, party: Party) -> bool:
        """Whether a party may be the first in a tie of a type: a body has no office."""
        told = self._kind(party)
        if kind in _OFFICES:
            return told in {"person", "unknown", None}
        return told not in {"episode", "person"} if kind == "predecessor" else told != "episode"

    def object_fits(self, kind: RelationType, party: Party) -> bool:
        """Whether a party may be the second in a tie of a type: nobody is the head or a member of a person."""
        told = self._kind(party)
        if kind in _OF_NAMES or kind == "predecessor":
            return told not in {"person", "episode", "outlet" if kind == "predecessor" else "episode"}
        if kind == "location":
            return told != "episode" and not party.span.text[0].isdigit()
        return told != "episode"

    def _shaped(self, verb: Token) -> Iterator[_Tie]:
        for shape in shapes(verb):
            yield from self._of_shape(verb, shape)

    def _of_word(self, token: Token) -> Iterator[_Tie]:
        """Shapes that start from another word than a verb."""
        found = (
            listed(token)
            if token.lemma_ in {"list", "blacklist"}
            else formerly(token)
            if token.lower_ in words("before")
            else ()
        )
        for shape in found:
            yield from self._of_shape(token, shape)

    def _of_shape(self, verb: Token, shape: Shape) -> Iterator[_Tie]:
        sides = self.sides
        for one in sides.parties_of(shape.subject):
            for other in sides.parties_of(shape.object):
                renamed = shape.type == "predecessor" and one.actor == other.actor
                first = Party(one.span) if renamed else one
                yield _Tie(shape.type, shape.sign, verb, first, other, shape.confidence, shape.state, shape.label)

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
        if how == "holds" and tie.type in _OFFICES and self._gone(tie.subject):
            how = "ended"
        since, until = interval(trigger, how, self.times, self.beginning, self.parsed)
        return Relation(
            number,
            tie.type,
            tie.subject,
            tie.object,
            tie.sign,
            how,
            self._factuality(trigger, how),
            evidence,
            tie.confidence,
            tie.label,
            since.start if since else None,
            until.start if until else None,
            self._cause(trigger),
            self._voice(trigger),
            since.id if since else None,
            until.id if until else None,
        )

    def _gone(self, person: Party) -> bool:
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
        if _denied(trigger):
            return Factuality.of("CT-", "denied")
        changed = changed_by(trigger)
        if changed is not None:
            return Factuality.of("CT+", "ongoing") if failed(changed[0]) else self.certainty.of(changed[0])
        if trigger.pos_ in {"NOUN", "PROPN"}:
            if any(c.dep_ == "det" and c.lower_ == "no" for c in trigger.children):
                return Factuality.of("CT-", "denied")
            if trigger.dep_ in {"attr", "pobj"}:
                return self.certainty.of(clause_of(trigger))
            if any(c.dep_ == "poss" or c.lower_ in {"the", "this", "these"} for c in trigger.children):
                return Factuality.of("CT+", "ongoing")
            if trigger.dep_ in {"dobj", "nsubj"} and is_verb(trigger.head):
                return self.certainty.of(trigger.head)
        return self.certainty.of(trigger)

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
    shaped = frozenset().union(*(words(group) for group in ("designating", "appointing", "before")))
    return frozenset(lemma for _, lemma in patterns()) | shaped | {"be", "know", "list", "blacklist"}


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
    if token.pos_ == "PROPN" and token.text[0].isupper():
        return tuple(pattern for pattern in found if pattern.type in _OF_NAMES)
    return found


def _denied(trigger: Token) -> bool:
    """Whether somebody denies to do it, or rejects the claim that it is so."""
    if is_verb(trigger) and trigger.dep_ == "xcomp" and trigger.head.lemma_ in _DENYING:
        return True
    for above in trigger.ancestors:
        if above.pos_ == "NOUN" and above.lemma_.lower() in words("claim") and above.dep_ == "dobj":
            return above.head.lemma_.lower() in _DENYING
    return False


def _verb(gerund: Token) -> str:
    """The verb of a word that the parser took for a noun: arming, backing, training."""
    stem = gerund.lower_[:-3]
    return next((w for w in (stem, f"{stem}e", stem[:-1]) if ("verb", w) in patterns()), stem)


def _describes(trigger: Token) -> bool:
    """Whether it stands before or beside a name: a title, an apposition, a hyphened word."""
    if trigger.dep_ in _PRESUPPOSED or _hyphened(trigger):
        return True
    return trigger.pos_ in {"NOUN", "PROPN"} and any(c.dep_ == "appos" and c.pos_ == "PROPN" for c in trigger.children)


def _hyphened(token: Token) -> bool:
    return token.i > 1 and token.nbor(-1).text in {"-", "–"} and not token.nbor(-1).whitespace_


def _label(noun: Token) -> str:
    """The role in its own words: "prime minister", "senior official"."""
    words = [noun]
    while words[0].i:
        before = words[0].nbor(-1)
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
        words.insert(0, before)
    return " ".join(w.lower_ for w in words)
