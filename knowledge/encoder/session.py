"""Opening the ONNX model of our encoder."""

from pathlib import Path

import onnxruntime

MODEL_FILE = "model.onnx"
DEFAULT_THREADS = 1


def open_session(folder: Path, threads: int = DEFAULT_THREADS) -> onnxruntime.InferenceSession:
    """Open the model in a folder.

    Args:
        folder: Of the encoder.
        threads: Cores that one text may use.
    """
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    # A pool of its own for every size of text would only grow.
    options.enable_cpu_mem_arena = False
    options.enable_mem_pattern = False
    return onnxruntime.InferenceSession(
        str(folder / MODEL_FILE), options, providers=["CPUExecutionProvider"]
    )
