"""Deciding through the page: by form, by program, by keys; nothing is lost that was typed."""

import re

import pytest

from onrecord.errors import LedgerBusy
from onrecord.ledger import Ledger

OURS = {"origin": "http://testserver"}
SIGNED = {"by": "R. Haddad", "why": "read twice"}


@pytest.fixture
def row(full):
    return f"{full.reports_by_letter['a']}:e1"


def test_the_least_certain_rows_come_first_and_judged_ones_go(client, full):
    rows = client.get("/decide.json?rows=100").json()["rows"]
    sure = [one["confidence"] for one in rows]
    assert sure == sorted(sure)
    first = rows[0]["row"]
    client.post("/decide", data={"kind": "accept", "row": first, **SIGNED}, headers=OURS)
    left = [one["row"] for one in client.get("/decide.json?rows=100").json()["rows"]]
    assert left == [one["row"] for one in rows[1:]]


def test_the_queue_is_narrowed(client, full):
    events = client.get("/decide.json?section=events&rows=100").json()["rows"]
    assert {one["section"] for one in events} == {"events"}
    mine = client.get("/decide.json?publisher=river+herald&rows=100").json()["rows"]
    assert {one["publisher"] for one in mine} == {"River Herald"}
    spoken = client.get("/decide.json?section=claims&actor=Karim+Saleh&rows=100").json()["rows"]
    assert [one["report"] for one in spoken] == [full.reports_by_letter["c"]]
    assert client.get("/decide.json?type=nothing").json()["rows"] == []
    assert client.get("/decide?section=hats").status_code == 400
    assert len(client.get("/decide.json?view=one").json()["rows"]) == 1


@pytest.mark.parametrize(("kind", "verdict"), [("accept", "accepted"), ("reject", "rejected")])
def test_a_verdict_and_its_undoing(client, full, row, kind, verdict):
    answer = client.post("/decide", data={"kind": kind, "row": row, "back": "/events", **SIGNED}, headers=OURS)
    assert (answer.history[0].status_code, answer.history[0].headers["location"]) == (303, "/events")
    [made] = full.decisions()
    assert (made.kind, made.by, made.why) == (kind, "R. Haddad", "read twice")
    card = client.get(f"/decide/{row}.json").json()["card"]
    assert card["verdict"] == verdict
    client.post("/decide", data={"kind": "undo", "row": made.id, **SIGNED}, headers=OURS)
    assert client.get(f"/decide/{row}.json").json()["card"]["verdict"] is None


def test_the_undoing_offered_is_that_of_the_verdict(client, full, row):
    made = full.accept(row, by="R. Haddad", why="one")
    signed = {"name": "all", "size": "9", "coders": "R. Haddad", "by": "R. Haddad", "why": "a try"}
    client.post("/coding/do/sample.json", data={"section": "events", **signed}, headers=OURS)
    form = {"sample": "all", "row": row, "by": "R. Haddad", "answer.right": "yes"}
    assert client.post("/coding/do/code.json", data=form, headers=OURS).status_code == 200
    card = client.get(f"/decide/{row}.json").json()["card"]
    assert card["undo"] == made.id
    assert [one["kind"] for one in card["decided"]] == ["accept", "code"]
    assert f'name="row" value="{made.id}"' in client.get(f"/decide/{row}").text


def test_a_ledger_that_another_process_writes_to_is_busy_for_a_moment(client, full, row, monkeypatch):
    def busy(*given, **more):
        raise LedgerBusy("it is locked")

    monkeypatch.setattr(Ledger, "accept", busy)
    answer = client.post("/decide", data={"kind": "accept", "row": row, **SIGNED}, headers=OURS)
    assert "try again" in answer.text
    monkeypatch.undo()
    monkeypatch.setattr(Ledger, "catch_up", busy)
    assert client.post("/decide.json", data={"kind": "accept", "row": row, **SIGNED}, headers=OURS).status_code == 200
    monkeypatch.setattr(Ledger, "claims", busy)
    assert client.get("/claims").status_code == 503


def test_what_was_refused_can_be_left_for_our_own_pages_only(client, row):
    form = {"kind": "wish", "row": row, "back": "//evil.example", **SIGNED}
    assert 'href="//evil' not in client.post("/decide", data=form, headers=OURS).text


