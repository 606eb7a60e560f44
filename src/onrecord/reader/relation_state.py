"""How a tie stands, read off the words around it: it holds, it ended, it is strained, it is back."""

from __future__ import annotations

from spacy.tokens import Token

from onrecord.model import RelationState
from onrecord.reader.relation_ends import is_verb
from onrecord.reader.relation_patterns import states, words

_OVER = frozenset({"longer", "anymore"})
_AGAIN = frozenset(
    "readmit readmitted rejoin reelect re-elect retake recapture reconquer regain reinstate rearm".split()
)
"""Verbs of a tie that is back."""
_GETTING = frozenset("take win wrest get seize grab snatch bring let admit accept welcome fight vote".split())
"""Verbs that with "back" tell of a tie that is back."""
_NEARBY = 3
_FAILING = frozenset("fail refuse decline".split())
_HAVING = frozenset("be have become make stand work maintain enjoy".split())
_APART = frozenset("fall break come".split())
_OUT = frozenset("pull walk back opt drop bow storm get crash".split())


def state(trigger: Token, own: RelationState | None, sign: int) -> RelationState:
    """How the tie stands that a word tells of.

    Args:
        trigger: the word. own: the state that its wording says. sign: of the tie; a quarrel that is mended is over.
    """
    found = _told(trigger, own)
    if sign >= 0 and not_outlived(trigger):
        return "ended"
    if (changed := changed_by(trigger)) is not None and failed(changed[0]):
        return "ended" if found == "restored" and sign >= 0 else "holds"
    if sign >= 0 or found not in {"restored", "strained"}:
        return found
    return "holds" if found == "strained" or "again" in _adverbs(clause_of(trigger)) else "ended"


def not_outlived(trigger: Token) -> bool:
    """Whether a bond did not last: it did not survive the war."""
    verb = clause_of(trigger)
    lasting = verb.lemma_ in {"survive", "outlive", "outlast", "last", "endure"} and trigger.dep_ == "nsubj"
    told = {c.dep_ if c.tag_ != "MD" else "modal" for c in verb.children}
    return lasting and "neg" in told and "modal" not in told


def failed(verb: Token) -> bool:
    """Whether a change did not come about: was not renewed, failed to heal."""
    if any(c.dep_ == "neg" for c in verb.children):
        return True
    return verb.dep_ == "xcomp" and verb.head.lemma_.lower() in _FAILING


def _told(trigger: Token, own: RelationState | None) -> RelationState:
    clause = clause_of(trigger)
    if no_longer(trigger):
        return "ended"
    changed = changed_by(trigger)
    if changed is not None and own == "ended" and changed[0] is trigger:
        changed = None
    if "again" in _adverbs(clause) and own is None and (changed is None or changed[1] == "restored"):
        return "restored" if changed is not None or clause.lemma_ in _HAVING or clause == trigger else "holds"
    if own is None and _gets_back(trigger):
        return "restored"
    if changed is not None and changed[1] != "strained":
        return "strained" if changed[1] == "ended" and _partly(trigger) else changed[1]
    if _removed_as(trigger):
        return "ended"
    for word in (trigger, *((trigger.head,) if trigger.dep_ in {"compound", "nmod", "conj"} else ())):
        found = _modified(word)
        if found is not None:
            return found
    if changed is not None:
        return changed[1]
    found = _predicate(clause, trigger) or _undergone(trigger) or own
    if found is not None:
        return found
    if _over_before(trigger, clause):
        return "ended"
    if (after := _modified_after(trigger)) is not None:
        return after
    past = clause.tag_ == "VBD" and clause.lemma_ == "have" and trigger.lemma_.lower() in words("seat")
    return "ended" if past else "holds"


def _over_before(trigger: Token, clause: Token) -> bool:
    """Whether words around it put it into the past: once, used to, until, had been."""
    near = (*trigger.children, *(g for c in trigger.children if c.dep_ == "prep" for g in c.children), *_left(trigger))
    if any(c.lower_ in words("before") for c in near):
        return True
    return _used(clause) or _until(clause) or _until(trigger) or _had(trigger)


