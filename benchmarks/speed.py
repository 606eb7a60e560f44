"""How fast the reader is on one core: words a second, the ratio to bare spaCy, and the peak memory.

python benchmarks/speed.py [FILE]     FILE: reports as onrecord read takes them (default: the sample reports)
"""

from __future__ import annotations

import os
import sys

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(name, "1")


def main(arguments: list[str]) -> int:
    from onrecord.evaluate.speed import measure_speed
    from onrecord.ingest.given import Given
    from onrecord.ingest.inputs import Options, read_inputs

    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    if not arguments:
        import onrecord.samples

        arguments = [str(onrecord.samples.__path__[0])]
    reports = [given.report for given in read_inputs(arguments, Options()) if isinstance(given, Given)]
    speed = measure_speed([report for report in reports if report.language == "en"])
    print(f"words                      {speed.words:>10,}")
    print(f"whole reader, words/s      {speed.reader:>10,.0f}")
    print(f"bare spaCy, words/s        {speed.spacy:>10,.0f}")
    print(f"ratio                      {speed.ratio:>10.3f}")
    print(f"peak memory, MB            {speed.memory_mb:>10,.0f}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