def test_each_script_is_asked_for_once(client):
    page = client.get("/").text
    assert page.count("vendor/htmx.min.js") == 1


def test_only_the_fields_that_were_changed_are_corrected(client, full, row):
    says = client.get(f"/decide/{row}.json").json()["card"]["says"]
    form = {f"was.{name}": value for name, value in says.items()}
    form |= {f"field.{name}": value for name, value in says.items()} | {"field.status": "planned"}
    answer = client.post("/decide.json", data={"kind": "correct", "row": row, **form, **SIGNED}, headers=OURS)
    assert answer.json()["decision"]["changes"] == {"status": "planned"}
    assert answer.json()["card"]["says"]["status"] == "planned"


def test_actors_are_merged_and_parted(client, full):
    two = client.get("/decide/actors.json?actor=Karim+Saleh&with=Nadia+Farouk").json()["cards"]
    ids = [one["id"] for one in two]
    assert len(set(ids)) == 2
    form = {"kind": "merge", "row": ids[0], "more": ids[1], **SIGNED}
    client.post("/decide", data=form, headers=OURS)
    [card] = full.actor("Nadia Farouk")
    assert card.id == ids[0]
    split = {"kind": "split", "row": ids[0], "more": full.reports_by_letter["d"], "name": "Nadia Farouk", **SIGNED}
    answer = client.post("/decide.json", data=split, headers=OURS)
    assert answer.json()["decision"]["kind"] == "split", answer.json()


def test_what_is_refused_comes_back_with_all_that_was_typed(client, full, row):
    form = {
        "kind": "correct",
        "row": row,
        "field.start": "someday",
        "was.start": "",
        "by": "R. Haddad",
        "why": "<b>seen</b>",
    }
    answer = client.post("/decide", data=form, headers=OURS)
    assert answer.status_code == 400
    assert 'value="someday"' in answer.text
    assert "&lt;b&gt;seen&lt;/b&gt;" in answer.text
    assert "U101" in answer.text
    assert full.decisions() == ()
    assert (
        client.post("/decide.json", data={"kind": "wish", "row": row, **SIGNED}, headers=OURS).json()["code"] == "U104"
    )
    assert (
        client.post("/decide", data={"kind": "accept", "row": row, "by": "", "why": ""}, headers=OURS).status_code
        == 400
    )


def test_a_site_to_read_only_takes_no_decision(client, site, full, row):
    site.readonly = True
    assert client.post("/decide", data={"kind": "accept", "row": row, **SIGNED}, headers=OURS).status_code == 400
    assert full.decisions() == ()
    assert "<button name" not in client.get(f"/decide/{row}").text


@pytest.mark.parametrize("to", ["//evil.example", "https://evil.example/", "/\\evil.example"])
def test_back_leads_to_our_own_pages_only(client, row, to):
    form = {"kind": "accept", "row": row, "back": to, **SIGNED}
    answer = client.post("/decide", data=form, headers=OURS, follow_redirects=False)
    assert answer.headers["location"] == "/"


def test_two_tellings_are_parted_from_the_page_of_their_event(client, full, row):
    page = client.get(f"/events/{row}").text
    [to, *_] = re.findall(r'href="(/decide/[^"?]+\?other=[^"#]+)#join"', page)
    form = client.get(to).text
    other = re.search(r'name="more"[^>]*value="([^"]+)"', form)[1]
    target = to.removeprefix("/decide/").partition("?")[0].replace("%3A", ":")
    answer = client.post("/decide.json", data={"kind": "split", "row": target, "more": other, **SIGNED}, headers=OURS)
    assert answer.json()["decision"]["others"] == [other], answer.json()
    assert f'id="{other}"' in page
    assert f'id="{other}"' not in client.get(f"/events/{target}").text


def test_all_decisions_are_listed_the_newest_first(client, full, row):
    full.accept(row, by="R. Haddad", why="one")
    full.undo(full.decisions()[0].id, by="M. Idris", why="two")
    found = client.get("/decisions.json").json()
    assert [one["why"] for one in found["rows"]] == ["two", "one"]
    assert [one["in_force"] for one in found["rows"]] == [True, False]
    assert [one["by"] for one in client.get("/decisions.json?by=M.+Idris").json()["rows"]] == ["M. Idris"]
    assert client.get("/decisions.json?kind=accept").json()["total"] == 1
    assert client.get("/decisions?kind=wish").status_code == 400
    page = client.get("/decisions").text
    assert found["rows"][0]["hash"] in page


