from __future__ import annotations

import pytest

from onrecord.errors import BadQuery
from onrecord.ledger.days import between


def test_days_the_wrong_way_round_are_refused() -> None:
    assert between("2013-07-01", "2013-07-01") == ("2013-07-01", "2013-07-02")
    assert between(None, None) == (None, None)
    with pytest.raises(BadQuery, match="lies before"):
        between("2013-07-02", "2013-07-01")
