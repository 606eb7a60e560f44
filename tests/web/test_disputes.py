"""Disputes side by side."""


def test_the_answers_stand_side_by_side_with_their_words(client, full):
    page = client.get("/disputes").text
    assert "12" in page
    assert "300" in page
    found = client.get("/disputes.json").json()["found"]["rows"]
    figure = next(one for one in found if one["kind"] == "figure")
    assert [side["answer"] for side in figure["sides"]] == ["12", "300"]
    row = figure["sides"][1]["told"][0]["row"]
    report, _, part = row.partition(":")
    assert f"/reports/{report}#{part}" in page
    assert "<svg" in page


def test_only_one_kind_one_actor_or_one_row(client, full):
    kinds = {one["kind"] for one in client.get("/disputes.json?kind=tie").json()["found"]["rows"]}
    assert kinds == {"tie"}
    assert client.get("/disputes.json?actor=Karim+Saleh").json()["found"]["rows"]
    row = f"{full.reports_by_letter['c']}:f1"
    found = client.get(f"/disputes/{row}.json").json()["found"]["rows"]
    assert any(row == told["row"] for one in found for side in one["sides"] for told in side["told"])


def test_what_is_not_there_is_explained(client, full):
    assert client.get("/disputes?kind=quarrel").status_code == 400
    assert client.get("/disputes?actor=Nobody+Atall").status_code == 404
    assert client.get(f"/disputes/{full.reports_by_letter['e']}:f9").status_code == 404


def test_pages_of_disputes_do_not_overlap(client):
    whole = client.get("/disputes.json").json()["found"]["rows"]
    assert len(whole) > 1
    first = client.get("/disputes.json?rows=1").json()["found"]
    second = client.get("/disputes.json?rows=1&page=2").json()["found"]
    assert first["more"]
    assert [first["rows"][0], second["rows"][0]] == whole[:2]


def test_disputes_in_a_browser(tab, axe, served):
    tab.goto(f"{served}/disputes")
    assert axe() == []
    tab.goto(f"{served}/disputes?kind=figure")
    words = tab.locator("article.dispute figcaption a").first
    assert words.get_attribute("href").startswith("/reports/")
