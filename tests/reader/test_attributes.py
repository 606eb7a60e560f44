"""Word classes, forms and lemmas by kinds of words: the same as the pipeline's own rules give."""

import pytest

from onrecord import samples
from onrecord.ingest.given import Given
from onrecord.ingest.inputs import Options, read_inputs
from onrecord.reader.parse import loaded, pipeline

ODD = [
    "Let's go, y'all. I'm gonna leave; they ain't got ta stay. C'm on!",
    "There is no bread.\n\nThere's been none since they've had it, she'd said.",
    "You can't but ask it: wo n't he do it?",
    "",
    " \n ",
    "It",
]


def texts() -> list[str]:
    given = read_inputs([str(samples.__path__[0])], Options())
    return [one.report.text for one in given if isinstance(one, Given)] + ODD


@pytest.mark.parametrize("attribute", ["pos_", "tag_", "dep_", "lemma_"])
def test_the_same_as_the_ruler_gives(attribute: str) -> None:
    ours, theirs = pipeline(), loaded("ner")
    theirs.add_pipe("onrecord_paragraphs", before="parser")
    for text in texts():
        wanted = [getattr(t, attribute) for t in theirs(text)]
        assert [getattr(t, attribute) for t in ours(text)] == wanted
        assert [getattr(t, attribute) for t in ours(text)] == wanted, "the second time, from memory"


def test_the_same_forms() -> None:
    ours, theirs = pipeline(), loaded("ner")
    theirs.add_pipe("onrecord_paragraphs", before="parser")
    for text in texts():
        assert [str(t.morph) for t in ours(text)] == [str(t.morph) for t in theirs(text)]
