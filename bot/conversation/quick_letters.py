"""Counting the n-grams of one message: scikit-learn takes as long to look at what it is given."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from itertools import repeat
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from rasa.engine.runner.interface import GraphRunner
from scipy.sparse import csr_matrix
from sklearn.feature_extraction._hashing_fast import transform as hashed
from sklearn.feature_extraction.text import HashingVectorizer

from bot.nlu.intent_classifier import QuestionClassifier
from bot.nlu.intent_model import CHARACTER_FEATURES, WORD_FEATURES, Letters
from bot.nlu.typing_slips import without_diacritics

Places: TypeAlias = npt.NDArray[np.int32]

SEED = 0  # of the hashes of scikit-learn


class QuickLetters(Letters):
    """Gives the same rows as `Letters`, those of a single message quickly."""

    @classmethod
    def _counts(cls, texts: Sequence[str]) -> csr_matrix:
        if len(texts) != 1:
            return super()._counts(texts)
        folded = without_diacritics(texts[0].lower())
        words = _places(cls._words, folded) + CHARACTER_FEATURES
        places = np.concatenate((_places(cls._characters, folded), words))
        indices, counts = np.unique(places, return_counts=True)
        width = CHARACTER_FEATURES + WORD_FEATURES
        return csr_matrix((counts.astype(np.float32), indices, [0, len(indices)]), (1, width))


def count_letters_quickly(loaded: GraphRunner) -> None:
    """Let the classifier of a loaded graph count so."""
    for node in loaded._instantiated_nodes.values():
        classifier = node._component
        if isinstance(classifier, QuestionClassifier) and classifier._model:
            letters = QuickLetters(classifier._model.letters.rarity)
            classifier._model = replace(classifier._model, letters=letters)


def _places(vectorizer: HashingVectorizer, text: str) -> Places:
    """Give the place of each n-gram of a text."""
    grams = zip(_analyzer(vectorizer)(text), repeat(1))
    size = vectorizer.n_features
    places, _, _ = hashed([grams], size, np.float32, vectorizer.alternate_sign, SEED)
    return np.asarray(places)


@cache
def _analyzer(vectorizer: HashingVectorizer) -> Callable[[str], list[str]]:
    made: Callable[[str], list[str]] = vectorizer.build_analyzer()
    return made
