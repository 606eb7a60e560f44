"""What goes in: once, whole, with every version, and never to be changed."""

import sqlite3
from contextlib import closing

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import structs

from onrecord.errors import LedgerDamaged, NoSuchRow
from onrecord.ingest.given import Failure
from onrecord.ledger import Coverage, Ledger, verify
from onrecord.ledger.store import MUTABLE
from onrecord.model import FORMAT, Reading, Relative, Report, Span


def test_a_reading_comes_back_as_it_was(ledger, golden):
    given_, reading = golden
    assert ledger.add(given_, reading) == "report"
    assert ledger.reading(reading.report.id) == reading
    assert ledger.reading(reading.report.id).to_json() == reading.to_json()
    assert ledger.report(reading.report.id) == reading.report
    assert ledger.original(reading.report.id) == given_.original
    assert verify(ledger) == []


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    words=st.lists(st.text(st.characters(exclude_categories=("Cs",)), min_size=1), min_size=1, max_size=8),
    publisher=st.none() | st.text(st.characters(exclude_categories=("Cs",)), min_size=1),
)
def test_any_text_comes_back_as_it_was(ledger, told, words, publisher):
    text = "\n".join(words)
    number = f"{len(ledger.reports()):016}"
    plain = told(source_id=number, publisher=publisher)
    report = Report(number, number, plain.report.sha256, text, publisher=publisher)
    spans, at = [], 0
    for word in words:
        spans.append(Span.of(text, at, at + len(word)))
        at += len(word) + 1
    reading = Reading(FORMAT, "reader 1", report, sentences=tuple(spans))
    ledger.add(structs.replace(plain.given, report=report), reading)
    assert ledger.reading(report.id) == reading
    assert [row["passage"] for row in ledger.rows("SELECT * FROM sentences WHERE report = ?", (report.id,))] == words
    assert verify(ledger) == []


def test_the_same_again_adds_nothing(ledger, told):
    one = told()
    assert ledger.wants(one.report, one.reader)
    assert ledger.add(*one.pair) == "report"
    before = _counts(ledger)
    assert not ledger.wants(one.report, one.reader)
    assert ledger.add(*one.pair) == "nothing"
    assert _counts(ledger) == before


def test_another_source_of_the_same_text_is_another_report_with_the_same_bytes(ledger, told):
    ledger.add_batch([told().pair, told(source_id="b.txt").pair])
    assert ledger.rows("SELECT count(*) FROM reports")[0][0] == 2
    assert ledger.rows("SELECT count(*) FROM originals")[0][0] == 1
    assert ledger.rows("SELECT count(*) FROM texts")[0][0] == 1


@pytest.mark.parametrize(
    "changed",
    [{"published": "2013-08-16"}, {"publisher": "Delta Post"}, {"title": "Shells on the port"}, {"authors": ("A. B.",)},
     {"agency": "Mira Wire"}],
)  # fmt: skip
def test_changed_metadata_adds_a_version_and_a_reading_of_it(ledger, told, changed):
    old, new = told(), told(**changed)
    ledger.add(*old.pair)
    assert ledger.wants(new.report, new.reader)
    assert ledger.add(*new.pair) == "version"
    assert ledger.reading(old.report.id) == new.reading
    assert ledger.rows("SELECT count(*) FROM report_versions")[0][0] == 2
    assert ledger.rows("SELECT count(*) FROM readings")[0][0] == 2
    assert len(ledger.claims()) == 1
    assert not ledger.wants(old.report, old.reader)
    assert ledger.add(*old.pair) == "nothing"
    assert ledger.reading(old.report.id) == new.reading


def test_what_is_not_said_is_no_change(ledger, told):
    known, bare = told(url="https://example.org/1"), told(url="https://example.org/1", publisher=None, published=None)
    ledger.add(*known.pair)
    assert not ledger.wants(bare.report, bare.reader)
    assert ledger.add(*bare.pair) == "nothing"
    assert ledger.completed(bare.given) == known.given


def test_a_date_that_comes_later_dates_the_claims(ledger, told):
    ledger.add(*told(published=None).pair)
    assert ledger.claims(start="2013-08-01").rows == ()
    assert "1 report" in ledger.claims(start="2013-08-01").notes[0]
    ledger.add(*told().pair)
    assert len(ledger.claims(start="2013-08-01")) == 1
    assert ledger.claims(start="2013-08-01").notes == ()


def test_a_newer_reader_adds_a_reading_and_the_old_one_stays(ledger, told):
    old, new = told(), told(reader="reader 2", status="ongoing")
    ledger.add(*old.pair)
    assert ledger.wants(new.report, new.reader)
    assert ledger.add(*new.pair) == "reading"
    assert ledger.reading(old.report.id) == new.reading
    assert [event.status for event in ledger.events()] == ["ongoing"]
    assert ledger.rows("SELECT count(*) FROM readings")[0][0] == 2
    assert ledger.rows("SELECT count(*) FROM event_rows")[0][0] == 2
    assert verify(ledger) == []


