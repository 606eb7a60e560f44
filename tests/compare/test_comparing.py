"""Rows beside happenings: what each has, and why the other has it not."""

import tracemalloc

import pytest
from msgspec.structs import replace

from onrecord.compare import comparing
from onrecord.errors import BadDate, BadQuery, NoSuchRow
from onrecord.model import Telling

URL = "https://observer.example/port-amity"
OTHER = "https://elsewhere.example/story"


def whys(rows, form=None):
    return sorted((row.kind, row.why) for row in rows if form is None or (row.coded and row.coded.form == form))


def test_what_both_have_stands_side_by_side_with_our_passage(add, written, gdelt, compared):
    one = add()
    [row], summary = compared(written(gdelt(1095)))
    assert (row.kind, row.why) == ("status", "claimed")  # the report only quotes Mona Adel
    assert row.coded.id == "1095"
    assert row.reports == (one.report.id,)
    assert row.row == f"{one.report.id}:e1"
    [telling] = row.tellings
    assert telling.passage.text == one.report.text[telling.passage.start : telling.passage.end]
    assert "shelled Port Amity" in telling.passage.text
    assert row.reasons[0] == "their row is of a report that tells ours (+2.5)"
    assert row.score > 3
    assert summary.kinds == {"status": 1, "both": 0, "theirs": 0, "ours": 0}


@pytest.mark.parametrize("status", ["denied", "planned", "threatened", "hypothetical", "habitual"])
def test_what_they_have_as_done_and_our_passage_has_otherwise_is_shown(add, written, gdelt, compared, status):
    add(status=status)
    [row], _ = compared(written(gdelt()))
    assert (row.kind, row.why) == ("status", status)
    assert row.tellings[0].status == status
    assert row.meaning.startswith("They have it as done; ours says that it")


def test_all_three_formats_find_the_same_happening(add, written, gdelt, icews, polecat, compared):
    add()
    paths = (
        written(gdelt(), name="a"),
        written(icews(header=True), icews(), name="b"),
        written(polecat(header=True), polecat(), name="c"),
    )
    rows, _ = compared(*paths)
    assert sorted(row.coded.form for row in rows if row.kind == "status") == ["gdelt", "icews", "polecat"]
    assert len({row.row for row in rows}) == 1


def test_what_only_they_have_says_why(add, written, gdelt, compared):
    add()
    rows, summary = compared(
        written(
            gdelt(1, EventCode="040", EventRootCode="04"),
            gdelt(2, SOURCEURL=OTHER, EventCode="040"),
            gdelt(3, EventCode="010"),
            gdelt(4, SOURCEURL=OTHER, SQLDATE="20190101"),
        )
    )
    assert whys(rows, "gdelt") == [("theirs", "no_report"), ("theirs", "no_type"), ("theirs", "not_found")]
    assert (summary.rows, summary.compared, summary.outside) == (4, 3, 1)


def test_a_report_that_was_not_read_is_told_apart(add, ledger, told, written, gdelt, compared):
    add()
    ledger.add(*told(url=OTHER, source_id="fr", language="fr").pair)
    rows, _ = compared(written(gdelt(1, SOURCEURL=OTHER, EventCode="040")))
    assert whys(rows, "gdelt") == [("theirs", "not_read")]


def test_a_row_without_a_report_says_so(add, written, icews, compared):
    add()
    rows, summary = compared(written(icews(header=True), icews(CAMEO_Code="040", Event_Text="Consult")))
    assert whys(rows, "icews") == [("theirs", "unnamed")]
    assert summary.publishers == 1


def test_one_row_stands_beside_one_happening_and_the_best_fit_goes_first(add, written, gdelt, compared):
    add()
    rows, _ = compared(written(gdelt(1, ActionGeo_FullName="Egypt", ActionGeo_Type=1), gdelt(2), gdelt(3)))
    assert [(row.coded.id, row.why) for row in rows] == [("2", "claimed"), ("1", "again"), ("3", "again")]


def test_a_row_that_is_given_twice_counts_once(add, written, gdelt, compared):
    add()
    rows, summary = compared(written(gdelt(1), gdelt(1), name="a"), written(gdelt(1), name="b"))
    assert len(rows) == 1
    assert summary.repeated == 2


def test_an_id_of_icews_may_come_on_another_day(add, written, icews, compared):
    add()
    _, summary = compared(written(icews(header=True), icews(5), icews(5, Event_Date="2013-08-15")))
    assert (summary.repeated, summary.compared) == (0, 2)


