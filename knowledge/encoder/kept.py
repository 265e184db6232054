"""Vectors of many texts, kept in a file from one time to the next: only new texts are encoded."""

from __future__ import annotations

import hashlib
import logging
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from knowledge.encoder.encoder import Encoder, Vectors

_log = logging.getLogger(__name__)


def kept_queries(
    texts: Sequence[str], encoder: Encoder, file: Path, dtype: npt.DTypeLike = np.float32
) -> Vectors:
    """Give the vector of each text as a question, shape `(texts, dimension)`.

    Args:
        texts: Those of which the vectors are kept afterwards.
        encoder: Makes what is missing.
        file: Where they are kept; a damaged one is as good as none.
        dtype: In which they are given and kept.
    """
    kept = read_arrays(file, "encoder", "keys", "vectors")
    known: dict[str, Vectors] = {}
    if kept and str(kept["encoder"]) == encoder.name and kept["vectors"].dtype == dtype:
        known = dict(zip(map(str, kept["keys"]), kept["vectors"], strict=True))
    keys = {text: digest_of(text) for text in texts}
    missing = [text for text, key in keys.items() if key not in known]
    if missing:
        made = np.asarray(encoder.encode_queries(missing), dtype)
        known |= dict(zip((keys[text] for text in missing), made, strict=True))
        write_arrays(
            file,
            encoder=encoder.name,
            keys=np.array(list(keys.values())),
            vectors=np.stack([known[key] for key in keys.values()]),
        )
    return np.stack([known[keys[text]] for text in texts])


def read_arrays(file: Path, *names: str) -> Mapping[str, Any] | None:
    """Read arrays by name; None where the file is missing, damaged or without one of these."""
    try:
        with file.open("rb") as raw, np.load(raw, allow_pickle=False) as kept:
            arrays = dict(kept)
    except (OSError, ValueError, KeyError, EOFError, BadZipFile):
        return None
    return arrays if arrays.keys() >= set(names) else None


def write_arrays(file: Path, **arrays: Any) -> None:  # noqa: ANN401 - arrays and words
    """Write arrays in one go, for the next process; without room that one makes them again."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=file.parent, suffix=".part", delete=False) as part:
            np.savez(part, **arrays)
        Path(part.name).replace(file)
    except OSError as error:
        _log.warning("%s cannot be kept: %s", file, error)


def digest_of(text: str) -> str:
    """Give a short digest of a text, by which what was made of it is found again."""
    return hashlib.sha256(text.encode()).hexdigest()[:32]
