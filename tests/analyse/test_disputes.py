"""Where sources give different numbers for the same thing."""

from msgspec import structs

from onrecord.analyse import disputes


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
