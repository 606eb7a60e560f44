"""PLOVER's boundary rules: what the act that is agreed, asked, refused, threatened or announced makes of a trigger."""

from __future__ import annotations

from dataclasses import dataclass, replace

from spacy.tokens import Token

from onrecord.knowledge.events import Meaning
from onrecord.model import EventType, Party
from onrecord.reader.clause import OBJECTS, children
from onrecord.reader.triggers import Trigger

SPEAKING = frozenset({"AGREE", "REQUEST", "REJECT", "THREATEN"})
"""Types whose trigger has another act for its content."""
KIND: frozenset[EventType] = frozenset({"CONSULT", "SUPPORT", "COOPERATE", "AID"})
YIELDING: frozenset[EventType] = frozenset({"CONCEDE", "RETREAT"})
HOSTILE: frozenset[EventType] = frozenset({"PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"})
ANNOUNCED: frozenset[EventType] = frozenset({"AGREE", "CONCEDE", "THREATEN", "REJECT"})
"""Types that the announcement of another act is."""
VOWS = frozenset({"vow", "swear", "pledge", "promise", "commit", "prepared", "ready"})
SAYING = frozenset({"say", "announce", "declare", "confirm", "tell", "add", "promise", "state", "report"})

_ASKED: dict[EventType, tuple[str, str]] = {
    "CONSULT": ("meet", "6"), "AGREE": ("meet", "6"), "AID": ("assist", "3"), "COOPERATE": ("assist", "1"),
    "SUPPORT": ("assist", "2"), "CONCEDE": ("yield", "5"), "RETREAT": ("yield", "5"),
}  # fmt: skip
_AGREED: dict[EventType, str] = {
    "CONSULT": "036", "AID": "033", "COOPERATE": "031", "SUPPORT": "032", "CONCEDE": "035", "RETREAT": "035",
    "MOBILIZE": "0332",
}  # fmt: skip
_REFUSED: dict[EventType, tuple[str, str]] = {
    "CONSULT": ("meet", "125"), "AGREE": ("change", "127"), "AID": ("assist", "122"), "COOPERATE": ("assist", "121"),
    "SUPPORT": ("assist", "120"), "CONCEDE": ("yield", "124"), "RETREAT": ("yield", "124"),
    "REQUEST": ("change", "123"),
}  # fmt: skip
_THREATENED: dict[EventType, tuple[str, str]] = {
    "ASSAULT": ("violence", "138"), "MOBILIZE": ("violence", "138"), "PROTEST": ("restrict", "133"),
    "SANCTION": ("relations", "131"), "COERCE": ("restrict", "132"), "REJECT": ("relations", "130"),
    "RETREAT": ("relations", "136"), "CONSULT": ("relations", "134"),
}  # fmt: skip
_THREATENED_MODE: dict[str, tuple[str, str]] = {
    "arrest": ("arrest", "132"), "deport": ("expel", "132"), "expel": ("expel", "136"), "curfew": ("restrict", "1323"),
    "martial-law": ("restrict", "1324"), "ban": ("ban", "1322"), "unconventional": ("violence", "1383"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Settled:
    """What a trigger means in its place.

    Attributes:
        meaning: after the rules. content: the trigger that it is about, if there is one.
        announced: the row tells of the announcement of the act, not of the act.
    """

    meaning: Meaning
    content: Trigger | None = None
    announced: bool = False


def settle(trigger: Trigger, others: dict[int, Trigger]) -> Settled:
    """Applies the rules.

    Args:
        others: the report's triggers by the index of each of their words that carries meaning.
    """
    if trigger.meaning.type in SPEAKING:
        content = content_of(trigger, others)
        meaning = _spoken(trigger, content)
        return Settled(_ruled(meaning, trigger, f"content {content.meaning.type}") if content else meaning, content)
    if trigger.shape in ("verb", "light") and trigger.verb is not None:
        when = _future(trigger.verb)
        if when == "refused" and trigger.meaning.type in KIND | YIELDING:
            mode, code = _REFUSED[trigger.meaning.type]
            return Settled(_ruled(Meaning("REJECT", mode, code), trigger, "refused"), None, True)
        if when == "announced":
            return Settled(_ruled(_announced(trigger), trigger, "announced"), None, True)
    return Settled(trigger.meaning)


def announces(trigger: Trigger, type_: EventType) -> bool:
    """Whether a trigger of this type tells of what its subject says that it will, or will not, do."""
    if trigger.verb is None or type_ not in ANNOUNCED:
        return False
    return _future(trigger.verb) == ("refused" if type_ == "REJECT" else "announced")


def hosted(
    meaning: Meaning, actors: tuple[Party, ...], recipients: tuple[Party, ...]
) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    """The sides where somebody hosts: the visitor is the actor; a third party that hosts others is none."""
    if meaning.type != "CONSULT" or meaning.cameo != "043" or not recipients:
        return actors, recipients
    return (recipients, ()) if meaning.mode == "third-party" else (recipients, actors)


def content_of(trigger: Trigger, others: dict[int, Trigger]) -> Trigger | None:
    """The act that is agreed, asked, refused or threatened."""
    roots = [t for t in (trigger.token, trigger.noun, trigger.verb) if t is not None]
    seen = {t.i for t in roots}
    queue: list[Token] = []
    for root in roots:
        queue += children(root, "xcomp", "ccomp", *OBJECTS)
        for prep in children(root, "prep", "prt", "dative"):
            queue += children(prep, "pobj", "pcomp")
        queue += [c for c in children(root, "advcl", "acl") if c.tag_ in ("VB", "VBP")]
    for token in queue:
        found = others.get(token.i)
        if found is not None and found is not trigger and token.i not in seen:
            return found
    for token in queue:
        for inner in (*children(token, "xcomp"), *(c for c in children(token, "acl") if c.tag_ == "VB")):
            found = others.get(inner.i)
            if found is not None and found is not trigger:
                return found
    return None


def _ruled(meaning: Meaning, trigger: Trigger, rule: str) -> Meaning:
    """What a rule made of a trigger's meaning, with the rule's name where it made something else of it."""
    return meaning if meaning is trigger.meaning else replace(meaning, row=f"rule {rule}")


def basis(trigger: Trigger, settled: Settled) -> tuple[str, ...]:
    """What made an event: the row of its trigger, and the rule that changed its meaning."""
    return tuple(dict.fromkeys(row for row in (trigger.meaning.row, settled.meaning.row) if row))


def _spoken(trigger: Trigger, content: Trigger | None) -> Meaning:
    meaning = trigger.meaning
    if content is None or len(meaning.cameo) > 3:
        return meaning
    inner = content.meaning
    if meaning.type == "AGREE":
        if inner.type in HOSTILE and trigger.token.lemma_ in VOWS:
            mode, code = _THREATENED[inner.type]
            return Meaning("THREATEN", mode, code)
        return Meaning("AGREE", None, _AGREED.get(inner.type, meaning.cameo)) if meaning.cameo == "030" else meaning
    if meaning.type == "REQUEST" and meaning.cameo in ("020", "100"):
        mode, digit = _ASKED.get(inner.type, ("change", "4"))
        return Meaning("REQUEST", mode, meaning.cameo[:2] + digit)
    if meaning.type == "REJECT" and meaning.cameo == "120":
        mode, code = _REFUSED.get(inner.type, ("change", "120"))
        return Meaning("REJECT", mode, code)
    if meaning.type == "THREATEN" and meaning.cameo == "130":
        default = _THREATENED.get(inner.type, (None, "130"))
        mode_, code = _THREATENED_MODE.get(inner.mode or "", default)
        return Meaning("THREATEN", mode_, code)
    return meaning


def _announced(trigger: Trigger) -> Meaning:
    meaning = trigger.meaning
    if meaning.type in KIND:
        return Meaning("AGREE", None, _AGREED[meaning.type])
    if meaning.type in YIELDING:
        return Meaning("CONCEDE", None, "080")
    if meaning.type in HOSTILE:
        mode, code = _THREATENED_MODE.get(meaning.mode or "", _THREATENED[meaning.type])
        return Meaning("THREATEN", mode, code)
    return meaning


def _future(verb: Token) -> str:
    """Whether a verb's subject says that it will do it ("announced"), will not ("refused"), or neither ("")."""
    words = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass", "neg")}
    if words & {"will", "wo", "shall", "'ll", "’ll"}:
        return "refused" if words & {"not", "n't", "n’t", "never"} else "announced"
    if words & {"would"} and verb.dep_ == "ccomp" and verb.head.lemma_ in SAYING and not _conditional(verb):
        return "refused" if words & {"not", "n't", "n’t", "never"} else "announced"
    if verb.dep_ == "xcomp" and "to" in words and verb.head.lemma_ == "go" and verb.head.tag_ == "VBG":
        return "announced"
    if verb.dep_ == "conj" and not words and verb.tag_ == "VB" and verb.head.pos_ == "VERB":
        return _future(verb.head)
    return ""


def _conditional(verb: Token) -> bool:
    return any(c.dep_ == "advcl" and any(m.lower_ == "if" for m in c.children) for c in verb.children)
