"""The overview, and what all pages have."""


def test_the_overview_counts_and_links(client, full):
    page = client.get("/").text
    assert "Overview" in page
    assert "Looked into 5 of 6 inputs" in page
    assert client.get("/.json").json()["reports"] == 5


def test_a_bad_filter_is_explained(client):
    answer = client.get("/claims?kind=rumour")
    assert answer.status_code == 400
    assert "U103" in answer.text
    assert client.get("/claims.json?from=tomorrow").json()["code"] == "U101"


def test_the_overview_in_a_browser(tab, axe):
    assert tab.locator("h1").inner_text()
    assert tab.url.endswith("/")
    assert axe() == []
    tab.keyboard.press("/")
    assert tab.evaluate("document.activeElement.id") == "find"


def test_dark_and_light(tab):
    before = tab.evaluate("getComputedStyle(document.body).backgroundColor")
    tab.get_by_role("button", name="Switch to dark colours").click()
    assert tab.evaluate("getComputedStyle(document.body).backgroundColor") != before
    tab.reload()
    assert tab.evaluate("document.documentElement.dataset.theme") == "dark"
