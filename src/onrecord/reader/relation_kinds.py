"""What tie a wording tells, by what its two sides are: a person who rules a state heads it; a body holds it."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from onrecord.model import Party, RelationType
from onrecord.reader.cast import Cast
from onrecord.reader.parse import Parsed
from onrecord.reader.relation_ends import is_verb
from onrecord.reader.relation_needs import is_body, is_crowd, is_place
from onrecord.reader.relation_patterns import words

OFFICES = frozenset({"role", "leadership"})
OF_NAMES = OFFICES | {"membership"}
BODIES = frozenset({"organisation", "group"})
_RULING = frozenset({"rule", "govern", "lead"})
RUNNING = frozenset({"run", "manage", "steer", "direct"})
_STEERING = frozenset({"steer", "direct"})
_SWAYING = frozenset({"hold", "grip", "sway"})
_CHARGE = frozenset({"charge", "command"})
_TOWNS = frozenset({"GPE", "LOC", "FAC", "PERSON"})
_MANY = frozenset({"commander", "leader", "chief", "boss"})
DEPUTIES = frozenset({"deputy", "vice", "assistant", "vice-president"})
HELD = frozenset({"place", "state", "unknown", None})
"""Kinds of what can be held as a place is; a name that is in no list and that nothing else is known of may be one."""


@dataclass(frozen=True, slots=True)
class Kinds:
    """Who the parties of a report are, and what they may be to each other."""

    parsed: Parsed
    cast: Cast

    @staticmethod
    def office(kind: RelationType, label: str, indefinite: bool = False) -> RelationType:
        """Leadership or role, as the words of an office say: "a commander" is one of several."""
        parts = label.split()
        if kind == "role":
            kind = "leadership" if _heads(label) else kind
        if indefinite and parts[-1] in _MANY:
            return "role"
        if not DEPUTIES.isdisjoint(parts) or not words("part").isdisjoint(parts[:-1]):
            return "role"
        return kind

    def power(
        self, kind: RelationType, trigger: Token, subjects: tuple[Party, ...], objects: tuple[Party, ...]
    ) -> RelationType:
        """Control, leadership or influence: as it is a person or a body that has it, over a body or a place."""
        lemma = trigger.lemma_.lower()
        one, other = ({self.kind(p) for p in side} for side in (subjects, objects))
        if is_verb(trigger):
            if kind == "control" and lemma in _RULING:
                return self._ruling(trigger, subjects, objects)
            if kind == "control" and lemma in RUNNING and one == {"person"}:
                return "leadership"
            if kind == "leadership" and lemma in RUNNING and one and one <= {*BODIES, "state"}:
                return "influence" if lemma in _STEERING else "control"
            return kind
        land = other <= {"place", "unknown", None}
        if lemma in _SWAYING:
            land = land and (kind == "control" or trigger.head.lemma_ == "hold")
            return "control" if land else "influence"
        if kind == "control" and lemma in _CHARGE and one == {"person"} and other and other <= {*BODIES, "state"}:
            return "leadership"
        return kind

    def may_be_place(self, party: Party) -> bool:
        """Whether a name was taken for a body though nothing in it says so: an unknown town."""
        if (party.actor or "").endswith(".gov"):
            return not named_body(party)
        found = self.parsed.tokens_in(party.span.start, party.span.end)
        if found is None or named_body(party) or not party.span.text[0].isupper():
            return False
        unknown = (party.actor or "").startswith("report:")
        town = found.root.ent_type_ in _TOWNS and " " not in party.span.text
        return unknown and (self.kind(party) == "organisation" or town)

    def _ruling(self, verb: Token, subjects: tuple[Party, ...], objects: tuple[Party, ...]) -> RelationType:
        """A person who rules a state heads it; whoever else rules holds it. Of a name not known, "who" is a person."""
        one, other = ({self.kind(p) for p in side} for side in (subjects, objects))
        if one == {None} and any(c.lower_ == "who" for c in verb.children) and verb.head.tag_ == "NNP":
            one = {"person"}
        return "leadership" if one == {"person"} and other == {"state"} else "control"

    def kind(self, party: Party) -> str | None:
        """The kind of a party; of a name with an article that nothing else is known of (the Irgun), no person's."""
        if party.actor not in self.cast.by_id:
            return None
        kind = self.cast.by_id[party.actor].kind
        named = party.span.text.split()
        if kind == "person" and party.actor.startswith("report:") and len(named) == 2 and named[0] in {"The", "the"}:
            return "unknown" if named[1][0].isupper() else kind
        return kind

    def subject_fits(self, kind: RelationType, party: Party) -> bool:
        """Whether a party may be the first in a tie of a type: a body has no office."""
        told = self.kind(party)
        if kind in OFFICES:
            return told in {"person", "unknown", None}
        if kind == "location":
            return told not in {"episode", "person"}
        return told not in {"episode", "person"} if kind == "predecessor" else told != "episode"

    def object_fits(self, kind: RelationType, party: Party) -> bool:
        """Whether a party may be the second in a tie of a type: nobody is the head or a member of a person."""
        told = self.kind(party)
        if kind in OF_NAMES or kind == "predecessor":
            if told == "place" and kind == "membership":
                return False
            return told not in {"person", "episode", "outlet" if kind == "predecessor" else "episode"}
        if kind == "control" and not self._holdable(party):
            return False
        if kind == "control":
            return told != "episode" and (told != "person" or _alone(party))
        if kind == "location":
            body = (told in BODIES and named_body(party)) or (told == "person" and not _alone(party))
            return told != "episode" and not body and not party.span.text[0].isdigit()
        return told != "episode"

    def _holdable(self, party: Party) -> bool:
        """Whether the words are of somebody or of a place, and not of a thing: control of the second half."""
        if party.place or party.actor in self.cast.by_id:
            return True
        found = self.parsed.tokens_in(party.span.start, party.span.end)
        return found is not None and (is_place(found.root) or is_body(found.root) or is_crowd(found.root))


def _heads(label: str) -> bool:
    """Whether an office is that of the head: prime minister, secretary general."""
    last = label.split()
    return last[-2:] in (["prime", "minister"], ["general", "secretary"], ["first", "secretary"]) or (
        last[-1] == "general" and last[-2:-1] in (["secretary"], ["-"])
    )


def _alone(party: Party) -> bool:
    """Whether it is a single word that is in no list: what was taken for a person may be a town."""
    return (party.actor or "").startswith("report:") and " " not in party.span.text


def named_body(party: Party) -> bool:
    """Whether a noun for a body stands in the words."""
    return not words("body").isdisjoint(party.span.text.lower().split())
