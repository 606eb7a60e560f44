"""The table of what is expected to be wrong is the one that its tool makes of the development halves as they are."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.ledger.expected import Bin, bins

ROOT = Path(__file__).parents[1]


def tool():
    spec = importlib.util.spec_from_file_location("expected_tool", ROOT / "tools" / "expected.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


TOOL = tool()
COUNTS = st.dictionaries(
    st.integers(0, 9), st.integers(1, 200).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n)))
)


def test_the_table_was_measured_on_these_halves(monkeypatch):
    monkeypatch.setattr(sys, "argv", ["expected.py", "--check"])
    assert TOOL.main() == 0


def test_other_gold_is_seen(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["expected.py", "--check"])
    monkeypatch.setattr(TOOL, "digest", lambda: "0" * 16)
    assert TOOL.main() == 1
    assert "tools/expected.py" in capsys.readouterr().err


def test_attributions_are_those_of_the_model_card():
    assert list(bins()["attributions"]) == TOOL.joined(TOOL.from_card(TOOL.CARD.read_text(encoding="utf-8")))


def test_a_card_without_a_table_is_an_error():
    with pytest.raises(SystemExit, match="no table of confidence"):
        TOOL.from_card("| confidence | rows |")


@given(COUNTS)
def test_bins_are_large_enough_and_rise(counts):
    found = TOOL.joined(counts)
    assert sum(one.rows for one in found) == sum(n for n, _ in counts.values())
    assert sum(one.right for one in found) == sum(right for _, right in counts.values())
    assert len(found) <= 1 or all(one.rows >= TOOL.LEAST for one in found)
    shares = [one.right / one.rows for one in found]
    assert shares == sorted(set(shares))
    assert not found or found[0].least == 0


def test_a_higher_bin_with_a_smaller_share_joins_the_one_below():
    assert TOOL.joined({3: (50, 20), 4: (50, 19), 8: (50, 40)}) == [Bin(0, 100, 39), Bin(8, 50, 40)]


def test_rows_are_counted_by_tenths():
    assert TOOL.counted([(0.51, True), (0.59, False), (1.0, True)]) == {5: (2, 1), 9: (1, 1)}
