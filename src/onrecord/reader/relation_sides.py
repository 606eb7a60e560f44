"""The parties on the two sides of a tie: from the word in a slot to the actors and places that it stands for."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from onrecord.model import Party, Place, RelationType, Span
from onrecord.reader.cast import Cast
from onrecord.reader.parse import Parsed
from onrecord.reader.parties import parties
from onrecord.reader.relation_ends import is_verb, modifier, possessor, subject
from onrecord.reader.relation_misread import beside_place, run_together, within_another
from onrecord.reader.relation_patterns import words
from onrecord.reader.relation_slots import again, hyphened_pair, joined, slot, together
from onrecord.reader.voices import Voices

_AHEAD = frozenset("he she it they his her its their".split())
_TWO = frozenset({"they", "them", "their", "both", "two"})
_BACK = 60
"""Words before a sentence in which two may have been named."""
_COLLECTIVE = frozenset(
    "leadership government authorities forces troops army military militia wing leaders officials regime group "
    "opposition movement organization organisation party faction administration fighters militants".split()
)
_BODIES = frozenset({"organisation", "group", "state"})
_MUTUAL = frozenset({"alliance", "cooperation", "hostility", "rift"})
_LANDS = frozenset({"control", "location"})
_ENDS = ("people", "body", "side")
_PRONOUNS = frozenset({"PRON", "DET"})
PARTS = frozenset("department office bureau branch wing arm council committee division unit brigade".split())
"""Parts of a body: who heads one serves the body."""


def who(party: Party) -> object:
    """What a party is told apart by: its actor, else its place, else its words."""
    return party.actor or party.place or (party.span.start, party.span.end)


def _holds(outer: Party, inner: Party) -> bool:
    return outer.span != inner.span and outer.span.start <= inner.span.start and inner.span.end <= outer.span.end


@dataclass(frozen=True, slots=True)
class Sides:
    """A report, asked for the parties in the slots of a wording."""

    parsed: Parsed
    cast: Cast
    voices: Voices
    places: tuple[Place, ...]

    def side(
        self, trigger: Token, names: tuple[str, ...], kind: RelationType, fits: Callable[[Party], bool]
    ) -> tuple[Party, ...]:
        """The parties in the first slot that is filled and fits; a pronoun that is not known gives way to the next."""
        spare: tuple[Party, ...] = ()
        for name in names:
            if name == "speaker":
                found = self._speaker(trigger)
            else:
                head = slot(trigger, name)
                if head is None or head.i == trigger.i:
                    continue
                alone = name == "after" and any(c.dep_ in {"det", "poss"} for w in head.conjuncts for c in w.children)
                found = tuple(p for p in self.parties_of(self._stood_for(head), not alone, kind in _LANDS) if fits(p))
                if head.pos_ in _PRONOUNS and not any(p.actor or p.place for p in found):
                    spare = spare or found
                    continue
                if name == "subj" and head.dep_ == "poss" and kind in _MUTUAL:
                    found = tuple(self._for_his_body(p) for p in found)
            if found:
                return found
        return spare

    def _for_his_body(self, party: Party) -> Party:
        """Of an official whose deed is told to touch a tie, the body that he serves: his words widen the conflict."""
        actor = self.cast.by_id.get(party.actor or "")
        body = actor.roles[-1].of if actor is not None and actor.roles else None
        return Party(party.span, body, party.place) if body else party

    def pairs(self, trigger: Token) -> Iterator[tuple[Party, Party]]:
        """Each with each of the parties that one phrase names together; those before a noun with a hyphen first."""
        hyphened = hyphened_pair(trigger) if trigger.pos_ in {"NOUN", "PROPN"} else None
        if hyphened is not None:
            ones, others = (self.parties_of(token) for token in hyphened)
            if ones and others:
                yield ones[0], others[0]
                return
        for told in together(trigger):
            head = within_another(told) or told
            found = self._named_beside(head) or self.parties_of(head)
            first = run_together(head) if len(found) == 1 else None
            if first is not None:
                rest = self.parsed.of_tokens(first.nbor(2), head)
                found = (self.parties_of(first, False)[0], Party(rest, found[0].actor, found[0].place))
            second = joined(head) if len(found) == 1 else None
            if second is not None:
                found = (*found, *self.parties_of(second, False))
            if not found and head.lower_ in _TWO:
                found = self._two_before(head)
            if len(found) == 2:
                found = self.apart(*found)
            if len({who(party) for party in found}) > 1:
                yield from itertools.combinations(found, 2)
                return

    def apart(self, one: Party, other: Party) -> tuple[Party, Party]:
        """Two sides that were taken for the same, of which a common noun with a name of its own is told to be another.

        Kabila's forces beside Rwandan troops; anti-Taliban fighters of the Northern Alliance against the Taliban.
        """
        if one.actor is None or one.actor != other.actor or one.span == other.span:
            return one, other
        words = [self.parsed.tokens_in(party.span.start, party.span.end) for party in (one, other)]
        names = [{t.text for t in found or () if t.text[0].isupper() and t.ent_type_} for found in words]
        told = []
        for party, found, own, its in zip((one, other), words, names, reversed(names), strict=True):
            unlike = found is not None and found.root.pos_ == "NOUN" and own - its
            told.append(Party(party.span) if unlike else party)
        return told[0], told[1]

    def _two_before(self, head: Token) -> tuple[Party, ...]:
        """Of "they" and "both" that stand for nobody known, the last two that were named together before."""
        for i in range(head.i - 1, max(head.sent.start - _BACK, 0), -1):
            name = head.doc[i]
            if name.pos_ == "PROPN" and len(name.conjuncts) == 1 and name.conjuncts[0].i < i:
                named = [self.cast.at(token) for token in (name.conjuncts[0], name)]
                if all(len(actors) == 1 for actors in named):
                    return tuple(Party(self.parsed.of(head), actors[0]) for actors in named)
                return ()
        return ()

    def _named_beside(self, head: Token) -> tuple[Party, ...]:
        """Those that a plural is told to be: the two movements, A and B."""
        if head.pos_ != "NOUN":
            return ()
        counted = any(c.dep_ == "nummod" for c in head.children)
        told = {"appos", "conj"} if counted else {"appos"}
        beside = next((c for c in head.children if c.dep_ in told and c.pos_ == "PROPN"), None)
        found = self.parties_of(beside) if beside is not None else ()
        return found if len(found) > 1 else ()

    def parties_of(self, head: Token, joined: bool = True, land: bool = False) -> tuple[Party, ...]:
        """The parties of a phrase and of those joined to it; of "the X leadership" those of X where it is unknown.

        land: whether places that have no name count too (the south).
        """
        found: dict[object, Party] = {}
        second = again(head) if joined else None
        for word in (head, *(head.conjuncts if joined else ()), *([second] if second is not None else [])):
            if word != head and (word.i < head.i or any(c.dep_ == "case" for c in word.children)):
                continue
            if any(c.dep_ == "det" and c.lower_ == "no" for c in word.children):
                continue
            direct = self._beside(word) or self._tied(word)
            for inner in direct:
                found = {key: party for key, party in found.items() if not _holds(party, inner)}
            direct = direct or self._own(word, self._plain(word, land))
            if not any(p.actor or p.place for p in direct):
                direct = self._of_modifier(word) or self._whole(word) or direct
            if not any(
                p.place or p.actor in self.cast.named or not (p.actor or "report:").startswith("report:")
                for p in direct
            ):
                direct = self._other_name(word, land) or direct
            direct = self._among(word) or direct
            for party in direct:
                found.setdefault((who(party), party.span.start), party)
        spans = [p.span for p in found.values()]
        within = [s for s in spans if any(o.start <= s.start and s.end <= o.end and o != s for o in spans)]
        return tuple(p for p in found.values() if p.span not in within)

    def _own(self, word: Token, found: tuple[Party, ...]) -> tuple[Party, ...]:
        """Without those that are joined to a word; they are asked by themselves."""
        return found if self.cast.at(word) else tuple(p for p in found if p.span.start <= word.idx)

    def _beside(self, head: Token) -> tuple[Party, ...]:
        """Whom a noun names with it: his old comrade Joshua Nkomo; the umbrella of the opposition, the Alliance."""
        if head.pos_ != "NOUN":
            return ()
        name = next((c for c in head.children if c.dep_ == "appos" and c.pos_ == "PROPN" and c.i > head.i), None)
        name = name or (beside_place(head) if head.lemma_.lower() in words("tied") else None)
        return parties(name, self.parsed, self.cast, self.places) if name is not None and self.cast.at(name) else ()

    def _tied(self, head: Token) -> tuple[Party, ...]:
        """The nation in the words of another tie: its American ally."""
        if head.pos_ != "NOUN" or head.lemma_.lower() not in words("tied"):
            return ()
        nation = next((c for c in head.children if c.dep_ == "amod" and c.ent_type_ in {"NORP", "GPE"}), None)
        return parties(nation, self.parsed, self.cast, self.places) if nation is not None else ()

    def _plain(self, head: Token, land: bool) -> tuple[Party, ...]:
        """The parties of a phrase. A thing is none, though it be somebody's (X's threat); nor an unknown pronoun."""
        found = parties(head, self.parsed, self.cast, self.places)
        lemma = head.lemma_.lower()
        if lemma in words("tied") and head.pos_ == "NOUN":
            found = tuple(Party(p.span) if p.actor in self._owners(head) else p for p in found)
        if land and (lemma in words("place") or (head.text[0].isupper() and not head.is_sent_start)):
            return found
        if head.pos_ == "ADJ" and not self.cast.at(head) and lemma not in words("people"):
            return ()
        known = lemma in _COLLECTIVE or lemma in PARTS or any(lemma in words(group) for group in _ENDS)
        if head.pos_ == "NOUN" and not known and not self.cast.at(head):
            return tuple(p for p in found if p.place)
        if head.pos_ in _PRONOUNS:
            return tuple(p for p in found if p.actor or p.place) or self._ahead(head)
        return found

    def _ahead(self, pronoun: Token) -> tuple[Party, ...]:
        """Whom a pronoun stands for that comes before the name: since he quarrelled with X, Y has lived abroad."""
        if pronoun.lower_ not in _AHEAD:
            return ()
        for above in pronoun.ancestors:
            if above.dep_ in {"advcl", "prep"} and is_verb(above.head) and above.i < above.head.i:
                doer = subject(above.head)
                if doer is not None and doer.i > pronoun.i and doer.pos_ == "PROPN":
                    span = self.parsed.of(pronoun)
                    return tuple(
                        Party(span, p.actor, p.place)
                        for p in parties(doer, self.parsed, self.cast, self.places)
                        if p.actor or p.place
                    )
        return ()

    def _owners(self, head: Token) -> set[str | None]:
        """The actors whose a noun is: its neighbour is not itself."""
        owner = next((c for c in head.children if c.dep_ == "poss"), None)
        return {p.actor for p in parties(owner, self.parsed, self.cast, self.places)} if owner is not None else set()

    def _stood_for(self, pronoun: Token) -> Token:
        """Whom a pronoun of nobody stands for before the subject of its sentence: from their base in Vanni, the Tigers.

        Any other word itself.
        """
        if pronoun.tag_ != "PRP$" or self.cast.heads.get(pronoun.i):
            return pronoun
        verb = next((above for above in pronoun.ancestors if above.pos_ in {"VERB", "AUX"}), None)
        first = next((c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"}), None) if verb is not None else None
        return first if first is not None and first.i > pronoun.i else pronoun

    def _other_name(self, head: Token, land: bool) -> tuple[Party, ...]:
        """The name that a noun stands beside: Kano, the last town …"""
        if head.pos_ != "NOUN":
            return ()
        if head.dep_ == "appos" and head.head.pos_ == "PROPN":
            return self._plain(head.head, land)
        name = next((c for c in head.children if c.dep_ == "appos" and c.pos_ == "PROPN" and c.i > head.i), None)
        body = head.lemma_.lower() in words("body") | PARTS
        return self._plain(name, land) if name is not None and (body or name.ent_type_ != "PERSON") else ()

    def _among(self, head: Token) -> tuple[Party, ...]:
        """Those of a plural that are named: ten countries, including Poland and Malta."""
        if head.tag_ != "NNS":
            return ()
        verb = head.head
        for other in verb.children if head.dep_ == "dobj" else ():
            names = [c for c in other.children if c.dep_ == "pobj"] if other.lower_ == "among" else []
            if len(names) > 1 and names[0].pos_ == "PRON":
                return self.parties_of(names[1])
        beside = next((c for c in head.children if c.dep_ == "appos" and c.pos_ == "PROPN" and c.i > head.i), None)
        if beside is not None and any(c.dep_ == "conj" for c in beside.children):
            return self.parties_of(beside)
        for child in head.children:
            if child.dep_ == "prep" and child.lower_ in {"including", "among", "notably"}:
                named = next((c for c in child.children if c.dep_ == "pobj" and c.pos_ == "PROPN"), None)
                if named is not None:
                    return self.parties_of(named)
        return ()

    def _of_modifier(self, head: Token) -> tuple[Party, ...]:
        """The party that a noun of people or of a body is of: the Hamas leadership."""
        lemma = head.lemma_.lower()
        if lemma not in _COLLECTIVE | PARTS and lemma not in words("people"):
            return ()
        for child in head.children:
            if child.dep_ in {"compound", "poss", "nmod", "amod"} and child.i < head.i and child.pos_ != "PRON":
                found = parties(child, self.parsed, self.cast, self.places)
                if any(p.actor or p.place for p in found):
                    span = self.parsed.span(child.left_edge.idx, head.idx + len(head.text))
                    return tuple(Party(span, p.actor, p.place) for p in found)
        return ()

    def _whole(self, head: Token) -> tuple[Party, ...]:
        """A body that is not known, with the words that say whose it is: the government of X."""
        if head.lemma_.lower() not in _COLLECTIVE:
            return ()
        last = next((c for c in head.children if c.dep_ == "prep" and c.lower_ == "of"), None)
        names = [t for t in last.subtree if t.pos_ == "PROPN"] if last is not None else []
        end = names[-1] if names else head
        for name in names:
            if any(c.dep_ == "cc" for c in name.children):
                end = name
        owner = next((c for c in head.children if c.dep_ == "poss"), head)
        return (Party(self.parsed.of_tokens(min(owner, head, key=lambda t: t.i), end)),)

    def _speaker(self, trigger: Token) -> tuple[Party, ...]:
        """The body that the speaker of these words is of; nobody where the report itself speaks."""
        voice = self.voices.at(trigger.idx, trigger.idx + len(trigger.text))
        if voice is None or len(voice.speakers) != 1 or not voice.source:
            return ()
        actor = self.cast.by_id.get(voice.speakers[0])
        body = actor.roles[-1].of if actor is not None and actor.roles else None
        if actor is not None and actor.kind in _BODIES:
            body = actor.id
        return (Party(voice.source[0], body),) if body else self._office(voice.source[0])

    def _office(self, source: Span) -> tuple[Party, ...]:
        """Whose official a speaker is that is called by his office alone: Chad's president said."""
        found = self.parsed.tokens_in(source.start, source.end)
        if found is None or found.root.pos_ != "NOUN" or found.root.lemma_.lower() not in words("people"):
            return ()
        whose = possessor(found.root) or modifier(found.root)
        told = parties(whose, self.parsed, self.cast, self.places) if whose is not None else ()
        return tuple(party for party in told if party.actor)
