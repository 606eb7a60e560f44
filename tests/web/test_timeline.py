"""The timeline: rows, the strip above them, and the drawing."""

import pytest

from onrecord.analyse.strip import spread
from onrecord.web.pages.timeline import LONGEST, tall


@pytest.fixture
def seen(mapped, client):
    return client


def test_rows_with_a_date_stand_apart_from_those_without(seen):
    page = seen.get("/timeline").text
    assert page.index("2013-08-16") < page.index('<h2 id="undated">') < page.index(">undated")
    found = seen.get("/timeline.json").json()["found"]["rows"]
    assert [one["start"] for one in found if one["start"] is None] == [None]
    for one in found:
        report, _, part = one["row"].partition(":")
        assert f'href="/reports/{report}#{part}"' in page


def test_filters_live_in_the_address(seen):
    found = seen.get("/timeline.json?from=2013-08-16&to=2013-08-16").json()
    assert {one["start"] for one in found["found"]["rows"]} == {"2013-08-16", "2013-08-10"}
    assert seen.get("/timeline?type=PICNIC").status_code == 400
    assert 'value="2013-08-16"' in seen.get("/timeline?from=2013-08-16").text


def test_too_many_for_a_page_are_narrowed_to_the_fullest_stretch(seen):
    found = seen.get("/timeline.json?rows=2").json()
    assert found["shown"]["events"] == max(bar["events"] for bar in found["strip"]["bars"])
    assert "There are too many for one page" in seen.get("/timeline?rows=2").text
    assert found["found"]["rows"]


def test_a_bar_leads_to_its_days(seen):
    page = seen.get("/timeline?from=2013-07-01&to=2013-08-31").text
    assert "/timeline?from=2013-08-14&amp;to=2013-08-14" in page
    assert ">All</a>" in page


def test_a_bar_is_as_tall_as_it_has_events():
    from datetime import date

    made = spread({date(2013, 7, 1): 100, date(2013, 7, 3): 1})
    assert [tall(bar, made) for bar in made.bars] == [LONGEST, 0.0, 1.5]


def test_the_drawing_tells_a_day_from_a_month_and_from_an_open_end(mapped, tab, axe, served):
    tab.goto(f"{served}/timeline")
    drawn = tab.locator("svg.timeline[role=group]")
    drawn.wait_for()
    kinds = drawn.evaluate(
        "node => [...node.querySelectorAll('.mark .shape')].map((s) => s.getAttribute('fill') ?? s.tagName)"
    )
    assert "url(#fade-both)" in kinds
    assert "url(#fade-out)" in kinds
    assert "circle" in kinds
    assert "without a date" in tab.locator(".drawing .note").inner_text()
    assert axe() == []


def test_the_drawing_by_keyboard(mapped, tab, served):
    tab.goto(f"{served}/timeline?from=2013-08-01&to=2013-08-31")
    tab.locator("svg.timeline .mark[tabindex='0']").focus()
    first = tab.evaluate("document.activeElement.dataset.rows")
    tab.keyboard.press("ArrowRight")
    assert tab.evaluate("document.activeElement.dataset.rows") != first
    assert "according to" in tab.locator(".drawing .told").inner_text()
    words = tab.locator(".drawing .told a").first.get_attribute("href")
    assert words.startswith("/reports/")
    before = tab.locator("svg.timeline .axis").inner_html()
    tab.keyboard.press("+")
    assert tab.locator("svg.timeline .axis").inner_html() != before


def test_other_rows_are_drawn_without_leaving_the_page(mapped, tab, served):
    tab.goto(f"{served}/timeline")
    tab.locator("svg.timeline[role=group]").wait_for()
    tab.select_option("select[name=type]", "PROTEST")
    tab.get_by_text("There is nothing to draw.").wait_for()
    assert "type=PROTEST" in tab.url
    assert tab.locator("table.events").count() == 0


def test_the_table_is_there_without_javascript(mapped, browser, served):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{served}/?token=a-token-of-tests")
    page.goto(f"{served}/timeline")
    assert page.locator("table.events tbody tr").count() >= 6
    assert page.locator("#strip svg a").count() > 0
    context.close()


def test_going_back_draws_what_was_there(mapped, tab, served):
    tab.goto(f"{served}/timeline")
    tab.locator("svg.timeline .mark[data-rows]").first.wait_for()
    tab.select_option("select[name=type]", "PROTEST")
    tab.get_by_text("There is nothing to draw.").wait_for()
    assert tab.url.endswith("/timeline?type=PROTEST")
    tab.go_back()
    tab.locator("svg.timeline .mark[data-rows]").first.wait_for()
    assert tab.locator("table.events").count() > 0
