import numpy as np
import pytest

from knowledge.encoder.small_vectors import SmallVectors


def unit_vectors(count: int) -> np.ndarray:
    drawn = np.random.default_rng(7).normal(size=(count, 384))
    return np.asarray(drawn / np.linalg.norm(drawn, axis=1, keepdims=True), np.float32)


def test_cosines_are_nearly_those_of_the_vectors():
    vectors, query = unit_vectors(500), unit_vectors(501)[-1]
    small = SmallVectors.of(vectors.astype(np.float16))

    near = small.near([slice(0, 500)], query)

    assert near == pytest.approx(vectors @ query, abs=0.002)
    assert small.near([slice(0, 1)], vectors[0]) == pytest.approx(1, abs=0.002)


def test_runs_are_given_one_after_the_other():
    vectors = unit_vectors(20)
    small = SmallVectors.of(vectors)

    near = small.near([slice(12, 15), slice(3, 4)], vectors[3])

    assert near == pytest.approx(vectors[[12, 13, 14, 3]] @ vectors[3], abs=0.002)


def test_a_vector_of_nothing_is_near_to_nothing():
    small = SmallVectors.of(np.zeros((2, 384), np.float16))

    assert small.near([slice(0, 2)], unit_vectors(1)[0]).tolist() == [0, 0]