def test_a_mention_names_the_report_of_an_event(add, written, gdelt, mention, compared):
    one = add()
    events = written(gdelt(1, SOURCEURL=OTHER), name="a.export.CSV")
    mentions = written(mention(1), mention(1, OTHER), mention(9), name="b.mentions.CSV")
    [row], summary = compared(events, mentions)
    assert row.reports == (one.report.id,)
    assert (summary.mentions, summary.known_mentions) == (3, 2)


def test_an_address_may_differ_in_what_does_not_matter(add, written, gdelt, compared):
    one = add()
    rows, _ = compared(written(gdelt(SOURCEURL="http://www.observer.example/port-amity/?utm_source=x#top")))
    assert rows[0].reports == (one.report.id,)


def test_what_only_we_have_says_why(add, written, gdelt, compared):
    add()
    add(source_id="b", url="https://observer.example/b", day="2013-08-20", published="2013-08-21",
        actor="Coast Guard", actor_id="report:coast-guard", preface="Far away it began. ")  # fmt: skip
    rows, _ = compared(written(gdelt(1, EventCode="040", EventRootCode="04")))
    assert [(row.kind, row.why) for row in rows if row.kind == "ours"] == [
        ("ours", "report_coded"),
        ("ours", "no_rows"),
    ]
    rows, _ = compared(
        written(gdelt(1, SOURCEURL=OTHER, EventCode="040"), gdelt(2, SQLDATE="20130821", SOURCEURL=OTHER))
    )
    assert [row.why for row in rows if row.kind == "ours"] == ["not_coded", "not_coded"]


def test_what_did_not_occur_is_no_lack_of_theirs(add, written, gdelt, compared):
    add(status="denied")
    rows, summary = compared(written(gdelt(1, EventCode="040")))
    assert not [row for row in rows if row.kind == "ours"]
    assert summary.undone == 1


def test_an_undated_happening_of_ours_says_so(add, written, gdelt, compared):
    add(day=None, published=None)
    rows, _ = compared(written(gdelt(1, SOURCEURL=OTHER)))
    assert [row.why for row in rows if row.kind == "ours"] == ["undated"]


def test_counts_add_up_to_the_rows(add, written, gdelt, icews, compared):
    add()
    add(source_id="b", url="https://observer.example/b", day="2013-09-20", published="2013-09-21",
        actor="Coast Guard", actor_id="report:coast-guard")  # fmt: skip
    rows, summary = compared(
        written(gdelt(1), gdelt(2, EventCode="010"), gdelt(3, SQLDATE="20130830", SOURCEURL=OTHER), name="a"),
        written(icews(header=True), icews(), name="b"),
    )
    for by in ("type", "month"):
        counts = [one for one in summary.counts if one.by == by]
        assert sum(one.status + one.both + one.theirs + one.ours for one in counts) == len(rows)
    assert sum(summary.whys.values()) == sum(summary.kinds.values()) == len(rows)
    assert {one.of for one in summary.counts if one.by == "month"} == {"2013-08", "2013-09"}
    assert {one.of for one in summary.counts if one.by == "type"} == {"ASSAULT", "none"}


def test_days_and_actors_may_be_asked_for(add, written, gdelt, compared):
    add()
    path = written(gdelt(1), gdelt(2, SQLDATE="20130815", EventCode="040"))
    rows, summary = compared(path, start="2013-08-15")
    assert [row.coded.id for row in rows if row.coded] == ["2"]
    assert summary.not_asked == 1
    rows, _ = compared(path, end="2013-08-14", actor="Harbour Front")
    assert [row.coded.id for row in rows] == ["1"]
    rows, summary = compared(path, actor="Iran")
    assert rows == []
    assert (summary.compared, summary.not_asked) == (0, 2)


def test_what_is_asked_for_must_be_something(add, written, gdelt, compared):
    add()
    path = written(gdelt())
    for asked, error in (
        ({"start": "x"}, BadDate),
        ({"start": "2014-01-01", "end": "2013-01-01"}, BadQuery),
        ({"actor": "Nobody"}, NoSuchRow),
    ):  # fmt: skip
        with pytest.raises(error):
            compared(path, **asked)


def test_a_decision_counts_at_once(add, ledger, written, gdelt, compared):
    one = add()
    ledger.correct(f"{one.report.id}:e1", {"status": "denied"}, by="R. Haddad", why="they deny it")
    [row], _ = compared(written(gdelt()))
    assert row.why == "denied"
    ledger.reject(f"{one.report.id}:e1", by="R. Haddad", why="no event")
    [row], _ = compared(written(gdelt()))
    assert (row.kind, row.why) == ("theirs", "not_found")


def test_an_empty_ledger_has_nothing_beside_them(ledger, written, gdelt, compared):
    rows, summary = compared(written(gdelt()))
    assert rows == []
    assert summary.outside == 1


