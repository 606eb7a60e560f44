"""Which reports are one story, and whose."""

import random

import msgspec
import pytest

from onrecord.analyse import origins
from onrecord.analyse.origins import origin
from onrecord.ledger import verify
from onrecord.ledger.origins import address, is_correction, key
from onrecord.model import FORMAT, Reading


def words(seed, count=160):
    """A text of its own: `count` drawn words, a sentence a dozen."""
    drawn = random.Random(seed)
    letters = "bcdfghjklmnpqrstvwz"
    made = ["".join(drawn.choice(letters) + drawn.choice("aeiou") for _ in range(3)) for _ in range(count)]
    return ". ".join(" ".join(made[at : at + 12]).capitalize() for at in range(0, count, 12)) + ". "


def traced(ledger):
    """Source id of each report to why it has its origin, and the source id of what it is compared with."""
    names = {row["id"]: row["source_id"] for row in ledger.rows("SELECT id, source_id FROM report_rows")}
    rows = ledger.rows("SELECT * FROM report_origins")
    return {names[row["report"]]: (row["reason"], names.get(row["source"]), row["origin"]) for row in rows}


def test_an_agency_story_in_three_papers_is_one_origin_with_the_reason_for_each(ledger, told):
    story = words(1)
    ledger.add(*told(preface=story + words(2, 60), publisher="Delta Post", source_id="longer").pair)
    ledger.add(*told(preface=story, agency="Mira Wire", publisher="Coast Times", source_id="wire").pair)
    ledger.add(*told(preface=story, publisher="River Herald", source_id="copy", killed=15).pair)
    ledger.add(*told(preface=words(3), publisher="Upland Gazette", source_id="own").pair)
    found = traced(ledger)
    assert found["wire"] == ("agency", None, "outlet:mira wire")
    assert found["copy"] == ("copy", "wire", "outlet:mira wire")
    assert found["longer"] == ("whole", "wire", "outlet:mira wire")
    assert found["own"] == ("publisher", None, "outlet:upland gazette")
    [group] = origins(ledger).rows
    assert group.reports[0].reason == "agency"
    assert (group.name, len(group.reports)) == ("Mira Wire", 3)
    assert verify(ledger) == []


