"""Every page of the site, in a real browser: wide and light, narrow and dark."""

import re

import pytest

from onrecord.coding import Coding
from onrecord.web import create

FILES = {
    "/reports/{report:path}/rows.css", "/reports/{report:path}/rows/{row}", "/dossier/file", "/export/{format}",
    "/coding/methods.{form:str}", "/add/{job}",
}  # fmt: skip
"""What is no page: files, pieces of a page, and a job, which test_add.py looks at."""
ADDRESSES = (
    "/", "/search", "/search?q=shelled", "/search?q=zzyzx", "/reports", "/reports?show=not+read", "/reports/{a}",
    "/claims", "/claims?view=table", "/claims?from=1900-01-01&to=1900-01-02", "/events", "/events/{a}:e1", "/actors",
    "/actors/{actor}", "/dossier", "/dossier?about={actor}", "/disputes", "/disputes/{c}:f1", "/origins",
    "/origins/{b}", "/timeline", "/network", "/network?on=2013-08-20&since=2011-12-31", "/map", "/decide",
    "/decide?view=one", "/decide/{a}:e1", "/decide/actors", "/decisions", "/coding", "/coding/{fresh}",
    "/coding/{told}", "/coding/{fresh}/next?coder=M.+Adel", "/coding/{told}/next?coder=M.+Adel", "/add", "/export",
)  # fmt: skip
LOOKS = [("light", 1280), ("dark", 420)]


@pytest.fixture
def places(mapped, full):
    """What stands for the names in the addresses; rows are judged, a sample is waiting and one is coded."""
    signed = {"by": "R. Haddad", "why": "read again"}
    letters = full.reports_by_letter
    full.accept(f"{letters['a']}:e1", **signed)
    full.reject(f"{letters['d']}:e1", **signed)
    coding = Coding(full)
    coders = ["M. Adel", "K. Saleh"]
    fresh, told = (coding.draw("events", 2, name=n, coders=coders, **signed) for n in ("fresh", "told"))
    for coder in coders:
        while item := coding.next(told, coder):
            right = "yes" if coder == coders[0] else "no"
            coding.code(item.shown.row, {"right": right}, by=coder, sample=told)
    return {**letters, "actor": "ledger:harbour-front.group", "fresh": fresh.id, "told": told.id}


def test_no_page_is_left_out(site):
    known = [re.sub(r"\{[^}]*\}(:\w+)?", "x", one).partition("?")[0] for one in ADDRESSES]
    asked = [
        one for one in create(site).routes if "GET" in (getattr(one, "methods", None) or ()) and one.path not in FILES
    ]
    assert len(asked) > 15
    assert [one.path for one in asked if not any(one.path_regex.match(address) for address in known)] == []


@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_a_page_is_whole(places, tab, axe, served, scheme, width):
    """A title, one heading of the first rank, nothing over the edge, no serious fault; `tab` looks at the console."""
    tab.emulate_media(color_scheme=scheme)
    tab.set_viewport_size({"width": width, "height": 900})
    faults = []
    for address in ADDRESSES:
        answer = tab.goto(served + address.format(**places))
        tab.wait_for_load_state("networkidle")
        if answer.status != 200:
            faults.append(f"{address}: {answer.status}")
            continue
        if not tab.title().partition(" · ")[0]:
            faults.append(f"{address}: no title")
        if (headings := tab.locator("h1").count()) != 1:
            faults.append(f"{address}: {headings} headings of the first rank")
        if (wide := tab.evaluate("document.documentElement.scrollWidth")) > width:
            faults.append(f"{address}: {wide} pixels wide")
        faults += [f"{address}: {fault}" for fault in axe()]
    assert faults == []


@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_so_is_what_says_that_it_did_not_work(full, browser, served, scheme, width):
    from axe_playwright_python.sync_playwright import Axe

    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900})
    page = context.new_page()
    page.goto(f"{served}/?token=a-token-of-tests")
    for address, status in (("/nowhere", 404), ("/reports/0000000000000000", 404), ("/claims?from=x", 400)):
        answer = page.goto(f"{served}{address}")
        assert answer.status == status
        assert page.locator("h1").count() == 1
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert [
            one["id"] for one in Axe().run(page).response["violations"] if one["impact"] in ("serious", "critical")
        ] == []
    context.close()
