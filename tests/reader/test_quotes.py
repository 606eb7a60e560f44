"""Quote marks of every style, and what only looks like them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reader.quotes import quotations


def shown(text: str) -> list[str]:
    return [text[q.start : q.end] for q in quotations(text)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("“We stay,” she said. “For now.”", ["“We stay,”", "“For now.”"]),
        ('"We stay," she said.', ['"We stay,"']),
        ("«We stay», she said.", ["«We stay»"]),
        ("„We stay”, she said.", ["„We stay”"]),
        ("‘We stay,’ she said.", ["‘We stay,’"]),
        ("'We don't stay,' she said.", ["'We don't stay,'"]),
        ("‘The miners’ union stays,’ she said.", ["‘The miners’ union stays,’"]),
        ("“They shouted ‘stay’ all night,” she said.", ["“They shouted ‘stay’ all night,”"]),
        ("The miners' union and the teachers' union met.", []),
        ("The group's leader left in the '90s.", []),
        ('A 6" pipe and an 8" pipe.', []),
    ],
)
def test_styles(text: str, wanted: list[str]) -> None:
    assert shown(text) == wanted


def test_open_quotation_ends_with_its_paragraph() -> None:
    text = "“The first part.\n\n“The second part,” she said."
    first, second = quotations(text)
    assert (text[first.start : first.end], first.open_end) == ("“The first part.", True)
    assert (second.open_end, second.paragraph) == (False, 1)


def test_counts_words_and_tells_a_sentence_from_a_name() -> None:
    name, sentence = quotations("He wrote “Red Tide” and said “it is over.”")
    assert (name.words, name.ends_sentence) == (2, False)
    assert (sentence.words, sentence.ends_sentence) == (3, True)


@given(st.text(alphabet="ab s.,\n\"'“”‘’«»„", max_size=60))
def test_any_text_gives_ordered_quotations_inside_it(text: str) -> None:
    last = 0
    for quote in quotations(text):
        assert last <= quote.start < quote.end <= len(text)
        assert "\n" not in text[quote.start : quote.end]
        last = quote.end
