"""One vector for each message, made once and used for intents and for search."""

from collections import OrderedDict
from collections.abc import Sequence
from hashlib import blake2b
from threading import Lock
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from knowledge.matching.encoder import Encoder

Vectors: TypeAlias = npt.NDArray[np.float32]

REMEMBERED = 1_024  # messages; 1.5 kB each with 384 dimensions


class MessageEncoder:
    """Encodes messages; the last ones are remembered by a hash, never by their words."""

    def __init__(self, encoder: Encoder, *, remembered: int = REMEMBERED) -> None:
        """Make a memory of `remembered` messages in front of an encoder."""
        self._encoder = encoder
        self._remembered = remembered
        self._vectors: OrderedDict[bytes, Vectors] = OrderedDict()
        self._lock = Lock()

    @property
    def name(self) -> str:
        """Name of the encoder: vectors of two names are not comparable."""
        return self._encoder.name

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return self._encoder.dimension

    def vector(self, text: str) -> Vectors:
        """Encode one message, or remember it.

        Safe to call from several threads; a message asked for twice at the same moment may be
        encoded twice.

        Returns:
            Shape `(dimension,)`, float32, length 1.
        """
        key = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
        with self._lock:
            known = self._vectors.get(key)
            if known is not None:
                self._vectors.move_to_end(key)
                return known
        vector = self._encoder.encode_queries([text])[0]
        with self._lock:
            self._vectors[key] = vector
            while len(self._vectors) > self._remembered:
                self._vectors.popitem(last=False)
        return vector

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """Encode many texts at once, for training; these are not remembered.

        Returns:
            Shape `(len(texts), dimension)`, float32, each row of length 1.
        """
        return self._encoder.encode_queries(texts)
