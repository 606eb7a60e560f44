"""The word lists load, hold together, and refuse what is wrong."""

from pathlib import Path

import pytest

from onrecord.errors import DataError
from onrecord.knowledge import lexicon as module
from onrecord.knowledge.lexicon import COMMITS, EFFECTS, lexicon
from onrecord.knowledge.table import Row, rows


def test_every_sense_is_sound() -> None:
    for (lemma, form), senses in lexicon().cues.items():
        for cue in senses:
            assert (cue.lemma, cue.form) == (lemma, form)
            assert cue.commits in COMMITS
            assert all(0 < share <= 1 for share in cue.shapes.values())
            assert cue.shapes or cue.quote


def test_a_shape_of_a_lemma_has_one_sense() -> None:
    seen = [(c.lemma, c.form, shape) for senses in lexicon().cues.values() for c in senses for shape in c.shapes]
    assert len(seen) == len(set(seen))


@pytest.mark.parametrize(
    ("key", "kind", "commits"),
    [
        (("say", "verb", "clause"), "speech", "claim"),
        (("believe", "verb", "clause"), "belief", "likely"),
        (("know", "verb", "clause"), "knowledge", "fact"),
        (("consider", "verb", "clause"), "intention", "maybe"),
        (("threaten", "verb", "inf"), "speech", "threat"),
        (("deny", "verb", "clause"), "speech", "deny"),
        (("regard", "verb", "as"), "belief", "claim"),
        (("refer", "verb", "prep:to"), "speech", "claim"),
        (("threat", "noun", "prep:of"), "speech", "threat"),
        (("hope", "noun", "that"), "belief", "want"),
    ],
)
def test_senses_of_well_known_cues(key: tuple[str, str, str], kind: str, commits: str) -> None:
    cue = lexicon().shapes[key]
    assert (cue.kind, cue.commits) == (kind, commits)


def test_acts_of_force_are_no_cues() -> None:
    for lemma in ("attack", "strike", "shell", "bomb", "hit", "blast"):
        assert (lemma, "verb", "obj") not in lexicon().shapes


def test_effects_are_known_and_words_have_classes() -> None:
    found = lexicon()
    assert set(found.effects.values()) <= EFFECTS
    assert found.effects["fail", "verb", "inf"] == "not"
    assert "may" in found.words["possible"]
    assert not found.nouns & found.not_events


def test_a_wrong_line_names_the_word(tmp_path: Path) -> None:
    cells = {"lemma": "say", "form": "verb", "kind": "speech", "commits": "sometimes", "shapes": "clause=.5"}
    row = Row(cells | {"quote": ""}, "cues.tsv", 7)
    with pytest.raises(DataError, match=r"cues\.tsv, line 7: say commits to 'sometimes'"):
        module._cue(row)
    with pytest.raises(DataError, match="no shape with a number"):
        module._cue(row.but(commits="claim", shapes="clause"))
    with pytest.raises(DataError, match="of kind 'gossip'"):
        module._cue(row.but(commits="claim", kind="gossip"))


def test_further_cues_are_sound_and_said_once() -> None:
    found = lexicon()
    seen = [(word.strip(), row["form"]) for row in rows("cue_words.tsv") for word in row["words"].split("|")]
    assert len(seen) == len(set(seen))
    assert {m.commits for m in found.meanings.values()} <= COMMITS
    assert {row["form"].partition(":")[0] for row in rows("cue_words.tsv")} == {
        "phrase", "verb", "noun", "adjective", "adverb", "preposition", "any",
    }  # fmt: skip
    assert all(len(lemmas) > 1 for phrases in found.phrases.values() for lemmas, _ in phrases)


def test_tables_have_no_stray_space() -> None:
    for name in ("cues.tsv", "modality.tsv", "happenings.tsv", "source_words.tsv", "cue_words.tsv"):
        assert rows(name)
