"""Which intent a sentence has: a linear model on letters and small networks on meaning.

The letters (n-grams of characters and words) know the exact wording, the vector of the encoder
knows what it means in any language. Their scores are added up. Without a vector the letters
decide alone.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import HashingVectorizer, TfidfTransformer
from sklearn.svm import LinearSVC

from bot.nlu.subject_kinds import NOTHING, marked, one_hot
from bot.nlu.typing_slips import without_diacritics
from knowledge.encoder.encoder import Vectors
from knowledge.encoder.networks import Floats, Networks, NetworksRecipe, log_softmax

FILE = "intents.npz"
OUT_OF_SCOPE = "out_of_scope"
CHARACTER_FEATURES = 2**16
WORD_FEATURES = 2**15


@dataclass(frozen=True)
class Recipe:
    """How the model is trained and its two halves weighed; values measured in docs/nlu.md.

    Attributes:
        letters_c: Inverse regularisation of the support vectors on letters.
        letters_weight: What one unit of margin counts beside one unit of log-probability.
        networks: How many networks judge the vector; their mean is steadier than any one.
        hidden: Width of the one hidden layer of each.
        decay: L2 penalty on their weights.
        epochs: How often each sees all sentences.
        off_topic: Added to the score of `out_of_scope`: no training data can hold all that is off
            topic, so what resembles nothing much is more often that than it seems.
        off_topic_in_talk: What is left of the probability of `out_of_scope` after a subject.
    """

    letters_c: float = 0.3
    letters_weight: float = 5.0
    networks: int = 4
    hidden: int = 128
    decay: float = 0.03
    epochs: int = 14
    off_topic: float = 3.0
    off_topic_in_talk: float = 0.08

    @property
    def of_networks(self) -> NetworksRecipe:
        """How the networks learn."""
        return NetworksRecipe(self.networks, self.hidden, self.decay, self.epochs)


@dataclass(frozen=True)
class Sentences:
    """What is learnt from, a row for each sentence and subject.

    Attributes:
        texts: Masked sentences.
        intents: One for each.
        kinds: The kind of subject that each is said after.
        vectors: Of what was really said, shape `(len(texts), dimension)`; None for letters alone.
        careless: The first sentences again with typing slips; only the letters need them, the
            encoder sees through slips by itself.
    """

    texts: Sequence[str]
    intents: Sequence[str]
    kinds: Sequence[str]
    vectors: Vectors | None
    careless: Sequence[str] = ()


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
        self._last: tuple[Sequence[str], csr_matrix] | None = None

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
        """Turn masked sentences into rows of length 1; those of the last call are at hand."""
        last = self._last
        if last is not None and last[0] == texts:
            return last[1]
        counts = self._counts(texts)
        counts.data = (1 + np.log(counts.data)) * self._rarity[counts.indices]
        squares = np.concatenate(([0.0], np.cumsum(counts.data**2, dtype=np.float64)))
        lengths = np.sqrt(np.diff(squares[counts.indptr])).astype(np.float32)
        counts.data /= np.repeat(np.maximum(lengths, 1e-9), np.diff(counts.indptr))
        self._last = (texts, counts) if len(texts) == 1 else None
        return counts

    @classmethod
    def _counts(cls, texts: Sequence[str]) -> csr_matrix:
        folded = [without_diacritics(text.lower()) for text in texts]
        characters, words = cls._characters.transform(folded), cls._words.transform(folded)
        if len(folded) > 1:
            return csr_matrix(hstack([characters, words]))
        # One row side by side, without what scipy looks at for many.
        indices = np.concatenate((characters.indices, words.indices + CHARACTER_FEATURES))
        data = np.concatenate((characters.data, words.data))
        width = CHARACTER_FEATURES + WORD_FEATURES
        return csr_matrix((data, indices, [0, len(data)]), (1, width))


@dataclass(frozen=True)
class IntentModel:
    """A trained classifier; the order of `intents` is that of all scores."""

    intents: tuple[str, ...]
    letters: Letters
    by_letters: LinearHead
    by_meaning: Networks | None
    recipe: Recipe
    said_after: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """The kinds of subject after which an intent of talk is given; others always are."""

    @classmethod
    def trained(
        cls,
        sentences: Sentences,
        recipe: Recipe | None = None,
        said_after: Mapping[str, frozenset[str]] | None = None,
    ) -> "IntentModel":
        """Learn from sentences of at least three intents.

        Args:
            sentences: What to learn from.
            recipe: None takes the measured values.
            said_after: For each intent of talk the kinds of subject that it is given after.
        """
        recipe = recipe or Recipe()
        kinds = [*sentences.kinds, *sentences.kinds[: len(sentences.careless)]]
        written = [*sentences.texts, *sentences.careless]
        letters = Letters.fitted(list(map(marked, written, kinds)))
        margins = LinearSVC(C=recipe.letters_c, class_weight="balanced", random_state=0)
        intents = [*sentences.intents, *sentences.intents[: len(sentences.careless)]]
        margins.fit(letters.features(list(map(marked, written, kinds))), intents)
        return cls(
            tuple(str(intent) for intent in margins.classes_),
            letters,
            LinearHead(margins.coef_.astype(np.float32), margins.intercept_.astype(np.float32)),
            None
            if sentences.vectors is None
            else Networks.trained(
                _beside(sentences.vectors, sentences.kinds), sentences.intents, recipe.of_networks
            ),
            recipe,
            said_after or {},
        )

    def probabilities(
        self, texts: Sequence[str], vectors: Vectors | None, kinds: Sequence[str] | None = None
    ) -> Floats:
        """Judge masked sentences.

        Args:
            texts: Masked sentences.
            vectors: Those of the same sentences before masking, or None.
            kinds: Of the subject that each is said after; None for none.

        Returns:
            Shape `(len(texts), len(intents))`. A row adds up to 1, or to less where no subject
            is there and the sentence leans on one: then it must stay doubtful.
        """
        kinds = kinds or [NOTHING] * len(texts)
        rows = list(map(marked, texts, kinds))
        scores = self.recipe.letters_weight * self.by_letters.scores(self.letters.features(rows))
        if vectors is not None and self.by_meaning is not None:
            scores = scores + self.by_meaning.scores(_beside(vectors, kinds))
        if OUT_OF_SCOPE in self.intents:
            scores[:, self.intents.index(OUT_OF_SCOPE)] += self.recipe.off_topic
        return self._in_the_light_of(np.exp(log_softmax(scores)), kinds)

    def _in_the_light_of(self, rows: Floats, kinds: Sequence[str]) -> Floats:
        """Take away talk without its subject; with one, what is said is less often off topic."""
        for at, kind in enumerate(kinds):
            for intent, after in self.said_after.items():
                if kind not in after:
                    rows[at, self.intents.index(intent)] = 0
            if kind != NOTHING:
                if OUT_OF_SCOPE in self.intents:
                    rows[at, self.intents.index(OUT_OF_SCOPE)] *= self.recipe.off_topic_in_talk
                rows[at] /= rows[at].sum()
        return rows

    def save(self, folder: Path) -> None:
        """Write the model as plain arrays: nothing in it can run."""
        meaning = asdict(self.by_meaning) if self.by_meaning else {}
        np.savez_compressed(
            folder / FILE,
            intents=np.array(self.intents),
            rarity=self.letters.rarity,
            letters_weights=self.by_letters.weights,
            letters_bias=self.by_letters.bias,
            recipe=np.array(json.dumps(asdict(self.recipe))),
            said_after=np.array(
                json.dumps({name: sorted(each) for name, each in self.said_after.items()})
            ),
            **meaning,
        )

    @classmethod
    def load(cls, folder: Path) -> "IntentModel":
        """Read what `save` wrote."""
        with np.load(folder / FILE, allow_pickle=False) as kept:
            names = [each.name for each in fields(Networks)]
            has_meaning = names[0] in kept
            return cls(
                tuple(str(intent) for intent in kept["intents"]),
                Letters(kept["rarity"]),
                LinearHead(kept["letters_weights"], kept["letters_bias"]),
                Networks(*(kept[name] for name in names)) if has_meaning else None,
                Recipe(**json.loads(str(kept["recipe"]))),
                {
                    name: frozenset(each)
                    for name, each in json.loads(str(kept["said_after"])).items()
                },
            )


def _beside(vectors: Vectors, kinds: Sequence[str]) -> Vectors:
    """Put the kind of subject beside each vector."""
    return np.hstack([vectors, one_hot(kinds)]).astype(np.float32)
