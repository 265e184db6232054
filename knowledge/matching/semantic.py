"""Search in own words: which organisation a question is for, and which answer serves it.

An organisation and an answer are each many short texts: names, a description, topics, questions.
What counts is how near those texts are to the question, by meaning (the encoder) and by letters
(TF-IDF of character n-grams, which sees through Dutch compounds and typing errors).
"""

import hashlib
import logging
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from sklearn.feature_extraction.text import TfidfVectorizer

from knowledge.matching.encoder import Encoder, Vectors
from knowledge.matching.names import NameFinder
from knowledge.model import Answer, Organisation, OrganisationStatus, Register

Scores = npt.NDArray[np.float32]

# Weighed on 240 questions of strangers that stand in no evaluation: recall@1 0.93, against 0.90
# with a temperature of 0.06, and 0.92 with half or double the weight of letters.
LETTERS_WEIGHT = 0.15
TEMPERATURE = 0.04  # of the soft maximum over an item's texts: high is the mean, low the nearest
HUB_WEIGHT = 0.5  # of how near a text is to everything
HUB_NEIGHBOURS = 30  # texts of other items
ROWS = 256  # texts compared with all others at a time
GONE_PENALTY = 0.02  # a body that was merged comes after the one that took over
NAMED_BONUS = 1.0
ABSTAIN_BELOW = 0.06  # below: 5 % of training questions for a body, 40 % of what is off topic
CLOSE = 0.01
FIRST_TIME = 200  # texts; encoding so many takes long enough to tell

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Hit:
    """An organisation or answer that fits a question.

    Attributes:
        score: Higher fits better; comparable within one index only.
    """

    id: str
    score: float


@dataclass(frozen=True, slots=True)
class _Text:
    item: str
    words: str
    is_question: bool


class Search:
    """Ranks organisations and answers for a question in any language.

    Args:
        register: What is searched through.
        encoder: None searches by letters alone.
        cache: Folder where vectors are kept from one start to the next.
    """

    def __init__(self, register: Register, encoder: Encoder | None, cache: Path) -> None:
        self._encoder = encoder
        self._names = NameFinder(register)
        organisations = register.organisations.values()
        gone = {one.id for one in organisations if one.status is not OrganisationStatus.ACTIVE}
        of_organisations = [text for one in organisations for text in _organisation_texts(one)]
        of_answers = [text for one in register.answers for text in _answer_texts(one)]
        vectors = None
        if encoder:
            vectors = _remembered_vectors([*of_organisations, *of_answers], encoder, cache)
        cut = len(of_organisations)
        self._organisations = _Index(
            of_organisations,
            None if vectors is None else vectors[:cut],
            penalties=dict.fromkeys(gone, GONE_PENALTY),
        )
        self._answers = _Index(of_answers, None if vectors is None else vectors[cut:])

    def organisations(
        self, text: str, top: int, *, vector: Vectors | None = None
    ) -> tuple[Hit, ...]:
        """Rank organisations; those that the text names come first.

        Args:
            text: The question.
            top: How many, at least 1.
            vector: Of the question, shape `(dimension,)`, where it is known already.
        """
        scores = self._organisations.scores(text, self._vector(text, vector))
        for match in self._names.find(text):
            scores[match.organisation] += NAMED_BONUS * match.score
        return _best(scores, top)

    def answers(self, text: str, top: int, *, vector: Vectors | None = None) -> tuple[Hit, ...]:
        """Rank answers; arguments as for `organisations`."""
        return _best(self._answers.scores(text, self._vector(text, vector)), top)

    def best_organisations(self, text: str, *, vector: Vectors | None = None) -> tuple[Hit, ...]:
        """Give the organisation that a question is for: none when nothing fits, two when close."""
        hits = self.organisations(text, 2, vector=vector)
        if not hits or hits[0].score < ABSTAIN_BELOW:
            return ()
        return tuple(hit for hit in hits if hits[0].score - hit.score <= CLOSE)

    def _vector(self, text: str, known: Vectors | None) -> Vectors | None:
        if self._encoder is None or known is not None:
            return known
        return np.asarray(self._encoder.encode_queries([text])[0], np.float32)


class _Index:
    """The texts of items, and how near each is to a question."""

    def __init__(
        self,
        texts: Sequence[_Text],
        vectors: Vectors | None,
        *,
        penalties: Mapping[str, float] | None = None,
    ) -> None:
        self._items = tuple(dict.fromkeys(text.item for text in texts))
        places = {item: place for place, item in enumerate(self._items)}
        self._owner = np.array([places[text.item] for text in texts], np.intp)
        self._starts = np.flatnonzero(np.diff(self._owner, prepend=-1))
        self._penalty = np.array(
            [(penalties or {}).get(item, 0.0) for item in self._items], np.float32
        )
        self._sizes = np.bincount(self._owner) if texts else np.zeros(0)
        self._meaning = (
            None if vectors is None or not texts else _Meaning(vectors, self._owner, self._starts)
        )
        self._vectorizer = TfidfVectorizer(
            analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, strip_accents="unicode"
        )
        self._letters = (
            self._vectorizer.fit_transform([text.words for text in texts]).tocsc()
            if texts
            else None
        )

    def scores(self, text: str, vector: Vectors | None) -> dict[str, float]:
        """Score every item."""
        if not self._items or self._letters is None:
            return {}
        asked = self._vectorizer.transform([text])
        nearness = np.asarray((self._letters @ asked.T).todense()).ravel()
        if vector is None or self._meaning is None:
            scores = np.maximum.reduceat(nearness, self._starts)
        else:
            nearness = LETTERS_WEIGHT * nearness + self._meaning.of_texts(vector)
            scores = self._soft_maximum(nearness) + self._meaning.of_items(vector)
            scores = scores - scores.mean()  # what fits nowhere fits everywhere alike
        return dict(zip(self._items, (scores - self._penalty).tolist(), strict=True))

    def _soft_maximum(self, nearness: Scores) -> Scores:
        """Score items by all their texts, the nearer ones most."""
        top = nearness.max()
        sums = np.add.reduceat(np.exp((nearness - top) / TEMPERATURE), self._starts)
        return np.asarray(top + TEMPERATURE * np.log(sums / self._sizes), np.float32)


