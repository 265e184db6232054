"""The sentence encoder: texts become vectors, and what means the same lies close together.

`python -m knowledge.encoder build --to var/encoder` makes the one that Kanaalcheck uses.
sentence-transformers and torch are imported only by `load_encoder`: training has them, a process
that serves our own encoder does without.
"""

import hashlib
import json
import warnings
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

import numpy as np
import numpy.typing as npt

from knowledge.encoder import spoken

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Vectors: TypeAlias = npt.NDArray[np.float32]

DEFAULT_FOLDER = "var/encoder"
DEFAULT_THREADS = 1
BATCH = 1  # the rounding of activations would depend on a text's neighbours; padding costs as much
REMEMBERED = 1_024  # texts; 1.5 kB each with 384 dimensions


class Encoder(Protocol):
    """Gives vectors of questions and of the passages that answer them.

    Attributes:
        name: Changes whenever the same text gets another vector.
        dimension: Length of a vector.
    """

    @property
    def name(self) -> str: ...  # noqa: D102

    @property
    def dimension(self) -> int: ...  # noqa: D102

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Encode what somebody asks.

        Returns:
            Shape `(len(texts), dimension)`, float32, each row of length 1.
        """
        ...

    def remembered(self, text: str) -> Vectors | None:
        """Give the vector of a question that was encoded a moment ago; None of any other."""
        ...

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Encode what is searched through.

        Returns:
            Shape `(len(texts), dimension)`, float32, each row of length 1.
        """
        ...


class EncoderError(Exception):
    """An encoder cannot be loaded; the message tells operators what to do."""


class SentenceEncoder:
    """Any sentence-transformers model; used from several threads at once."""

    def __init__(self, model: "SentenceTransformer", name: str) -> None:
        """Wrap a loaded model."""
        self._model = model
        self.name = name
        self.dimension = int(model.get_embedding_dimension() or 0)

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Encode with the model's own prompt for questions, if it has one."""
        return self._checked(self._model.encode_query, texts)

    def remembered(self, text: str) -> None:
        """Give nothing: no question is remembered."""

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Encode with the model's own prompt for passages, if it has one."""
        return self._checked(self._model.encode_document, texts)

    def _checked(self, encode: Any, texts: Sequence[str]) -> Vectors:  # noqa: ANN401
        if not texts:
            return np.zeros((0, self.dimension), np.float32)
        written = [text.encode("utf-8", "replace").decode() for text in texts]
        vectors = encode(
            written, batch_size=BATCH, normalize_embeddings=True, show_progress_bar=False
        )
        return np.asarray(vectors, np.float32)


class CachedEncoder:
    """Remembers the vectors of the last questions by a hash, never by their words.

    Questions are encoded as they are written, also where they were typed as they are spoken.
    """

    def __init__(self, encoder: Encoder, remembered: int = REMEMBERED) -> None:
        """Put a memory of `remembered` questions in front of an encoder."""
        self._encoder = encoder
        self._remembered = remembered
        self._vectors: OrderedDict[bytes, Vectors] = OrderedDict()
        self._lock = Lock()

    @property
    def name(self) -> str:
        """Name of the encoder behind, and of how spoken words are written."""
        return f"{self._encoder.name}-{spoken.version()}"

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return self._encoder.dimension

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Encode the questions that are not remembered.

        Two threads that ask for the same new question at the same moment may both encode it.
        """
        texts = list(map(spoken.written, texts))
        keys = [_key(text) for text in texts]
        with self._lock:
            known = {key: self._vectors[key] for key in keys if key in self._vectors}
        new = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
        if new:
            encoded = self._encoder.encode_queries(list(new.values()))
            known.update(zip(new, encoded, strict=True))
        self._remember(known)
        return np.stack([known[key] for key in keys]) if keys else self._none()

    def remembered(self, text: str) -> Vectors | None:
        """Give the vector of a question that is remembered; None of any other."""
        with self._lock:
            return self._vectors.get(_key(spoken.written(text)))

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """Encode; passages are not remembered."""
        return self._encoder.encode_passages(texts)

    def _remember(self, vectors: dict[bytes, Vectors]) -> None:
        with self._lock:
            for key, vector in vectors.items():
                self._vectors[key] = vector
                self._vectors.move_to_end(key)
            while len(self._vectors) > self._remembered:
                self._vectors.popitem(last=False)

    def _none(self) -> Vectors:
        return np.zeros((0, self.dimension), np.float32)


def _key(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def load_encoder(path_or_name: str | Path, *, threads: int = DEFAULT_THREADS) -> CachedEncoder:
    """Load our own encoder, or any other, with sentence-transformers.

    Args:
        path_or_name: A folder, or a name on the Hugging Face Hub.
        threads: Cores that one text may use; for our own encoder only.

    Raises:
        EncoderError: There is no such model.
    """
    with _told_as_missing(path_or_name):
        model = _load_model(Path(path_or_name), str(path_or_name), threads)
    return CachedEncoder(SentenceEncoder(model, _name(Path(path_or_name))))


def load_lean_encoder(path_or_name: str | Path) -> CachedEncoder:
    """Load an encoder to serve with: our own without torch, any other as `load_encoder` does.

    Raises:
        EncoderError: There is no such model.
    """
    folder = Path(path_or_name)
    if not _is_ours(folder):
        return load_encoder(path_or_name)
    with _told_as_missing(path_or_name):
        from knowledge.encoder.lean import LeanEncoder

        return CachedEncoder(LeanEncoder(folder, _name(folder)))


@contextmanager
def _told_as_missing(path_or_name: str | Path) -> Iterator[None]:
    with warnings.catch_warnings():  # torch and transformers warn about each other
        warnings.simplefilter("ignore")
        try:
            yield
        except (OSError, ValueError, ImportError) as error:
            raise EncoderError(
                f"There is no encoder in {path_or_name}: make it with make encoder, or set "
                "KANAALCHECK_ENCODER to a sentence-transformers model or to none."
            ) from error


def _is_ours(folder: Path) -> bool:
    """Tell whether a folder was made here: only such a one may name code of this repository."""
    return (folder / "build.json").is_file()


def _load_model(folder: Path, name: str, threads: int) -> "SentenceTransformer":
    from sentence_transformers import SentenceTransformer

    return SentenceTransformer(
        name,
        device="cpu",
        trust_remote_code=_is_ours(folder),
        model_kwargs={"threads": threads} if _is_ours(folder) else None,
    )


def _name(path: Path) -> str:
    """Give a name that changes with the files of a folder."""
    build = path / "build.json"
    if build.is_file():
        return f"e5-small-{json.loads(build.read_text('utf-8'))['fingerprint']}"
    if not path.is_dir():
        return str(path)
    files = sorted(each for each in path.rglob("*") if each.is_file())
    seen = [(each.name, each.stat().st_size, each.stat().st_mtime_ns) for each in files]
    return f"{path.name}-{hashlib.sha256(repr(seen).encode()).hexdigest()[:16]}"
