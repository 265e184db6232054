"""The model is trained when something that it is made from changed, and only then."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from shutil import copytree

import pytest

from bot.conversation import training
from bot.settings import Settings
from knowledge.encoder.vocabulary import VOCABULARY

ROOT = Path(__file__).parents[3]


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    for name in ("CONFIG", "DATA", "DOMAIN", "COMPONENTS"):
        source, target = ROOT / getattr(training, name), tmp_path / name
        if source.is_dir():
            copytree(source, target)
        else:
            target.write_bytes(source.read_bytes())
        monkeypatch.setattr(training, name, target)
    copytree(ROOT / "knowledge" / "organisations", tmp_path / "knowledge" / "organisations")
    (tmp_path / "knowledge" / "platforms.yml").write_text("x: {}\n")
    encoder = tmp_path / "encoder"
    encoder.mkdir()
    (encoder / "config.json").write_text("{}")
    return replace(
        Settings(),
        models=tmp_path / "models",
        knowledge=tmp_path / "knowledge",
        encoder=str(encoder),
    )


def test_the_same_parts_give_the_same_fingerprint(settings: Settings):
    assert training.fingerprint(settings) == training.fingerprint(settings)


@pytest.mark.parametrize(
    "part",
    ["CONFIG", "DATA/rules/intents.yml", "DOMAIN/domain.yml", "COMPONENTS/crisis.py"],
)
def test_a_changed_part_changes_it(settings: Settings, part: str, tmp_path: Path):
    before = training.fingerprint(settings)
    path = tmp_path / part
    path.write_text(path.read_text() + "\n# changed\n")
    assert training.fingerprint(settings) != before


def test_a_changed_encoder_changes_it(settings: Settings):
    before = training.fingerprint(settings)
    (Path(settings.encoder) / "config.json").write_text('{"other": true}')
    assert training.fingerprint(settings) != before


def test_a_vocabulary_made_from_the_tokenizer_does_not(settings: Settings):
    before = training.fingerprint(settings)
    vocabulary = Path(settings.encoder) / VOCABULARY
    vocabulary.mkdir()
    (vocabulary / "made.json").write_text("{}")
    assert training.fingerprint(settings) == before


def test_of_the_register_only_names_change_it(settings: Settings):
    before = training.fingerprint(settings)
    path = settings.knowledge / "organisations" / "vdab.yml"
    text = path.read_text()
    path.write_text(text.replace("status: active\n    sources", "status: retired\n    sources"))
    assert path.read_text() != text
    assert training.fingerprint(settings) == before
    path.write_text(text.replace("short_name: VDAB", "short_name: De VDAB"))
    assert training.fingerprint(settings) != before


def test_up_to_date_only_with_a_model_from_these_parts(settings: Settings):
    settings.models.mkdir()
    assert not training.is_up_to_date(settings)
    training.model_file(settings).write_bytes(b"model")
    assert not training.is_up_to_date(settings)
    (settings.models / training.STAMP).write_text(training.fingerprint(settings))
    assert training.is_up_to_date(settings)
    said: list[str] = []
    training.train(settings, said.append)
    assert said == ["the language model is up to date"]


def test_looking_whether_it_is_up_to_date_does_not_import_rasa():
    code = (
        "import sys; from bot.settings import Settings; from bot.conversation import training; "
        "training.is_up_to_date(Settings()); sys.exit('rasa' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_the_model_before_a_new_one_is_kept_and_at_no_moment_is_there_none(tmp_path: Path) -> None:
    settings = replace(Settings(), models=tmp_path)
    for content in ("one", "two", "three"):
        training._keep_before(settings)
        draft = tmp_path / "draft"
        draft.write_text(content)
        draft.replace(training.model_file(settings))
    assert training.model_file(settings).read_text() == "three"
    assert training.model_before(settings).read_text() == "two"