class _Meaning:
    """The vectors of texts, and the middle of each item's."""

    def __init__(
        self, vectors: Vectors, owner: npt.NDArray[np.intp], starts: npt.NDArray[np.intp]
    ) -> None:
        self._vectors = vectors
        self._nearness = HUB_WEIGHT * _nearness_to_others(vectors, owner)
        middles = np.add.reduceat(vectors, starts, axis=0)
        self._middles = middles / np.linalg.norm(middles, axis=1, keepdims=True)

    def of_texts(self, vector: Vectors) -> Scores:
        return np.asarray(self._vectors @ vector - self._nearness, np.float32)

    def of_items(self, vector: Vectors) -> Scores:
        return np.asarray(self._middles @ vector, np.float32)


def _nearness_to_others(vectors: Vectors, owner: npt.NDArray[np.intp]) -> Scores:
    """Give how near each text is to its nearest texts of other items."""
    count = min(HUB_NEIGHBOURS, len(vectors) - 1)
    if not count:
        return np.zeros(len(vectors), np.float32)
    # Part by part: the whole table of a large register would be the largest thing in memory.
    parts = (slice(start, start + ROWS) for start in range(0, len(vectors), ROWS))
    return np.concatenate([_mean_of_nearest(vectors, owner, part, count) for part in parts])


def _mean_of_nearest(
    vectors: Vectors, owner: npt.NDArray[np.intp], part: slice, count: int
) -> Scores:
    alike = vectors[part] @ vectors.T
    alike[owner[part, None] == owner[None, :]] = -1
    nearest = np.partition(alike, -count, axis=1)[:, -count:]
    return np.asarray(np.where(nearest > -1, nearest, 0).mean(axis=1), np.float32)


def _best(scores: Mapping[str, float], top: int) -> tuple[Hit, ...]:
    ranked = sorted(scores.items(), key=lambda item: -item[1])
    return tuple(Hit(item, float(score)) for item, score in ranked[:top])


def _organisation_texts(organisation: Organisation) -> Iterator[_Text]:
    names = dict.fromkeys(
        (organisation.display_name, organisation.name, *(one.name for one in organisation.aliases))
    )
    yield _Text(organisation.id, f"{organisation.display_name}: {organisation.description}", False)
    yield _Text(organisation.id, ", ".join(names), False)
    for topic in organisation.topics:
        yield _Text(organisation.id, topic, True)


def _answer_texts(answer: Answer) -> Iterator[_Text]:
    for title in answer.title.values():
        yield _Text(answer.id, title, False)
    for question in answer.questions:
        yield _Text(answer.id, question, True)


def _remembered_vectors(texts: Sequence[_Text], encoder: Encoder, cache: Path) -> Vectors:
    """Give a vector for each text; only what is new is encoded."""
    file = cache / f"{_file_name(encoder.name)}.npz"
    known = _read(file, encoder.dimension)
    keys = [_key(text) for text in texts]
    missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
    if missing:
        _encode(missing, known, encoder)
    kept = dict.fromkeys(keys)
    if missing or len(known) > len(kept):
        _write(file, {key: known[key] for key in kept})
    return (
        np.stack([known[key] for key in keys])
        if keys
        else np.zeros((0, encoder.dimension), np.float32)
    )


def _encode(missing: Mapping[str, _Text], known: dict[str, Vectors], encoder: Encoder) -> None:
    if len(missing) >= FIRST_TIME:
        _log.warning("Encoding %d texts of the register; about a minute, once.", len(missing))
    for is_question, encode in ((True, encoder.encode_queries), (False, encoder.encode_passages)):
        part = {key: text for key, text in missing.items() if text.is_question is is_question}
        vectors = encode([text.words for text in part.values()])
        known.update(zip(part, vectors, strict=True))


def _key(text: _Text) -> str:
    return hashlib.sha256(f"{text.is_question}\0{text.words}".encode()).hexdigest()[:32]


def _file_name(name: str) -> str:
    readable = "".join(character if character.isalnum() else "-" for character in name)
    return f"vectors-{readable[-60:]}-{hashlib.sha256(name.encode()).hexdigest()[:8]}"


def _read(file: Path, dimension: int) -> dict[str, Vectors]:
    """Read what was remembered; a damaged file is as good as none."""
    try:
        with np.load(file, allow_pickle=False) as stored:
            keys, vectors = stored["keys"], stored["vectors"]
    except (OSError, ValueError, KeyError, EOFError):
        return {}
    if vectors.ndim != 2 or vectors.shape != (len(keys), dimension):
        return {}
    return {str(key): vector for key, vector in zip(keys, vectors, strict=True)}


def _write(file: Path, vectors: Mapping[str, Vectors]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=file.parent, suffix=".part", delete=False) as part:
        np.savez(part, keys=np.array(list(vectors)), vectors=np.stack(list(vectors.values())))
    Path(part.name).replace(file)
