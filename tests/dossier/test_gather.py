"""What goes into a dossier, and what is said where it cannot be made."""

import pytest
from msgspec.structs import replace

from onrecord.dossier import gather, markdown
from onrecord.errors import BadDate, BadQuery, NoSuchRow

FRONT = "Harbour Front"


def row(ledger, letter, section):
    return f"{ledger.reports_by_letter[letter]}:{section}1"


def test_an_actor_by_name(full):
    found = gather(full, FRONT)
    assert (found.subject, [card.name for card in found.who]) == ("actor", [FRONT])
    assert {one.status for one in found.happened.rows} == {"occurred"}
    assert [one.status for one in found.unreal.rows] == ["planned"]
    assert len(found.about.rows) == 5
    assert found.said.rows == ()
    assert found.network.on == "2013-08-18"
    assert [(tie.subject.name, tie.type) for tie in found.network.ties.rows] == [("Iran", "sponsorship")]


def test_every_row_has_its_words_and_every_passage_its_source(full):
    found = gather(full, FRONT)
    rows = [*found.happened.rows, *found.unreal.rows, *found.about.rows, *found.network.ties.rows[0].evidence]
    rows += [side for one in found.disputed.rows for side in one.sides]
    assert {one.row for one in rows} <= found.words.keys()
    cited = {source.report for source in found.sources}
    assert {one.passage.report for one in rows} <= cited
    assert [source.number for source in found.sources] == list(range(1, len(cited) + 1))


def test_words_are_those_of_the_text_and_its_marks_show_the_row(full):
    found = gather(full, FRONT)
    for name, words in found.words.items():
        text = full.report(words.report).text
        assert text[words.start : words.start + len(words.text)] == words.text, name
    event = found.words[row(full, "c", "e")]
    assert [event.text[start:end] for start, end in event.marks] == ["shelled"]
    assert event.voices == "said by Karim Saleh, reported by River Herald"
    tie = found.words[row(full, "b", "r")]
    assert tie.voices == "reported by Delta Post in its own words"


def test_copies_are_one_origin_and_the_reason_is_told(full):
    found = gather(full, FRONT)
    by_id = {source.report: source for source in found.sources}
    a, b = by_id[full.reports_by_letter["a"]], by_id[full.reports_by_letter["b"]]
    assert (a.reason, b.reason, b.of) == ("agency", "copy", a.report)
    assert a.origin == b.origin
    assert found.origins == len({source.origin for source in found.sources}) == 4


def test_what_is_disputed_has_both_sides(full):
    found = gather(full, FRONT)
    tie, figure = found.disputed.rows
    assert [(side.says, side.voice.name) for side in tie.sides] == [
        ("Iran → Harbour Front: sponsorship", "Delta Post"),
        ("no sponsorship", "Nadia Farouk"),
    ]
    assert [side.says for side in figure.sides] == ["12", "12", "300"]
    assert {side.voice.name for side in figure.sides} == {"Mona Adel", "Nadia Farouk", "Karim Saleh"}


def test_a_figure_that_nothing_links_to_an_actor_is_not_in_its_dossier(full):
    assert [one.about for one in gather(full, "Iran").disputed.rows] == [
        "How Iran and Harbour Front stand to one another"
    ]


def test_a_pair_has_only_what_both_have(full):
    found = gather(full, "Iran", FRONT)
    assert (found.subject, [card.name for card in found.who]) == ("pair", ["Iran", FRONT])
    assert [tie.type for tie in found.network.ties.rows] == ["sponsorship"]
    assert found.happened.rows == ()
    assert found.network.reports is None


def test_an_event_with_its_tellings_in_other_reports(full):
    found = gather(full, row(full, "a", "e"))
    assert found.subject == "event"
    assert found.event.row == found.happened.rows[0].row == row(full, "a", "e")
    assert {one.passage.report for one in found.happened.rows} == {full.reports_by_letter[x] for x in "abcd"}
    assert [one.about for one in found.disputed.rows] == ["killed: shelled, in Port Amity, 2013-08-14"]


def test_a_row_may_be_named_by_the_beginning_of_its_report(full):
    whole = row(full, "a", "e")
    assert gather(full, f"{whole[:8]}:e1") == gather(full, whole)


def test_a_dispute_by_the_row_of_a_figure(full):
    found = gather(full, row(full, "c", "f"))
    assert found.subject == "dispute"
    [dispute] = found.disputed.rows
    assert (dispute.voices, dispute.origins) == (3, 3)
    assert {one.passage.report for one in found.happened.rows} == {full.reports_by_letter[x] for x in "abcd"}


def test_a_relation_stands_for_its_two_sides(full):
    found = gather(full, row(full, "a", "r"))
    assert [card.name for card in found.who] == ["Iran", FRONT]


def test_more_rows_than_the_limit_are_counted(full):
    found = gather(full, FRONT, limit=1)
    assert (len(found.happened.rows), found.happened.more, found.happened.at_least) == (1, 3, False)
    assert (len(found.about.rows), found.about.more) == (1, 4)


