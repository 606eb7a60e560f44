"""The page of a report: its words, its marks, the rows beside it."""

import hashlib
import re
import time

import pytest
from msgspec.structs import replace

from onrecord import read
from onrecord.ingest.given import Given
from onrecord.web import Site


@pytest.fixture
def one(full):
    """The reading of the report that others copy."""
    return full.reading(full.reports_by_letter["a"])


@pytest.fixture
def emoji(full):
    """A report that begins with signs beyond the basic plane and holds markup; read, and added."""
    text = (
        "😀😀 Cafe\u0301 riot 👩\u200d🚒\n\n<script>alert(1)</script><svg onload=alert(2)> &lt; said the minister.\n\n"
        "Police in Cairo said on Monday that the Muslim Brotherhood attacked 51 officers."
    )
    made = read(text, published="2013-07-08", publisher="<b>Post</b>")
    full.add(Given(made.report, text.encode(), "text", "read"), made)
    return made


def test_the_text_and_every_row_are_there(client, one):
    page = client.get(f"/reports/{one.report.id}").text
    for row in (*one.attributions, *one.events, *one.relations, *one.figures, *one.times, *one.places):
        assert f'<span id="{row.id}"' in page, row.id
        assert f'id="row-{row.id}"' in page
        assert f'href="#row-{row.id}"' in page
    assert client.get(f"/reports/{one.report.id}.json").json()["reading"]["report"]["text"] == one.report.text


