"""Quote marks of every style, what runs on over paragraphs, and what only looks like a quotation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reader.quotes import paragraphs, quotations

MARKED = st.text(alphabet="abTs é.,:!?\n\r\t\"'“”‘’«»„`>-(6", max_size=80)


def shown(text: str) -> list[str]:
    return [text[q.start : q.end] for q in quotations(text)]


def kinds(text: str) -> list[str]:
    return [q.kind for q in quotations(text)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("“We stay,” she said. “For now.”", ["“We stay,”", "“For now.”"]),
        ('"We stay," she said.', ['"We stay,"']),
        ("''We stay,'' she said. ''For now.''", ["''We stay,''", "''For now.''"]),
        ("``We stay,'' she said.", ["``We stay,''"]),
        ("«We stay», she said.", ["«We stay»"]),
        ("« We stay », she said.", ["« We stay »"]),
        ("»We stay«, she said.", ["»We stay«"]),
        ("„We stay”, she said.", ["„We stay”"]),
        ("„We stay“, she said. „For now“, she said.", ["„We stay“", "„For now“"]),
        ("”We stay”, she said.", ["”We stay”"]),
        ("「We stay」 she said.", ["「We stay」"]),
        ("‘We stay,’ she said.", ["‘We stay,’"]),
        ("'We don't stay,' she said.", ["'We don't stay,'"]),
        ("‘The miners’ union stays,’ she said.", ["‘The miners’ union stays,’"]),
        ("“They shouted ‘stay’ all night,” she said.", ["“They shouted ‘stay’ all night,”"]),
        ("“They shouted “stay” all night,” she said.", ["“They shouted “stay” all night,”"]),
        ('"They shouted “stay” all night," she said.', ['"They shouted “stay” all night,"']),
        ("''They shouted 'stay''' she said.", ["''They shouted 'stay'''"]),
        ('“We stay," she said. "For now.”', ['“We stay,"', '"For now.”']),
        ("She called it “rotten“ on Sunday.", ["“rotten“"]),
        ('“A 6" pipe burst,” she said.', ['“A 6" pipe burst,”']),
        ('"We stay"—she paused—"for now."', ['"We stay"', '"for now."']),
        ("\u202a”We stay!!” wrote a reader.", ["”We stay!!”"]),
        ('"We stay, she said. "For now."', ['"For now."']),
        ("The miners' union and the teachers' union met.", []),
        ("The group's leader left in the '90s.", []),
        ("Get 'em out, the crowd's leaders cried.", []),
        ('A 6" pipe and an 8" pipe.', []),
        ("Rock 'n' roll.", []),
    ],
)
def test_styles(text: str, wanted: list[str]) -> None:
    assert shown(text) == wanted


def test_open_quotation_ends_with_its_paragraph() -> None:
    text = "“The first part.\n\n“The second part,” she said."
    first, second = quotations(text)
    assert (text[first.start : first.end], first.open_end) == ("“The first part.", True)
    assert (second.open_end, second.paragraph) == (False, 1)


def test_a_quotation_over_three_paragraphs_is_one_run() -> None:
    text = "“First.\n\n“Second.\n\n“Third,” she said.\n\n“Another one.”"
    assert [q.run for q in quotations(text)] == [0, 0, 0, 1]


def test_closed_paragraphs_are_no_run() -> None:
    assert [q.run for q in quotations("“First.”\n\n“Second.”")] == [0, 1]


def test_single_marks_run_on_too() -> None:
    assert [(q.run, q.open_end) for q in quotations("‘First.\n\n‘Second,’ she said.")] == [(0, True), (0, False)]


def test_a_wrapped_line_runs_on_without_a_mark() -> None:
    text = "She said: “We stay in the\nvalley for now.” He left."
    assert shown(text) == ["“We stay in the", "valley for now.”"]
    assert [q.run for q in quotations(text)] == [0, 0]


def test_a_name_set_below_a_quotation_is_no_part_of_it() -> None:
    assert shown('"The mill will close in May.\nAda Horn, mayor of Linz."') == ['"The mill will close in May.']


def test_led_lines_are_a_block() -> None:
    quotes = quotations("The ministry wrote:\n> The mill closes.\n> The dam stays.\nNobody answered.")
    assert [(q.block, q.run, q.kind) for q in quotes] == [(True, 0, "speech"), (True, 0, "speech")]


def test_an_indent_is_a_block_only_after_a_colon() -> None:
    told = "The statement said:\n    The mill will close.\nThe union met.\nIt voted.\nIt struck."
    assert shown(told) == ["The mill will close."]
    assert shown(told.replace("said:", "came.")) == []
    assert shown("\n".join("    " + line.strip() for line in told.splitlines())) == []


def test_counts_words_and_tells_a_sentence_from_a_name() -> None:
    name, sentence = quotations("He wrote “Red Tide” and said “it is over.”")
    assert (name.words, name.ends_sentence) == (2, False)
    assert (sentence.words, sentence.ends_sentence) == (3, True)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("“The mill will close,” she said.", "speech"),
        ("He said: “No deal.”", "speech"),
        ("She called the plan “a mess” on Monday.", "fragment"),
        ("They want “a fair and open count” there.", "fragment"),
        ("The police killed Omar “the Baker” Haddad.", "name"),
        ("The police killed Omar “The Baker” Haddad.", "name"),
        ("He avoided the word “famine.”", "name"),
        ("the so-called “caliphate” fell", "name"),
        ("a man known as “Pepper” fled", "name"),
        ("She published “The Long Dry Year” in May.", "title"),
        ("the novel “Drought,” her second", "title"),
        ("in a song titled “Go Home Now!”", "title"),
        ("“The Mill Will Close. It Must,” she said.", "speech"),
    ],
)
def test_kinds(text: str, kind: str) -> None:
    assert kinds(text) == [kind]


def test_what_runs_on_is_speech_from_its_first_words() -> None:
    assert kinds("He spoke of “a long night.\n\n“We lost the mill,” he said.") == ["speech", "speech"]


@given(st.one_of(MARKED, st.text(max_size=60)))
def test_any_text_gives_ordered_quotations_inside_it(text: str) -> None:
    last, run = 0, 0
    lines = paragraphs(text)
    for quote in quotations(text):
        assert last <= quote.start < quote.end <= len(text)
        assert not set("\n\r") & set(text[quote.start : quote.end])
        start, end = lines[quote.paragraph]
        assert start <= quote.start
        assert quote.end <= end
        assert quote.run in (run, run + 1) or quote.run == run == 0
        last, run = quote.end, quote.run


@given(MARKED)
def test_letters_beyond_the_first_plane_count_one_each(text: str) -> None:
    astral = text.replace("a", "\U00010428").replace("T", "\U00010400")
    plain = [(q.start, q.end, q.run) for q in quotations(text)]
    assert [(q.start, q.end, q.run) for q in quotations(astral)] == plain


@given(MARKED.map(lambda text: text.replace("\r", "")))
def test_line_ends_of_two_characters_change_nothing(text: str) -> None:
    assert shown(text.replace("\n", "\r\n")) == shown(text)


@pytest.mark.parametrize("letter", ["e\u0301", "\U0001d49c", "\U0001f98a"])
def test_offsets_with_marks_that_combine_and_pictures(letter: str) -> None:
    text = f"Anne{letter} said: “Caf{letter} closes{letter},” and “{letter} stays.”"
    assert shown(text)[0] == f"“Caf{letter} closes{letter},”"
    assert len(shown(text)) == 2