def test_an_edited_copy_and_a_cut_one_are_found(ledger, told):
    story = words(4)
    edited = " ".join("other" if n % 15 == 7 else word for n, word in enumerate(story.split()))
    cut = story[: len(story) // 3]
    ledger.add(*told(preface=story, source_id="whole").pair)
    ledger.add(*told(preface=edited, publisher="Delta Post", source_id="edited", published="2013-08-16").pair)
    ledger.add(*told(preface=cut, publisher="Coast Times", source_id="cut", published="2013-08-17").pair)
    found = traced(ledger)
    assert found["edited"][:2] == ("edited", "whole")
    assert found["cut"][:2] == ("part", "whole")
    assert {value[2] for value in found.values()} == {"outlet:harbour observer"}


def test_two_reports_of_one_happening_in_their_own_words_are_two_origins(ledger, told):
    ledger.add(*told(preface=words(5), source_id="a").pair)
    ledger.add(*told(preface=words(6), publisher="Delta Post", source_id="b").pair)
    assert {value[0] for value in traced(ledger).values()} == {"publisher"}
    assert origins(ledger).rows == ()


def test_versions_of_a_page_are_one_and_a_correction_says_so(ledger, told):
    url = "https://www.post.example/a?utm_source=feed"
    ledger.add(*told(preface=words(7), url=url, source_id="first").pair)
    later = told(preface="Correction: another number. " + words(8), url="http://post.example/a/", source_id="second",
                 published="2013-08-16")  # fmt: skip
    ledger.add(*later.pair)
    assert traced(ledger)["second"][:2] == ("correction", "first")


def test_two_groups_become_one_where_a_report_joins_them_and_the_lead_is_the_agency(ledger, told):
    one, two = words(9), words(10)
    ledger.add(*told(preface=one, publisher="Delta Post", source_id="a").pair)
    ledger.add(*told(preface=two, publisher="Coast Times", agency="Mira Wire", source_id="b").pair)
    assert len({value[2] for value in traced(ledger).values()}) == 2
    ledger.add(*told(preface=one + two, publisher="River Herald", source_id="both").pair)
    assert {value[2] for value in traced(ledger).values()} == {"outlet:mira wire"}
    origins_told = {row["origin"] for row in ledger.rows("SELECT origin FROM current_readings")}
    assert origins_told == {"outlet:mira wire"}


def test_copies_that_only_one_joined_stay_together_when_its_text_is_another(ledger, told):
    copies = [told(preface=words(7), publisher=f"Paper {n}", source_id=f"{n}") for n in range(4)]
    for one in copies:
        ledger.add(*one.pair)
    joined = {row["report"]: row["n"] for row in ledger.rows(
        "SELECT report, count(*) AS n FROM (SELECT report FROM origin_links UNION ALL SELECT other FROM origin_links)"
        " GROUP BY report ORDER BY n")}  # fmt: skip
    hub = max(joined, key=joined.__getitem__)
    assert joined[hub] > 1
    report = next(one.report for one in copies if one.report.id == hub)
    other = msgspec.structs.replace(report, text=words(8))
    given = msgspec.structs.replace(copies[0].given, report=other)
    assert ledger.add(given, Reading(FORMAT, "reader 2", other)) == "version"
    assert len({row["lead"] for row in ledger.rows("SELECT lead FROM report_origins WHERE report <> ?", (hub,))}) == 1
    assert len({row["origin"] for row in ledger.rows("SELECT origin FROM report_origins")}) == 2
    assert verify(ledger) == []


def test_an_agency_learnt_later_becomes_the_origin_of_the_copies(ledger, told):
    story = words(11)
    ledger.add(*told(preface=story, source_id="a", url="https://a.example/1").pair)
    ledger.add(*told(preface=story, publisher="Delta Post", source_id="b", published="2013-08-16").pair)
    ledger.add(*told(preface=story, source_id="a", url="https://a.example/1", agency="Mira Wire").pair)
    assert {value[2] for value in traced(ledger).values()} == {"outlet:mira wire"}
    assert verify(ledger) == []


def test_what_another_outlet_was_told_counts_as_that_outlets(ledger, told):
    ledger.add(*told(preface=words(12), source_id="a").pair)
    assert ledger.rows("SELECT origin FROM event_rows")[0][0] is None
    medium = told(preface=words(13), source_id="b", publisher="Delta Post", medium="Reuters")
    ledger.add(*medium.pair)
    told_by = {row["origin"] for row in ledger.rows("SELECT origin FROM events")}
    assert told_by == {"outlet:harbour observer", "outlet:reuters"}


def test_a_broken_index_is_found(ledger, told):
    ledger.add(*told(preface=words(14)).pair)
    with ledger.store.transaction():
        ledger.store.put("UPDATE report_origins SET origin = 'publisher:another'")
        ledger.store.put("DELETE FROM text_prints")
    assert {problem.kind for problem in verify(ledger)} == {"index"}


def test_the_origin_of_one_report(ledger, told):
    made = told(publisher=None)
    ledger.add(*made.pair)
    assert origin(ledger, made.report.id).reason == "alone"


@pytest.mark.parametrize(
    ("agency", "publisher", "expected"),
    [
        ("Reuters", "Delta Post", "outlet:reuters"),
        (None, "Reuters", "outlet:reuters"),
        ("Mira Wire", None, "outlet:mira wire"),
        (None, "Delta Post", "outlet:delta post"),
        (None, None, "report:abc"),
    ],
)
def test_a_known_outlet_is_one_however_it_is_named(agency, publisher, expected):
    assert key(agency, publisher, "abc") == expected


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://www.a.example/x/", "http://a.example/x#part", True),
        ("https://a.example/x?id=1&utm_medium=y", "https://a.example/x?id=1", True),
        ("https://a.example/x?id=1", "https://a.example/x?id=2", False),
        ("https://a.example/x", "https://b.example/x", False),
        ("https://a.example/story.php?12345", "https://a.example/story.php?67890", False),
        ("https://a.example/#/story/1", "https://a.example/#/story/2", False),
    ],
)
def test_addresses_of_one_page(one, other, same):
    assert (address(one) == address(other)) is same


def test_a_broken_address_is_none():
    assert address("http://[broken") is None
    assert address("") is None
    assert address("https://www.reuters.example/") is None


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Correction: an earlier report said 42.", True),
        ("CORRECTED-Dozens killed in the north", True),
        ("Town falls (corrects the number in paragraph 2)", True),
        ("The officer corrected the map.", False),
        ("Correcting an old wrong, he left.", False),
        ("Clarification sought on border deal", False),
        ("Prison and Correction Department opens", False),
    ],
)
def test_a_correction_says_so_at_its_head(text, says):
    assert is_correction(None, text) is says


def test_words_that_very_many_reports_share_neither_link_them_nor_hide_a_copy(ledger, told, monkeypatch):
    monkeypatch.setattr("onrecord.ledger.origins.MANY", 4)
    foot = words(77, 30)
    batch = [told(preface=words(100 + n, 150) + foot, source_id=f"{n}").pair for n in range(12)]
    ledger.add_batch(batch)
    assert {value[0] for value in traced(ledger).values()} == {"publisher"}
    copy = told(preface=words(111, 150) + foot, publisher="Delta Post", source_id="copy")
    ledger.add(*copy.pair)
    assert origin(ledger, copy.report.id).of == batch[11][0].report.id
