"""Who may ask."""

import pytest
from starlette.testclient import TestClient

from onrecord.web import create
from onrecord.web.answer import static
from onrecord.web.guard import POLICY

TOKEN = "a-token-of-tests"
OURS = {"origin": "http://testserver"}


@pytest.fixture
def stranger(site):
    with TestClient(create(site), follow_redirects=False) as made:
        yield made


def test_without_the_token_nothing_is_shown(stranger):
    for address in ("/", "/claims.json", "/static/site.css", "/nowhere", "/?token=wrong"):
        assert stranger.get(address).status_code == 403


def test_the_token_in_the_address_becomes_a_cookie_and_leaves_the_address(stranger):
    answer = stranger.get(f"/claims?kind=speech&token={TOKEN}")
    assert (answer.status_code, answer.headers["location"]) == (303, "/claims?kind=speech")
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert stranger.get("/claims").status_code == 200


@pytest.mark.parametrize("path", ["//evil.example/", "/\\evil.example/"])
def test_the_way_in_leads_nowhere_else(stranger, path):
    answer = stranger.request("GET", f"http://testserver{path}?token={TOKEN}")
    assert not answer.headers.get("location", "/").startswith(("//", "/\\"))


def test_another_name_for_this_machine_is_refused(client):
    assert client.get("/", headers={"host": "evil.example"}).status_code == 421
    assert client.get("/", headers={"host": ""}).status_code == 421


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "http://testserver:8080"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_another_page_changes_nothing(client, full, headers):
    row = f"{full.reports_by_letter['a']}:e1"
    form = {"kind": "reject", "row": row, "by": "A forger", "why": "None."}
    assert client.post("/decide", data=form, headers=headers).status_code == 403
    assert full.decisions() == ()


def test_a_cookie_alone_changes_nothing_without_an_origin(stranger, full):
    stranger.get(f"/?token={TOKEN}")
    form = {"kind": "reject", "row": f"{full.reports_by_letter['a']}:e1", "by": "A forger", "why": "None."}
    assert stranger.post("/decide", data=form).status_code == 403
    assert stranger.post(f"/decide?token={TOKEN}", data=form).status_code == 403
    assert full.decisions() == ()
    assert stranger.post("/decide", data=form, headers=OURS).status_code == 303
    assert len(full.decisions()) == 1


def test_an_address_that_asks_for_too_much_is_refused(stranger, client):
    for one in (stranger, client):
        assert one.get("/claims?" + "a=1&" * 500).status_code == 400


def test_a_defect_is_told_behind_the_policy_too(site, monkeypatch):
    monkeypatch.setattr(type(site), "reading", lambda self: 1 / 0)
    headers = {"authorization": f"Bearer {TOKEN}"}
    with TestClient(create(site), headers=headers, raise_server_exceptions=False) as made:
        for address in ("/claims", "/claims.json"):
            answer = made.get(address)
            assert answer.status_code == 500
            assert answer.headers["content-security-policy"] == POLICY
            assert answer.headers["cache-control"] == "no-store"
            assert "division" not in answer.text


def test_no_such_page_and_not_allowed(client):
    assert client.get("/nowhere.json").json()["code"] == "404"
    assert "<h1>" in client.get("/nowhere").text
    answer = client.request("PATCH", "/claims", headers=OURS)
    assert (answer.status_code, "GET" in answer.headers["allow"]) == (405, True)
    assert client.head("/claims").status_code == 200


def test_every_answer_carries_the_policy(client):
    for address in ("/", "/claims.json", "/static/site.css", "/nowhere"):
        headers = client.get(address).headers
        assert headers["content-security-policy"] == POLICY
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
    assert "unsafe" not in POLICY


def test_pages_are_not_kept_by_the_browser_and_files_are(client):
    assert client.get("/").headers["cache-control"] == "no-store"
    assert "immutable" in client.get(static("site.css")).headers["cache-control"]
    assert client.get("/static/site.css").headers["cache-control"] == "private, no-cache"


@pytest.mark.parametrize("to", ["../app.py", "%2e%2e/app.py", "..%2fapp.py", "/etc/passwd"])
def test_no_file_outside_is_served(client, to):
    assert client.get(f"/static/{to}").status_code == 404


def test_the_same_address_with_json_gives_json(client):
    answer = client.get("/claims.json?kind=speech")
    assert answer.headers["content-type"] == "application/json"
    assert {row["kind"] for row in answer.json()["found"]["rows"]} == {"speech"}


@pytest.mark.parametrize("path", ["/timeline", "/disputes", "/origins"])
def test_pages_far_on_are_refused_before_anything_is_made(client, path):
    assert client.get(f"{path}?page=20000&rows=200").status_code == 400
    assert client.get(f"{path}?page=2&rows=200").status_code == 200


def test_a_decision_brings_no_files(client, full):
    row = f"{full.reports_by_letter['a']}:e1"
    form = {"kind": "accept", "row": row, "by": "R. Haddad", "why": "read"}
    answer = client.post("/decide.json", data=form, files={"more": ("a.bin", b"x" * 100)}, headers=OURS)
    assert answer.status_code == 400
    assert full.decisions() == ()
