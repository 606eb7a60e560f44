"""Whether a word stands in a clause about the past or the future: what a bare "Friday" or "July" hangs on."""

from __future__ import annotations

from itertools import islice
from typing import Literal

from spacy.tokens import Token

Direction = Literal[-1, 0, 1]

_FUTURE_MODALS = frozenset({"will", "'ll", "’ll", "shall", "wo", "ll"})
_AHEAD = frozenset({
    "schedule", "expect", "plan", "set", "due", "slate", "intend", "hope", "hop", "propose", "likely", "go", "aim",
    "agree", "decide", "promise", "vow", "want", "ask", "urge", "invite",
})  # fmt: skip
"""Lemmas of verbs that look ahead; the pipeline takes "hoped" for a form of "hop"."""
_AHEAD_WORDS = frozenset({"due", "ready", "likely", "effective", "payable"})
_AHEAD_NOUNS = frozenset({"plan", "agreement", "deal", "decision", "contract", "intention", "pledge", "promise"})
_ARRANGING = frozenset({"plan", "schedule", "slate"})
_ARRANGED = _ARRANGING | {"expect", "set", "propose", "intend"}
_ASKING = frozenset({"call", "push", "press", "appeal", "plead"})
"""Lemmas of verbs that ask for what follows "for"."""
_ONCE = frozenset({"when", "if", "until", "till", "once", "unless", "before", "after"})
"""Words before a clause in the present tense that is yet to come ("when the case is heard in May")."""
_TERMS = frozenset({"deadline", "ultimatum"})
_OVER = frozenset({"pass", "expire", "lapse", "ignore", "miss", "defy", "end"})
"""Lemmas of verbs with which a term is over."""
_PUTTING_OFF = frozenset({
    "adjourn", "defer", "delay", "extend", "give", "have", "hold", "keep", "move", "pay", "postpone", "push", "put",
    "reschedule", "schedule", "set", "suspend", "wait",
})  # fmt: skip
_PARTS = frozenset({"morning", "afternoon", "evening", "night"})
_DESCRIBING = frozenset({"poss", "compound", "nmod", "amod"})
_PRESENT = frozenset({"is", "are", "'s", "’s", "'re", "’re"})
_VERBS = frozenset({"VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "MD"})


def direction(token: Token) -> Direction:
    """-1 where the nearest verb above a word tells of the past, 1 of what is to come, 0 where none tells.

    A time that only describes a noun ("Wednesday's ruling", "the June agreement") is to come where the clause says
    "will"; that the clause is in the present or speaks of an aim says nothing of it.
    """
    if token.dep_ == "compound" and token.head.lower_ in _PARTS:
        token = token.head
    described = token.dep_ in _DESCRIBING and token.head.i > token.i
    if token.i and token.nbor(-1).lower_ == "since":
        return -1
    if described and token.head.lemma_ in _TERMS and token.head.head.lower_ != "by":
        return _of_term(token.head)
    if _deadline(token, described):
        return 1
    for steps, above in enumerate(token.ancestors):
        if above.tag_ in _VERBS:
            found = _of_verb(above, described, token.i > above.i)
            if found:
                return found
        elif above.lower_ in _AHEAD_WORDS and not described:
            return 1
        if steps == 8:
            break
    return 0


def is_told(token: Token) -> bool:
    """Whether the clause of a word says "will", or puts something off: what it tells is ahead, however far off."""
    if _deadline(token, False):
        return True
    verb = next((above for above in token.ancestors if above.tag_ in _VERBS), None)
    return verb is not None and any(child.lower_ in _FUTURE_MODALS for child in verb.children if child.dep_ == "aux")


def _deadline(token: Token, described: bool) -> bool:
    """Whether it is said to be ahead: "as early as Tuesday", "postponed until Friday", "ahead of Sunday's vote"."""
    heads = list(islice(token.ancestors, 5))
    for place, head in enumerate(heads):
        if head.dep_ == "conj" or head.tag_ in _VERBS:
            return False
        if head.lower_ in ("as", "than") and head.i >= 2 and head.nbor(-1).lower_ in ("soon", "early", "late", "later"):
            return head.nbor(-2).lower_ in ("as", "no")
        above = heads[place + 1] if place + 1 < len(heads) else None
        if head.lower_ in ("until", "till", "through", "to") and head.dep_ in ("prep", "mark"):
            return any(verb.lemma_ in _PUTTING_OFF for verb in heads[place + 1 : place + 3])
        arranged = {"for": _ARRANGED, "in": _ARRANGING, "on": _ARRANGING}.get(head.lower_)
        if arranged and above is not None and above.lemma_ in arranged:
            return above.tag_ == "VBN" and above.dep_ == "acl"
        if head.lower_ == "in" and above is not None and above.lemma_ in _ASKING and not described:
            return any(child.lower_ == "for" and child.i < head.i for child in above.children)
        if head.lower_ == "of" and head.i >= 1 and head.nbor(-1).lower_ == "ahead":
            return True
    return False


def _of_term(term: Token) -> Direction:
    """ "They set a Friday deadline" is ahead; "the Friday deadline passed" is not, nor one "that they ignored"."""
    verbs = [term.head, *(child for child in term.children if child.dep_ == "relcl")]
    over = [verb for verb in verbs if verb.lemma_ in _OVER]
    return -1 if any(_of_verb(verb, False, True) < 0 for verb in over) else 1


def _of_verb(verb: Token, described: bool, behind: bool) -> Direction:
    helpers = {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")}
    if helpers & _FUTURE_MODALS:
        return 1
    if not described and verb.tag_ in ("VBN", "VBZ", "VBP") and _is_condition(verb, helpers):
        return 1
    if verb.tag_ == "VBD":
        return 1 if verb.lemma_ in _ARRANGING and behind and not described else -1
    if verb.tag_ == "VBN":
        return _of_participle(verb, helpers, described)
    if described:
        return -1 if verb.tag_ == "VBG" and helpers & {"was", "were", "been"} else 0
    if verb.tag_ == "VB":
        return _of_infinitive(verb, helpers)
    if verb.tag_ == "VBG" and helpers & _PRESENT:
        return 1
    if verb.tag_ == "VBG" and helpers & {"was", "were", "been"}:
        return 1 if verb.lemma_ in _ARRANGING else -1
    if verb.tag_ == "VBG" and "would" in helpers:
        return 1
    if verb.tag_ in ("VBZ", "VBP") and verb.lemma_ not in ("say", "have"):
        return 1
    return 0


def _is_condition(verb: Token, helpers: set[str]) -> bool:
    """Whether it is in a clause in the present tense that is yet to come: "when the case is heard", "if talks fail"."""
    leads = {child.lower_ for child in verb.children if child.dep_ in ("mark", "advmod")} & _ONCE
    if not leads or verb.dep_ != "advcl":
        return False
    return bool(helpers & {"is", "are"}) if verb.tag_ == "VBN" else not helpers


def _of_participle(verb: Token, helpers: set[str], described: bool) -> Direction:
    if "be" in helpers or "to" in helpers:
        if helpers & {"could", "have"}:
            return -1 if "have" in helpers else 0
        return 1
    if described:
        return -1 if helpers & {"was", "were", "had", "has", "have"} else 0
    if verb.lemma_ in _ARRANGING and helpers & {"has", "have"}:
        return 1
    return 1 if helpers & {"is", "are"} and verb.lemma_ in _AHEAD else -1


def _of_infinitive(verb: Token, helpers: set[str]) -> Direction:
    if "to" in helpers:
        if verb.head.lemma_ in _AHEAD_NOUNS:
            return 1
        above = next((a for a in verb.ancestors if a.tag_ in _VERBS or a.lower_ in _AHEAD_WORDS), None)
        if above is None or above.lower_ in _AHEAD_WORDS or above.lemma_ in _AHEAD or above.lemma_ == "be":
            return -1 if above is not None and _is_past_perfect(above) else 1
        return 0 if above.tag_ == "VBD" else 1
    if helpers & {"did", "didn't"}:
        return -1
    return 0 if helpers <= {"could"} else 1


def _is_past_perfect(token: Token) -> bool:
    """Whether a verb, or the "been" that a word such as "due" hangs on, stands with "had"."""
    words = [token, *islice(token.ancestors, 1)]
    return any(child.lower_ == "had" for word in words for child in word.children if child.dep_ == "aux")
