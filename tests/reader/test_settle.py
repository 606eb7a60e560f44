"""What quote marks settle: edges, halves, runs, floating paragraphs, owners, and what they leave alone."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reader.heard import Heard
from onrecord.reader.quotes import quotations
from onrecord.reader.settle import settle


def part(text: str, words: str) -> tuple[int, int]:
    at = text.index(words)
    return at, at + len(words)


def heard(text: str, source: str, cue: str, *content: str) -> Heard:
    return Heard(
        (part(text, source),) if source else (),
        (part(text, cue),) if cue else (),
        tuple(part(text, c) for c in content),
        0.9,
    )


def told(text: str, rows: Sequence[Heard] = ()) -> list[tuple[str, str, list[str]]]:
    def words(parts: Sequence[tuple[int, int]]) -> list[str]:
        return [text[a:b] for a, b in parts]

    settled = settle(text, quotations(text), rows)
    return [(" ".join(words(h.source)), " ".join(words(h.cue)), words(h.content)) for h in settled]


# ------------------------------------------------------------------ edges


@pytest.mark.parametrize(
    "content",
    ["mill will close in May", "“The mill will close", "will close in May,” said Horn", "“The mill will close in May,"],
)
def test_an_edge_a_few_words_off_is_moved_to_the_marks(content: str) -> None:
    text = "“The mill will close in May,” said Horn on Monday."
    assert told(text, [heard(text, "Horn", "said", content)]) == [("Horn", "said", ["“The mill will close in May,”"])]


def test_words_before_the_mark_that_belong_to_the_cue_are_left_out() -> None:
    text = "Ada Horn said on Monday: “The mill will close.”"
    rows = [heard(text, "Ada Horn", "said", "on Monday: “The mill will close.”")]
    assert told(text, rows) == [("Ada Horn", "said", ["“The mill will close.”"])]


def test_a_clause_with_some_quoted_words_stays_one_content() -> None:
    text = "Horn said that the plan was “a mess” from the start."
    rows = [heard(text, "Horn", "said", "that the plan was “a mess” from the start")]
    assert told(text, rows) == [("Horn", "said", ["that the plan was “a mess” from the start"])]


def test_a_clause_does_not_end_within_its_quoted_words() -> None:
    text = "Horn said the plan was “a terrible mess for us.” She left."
    rows = [heard(text, "Horn", "said", "the plan was “a terrible mess")]
    assert told(text, rows) == [("Horn", "said", ["the plan was “a terrible mess for us.”"])]


def test_one_word_of_a_quotation_is_given_back() -> None:
    text = "Horn expects the mill to close. “The dam is safe and it will stay,” said Lind."
    rows = [
        heard(text, "Horn", "expects", "the mill to close. “The"),
        heard(text, "Lind", "said", "dam is safe and it will stay"),
    ]
    assert told(text, rows) == [
        ("Horn", "expects", ["the mill to close. "]),
        ("Lind", "said", ["“The dam is safe and it will stay,”"]),
    ]


def test_a_part_over_both_halves_is_cut_at_its_cue() -> None:
    text = "“The mill will close,” Horn said. “We are sorry.”"
    rows = [heard(text, "Horn", "said", text)]
    assert told(text, rows) == [("Horn", "said", ["“The mill will close,”", "“We are sorry.”"])]


def test_a_part_holds_no_line_break() -> None:
    text = "Horn said: “The mill will close.\n\n“We are sorry.”"
    rows = [heard(text, "Horn", "said", "“The mill will close.\n\n“We are sorry.”")]
    assert told(text, rows) == [("Horn", "said", ["“The mill will close.", "“We are sorry.”"])]


def test_a_content_inside_a_quotation_with_its_own_cue_there_is_left_alone() -> None:
    text = "“Lind thinks that the dam will break,” said Horn."
    inner, outer = heard(text, "Lind", "thinks", "that the dam will break"), heard(text, "Horn", "said", "“Lind thinks")
    assert told(text, [inner, outer]) == [
        ("Horn", "said", ["“Lind thinks that the dam will break,”"]),
        ("Lind", "thinks", ["that the dam will break"]),
    ]


# ------------------------------------------------------------------ owners


def test_the_second_half_comes_to_the_first() -> None:
    text = "“The mill will close,” Horn said. “We are sorry for the town.”"
    rows = [heard(text, "Horn", "said", "“The mill will close,”")]
    assert told(text, rows) == [("Horn", "said", ["“The mill will close,”", "“We are sorry for the town.”"])]


def test_a_sentence_broken_off_goes_on() -> None:
    text = "“The mill,” Horn said, “will close in May.”"
    rows = [heard(text, "Horn", "said", "“The mill,”")]
    assert told(text, rows) == [("Horn", "said", ["“The mill,”", "“will close in May.”"])]


def test_a_title_between_the_halves_parts_them_not() -> None:
    text = "“The mill will close,” Horn said on the show “Town Hour.” “We are sorry for the town.”"
    rows = [heard(text, "Horn", "said", "“The mill will close,”")]
    assert told(text, rows) == [("Horn", "said", ["“The mill will close,”", "“We are sorry for the town.”"])]


def test_a_further_cue_of_the_same_speaker_has_its_own_row() -> None:
    text = "“The mill will close,” Horn said, adding: “We are sorry for the town.”"
    rows = [heard(text, "Horn", "said", "“The mill will close,”")]
    assert told(text, rows)[1] == ("Horn", "adding", ["“We are sorry for the town.”"])


def test_a_second_half_after_another_cue_is_not_his() -> None:
    text = "“The mill will close,” Horn said. The union refused. “We will strike in May,” Lind said."
    rows = [heard(text, "Horn", "said", "“The mill will close,”")]
    assert told(text, rows)[1] == ("Lind", "said", ["“We will strike in May,”"])


def test_paragraphs_of_one_running_quotation_are_one_content() -> None:
    text = "“The mill will close.\n\n“The dam stays.\n\n“Nobody loses a job,” Horn said."
    rows = [heard(text, "Horn", "said", "“Nobody loses a job,”")]
    assert told(text, rows) == [("Horn", "said", ["“The mill will close.", "“The dam stays.", "“Nobody loses a job,”"])]


def test_a_paragraph_of_nothing_but_quotation_is_of_the_speaker_before() -> None:
    text = "“The mill will close,” Horn said.\n\n“Nobody will lose a job over it.”\n\nThe union met."
    rows = [heard(text, "Horn", "said", "“The mill will close,”")]
    assert told(text, rows) == [("Horn", "said", ["“The mill will close,”", "“Nobody will lose a job over it.”"])]


def test_a_floating_paragraph_after_reported_speech() -> None:
    text = "Horn argued that the mill must close.\n\n“Nobody will lose a job over it.”"
    rows = [heard(text, "Horn", "argued", "that the mill must close")]
    assert told(text, rows)[0][2] == ["that the mill must close", "“Nobody will lose a job over it.”"]


def test_a_floating_paragraph_is_of_the_name_below_it() -> None:
    text = "“Nobody will lose a job over it.”\n\n– Ada Horn, mayor"
    assert told(text) == [("Ada Horn", "–", ["“Nobody will lose a job over it.”"])]


def test_a_colon_hands_on_to_the_next_paragraph() -> None:
    text = "The union met. Ada Horn said:\n\n“Nobody will lose a job over it.”"
    assert told(text) == [("Ada Horn", "said", ["“Nobody will lose a job over it.”"])]


def test_a_colon_without_a_verb_of_saying() -> None:
    text = "The union met. Ada Horn issued the following statement:\n\n“Nobody will lose a job over it.”"
    assert told(text) == [("Ada Horn", "", ["“Nobody will lose a job over it.”"])]


def test_a_block_after_a_colon() -> None:
    text = "The ministry wrote:\n> The mill closes.\n> The dam stays."
    assert told(text) == [("The ministry", "wrote", ["The mill closes.", "The dam stays."])]


@pytest.mark.parametrize(
    ("text", "source", "cue"),
    [
        ("“The mill will close in May,” said Ada Horn.", "Ada Horn", "said"),
        ("“The mill will close in May,” she later told the paper.", "she", "later told"),
        ("“The mill will close in May,” mill spokesman Ole Lind told the paper.", "mill spokesman Ole Lind", "told"),
        ("“The mill will close in May,” a senior official said.", "a senior official", "said"),
        ("In a letter, Ada Horn wrote: “The mill will close in May.”", "Ada Horn", "wrote"),
        ("Ada Horn smiled at the crowd, saying, “The mill will close in May.”", "Ada Horn", "saying"),
        ("Ada Horn had a message for them: “The mill will close in May.”", "Ada Horn", ""),
        ("It was over. “The mill will close in May.” Nobody spoke.", "", ""),
    ],
)
def test_a_quotation_nobody_was_given(text: str, source: str, cue: str) -> None:
    rows = told(text)
    assert [(a, b) for a, b, _ in rows] == [(source, cue)]
    assert "The mill will close in May" in rows[0][2][0]


def test_how_sure_depends_on_who_is_found() -> None:
    def share(text: str) -> float:
        return settle(text, quotations(text), [])[0].confidence

    named = share("“The mill will close in May,” said Ada Horn.")
    guessed = share("Ada Horn had a message for them: “The mill will close in May.”")
    unknown = share("It was over. “The mill will close in May.” Nobody spoke.")
    assert named > guessed > unknown


def test_quoted_words_in_a_clause_bring_the_clause() -> None:
    text = "On Monday Ada Horn said the plan was “a mess from the start.”"
    assert told(text) == [("Ada Horn", "said", ["the plan was “a mess from the start.”"])]


@pytest.mark.parametrize(
    "text",
    [
        "The police killed Omar “the Baker” Haddad.",
        "She published “The Long Dry Year” in May.",
        "He avoided the word “famine.”",
        "The “experts” were wrong about it.",
        "'A long way to go for it.'\n\nThe union met on Monday.",
    ],
)
def test_what_is_no_speech_makes_no_row(text: str) -> None:
    assert told(text) == []


def test_a_title_inside_a_content_stays_where_it_is() -> None:
    text = "Horn said that she had read “The Long Dry Year” twice."
    rows = [heard(text, "Horn", "said", "that she had read “The Long Dry Year” twice")]
    assert told(text, rows) == [("Horn", "said", ["that she had read “The Long Dry Year” twice"])]


# ------------------------------------------------------------------ whatever comes

WORDS = st.lists(
    st.sampled_from(
        (
            "“The mill will close,” she said. Horn \"No,\" ''Yes.'' ‘It stays’ ” “ : \n\n \r\n > that a 𝒜da cafe\u0301"
        ).split(" ")
    ),
    max_size=30,
).map(" ".join)


@st.composite
def reports(draw: st.DrawFn) -> tuple[str, list[Heard]]:
    text = draw(WORDS)

    def interval() -> tuple[int, int]:
        a, b = sorted((draw(st.integers(0, len(text))), draw(st.integers(0, len(text)))))
        return a, b

    rows = []
    for _ in range(draw(st.integers(0, 3))):
        cue, source = interval(), interval()
        rows.append(
            Heard((source,) if draw(st.booleans()) else (), (cue,) if draw(st.booleans()) else (), (interval(),), 0.5)
        )
    return text, rows


@given(reports())
def test_contents_are_ordered_disjoint_and_in_one_line(report: tuple[str, list[Heard]]) -> None:
    text, rows = report
    for row in settle(text, quotations(text), rows):
        last = 0
        for start, end in row.content:
            assert last <= start < end <= len(text)
            assert not set("\n\r") & set(text[start:end].strip())
            last = end
        assert 0 <= row.confidence <= 1


@given(WORDS)
def test_what_is_settled_stays_settled(text: str) -> None:
    quotes = quotations(text)
    once = settle(text, quotes, [])
    assert settle(text, quotes, once) == once


@given(WORDS)
def test_no_quotation_of_sentences_is_split_between_two(text: str) -> None:
    quotes = quotations(text)
    parts = [p for row in settle(text, quotes, []) for p in row.content]
    for quote in quotes:
        assert sum(a < quote.end and quote.start < b for a, b in parts) <= 1
