"""The whole reader: every row lands on its words, every reference resolves, the same bytes give the same rows."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.api import read
from onrecord.model import PARTS, Reading, Report
from onrecord.reader.reader import Reader, version
from onrecord.samples import samples

KINDS = ("attributions", "events", "relations", "figures", "times", "places")
TEXT = (
    "CAIRO – Police said on Friday that gunmen had killed at least three soldiers in Sinai. Army spokesman Sami Wahba "
    "denied it. “We will answer every attack,” he said.\n\nThe army, which is backed by Saudi Arabia, may send more "
    "troops to the area next week. Two weeks later 20 people were killed there, according to the Health Ministry."
)
PIECES = st.sampled_from(
    [
        "The minister said that ", "rebels attacked Qena on Friday. ", "“We will not talk,” ", "he told Reuters. ",
        "😀 ", "é", "e\u0301", "\r\n\r\n", "\n", "‘", "\u200f", "\x00", "\t", "𝒜𝓁𝒾 ", "last week. ",
        "about 20 people were killed ",
        "Hamas and Hezbollah split. ", "(", "”", "-", "’s ", "the Iranian-backed group ", "$5 million ", "\u2028",
    ]
)  # fmt: skip


def spans(value):
    if isinstance(value, dict):
        if {"start", "end", "text"} == set(value):
            yield value
        for inner in value.values():
            yield from spans(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from spans(inner)


def check(reading: Reading) -> None:
    row = json.loads(reading.to_json())
    text = row["report"]["text"]
    for span in spans(row):
        assert text[span["start"] : span["end"]] == span["text"] != ""
    ids = [one["id"] for part in KINDS for one in row[part]]
    assert len(ids) == len(set(ids))
    known, actors = set(ids), {actor["id"] for actor in row["actors"]}
    assert all(actor["id"] and actor["name"] for actor in row["actors"])
    for part in PARTS:
        for one in row[part]:
            for key in ("attribution", "within", "time", "place", "cause"):
                assert one.get(key) is None or one[key] in known, (part, key, one)
            assert set(one.get("counts", ())) | set(one.get("after", ())) <= known
            assert set(one.get("speakers", ())) <= actors
            for key in ("actor", "medium"):
                assert one.get(key) is None or one[key] in actors, (part, key, one)
            assert one.get("of") is None or part == "actors" or one["of"] in known | actors, (part, one)
            assert one.get("anchor") is None or one["anchor"] in {"published"} | known | actors, (part, one)
            for party in [
                *one.get("recipients", ()),
                *([one["subject"], one["object"]] if part == "relations" else ()),
            ]:
                assert party["actor"] is None or party["actor"] in actors
            assert 0 <= one.get("confidence", 0.5) <= 1
    assert Reading.from_json(reading.to_json()) == reading
    assert Reading.from_json(reading.to_json()).to_json() == reading.to_json()


@pytest.fixture(scope="module")
def reading():
    return read(TEXT, published="2013-08-19", publisher="An example")


def test_no_section_is_empty(reading):
    assert [part for part in PARTS if not getattr(reading, part)] == []
    check(reading)


def test_a_claim_is_never_a_bare_fact(reading):
    killed = next(event for event in reading.events if event.trigger.text == "killed")
    voice = next(a for a in reading.attributions if a.id == killed.attribution)
    assert voice.source[0].text == "Police"


def test_what_may_come_has_not_happened(reading):
    sent = [event for event in reading.events if "send" in event.trigger.text]
    assert sent
    assert all(event.factuality.status not in ("occurred", "ongoing", "unknown") for event in sent)


def test_the_same_bytes_give_the_same_rows(reading):
    assert read(TEXT, published="2013-08-19", publisher="An example").to_json() == reading.to_json()


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=25).map("".join).filter(lambda text: re.search(r"\w", text)))
def test_any_text_can_be_read(text):
    reading = read(text, language="en")
    assert reading.report.text == text
    check(reading)


def test_the_samples_hold_together():
    for sample in samples():
        text = sample.path.read_text(encoding="utf-8")
        check(read(text, published=sample.published, html=sample.path.suffix == ".html"))


def test_an_undated_report_keeps_its_times_relative():
    reading = read("Rebels shelled the port last week.")
    assert [warning.code for warning in reading.warnings] == ["undated"]
    assert [(time.start, time.end) for time in reading.times] == [(None, None)]
    assert reading.times[0].relative is not None


def test_another_language_is_set_aside():
    reading = read("Der Minister sagte am Freitag, die Armee habe die Stadt nicht angegriffen.", language="de")
    assert [warning.code for warning in reading.warnings] == ["not_english"]
    assert all(getattr(reading, part) == () for part in PARTS)


def test_only_the_parts_that_were_asked_for():
    report = Report(id="x", source_id="x", sha256="", text=TEXT)
    reading = Reader(["times"]).read(report)
    assert [part for part in PARTS if getattr(reading, part)] == ["times"]
    assert reading.reader == version(frozenset({"times"})) != version()


def test_batches_keep_the_order():
    reports = [
        Report(id=str(i), source_id=str(i), sha256="", text=f"Police arrested {i} men. " * (i % 7 + 1))
        for i in range(40)
    ]
    reports[3] = Report(id="3", source_id="3", sha256="", text="Bonjour", language="fr")
    found = list(Reader().read_all((report, ()) for report in reports))
    assert [reading.report.id for reading in found] == [report.id for report in reports]
    assert found[3].sentences == ()


SHARED = Path(__file__).parents[3] / "shared"


@pytest.mark.skipif(not (SHARED / "cases").is_dir(), reason="../shared is not beside this checkout: no seed report")
def test_the_seed_report():
    import sys

    sys.path.insert(0, str(SHARED / "score"))
    try:
        import score_seed  # type: ignore[import-not-found]
    finally:
        sys.path.remove(str(SHARED / "score"))
    with (SHARED / "cases" / "seed.txt").open(encoding="utf-8", newline="") as file:
        text = file.read()
    reading = read(text, published="2014-07-22", publisher="WND", source_id="seed.txt")
    gold = json.loads((SHARED / "cases" / "seed.gold.json").read_text(encoding="utf-8"))
    result, notes = score_seed.score(gold, text, json.loads(reading.to_json()))
    assert result["hard_failures"] == 0, notes
    assert result["satisfied"] >= 75, notes


def test_what_is_passed_over_is_told():
    assert "no_words" in [w.code for w in read("Police arrested two men in Cairo. " + "“" * 5000).warnings]
    long = read("Police arrested two men in Cairo. " * 7000)
    assert "long" in [w.code for w in long.warnings]
    assert long.events[-1].evidence.end <= 200_000


@pytest.mark.parametrize("published", ["0001-01-01", "0001-01-03T00:00:00+00:00", "9999-12-31", "2014-02-28"])
def test_the_ends_of_the_calendar_are_no_trouble(published):
    reading = read(
        "Last week, two years ago, on Friday, next month, yesterday, in the 1990s, 500 years later, last weekend, next "
        "summer, in two decades, since last year, a year earlier and at 11:59 p.m. tomorrow police arrested ten men, "
        "three days later, in 9999, on December 31, 9999 and over the next two weeks, for the past 3,000 years.",
        published=published,
    )
    assert len(reading.times) > 10
    check(reading)
