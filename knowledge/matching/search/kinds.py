"""Which kind of question or message a text is, learnt from examples of each.

The kinds of all indexes are learnt together, beside messages that are none of them, so that each
is told apart from all others. Small networks on the vector of a text name the kinds that it may
be; how near it is to the examples of those decides between them. How likely a kind is says how
sure we are.
"""

from __future__ import annotations

import fcntl
import json
import logging
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields
from functools import cached_property
from pathlib import Path
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from knowledge.encoder.encoder import Encoder, Vectors
from knowledge.encoder.kept import digest_of, kept_queries, read_arrays, write_arrays
from knowledge.encoder.networks import Networks, NetworksRecipe

# Weighed on 1,861 sentences of authors who saw no example, at 4 % of what is off topic: 0.70 right
# and 0.06 wrong (networks alone 0.66 and 0.07, nearest examples alone 0.41 and 0.03). More or
# wider networks, or examples with noise, do not better it.
RECIPE = NetworksRecipe(count=2, hidden=256, decay=0.1, epochs=20)
MAY_BE = 8  # kinds between which nearness decides
NEARNESS_WEIGHT = 30.0  # beside log-probabilities
TEMPERATURE = 0.02  # of the soft maximum over the examples of a kind
NEAR_TO_NONE = 0.06  # what is none of the kinds is as near as this to its own
VERSION = 1  # of the files
WEIGHTS_FILE, VECTORS_FILE, LOCK_FILE = "kinds.npz", "kinds-vectors.npz", "kinds.lock"
FEWEST_TO_TELL = 1000  # examples; learning so many takes long enough to tell
NONE_OF_THEM = "~"  # before the name of what is learnt only to be told apart

Places: TypeAlias = npt.NDArray[np.intp]

_EDGES = re.compile(r"^\W+|\W+$")

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Example:
    """One sentence that is of a kind.

    Attributes:
        kind: Name of its index and its id, as in `asked/why`.
        words: As people say it.
    """

    kind: str
    words: str


