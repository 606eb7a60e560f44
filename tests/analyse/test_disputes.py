"""Where sources give different numbers for the same thing."""

from msgspec import structs

from onrecord.analyse import disputes


def test_different_numbers_of_different_sources_for_one_event(ledger, told):
    ledger.add_batch([
        told(killed=42).pair,
        told(killed=638, speaker="Karim Nasser", publisher="Delta Post", source_id="b.txt").pair,
        told(killed=43, speaker="Hala Issa", publisher="Coast Times", source_id="c.txt").pair,
    ])  # fmt: skip
    [dispute] = disputes(ledger).rows
    assert (dispute.unit, dispute.day, dispute.sources, dispute.origins) == ("killed", "2013-08-14", 3, 3)
    assert [(count.best, count.voice.name) for count in dispute.counts][-1] == (638.0, "Karim Nasser")
    assert {count.voice.name for count in dispute.counts} == {"Mona Adel", "Karim Nasser", "Hala Issa"}
    for count in dispute.counts:
        assert f"{count.best:,.0f} people were killed" in count.passage.text
        assert ledger.report(count.passage.report).text[count.passage.start : count.passage.end] == count.passage.text
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
    assert {count.low or count.best for count in dispute.counts} == {638.0, 900.0}


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