def _gets_back(trigger: Token) -> bool:
    """Whether it is had once more: took back the town."""
    return is_verb(trigger) and trigger.lemma_ in _GETTING and any(c.lower_ == "back" for c in trigger.children)


def _removed_as(noun: Token) -> bool:
    return noun.dep_ == "pobj" and noun.head.lower_ == "as" and noun.head.head.lemma_ in words("removing")


def _partly(noun: Token) -> bool:
    """Whether only some of it is meant: lost much of its influence."""
    return noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.lemma_.lower() in words("part of it")


def no_longer(trigger: Token) -> bool:
    """Whether it is told as over: no longer, not any more."""
    return any(c.lower_ in _OVER for w in (trigger, clause_of(trigger)) for c in w.children)


def clause_of(trigger: Token) -> Token:
    """The verb of a word's clause; itself where there is none."""
    if is_verb(trigger):
        return trigger
    for step, above in enumerate(trigger.ancestors):
        if is_verb(above):
            return above
        if step == _NEARBY or (above.pos_ in {"NOUN", "PROPN"} and trigger.dep_ in {"appos", "compound", "amod"}):
            break
    return trigger


def _left(word: Token) -> tuple[Token, ...]:
    """The word right before the phrase of a noun in apposition: once the patron of."""
    first = word.left_edge
    return (first.nbor(-1),) if first.i and first.sent.start < first.i else ()


def _adverbs(verb: Token) -> set[str]:
    return {c.lower_ for c in verb.children if c.dep_ in {"advmod", "npadvmod"}}


def _modified(word: Token) -> RelationState | None:
    known = states()
    for child in word.children:
        if child.i < word.i and child.dep_ != "poss" and (found := known.get(("modifier", child.lemma_.lower()))):
            return found
    i = word.left_edge.i
    if word.i - i < 5 and i < word.i and (found := known.get(("modifier", word.left_edge.lower_))):
        return found
    return None


def _modified_after(word: Token) -> RelationState | None:
    """By a participle or an adjective that hangs on it, before or after: ties severed in May."""
    if not any(c.dep_ in {"acl", "relcl", "amod"} and ("modifier", c.lower_) in states() for c in word.children):
        return None
    return next(states()["modifier", c.lower_] for c in word.children if ("modifier", c.lower_) in states())


def changed_by(trigger: Token) -> tuple[Token, RelationState] | None:
    """The verb that says what became of a tie, and how it stands since: broke off ties, stopped arming."""
    known = states()
    if is_verb(trigger):
        if trigger.lower_ in _AGAIN or trigger.lemma_.lower() in _AGAIN:
            return (trigger, "restored")
        if trigger.dep_ not in {"xcomp", "pcomp"}:
            return None
        head = trigger.head if is_verb(trigger.head) else trigger.head.head
        found = known.get(("verb", head.lemma_.lower()))
        return (head, found) if found in {"ended", "restored"} else None
    if trigger.dep_ in {"appos", "compound", "amod"}:
        return None
    verb = clause_of(trigger)
    if not is_verb(verb) or not _undergoes(trigger, verb):
        return None
    verb = next((c for c in reversed(verb.conjuncts) if c.i > verb.i and _shares(c, known)), verb)
    found = known.get(("verb", verb.lemma_.lower()))
    if verb.lemma_ == "break" and trigger.dep_ == "nsubj" and any(c.lower_ == "out" for c in verb.children):
        return None
    if found is None and any(_over_with(verb, c.lower_, trigger) for c in verb.children):
        found = "ended"
    return (verb, found) if found else None


def _shares(later: Token, known: dict[tuple[str, str], RelationState]) -> bool:
    """Whether a verb says what became later of the same tie: were cut in May and restored in June."""
    own = any(c.dep_ in {"nsubj", "nsubjpass", "dobj"} for c in later.children)
    return is_verb(later) and not own and ("verb", later.lemma_.lower()) in known


