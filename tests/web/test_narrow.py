"""The timeline, the network and the map on a narrow screen, in dark."""

import pytest


@pytest.mark.parametrize("address", ["/timeline", "/network?on=2013-08-20&since=2011-12-31", "/map?place=1"])
def test_nothing_hangs_over_the_edge(mapped, tab, axe, served, address):
    tab.emulate_media(color_scheme="dark")
    tab.set_viewport_size({"width": 390, "height": 800})
    tab.goto(f"{served}{address}")
    tab.locator(".drawing svg[role=group] [tabindex='0']").focus()
    tab.locator(".drawing .told h3").wait_for()
    assert tab.evaluate("document.documentElement.scrollWidth") <= 390
    assert axe() == []


def test_what_cannot_be_drawn_is_said(full, browser, served):
    page = browser.new_context().new_page()
    page.goto(f"{served}/?token=a-token-of-tests")
    page.route("**/*.json*", lambda route: route.abort())
    for address in ("/timeline", "/network", "/map"):
        page.goto(f"{served}{address}")
        page.get_by_text("The drawing could not be made. The table tells the same.").wait_for()
        assert page.locator("#rows").count() == 1
    page.context.close()
