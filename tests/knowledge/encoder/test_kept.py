"""Vectors are kept from one time to the next: only new texts are encoded."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from knowledge.encoder.kept import kept_queries


class Lengths:
    """Encodes a text as its length, and remembers what it was asked."""

    dimension = 1

    def __init__(self, name: str = "lengths") -> None:
        self.name = name
        self.encoded: list[str] = []

    def encode_queries(self, texts: Sequence[str]) -> Any:
        self.encoded += texts
        return np.array([[len(text)] for text in texts], np.float32)


def test_the_same_text_is_encoded_once(tmp_path: Path):
    encoder = Lengths()
    found = kept_queries(["one", "three", "one"], encoder, tmp_path / "kept.npz")
    assert found.tolist() == [[3], [5], [3]]
    assert encoder.encoded == ["one", "three"]


def test_only_what_is_new_is_encoded_the_next_time(tmp_path: Path):
    kept_queries(["one", "three"], Lengths(), tmp_path / "kept.npz")
    encoder = Lengths()
    assert kept_queries(["three", "seventy"], encoder, tmp_path / "kept.npz").tolist() == [[5], [7]]
    assert encoder.encoded == ["seventy"]


@pytest.mark.parametrize(("name", "dtype"), [("other", np.float32), ("lengths", np.float16)])
def test_those_of_another_encoder_or_precision_are_made_anew(tmp_path: Path, name: str, dtype: Any):
    kept_queries(["one"], Lengths(), tmp_path / "kept.npz")
    encoder = Lengths(name)
    assert kept_queries(["one"], encoder, tmp_path / "kept.npz", dtype).dtype == dtype
    assert encoder.encoded == ["one"]


def test_where_nothing_can_be_kept_they_are_given_all_the_same(tmp_path: Path):
    (tmp_path / "file").write_text("no folder")
    assert kept_queries(["one"], Lengths(), tmp_path / "file" / "kept.npz").tolist() == [[3]]


@pytest.mark.parametrize("cut", [0, 10, 200])
def test_of_a_file_that_was_cut_off_nothing_is_read(tmp_path: Path, cut: int):
    file = tmp_path / "kept.npz"
    kept_queries(["one"], Lengths(), file)
    file.write_bytes(file.read_bytes()[:cut])
    assert kept_queries(["one"], Lengths(), file).tolist() == [[3]]


def test_a_file_of_something_else_is_as_good_as_none(tmp_path: Path):
    np.savez(tmp_path / "kept.npz", other=np.ones(3))
    assert kept_queries(["one"], Lengths(), tmp_path / "kept.npz").tolist() == [[3]]
