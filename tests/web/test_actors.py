"""The list of actors, and the page of one."""

from urllib.parse import quote

import pytest

from onrecord.web.answer import of_actor


def names(client, asked=""):
    return [one["name"] for one in client.get(f"/actors.json?{asked}").json()["found"]["rows"]]


def test_the_list_by_name_kind_and_country(client):
    assert names(client)[:2] == ["Iran", "Harbour Front"]
    assert names(client, "q=sal") == ["Karim Saleh"]
    assert names(client, "kind=state") == names(client, "country=IRN") == ["Iran"]
    assert names(client, "rows=2&page=2") == names(client)[2:4]
    page = client.get("/actors").text
    assert 'href="/actors/iran"' in page
    assert "Harbour Front" in page


@pytest.mark.parametrize("asked", ["kind=ship", "country=Egypt", "q=%3F%3F"])
def test_what_cannot_be_asked_is_explained_beside_the_form(client, asked):
    page = client.get(f"/actors?{asked}")
    assert page.status_code == 400
    assert "U103" in page.text
    assert 'name="q"' in page.text


def test_an_actor_with_all_that_is_told(client, full):
    told = client.get("/actors/ledger:harbour-front.group.json").json()
    assert told["card"]["name"] == "Harbour Front"
    assert [one["row"] for one in told["did"]["rows"]] == [client.get("/events.json").json()["found"]["rows"][0]["row"]]
    assert told["met"]["rows"] == []
    assert told["ties"]["all"] == 1
    assert (told["named"]["first"], told["named"]["last"]) == ("2013-08-10", "2013-08-18")
    page = client.get("/actors/ledger:harbour-front.group").text
    assert "Iran → Harbour Front" in page
    assert "/claims?about=ledger%3Aharbour-front.group" in page or "/claims?about=ledger:harbour-front.group" in page


def test_what_somebody_said(client):
    page = client.get("/actors/ledger:karim-saleh").text
    assert "said by Karim Saleh" in page
    assert "Nothing was found." in page


def test_ties_on_another_day(client):
    address = "/actors/ledger:harbour-front.group"
    assert client.get(f"{address}.json?on=2011-01-01").json()["ties"] == {"on": "2011-01-01", "rows": [], "all": 0}
    assert "No tie is told to hold on that day" in client.get(f"{address}?on=2011-01-01").text
    assert client.get(f"{address}?on=someday").status_code == 400


@pytest.mark.parametrize("name", ["Ürgüp / Göreme?", "100% #1", "a&b=c", "عمر الصادق", "Eve 🦓 <b>"])
def test_ids_with_odd_characters(client, full, tell, name):
    tell(source_id="x", publisher="Odd Mail", sides=(("iran", "Iran"), (f"odd:{name}", name)))
    actor = f"odd:{name}"
    ids = [one["id"] for one in client.get("/actors.json?kind=group").json()["found"]["rows"]]
    known = next((one for one in ids if name in one), None) or actor
    address = of_actor(known)
    told = client.get(f"{address}.json")
    assert told.status_code == 200, told.text
    assert told.json()["card"]["id"] == known
    page = client.get(address)
    assert page.status_code == 200
    assert "<b>" not in page.text
    assert f"/dossier?about={quote(known, safe='')}" in page.text.replace("%3a", "%3A").replace(
        "about=odd:", "about=odd%3A"
    )


def test_who_was_merged_and_nobody(client, full):
    full.merge(["Karim Saleh", "Nadia Farouk"], by="R. Haddad", why="The same.")
    page = client.get("/actors/ledger:karim-saleh").text
    assert "People decided that these are the same: <bdi>Nadia Farouk</bdi>." in page
    assert client.get("/actors/ledger:nadia-farouk.json").json()["card"]["id"] == "ledger:karim-saleh"
    assert client.get("/actors/ledger:nobody").status_code == 404
    assert client.get("/actors/%3Cscript%3E").status_code == 404


def test_an_actor_in_a_browser(tab, axe):
    tab.goto(f"{tab.url}actors")
    assert axe() == []
    tab.get_by_role("link", name="Iran", exact=True).click()
    assert tab.url.endswith("/actors/iran")
    assert tab.get_by_role("heading", level=1).inner_text() == "Iran"
    assert axe() == []
    tab.get_by_label("On the day").fill("2011-01-01")
    tab.locator("form.inline button").click()
    assert "on=2011-01-01" in tab.url
    assert "Ties on 2011-01-01" in tab.inner_text("main")


def test_what_was_counted_is_counted_anew_after_a_decision(client, full):
    address = "/actors/ledger:karim-saleh.json"
    assert client.get(address).json()["card"]["claims"] == 1
    full.reject(f"{full.reports_by_letter['c']}:a1", by="R. Haddad", why="Wrong.")
    assert client.get(address).json()["card"]["claims"] == 0
