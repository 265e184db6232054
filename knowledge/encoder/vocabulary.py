"""The encoder's tokenizer (SentencePiece, Unigram) in 5 MB: the numbers of the pieces of a text.

The library `tokenizers` holds 250,002 pieces in 280 MB, and takes half a second to read them. Here
it does what needs few of them: normal forms, special tokens, words. The pieces of a word are found
in a trie that lies in a file and is mapped into memory, by the same search in the same order and
with the same rounding, so that every text gets the very numbers that the library gives
(tests/knowledge/encoder/test_vocabulary.py).
"""

import json
import logging
import os
import shutil
import tempfile
from array import array
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

import marisa_trie
from tokenizers import Tokenizer

TOKENIZER_FILE = "tokenizer.json"
VOCABULARY = "vocabulary"
"""Folder beside the tokenizer, made from it alone."""

MOST_PIECES = 512  # what the model was trained with

PIECES_FILE = "pieces.marisa"
NUMBERS_FILE = "numbers.bin"
SCORES_FILE = "scores.bin"
WORDS_FILE = "words.json"
MADE_FILE = "made.json"
FORMAT = 1  # raise when the files come out different

BEGIN, END, UNKNOWN = "<s>", "</s>", "<unk>"
UNKNOWN_PENALTY = 10.0  # kUnkPenalty of SentencePiece: this far below the least of all scores

logger = logging.getLogger(__name__)


class Tokens(Protocol):
    """Gives the numbers of the pieces of texts."""

    def numbers(self, texts: Sequence[str]) -> list[list[int]]:
        """Give those of each text, from the begin to the end token; at most `MOST_PIECES`."""
        ...


class Library:
    """The tokenizer as it is published."""

    def __init__(self, folder: Path) -> None:
        """Read `tokenizer.json`."""
        self._tokenizer = Tokenizer.from_file(str(folder / TOKENIZER_FILE))
        self._tokenizer.enable_truncation(MOST_PIECES)

    def numbers(self, texts: Sequence[str]) -> list[list[int]]:
        """Give those of each text, from the begin to the end token."""
        return [each.ids for each in self._tokenizer.encode_batch(list(texts))]


class Vocabulary:
    """The same numbers from files that are mapped into memory."""

    def __init__(self, folder: Path) -> None:
        """Open what `write_vocabulary` wrote into `folder`."""
        made = json.loads((folder / MADE_FILE).read_text("utf-8"))
        self._special: dict[str, int] = made["special"]
        self._longest: int = made["longest"]
        self._unknown_score: float = made["unknown_score"]
        self._unknown = self._special[UNKNOWN]
        self._trie = marisa_trie.Trie().mmap(str(folder / PIECES_FILE))
        self._numbers = array("I", (folder / NUMBERS_FILE).read_bytes())
        self._scores = array("d", (folder / SCORES_FILE).read_bytes())
        self._words = Tokenizer.from_file(str(folder / WORDS_FILE))

    def numbers(self, texts: Sequence[str]) -> list[list[int]]:
        """Give those of each text, from the begin to the end token."""
        return [self._of_text(text) for text in texts]

    def _of_text(self, text: str) -> list[int]:
        numbers = [self._special[BEGIN]]
        words = self._words.encode(text)
        for number, word in zip(words.ids, words.tokens, strict=True):
            if number:  # the one piece that it knows is "unknown", number 0
                numbers.append(self._special[word])
            else:
                numbers += self._of_word(word)
        return [*numbers[: MOST_PIECES - 1], self._special[END]]

    def _of_word(self, word: str) -> list[int]:
        """Split a word where the sum of scores is highest (Viterbi); the first found wins a tie."""
        ends = len(word) + 1
        sums: list[float | None] = [0.0, *[None] * len(word)]
        begins, numbers = [0] * ends, [0] * ends
        for begin in range(len(word)):
            until_here = sums[begin]
            for end, number, score in self._pieces_at(word, begin):
                total, before = score + (until_here or 0.0), sums[end]
                if before is None or total > before:
                    sums[end], begins[end], numbers[end] = total, begin, number
        return self._way_back(begins, numbers)

    def _pieces_at(self, word: str, begin: int) -> list[tuple[int, int, float]]:
        """Give end, number and score of each piece that begins there, the shortest first."""
        found = [
            (begin + len(piece), self._numbers[key], self._scores[key])
            for piece, key in self._trie.iter_prefixes_with_ids(word[begin : begin + self._longest])
        ]
        if not found or found[0][0] > begin + 1:
            found.append((begin + 1, self._unknown, self._unknown_score))
        return found

    def _way_back(self, begins: Sequence[int], numbers: Sequence[int]) -> list[int]:
        """Give the numbers along the best way; unknown neighbours are one."""
        best: list[int] = []
        end = len(begins) - 1
        while end > 0:
            if numbers[end] != self._unknown or best[-1:] != [self._unknown]:
                best.append(numbers[end])
            end = begins[end]
        return best[::-1]


