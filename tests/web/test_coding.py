"""Coding work through the page: blind until all are done, then told, settled and estimated."""

import pytest

from onrecord.coding import Coding
from onrecord.ledger import Ledger

OURS = {"origin": "http://testserver"}
SIGNED = {"by": "R. Haddad", "why": "a pilot"}
BOOK = """
title: Tactics
variables:
  tactic:
    question: By what means?
    sections: [events]
    categories:
      shelling: Artillery, mortars or rockets.
      other: Anything else.
"""


@pytest.fixture
def sample(client, full):
    """A sample of four events for two coders, by a codebook."""
    answer = client.post("/coding/do/codebook.json", data={"text": BOOK, **SIGNED}, headers=OURS)
    assert answer.status_code == 200, answer.text
    form = {"name": "pilot", "section": "events", "size": "4", "seed": "7", "coders": "M. Adel, K. Saleh", **SIGNED}
    answer = client.post("/coding/do/sample.json", data=form, headers=OURS)
    assert answer.status_code == 200, answer.text
    return answer.json()["next"].rpartition("/")[2]


def code_all(client, sample, coder, tactic="shelling"):
    """Codes every row of a sample as somebody."""
    while item := client.get(f"/coding/{sample}/next.json", params={"coder": coder}).json()["item"]:
        form = {"sample": sample, "row": item["shown"]["row"], "by": coder, "answer.right": "yes"}
        form["answer.tactic"] = tactic if item["n"] == 1 else "shelling"
        answer = client.post("/coding/do/code.json", data=form, headers=OURS)
        assert answer.status_code == 200, answer.text


def test_a_sample_is_drawn_and_shown_with_its_seed(client, sample):
    [one] = client.get("/coding.json").json()["samples"]
    assert one["sample"]["name"] == "pilot"
    assert [who["coder"] for who in one["progress"]] == ["M. Adel", "K. Saleh"]
    page = client.get(f"/coding/{sample}").text
    assert "<code>7</code>" in page
    assert "gives the same rows" in page
    assert "shelling" in client.get("/coding").text


def test_nobody_sees_the_codes_of_others_before_all_are_done(client, sample):
    code_all(client, sample, "M. Adel", "other")
    study = client.get(f"/coding/{sample}.json").json()
    assert study["closed"]
    assert study["differences"] == study["estimates"] == study["agreement"] == []
    mine = client.get(f"/coding/{sample}/next.json", params={"coder": "K. Saleh"})
    assert "other" not in str(mine.json()["item"]["shown"])
    for address in ("/decisions.json", "/decisions"):
        answer = client.get(f"{address}?kind=code")
        assert "not told: the sample is being coded blind" in answer.text
    code_all(client, sample, "K. Saleh")
    study = client.get(f"/coding/{sample}.json").json()
    assert study["closed"] is None
    assert [one["variable"] for one in study["differences"]] == ["tactic"]


def test_no_page_tells_what_is_coded_blind(client, full, sample):
    item = client.get(f"/coding/{sample}/next.json", params={"coder": "M. Adel"}).json()["item"]
    row = item["shown"]["row"]
    form = {"sample": sample, "row": row, "by": "M. Adel", "answer.tactic": "other", "why": "a note of hers"}
    assert client.post("/coding/do/code.json", data=form, headers=OURS).status_code == 200
    report = row.partition(":")[0]
    pages = (f"/decide/{row}", "/decide", "/decisions", f"/reports/{report}", f"/coding/{sample}", "/coding",
             f"/coding/{sample}/next")  # fmt: skip
    addresses = [address for page in pages for address in (page, f"{page}.json")]
    for address in [*addresses, "/coding/methods.md", "/coding/methods.html", "/search?q=note"]:
        told = client.get(address, params={"coder": "K. Saleh"} if "next" in address else None).text
        assert "a note of hers" not in told, address
        assert '"value":"other"' not in told, address


def test_differences_are_settled_and_the_estimate_follows(client, full, sample):
    code_all(client, sample, "M. Adel", "other")
    code_all(client, sample, "K. Saleh")
    [one] = client.get(f"/coding/{sample}.json").json()["differences"]
    before = {e["variable"]: e for e in client.get(f"/coding/{sample}.json").json()["estimates"]}
    assert before["tactic"]["unsettled"] == 1
    form = {"sample": sample, "row": one["row"], "answer.tactic": "other", **SIGNED}
    assert client.post("/coding/do/settle", data=form, headers=OURS).status_code == 200
    after = {e["variable"]: e for e in client.get(f"/coding/{sample}.json").json()["estimates"]}
    assert (after["tactic"]["unsettled"], after["tactic"]["coded"]) == (0, before["tactic"]["coded"] + 1)
    assert "Krippendorff" in client.get(f"/coding/{sample}").text
    with Ledger.open(full.path, readonly=True) as ledger:
        coding = Coding(ledger)
        assert len(coding.agreement(coding.sample(sample))) == 2


def test_the_methods_are_a_file(client, sample):
    for form in ("html", "md"):
        answer = client.get(f"/coding/methods.{form}")
        assert "attachment" in answer.headers["content-disposition"]
        assert "pilot" in answer.text


def test_what_cannot_be_done_is_explained(client, site, full, sample):
    bad = {"name": "x", "section": "hats", "size": "4", **SIGNED}
    assert client.post("/coding/do/sample", data=bad, headers=OURS).status_code == 400
    assert (
        client.post("/coding/do/sample", data={**bad, "section": "events", "size": "ten"}, headers=OURS).status_code
        == 400
    )
    assert client.post("/coding/do/codebook", data={"text": "title: [", **SIGNED}, headers=OURS).status_code == 400
    assert client.get("/coding/nowhere").status_code == 404
    assert client.get(f"/coding/{sample}/next.json", params={"coder": "Nobody"}).status_code == 404
    site.readonly = True
    assert client.post("/coding/do/sample", data={**bad, "section": "events"}, headers=OURS).status_code == 400
    assert "Draw a sample" not in client.get("/coding").text


def test_coding_by_keys_in_a_browser(tab, axe, served, client, site, full):
    tab.goto(f"{served}/coding")
    assert axe() == []
    tab.locator("form.draw input[name=name]").fill("pilot")
    tab.locator("form.draw input[name=size]").fill("2")
    tab.locator("form.draw input[name=why]").fill("a try")
    tab.get_by_role("button", name="Draw").click()
    tab.get_by_role("heading", name="pilot").wait_for()
    assert axe() == []
    tab.get_by_role("link", name="Code as R. Haddad").click()
    assert axe() == []
    for row in ("Row 1 of 2", "Row 2 of 2"):
        tab.get_by_role("heading", name=row).wait_for()
        tab.wait_for_load_state("load")
        tab.keyboard.press("1")
        tab.keyboard.press("Enter")
        tab.keyboard.press("Enter")
    tab.get_by_role("heading", name="All of it is coded").wait_for()
    tab.get_by_role("link", name="the sample").click()
    tab.get_by_role("heading", name="Estimates").wait_for()
    assert axe() == []
