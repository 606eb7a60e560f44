from __future__ import annotations

import json

import pytest

from onrecord.ingest.article import article
from onrecord.ingest.page import load, said_of

from .conftest import PARAGRAPHS, page


def said(head="", body="", url=None):
    return said_of(load(page(head, body)), url)


def ld(*values):
    return "".join(f'<script type="application/ld+json">{json.dumps(v)}</script>' for v in values)


ARTICLE = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Bridge &amp; road closed",
    "datePublished": "2013-07-03T09:30:00+02:00",
    "dateModified": "2013-07-05T10:00:00+02:00",
    "author": [{"@type": "Person", "name": "By Ana Novak"}, {"@type": "Person", "name": "Jan de Vries"}],
    "publisher": {"@type": "Organization", "name": "The Courier"},
    "mainEntityOfPage": {"@id": "https://courier.example.org/bridge"},
}


def test_json_ld_is_read():
    found = said(ld(ARTICLE))
    assert found.title == "Bridge & road closed"
    assert found.published == "2013-07-03T09:30:00+02:00"
    assert found.authors == ("Ana Novak", "Jan de Vries")
    assert found.publisher == "The Courier"
    assert found.url == "https://courier.example.org/bridge"


@pytest.mark.parametrize(
    "wrap", [lambda a: {"@graph": [{"@type": "WebSite", "name": "X"}, a]}, lambda a: [a], lambda a: [[a]]]
)
def test_json_ld_may_be_nested(wrap):
    assert said(ld(wrap(ARTICLE))).published == "2013-07-03T09:30:00+02:00"


def test_of_several_articles_the_one_of_the_page_is_taken():
    other = ARTICLE | {"headline": "Another", "mainEntityOfPage": "https://courier.example.org/other"}
    listed = {"@type": "ItemList", "itemListElement": [other]}
    assert said(ld(listed, ARTICLE)).title == "Bridge & road closed"
    assert said(ld(other, ARTICLE), url="https://www.courier.example.org/bridge?a=1").title == "Bridge & road closed"


@pytest.mark.parametrize(
    "script",
    [
        '<!-- {"@type": "Article", "datePublished": "2013-07-03"} -->',
        '{"@type": "Article", "datePublished": "2013-07-03",}',
        '{"@type": "Article", "datePublished": "2013-07-03", "x": "a\nb"};',
        "//<![CDATA[\n" + '{"@type": "Article", "datePublished": "2013-07-03"}' + "\n//]]>",
    ],
)
def test_json_ld_that_is_a_little_broken_is_mended(script):
    assert said(f'<script type="application/ld+json">{script}</script>').published == "2013-07-03"


@pytest.mark.parametrize("script", ["{", '{"a":' * 50_000, "[" * 900 + "]" * 900, '"text"', "null", "5"])
def test_json_ld_that_is_nothing_is_left(script):
    found = said(f'<script type="application/ld+json">{script}</script><meta name="date" content="2013-07-03">')
    assert found.published == "2013-07-03"


def test_when_it_was_changed_is_not_when_it_was_published():
    head = '<meta property="article:modified_time" content="2015-01-01T00:00:00Z">'
    head += '<meta property="article:published_time" content="2013-07-03T09:30:00Z">'
    assert said(head).published == "2013-07-03T09:30:00+00:00"
    changed = '<time class="updated" datetime="2015-01-01T10:00:00Z">Updated</time>'
    right = '<time datetime="2013-07-03T09:30:00Z">3 July</time>'
    assert said("", changed + right).published == "2013-07-03T09:30:00+00:00"


def test_a_later_source_adds_the_time_of_the_same_day_only():
    day = ld({"@type": "Article", "headline": "x", "datePublished": "2013-07-03"})
    assert said(day + '<meta name="pubdate" content="2013-07-03T09:30:00Z">').published == "2013-07-03T09:30:00+00:00"
    assert said(day + '<meta name="pubdate" content="2013-07-09T09:30:00Z">').published == "2013-07-03"


def test_a_date_in_words_is_found_last():
    assert said("", "<p class='date'>Published July 3, 2013</p>").published == "2013-07-03"


def test_a_page_without_a_date_has_none():
    assert said().published is None


def test_meta_tags_are_read():
    head = (
        '<meta property="og:title" content="Bridge closed"><meta name="author" content="Ana Novak and Jan Vos">'
        '<meta property="og:site_name" content="The Courier"><link rel="canonical" href="https://courier.example.org/b">'
    )
    found = said(head)
    assert (found.title, found.publisher, found.url) == (
        "Bridge closed",
        "The Courier",
        "https://courier.example.org/b",
    )
    assert found.authors == ("Ana Novak", "Jan Vos")


def test_the_outlet_is_no_person():
    both = ARTICLE | {
        "author": [{"@type": "Person", "name": "Ana Novak"}, {"@type": "Organization", "name": "The Courier"}]
    }
    assert said(ld(both)).authors == ("Ana Novak",)
    agency = ARTICLE | {"author": {"@type": "Organization", "name": "Associated Press"}}
    assert said(ld(agency)).authors == ("Associated Press",)


def test_a_site_name_behind_the_headline_is_left_out():
    assert said("<title>The old bridge is closed - The Courier</title>", "<h1>The old bridge is closed</h1>").title == (
        "The old bridge is closed"
    )


def test_the_visible_byline_is_taken_where_nothing_else_says():
    assert said("", '<div class="byline">By <a href="/ana">Ana Novak</a></div>').authors == ("Ana Novak",)


@pytest.mark.parametrize("html", ["", " ", "<", "<!-- -->", "<html>", "\0"])
def test_a_page_with_nothing_says_nothing(html):
    tree = load(html)
    assert tree is None or said_of(tree).published is None


def test_the_body_has_its_paragraphs_and_not_its_headline():
    text = article(page("", "<h1>The old bridge is closed</h1>"), "The old bridge is closed")
    assert text.split("\n\n") == list(PARAGRAPHS)


def test_line_breaks_within_a_paragraph_are_spaces():
    html = page().replace("on Monday and decided", "on Monday<br>and\n   <b>decided</b>")
    assert article(html).split("\n\n") == list(PARAGRAPHS)


def test_comments_and_menus_are_no_part_of_the_body():
    html = page().replace(
        "</main>",
        "</main><div id='comments'><p>This is what I think of the bridge and of all of you.</p></div>"
        "<footer><ul><li><a href='/'>Contact us</a></li></ul></footer>",
    )
    assert article(html).split("\n\n") == list(PARAGRAPHS)


@pytest.mark.parametrize("tag", ["div", "span", "ul><li", "blockquote", "table><tr><td"])
def test_deep_nesting_is_taken(tag):
    html = f"<html><body><article><p>{PARAGRAPHS[0]}</p>" + f"<{tag}>" * 3000 + "x</article></body></html>"
    assert PARAGRAPHS[0] in article(html) or article(html) == ""


def test_surrogates_in_json_ld_can_be_written_down():
    odd = ARTICLE | {"headline": "Bridge \ud800", "author": "Ana \udfff", "url": "https://example.org/\ud800"}
    found = said(ld(odd))
    assert (found.title, found.authors) == ("Bridge \ufffd", ("Ana \ufffd",))
    for text in (found.title, found.url, *found.authors):
        text.encode("utf-8")
