"""Which kind of question or message a text is, learnt from examples of each.

The kinds of all indexes are learnt together, beside messages that are none of them, so that each
is told apart from all others. Small networks on the vector of a text name the kinds that it may
be; how near it is to the examples of those, by vector and by letters, decides between them. How
likely a kind is says how sure we are.
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
from typing import TypeAlias, TypeVar

import numpy as np
import numpy.typing as npt

from knowledge.encoder.encoder import Encoder, Vectors
from knowledge.encoder.kept import digest_of, kept_queries, read_arrays, write_arrays
from knowledge.encoder.networks import Networks, NetworksRecipe
from knowledge.encoder.small_vectors import SmallVectors
from knowledge.matching.search.example_letters import ExampleLetters

# Weighed on 1,864 sentences of authors who saw no example. Of these the likeliest kind is right for
# 0.84 by vectors alone, for 0.87 with letters beside them. Wider networks do not better it.
RECIPE = NetworksRecipe(count=3, hidden=256, decay=0.1, epochs=20)
MAY_BE = 8  # kinds between which nearness decides
NEARNESS_WEIGHT = 30.0  # beside log-probabilities
LETTERS_WEIGHT = 10.0  # the same
TEMPERATURE = 0.02  # of the soft maximum over the examples of a kind
TEMPERATURE_OF_LETTERS = 0.1
NEAR_TO_NONE = 0.06  # what is none of the kinds is as near as this to its own
NEAR_TO_NONE_BY_LETTERS = 0.1
VERSION = 2  # of the files
WEIGHTS_FILE, VECTORS_FILE, LOCK_FILE = "kinds.npz", "kinds-vectors.npz", "kinds.lock"
LETTERS_FILE = "kinds-letters.npz"
FEWEST_TO_TELL = 1000  # examples; learning so many takes long enough to tell
NONE_OF_THEM = "~"  # before the name of what is learnt only to be told apart

Places: TypeAlias = npt.NDArray[np.intp]

_Made = TypeVar("_Made", Networks, ExampleLetters)

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
        vectors: Of the examples.
        middles: Mean direction of the examples of each kind; shape `(kinds, dimension)`.
        letters: Of the examples.
        digest: Of everything that decides what is learnt.
    """

    names: tuple[str, ...]
    networks: Networks
    examples: tuple[Example, ...]
    vectors: SmallVectors
    middles: Vectors
    letters: ExampleLetters
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
            networks = _kept(cache / WEIGHTS_FILE, Networks, digest)
            if networks is None:
                if len(examples) >= FEWEST_TO_TELL:
                    _log.warning("Learning %d questions; about a minute, once.", len(examples))
                networks = Networks.trained(vectors.astype(np.float32), labels, RECIPE)
                _keep(cache / WEIGHTS_FILE, networks, digest)
            letters = _kept(cache / LETTERS_FILE, ExampleLetters, digest)
            if letters is None:
                letters = ExampleLetters.of(words)
                _keep(cache / LETTERS_FILE, letters, digest)
        names = tuple(dict.fromkeys(labels))
        middles = _middles(vectors, labels)
        small = SmallVectors.of(vectors)
        return cls(names, networks, tuple(examples), small, middles, letters, digest)

    def likelihoods(self, text: str, vector: Vectors) -> dict[str, float]:
        """Give how likely a text is of the likeliest kinds, and of none of them; adds up to 1.

        Args:
            text: As it was typed.
            vector: Of the text, shape `(dimension,)`.
        """
        query = np.asarray(vector, np.float32)
        scores = self.networks.scores(query[None, :])[0]
        may_be = self._kinds[np.argpartition(scores[self._kinds], -self._most)[-self._most :]]
        middles = self.middles @ query
        typical = 2 * float(middles.mean())
        runs = [self._run(kind) for kind in may_be]
        starts = np.cumsum([0, *(run.stop - run.start for run in runs[:-1])])
        by_vector = self.vectors.near(runs, query)
        near = _softly_most(by_vector, starts, TEMPERATURE) + middles[may_be] - typical
        by_letters = self.letters.nearness(self.letters.asked(text), runs)
        letters = _softly_most(by_letters, starts, TEMPERATURE_OF_LETTERS)
        places = np.concatenate([may_be, self._nones])
        weighed = (
            scores[places]
            + NEARNESS_WEIGHT * self._beside_none(near, NEAR_TO_NONE)
            + LETTERS_WEIGHT * self._beside_none(letters, NEAR_TO_NONE_BY_LETTERS)
        )
        shares = np.exp(weighed - weighed.max())
        shares /= shares.sum()
        return dict(zip((self.names[each] for each in places), shares.tolist(), strict=True))

    def _beside_none(self, near: Vectors, near_to_none: float) -> Vectors:
        return np.pad(near, (0, len(self._nones)), constant_values=near_to_none)

    def nearest(self, kind: str, vector: Vectors) -> tuple[str, ...]:
        """Give the examples of a kind, the nearest to a text first."""
        run = self._run(self.names.index(kind))
        near = self.vectors.near([run], np.asarray(vector, np.float32))
        return tuple(self.examples[run.start + each].words for each in np.argsort(-near))

    def _run(self, kind: int) -> slice:
        """Give the places of the examples of a kind, which follow each other."""
        return slice(int(self._starts[kind]), int(self._starts[kind + 1]))

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


def _middles(vectors: Vectors, labels: Sequence[str]) -> Vectors:
    """Give the mean direction of vectors of one label; those of one stand together."""
    starts = [place for place, each in enumerate(labels) if place == 0 or each != labels[place - 1]]
    sums = np.add.reduceat(vectors.astype(np.float32), starts, axis=0)
    return np.asarray(sums / np.linalg.norm(sums, axis=1, keepdims=True), np.float32)


def _softly_most(near: Vectors, starts: Places, temperature: float) -> Vectors:
    """Give the soft maximum of each run of numbers: the greatest counts most, others a little."""
    counts = np.diff(starts, append=len(near))
    tops = np.maximum.reduceat(near, starts)
    shares = np.exp((near - np.repeat(tops, counts)) / temperature)
    means = np.add.reduceat(shares, starts) / counts
    return np.asarray(tops + temperature * np.log(means), np.float32)


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


def _kept(file: Path, made: type[_Made], digest: str) -> _Made | None:
    """Give what was made of the same examples, from its file."""
    names = [each.name for each in fields(made)]
    kept = read_arrays(file, "digest", *names)
    if kept is None or str(kept["digest"]) != digest:
        return None
    return made(**{name: kept[name] for name in names})


def _keep(file: Path, made: Networks | ExampleLetters, digest: str) -> None:
    arrays = {each.name: getattr(made, each.name) for each in fields(made)}
    write_arrays(file, digest=digest, **arrays)


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
