"""The first module of our encoder inside sentence-transformers: an ONNX model and its tokenizer.

Imports torch and sentence-transformers, so only who loads an encoder imports this.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from sentence_transformers.sentence_transformer.modules import InputModule

from knowledge.encoder.session import DEFAULT_THREADS, open_session
from knowledge.encoder.vocabulary import MOST_PIECES, load_tokens
from knowledge.files.memory import give_memory_back

PADDING = 1  # number of <pad>


class OrtTransformer(InputModule):
    """Turns texts into token vectors with onnxruntime: four times faster than torch.

    Attributes:
        threads: How many cores one text may use.
    """

    config_file_name = "config.json"
    config_keys = ["max_seq_length"]  # noqa: RUF012  # declared so by the base class
    save_in_root = True

    def __init__(
        self, folder: str, max_seq_length: int = MOST_PIECES, threads: int = DEFAULT_THREADS
    ) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.folder = folder
        self.max_seq_length = max_seq_length
        self.threads = threads
        self._tokens = load_tokens(Path(folder))
        self._session = open_session(Path(folder), threads)
        give_memory_back()

    @classmethod
    def load(  # type: ignore[override]
        cls,
        model_name_or_path: str,
        model_kwargs: dict[str, Any] | None = None,
        **options: Any,  # noqa: ANN401, ARG003
    ) -> "OrtTransformer":
        """Load from a folder (the constructor of sentence-transformers)."""
        config = cls.load_config(model_name_or_path, local_files_only=True)
        threads = (model_kwargs or {}).get("threads", DEFAULT_THREADS)
        return cls(model_name_or_path, threads=threads, **config)

    def preprocess(  # type: ignore[override]
        self,
        inputs: Sequence[str],
        prompt: str | None = None,
        **options: Any,  # noqa: ANN401, ARG002
    ) -> dict[str, torch.Tensor]:
        """Split texts into tokens; the prompt comes before each.

        Returns:
            `input_ids` and `attention_mask`, int64 of shape `(texts, tokens)`.
        """
        numbers = self._tokens.numbers([f"{prompt or ''}{text}" for text in inputs])
        longest = max(map(len, numbers))
        return {
            "input_ids": torch.tensor(
                [[*each, *[PADDING] * (longest - len(each))] for each in numbers]
            ),
            "attention_mask": torch.tensor(
                [[1] * len(each) + [0] * (longest - len(each)) for each in numbers]
            ),
        }

    def forward(
        self,
        features: dict[str, torch.Tensor],
        **options: Any,  # noqa: ANN401, ARG002
    ) -> dict[str, torch.Tensor]:
        """Add `token_embeddings`, float32 of shape `(texts, tokens, dimension)`."""
        inputs = {key: features[key].numpy() for key in ("input_ids", "attention_mask")}
        (hidden,) = self._session.run(None, inputs)
        features["token_embeddings"] = torch.from_numpy(hidden)
        return features

    def save(self, output_path: str, *arguments: Any, **options: Any) -> None:  # noqa: ANN401
        """Refuse: the folder that it was loaded from is complete.

        Raises:
            NotImplementedError: Always.
        """
        raise NotImplementedError(f"copy the folder {self.folder}")
