"""Rows of other event coders (GDELT 2.0, ICEWS, POLECAT) beside our own happenings.

`forms` tells a file's format and `gdelt`, `icews` and `polecat` make its rows `Coded`; `own` has our happenings in the
same terms; `likeness` says whether two are one, by compare_rules.tsv; `comparing` goes through all, `stance` says how
ours tells what theirs has as done.
"""

from __future__ import annotations

from onrecord.compare.asked import Asked
from onrecord.compare.coded import Coded, CodedPlace, CodedSide
from onrecord.compare.comparing import Comparison
from onrecord.compare.outcome import BadRows, Beside, Count, FileTold, Summary
from onrecord.compare.stance import KINDS, WORDS, Kind

__all__ = [
    "KINDS", "WORDS", "Asked", "BadRows", "Beside", "Coded", "CodedPlace", "CodedSide", "Comparison", "Count",
    "FileTold", "Kind", "Summary",
]  # fmt: skip
