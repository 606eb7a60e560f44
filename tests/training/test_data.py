"""What the training learns from: tags of words, made of intervals."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from onrecord.reader import entities, pieces

FOLDER = Path(__file__).parents[2] / "training"
TEXT = "“We stay,” Ana Ruiz said. “For now.” Rain fell."


@pytest.fixture(scope="module")
def data() -> ModuleType:
    spec = importlib.util.spec_from_file_location("training_data", FOLDER / "data.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def rows() -> list[dict[str, list[list[int]]]]:
    def span(words: str) -> list[int]:
        return [TEXT.index(words), TEXT.index(words) + len(words)]

    return [{"source": [span("Ana Ruiz")], "cue": [span("said")], "content": [span("“We stay,”"), span("“For now.”")]}]


def test_a_cue_in_words(data: ModuleType) -> None:
    (cue,) = data.cues_of(pieces.words(TEXT), rows())
    assert (cue.first, cue.last, cue.source, cue.content) == (7, 7, [(5, 6)], [(0, 4), (9, 13)])


def test_flat_tags_say_whose_role_a_word_has(data: ModuleType) -> None:
    cut = pieces.words(TEXT)
    tags = [data.FLAT_TAGS[t] for t in data.flat_tags(cut, data.cues_of(cut, rows()))]
    assert tags[:8] == ["B-content", *["I-content"] * 4, "B-source", "I-source", "B-cue"]
    assert tags[8:15] == ["O", "B-content", *["I-content"] * 4, "O"]


def test_role_tags_of_a_window(data: ModuleType) -> None:
    cut = pieces.words(TEXT)
    (cue,) = data.cues_of(cut, rows())
    whole = data.role_tags(cue, 0, len(cut))
    assert (data.role_tags(cue, 3, 11) == whole[3:11]).all()
    assert [data.ROLE_TAGS[t] for t in whole[4:8]] == ["I-content", "B-source", "I-source", "O"]


def test_a_text_that_nobody_annotated_asks_for_nothing(data: ModuleType) -> None:
    assert (data.plain("x", TEXT).flat == data.NOTHING).all()


def test_an_attribution_without_a_cue_or_content_is_not_learnt(data: ModuleType) -> None:
    (row,) = rows()
    assert data.cues_of(pieces.words(TEXT), [row | {"cue": []}, row | {"content": []}]) == []


def test_names_as_the_reader_decodes_them(data: ModuleType) -> None:
    cut = pieces.words(TEXT)
    tags = data.tags_of_names(cut, [[TEXT.index("Ana"), TEXT.index(" said"), "PERSON"]])
    assert list(entities.spans(tags)) == [(5, 6, 0)]
    assert entities.LABELS == data.NAMES
    assert np.flatnonzero(tags).tolist() == [5, 6]


def test_how_sure_people_are_stands_at_the_first_word_of_what_they_were_asked(data: ModuleType) -> None:
    words = pieces.words(TEXT)
    at = TEXT.index("Rain fell")
    found = data.values(words, [{"span": [at, at + len("Rain fell")], "value": 2.5}, {"span": [0, 0], "value": 1.0}])
    assert found[words.at(at)] == 2.5
    assert np.isnan(np.delete(found, words.at(at))).all()
