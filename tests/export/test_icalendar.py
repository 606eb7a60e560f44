"""iCalendar: read back by the icalendar library; folded lines, exclusive ends, no day that nobody told."""

import re
from datetime import date

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.export.icalendar import LONGEST, escaped, folded, lines

TEXT = st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from("🔥e\u0301,;\\\n"))


@pytest.fixture
def made(written):
    def make(ledger, **wanted):
        raw = written(ledger, "icalendar", **wanted)
        assert all(len(line) <= LONGEST for line in raw.split(b"\r\n"))
        assert b"\n" not in raw.replace(b"\r\n", b"")
        calendar = icalendar.Calendar.from_ical(raw)
        assert not calendar.errors
        assert not any(part.errors for part in calendar.subcomponents)
        return calendar

    return make


@given(TEXT)
def test_a_line_is_folded_between_letters_and_reads_back(text):
    raw = folded(f"SUMMARY:{text}".replace("\n", " "))
    assert all(len(part) <= LONGEST for part in raw.split(b"\r\n"))
    assert raw.replace(b"\r\n ", b"").decode() == f"SUMMARY:{text}".replace("\n", " ")


@given(TEXT)
def test_text_reads_back_as_it_was(text):
    raw = lines("BEGIN:VEVENT", "UID:x", f"SUMMARY:{escaped(text)}", "END:VEVENT")
    kept = re.sub("[\u2028\u2029]", "\ufffd", text)
    assert str(icalendar.Event.from_ical(raw)["SUMMARY"]) == kept


def test_an_entry_has_whole_days_and_an_exclusive_end(ledger, happening, made):
    happening(start="2013-08-14", end="2013-08-16")
    [entry] = made(ledger).events
    assert (entry["DTSTART"].dt, entry["DTEND"].dt) == (date(2013, 8, 14), date(2013, 8, 16))
    assert entry["STATUS"] == "CONFIRMED"
    assert str(entry["LOCATION"]) == "Port Amity"
    assert (entry["GEO"].latitude, entry["GEO"].longitude) == (31.2, 32.5)


def test_a_time_of_day_ends_with_its_day(ledger, happening, made):
    happening(start="2013-08-14T09:30", end="2013-08-14T09:31", precision="minute")
    [entry] = made(ledger).events
    assert (entry["DTSTART"].dt, entry["DTEND"].dt) == (date(2013, 8, 14), date(2013, 8, 15))


def test_a_month_is_all_its_days_and_says_that_it_is_a_month(ledger, happening, made):
    happening(start="2013-08-01", end="2013-09-01", precision="month")
    [entry] = made(ledger).events
    assert (entry["DTSTART"].dt, entry["DTEND"].dt) == (date(2013, 8, 1), date(2013, 9, 1))
    assert "2013-08 (to the month)" in entry["DESCRIPTION"]


@pytest.mark.parametrize("open_end", [{"start": "2013-08-01", "end": None}, {"start": None, "end": "2013-08-01"}])
def test_an_open_interval_is_no_entry_but_counted(open_end, ledger, happening, made):
    happening(**open_end)
    calendar = made(ledger)
    assert calendar.events == []
    [journal] = calendar.walk("VJOURNAL")
    assert str(journal["SUMMARY"]).startswith("0 happenings; left out: 1, ")


@pytest.mark.parametrize("status", ["threatened", "denied", "hypothetical", "habitual"])
def test_what_is_neither_done_nor_planned_is_no_entry(status, ledger, happening, made):
    happening(status=status)
    assert made(ledger).events == []


def test_a_plan_is_tentative_and_says_so(ledger, happening, made):
    happening(status="planned")
    [entry] = made(ledger).events
    assert entry["STATUS"] == "TENTATIVE"
    assert str(entry["SUMMARY"]).startswith("planned: assault")


def test_a_claim_is_tentative_and_says_whose(ledger, happening, made):
    happening(said=True)
    [entry] = made(ledger).events
    assert entry["STATUS"] == "TENTATIVE"
    assert str(entry["SUMMARY"]) == "assault: Harbour Front → Port Amity, according to Mona Adel"


def test_what_nobody_is_sure_of_is_tentative(ledger, happening, made):
    happening(status="unknown")
    assert made(ledger).events[0]["STATUS"] == "TENTATIVE"


def test_the_stamp_is_of_the_ledger_and_the_name_stays(ledger, happening, written, made):
    one = happening()
    first = written(ledger, "icalendar")
    [row] = ledger.rows("SELECT max(added_at) FROM readings")
    [entry] = made(ledger).events
    assert entry["DTSTAMP"].dt.strftime("%Y-%m-%dT%H:%M:%S") == row[0][:19]
    assert str(entry["UID"]) == f"{one.report.id}-e1@onrecord"
    assert written(ledger, "icalendar") == first


def test_hostile_words_end_no_value(ledger, hostile, made):
    [entry] = made(ledger).events
    assert "BEGIN" not in entry
    assert "<script>alert(1)</script>" in entry["DESCRIPTION"]


def test_a_masked_export_has_no_private_name(full, written):
    masked = written(full, "icalendar", mask=True).replace(b"\r\n ", b"").decode()
    assert "Mona Adel" in written(full, "icalendar").replace(b"\r\n ", b"").decode()
    assert not any(name in masked for name in ("Mona", "Karim", "Nadia", "Sidki"))
