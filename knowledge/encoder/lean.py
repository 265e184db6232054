"""Our own encoder in a process that serves: onnxruntime and numpy alone, without torch.

sentence-transformers and torch take 300 MB and two to three seconds, for an average and a length.
Vectors are those that sentence-transformers gives, but for the last bit or two
(tests/knowledge/encoder/test_lean.py).
"""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from knowledge.encoder.session import DEFAULT_THREADS, open_session
from knowledge.encoder.vocabulary import load_tokens
from knowledge.files.memory import give_memory_back

PROMPTS_FILE = "config_sentence_transformers.json"
POOLING_FILE = "1_Pooling/config.json"


class LeanEncoder:
    """An encoder that was made here; used from several threads at once."""

    def __init__(self, folder: Path, name: str, *, threads: int = DEFAULT_THREADS) -> None:
        """Open it.

        Args:
            folder: Made by `knowledge.encoder.files`.
            name: Changes whenever the same text gets another vector.
            threads: Cores that one text may use.

        Raises:
            OSError: A file is missing.
        """
        self.name = name
        prompts = json.loads((folder / PROMPTS_FILE).read_text("utf-8"))["prompts"]
        self._query, self._passage = prompts["query"], prompts["passage"]
        pooling = json.loads((folder / POOLING_FILE).read_text("utf-8"))
        self.dimension = int(pooling["embedding_dimension"])
        self._tokens = load_tokens(folder)
        self._session = open_session(folder, threads)
        give_memory_back()

    def encode_queries(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """Encode what somebody asks."""
        return self._encoded(self._query, texts)

    def remembered(self, text: str) -> None:
        """Give nothing: no question is remembered."""

    def encode_passages(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """Encode what is searched through."""
        return self._encoded(self._passage, texts)

    def _encoded(self, prompt: str, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        made = np.zeros((len(texts), self.dimension), np.float32)
        for place, text in enumerate(texts):
            written = text.encode("utf-8", "replace").decode()
            made[place] = self._vector(self._tokens.numbers([f"{prompt}{written}"])[0])
        return made

    def _vector(self, numbers: Sequence[int]) -> npt.NDArray[np.float64]:
        """Give the average of the vectors of a text's pieces, with length 1."""
        ids = np.array([numbers], np.int64)
        fed = {"input_ids": ids, "attention_mask": np.ones_like(ids)}
        (pieces,) = self._session.run(None, fed)
        average: npt.NDArray[np.float64] = pieces[0].mean(axis=0, dtype=np.float64)
        return average / np.linalg.norm(average)
