"""TimelineJS: dates as exact as they are told, text that a page cannot take for markup."""

import json

import pytest

from onrecord.export.timeline import dates


@pytest.fixture
def made(written):
    return lambda ledger, **wanted: json.loads(written(ledger, "timeline", **wanted))


@pytest.mark.parametrize(
    ("interval", "precision", "found"),
    [
        (("2013-08-14", "2013-08-15"), "day", ({"year": 2013, "month": 8, "day": 14}, None)),
        (("2013-08-14", "2013-08-16"), "day",
         ({"year": 2013, "month": 8, "day": 14}, {"year": 2013, "month": 8, "day": 15})),
        (("2013-08-12", "2013-08-19"), "week",
         ({"year": 2013, "month": 8, "day": 12}, {"year": 2013, "month": 8, "day": 18})),
        (("2013-08-01", "2013-09-01"), "month", ({"year": 2013, "month": 8}, None)),
        (("2013-07-01", "2013-10-01"), "quarter", ({"year": 2013, "month": 7}, {"year": 2013, "month": 9})),
        (("2013-01-01", "2014-01-01"), "year", ({"year": 2013}, None)),
        (("1950-01-01", "1960-01-01"), "decade", ({"year": 1950}, {"year": 1959})),
        (("2013-08-14T09:30", "2013-08-14T09:31"), "minute",
         ({"year": 2013, "month": 8, "day": 14, "hour": 9, "minute": 30},
          {"year": 2013, "month": 8, "day": 14, "hour": 9, "minute": 31})),
        (("2013-08-14", None), "day", ({"year": 2013, "month": 8, "day": 14}, None)),
        ((None, "2013-08-14"), "day", ({"year": 2013, "month": 8, "day": 14}, None)),
    ],
)  # fmt: skip
def test_a_date_has_the_parts_that_are_told(interval, precision, found):
    assert dates(*interval, precision) == found


def test_a_month_has_no_day(ledger, happening, made):
    happening(start="2013-08-01", end="2013-09-01", precision="month")
    [slide] = made(ledger)["events"]
    assert slide["start_date"] == {"year": 2013, "month": 8}
    assert "end_date" not in slide
    assert slide["display_date"] == "2013-08"


def test_what_ends_on_no_day_says_since_when_and_what_began_on_none_before_when(ledger, happening, made):
    happening(source_id="a", start="2013-08-01", end=None)
    happening(source_id="b", publisher="B", start=None, end="2001-01-01")
    shown = {slide["display_date"] for slide in made(ledger)["events"]}
    assert shown == {"since 2013-08-01", "before 2001-01-01"}


@pytest.mark.parametrize("status", ["planned", "threatened", "denied", "hypothetical", "habitual"])
def test_what_did_not_happen_is_no_slide_but_counted(status, ledger, happening, made):
    happening(status=status)
    found = made(ledger)
    assert found["events"] == []
    assert "0 happenings. Left out: 0 without a date; 1 only planned" in found["title"]["text"]["text"]


def test_what_has_no_date_is_counted(ledger, happening, made):
    happening(start=None, end=None, time=None)
    assert "Left out: 1 without a date" in made(ledger)["title"]["text"]["text"]


def test_a_claim_carries_its_voice_and_every_slide_its_span(ledger, happening, made):
    one = happening(said=True)
    [slide] = made(ledger)["events"]
    assert "Mona Adel, in Harbour Observer" in slide["text"]["text"]
    assert f"{one.report.id}:e1, characters 0-" in slide["text"]["text"]
    assert "occurred, CT+" in slide["text"]["text"]


def test_markup_in_a_report_is_shown_as_it_is(ledger, hostile, made):
    [slide] = made(ledger)["events"]
    raw = json.dumps(slide)
    assert "<script" not in raw
    assert "<b>" not in raw
    assert "&lt;script&gt;" in slide["text"]["text"]
    assert slide["autolink"] is False


def test_who_denies_it_is_told(full, made):
    told = [slide["text"]["text"] for slide in made(full)["events"]]
    assert any("3 reports" in text or "4 reports" in text for text in told)


def test_a_masked_export_has_no_private_name(full, written):
    masked = written(full, "timeline", mask=True).decode()
    assert "Mona Adel" in written(full, "timeline").decode()
    assert not any(name in masked for name in ("Mona", "Karim", "Nadia", "Sidki"))
