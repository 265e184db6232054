"""Every text gets the numbers that the library `tokenizers` gives, from a tenth of its memory."""

import json
import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge.data import load_data
from knowledge.encoder.encoder import DEFAULT_FOLDER
from knowledge.encoder.vocabulary import (
    MOST_PIECES,
    NUMBERS_FILE,
    TOKENIZER_FILE,
    VOCABULARY,
    Library,
    Tokens,
    Vocabulary,
    is_written,
    load_tokens,
    write_vocabulary,
)

ROOT = Path(__file__).parents[3]
PUBLISHED = ROOT / DEFAULT_FOLDER
RANDOM_TEXTS = 6_000
SPECIAL = ("<s>", "<pad>", "</s>", "<unk>", "<mask>")

ALPHABETS: dict[str, list[str]] = {
    "controls and Latin": [chr(code) for code in range(0x300)],
    "combining marks": [*map(chr, range(0x300, 0x370)), *"aeiouAEnsc"],
    "punctuation, directions, joiners": [*map(chr, range(0x2000, 0x2100)), *"ab "],
    "compatibility forms": [chr(code) for code in range(0xFB00, 0x10000)],
    "emoji": [*map(chr, range(0x1F000, 0x1FB00)), *"\u200d\ufe0f\u20e3 1a"],
    "tags and selectors": [*map(chr, range(0xE0000, 0xE01F0)), *"ab"],
    "mathematical letters": [chr(code) for code in range(0x1D400, 0x1D800)],
    "Hangul": [*map(chr, range(0xAC00, 0xAD00)), *map(chr, range(0x1100, 0x1200))],
    "right to left": [chr(code) for code in range(0x590, 0x700)],
    "Devanagari, Thai": [*map(chr, range(0x900, 0x980)), *map(chr, range(0xE00, 0xE80))],
    "special tokens": [*SPECIAL, "＜s＞", "＜unk＞", "▁", " ", "\u3000", "a", "\n", "\t", "\0"],
    "many ties": [*"aaaaaaaab"],
    "digits": [*"0123456789.,"],
    "Latin": [*"etaoinshrdlu "],
}
ALPHABETS["all scripts"] = [letter for alphabet in ALPHABETS.values() for letter in alphabet]


def hostile() -> Iterator[str]:
    """Texts that nobody means well with, the same each time."""
    yield from ("", " ", "\0", "\ufeff", "﷽", "e\u0301" * 50, "x" * 4_000, "￢ﾟ" * 300, "a " * 2_000)
    yield from ("🏴󠁧󠁢󠁥󠁮󠁧󠁿", "👩‍👩‍👧‍👦 1️⃣", "<mask><s>", "ﬁ ｆｉ ℌ ① ㎏ ½", "Ǆǅǆ", "ＡＢＣ　ｄｅｆ", "शक्षि")
    chance = random.Random(2026)  # noqa: S311  # the same texts each time
    alphabets = list(ALPHABETS.values())
    for _ in range(RANDOM_TEXTS):
        length = chance.choice((1, 2, 3, 5, 10, 30, 100, 600))
        yield "".join(chance.choices(chance.choice(alphabets), k=length))


