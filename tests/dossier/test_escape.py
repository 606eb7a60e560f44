"""Words of reports in Markdown are shown as they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from onrecord.cli.visible import line
from onrecord.dossier.escape import code, inner, opened, plain, table

SIGNS = st.text(alphabet="ab 1*_`[](){}<>|\\#+-.!~&;:/='\"$^@\n\té", max_size=40)


def shown(text):
    """What a reader sees of one paragraph, and the kinds of its tokens."""
    parsed = MarkdownIt("commonmark", {"html": True}).parse(text)
    inner_ = [child for token in parsed for child in token.children or ()]
    return "".join(child.content for child in inner_), {t.type for t in parsed} | {c.type for c in inner_}


@given(SIGNS)
def test_any_words_are_shown_as_they_are(text):
    wanted = line(text)
    if not wanted:
        assert plain(text) == ""
        return
    seen, kinds = shown(plain(text))
    assert seen == wanted
    assert kinds <= {"paragraph_open", "paragraph_close", "inline", "text", "text_special"}


@given(SIGNS)
def test_any_words_are_shown_as_code(text):
    wanted = line(text).replace("|", "¦")
    if wanted:
        seen, kinds = shown(f"x {code(text)}")
        assert seen == f"x {wanted}"
        assert "code_inline" in kinds


@given(SIGNS, SIGNS)
def test_any_words_stay_in_their_cell(one, other):
    made = table(("a", "b"), [(plain(one), plain(other))])
    parsed = MarkdownIt("commonmark").enable("table").parse(made)
    cells = [parsed[n + 1].children for n, token in enumerate(parsed) if token.type == "td_open"]
    assert ["".join(child.content for child in cell or ()).strip() for cell in cells] == [line(one), line(other)]


@pytest.mark.parametrize("text", ["1) a", "+ a", "= a", "--- a", "1234567890. a"])
def test_a_line_is_no_list_or_rule(text):
    assert shown(opened(inner(text)))[0] == text
