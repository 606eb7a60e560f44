"""The network of a day: ties, what changed, the drawing and its slider."""

from msgspec.structs import replace


def test_the_ties_of_a_day_with_their_words_and_who_denies_them(client, full):
    page = client.get("/network?on=2013-08-20").text
    [tie] = client.get("/network.json?on=2013-08-20").json()["found"]["ties"]
    assert (tie["subject"]["name"], tie["type"], tie["object"]["name"]) == ("Iran", "sponsorship", "Harbour Front")
    report, _, part = tie["evidence"][0]["row"].partition(":")
    assert f"/reports/{report}#{part}" in page
    assert "Denied by" in page
    assert "disputed" in page


def test_without_a_day_it_is_that_of_the_latest_report(client, full):
    found = client.get("/network.json").json()
    assert found["found"]["on"] == found["last"] == "2013-08-18"
    assert found["first"] == "2013-08-10"


def test_what_changed_since_an_earlier_day(client, full):
    changes = client.get("/network.json?on=2013-08-18&since=2011-12-31").json()["found"]["changes"]
    assert changes
    page = client.get("/network?on=2013-08-18&since=2011-12-31").text
    assert "What changed since 2011-12-31" in page
    assert f'<span class="change">{changes[0]["change"]}</span>' in page
    assert "No report tells of a change" in client.get("/network?on=2013-08-18&since=2013-08-17&actor=Iran").text


def test_a_day_before_all_reports_has_no_tie(client, full):
    assert "No report tells of a tie on this day." in client.get("/network?on=1990-01-01").text


def test_bad_days_are_explained(client, full):
    assert client.get("/network?on=yesterday").status_code == 400
    assert client.get("/network?on=2013-08-10&since=2013-08-12").status_code == 400
    assert client.get("/network?actor=Nobody+Atall").status_code == 404


def test_the_drawing_has_sign_and_word_and_boxes_apart(mapped, tab, axe, served):
    tab.goto(f"{served}/network?on=2013-08-20&since=2011-12-31")
    tab.locator("svg.network .node").first.wait_for()
    assert set(tab.locator("svg.network[role=group] .node title").all_text_contents()) == {
        "Iran, 1 tie", "Harbour Front, 1 tie",
    }  # fmt: skip
    assert tab.locator("svg.network text.sign").first.text_content().startswith("+ ")
    assert "sponsorship" in tab.locator("svg.network text.sign").first.text_content()
    assert axe() == []


def test_the_same_ties_are_drawn_the_same(mapped, tab, served):
    drawn = []
    for _ in range(2):
        tab.goto(f"{served}/network?on=2013-08-20")
        tab.locator("svg.network .node").first.wait_for()
        drawn.append(tab.locator("svg.network[role=group]").inner_html())
    assert drawn[0] == drawn[1]


def test_arrow_keys_go_from_actor_to_actor(mapped, tab, served):
    tab.goto(f"{served}/network?on=2013-08-20")
    tab.locator("svg.network .node[tabindex='0']").focus()
    first = tab.evaluate("document.activeElement.dataset.key")
    for key in ("ArrowRight", "ArrowLeft", "ArrowDown", "ArrowUp"):
        tab.keyboard.press(key)
        if tab.evaluate("document.activeElement.dataset.key") != first:
            break
    assert tab.evaluate("document.activeElement.dataset.key") != first
    assert "sponsorship" in tab.locator(".drawing .told").inner_text()


def test_the_slider_goes_to_another_day_and_says_what_changed(mapped, tab, served):
    tab.goto(f"{served}/network")
    tab.locator("svg.network .node").first.wait_for()
    slider = tab.get_by_role("slider", name="The day")
    slider.focus()
    with tab.expect_response(lambda answer: "/network.json" in answer.url):
        tab.keyboard.press("Home")
    assert "on=2013-08-10" in tab.url
    assert tab.locator("#ties").inner_text() == "On 2013-08-10"
    with tab.expect_response(lambda answer: "/network.json" in answer.url):
        slider.press("End")
    with tab.expect_response(lambda answer: "/network.json" in answer.url):
        tab.get_by_label("show what changed since an earlier day").check()
    assert "since=2013-08-10" in tab.url
    assert tab.locator("#changed").inner_text() == "What changed since 2013-08-10"


LAYOUT = """async ([count, width]) => {
  const { settle } = await import("/static/layout.js");
  let seed = 7;
  const next = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
  const made = () => {
    seed = 7;
    const boxes = Array.from({ length: count }, (_, n) => (
      { key: `${n}`, w: 60 + Math.floor(90 * next()), h: next() < 0.5 ? 31 : 48, x: 0, y: 0, kept: false }));
    const links = Array.from({ length: Math.floor(1.6 * count) }, () => (
      { source: Math.floor(count * next()), target: Math.floor(count * next() ** 3), room: 0 }))
      .filter((one) => one.source !== one.target);
    settle(boxes, links, width);
    return boxes;
  };
  const boxes = made();
  const over = boxes.flatMap((a, n) => boxes.slice(n + 1).filter((b) =>
    Math.abs(a.x - b.x) < (a.w + b.w) / 2 && Math.abs(a.y - b.y) < (a.h + b.h) / 2).map((b) => [a.key, b.key]));
  const out = boxes.filter((a) => a.x - a.w / 2 < 0 || a.x + a.w / 2 > width || a.y < 0 || Number.isNaN(a.y));
  return { over, out, same: JSON.stringify(boxes) === JSON.stringify(made()) };
}"""


def test_no_box_lies_on_another_up_to_150(tab):
    for count in (1, 2, 40, 150):
        for width in (340, 1000):
            assert tab.evaluate(LAYOUT, [count, width]) == {"over": [], "out": [], "same": True}


HOSTILE = "<img src=x onerror=document.title='taken'> \u202egnihtemos\u202c \x1b[31m"


def test_names_are_words_whatever_they_hold(full, told, tab, served):
    one = told(source_id="h", publisher="Hill Post", own_words=True, actor_id="report:hostile")
    reading = one.reading
    actors = tuple(replace(who, name=HOSTILE) if who.id == "report:hostile" else who for who in reading.actors)
    full.add(one.given, replace(reading, actors=actors))
    tab.goto(f"{served}/network?on=2013-08-20")
    tab.locator("svg.network .node").first.wait_for()
    names = " ".join(tab.locator("svg.network[role=group] .node title").all_text_contents())
    assert "<img src=x" in names
    assert "\u202e" not in names
    assert "\x1b" not in tab.content()
    assert "\u202e" not in tab.content()
    assert tab.title() != "taken"


def test_a_box_can_be_dragged(full, tab, served):
    tab.goto(f"{served}/network?on=2013-08-20")
    node = tab.locator("svg.network .node").first
    node.wait_for()
    before = node.bounding_box()
    tab.mouse.move(before["x"] + 10, before["y"] + 10)
    tab.mouse.down()
    tab.mouse.move(before["x"] + 70, before["y"] + 50, steps=4)
    tab.mouse.up()
    after = node.bounding_box()
    assert abs(after["x"] - before["x"] - 60) < 3
    assert abs(after["y"] - before["y"] - 40) < 3


def test_the_day_compared_with_stays_before_the_day(mapped, tab, served):
    tab.goto(f"{served}/network?on=2013-08-18&since=2013-08-12")
    tab.locator("svg.network .node").first.wait_for()
    slider = tab.get_by_role("slider", name="Compared with")
    with tab.expect_response(lambda answer: "/network.json" in answer.url):
        slider.press("End")
    assert "since=2013-08-17" in tab.url
    assert tab.locator("#changed").inner_text() == "What changed since 2013-08-17"
