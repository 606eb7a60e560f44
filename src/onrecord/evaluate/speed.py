"""How fast the reader is, as a ratio to a reference that runs in the same minute on the same machine.

The reference is the bare spaCy pipeline, whole with its own name finder, over the same texts, in the same batches, on
the same core: a figure in words a second means little on another machine, the ratio holds.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Sequence

import msgspec

from onrecord.model import Report
from onrecord.reader.parse import BATCH, loaded
from onrecord.reader.reader import Reader


class Speed(msgspec.Struct, frozen=True):
    """Words a second of the whole reader and of bare spaCy, their ratio, and the peak memory of the process in MB."""

    words: int
    reader: float
    spacy: float
    ratio: float
    memory_mb: float


def measure_speed(reports: Sequence[Report]) -> Speed:
    """Reads the reports with the whole reader, then with spaCy alone, then with both again, on one core.

    The reader's figure is that of its first pass, when every cache is cold but the models are loaded; the ratio is that
    of the second passes, which are both warm.
    """
    words = sum(len(report.text.split()) for report in reports)
    reader, nlp = Reader(), loaded()
    nlp.max_length = max([nlp.max_length, *(len(report.text) + 1 for report in reports)])
    reader.read(reports[0])
    seconds: list[float] = []
    for _ in range(2):
        start = time.perf_counter()
        for _ in reader.read_all((report, ()) for report in reports):
            pass
        middle = time.perf_counter()
        for _ in nlp.pipe((report.text for report in reports), batch_size=BATCH):
            pass
        seconds += [middle - start, time.perf_counter() - middle]
    cold, _, whole, bare = (words / took for took in seconds)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    scale = 1e6 if sys.platform == "darwin" else 1e3
    return Speed(words, cold, bare, whole / bare, peak / scale)
