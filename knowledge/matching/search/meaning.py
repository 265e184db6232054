"""How near texts are to a question by their meaning: the vectors of the encoder."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import numpy.typing as npt

from knowledge.encoder.kept import digest_of, read_arrays, write_arrays

if TYPE_CHECKING:
    from knowledge.encoder.encoder import Encoder, Vectors

Scores: TypeAlias = npt.NDArray[np.float32]
Places: TypeAlias = npt.NDArray[np.int32]

HUB_WEIGHT = 0.5  # of how near a text is to everything
HUB_NEIGHBOURS = 30  # texts of other items
ROWS = 256  # texts compared with all others at a time
FIRST_TIME = 200  # texts; encoding so many takes long enough to tell

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Text:
    """One text of an item.

    Attributes:
        key: Of the words alone: what has the same key has the same vector.
        row: Of the words and the item.
    """

    item: str
    words: str
    is_question: bool
    key: str
    row: str

    @classmethod
    def of(cls, item: str, words: str, *, is_question: bool) -> Text:
        """Make a text with its keys."""
        key = digest_of(f"{is_question}\0{words}")
        return cls(item, words, is_question, key, digest_of(f"{item}\0{key}"))


@dataclass(frozen=True)
class Neighbours:
    """The nearest texts of other items, for each text.

    Attributes:
        rows: `row` of each text.
        values: How near they are, shape `(texts, HUB_NEIGHBOURS or fewer)`; -1 for none.
        places: Which they are, same shape.
    """

    rows: tuple[str, ...]
    values: Scores
    places: Places

    @classmethod
    def among(
        cls,
        rows: Sequence[str],
        vectors: Vectors,
        owner: npt.NDArray[np.intp],
        before: Neighbours | None,
    ) -> Neighbours:
        """Find them; of texts that stayed, only what changed around them is compared.

        Args:
            rows: `row` of each text.
            vectors: Shape `(texts, dimension)`.
            owner: Number of the item of each text.
            before: Of texts that are mostly the same, with the same encoder.
        """
        count = min(HUB_NEIGHBOURS, len(rows) - 1)
        values = np.full((len(rows), max(count, 0)), -1, np.float32)
        places = np.zeros(values.shape, np.int32)
        if count < 1:
            return cls(tuple(rows), values, places)
        origin = np.full(len(rows), -1, np.intp)
        if before is not None and before.values.shape[1] == count:
            known = {row: place for place, row in enumerate(before.rows)}
            origin = np.array([known.get(row, -1) for row in rows], np.intp)
            moved = np.full(len(before.rows), -1, np.int32)
            moved[origin[origin >= 0]] = np.flatnonzero(origin >= 0)
            values[origin >= 0] = before.values[origin[origin >= 0]]
            places[origin >= 0] = moved[before.places[origin[origin >= 0]]]
        is_new = origin < 0
        lost = (places < 0).any(axis=1)
        anew, stayed = np.flatnonzero(is_new | lost), np.flatnonzero(~(is_new | lost))
        for part in _parts(anew):
            found = np.arange(len(rows), dtype=np.int32)
            values[part], places[part] = _nearest(vectors, owner, part, found, count)
        new = np.flatnonzero(is_new).astype(np.int32)
        for part in _parts(stayed) if len(new) else ():
            near, which = _nearest(vectors, owner, part, new, min(count, len(new)))
            both = np.concatenate([values[part], near], axis=1)
            best = np.argpartition(both, -count, axis=1)[:, -count:]
            values[part] = np.take_along_axis(both, best, axis=1)
            candidates = np.concatenate([places[part], which], axis=1)
            places[part] = np.take_along_axis(candidates, best, axis=1)
        return cls(tuple(rows), values, places)

    def mean(self) -> Scores:
        """Give how near each text is to the nearest ones of other items."""
        if not self.values.shape[1]:
            return np.zeros(len(self.rows), np.float32)
        return np.asarray(np.where(self.values > -1, self.values, 0).mean(axis=1), np.float32)


class Meaning:
    """The vectors of texts, and the middle of each item's.

    Args:
        texts: Those of one item stand together.
        vectors: By the key of a text.
        owner: Number of the item of each text.
        starts: Place of the first text of each item.
        before: As for `Neighbours.among`.
    """

    def __init__(
        self,
        texts: Sequence[Text],
        vectors: Mapping[str, Vectors],
        owner: npt.NDArray[np.intp],
        starts: npt.NDArray[np.intp],
        before: Neighbours | None,
    ) -> None:
        self._keys = [text.key for text in texts]
        self._vectors = np.stack([vectors[key] for key in self._keys])
        rows = [text.row for text in texts]
        self.neighbours = Neighbours.among(rows, self._vectors, owner, before)
        self._nearness = HUB_WEIGHT * self.neighbours.mean()
        middles = np.add.reduceat(self._vectors, starts, axis=0)
        self._middles = middles / np.linalg.norm(middles, axis=1, keepdims=True)

    def of_texts(self, vector: Vectors) -> Scores:
        """Give how near a question is to each text, less how near that is to everything."""
        return np.asarray(self._vectors @ vector - self._nearness, np.float32)

    def of_items(self, vector: Vectors) -> Scores:
        """Give how near a question is to the middle of each item."""
        return np.asarray(self._middles @ vector, np.float32)

    def vectors(self) -> dict[str, Vectors]:
        """Give the vector of each text by its key."""
        return dict(zip(self._keys, self._vectors, strict=True))


@dataclass(frozen=True)
class Remembered:
    """What was computed of texts before.

    Attributes:
        vectors: By the key of a text.
        neighbours: By the name of what is searched through.
        is_new: It is not what was written last.
    """

    vectors: Mapping[str, Vectors]
    neighbours: Mapping[str, Neighbours]
    is_new: bool = False

    @classmethod
    def read(cls, cache: Path, encoder: Encoder) -> Remembered:
        """Read what was written; a damaged file is as good as none."""
        stored = read_arrays(_file(cache, encoder), "keys", "vectors")
        try:
            return cls._in(stored, encoder.dimension) if stored else cls({}, {})
        except (ValueError, KeyError):
            return cls({}, {})

    @classmethod
    def _in(cls, stored: Mapping[str, Any], dimension: int) -> Remembered:
        keys, vectors = stored["keys"], stored["vectors"]
        if vectors.ndim != 2 or vectors.shape != (len(keys), dimension):
            return cls({}, {})
        neighbours = {}
        for name in (each.partition(" ")[2] for each in stored if each.startswith("rows ")):
            rows = tuple(map(str, stored[f"rows {name}"]))
            values, places = stored[f"values {name}"], stored[f"places {name}"]
            if len(rows) == len(values) and values.shape == places.shape and values.ndim == 2:
                neighbours[name] = Neighbours(rows, values, places)
        return cls(dict(zip(map(str, keys), vectors, strict=True)), neighbours)

    def with_all(self, texts: Sequence[Text], encoder: Encoder) -> Remembered:
        """Give the vectors of these texts and no others; only what is new is encoded."""
        missing = {text.key: text for text in texts if text.key not in self.vectors}
        all_vectors = {**self.vectors, **_encoded(missing, encoder)}
        vectors = {text.key: all_vectors[text.key] for text in texts}
        is_new = bool(missing) or len(all_vectors) > len(vectors)
        return Remembered(vectors, self.neighbours, is_new)

    def _is_like(self, other: Remembered) -> bool:
        mine = {name: each.rows for name, each in self.neighbours.items()}
        return (
            not other.is_new
            and self.vectors.keys() == other.vectors.keys()
            and mine == {name: each.rows for name, each in other.neighbours.items()}
        )

    def write(self, cache: Path, encoder: Encoder, *, unless: Remembered) -> None:
        """Write it in one go, for the next process; not when it is the same as before."""
        if self._is_like(unless):
            return
        file = _file(cache, encoder)
        arrays: dict[str, npt.NDArray[Any]] = {
            "keys": np.array(list(self.vectors)),
            "vectors": np.stack(list(self.vectors.values())),
        }
        for name, each in self.neighbours.items():
            arrays[f"rows {name}"] = np.array(each.rows)
            arrays[f"values {name}"], arrays[f"places {name}"] = each.values, each.places
        if not self.vectors:
            return
        write_arrays(file, **arrays)


def _encoded(missing: Mapping[str, Text], encoder: Encoder) -> dict[str, Vectors]:
    if len(missing) >= FIRST_TIME:
        _log.warning("Encoding %d texts of the register; about a minute, once.", len(missing))
    found: dict[str, Vectors] = {}
    for is_question, encode in ((True, encoder.encode_queries), (False, encoder.encode_passages)):
        part = {key: text for key, text in missing.items() if text.is_question is is_question}
        vectors = encode([text.words for text in part.values()])
        found.update(zip(part, vectors, strict=True))
    return found


def _nearest(
    vectors: Vectors,
    owner: npt.NDArray[np.intp],
    part: npt.NDArray[np.intp],
    among: Places,
    count: int,
) -> tuple[Scores, Places]:
    # Part by part: the whole table of a large register would be the largest thing in memory.
    alike = vectors[part] @ (vectors if len(among) == len(vectors) else vectors[among]).T
    alike[owner[part, None] == owner[None, among]] = -1
    best = np.argpartition(alike, -count, axis=1)[:, -count:]
    return np.take_along_axis(alike, best, axis=1), among[best]


def _parts(places: npt.NDArray[np.intp]) -> list[npt.NDArray[np.intp]]:
    return [places[start : start + ROWS] for start in range(0, len(places), ROWS)]


def _file(cache: Path, encoder: Encoder) -> Path:
    name = encoder.name
    readable = "".join(character if character.isalnum() else "-" for character in name)
    digest = hashlib.sha256(name.encode()).hexdigest()[:8]
    return cache / f"vectors-{readable[-60:]}-{digest}.npz"
