"""Claims as passages and as a table."""

import pytest
from playwright.sync_api import expect


def rows(client, asked=""):
    return client.get(f"/claims.json?{asked}").json()["found"]["rows"]


def test_each_claim_has_its_voices_and_its_words(client, full):
    page = client.get("/claims").text
    assert "said by Mona Adel" in page
    assert f"/reports/{full.reports_by_letter['a']}#a1" in page
    assert len(rows(client)) == 5


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        ("kind=speech", 5), ("kind=belief", 0), ("form=indirect&source=named", 5), ("form=direct", 0),
        ("publisher=River+Herald", 1), ("certainty=CT%2B", 5), ("sure=0.9", 5), ("sure=1", 0),
        ("speaker=Karim+Saleh", 1), ("about=Harbour+Front", 5), ("from=2013-08-18", 1), ("to=2013-08-10", 1),
        ("rejected=1", 0),
    ],
)  # fmt: skip
def test_filters_live_in_the_address(client, asked, number):
    assert len(rows(client, asked)) == number


def test_nothing_found_says_what_was_looked_into(client):
    page = client.get("/claims?kind=belief").text
    assert "Looked into 5 of 6 inputs" in page
    assert "No claim was found in the reports that were read" in page


def test_pages_are_parts_of_one_list(client):
    whole = [row["row"] for row in rows(client)]
    assert [row["row"] for page in (1, 2, 3) for row in rows(client, f"rows=2&page={page}")] == whole


def test_without_a_mark_and_rejected_ones(client, full):
    full.mark("River Herald", "state media", by="R. Haddad", why="It is.")
    row = rows(client)[0]["row"]
    full.reject(row, by="R. Haddad", why="Wrong.")
    assert len(rows(client, "without=state+media")) == 3
    assert [one["row"] for one in rows(client, "rejected=1")] == [row]
    page = client.get("/claims?without=any").text
    assert "Left out as asked" in page
    assert "state media" in page


@pytest.mark.parametrize(
    ("asked", "status", "code"),
    [("speaker=Nobody+Known", 404, "L305"), ("publisher=Nobody", 400, "U103"), ("sure=much", 400, "U103"),
     ("from=August", 400, "U101"), ("from=2013-09-01&to=2013-08-01", 400, "U103")],
)  # fmt: skip
def test_what_cannot_be_asked_is_explained_beside_the_form(client, asked, status, code):
    page = client.get(f"/claims?{asked}")
    assert page.status_code == status
    assert code in page.text
    assert "<form" in page.text.partition('id="rows"')[0]
    assert client.get(f"/claims?{asked}", headers={"hx-request": "true"}).status_code == 200
    told = client.get(f"/claims.json?{asked}")
    assert (told.status_code, told.json()["code"]) == (status, code)


def test_hostile_words_stay_words(client, tell, full):
    tell(source_id="x", publisher="<b>Bold</b>", title="<script>alert(1)</script>", speaker="Eve <i>Adams</i> \u202e")
    for address in ("/claims", "/claims?view=table", "/claims?speaker=%3Cscript%3Ealert(1)%3C/script%3E"):
        page = client.get(address).text
        assert "<script>alert" not in page
        assert "<b>Bold" not in page
        assert "<i>Adams" not in page
        assert "\u202e" not in page


def test_the_table_in_a_browser(tab, axe):
    tab.goto(f"{tab.url}claims")
    tab.get_by_role("link", name="Table").click()
    assert tab.url.endswith("/claims?view=table")
    assert tab.get_by_role("columnheader", name="Said by").is_visible()
    assert axe() == []
    tab.get_by_text("More filters").click()
    tab.get_by_label("Form").select_option("direct")
    tab.get_by_role("button", name="Show").click()
    tab.get_by_text("No claim was found").wait_for()
    assert tab.url.endswith("/claims?form=direct&view=table")
    assert axe() == []


def test_names_are_offered_while_one_types(tab):
    tab.goto(f"{tab.url}claims")
    field = tab.get_by_label("Speaker")
    field.press_sequentially("sal")
    tab.locator("#names-of-speaker option").first.wait_for(state="attached")
    assert tab.locator("#names-of-speaker option").first.get_attribute("value") == "Karim Saleh"
    field.fill("Karim Saleh")
    tab.get_by_role("button", name="Show").click()
    expect(tab.locator("ol.rows > li")).to_have_count(1)
