from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.ingest.boilerplate import boilerplate

from .conftest import PARAGRAPHS

BODY = "\n\n".join(PARAGRAPHS * 3)


@pytest.mark.parametrize(
    "line",
    [
        "Note: Read our rules of debate before you comment.",
        "Follow us on Twitter",
        "Follow Ana Novak on Twitter: @ananovak",
        "Copyright 2014 The Courier. All rights reserved.",
        "© 2014 The Courier",
        "Sign up for our newsletter",
        "Related: How the bridge was built",
        "Read more: A town without a bridge",
        "(AP Photo/Ana Novak)",
        "Ana Novak via Getty Images.",
        "We use cookies to make this site better.",
        "3 Comments",
        "SHARE",
    ],
)
def test_a_line_that_is_no_news_is_marked_and_nothing_else(line):
    text = f"{BODY}\r\n\r\n  {line} \r\n"
    (span,) = boilerplate(text)
    assert span.text == line
    assert text[span.start : span.end] == line


@pytest.mark.parametrize(
    "line",
    [
        "Copyright law was debated in parliament on Monday.",
        "Related parties were told of the decision by the court.",
        "Share prices fell after the bridge was closed.",
        "Donated blankets were handed out at the bridge.",
        "Comments by the mayor angered the traders in the market.",
        "Readmore Bridge was closed.",
        "“Follow us on the bridge, and do not look back at any of it, ever,” he said.",
        "Printers went on strike.",
        "Video of the bridge was shown in court.",
    ],
)
def test_news_is_not_marked(line):
    assert boilerplate(f"{BODY}\n\n{line}") == ()


def test_phrases_of_the_edge_do_not_count_in_the_middle():
    assert boilerplate(f"{BODY}\n\nLast updated on Monday\n\n{BODY}") == ()


def test_a_text_is_never_all_boilerplate():
    assert boilerplate("Follow us on Twitter\nSign up for our newsletter") == ()


@given(st.text(max_size=200))
def test_spans_hold_in_any_text(text):
    for span in boilerplate(text):
        assert text[span.start : span.end] == span.text
