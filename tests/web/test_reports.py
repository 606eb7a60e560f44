"""The list of reports, and of what was not read."""

import pytest
from playwright.sync_api import expect


def ids(answer):
    """The letters' reports that a page lists."""
    return [row["id"] for row in answer.json()["found"]["rows"]]


def test_the_list_has_each_report_with_its_rows_and_origin(client, full):
    letters = full.reports_by_letter
    answer = client.get("/reports.json")
    assert ids(answer) == [letters[one] for one in ("e", "a", "b", "d", "c")]
    counted = answer.json()["counted"]
    assert (counted[letters["b"]]["reason"], counted[letters["b"]]["of"]) == ("copy", letters["a"])
    assert counted[letters["c"]]["claims"] == len(full.reading(letters["c"]).attributions)
    assert counted[letters["c"]]["events"] == len(full.reading(letters["c"]).events)
    page = client.get("/reports").text
    assert f'<a href="/reports/{letters["a"]}">' in page
    assert "agency <bdi>Coast Wire</bdi>" in page


@pytest.mark.parametrize(
    ("asked", "letters"),
    [
        ("publisher=Delta+Post", "b"),
        ("from=2013-08-16&to=2013-08-17", "bd"),
        ("title=amity+SHELL", "eabdc"),
        ("title=100%25", ""),
        ("title=_", ""),
        ("state=read&rows=2", "ea"),
        ("state=read&rows=2&page=2", "bd"),
        ("state=not_english", ""),
    ],
)
def test_filters_stand_in_the_address(client, full, asked, letters):
    found = ids(client.get(f"/reports.json?{asked}"))
    if asked.startswith("title=amity"):
        titled = {row["id"] for row in client.get("/reports.json").json()["found"]["rows"] if row["title"]}
        assert set(found) == titled
    else:
        assert found == [full.reports_by_letter[letter] for letter in letters]


def test_marked_sources_alone(client, full):
    full.mark("Delta Post", "state media", by="R. Haddad", why="Owned by the state.")
    assert ids(client.get("/reports.json?marked=state+media")) == [full.reports_by_letter["b"]]
    assert "state media" in client.get("/reports").text
    assert client.get("/reports?marked=nobody").status_code == 400


def test_pages_lead_to_one_another(client):
    first = client.get("/reports?rows=2").text
    assert 'rel="next" href="/reports?rows=2&amp;page=2"' in first
    assert 'rel="next"' not in client.get("/reports?rows=2&page=3").text
    assert client.get("/reports?page=0").status_code == 400


def test_what_could_not_be_read_is_told_with_the_next_step(client):
    assert "1 input could not be read" in client.get("/reports").text
    page = client.get("/reports?show=not+read").text
    assert "photo.jpg is binary" in page
    [one] = client.get("/reports.json?show=not+read").json()["not_read"]
    assert (one["source_id"], one["state"]) == ("photo.jpg", "unreadable")
    assert one["next_step"]
    assert client.get("/reports?show=rumours").status_code == 400


def test_hostile_titles_are_words(client, full, tell):
    tell(source_id="<i>x</i>", title="<script>alert(1)</script>\u202e", preface="Nobody spoke of it. ")
    page = client.get("/reports").text
    assert "<script>alert" not in page
    assert "<i>x" not in page
    assert "\u202e" not in page


def test_the_list_in_a_browser(tab, served, axe):
    tab.goto(f"{served}/reports")
    assert axe() == []
    tab.get_by_label("Publisher").fill("Delta Post")
    tab.get_by_role("button", name="Show").click()
    tab.wait_for_url(lambda address: "publisher=Delta" in address)
    expect(tab.locator("tbody tr")).to_have_count(1)
    tab.goto(f"{served}/reports?show=not+read")
    assert axe() == []
