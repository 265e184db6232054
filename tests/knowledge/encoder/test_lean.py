"""A process that serves has the vectors of sentence-transformers without it."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from knowledge.data import load_data
from knowledge.encoder.encoder import (
    DEFAULT_FOLDER,
    EncoderError,
    load_encoder,
    load_lean_encoder,
)

ROOT = Path(__file__).parents[3]
LAST_BITS = 3e-7  # of numbers below 1 with 24 bits
HOSTILE = (
    "",
    " ",
    "\0",
    "\ud800 half",
    "e\u0301" * 40,
    "👩‍👩‍👧‍👦",
    "<s></s><mask>",
    "x" * 3_000,
    "a " * 900,
)
HEAVY = ("torch", "transformers", "sentence_transformers", "tensorflow")


@pytest.mark.model
@pytest.mark.parametrize("encode", ["encode_queries", "encode_passages"])
def test_vectors_are_those_of_sentence_transformers_but_for_the_last_bits(encode: str):
    sentences = [row["text"] for row in load_data(ROOT / "tests/evaluation/search/nl.yml")]
    texts = [*HOSTILE, *sentences[:100]]
    ours = getattr(load_lean_encoder(ROOT / DEFAULT_FOLDER), encode)(texts)
    theirs = getattr(load_encoder(ROOT / DEFAULT_FOLDER), encode)(texts)
    assert ours.dtype == theirs.dtype
    assert np.abs(ours - theirs).max() < LAST_BITS


@pytest.mark.model
def test_it_has_the_same_name_and_dimension_and_no_text_gives_no_vector():
    ours, theirs = load_lean_encoder(ROOT / DEFAULT_FOLDER), load_encoder(ROOT / DEFAULT_FOLDER)
    assert (ours.name, ours.dimension) == (theirs.name, theirs.dimension)
    assert ours.encode_queries([]).shape == (0, ours.dimension)


@pytest.mark.model
def test_it_is_loaded_and_asked_without_torch():
    code = (
        "import sys; from knowledge.encoder.encoder import load_lean_encoder as load;"
        f"load({str(ROOT / DEFAULT_FOLDER)!r}).encode_queries(['is dit echt?']);"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    ran = subprocess.run(  # our own code
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert ran.stdout.strip() == "[]"


def test_a_broken_folder_is_told(tmp_path: Path):
    (tmp_path / "build.json").write_text('{"fingerprint": "x"}')
    with pytest.raises(EncoderError, match="make encoder"):
        load_lean_encoder(tmp_path)
