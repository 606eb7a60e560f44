"""What cues mean: kind, commitment, and whether the act is negated. Cues stand in [ ], contents in { }."""

import re

import pytest

from onrecord.knowledge.lexicon import lexicon
from onrecord.model import Report
from onrecord.reader import senses
from onrecord.reader.parse import parse
from onrecord.reader.polarity import is_negative
from onrecord.reader.senses import Sense, sense
from onrecord.reader.tree import Tree, tree_of

TABLE = [
    # speech
    ("Lund [said] {the road was closed}.", "say", "speech", "claim", "+"),
    ("Lund [has repeatedly said] {the road was closed}.", "say", "speech", "claim", "+"),
    ("Lund [told reporters] {the road was closed}.", "tell", "speech", "claim", "+"),
    ("Lund [said in a statement] {the road was closed}.", "say", "speech", "claim", "+"),
    ("Lund [issued a statement saying] {the road was closed}.", "statement", "speech", "claim", "+"),
    ("Lund [went on to say] {the road was closed}.", "say", "speech", "claim", "+"),
    ("Lund [made clear] {that the road was closed}.", "make", "speech", "claim", "+"),
    ("Lund [made it very clear] {that the road was closed}.", "make", "speech", "claim", "+"),
    ("[According to] Lund, {the road was closed}.", "accord", "speech", "claim", "+"),
    ("{The road was closed}, Lund [continued].", "continue", "speech", "claim", "+"),
    ("Lund [admitted] {that the road was closed}.", "admit", "speech", "fact", "+"),
    ("Lund [has confirmed] {that the road was closed}.", "confirm", "speech", "fact", "+"),
    ("Lund [denied] {that the road was closed}.", "deny", "speech", "deny", "+"),
    ("Lund [called for] {an end to the strike}.", "call", "speech", "want", "+"),
    ("Lund [urged] {the miners to go home}.", "urge", "speech", "want", "+"),
    ("Lund [threatened] {to close the road}.", "threaten", "speech", "threat", "+"),
    ("Lund [promised] {to open the road}.", "promise", "speech", "plan", "+"),
    ("Lund [was asked about] {the closed road}.", "ask", "speech", "claim", "+"),
    ("Lund [criticized] {the closing of the road}.", "criticize", "speech", "stance", "+"),
    ("Lund [lashed out at] {the closing of the road}.", "lash", "speech", "stance", "+"),
    ("The road was [reportedly] {closed by the army}.", "reportedly", "speech", "claim", "+"),
    ("{The army} [is said] {to have closed the road}.", "say", "speech", "claim", "+"),
    # belief
    ("Lund [believes] {that the road is closed}.", "believe", "belief", "likely", "+"),
    ("{The army} [is expected] {to close the road}.", "expect", "belief", "likely", "+"),
    ("{The army} [is widely expected] {to close the road}.", "expect", "belief", "likely", "+"),
    ("Lund is [convinced] {that the road is closed}.", "convince", "belief", "likely", "+"),
    ("Lund left [in the hope] {that the road would open}.", "hope", "belief", "want", "+"),
    ("Lund [expressed concern] {that the road was closed}.", "concern", "belief", "want", "+"),
    ("Lund [fears] {the road will close}.", "fear", "belief", "want", "+"),
    ("Lund [doubts] {that the road is closed}.", "doubt", "belief", "doubt", "+"),
    ("[For] Lund, {the road is the only way home}.", "for", "belief", "claim", "+"),
    # intention
    ("Lund [is considering] {whether to close the road}.", "consider", "intention", "maybe", "+"),
    ("Lund [plans] {to close the road}.", "plan", "intention", "plan", "+"),
    ("Lund [has no plans] {to close the road}.", "plan", "intention", "plan", "-"),
    ("Lund [is willing] {to close the road}.", "willing", "intention", "plan", "+"),
    ("Lund [has decided] {to close the road}.", "decide", "intention", "plan", "+"),
    # knowledge
    ("Lund [knew] {that the road was closed}.", "know", "knowledge", "fact", "+"),
    ("Lund [learned] {that the road was closed}.", "learn", "knowledge", "fact", "+"),
    ("Lund was [aware] {that the road was closed}.", "aware", "knowledge", "fact", "+"),
    ("[In] a poll, {six in ten wanted the road closed}.", "in", "knowledge", "claim", "+"),
    # inference: drawn by the report
    ("{Lund} [seemed] {to know the road}.", "seem", "inference", "likely", "+"),
    ("It [is clear] {that the road is closed}.", "clear", "inference", "fact", "+"),
    ("It [is not clear] {whether the road is closed}.", "clear", "inference", "fact", "-"),
    ("It [is unclear] {whether the road is closed}.", "unclear", "inference", "ask", "+"),
    # not said, not known, refused
    ("Lund [did not say] {that the road was closed}.", "say", "speech", "claim", "-"),
    ("Lund [never said] {that the road was closed}.", "say", "speech", "claim", "-"),
    ("Nobody [said] {that the road was closed}.", "say", "speech", "claim", "-"),
    ("Lund [declined to say] {whether the road was closed}.", "say", "speech", "claim", "-"),
    ("Lund [refused to comment on] {the closed road}.", "comment", "speech", "claim", "-"),
    ("Lund [refused] {to close the road}.", "refuse", "speech", "refuse", "+"),
    ("Lund [did not deny] {that the road was closed}.", "deny", "speech", "deny", "-"),
    ("Lund [failed to mention] {that the road was closed}.", "mention", "speech", "claim", "-"),
    ("Lund was [not sure] {that the road was closed}.", "sure", "belief", "likely", "-"),
    ("Lund [does not want] {the road to close}.", "want", "intention", "want", "-"),
    ("Lund [made no mention of] {the closed road}.", "mention", "speech", "claim", "-"),
    ("He said Lund [continued to insist] {that the road was closed}.", "insist", "speech", "claim", "+"),
    # in no list: by form and shape
    ("Lund [yodels] {that the road was closed}.", "yodel", "speech", "claim", "+"),
]


