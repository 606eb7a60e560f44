"""Annotations that people corrected in other tools, as decisions: one module a format reads, `decide` decides.

`kinds` tells by its content what a file is.
"""

from __future__ import annotations

from onrecord.corrected.decide import Left, Proposed, Result, decide
from onrecord.corrected.found import Corrections, Document, Edited
from onrecord.corrected.kinds import Kind, kind_of, read

__all__ = ["Corrections", "Document", "Edited", "Kind", "Left", "Proposed", "Result", "decide", "kind_of", "read"]