def _over_with(verb: Token, word: str, noun: Token) -> bool:
    """Whether a word makes a verb say that it is over: it fell apart; somebody pulled out of it."""
    if word == "apart":
        return verb.lemma_ in _APART
    return word == "out" and verb.lemma_ in _OUT and noun.dep_ == "pobj"


def _undergoes(noun: Token, verb: Token) -> bool:
    """Whether a verb says of a noun what becomes of it: its object, or its subject where it has no object."""
    for above in (noun, *noun.ancestors):
        if above is verb:
            return False
        if above.head == verb:
            noun = above
            break
    if noun.dep_ in {"nsubj", "csubj"}:
        return not any(c.dep_ in {"dobj", "dative"} for c in verb.children)
    if noun.dep_ == "prep":
        return noun.lower_ in {"from", "of", "off", "out", "to", "as"}
    return noun.dep_ in {"dobj", "nsubjpass", "attr", "oprd", "dative"}


def _predicate(verb: Token, trigger: Token) -> RelationState | None:
    """By what is said of a noun: is over, are strained, is under strain, are at their lowest."""
    if verb is trigger or trigger.dep_ not in {"nsubj", "nsubjpass", "dobj"}:
        return None
    known = states()
    for child in verb.children:
        if child.i == trigger.i:
            continue
        if child.lower_ == "back" and verb.lemma_ != "be":
            continue
        if child.dep_ in {"acomp", "attr", "oprd", "prt", "advmod"} and (
            found := known.get(("predicate", child.lower_))
        ):
            return found
        if child.dep_ in {"prep", "advcl"}:
            for inner in (child, *child.children):
                if found := known.get(("predicate", inner.lower_)):
                    return found
    return None


def _undergone(noun: Token) -> RelationState | None:
    """What one has done to it: had its membership suspended."""
    if noun.dep_ != "dobj" or noun.head.lemma_ != "have":
        return None
    done = (
        c
        for c in noun.head.children
        if c.tag_ in {"VBN", "VBD"} and c.i > noun.i and c.dep_ in {"advcl", "ccomp", "xcomp"}
    )
    return next((found for c in done if (found := states().get(("verb", c.lemma_.lower())))), None)


def left(person: Token) -> bool:
    """Whether somebody is told to be dead or out of office: he died, was killed, resigned, was overthrown."""
    verb = person.head
    if any(c.dep_ == "acl" and c.tag_ == "VBN" and c.lemma_.lower() in words("removed") for c in person.children):
        return True
    if person.dep_ not in {"nsubj", "nsubjpass"} or not is_verb(verb):
        return False
    passive = person.dep_ == "nsubjpass"
    if any(c.dep_ == "acomp" and c.lower_ == "dead" for c in verb.children):
        return True
    if any(c.dep_ == "oprd" and c.lower_ == "dead" for c in verb.children):
        return True
    if verb.lemma_.lower() in {"step", "stand"}:
        return any(c.lower_ in {"down", "aside"} for c in verb.children)
    return verb.lemma_.lower() in words("removed" if passive else "left")


def _used(verb: Token) -> bool:
    return verb.dep_ == "xcomp" and verb.head.lower_ == "used" and verb.tag_ == "VB"


def _until(word: Token) -> bool:
    """Until a time or a happening, of what is told in the past or of a noun."""
    if is_verb(word) and word.tag_ in {"VBZ", "VBP", "VB"}:
        return False
    for child in (c for w in (word, *word.conjuncts) for c in w.children):
        if child.lower_ in {"until", "till"}:
            return True
        if child.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ in {"until", "till"} for c in child.children):
            return True
    return False


def _had(verb: Token) -> bool:
    """Of a verb of a state, the past perfect."""
    return verb.lemma_.lower() in words("lasting") and any(c.dep_ == "aux" and c.lower_ == "had" for c in verb.children)