def test_of_many_events_those_told_by_most_origins_are_shown_in_order_of_time(ledger, tell):
    for n, day in enumerate(("2013-02-01", "2013-05-02", "2013-08-03")):
        tell(source_id=day, day=day, killed=40 + n, speaker=f"Speaker {'ABC'[n]}")
    tell(source_id="again", day="2013-08-03", killed=42, publisher="Delta Post")
    found = gather(ledger, FRONT, limit=2)
    assert [one.start for one in found.happened.rows] == ["2013-08-03", "2013-08-03"]
    assert found.happened.more == 2


def test_a_span_of_days(full):
    found = gather(full, FRONT, start="2013-08-15", end="2013-08-31")
    assert found.happened.rows == ()
    assert [one.start for one in found.unreal.rows] == ["2013-08-20"]
    assert found.network.on == "2013-08-31"
    assert gather(full, FRONT, on="2013-08-12").network.on == "2013-08-12"


def test_what_was_not_read_is_told(full):
    found = gather(full, FRONT)
    [failure] = found.not_read.rows
    assert (failure.source_id, failure.reason) == ("photo.jpg", "it is binary")


def test_decisions_on_its_reports_are_told_those_on_others_are_not(full, tell):
    far = {"actor": "Other Band", "actor_id": "report:other-band", "speaker": "Lena Orsic", "publisher": "Far Post"}
    other = tell(source_id="far", published=None, day="2012-02-01", killed=7777, **far)
    full.correct(other.report.id, {"published": "2013-08-30"}, by="R. Haddad", why="its front page")
    report = full.reports_by_letter["a"]
    made = full.correct(report, {"published": "2013-08-16"}, by="R. Haddad", why="the printed edition")
    full.undo(made.id, by="R. Haddad", why="another edition")
    found = gather(full, FRONT)
    assert [(one.kind, one.in_force, one.why) for one in found.decided.rows] == [
        ("correct", False, "the printed edition"),
        ("undo", True, "another edition"),
    ]


def test_others_of_the_same_name_are_told(ledger, tell):
    for n in range(2):
        tell(source_id=str(n), actor="Guards", actor_id="report:guards", publisher=f"Post {n}")
    found = gather(ledger, "Guards")
    [note] = found.notes
    assert note.startswith("“Guards” stands for more than one in this ledger. This page is about report:")
    assert len(found.happened.rows) == 1


def test_a_long_sentence_is_cut_around_its_mark(ledger, tell):
    one = tell(preface="x " * 2000)
    reading = ledger.reading(one.report.id)
    longer = replace(reading.sentences[0], start=0, text=one.text[: reading.sentences[0].end])
    ledger.add(one.given, replace(reading, reader="reader 2", sentences=(longer, *reading.sentences[1:])))
    words = gather(ledger, FRONT).words[f"{one.report.id}:e1"]
    assert words.cut
    assert len(words.text) == 1200
    [(start, end)] = words.marks
    assert words.text[start:end] == "shelled"


@pytest.mark.parametrize(
    ("what", "other", "error"),
    [
        ("Nobody At All", None, NoSuchRow),
        ("France", None, NoSuchRow),
        ("???", None, BadQuery),
        (FRONT, FRONT, BadQuery),
        (FRONT, "Nobody At All", NoSuchRow),
        ("0123456789abcdef:e1", None, NoSuchRow),
    ],
)
def test_who_is_not_there_is_an_error_with_a_next_step(full, what, other, error):
    with pytest.raises(error) as caught:
        gather(full, what, other)
    assert caught.value.next_step


@pytest.mark.parametrize("name", ["e9", "r9", "f9", "a1", "p1"])
def test_a_row_that_is_not_there_or_has_no_dossier(full, name):
    with pytest.raises((NoSuchRow, BadQuery)) as caught:
        gather(full, f"{full.reports_by_letter['a']}:{name}")
    assert caught.value.next_step


def test_a_row_has_no_second_actor(full):
    with pytest.raises(BadQuery):
        gather(full, row(full, "a", "e"), FRONT)


def test_a_figure_that_nobody_disputes_has_no_dossier(ledger, tell):
    one = tell()
    with pytest.raises(NoSuchRow, match="not among the disputed figures"):
        gather(ledger, f"{one.report.id}:f1")


def test_days_that_are_none(full):
    with pytest.raises(BadDate):
        gather(full, FRONT, on="soon")
    with pytest.raises(BadQuery):
        gather(full, FRONT, start="2013-08-15", end="2013-08-14")


def test_a_ledger_without_a_dated_report_has_no_day_for_a_network_and_says_so(ledger, tell):
    tell(published=None)
    found = gather(ledger, FRONT)
    assert found.network is None
    assert found.notes == ("No report has a date, so that there is no day to show a network of: --on DAY gives one.",)
    assert len(found.happened.rows) == 1
    assert gather(ledger, FRONT, on="2013-08-15").network.ties.rows == ()


def test_of_many_numbers_the_smallest_and_the_largest_are_among_those_shown(ledger, tell):
    for n in range(20):
        tell(source_id=str(n), publisher=f"Post {n}", speaker=f"Speaker {chr(65 + n)}", killed=10 + n)
    [dispute] = gather(ledger, FRONT).disputed.rows
    assert (len(dispute.sides), dispute.more) == (12, 8)
    assert (dispute.sides[0].says, dispute.sides[-1].says) == ("10", "29")
    assert "8 numbers more between these." in markdown(gather(ledger, FRONT))
