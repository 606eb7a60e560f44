"""What is taken off a large page, and when it is too large."""

import contextlib

import pytest

from onrecord.errors import TooLarge
from onrecord.ingest.ballast import LARGEST, LIGHT, MOST, unburdened
from onrecord.ingest.fields import Options
from onrecord.ingest.make import Raw, from_page

ARTICLE = "<p>Rain fell on the city for three days, and the mayor closed the two bridges over the river.</p>" * 3
DATA = '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2013-07-08"}</script>'


def page(head="", body=""):
    return f"<html><head><title>Rain</title>{DATA}{head}</head><body><article>{ARTICLE}{body}</article></body></html>"


@pytest.mark.parametrize(
    "burden",
    [
        f'<img src="data:image/png;base64,{"A" * LARGEST}">',
        f"<p style='background: url(DATA:image/gif;base64,{'A' * LARGEST})'>Under the picture.</p>",
        f"<script>{'if (a < b) f();' * (LIGHT // 10)}</script>",
        f"<SCRIPT src=x>{'x' * LARGEST}</Script >",
        f"<style>{'p { color: red }' * (LIGHT // 10)}</style>",
        f"<!-- {'a comment ' * (LIGHT // 5)}-->",
    ],
    ids=["image", "background", "script", "capitals", "style", "comment"],
)
def test_a_burden_of_megabytes_leaves_the_article_and_its_date(burden):
    whole = page(body=f"{burden}<p>The last paragraph says that the rain has ended and people go home.</p>")
    light = unburdened(whole)
    assert len(light) < 10_000
    given = from_page(Raw("x", whole, whole.encode()), Options())
    assert given.report.published == "2013-07-08"
    assert "closed the two bridges" in given.report.text
    assert given.report.text.endswith("people go home.")
    assert given.original == whole.encode()


def test_a_page_of_common_size_stays_as_it_is():
    whole = page("<style>p { color: red }</style><script>var date = '2013-07-08';</script><!-- a note -->")
    assert unburdened(whole) == whole


@pytest.mark.parametrize(
    "body",
    ["<p>word " * (MOST + 1), f"<p>{'word ' * (LARGEST // 4)}</p>", "<div>" * (MOST + 1), "<p title='" + "x" * LARGEST],
    ids=["elements", "words", "depth", "attribute"],
)
def test_more_than_an_article_is_too_large(body):
    with pytest.raises(TooLarge) as caught:
        unburdened(page(body=body))
    assert "text" in caught.value.next_step


@pytest.mark.parametrize("piece", ["<script", "<script>", "<!--", "<style ", "data:a/b;", "</script", "<"])
def test_what_is_never_closed_ends(piece):
    """Each would take minutes if every opening were followed to the end of the page."""
    with contextlib.suppress(TooLarge):
        assert len(unburdened(page(body=piece * (2 * LARGEST // len(piece))))) <= LARGEST
