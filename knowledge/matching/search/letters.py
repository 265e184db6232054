"""How near texts are to a question by their letters: TF-IDF of character n-grams.

The weights are those of scikit-learn's TfidfVectorizer (sublinear, smoothed, L2); unlike it, a few
changed texts are counted without counting all others again.
"""

from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy import sparse
from sklearn.feature_extraction.text import CountVectorizer

Scores = npt.NDArray[np.float32]


class Letters:
    """The n-grams of texts.

    Args:
        texts: In the order of the scores.
        previous: Of texts that are mostly the same.
    """

    _columns: dict[str, int]
    _counts: sparse.csr_matrix
    _rows: dict[str, int]

    def __init__(self, texts: Sequence[str], previous: "Letters | None" = None) -> None:
        self._grams = CountVectorizer(
            analyzer="char_wb", ngram_range=(2, 5), strip_accents="unicode"
        ).build_analyzer()
        known = previous._rows if previous else {}
        new = [text for text in dict.fromkeys(texts) if text not in known]
        # A copy: the one before is still asked.
        self._columns = dict(previous._columns) if previous else {}
        counted = self._counted(new)
        pool = _stacked(previous._counts if previous else None, counted)
        places = {**known, **{text: len(known) + place for place, text in enumerate(new)}}
        self._counts = pool[[places[text] for text in texts]]
        self._rows = {text: row for row, text in enumerate(texts)}
        self._weights = _inverse_frequencies(self._counts)
        self._letters = _normal(self._counts, self._weights)

    def nearness(self, text: str) -> Scores:
        """Give the cosine of a question with every text.

        Returns:
            Shape `(number of texts,)`.
        """
        counts = Counter(self._grams(text))
        asked = [(self._columns[gram], n) for gram, n in counts.items() if gram in self._columns]
        columns = np.array([column for column, _ in asked], np.intp)
        weights = (1 + np.log([max(n, 1) for _, n in asked])) * self._weights[columns]
        length = np.linalg.norm(weights)
        if not length:  # nothing in common
            return np.zeros(self._counts.shape[0], np.float32)
        return np.asarray(self._letters[:, columns] @ (weights / length), np.float32)

    def _counted(self, texts: Sequence[str]) -> sparse.csr_matrix:
        """Count the n-grams of texts; new ones get a column of their own."""
        columns: list[int] = []
        counts: list[int] = []
        ends = [0]
        for text in texts:
            for gram, count in Counter(self._grams(text)).items():
                columns.append(self._columns.setdefault(gram, len(self._columns)))
                counts.append(count)
            ends.append(len(columns))
        data = (1 + np.log(counts)).astype(np.float32) if counts else np.zeros(0, np.float32)
        parts = (data, np.array(columns, np.int32), np.array(ends, np.int32))
        return sparse.csr_matrix(parts, (len(texts), len(self._columns)))


def _stacked(above: sparse.csr_matrix | None, below: sparse.csr_matrix) -> sparse.csr_matrix:
    if above is None:
        return below
    widened = sparse.csr_matrix(
        (above.data, above.indices, above.indptr), (above.shape[0], below.shape[1])
    )
    return sparse.vstack([widened, below], format="csr") if below.shape[0] else widened


def _inverse_frequencies(counts: sparse.csr_matrix) -> Scores:
    """Give the weight of each n-gram; one that no text has any more weighs nothing."""
    texts, grams = counts.shape
    having = np.bincount(counts.indices, minlength=grams)
    weights = np.log((1 + texts) / (1 + having)) + 1
    return np.where(having > 0, weights, 0).astype(np.float32)


def _normal(counts: sparse.csr_matrix, weights: Scores) -> sparse.csc_matrix:
    data = counts.data * weights[counts.indices]
    squares = np.add.reduceat(np.append(data**2, 0), counts.indptr[:-1]) if len(data) else data
    lengths = np.sqrt(np.where(np.diff(counts.indptr) > 0, squares, 1))
    data /= np.repeat(lengths, np.diff(counts.indptr))
    return sparse.csr_matrix((data, counts.indices, counts.indptr), counts.shape).tocsc()
