"""Whether a word stands in a clause about the past or the future: what a bare "Friday" or "July" hangs on."""

from __future__ import annotations

from typing import Literal

from spacy.tokens import Token

Direction = Literal[-1, 0, 1]

_FUTURE_MODALS = frozenset({"will", "'ll", "’ll", "shall", "wo", "ll"})
_AHEAD = frozenset({
    "schedule", "expect", "plan", "set", "due", "slate", "intend", "hope", "propose", "likely", "go", "aim", "agree",
    "decide", "promise", "vow", "want", "ask", "urge", "invite",
})  # fmt: skip
_BARE = frozenset({"VB", "VBG"})
_VERBS = frozenset({"VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "MD"})


def direction(token: Token) -> Direction:
    """-1 where the nearest verb above a word tells of the past, 1 of what is to come, 0 where none tells."""
    for steps, above in enumerate(token.ancestors):
        if above.tag_ in _VERBS:
            found = _of_verb(above)
            if found:
                return found
        if steps == 8:
            break
    return 0


def _of_verb(verb: Token) -> Direction:
    helpers = {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")}
    if helpers & _FUTURE_MODALS:
        return 1
    if verb.tag_ == "VBD":
        return -1
    if verb.tag_ == "VBN":
        if "be" in helpers or "to" in helpers:
            return 1 if "have" not in helpers else -1
        return 1 if helpers & {"is", "are"} and verb.lemma_ in _AHEAD else -1
    if verb.tag_ == "VB" and "to" in helpers:
        return 1
    if verb.tag_ == "VB" and helpers & {"did", "didn't"}:
        return -1
    if verb.tag_ == "VB" and helpers:
        return 1
    if verb.tag_ == "VBG" and helpers & {"is", "are", "'s", "’s"}:
        return 1
    if verb.tag_ == "VBG" and helpers & {"was", "were", "been"}:
        return -1
    if verb.tag_ in ("VBZ", "VBP") and verb.lemma_ not in ("say", "have"):
        return 1
    return 0