@pytest.mark.parametrize("name", ["source", "url", "prefix", "row"])
def test_other_names_of_a_report_lead_to_it(client, full, one, name):
    names = {
        "source": "a",
        "url": "https://observer.example/1",
        "prefix": one.report.id[:8],
        "row": f"{one.report.id}:e1",
    }
    answer = client.get(f"/reports/{names[name]}", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (
        303,
        f"/reports/{one.report.id}{'#e1' if name == 'row' else ''}",
    )


def test_a_report_that_is_not_there_is_404(client):
    assert client.get("/reports/0000000000000000").status_code == 404
    assert client.get("/reports/nothing/rows.css").status_code == 404


def test_what_is_known_of_a_report(client, full, one):
    full.mark("Delta Post", "state media", by="R. Haddad", why="Owned by the state.")
    page = client.get(f"/reports/{full.reports_by_letter['b']}").text
    assert "copy of" in page
    assert "first of the story" in page
    assert '<span class="mark-of-source">state media</span>' in page
    assert "source marked: state media, by R. Haddad" in page
    assert one.report.sha256 in client.get(f"/reports/{one.report.id}").text
    assert 'href="https://observer.example/1"' in client.get(f"/reports/{one.report.id}").text


def test_an_address_that_is_no_page_is_no_link(client, full, tell):
    made = tell(source_id="z", url="javascript:alert(1)", preface="Nobody came. ")
    page = client.get(f"/reports/{made.report.id}").text
    assert 'href="javascript' not in page
    assert "<code>javascript:alert(1)</code>" in page


def test_decisions_stand_beside_rows(client, full, one):
    full.accept(f"{one.report.id}:e1", by="R. Haddad", why="The words say so.")
    full.reject(f"{one.report.id}:a1", by="R. Haddad", why="Nobody said it.")
    page = client.get(f"/reports/{one.report.id}").text
    assert '<span class="verdict accepted">' in page
    assert "rejected, by R. Haddad" in page
    assert 'id="row-a1"' not in page


def test_hostile_words_are_words(client, emoji):
    page = client.get(f"/reports/{emoji.report.id}").text
    assert "alert(1)</script>" not in page
    assert "<svg onload" not in page
    assert "<b>Post" not in page
    assert "&amp;lt;" in page


def test_layers_stand_in_the_address(client, one):
    def on(query):
        page = client.get(f"/reports/{one.report.id}{query}").text
        return set(re.findall(r'id="show-(\w+)" checked', page))

    assert "actors" not in on("")
    assert on("?set=1&actors=1&rows=1") == {"actors", "rows"}


def test_private_names_are_masked_in_the_text_and_the_rows(full, emoji):
    from starlette.testclient import TestClient

    from onrecord.web import create

    report = full.reports_by_letter["a"]
    site = Site(full.path, "t", frozenset({"testserver"}), mask=True)
    with TestClient(create(site), headers={"authorization": "Bearer t"}) as client:
        page = client.get(f"/reports/{report}").text
        told = client.get(f"/reports/{report}.json").json()["reading"]
    assert "Mona Adel" in full.report(report).text
    assert "Mona" not in page
    for said in told["attributions"]:
        for span in said["content"]:
            assert told["report"]["text"][span["start"] : span["end"]] == span["text"]


def test_a_long_report_is_quick(client, full, one):
    text = one.report.text + "\n\n" + "And so it went on all night. " * 6900
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    name = hashlib.sha256(f"{sha256}\nlong".encode()).hexdigest()[:16]
    long = replace(one, report=replace(one.report, id=name, source_id="long", url=None, text=text, sha256=sha256))
    full.add(Given(long.report, text.encode(), "text", "read"), long)
    begin = time.process_time()
    page = client.get(f"/reports/{name}").text
    assert time.process_time() - begin < 1.5
    assert len(page) > 200_000


def test_an_address_lands_on_the_very_words(tab, served, emoji):
    event = next(one for one in emoji.events if one.trigger.text == "attacked")
    tab.goto(f"{served}/reports/{emoji.report.id}#{event.id}")
    tab.wait_for_selector(f"#row-{event.id}.open")
    assert tab.locator(f"#{event.id}").inner_text() == "attacked"
    assert tab.locator(f"#row-{event.id} .body").is_visible()
    lit = tab.eval_on_selector_all(".s.lit", "all => all.map(one => one.textContent)")
    assert "".join(lit) == "attacked"
    assert tab.evaluate("document.querySelector(':target').id") == event.id


def test_the_words_in_the_browser_are_those_of_the_report(tab, served, emoji):
    tab.goto(f"{served}/reports/{emoji.report.id}")
    paragraphs = tab.eval_on_selector_all(".para", "all => all.map(one => one.textContent)")
    assert "".join(paragraphs) == emoji.report.text
    assert tab.locator("svg[onload]").count() == 0


def test_without_javascript_an_address_lights_the_words_and_shows_the_row(browser, served, one):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{served}/?token=a-token-of-tests")
    page.goto(f"{served}/reports/{one.report.id}#e1")
    assert page.locator("#row-e1 .body").is_visible()
    lit = "getComputedStyle(document.querySelector('[data-w~=e1]')).backgroundColor"
    assert page.evaluate(lit) != "rgba(0, 0, 0, 0)"
    page.uncheck("#show-events")
    assert not page.locator("a.l.events").first.is_visible()
    context.close()


def test_words_and_rows_light_one_another(tab, served, one):
    tab.goto(f"{served}/reports/{one.report.id}")
    tab.locator("#row-e1 .gist").hover()
    assert "lit" in tab.locator("[data-w~=e1]").first.get_attribute("class")
    tab.locator("[data-w~=e1]").first.hover()
    assert "lit" in tab.locator("#row-e1").get_attribute("class")
    assert tab.locator("#voice").is_visible()
    tab.locator("#row-a1 a.no").focus()
    assert "lit" in tab.locator("[data-c~=a1]").first.get_attribute("class")
    assert tab.locator("#voice").inner_text().startswith("a1: said by")


def test_where_several_rows_stand_a_list_asks(tab, served, full):
    text = "Gunmen attacked the police in Cairo. Nobody was hurt."
    made = read(text)
    [event, *_] = made.events
    full.add(Given(made.report, text.encode(), "text", "read"), replace(made, events=(event, replace(event, id="e99"))))
    tab.goto(f"{served}/reports/{made.report.id}")
    tab.locator("[data-w~=e99]").click()
    assert tab.locator("#several button").count() == 2
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    assert not tab.locator("#several").is_visible()
    assert tab.locator(".note.open").get_attribute("data-row") == "e99"
    assert tab.evaluate("location.hash") == "#e99"


def test_layers_are_switched_off_and_stay_so(tab, served, one):
    address = f"{served}/reports/{one.report.id}"
    tab.goto(address)
    tab.uncheck("#show-events")
    assert not tab.locator("#row-e1").is_visible()
    tab.goto(address)
    assert not tab.is_checked("#show-events")
    tab.check("#show-events")
    assert tab.locator("#row-e1").is_visible()


def test_keys_go_from_row_to_row(tab, served, one):
    tab.goto(f"{served}/reports/{one.report.id}")
    first, second = (tab.locator(".note").nth(n).get_attribute("data-row") for n in (0, 1))
    tab.keyboard.press("n")
    assert tab.evaluate("location.hash") == f"#{first}"
    tab.keyboard.press("j")
    assert tab.evaluate("location.hash") == f"#{second}"
    tab.keyboard.press("Enter")
    assert tab.locator(f"#row-{second} .body").is_visible()
    tab.keyboard.press("k")
    assert tab.evaluate("location.hash") == f"#{first}"
    tab.keyboard.press("Escape")
    assert tab.evaluate("location.hash") == ""
    tab.keyboard.press("?")
    assert tab.locator("#keys").is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_serious_fault_of_access(tab, served, emoji, one, axe, scheme):
    tab.emulate_media(color_scheme=scheme)
    for report in (one, emoji):
        tab.goto(f"{served}/reports/{report.report.id}#e1")
        tab.check("#show-actors")
        tab.locator("details.legend > summary").click()
        assert axe() == []


def test_of_a_long_report_a_row_comes_when_it_is_opened(tab, served, one, monkeypatch, axe):
    monkeypatch.setattr("onrecord.web.pages.report.MANY", 0)
    tab.goto(f"{served}/reports/{one.report.id}")
    assert tab.locator("#row-e1 .body").inner_html() == ""
    tab.locator("#row-e1 .gist").click()
    tab.wait_for_selector("#row-e1 .body .chain")
    assert tab.locator("#row-e1 .body code.row").inner_text() == f"{one.report.id}:e1"
    monkeypatch.undo()
    tab.goto(f"{served}/reports/{one.report.id}/rows/e1")
    assert tab.locator("main .chain").is_visible()
    assert axe() == []


def test_a_row_that_is_not_there_is_404(client, one):
    assert client.get(f"/reports/{one.report.id}/rows/e99").status_code == 404
    assert client.get(f"/reports/{one.report.id}/rows/e1").status_code == 200
