"""Happenings as a table, and one with all its tellings."""

import pytest


def rows(client, asked=""):
    return client.get(f"/events.json?{asked}").json()["found"]["rows"]


def test_one_row_a_happening(client, full):
    found = rows(client)
    assert [len(one["tellings"]) for one in found] == [4]
    page = client.get("/events").text
    assert "Port Amity" in page
    assert "3 origins, 4 reports" in page
    assert "Left out: 1 telling that did not occur (1 planned)" in page


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        ("status=all", 2), ("all=1", 2), ("status=planned", 1), ("type=assault", 1), ("type=AID", 0),
        ("actor=Harbour+Front", 1), ("actor=Harbour+Front&side=recipient", 0), ("from=2013-08-15", 0),
        ("from=2013-08-14&to=2013-08-14", 1), ("min-origins=3", 1), ("min-origins=4", 0), ("rejected=1", 0),
    ],
)  # fmt: skip
def test_filters_live_in_the_address(client, asked, number):
    assert len(rows(client, asked)) == number
    assert client.get(f"/events?{asked}").status_code == 200


def test_nothing_found_says_what_was_looked_into_and_left_out(client):
    page = client.get("/events?type=AID").text
    assert "No event was found in the reports that were read" in page
    assert "status=all" not in page
    assert "status=all" in client.get("/events?from=2013-08-20").text


def test_pages_are_parts_of_one_list(client):
    whole = [row["row"] for row in rows(client, "all=1")]
    assert [row["row"] for page in (1, 2) for row in rows(client, f"all=1&rows=1&page={page}")] == whole


@pytest.mark.parametrize("asked", ["type=WAR", "status=perhaps", "side=left", "min-origins=0", "actor=Nobody+Known"])
def test_what_cannot_be_asked_is_explained_beside_the_form(client, asked):
    page = client.get(f"/events?{asked}")
    assert page.status_code in (400, 404)
    assert 'role="alert"' in page.text
    assert "code" in client.get(f"/events.json?{asked}").json()


def test_every_telling_is_listed_where_asked(client, full):
    page = client.get("/events?tellings=1").text
    for letter in "abcd":
        assert f"{full.reports_by_letter[letter]}:e1</code>" in page


def test_a_happening_shows_where_its_sources_differ(client, full):
    row = f"{full.reports_by_letter['c']}:e1"
    told = client.get(f"/events/{row}.json").json()
    assert told["row"] == row
    assert len(told["happening"]["tellings"]) == 4
    page = client.get(f"/events/{row}").text
    assert "4 tellings" in page
    assert "Why these are taken for one" in page
    assert f'id="{row}" class="row-card asked"' in page
    assert "What is disputed about it" in page
    assert f"/reports/{full.reports_by_letter['c']}#e1" in page


def test_the_beginning_of_an_id_will_do_and_nothing_is_explained(client, full):
    report = full.reports_by_letter["c"]
    assert client.get(f"/events/{report[:8]}:e1.json").json()["row"] == f"{report}:e1"
    for row in ("nothing", f"{report}:e9", f"{report}:a1", "%3Cscript%3E:e1"):
        page = client.get(f"/events/{row}")
        assert page.status_code == 404
        assert "<script>:" not in page.text


def test_readonly_offers_no_decision(client, site, full):
    row = f"{full.reports_by_letter['c']}:e1"
    assert "Part them" in client.get(f"/events/{row}").text
    site.readonly = True
    page = client.get(f"/events/{row}").text
    assert "Part them" not in page
    assert 'action="/decide"' not in page


def test_hostile_words_stay_words(client, tell, full):
    tell(source_id="x", publisher="<b>Bold</b>", title="<script>alert(1)</script>", speaker="Eve <i>Adams</i> \u202e")
    for one in rows(client, "all=1"):
        for address in ("/events?tellings=1&all=1", f"/events/{one['row']}"):
            page = client.get(address).text
            assert "<script>alert" not in page
            assert "<b>Bold" not in page
            assert "<i>Adams" not in page
            assert "\u202e" not in page


def test_from_the_table_to_the_tellings_in_a_browser(tab, axe):
    tab.goto(f"{tab.url}events")
    assert axe() == []
    tab.get_by_role("link", name="4 tellings side by side").click()
    assert tab.get_by_role("heading", level=1).inner_text().startswith("Assault")
    assert tab.locator(".side-by-side > li").count() == 4
    assert axe() == []


def test_a_narrow_screen_needs_no_scrolling_aside(tab):
    tab.set_viewport_size({"width": 420, "height": 800})
    base = tab.url
    for address in ("events", "events?tellings=1&all=1", "actors", "claims?view=table"):
        tab.goto(f"{base}{address}")
        assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