def load_tokens(folder: Path) -> Tokens:
    """Open the vocabulary of an encoder; in a folder of before there was one, the library."""
    if is_written(folder):
        return Vocabulary(folder / VOCABULARY)
    logger.warning(
        "the encoder in %s has no folder %s, so that each process takes 280 MB more: make it with "
        "make encoder",
        folder,
        VOCABULARY,
    )
    return Library(folder)


def is_written(folder: Path) -> bool:
    """Tell whether an encoder has a vocabulary of this format that belongs to its tokenizer."""
    try:
        made = json.loads((folder / VOCABULARY / MADE_FILE).read_text("utf-8"))
        return made["format"] == FORMAT and all(
            (folder / name).stat().st_size == size for name, size in made["files"].items()
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return False


def write_vocabulary(folder: Path) -> None:
    """Make the vocabulary of an encoder from its tokenizer, and put it in place whole."""
    with tempfile.TemporaryDirectory(prefix=f".{VOCABULARY}-", dir=folder) as scratch:
        made = Path(scratch, VOCABULARY)
        made.mkdir()
        _write_files(json.loads((folder / TOKENIZER_FILE).read_text("utf-8")), folder, made)
        shutil.rmtree(folder / VOCABULARY, ignore_errors=True)
        made.rename(folder / VOCABULARY)


def _write_files(tokenizer: dict[str, Any], folder: Path, made: Path) -> None:
    vocabulary = tokenizer["model"]["vocab"]
    trie = marisa_trie.Trie([piece for piece, _ in vocabulary])
    numbers, scores = array("I", bytes(4 * len(vocabulary))), array("d", bytes(8 * len(vocabulary)))
    for number, (piece, score) in enumerate(vocabulary):
        key = trie.key_id(piece)
        numbers[key], scores[key] = number, score
    trie.save(str(made / PIECES_FILE))
    (made / NUMBERS_FILE).write_bytes(numbers.tobytes())
    (made / SCORES_FILE).write_bytes(scores.tobytes())
    words = {**tokenizer["model"], "vocab": [[UNKNOWN, 0.0]], "unk_id": 0}
    without = {**tokenizer, "model": words, "post_processor": None, "added_tokens": []}
    splitter = Tokenizer.from_str(json.dumps(without))
    splitter.add_special_tokens([each["content"] for each in tokenizer["added_tokens"]])
    splitter.save(str(made / WORDS_FILE), pretty=False)
    files = [folder / TOKENIZER_FILE, *made.iterdir()]
    about = {
        "format": FORMAT,
        "files": {_place(each, made): each.stat().st_size for each in sorted(files)},
        "special": {each["content"]: each["id"] for each in tokenizer["added_tokens"]},
        "longest": max(len(piece) for piece, _ in vocabulary),
        "unknown_score": min(scores) - UNKNOWN_PENALTY,
    }
    (made / MADE_FILE).write_text(json.dumps(about, indent=2) + os.linesep, "utf-8")


def _place(file: Path, made: Path) -> str:
    return f"{VOCABULARY}/{file.name}" if file.parent == made else file.name
