"""Taking everything out through the page."""

from pathlib import Path

import msgspec
import pytest

from onrecord.export import FORMATS
from onrecord.model import Reading


def test_every_format_is_offered_with_what_it_loses(client):
    offered = client.get("/export.json").json()["formats"]
    assert [one["format"] for one in offered] == list(FORMATS)
    assert all(one["loses"] and one["standard"] for one in offered)
    assert "Cannot hold" in client.get("/export").text


def test_the_file_is_what_the_ledger_has(client, full):
    answer = client.get("/export/jsonl")
    readings = [Reading.from_json(line) for line in answer.content.splitlines()]
    assert {one.report.id for one in readings} == set(full.reports_by_letter.values())
    assert "attachment" in answer.headers["content-disposition"]


def test_who_asks_for_the_head_alone_gets_no_more(client, monkeypatch):
    def never(*given):
        raise AssertionError("it was made")

    monkeypatch.setattr("onrecord.web.pages.export._filled", never)
    answer = client.head("/export/jsonl")
    assert answer.status_code == 200
    assert "attachment" in answer.headers["content-disposition"]


def test_filters_hold_and_bad_ones_are_explained_before_anything_is_sent(client, full):
    answer = client.get("/export/jsonl?publisher=River+Herald")
    assert [msgspec.json.decode(line)["report"]["publisher"] for line in answer.content.splitlines()] == [
        "River Herald"
    ]
    assert client.get("/export/jsonl?from=tomorrow").status_code == 400
    assert client.get("/export/jsonl?actor=Nobody+Atall").status_code == 404
    assert client.get("/export/stone-tablets").status_code == 400
    for bad in (
        "gexf?on=2013-13-45",
        "graphml?on=zz",
        "graphml?on=2013-08-15&since=2014-01-01",
        "gexf?since=2013-01-01",
    ):
        assert client.get(f"/export/{bad}").status_code == 400
    assert client.get("/export/dossiers?on=zz").status_code == 400


@pytest.mark.parametrize("asked", ["/export/jsonl?mask=1"])
def test_names_of_private_people_can_be_masked(client, asked):
    assert b"Karim" in client.get("/export/jsonl").content
    assert b"Karim" not in client.get(asked).content


def test_a_masked_site_gives_nothing_else(client, site):
    site.mask = True
    assert b"Karim" not in client.get("/export/jsonl").content


def test_a_download_in_a_browser(tab, axe, served, full):
    tab.goto(f"{served}/export")
    assert axe() == []
    with tab.expect_download() as told:
        tab.locator("button[formaction='/export/jsonl']").click()
    assert told.value.suggested_filename == f"{full.path.stem}.jsonl"
    assert len(Path(told.value.path()).read_bytes().splitlines()) == 5
