"""How sure an event is, by the head, the tables and its sides."""

from __future__ import annotations

from onrecord.reader.event_confidence import HIGHEST, LOWEST, confidence


def test_a_table_and_a_second_side_each_make_an_event_surer() -> None:
    assert confidence(0.6, True, True) == 0.68
    assert confidence(0.6, True, False) == 0.58
    assert confidence(0.6, False, True) == 0.43


def test_nothing_is_quite_sure_or_quite_out() -> None:
    assert confidence(1.0, True, True) == HIGHEST
    assert confidence(0.0, False, False) == LOWEST
