"""Search with facets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.ledger import Hit, Ledger, Passage
from onrecord.web.pages.search import pieces


def test_nothing_asked_says_what_is_searched(client):
    page = client.get("/search")
    assert page.status_code == 200
    assert "Looked into 5 of 6 inputs" in page.text
    assert client.get("/search.json").json()["found"] is None


def test_hits_have_their_words_marked_and_facets_count_them(client):
    page = client.get("/search?q=shelled").text
    assert "<mark>shelled</mark>" in page
    assert "River Herald" in page
    found = client.get("/search.json?q=shelled").json()["found"]
    facets = {one["facet"]: {count["value"]: count["hits"] for count in one["counts"]} for one in found["facets"]}
    assert facets["type"] == {"ASSAULT": 5}
    assert sum(facets["kind"].values()) == found["hits"]


def test_a_facet_is_a_link_that_narrows_and_can_be_taken_back(client):
    page = client.get("/search?q=shelled&status=planned").text
    assert 'href="/search?q=shelled"' in page
    assert "planned" in page
    found = client.get("/search.json?q=shelled&status=planned").json()["found"]
    assert [hit["kind"] for hit in found["found"]["rows"]] == ["event"]
    nothing = client.get("/search?q=shelled&publisher=Nobody").text
    assert "No passage was found in the reports that were read" in nothing
    assert "All again" in nothing


def test_pages(client):
    first = client.get("/search.json?q=shelled&rows=4").json()["found"]["found"]
    second = client.get("/search.json?q=shelled&rows=4&page=2").json()["found"]["found"]
    assert first["more"]
    assert not {hit["kind"] + hit["row"] for hit in first["rows"]} & {
        hit["kind"] + hit["row"] for hit in second["rows"]
    }
    assert "page=2" in client.get("/search?q=shelled&rows=4").text


@pytest.mark.parametrize("asked", ["q=%22%20%22", "q=%2D%2D", "q=war&month=August", "q=war&type=WAR"])
def test_a_mistake_is_explained_where_it_was_made(client, asked):
    page = client.get(f"/search?{asked}")
    assert page.status_code == 400
    assert "U103" in page.text
    assert 'name="q"' in page.text
    assert client.get(f"/search.json?{asked}").json()["code"] == "U103"


def test_hostile_words_stay_words(client, full, tell):
    tell(source_id="x", publisher="<b>Bold</b>", title="<script>alert(1)</script> \u202eevil",
         preface="<img src=x onerror=alert(1)> zebra \u202e ")  # fmt: skip
    page = client.get("/search?q=zebra").text
    assert "<script>alert" not in page
    assert "<img" not in page
    assert "\u202e" not in page
    assert "&lt;b&gt;Bold&lt;/b&gt;" in page
    assert "&lt;script&gt;" in client.get("/search?q=%3Cscript%3Ealert(1)%3C/script%3E").text


def test_a_masked_page_hides_private_names(full, site, client):
    site.mask = True
    page = client.get("/search?q=shelled").text
    assert "Mona Adel" not in page
    assert "████ ████" in page


def test_searching_in_a_browser(tab, axe):
    tab.goto(f"{tab.url}search")
    tab.get_by_label("Words that must all be there").fill("shelled")
    tab.get_by_role("button", name="Search", exact=True).click()
    assert tab.locator("mark").first.inner_text() == "shelled"
    tab.locator(".facet").get_by_role("link", name="events").click()
    assert "kind=event" in tab.url
    assert set(tab.locator(".hits .tag").all_inner_texts()) == {"event"}
    assert axe() == []
    tab.get_by_role("link", name="All again: Found in").click()
    assert "kind" not in tab.url


def test_facets_are_folded_on_a_narrow_screen(tab):
    tab.set_viewport_size({"width": 420, "height": 800})
    tab.goto(f"{tab.url}search?q=shelled")
    assert not tab.locator("#facet-kind").is_visible()
    tab.locator(".facets summary").click()
    assert tab.locator("#facet-kind").is_visible()
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_ledger_without_reports(tmp_path, site, client):
    site.path = tmp_path / "empty.onrecord"
    Ledger.open(site.path, create=True).close()
    for address in ("/search?q=war", "/claims", "/events", "/actors"):
        assert client.get(address).status_code == 200


@given(st.text("ab \r\n\u0301🦓عé", min_size=1), st.data())
def test_pieces_are_the_passage_and_marks_count_code_points(text, data):
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=6)))
    marks = tuple(zip(cuts[::2], cuts[1::2], strict=False))
    start = data.draw(st.integers(0, 50))
    hit = Hit(
        "report", "r", Passage("r", start, start + len(text), text), tuple((a + start, b + start) for a, b in marks)
    )
    found = pieces(hit)
    assert "".join(part for part, _ in found) == text
    assert [part for part, marked in found if marked] == [text[a:b] for a, b in marks]


def test_words_after_emoji_and_combining_marks_are_marked(client, full, tell):
    tell(source_id="x", publisher="Zoo Mail", preface="🦓🦓 Cafe\u0301 zeb\u0301ra\r\nquagga 🦓 stood. ")
    page = client.get("/search?q=quagga").text
    assert "<mark>quagga</mark> 🦓 stood" in page