def different(one: Tokens, other: Tokens, texts: list[str]) -> list[str]:
    pairs = zip(texts, one.numbers(texts), other.numbers(texts), strict=True)
    return [text for text, ours, theirs in pairs if ours != theirs]


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A folder with a tokenizer of a few pieces, in the form of the published one."""
    pieces = [*SPECIAL[:4], "▁", "a", "b", "aa", "aaa", "ab", "▁ba", "hallo", "▁hallo", "fi", "l"]
    scores = (*[0.0] * 4, *(-2.0 - number % 5 / 2 for number in range(len(pieces) - 4)))
    added = {name: pieces.index(name) for name in SPECIAL[:4]} | {"<mask>": len(pieces)}
    flags = {"single_word": False, "lstrip": False, "rstrip": False, "normalized": False}
    content = {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [
            {"id": number, "content": name, "special": True, **flags}
            for name, number in added.items()
        ],
        "normalizer": {"type": "NFKC"},
        "pre_tokenizer": {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always"},
        "post_processor": {
            "type": "TemplateProcessing",
            "single": [
                {"SpecialToken": {"id": "<s>", "type_id": 0}},
                {"Sequence": {"id": "A", "type_id": 0}},
                {"SpecialToken": {"id": "</s>", "type_id": 0}},
            ],
            "pair": [{"Sequence": {"id": "A", "type_id": 0}}],
            "special_tokens": {
                name: {"id": name, "ids": [added[name]], "tokens": [name]} for name in SPECIAL[:3:2]
            },
        },
        "decoder": None,
        "model": {
            "type": "Unigram",
            "unk_id": 3,
            "vocab": [*map(list, zip(pieces, scores, strict=True)), ["<mask>", 0.0]],
        },
    }
    (tmp_path / TOKENIZER_FILE).write_text(json.dumps(content), "utf-8")
    return tmp_path


def test_a_vocabulary_gives_the_numbers_of_the_library(small: Path):
    write_vocabulary(small)
    texts = [*hostile(), "hallo aab ba", "hallo", "ﬁ", "c<s>c"]
    assert different(Vocabulary(small / VOCABULARY), Library(small), texts) == []


def test_pieces_are_those_with_the_highest_sum(small: Path):
    write_vocabulary(small)
    assert Vocabulary(small / VOCABULARY).numbers(["hallo", "ééa"]) == [[0, 12, 2], [0, 4, 3, 5, 2]]


def test_a_long_text_ends_with_the_end_token(small: Path):
    write_vocabulary(small)
    (numbers,) = Vocabulary(small / VOCABULARY).numbers(["l " * MOST_PIECES])
    assert (len(numbers), numbers[0], numbers[-1]) == (MOST_PIECES, 0, 2)


def test_a_folder_of_before_there_was_a_vocabulary_works_and_is_told(
    small: Path, caplog: pytest.LogCaptureFixture
):
    assert isinstance(load_tokens(small), Library)
    assert "make encoder" in caplog.text
    write_vocabulary(small)
    caplog.clear()
    assert isinstance(load_tokens(small), Vocabulary)
    assert not caplog.text


@pytest.mark.parametrize("broken", [TOKENIZER_FILE, f"{VOCABULARY}/{NUMBERS_FILE}"])
def test_a_vocabulary_of_another_tokenizer_or_with_a_broken_file_does_not_count(
    small: Path, broken: str
):
    write_vocabulary(small)
    assert is_written(small)
    path = small / broken
    path.write_bytes(path.read_bytes()[:-1])
    assert not is_written(small)


def test_writing_it_again_replaces_it_and_leaves_nothing_behind(small: Path):
    write_vocabulary(small)
    (small / VOCABULARY / NUMBERS_FILE).unlink()
    write_vocabulary(small)
    assert is_written(small)
    assert {each.name for each in small.iterdir()} == {TOKENIZER_FILE, VOCABULARY}


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> tuple[Vocabulary, Library]:
    """The tokenizer of our encoder, and the vocabulary that is made from it."""
    folder = tmp_path_factory.mktemp("encoder")
    shutil.copy(PUBLISHED / TOKENIZER_FILE, folder)
    write_vocabulary(folder)
    return Vocabulary(folder / VOCABULARY), Library(folder)


@pytest.mark.model
def test_the_published_one_gives_the_same_for_hostile_texts(
    published: tuple[Vocabulary, Library],
):
    assert different(*published, [f"query: {text}" for text in hostile()]) == []


@pytest.mark.model
def test_the_published_one_gives_the_same_for_every_sentence_of_training_and_evaluation(
    published: tuple[Vocabulary, Library],
):
    files = [*(ROOT / "bot" / "data").rglob("*.yml"), *(ROOT / "tests/evaluation").rglob("*.yml")]
    texts = sorted({line for path in files for line in strings(load_data(path))})
    assert len(texts) > 10_000
    assert different(*published, [f"query: {text}" for text in texts]) == []


def strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield from value.splitlines()
    elif isinstance(value, dict):
        yield from (line for each in value.values() for line in strings(each))
    elif isinstance(value, list):
        yield from (line for each in value for line in strings(each))


@pytest.mark.model
@pytest.mark.slow
def test_the_published_one_gives_the_same_for_every_letter_of_unicode(
    published: tuple[Vocabulary, Library],
):
    letters = [chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000]
    between = [f"a{letter}b {letter}" for letter in letters]
    texts = [" ".join(between[place : place + 40]) for place in range(0, len(between), 40)]
    assert different(*published, texts) == []
