"""How the graphs of the package are run: one thread each, so that a worker keeps to its core."""

from __future__ import annotations

import onnxruntime


def session(graph: bytes) -> onnxruntime.InferenceSession:
    """A graph (ONNX), ready to run."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
