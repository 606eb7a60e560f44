"""Where sources give different numbers for the same thing."""

from msgspec import structs

from onrecord.analyse import disputes
from onrecord.model import Span


def told_in(dispute):
    return [one for side in dispute.sides for one in side.told]


def test_different_numbers_of_different_sources_for_one_event(ledger, told):
    ledger.add_batch([
        told(killed=42).pair,
        told(killed=638, speaker="Karim Nasser", publisher="Delta Post", source_id="b.txt").pair,
        told(killed=43, speaker="Hala Issa", publisher="Coast Times", source_id="c.txt").pair,
    ])  # fmt: skip
    [dispute] = disputes(ledger).rows
    assert (dispute.question, dispute.day, dispute.sources, dispute.origins) == ("killed", "2013-08-14", 3, 3)
    assert [(side.answer, side.told[0].best) for side in dispute.sides][-1] == ("638", 638.0)
    assert {one.voice.name for one in told_in(dispute)} == {"Mona Adel", "Karim Nasser", "Hala Issa"}
    for one in told_in(dispute):
        assert f"{one.best:,.0f} people were killed" in one.passage.text
        assert ledger.report(one.passage.report).text[one.passage.start : one.passage.end] == one.passage.text
    assert "Port Amity" in dispute.about


def test_a_source_that_corrects_itself_is_no_dispute(ledger, told):
    ledger.add_batch([told(killed=42).pair, told(killed=43, source_id="b.txt").pair])
    assert disputes(ledger).rows == ()


def test_the_same_number_is_no_dispute(ledger, told):
    ledger.add_batch([told().pair, told(speaker="Karim Nasser", source_id="b.txt").pair])
    assert disputes(ledger).rows == ()


def test_other_days_and_places_are_other_things(ledger, told):
    ledger.add_batch([
        told(killed=42).pair,
        told(killed=638, day="2013-08-16", speaker="Karim Nasser", source_id="b.txt").pair,
    ])  # fmt: skip
    assert disputes(ledger).rows == ()


def test_a_bound_that_the_other_number_keeps_is_no_dispute(ledger, told):
    ledger.add(*told(killed=638, speaker="Karim Nasser", source_id="b.txt").pair)
    ledger.add(*_bounded(told(killed=500), low=500.0))
    assert disputes(ledger).rows == ()
    ledger.add(*_bounded(told(killed=900, speaker="Hala Issa", source_id="c.txt"), low=900.0))
    [dispute] = disputes(ledger).rows
    assert {one.low or one.best for one in told_in(dispute)} == {638.0, 900.0}


def test_the_widest_and_most_told_comes_first(ledger, told):
    ledger.add_batch([
        told(killed=10).pair,
        told(killed=11, speaker="Karim Nasser", source_id="b").pair,
        told(killed=10, day="2013-08-20", source_id="c").pair,
        told(killed=900, day="2013-08-20", speaker="Karim Nasser", publisher="Delta Post", source_id="d").pair,
    ])  # fmt: skip
    found = disputes(ledger)
    assert [dispute.day for dispute in found.rows] == ["2013-08-20", "2013-08-14"]
    assert disputes(ledger, limit=1).more
    assert found.coverage.read == 4


def _bounded(one, low):
    reading = one.reading
    [figure] = reading.figures
    return one.given, structs.replace(reading, figures=(structs.replace(figure, low=low, best=None),))


def test_a_number_that_the_same_source_gives_anew_is_an_update_and_ends_what_others_disputed(ledger, told):
    given = {"own_words": True}
    ledger.add(*told(killed=42, **given).pair)
    later = told(killed=90, published="2013-08-17", source_id="b.txt", **given)
    ledger.add(*later.pair)
    assert disputes(ledger).rows == ()
    [update] = disputes(ledger, kinds=["update"]).rows
    assert [side.answer for side in update.sides] == ["42", "90"]
    assert update.sides[0].told[0].replaced_by == f"{later.report.id}:f1"
    ledger.add(*told(killed=90, speaker="Karim Nasser", publisher="Delta Post", source_id="c.txt", **given).pair)
    assert disputes(ledger).rows == ()


def test_a_correction_replaces_the_number_of_the_page(ledger, told):
    url = "https://observer.example/1"
    ledger.add(*told(killed=42, url=url).pair)
    ledger.add(*told(killed=24, url=url, preface="Correction: the number. ", source_id="b.txt").pair)
    [row] = disputes(ledger).rows
    assert (row.kind, [side.answer for side in row.sides]) == ("correction", ["42", "24"])


def test_what_an_earlier_report_had_is_corrected_by_what_stands_beside_it(ledger, told):
    given, reading = told(killed=42, own_words=True).pair
    [claim] = reading.attributions
    [figure] = reading.figures
    start = reading.report.text.index("people")
    span = Span.of(reading.report.text, start, start + 6)
    earlier = structs.replace(claim, speakers=(), source=(structs.replace(claim.source[0], text="an earlier report"),))
    other = structs.replace(figure, id="f2", span=span, best=51.0, attribution=None)
    ledger.add(given, structs.replace(reading, attributions=(earlier,), figures=(figure, other)))
    [row] = disputes(ledger).rows
    assert (row.kind, [side.answer for side in row.sides]) == ("correction", ["42", "51"])
    assert row.sides[0].told[0].replaced_by == f"{reading.report.id}:f2"


def test_only_what_some_actors_or_a_row_have_to_do_with(ledger, told):
    given = {"own_words": True}
    first = told(killed=42, **given)
    ledger.add_batch([
        first.pair,
        told(killed=638, speaker="Karim Nasser", publisher="Delta Post", source_id="b.txt", **given).pair,
        told(killed=5, day="2013-06-01", actor="Coast League", actor_id="report:coast-league", publisher="C Post",
             source_id="c.txt", speaker="Hala Issa", **given).pair,
        told(killed=50, day="2013-06-01", actor="Coast League", actor_id="report:coast-league", publisher="D Post",
             source_id="d.txt", speaker="Omar Saleh", **given).pair,
    ])  # fmt: skip
    front, league = (ledger.actor(name)[0].id for name in ("Harbour Front", "Coast League"))
    assert len(disputes(ledger).rows) == 2
    assert [row.day for row in disputes(ledger, actors=[front]).rows] == ["2013-08-14"]
    assert [row.day for row in disputes(ledger, actors=[league]).rows] == ["2013-06-01"]
    assert disputes(ledger, actors=[front, league]).rows == ()
    assert [row.day for row in disputes(ledger, actors=[ledger.actor("Mona Adel")[0].id]).rows] == ["2013-08-14"]
    for row in (f"{first.report.id}:e1", f"{first.report.id}:f1"):
        assert [one.day for one in disputes(ledger, row=row).rows] == ["2013-08-14"]
    assert disputes(ledger, row=f"{first.report.id}:r1").rows == ()


def test_they_say_from_how_much_they_come_and_what_is_not_known(ledger, told):
    ledger.add_batch([
        told(killed=42).pair,
        told(killed=638, speaker="Karim Nasser", publisher="Delta Post", source_id="b.txt").pair,
        told(status="denied", speaker="Hala Issa", publisher="Coast Times", source_id="c.txt").pair,
    ])  # fmt: skip
    figures = disputes(ledger, kinds=["figure"]).expected
    assert (figures.rows, figures.reports, figures.unknown, figures.share_wrong) == (3, 3, 3, None)
    whole = disputes(ledger).expected
    assert whole.rows > whole.unknown == 3
    assert 0 < whole.share_wrong < 1
