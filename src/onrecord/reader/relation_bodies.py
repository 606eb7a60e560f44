"""The body of an office or a membership that names none: the only one that the text has named so far."""

from __future__ import annotations

from spacy.tokens import Token

from onrecord.model import Mention, Party
from onrecord.reader.cast import Cast

OF_STATES = frozenset("president minister premier king queen emir sultan chancellor monarch shah ruler".split())
_OF_BODIES = frozenset("member leader chairman spokesman spokeswoman commander founder".split())
_TOLD = frozenset({"attr", "oprd", "ccomp"})
_PLAIN = frozenset({"the", "its", "their"})


def only_body(noun: Token, cast: Cast, others: tuple[Party, ...]) -> tuple[Party, ...]:
    """The one state, or the one other body, named in the sentence of a noun or the one before, ahead of the noun.

    Args:
        noun: an office, or "member", told of somebody in a clause, or with an article beside a name.
        others: who holds it; they are not the body, and whoever is known to be of another land does not head this one.
    """
    lemma = noun.lemma_.lower()
    if not _may_lack_its_body(noun) or lemma not in OF_STATES | _OF_BODIES:
        return ()
    wanted = {"state"} if lemma in OF_STATES else {"organisation", "group"}
    start = noun.sent.start
    first = noun.doc[start - 1].sent.start if start else start
    kept: dict[str, Mention] = {}
    for i in range(first, noun.i):
        for mention in cast.heads.get(i, ()):
            if mention.form == "name" and cast.by_id[mention.actor].kind in wanted:
                kept.setdefault(mention.actor, mention)
    for party in others:
        kept.pop(party.actor or "", None)
    if "state" in wanted:
        own = {country for party in others if (country := cast.by_id[party.actor].country if party.actor else None)}
        kept = {name: mention for name, mention in kept.items() if not own or cast.by_id[name].country in own}
    return tuple(Party(m.span, m.actor) for m in kept.values()) if len(kept) == 1 else ()


def _may_lack_its_body(noun: Token) -> bool:
    if noun.dep_ in _TOLD or (noun.dep_ == "pobj" and noun.head.lower_ == "as"):
        return True
    named = noun.dep_ == "appos" or any(c.dep_ == "appos" and c.pos_ == "PROPN" for c in noun.children)
    return named and any(c.dep_ == "det" and c.lower_ in _PLAIN for c in noun.children)
