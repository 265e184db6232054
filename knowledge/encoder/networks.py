"""Small networks that tell vectors of the encoder apart: which of many labels each has."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from sklearn.neural_network import MLPClassifier

from knowledge.encoder.encoder import Vectors

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class NetworksRecipe:
    """How networks learn.

    Attributes:
        count: How many judge a vector; their mean is steadier than any one.
        hidden: Width of the one hidden layer of each.
        decay: L2 penalty on their weights.
        epochs: How often each sees all vectors.
        at_once: Vectors a step.
    """

    count: int
    hidden: int
    decay: float
    epochs: int
    at_once: int = 128


@dataclass(frozen=True)
class Networks:
    """Networks of one hidden layer side by side; their log-probabilities are averaged.

    Attributes:
        inner: Weights of the hidden layers, shape `(networks, dimension, hidden)`.
        inner_bias: Shape `(networks, 1, hidden)`.
        outer: Weights of the outputs, shape `(networks, hidden, labels)`.
        outer_bias: Shape `(networks, 1, labels)`.
    """

    inner: Floats
    inner_bias: Floats
    outer: Floats
    outer_bias: Floats

    @classmethod
    def trained(cls, vectors: Vectors, labels: Sequence[str], recipe: NetworksRecipe) -> "Networks":
        """Learn from vectors, shape `(count, dimension)`, on standardised copies of them.

        The outputs stand in the order of the sorted labels.
        """
        mean, spread = vectors.mean(axis=0), vectors.std(axis=0) + 1e-6
        standard = (vectors - mean) / spread
        nets = [_network(standard, labels, recipe, seed) for seed in range(recipe.count)]
        inner = np.stack([net.coefs_[0] / spread[:, None] for net in nets])
        inner_bias = np.stack([net.intercepts_[0] for net in nets]) - mean @ inner
        return cls(
            inner.astype(np.float32),
            inner_bias.reshape(recipe.count, 1, -1).astype(np.float32),
            np.stack([net.coefs_[1] for net in nets]).astype(np.float32),
            np.stack([net.intercepts_[1] for net in nets])[:, None].astype(np.float32),
        )

    def scores(self, vectors: Vectors) -> Floats:
        """Score vectors; shape `(rows, labels)`."""
        hidden = np.maximum(vectors @ self.inner + self.inner_bias, 0)
        logs = log_softmax(hidden @ self.outer + self.outer_bias)
        return np.asarray(logs.mean(axis=0), dtype=np.float32)


def log_softmax(scores: Floats) -> Floats:
    """Turn scores into log-probabilities, along the last axis."""
    shifted = scores - scores.max(axis=-1, keepdims=True)
    sums = np.exp(shifted).sum(axis=-1, keepdims=True)
    return np.asarray(shifted - np.log(sums), dtype=np.float32)


def _network(
    vectors: Vectors, labels: Sequence[str], recipe: NetworksRecipe, seed: int
) -> MLPClassifier:
    net = MLPClassifier(
        (recipe.hidden,),
        alpha=recipe.decay,
        batch_size=min(recipe.at_once, len(vectors)),
        random_state=np.random.RandomState(seed),
    )
    for _ in range(recipe.epochs):  # as many as measured, not until it has learnt all by heart
        net.partial_fit(vectors, labels, sorted(set(labels)))
    return net
