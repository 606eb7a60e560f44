"""The reader: one module a question, each from frozen rows to frozen rows."""

import os

# The matrices are small: one thread is fastest, and two on a busy machine collapse. numpy looks when it is imported.
for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")
