"""How near a text is to examples by their letters: TF-IDF of hashed n-grams of characters.

Beside vectors, letters tell apart what the encoder takes for the same: names of cards, papers and
ways, and short sentences. So many examples need a compact form: places of 16 bits, weights in half
precision, made once and kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse
from sklearn.feature_extraction.text import HashingVectorizer

from knowledge.encoder.spoken import SpokenDutch

PLACES = 2**16  # as many as 16 bits tell apart; 2**18 found no more
NGRAMS = (3, 5)  # 2 to 5 found no more and takes half as much memory again

Floats = npt.NDArray[np.float32]

_COUNTING = HashingVectorizer(
    analyzer="char_wb",
    ngram_range=NGRAMS,
    strip_accents="unicode",
    n_features=PLACES,
    norm=None,
    alternate_sign=False,
    dtype=np.float32,
)


@dataclass(frozen=True)
class ExampleLetters:
    """The weighed n-grams of examples, in their order.

    Attributes:
        rarity: Weight of each place; shape `(PLACES,)`.
        weights: Of all n-grams of all examples, those of one example together.
        places: Of these, as many.
        starts: Where the n-grams of each example begin, and the end; shape `(examples + 1,)`.
    """

    rarity: Floats
    weights: npt.NDArray[np.float16]
    places: npt.NDArray[np.uint16]
    starts: npt.NDArray[np.int64]

    @classmethod
    def of(cls, texts: Sequence[str]) -> ExampleLetters:
        """Count the n-grams of examples; some seconds for tens of thousands."""
        counts = _counted(texts)
        having = np.bincount(counts.indices, minlength=PLACES)
        rarity = (np.log((1 + len(texts)) / (1 + having)) + 1).astype(np.float32)
        weighed = _weighed(counts, rarity)
        return cls(
            rarity,
            weighed.data.astype(np.float16),
            weighed.indices.astype(np.uint16),
            weighed.indptr.astype(np.int64),
        )

    def asked(self, text: str) -> Floats:
        """Give the weights of a text, by which examples are near to it; shape `(PLACES,)`."""
        weighed = _weighed(_counted([text]), self.rarity)
        asked = np.zeros(PLACES, np.float32)
        asked[weighed.indices] = weighed.data
        return asked

    def nearness(self, asked: Floats, runs: Sequence[slice]) -> Floats:
        """Give the cosine of a text with some examples.

        Args:
            asked: The weights of the text.
            runs: Places of examples that follow each other.

        Returns:
            One after the other, as many as there are in all runs.
        """
        ngrams = [slice(self.starts[run.start], self.starts[run.stop]) for run in runs]
        weights = np.concatenate([self.weights[each] for each in ngrams]).astype(np.float32)
        shares = weights * asked[np.concatenate([self.places[each] for each in ngrams])]
        of_each = [np.diff(self.starts[run.start : run.stop + 1]) for run in runs]
        counts = np.concatenate(of_each)
        sums = np.add.reduceat(np.append(shares, np.float32(0)), np.cumsum(counts) - counts)
        return np.where(counts > 0, sums, np.float32(0))  # of none, `reduceat` gives the next one


def _counted(texts: Sequence[str]) -> sparse.csr_matrix:
    spoken = SpokenDutch.load()
    return _COUNTING.transform([spoken.written(each) for each in texts])


def _weighed(counts: sparse.csr_matrix, rarity: Floats) -> sparse.csr_matrix:
    data = (1 + np.log(counts.data)) * rarity[counts.indices]
    squares = np.concatenate(([0.0], np.cumsum(data * data, dtype=np.float64)))
    lengths = np.sqrt(np.diff(squares[counts.indptr]))
    data /= np.repeat(np.where(lengths > 0, lengths, 1), np.diff(counts.indptr))
    return sparse.csr_matrix((data, counts.indices, counts.indptr), counts.shape)
