"""Which reports are one story, and two of them side by side."""

from hypothesis import given
from hypothesis import strategies as st

from onrecord.web.pages.origins import _compared


def test_a_story_names_its_lead_first_and_says_why(client, full):
    [story] = client.get("/origins.json").json()["found"]["rows"]
    letters = full.reports_by_letter
    assert [one["report"] for one in story["reports"]] == [letters["a"], letters["b"]]
    page = client.get("/origins").text
    assert "copy of" in page
    assert f"/origins/{letters['b']}" in page


def test_a_copy_stands_beside_its_source(client, full):
    letters = full.reports_by_letter
    found = client.get(f"/origins/{letters['b']}.json").json()
    assert (found["report"]["id"], found["other"]["id"]) == (letters["b"], letters["a"])
    assert all(piece["both"] for piece in found["mine"])
    assert "Side by side" in client.get(f"/origins/{letters['b']}").text


def test_a_report_of_its_own_has_nothing_beside_it(client, full):
    assert client.get(f"/origins/{full.reports_by_letter['c']}").status_code == 404


WORDS = st.lists(st.sampled_from(["a", "b", "c", "🎈", "é"]), max_size=30)


@given(WORDS, WORDS)
def test_no_word_is_lost_in_the_comparison(one, other):
    left, right = _compared(one, other)
    assert " ".join(piece.text for piece in left).split() == one
    assert " ".join(piece.text for piece in right).split() == other
    assert [p.text for p in left if p.both] == [p.text for p in right if p.both]


def test_origins_in_a_browser(tab, axe, served):
    tab.goto(f"{served}/origins")
    assert axe() == []
    tab.get_by_role("link", name="side by side").click()
    assert axe() == []