def test_the_same_files_in_another_order_give_the_same(add, written, gdelt, mention, compared):
    add()
    a, b = written(gdelt(1, SOURCEURL=OTHER), name="a"), written(mention(1), name="b")
    assert compared(a, b)[0] == compared(b, a)[0]


def test_memory_does_not_grow_with_the_file(add, written, gdelt, ledger):
    from onrecord.compare import Comparison

    add()
    peaks = []
    for many in (2_000, 20_000):
        path = written(*(gdelt(n, SOURCEURL=f"{OTHER}/{n}", EventCode="040") for n in range(many)), name=f"{many}.csv")
        tracemalloc.start()
        with ledger.store.snapshot(), Comparison(ledger, [path]) as found:
            assert sum(1 for _ in found.rows()) == many + 1
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] + 8_000_000, peaks


def test_the_day_of_a_happening_is_covered_though_no_report_is_of_it(add, written, gdelt, compared):
    add(day="2013-05-01")
    rows, summary = compared(
        written(gdelt(1, SQLDATE="20130501", SOURCEURL=OTHER), gdelt(2, SQLDATE="20130520", SOURCEURL=OTHER))
    )
    assert summary.outside == 1
    assert [row.coded.id for row in rows if row.coded] == ["1"]


def test_what_has_no_day_is_left_out_where_days_are_asked_for(add, written, gdelt, compared):
    add(day=None)
    path = written(gdelt(1, SOURCEURL=OTHER, EventCode="040"))
    assert {row.kind for row in compared(path)[0]} == {"ours", "theirs"}
    assert [row.kind for row in compared(path, start="2013-08-01")[0]] == ["theirs"]


def test_what_a_person_decides_counts_more_than_a_second_telling(ledger, told, written, gdelt, compared):
    one = told(url=URL, own_words=True)
    reading = one.reading
    [event] = reading.events
    again = Telling(event.trigger, one.span("The Harbour Front is backed by Iran."), event.factuality)
    events = (replace(event, mentions=(*event.mentions, again)),)
    ledger.add(one.given, replace(reading, events=events))
    [row], _ = compared(written(gdelt()))
    assert row.why == "both"  # the second telling is the report's own
    ledger.correct(f"{one.report.id}:e1", {"status": "denied"}, by="R. Haddad", why="they deny it")
    [row], _ = compared(written(gdelt()))
    assert row.why == "denied"


@pytest.mark.parametrize("days", [("2013-08-14", "2013-08-20"), ("2013-09-01", None), (None, "2013-08-15")])
def test_days_that_are_asked_for_narrow_ours_and_change_nothing(add, written, gdelt, compared, days, monkeypatch):
    """What is compared within some days is what it would be if all of ours had been looked at."""
    beside = [{"source_id": f"s{n}", "publisher": f"Post {n}"} for n in range(9)]
    add(**beside[0], url=URL)
    for n, day in enumerate(("2013-06-01", "2013-07-20", "2013-08-01", "2013-08-15", "2013-09-10", "2013-11-01"), 1):
        add(**beside[n], url=f"https://observer.example/{n}", day=day, published=day)
    add(**beside[7], url="https://observer.example/7", day=None, published="2013-08-16")
    add(**beside[8], url="https://observer.example/8", day=None, published="2014-08-16")
    rows = (("20130601", 1), ("20130810", 2), ("20130814", 3), ("20130816", 7), ("20130905", 5), ("20130912", 5))
    path = written(
        *(gdelt(n, SQLDATE=day, SOURCEURL=f"https://observer.example/{of}") for n, (day, of) in enumerate(rows))
    )
    asked = {name: day for name, day in zip(("start", "end"), days, strict=True) if day}
    looked_at = []
    narrow = comparing.own

    def watched(ledger, *between):
        for one in narrow(ledger, *between):
            looked_at.append(one.lead)
            yield one

    monkeypatch.setattr(comparing, "own", watched)
    found, counts = compared(path, **asked)
    few = len(looked_at)
    monkeypatch.setattr(comparing, "own", lambda ledger, *_: watched(ledger))
    everything = compared(path, **asked)
    assert (found, counts) == everything
    assert any(row.coded for row in found)
    assert 0 < few < len(looked_at) - few


def test_rows_that_we_wrote_ourselves_name_reports_without_an_address(add, written, gdelt, compared):
    one = add(url=None)
    rows, _ = compared(
        written(gdelt(1, SOURCEURL=f"urn:onrecord:{one.report.id}"), gdelt(2, SOURCEURL="urn:onrecord:x"))
    )
    assert [(row.coded.id, row.reports) for row in rows if row.coded][:1] == [("1", (one.report.id,))]
    assert {row.coded.id: row.reports for row in rows if row.coded}["2"] == ()