def read(marked: str) -> tuple[Tree, Sense]:
    """The meaning of the cue of a sentence in which cue and content are marked."""
    parts: dict[str, list[tuple[int, int]]] = {"[": [], "{": []}
    text = ""
    for piece in re.split(r"([\[{][^\]}]*[\]}])", marked):
        if piece[:1] in parts:
            parts[piece[0]].append((len(text), len(text) + len(piece) - 2))
        text += piece.strip("[]{}")
    report = next(parse([Report(id="r", source_id="r", sha256="", text=text)]))
    tree = tree_of(report.doc)

    def tokens(mark: str) -> list[int]:
        return [i for i in range(len(tree)) if any(a <= tree.start[i] < b for a, b in parts[mark])]

    return tree, sense(tree, tokens("["), tokens("{"), quoted=False)


@pytest.mark.parametrize(("text", "word", "kind", "commits", "polarity"), TABLE)
def test_cues(text: str, word: str, kind: str, commits: str, polarity: str) -> None:
    tree, found = read(text)
    assert found.head is not None
    assert (tree.lemma[found.head], found.kind, found.commits) == (word, kind, commits)
    assert ("-" if is_negative(tree, found) else "+") == polarity


def test_what_others_are_denied_is_not_their_silence() -> None:
    tree, found = read("He denied that Lund [had said] {the road was closed}.")
    assert not is_negative(tree, found)


def test_a_verb_that_the_tagger_took_for_a_noun_is_a_verb() -> None:
    tree, _ = read("Lund [backs] Berg for mayor")
    key = senses._key(tree, lexicon(), 1)
    assert key == ("back", "verb")


def test_no_cue_is_speech() -> None:
    _, found = read("{“The road is closed.”}")
    assert (found.head, found.kind, found.commits) == (None, "speech", "claim")


def test_only_the_fallback_is_not_known() -> None:
    assert read("Lund [said] {the road was closed}.")[1].known
    assert not read("Lund [yodels] {that the road was closed}.")[1].known


def test_the_fallback_covers_every_form() -> None:
    meanings = lexicon().meanings
    for form in ("verb", "noun", "adjective"):
        for shape in ("clause", "inf", "obj"):
            assert ("*", f"{form}:{shape}") in meanings
    assert ("*", "any") in meanings
