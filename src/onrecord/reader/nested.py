"""Voices inside voices: "the paper reported that the minister said that …", within what somebody was heard to say.

The encoder gives the outermost attribution alone. What stands inside is found by the rules, and only where it is plain:
a word of saying or believing in a tense of fact, with somebody else's name or noun as its source and a clause of its
own.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Sequence

from onrecord.knowledge.lexicon import lexicon
from onrecord.reader import sources
from onrecord.reader.claims import Claim, claims_within
from onrecord.reader.factuality import Certainty
from onrecord.reader.heard import Heard, Part
from onrecord.reader.mood import verb_stand
from onrecord.reader.parse import Parsed
from onrecord.reader.tree import Tree, tree_of
from onrecord.reader.voices import Voices

_PERSONS = frozenset({"he", "she", "they"})
_SHAPES = frozenset({"clause", "according"})
_SHOWING = frozenset(
    {"show", "prove", "demonstrate", "reveal", "guarantee", "persuade", "ensure", "indicate", "suggest"}
)
_ASKING = frozenset({"if", "whether", "when", "unless", "why", "how"})
_MARKS = {"“": "”", '"': '"'}
_SHORTEST = 3
"""Words that a content inside another has at least."""


_GIVEN = frozenset({"threat", "denial", "promise", "pledge", "vow"})
"""Nouns for what somebody has said, where it is said whose: "Lee's threat to leave"."""
_NAMED_SHARE = 0.5
"""How often such a phrase is an attribution: four of four in PolNeAR's training part; too few to claim more."""


def nested(parsed: Parsed, heard: Sequence[Heard]) -> list[Heard]:
    """The attributions inside the contents of others.

    Args:
        parsed: the report. heard: the outer ones; what is heard already is not found again.
    """
    tree = tree_of(parsed.doc)
    contents = [part for one in heard for part in one.content]
    cues = sorted(part for one in heard for part in one.cue)
    certainty = Certainty(parsed, Voices(()))
    found = []
    for claim in claims_within(parsed, contents):
        outer = _around(contents, claim)
        if (
            outer is not None
            and not _heard(cues, claim)
            and _plain(parsed, tree, claim, outer)
            and certainty.of(parsed.doc[claim.head]).value == "CT+"
        ):
            one = heard_of(tree, claim)
            content = tuple(_tidy(parsed.text, part, outer) for part in one.content)
            found.append(Heard(one.source, one.cue, content, one.confidence))
    return found


def _tidy(text: str, part: Part, outer: Part) -> Part:
    """A content with both marks of a quotation that it begins, and without an "and" that only leads on."""
    start, end = part
    if text.endswith((" and", " but"), start, end):
        return start, end - 4
    if text[start] not in _MARKS or _MARKS[text[start]] in text[start + 1 : end]:
        return part
    at = text.find(_MARKS[text[start]], end, min(end + 3, outer[1]))
    return (start, at + 1) if at >= 0 else (start + 1, end) if end - start > 1 else part


def heard_of(tree: Tree, claim: Claim) -> Heard:
    """The intervals of a claim of the rules."""
    source: tuple[Part, ...] = ()
    if claim.source is not None:
        first, last = sources.phrase(tree, claim.source, claim.head)
        source = ((tree.start[first], tree.end[last]),)
    share = max(claim.share, _NAMED_SHARE) if _is_given(tree, claim) else claim.share
    return Heard(source, tuple(claim.cue), tuple(claim.content), min(0.95, share))


def _is_given(tree: Tree, claim: Claim) -> bool:
    """Whether a noun for what was said stands with the name of whose it is: "Lee's threat to leave"."""
    named = claim.source is not None and tree.dep[claim.source] == "poss" and tree.pos[claim.source] == "PROPN"
    return named and claim.sense.form == "noun" and claim.sense.lemma in _GIVEN


def _around(contents: Iterable[Part], claim: Claim) -> Part | None:
    """The smallest content that holds a claim's cue and all of its content."""
    first = min(start for start, _ in (*claim.cue, *claim.content))
    last = max(end for _, end in (*claim.cue, *claim.content))
    around = [(end - start, (start, end)) for start, end in contents if start <= first and last <= end]
    return min(around)[1] if around else None


def _heard(cues: Sequence[Part], claim: Claim) -> bool:
    """Whether the cue of a claim was heard itself."""
    start, end = claim.cue[0]
    at = bisect.bisect_left(cues, (end, end)) - 1
    return any(a < end and start < b for a, b in cues[max(0, at - 2) : at + 1])


def _plain(parsed: Parsed, tree: Tree, claim: Claim, outer: Part) -> bool:
    """Whether a claim is told as a fact, of somebody who is named inside the outer content."""
    source = claim.source
    if source is not None and claim.sense.form == "noun" and claim.sense.lemma in _GIVEN:
        return _is_given(tree, claim) and outer[0] <= tree.start[source] < outer[1]
    if source is None or claim.shape not in _SHAPES or not outer[0] <= tree.start[source] < outer[1]:
        return False
    pronoun = tree.pos[source] == "PRON" or tree.tag[source] in ("PRP", "WP", "DT", "WDT", "EX")
    if pronoun and (tree.low[source] not in _PERSONS or claim.sense.kind != "speech"):
        return False
    if claim.shape == "according":
        return not pronoun
    lists = lexicon()
    shown = tree.lemma[claim.head] in _SHOWING and tree.lemma[source] not in lists.sources["document"]
    if shown or claim.sense.kind not in ("speech", "belief"):
        return False
    return _tensed(tree, claim) and _clausal(parsed.text, tree, claim)


def _tensed(tree: Tree, claim: Claim) -> bool:
    """Whether the cue is a verb in a tense of fact, with a subject of its own, that asks nothing."""
    v = claim.head
    stand = verb_stand(tree, lexicon().words, v)
    tensed = tree.tag[v] in ("VBD", "VBZ", "VBP") or any(
        tree.dep[k] == "aux" and tree.tag[k] in ("VBD", "VBZ", "VBP") for k in tree.kids[v]
    )
    marks = {tree.low[k] for k in tree.kids[v] if tree.dep[k] in ("mark", "advmod")}
    return (
        not stand.status and stand.degree == 3 and tensed and not marks & _ASKING and tree.kid(v, "nsubj") is not None
    )


def _clausal(text: str, tree: Tree, claim: Claim) -> bool:
    """Whether the content is a clause of some length with its own subject, and no question."""
    words = sum(len(text[start:end].split()) for start, end in claim.content)
    first = bisect.bisect_left(tree.start, claim.content[0][0])
    last = claim.content[-1][1]
    return words >= _SHORTEST and not _relative(tree, first) and "?" not in text[last : last + 2]


def _relative(tree: Tree, first: int) -> bool:
    """Whether a content begins with a relative word: "what they wish", "everything that they say that happened"."""
    if first + 1 >= len(tree):
        return False
    return tree.tag[first] in ("WDT", "WP", "WRB") or (tree.low[first] == "that" and tree.is_verb(first + 1))
