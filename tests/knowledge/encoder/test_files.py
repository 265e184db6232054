"""The folder of the encoder is made once, and what an older version did not make is added."""

import json
from pathlib import Path

import pytest

from knowledge.encoder import files
from knowledge.encoder.vocabulary import TOKENIZER_FILE, VOCABULARY

TOKENIZER = {
    "added_tokens": [{"id": 0, "content": "<unk>"}],
    "model": {"type": "Unigram", "unk_id": 0, "vocab": [["<unk>", 0.0], ["a", -1.0]]},
}


def refuse(*_: object) -> None:
    raise AssertionError("nothing has to be downloaded")


@pytest.fixture
def made_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that lacks nothing but its vocabulary."""
    monkeypatch.setattr(files, "download", refuse)
    tokenizer = json.dumps(TOKENIZER)
    (tmp_path / TOKENIZER_FILE).write_text(tokenizer)
    build = {"fingerprint": files.fingerprint(), "files": {TOKENIZER_FILE: len(tokenizer)}}
    (tmp_path / files.BUILD_FILE).write_text(json.dumps(build))
    return tmp_path


def test_a_folder_of_an_older_version_gets_its_vocabulary_without_a_download(made_before: Path):
    build = (made_before / files.BUILD_FILE).read_bytes()
    files.make_folder(made_before, say=print)
    assert (made_before / VOCABULARY).is_dir()
    assert (made_before / files.BUILD_FILE).read_bytes() == build


def test_what_is_there_is_not_made_again(made_before: Path):
    files.make_folder(made_before, say=print)
    before = (made_before / VOCABULARY).stat().st_mtime_ns
    said: list[str] = []
    files.make_folder(made_before, say=said.append)
    assert said == [f"{made_before} is up to date"]
    assert (made_before / VOCABULARY).stat().st_mtime_ns == before


def test_another_recipe_makes_it_anew(made_before: Path):
    (made_before / files.BUILD_FILE).write_text('{"fingerprint": "other", "files": {}}')
    with pytest.raises(AssertionError, match="downloaded"):
        files.make_folder(made_before, say=print)
