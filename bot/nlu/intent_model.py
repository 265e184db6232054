"""Which intent a sentence has: two linear models, one on letters and one on meaning.

The letters (n-grams of characters and words) know the exact wording, the vector of the encoder
knows what it means in any language. Their scores are added up. Without a vector the letters
decide alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import HashingVectorizer, TfidfTransformer
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC

from bot.nlu.typing_slips import without_diacritics
from knowledge.matching.encoder import Vectors

Floats = npt.NDArray[np.float32]

FILE = "intents.npz"
CHARACTER_FEATURES = 2**16
WORD_FEATURES = 2**15


@dataclass(frozen=True)
class Recipe:
    """How the model is trained and its two halves weighed; values measured in docs/nlu.md.

    Attributes:
        letters_c: Inverse regularisation of the support vectors on letters.
        meaning_c: Inverse regularisation of the logistic regression on vectors.
        letters_weight: What one unit of margin counts beside one unit of log-odds.
        temperature: Scores are divided by it before they become probabilities, so that of the
            sentences at confidence 0.8 about 80 % are right.
    """

    letters_c: float = 0.3
    meaning_c: float = 1.0
    letters_weight: float = 3.0
    temperature: float = 1.0


@dataclass(frozen=True)
class LinearHead:
    """One score for each intent: `features @ weights.T + bias`.

    Attributes:
        weights: Shape `(intents, features)`.
        bias: Shape `(intents,)`.
    """

    weights: Floats
    bias: Floats

    def scores(self, features: csr_matrix | Floats) -> Floats:
        """Score rows of features; shape `(rows, intents)`."""
        return np.asarray(features @ self.weights.T + self.bias, dtype=np.float32)


class Letters:
    """n-grams of characters and words, weighed by how rare they are; keeps no vocabulary."""

    _characters = HashingVectorizer(
        analyzer="char_wb",
        ngram_range=(2, 5),
        n_features=CHARACTER_FEATURES,
        alternate_sign=False,
        norm=None,
        lowercase=False,
        dtype=np.float32,
    )
    _words = HashingVectorizer(
        analyzer="word",
        ngram_range=(1, 3),
        n_features=WORD_FEATURES,
        token_pattern=r"[^\s.,;:!?]+",  # noqa: S106  # of words
        alternate_sign=False,
        norm=None,
        lowercase=False,
        dtype=np.float32,
    )

    def __init__(self, rarity: Floats) -> None:
        """Make it from the inverse document frequency of each feature."""
        self._rarity = rarity

    @classmethod
    def fitted(cls, texts: Sequence[str]) -> "Letters":
        """Learn how rare each n-gram is."""
        counts = cls._counts(texts)
        return cls(TfidfTransformer().fit(counts).idf_.astype(np.float32))

    @property
    def rarity(self) -> Floats:
        """Inverse document frequency of each feature, what must be kept of this object."""
        return self._rarity

    def features(self, texts: Sequence[str]) -> csr_matrix:
        """Turn masked sentences into rows of length 1."""
        counts = self._counts(texts)
        counts.data = (1 + np.log(counts.data)) * self._rarity[counts.indices]
        lengths = np.sqrt(np.asarray(counts.multiply(counts).sum(axis=1)).ravel())
        counts.data /= np.repeat(np.maximum(lengths, 1e-9), np.diff(counts.indptr))
        return counts

    @classmethod
    def _counts(cls, texts: Sequence[str]) -> csr_matrix:
        folded = [without_diacritics(text.lower()) for text in texts]
        return csr_matrix(hstack([cls._characters.transform(folded), cls._words.transform(folded)]))


@dataclass(frozen=True)
class IntentModel:
    """A trained classifier; the order of `intents` is that of all scores."""

    intents: tuple[str, ...]
    letters: Letters
    by_letters: LinearHead
    by_meaning: LinearHead | None
    recipe: Recipe

    @classmethod
    def trained(
        cls,
        texts: Sequence[str],
        intents: Sequence[str],
        vectors: Vectors | None,
        recipe: Recipe | None = None,
    ) -> "IntentModel":
        """Learn from masked sentences, their intents and the vectors of what was really said.

        Args:
            texts: Masked sentences, at least two intents among them.
            intents: One for each sentence.
            vectors: Shape `(len(texts), dimension)`; None trains on letters alone.
            recipe: None takes the measured values.
        """
        recipe = recipe or Recipe()
        letters = Letters.fitted(texts)
        margins = LinearSVC(C=recipe.letters_c, class_weight="balanced", random_state=0)
        margins.fit(letters.features(texts), intents)
        by_meaning = None
        if vectors is not None:
            odds = LogisticRegression(
                C=recipe.meaning_c, class_weight="balanced", max_iter=300, random_state=0
            )
            by_meaning = _unscaled(odds, vectors, intents)
        return cls(
            tuple(str(intent) for intent in margins.classes_),
            letters,
            _head(margins),
            by_meaning,
            recipe,
        )

    def probabilities(self, texts: Sequence[str], vectors: Vectors | None) -> Floats:
        """Judge masked sentences.

        Args:
            texts: Masked sentences.
            vectors: Those of the same sentences before masking, or None.

        Returns:
            Shape `(len(texts), len(intents))`; each row adds up to 1.
        """
        scores = self.recipe.letters_weight * self.by_letters.scores(self.letters.features(texts))
        if vectors is not None and self.by_meaning is not None:
            scores = scores + self.by_meaning.scores(vectors)
        return _softmax(scores / self.recipe.temperature)

    def save(self, folder: Path) -> None:
        """Write the model as plain arrays: nothing in it can run."""
        meaning = self.by_meaning
        np.savez_compressed(
            folder / FILE,
            intents=np.array(self.intents),
            rarity=self.letters.rarity,
            letters_weights=self.by_letters.weights,
            letters_bias=self.by_letters.bias,
            meaning_weights=meaning.weights if meaning else np.zeros((0, 0), np.float32),
            meaning_bias=meaning.bias if meaning else np.zeros(0, np.float32),
            recipe=np.array(
                [
                    self.recipe.letters_c,
                    self.recipe.meaning_c,
                    self.recipe.letters_weight,
                    self.recipe.temperature,
                ]
            ),
        )

    @classmethod
    def load(cls, folder: Path) -> "IntentModel":
        """Read what `save` wrote."""
        with np.load(folder / FILE, allow_pickle=False) as kept:
            by_meaning = None
            if kept["meaning_bias"].size:
                by_meaning = LinearHead(kept["meaning_weights"], kept["meaning_bias"])
            return cls(
                tuple(str(intent) for intent in kept["intents"]),
                Letters(kept["rarity"]),
                LinearHead(kept["letters_weights"], kept["letters_bias"]),
                by_meaning,
                Recipe(*(float(value) for value in kept["recipe"])),
            )


def _head(model: LinearSVC) -> LinearHead:
    return LinearHead(model.coef_.astype(np.float32), model.intercept_.astype(np.float32))


def _unscaled(model: LogisticRegression, vectors: Vectors, intents: Sequence[str]) -> LinearHead:
    """Train on standardised vectors, and give a head for vectors as they come."""
    mean, spread = vectors.mean(axis=0), vectors.std(axis=0) + 1e-6
    model.fit((vectors - mean) / spread, intents)
    weights = (model.coef_ / spread).astype(np.float32)
    bias = (model.intercept_ - weights @ mean).astype(np.float32)
    return LinearHead(weights, bias)


def _softmax(scores: Floats) -> Floats:
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True), dtype=np.float32)