@dataclass(frozen=True)
class Kinds:
    """What was learnt from examples.

    Attributes:
        names: Of the kinds, in the order of all scores.
        networks: What tells them apart.
        examples: What they were learnt from, those of one kind together, in that order.
        vectors: Of the examples, in half precision; shape `(examples, dimension)`.
        digest: Of everything that decides what is learnt.
    """

    names: tuple[str, ...]
    networks: Networks
    examples: tuple[Example, ...]
    vectors: Vectors
    digest: str

    @classmethod
    def of(
        cls,
        examples: Sequence[Example],
        encoder: Encoder,
        cache: Path,
        before: Kinds | None = None,
    ) -> Kinds:
        """Give what is learnt from examples; the work of about a minute is kept for the next time.

        Args:
            examples: Of at least two kinds.
            encoder: Makes their vectors.
            cache: Folder where it is kept.
            before: Of examples that may be the same, with the same encoder.
        """
        examples = sorted(examples, key=lambda each: (each.kind, each.words))
        digest = _digest(examples, encoder)
        if before is not None and before.digest == digest:
            return before
        labels = [each.kind for each in examples]
        with _alone(cache):  # of several processes one learns, the others read
            words = [each.words for each in examples]
            vectors = kept_queries(words, encoder, cache / VECTORS_FILE, np.float16)
            networks = _kept_networks(cache, digest)
            if networks is None:
                if len(examples) >= FEWEST_TO_TELL:
                    _log.warning("Learning %d questions; half a minute, once.", len(examples))
                networks = Networks.trained(vectors.astype(np.float32), labels, RECIPE)
                weights = {each.name: getattr(networks, each.name) for each in fields(Networks)}
                write_arrays(cache / WEIGHTS_FILE, digest=digest, **weights)
        return cls(tuple(dict.fromkeys(labels)), networks, tuple(examples), vectors, digest)

    def likelihoods(self, vector: Vectors) -> dict[str, float]:
        """Give how likely a text is of the likeliest kinds, and of none of them; adds up to 1.

        Args:
            vector: Of the text, shape `(dimension,)`.
        """
        query = np.asarray(vector, np.float32)
        scores = self.networks.scores(query[None, :])[0]
        may_be = self._kinds[np.argpartition(scores[self._kinds], -self._most)[-self._most :]]
        middles = self._middles @ query
        typical = 2 * float(middles.mean())
        near = [self._nearness(place, query) + float(middles[place]) - typical for place in may_be]
        places = np.concatenate([may_be, self._nones])
        nearness = np.array([*near, *[NEAR_TO_NONE] * len(self._nones)], np.float32)
        weighed = scores[places] + NEARNESS_WEIGHT * nearness
        shares = np.exp(weighed - weighed.max())
        shares /= shares.sum()
        return dict(zip((self.names[each] for each in places), shares.tolist(), strict=True))

    def nearest(self, kind: str, vector: Vectors) -> tuple[str, ...]:
        """Give the examples of a kind, the nearest to a text first."""
        place = self.names.index(kind)
        start, end = self._starts[place], self._starts[place + 1]
        near = self.vectors[start:end].astype(np.float32) @ np.asarray(vector, np.float32)
        return tuple(self.examples[start + each].words for each in np.argsort(-near))

    def _nearness(self, place: int, query: Vectors) -> float:
        """Give how near a text is to the examples of a kind, the nearest most."""
        start, end = self._starts[place], self._starts[place + 1]
        near = self.vectors[start:end].astype(np.float32) @ query
        top = near.max()
        return float(top + TEMPERATURE * np.log(np.exp((near - top) / TEMPERATURE).mean()))

    @cached_property
    def _kinds(self) -> Places:
        return np.flatnonzero([not each.startswith(NONE_OF_THEM) for each in self.names])

    @cached_property
    def _nones(self) -> Places:
        return np.flatnonzero([each.startswith(NONE_OF_THEM) for each in self.names])

    @cached_property
    def _most(self) -> int:
        return min(MAY_BE, len(self._kinds))

    @cached_property
    def _starts(self) -> Places:
        """Give the place of the first example of each kind, and of the end."""
        counts = Counter(each.kind for each in self.examples)
        return np.cumsum([0, *(counts[name] for name in self.names)])

    @cached_property
    def _middles(self) -> Vectors:
        sums = np.add.reduceat(self.vectors.astype(np.float32), self._starts[:-1], axis=0)
        return np.asarray(sums / np.linalg.norm(sums, axis=1, keepdims=True), np.float32)


def by_words(examples: Iterable[Example]) -> Mapping[str, frozenset[str]]:
    """Give the kinds of which a text is an example, by its bare words."""
    found: dict[str, set[str]] = {}
    for each in examples:
        if not each.kind.startswith(NONE_OF_THEM):
            found.setdefault(bare(each.words), set()).add(each.kind)
    return {words: frozenset(kinds) for words, kinds in found.items()}


def bare(text: str) -> str:
    """Give the words of a text without case, and without marks at its ends."""
    return _EDGES.sub("", text).casefold()


def _digest(examples: Iterable[Example], encoder: Encoder) -> str:
    rows = [[each.kind, each.words] for each in examples]
    learnt = json.dumps([VERSION, encoder.name, asdict(RECIPE), rows])
    return digest_of(learnt)


def _kept_networks(cache: Path, digest: str) -> Networks | None:
    names = [each.name for each in fields(Networks)]
    kept = read_arrays(cache / WEIGHTS_FILE, "digest", *names)
    if kept is None or str(kept["digest"]) != digest:
        return None
    return Networks(**{name: kept[name] for name in names})


@contextmanager
def _alone(cache: Path) -> Iterator[None]:
    """Let one process at a time learn; where nothing can be kept, each does for itself."""
    try:
        cache.mkdir(parents=True, exist_ok=True)
        lock = (cache / LOCK_FILE).open("wb")
    except OSError:
        yield
        return
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