def test_a_reading_of_some_sections_does_not_take_the_place_of_a_whole_one(ledger, told):
    whole, part = told(), told(reader="reader 2 only events")
    ledger.add(*whole.pair)
    assert ledger.add(*part.pair) == "reading"
    assert ledger.reading(whole.report.id) == whole.reading
    newer = told(reader="reader 2")
    ledger.add(*newer.pair)
    assert ledger.reading(whole.report.id) == newer.reading
    assert verify(ledger) == []


def test_readings_of_the_wrong_report_or_bytes_are_refused(ledger, told):
    with pytest.raises(ValueError, match="is of report"):
        ledger.add(told().given, told(killed=13).reading)
    with pytest.raises(ValueError, match="SHA-256"):
        ledger.add(structs.replace(told().given, original=b"other"), told().reading)
    assert _counts(ledger)["report_rows"] == 0


def test_failures_are_kept_once_and_counted(ledger, told):
    failure = Failure("page.html", "no_article", "I208", "no article in page.html", "Save it as text.", None, b"<p>")
    assert ledger.add_failure(failure)
    assert not ledger.add_failure(failure)
    ledger.add_batch([told().pair, told(language="ar", source_id="b.txt").pair])
    ledger.add_failure(Failure("x.bin", "unreadable", "I204", "x.bin is binary", "Give plain text."))
    assert ledger.failures() == (failure, Failure("x.bin", "unreadable", "I204", "x.bin is binary", "Give plain text."))
    assert ledger.coverage() == Coverage(read=1, not_english=1, no_article=1, unreadable=1)
    assert ledger.claims(speaker="Mona Adel").coverage.not_read == 3


def test_a_failure_no_longer_counts_once_the_input_is_read(ledger, told):
    ledger.add_failure(Failure("a.txt", "unreadable", "I206", "a.txt is cut off", "Copy it again."))
    assert ledger.coverage().unreadable == 1
    ledger.add(*told().pair)
    assert ledger.coverage() == Coverage(read=1)
    assert ledger.failures() == ()


def test_machine_rows_cannot_be_changed_or_deleted(ledger, golden, path):
    ledger.add(*golden)
    tables = [
        row[0]
        for row in ledger.rows("SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE TABLE%'")
        if "_index_" not in row[0] and row[0] not in MUTABLE
    ]
    assert len(tables) > 20
    shell = sqlite3.connect(path)
    for table in tables:
        if not shell.execute(f"SELECT count(*) FROM {table}").fetchone()[0]:
            continue
        column = shell.execute(f"SELECT name FROM pragma_table_info('{table}') LIMIT 1 OFFSET 1").fetchone()[0]
        for statement in (f"DELETE FROM {table}", f"UPDATE {table} SET {column} = 'x'"):
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                shell.execute(statement)
    shell.close()


def test_actors_of_several_words_are_one_across_reports_and_single_words_are_not(ledger, told):
    ledger.add_batch([
        told(speaker="Mona Adel").pair,
        told(speaker="Mona Adel", source_id="b.txt", killed=13).pair,
        told(speaker="Adel", source_id="c.txt", killed=14).pair,
        told(speaker="Adel", source_id="d.txt", killed=15).pair,
    ])  # fmt: skip
    speakers = {who.id for claim in ledger.claims() for who in claim.voice.speakers}
    assert "ledger:mona-adel" in speakers
    assert len([actor for actor in speakers if actor.endswith(":adel")]) == 2
    assert ledger.actor("mona ADEL")[0].claims == 2
    assert {card.id for card in ledger.actor("Adel")} == speakers - {"ledger:mona-adel"}


def test_a_stored_reading_that_is_damaged_is_not_given_out(ledger, told, path):
    one = told()
    ledger.add(*one.pair)
    with closing(sqlite3.connect(path)) as shell, shell:
        shell.execute("DROP TRIGGER reading_bytes_no_update")
        shell.execute("UPDATE reading_bytes SET sha256 = 'x'")
    with pytest.raises(LedgerDamaged, match="SHA-256"):
        ledger.reading(one.report.id)


def test_whole_numbers_where_the_format_has_real_ones_are_whole_again(ledger, told):
    one = told()
    [time] = one.reading.times
    relative = Relative(-1, 2, "week")
    times = (structs.replace(time, relative=relative),)
    ledger.add(one.given, structs.replace(one.reading, times=times))
    assert ledger.reading(one.report.id).times[0].relative == relative
    assert verify(ledger) == []


def test_reports_are_found_by_id_its_beginning_url_and_source(ledger, told):
    one = told(url="https://example.org/1")
    ledger.add_batch([one.pair, told(killed=13, source_id="b.txt").pair])
    for words in (one.report.id, one.report.id[:6], "https://example.org/1", "a.txt"):
        assert ledger.find(words) == one.report.id
    with pytest.raises(NoSuchRow):
        ledger.find("0000")
    with pytest.raises(NoSuchRow):
        ledger.reading("0000")


def _counts(ledger: Ledger) -> dict[str, int]:
    names = [r[0] for r in ledger.rows("SELECT name FROM sqlite_master WHERE type = 'table'") if "_index" not in r[0]]
    return {name: ledger.rows(f"SELECT count(*) FROM {name}")[0][0] for name in names}