def test_deciding_by_keys_in_a_browser(tab, axe, served, full):
    tab.goto(f"{served}/decide?section=events")
    assert axe() == []
    first = tab.locator("article.card").first.get_attribute("data-card")
    tab.keyboard.press("w")
    tab.keyboard.type("the words say so")
    tab.keyboard.press("Escape")
    tab.keyboard.press("a")
    tab.locator(f"[data-card='{first}'] .verdict", has_text="accepted").wait_for()
    assert [one.kind for one in full.decisions()] == ["accept"]
    assert tab.locator("article.card.at").get_attribute("data-card") != first
    tab.keyboard.press("r")
    tab.locator(".verdict", has_text="rejected").wait_for()
    tab.wait_for_timeout(100)
    tab.keyboard.press("k")
    tab.keyboard.press("u")
    tab.locator(".verdict", has_text="rejected").wait_for(state="detached")
    assert [(one.kind, one.why) for one in full.decisions()] == [
        (kind, "the words say so") for kind in ("accept", "reject", "undo")
    ]
    assert axe() == []


def test_without_a_reason_nothing_is_decided(tab, served, full):
    tab.goto(f"{served}/decide")
    tab.keyboard.press("a")
    assert tab.evaluate("document.activeElement.name") == "why"
    assert full.decisions() == ()


def test_enter_carries_out_what_its_key_began_and_nothing_else(tab, served, full):
    tab.goto(f"{served}/decide")
    tab.keyboard.press("r")
    tab.keyboard.type("no such thing")
    tab.keyboard.press("Enter")
    tab.locator(".verdict", has_text="rejected").wait_for()
    assert [(one.kind, one.why) for one in full.decisions()] == [("reject", "no such thing")]
    tab.goto(f"{served}/decide")
    tab.locator("article.card input[name=why]").first.fill("perhaps")
    tab.locator("article.card input[name=why]").first.press("Enter")
    tab.locator(".hint").wait_for()
    assert len(full.decisions()) == 1


def test_the_name_that_was_typed_last_signs_what_follows(tab, served, full):
    tab.goto(f"{served}/decide")
    card = tab.locator("article.card").first
    card.locator("input[name=by]").fill("Zoe")
    card.locator("input[name=why]").fill("seen")
    card.get_by_role("button", name="Accept").click()
    tab.locator(".verdict", has_text="accepted").wait_for()
    assert {one.input_value() for one in tab.locator("article.card input[name=by]").all()} == {"Zoe"}
    tab.keyboard.press("u")
    tab.locator(".verdict", has_text="accepted").wait_for(state="detached")
    assert [(one.kind, one.by) for one in full.decisions()] == [("accept", "Zoe"), ("undo", "Zoe")]


@pytest.mark.parametrize("address", ["/decide", "/claims", "/decide/{row}"])
def test_without_a_script_enter_decides_nothing_where_a_form_has_several_decisions(browser, served, full, row, address):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{served}/?token=a-token-of-tests")
    page.goto(served + address.format(row=row))
    if address == "/claims":
        page.locator("details.decide summary").first.click()
    form = page.locator("form", has=page.locator("button[value=accept]")).first
    form.locator("input[name=why]").fill("perhaps")
    form.locator("input[name=why]").press("Enter")
    page.wait_for_timeout(300)
    context.close()
    assert full.decisions() == ()


def test_the_forms_of_one_row_in_a_browser(tab, axe, served, full, row):
    tab.goto(f"{served}/decide/{row}")
    assert axe() == []
    form = tab.locator("form.correct").first
    form.locator("select[name='field.status']").select_option("denied")
    form.locator("input[name=why]").fill("he denied it")
    form.get_by_role("button", name="Correct").click()
    tab.locator(".verdict", has_text="corrected").first.wait_for()
    assert full.decisions()[0].changes == {"status": "denied"}
    tab.goto(f"{served}/decisions")
    assert axe() == []
    tab.goto(f"{served}/decide/actors?actor=Karim+Saleh&with=Nadia+Farouk")
    assert axe() == []
