"""Several decisions in one transaction."""

import pytest

from onrecord.errors import BadDecision
from onrecord.ledger.verify import verify


def test_all_is_kept_at_the_end_and_one_that_raises_changes_nothing(ledger, told):
    one = told()
    ledger.add(*one.pair)
    report = one.report.id
    with ledger.writing():
        ledger.correct(f"{report}:e1", {"status": "planned"}, by="Dana", why="so")
        with pytest.raises(BadDecision):
            ledger.correct(f"{report}:e1", {"status": "nonsense"}, by="Dana", why="so")
        with ledger.writing():
            ledger.reject(f"{report}:r1", by="Dana", why="no")
        ledger.accept(f"{report}:e1", by="Dana", why="yes")
    assert [made.kind for made in ledger.decisions()] == ["correct", "reject", "accept"]
    assert ledger.reading(report).events[0].factuality.status == "planned"
    assert not verify(ledger)


def test_nothing_is_kept_where_an_exception_leaves_it(ledger, told):
    one = told()
    ledger.add(*one.pair)
    before = ledger.reading(one.report.id)

    def decide():
        with ledger.writing():
            ledger.reject(f"{one.report.id}:e1", by="Dana", why="no")
            raise KeyError

    with pytest.raises(KeyError):
        decide()
    assert not ledger.decisions()
    assert ledger.reading(one.report.id) == before
    ledger.reject(f"{one.report.id}:e1", by="Dana", why="no")
    assert not verify(ledger)
