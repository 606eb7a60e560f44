"""Dossiers from the page."""

import pytest


def test_it_says_what_would_be_in_it(client):
    assert "Make it" in client.get("/dossier").text
    page = client.get("/dossier?about=Harbour+Front").text
    assert "It rests on" in page
    assert "/dossier/file?about=Harbour+Front&amp;format=html" in page
    assert client.get("/dossier.json?about=Harbour+Front&with=Iran").json()["found"]["subject"] == "pair"


def test_the_file_in_both_formats(client, full):
    page = client.get("/dossier/file?about=Harbour+Front&format=html&download=1")
    assert page.headers["content-disposition"] == 'attachment; filename="dossier-Harbour%20Front.html"'
    assert page.text.startswith("<!doctype html>")
    text = client.get("/dossier/file?about=Harbour+Front&format=markdown")
    assert text.headers["content-type"].startswith("text/markdown")
    assert text.text.startswith("#")
    row = f"{full.reports_by_letter['c']}:e1"
    assert client.get(f"/dossier/file?about={row}").status_code == 200


def test_its_sheet_is_named_in_its_policy_and_no_script_may_run(client):
    policy = client.get("/dossier/file?about=Harbour+Front").headers["content-security-policy"]
    assert "style-src 'sha256-" in policy
    assert "script-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy


@pytest.mark.parametrize(
    "asked", ["about=Nobody+Known", "about=Iran&with=Iran", "about=Iran&from=May", "about=Iran&limit=0"]
)
def test_what_cannot_be_asked_is_explained_beside_the_form(client, asked):
    page = client.get(f"/dossier?{asked}")
    assert page.status_code in (400, 404)
    assert 'name="about"' in page.text
    assert client.get(f"/dossier/file?{asked}").status_code == page.status_code


def test_bad_files(client):
    assert client.get("/dossier/file").status_code == 400
    assert client.get("/dossier/file?about=Iran&format=pdf").status_code == 400


def test_a_mask_covers_it(client, site):
    site.mask = True
    assert "Karim Saleh" not in client.get("/dossier/file?about=Harbour+Front").text


def test_opened_in_a_browser_it_has_its_sheet(tab, axe):
    tab.goto(f"{tab.url}dossier?about=Harbour+Front")
    assert axe() == []
    tab.get_by_role("link", name="Open it").click()
    assert tab.evaluate("document.styleSheets.length") == 1
    assert tab.evaluate("document.styleSheets[0].cssRules.length") > 5
