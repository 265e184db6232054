"""What the intent model learns from: each sentence under the subjects it may be said after.

What was written within a conversation stands twice under the subject that it followed, talk and
all else that is said there. Every other sentence stands once without a subject; some of them stand
a second time under a subject drawn at random, or everything after an answer would become talk;
those that lean on a subject themselves do not. Measured in docs/nlu.md.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.linear_model import LogisticRegression

from bot.nlu.subject_kinds import KINDS, NOTHING
from knowledge.encoder.encoder import Vectors

SEED = 664
COPIES_OF_TALK = 2
SHARE_REPEATED = 0.3  # of the others; more of them and less is taken for talk
LEANS_FROM = 0.8
"""Probability of being talk, as told by a classifier of talk against as many others."""


@dataclass(frozen=True)
class Row:
    """One sentence to learn from.

    Attributes:
        place: Of the sentence among all.
        kind: Of the subject that it is said after.
        is_first: Whether it is the sentence itself and no repetition.
    """

    place: int
    kind: str
    is_first: bool = True


def rows_of(subjects: Sequence[tuple[str, ...]], vectors: Vectors | None) -> list[Row]:
    """Lay out the sentences to learn from; the same for the same sentences.

    Args:
        subjects: For each sentence the kinds after which it is said; none when it stands alone.
        vectors: Of all sentences; None repeats those that lean too.

    Returns:
        First every sentence, talk as often as it is learnt, then the repetitions.
    """
    draw = random.Random(SEED)  # noqa: S311 - a fixed draw, no secret
    talk = [place for place, kinds in enumerate(subjects) if kinds]
    others = [place for place, kinds in enumerate(subjects) if not kinds]
    rows = [Row(place, NOTHING) for place in others]
    rows += [Row(place, draw.choice(subjects[place])) for place in talk * COPIES_OF_TALK]
    if not talk:
        return rows
    lean = _leaning(talk, others, vectors, draw)
    real = [kind for kind in KINDS if kind != NOTHING]
    for place in others:
        is_repeated = draw.random() < SHARE_REPEATED
        kind = draw.choice(real)
        if is_repeated and place not in lean:
            rows.append(Row(place, kind, is_first=False))
    return rows


def _leaning(
    talk: Sequence[int], others: Sequence[int], vectors: Vectors | None, draw: random.Random
) -> set[int]:
    """Find sentences that are as good as talk though they stand among the others."""
    if vectors is None:
        return set()
    beside = draw.sample(list(others), min(len(talk), len(others)))
    judge = LogisticRegression(max_iter=300, C=10.0)
    judge.fit(vectors[[*talk, *beside]], [1] * len(talk) + [0] * len(beside))
    scores = judge.predict_proba(vectors[list(others)])[:, 1]
    return {others[at] for at in np.flatnonzero(scores >= LEANS_FROM)}
