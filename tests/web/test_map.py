"""The map: places, how exactly each is known, and what is told of one."""


def test_places_with_their_numbers_and_how_exactly_they_are_known(client, mapped):
    page = client.get("/map").text
    assert "about 12 km" in page
    assert "where it lies is not known" in page
    assert 'href="/map?place=1#place"' in page
    found = client.get("/map.json").json()["found"]
    assert found["rows"][0]["place"]["name"] == "Port Amity"
    assert "countries" not in page.lower()


def test_the_events_of_a_place_with_their_words(client, mapped):
    page = client.get("/map?place=1").text
    assert "2013-08-14" in page
    for one in client.get("/map.json?place=1").json()["told"]["rows"]:
        report, _, part = one["row"].partition(":")
        assert f"/reports/{report}#{part}" in page
    assert "Nothing that passes these filters is told of it." in client.get("/map?place=99").text


def test_filters_live_in_the_address(client, mapped):
    names = [
        one["place"]["name"] for one in client.get("/map.json?from=2013-08-16&to=2013-08-16").json()["found"]["rows"]
    ]
    assert "Far Isle" not in names
    assert client.get("/map?from=tomorrow").status_code == 400


def test_more_places_than_a_page_has_are_counted(client, mapped):
    assert "Drawn and listed are the 1 places" in client.get("/map?rows=1").text


def test_the_map_draws_land_places_and_how_exactly_they_are_known(mapped, tab, axe, served):
    tab.goto(f"{served}/map")
    tab.locator("svg.map .land").wait_for(state="attached")
    tab.get_by_role("button", name="The world").click()
    tab.locator("svg.map .sea").wait_for(state="attached")
    names = set(
        tab.locator("svg.map .spot[data-names]").evaluate_all(
            "some => some.flatMap((one) => one.dataset.names.split('; '))"
        )
    )
    assert names == {"Port Amity", "Old Harbour", "Far Isle"}
    assert tab.locator("svg.map[role=group] .radius").count() == 2
    assert "Natural Earth" in tab.locator(".drawing .legend").inner_text()
    assert "Of 2 places it is not known" in tab.locator(".drawing .note").inner_text()
    assert axe() == []


def test_a_place_of_the_map_leads_to_its_events(mapped, tab, served):
    tab.goto(f"{served}/map")
    tab.locator("svg.map .spot[data-names]").first.focus()
    tab.locator(".drawing .told a").first.click()
    tab.wait_for_url("**/map?place=*")
    assert tab.locator("table.events tbody tr").count() >= 1


def test_the_finer_coast_is_asked_for_when_near(mapped, tab, served):
    asked = []
    tab.on("request", lambda one: asked.append(one.url))
    tab.goto(f"{served}/map")
    tab.locator("svg.map .spot[data-names]").first.focus()
    with tab.expect_response(lambda answer: "land-50m" in answer.url):
        for _ in range(6):
            tab.keyboard.press("+")
    assert any("land-110m" in url for url in asked)


def test_a_filter_that_fails_says_why(mapped, browser, served):
    page = browser.new_context().new_page()
    page.goto(f"{served}/?token=a-token-of-tests")
    page.goto(f"{served}/map")
    page.locator("svg.map .spot[data-names]").first.wait_for()
    page.fill("input[name=actor]", "Nobody Atall")
    page.keyboard.press("Enter")
    page.get_by_role("alert").wait_for()
    assert "Nobody Atall" in page.get_by_role("alert").inner_text()
    page.fill("input[name=actor]", "Harbour Front")
    page.keyboard.press("Enter")
    page.wait_for_url("**/map?actor=Harbour*")
    assert page.get_by_role("alert").count() == 0
    page.context.close()
