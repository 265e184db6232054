"""How fast the encoder makes a vector, beside counting character n-grams (TF-IDF)."""

import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sklearn.feature_extraction.text import TfidfVectorizer

from bench.server import memory_of_this_process
from knowledge.data import load_data
from knowledge.encoder.encoder import DEFAULT_FOLDER, load_encoder

SENTENCES = Path("tests/evaluation/search/nl.yml")


def measure() -> dict[str, Any]:
    """Encode every sentence of an evaluation set once, one at a time."""
    texts = [row["text"] for row in load_data(SENTENCES)]
    before = memory_of_this_process()
    start = time.perf_counter()
    encoder = load_encoder(DEFAULT_FOLDER)
    loading = time.perf_counter() - start
    encoder.encode_queries(["warm"])
    ours = _milliseconds(texts, lambda text: encoder.encode_queries([text]))
    held = memory_of_this_process() - before
    counter = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5)).fit(texts)
    return {
        "texts": len(texts),
        "encoder": {"load_s": round(loading, 2), "memory_mb": round(held), **ours},
        "baseline_tf_idf": _milliseconds(texts, lambda text: counter.transform([text])),
    }


def _milliseconds(texts: list[str], encode: Callable[[str], object]) -> dict[str, float]:
    times = []
    for text in texts:
        start = time.perf_counter()
        encode(text)
        times.append((time.perf_counter() - start) * 1000)
    return {"p50_ms": round(statistics.median(times), 3), "max_ms": round(max(times), 3)}
