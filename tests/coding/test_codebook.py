"""A codebook is what its file says, word for word, and a wrong one is refused with the place."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.coding.codebook import RIGHT, Category, Codebook, Variable, kept, load, parse, taken
from onrecord.errors import BadDecision, DataError

GOOD = "title: T\nvariables:\n  v:\n    question: Q?\n    sections: [events]\n    categories: {a: A., b: B.}\n"


def test_all_that_the_file_says_is_there(book):
    assert (book.title, book.instructions) == ("Tactics of armed actors", "Read the whole sentence.")
    tactic, grave = book.variables
    assert tactic.categories[0] == Category(
        "shelling", "Artillery, mortars or rockets.", "tank fire", "bombs from aircraft"
    )
    assert (tactic.scale, grave.scale) == ("nominal", "ordinal")
    assert [one.name for one in grave.categories] == ["low", "middle", "high"]
    assert grave.sections == ("claims", "events")
    assert [one.name for one in book.of("claims")] == ["right", "grave"]
    assert book.variable("right") is RIGHT
    assert book.variable("none") is None


def test_yes_no_numbers_and_days_stay_the_words_that_stand_there():
    book = parse(GOOD.replace("{a: A., b: B.}", "{yes: on, no: 1.0, 2013-08-14: null}"))
    assert [(one.name, one.definition) for one in book.variables[0].categories] == [
        ("yes", "on"), ("no", "1.0"), ("2013-08-14", "null"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("title: T", "title: [", "line"),
        ("title: T", "", "no title"),
        ("title: T", "title: T\ncolour: red", "field colour"),
        ("  v:", "  right:", "onrecord's own"),
        ("  v:", "  a b:", "cannot name"),
        ("{a: A., b: B.}", "{a: A.}", "two categories"),
        ("{a: A., b: B.}", "{a: A., a: B.}", "a stands there twice"),
        ("{a: A., b: B.}", "{a: A., 'b=c': B.}", "cannot name"),
        ("{a: A., b: B.}", "{a: A., b: {definition: [x]}}", "no text"),
        ("{a: A., b: B.}", "{a: A., b: {include: x}}", "no definition"),
        ("[events]", "[events, moods]", "needs sections"),
        ("question: Q?", "question: Q?\n    scale: ratio", "scale ratio"),
        ("question: Q?", "question: ''", "no question"),
        (GOOD, "just words", "needs title"),
        (GOOD, "title: T\nvariables: {}", "no variables"),
    ],
)
def test_what_is_wrong_is_named(old, new, words):
    with pytest.raises(DataError, match=words):
        parse(GOOD.replace(old, new), "book.yaml")


def test_a_name_that_stands_twice_has_its_line():
    with pytest.raises(DataError, match=r"book.yaml: line 7: v stands there twice"):
        parse(GOOD + "  v: {}\n", "book.yaml")


def test_a_file_that_is_not_there_or_no_text_is_refused(tmp_path):
    with pytest.raises(DataError):
        load(tmp_path / "none.yaml")
    (tmp_path / "b.yaml").write_bytes(b"title: \xff")
    with pytest.raises(DataError):
        load(tmp_path / "b.yaml")


def test_a_yaml_tag_makes_no_object():
    with pytest.raises(DataError):
        parse(GOOD.replace("Q?", "!!python/object/apply:os.getcwd []"))


WORDS = st.text(min_size=1, max_size=20).map(str.strip).filter(bool)
NAMES = st.from_regex(r"[^\s=,:]{1,12}", fullmatch=True)
CATEGORIES = st.lists(
    st.builds(Category, NAMES, WORDS, st.none() | WORDS, st.none() | WORDS), min_size=2, max_size=4,
    unique_by=lambda one: one.name,
).map(tuple)  # fmt: skip
VARIABLES = st.lists(
    st.builds(Variable, NAMES, WORDS, st.just(("claims", "events")), CATEGORIES, st.just("ordinal"), st.none() | WORDS),
    min_size=1, max_size=12, unique_by=lambda one: one.name,
).map(tuple)  # fmt: skip


@given(st.builds(Codebook, WORDS, VARIABLES, st.none() | WORDS))
def test_a_decision_keeps_every_codebook_with_emoji_marks_and_line_breaks(made):
    told = kept(made)
    assert taken(told) == made
    assert not any(one.name in told for one in made.variables if not one.name.startswith(("title", "instructions")))


def test_each_version_is_a_decision_and_the_same_is_none(coding, book):
    with pytest.raises(BadDecision, match="kept already"):
        coding.keep(book, by="R. Haddad", why="again")
    second = parse(GOOD)
    made = coding.keep(second, by="R. Haddad", why="simpler")
    assert [(one.number, one.codebook) for one in coding.versions()] == [(1, book), (2, second)]
    assert coding.codebook().codebook == second
    coding.ledger.undo(made.id, by="R. Haddad", why="too simple")
    assert coding.codebook().codebook == book


def test_the_codebook_that_the_docs_show_is_one():
    page = (Path(__file__).parents[2] / "docs" / "coding.md").read_text(encoding="utf-8")
    book = parse(page.split("```yaml\n")[1].split("```")[0])
    assert [one.name for one in book.variables] == ["tactic", "grave"]
    assert book.variables[0].category("shelling").exclude == "bombs from aircraft"
