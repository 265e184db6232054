"""The committed widget is what its source gives."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from knowledge.model import LANGUAGES

FOLDER = Path(__file__).parents[5] / "bot" / "widget"
TEXTS = YAML(typ="safe", pure=True).load((FOLDER / "texts.yml").read_text(encoding="utf-8"))
SOURCE = "\n".join(path.read_text(encoding="utf-8") for path in (FOLDER / "src").glob("*.ts"))


def run(*command: str, folder: Path) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.slow
def test_a_fresh_build_gives_the_committed_file(tmp_path: Path):
    folder = tmp_path / "widget"
    shutil.copytree(FOLDER, folder, ignore=shutil.ignore_patterns("node_modules", "dist"))
    run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", folder=folder)
    run("npm", "run", "check", folder=folder)
    run("npm", "run", "build", folder=folder)
    built, committed = (each / "dist" / "widget.js" for each in (folder, FOLDER))
    assert built.read_bytes() == committed.read_bytes(), (
        "bot/widget/dist/widget.js is not what its source gives: "
        "run npm ci && npm run build in bot/widget and commit the file"
    )


def test_every_sentence_is_there_in_every_language():
    for key, texts in TEXTS.items():
        assert set(texts) == set(LANGUAGES), key
        assert all(text.strip() for text in texts.values()), key
        gaps = {frozenset(re.findall(r"\{\w+\}", text)) for text in texts.values()}
        assert len(gaps) == 1, key


def test_every_sentence_is_used_and_every_used_one_is_there():
    used = set(re.findall(r"""(?:words|sentence)\(\s*"(\w+)""", SOURCE))
    assert used
    assert used <= set(TEXTS)
    words = set(re.findall(r'"(\w+)"', SOURCE)) | {"notice_info", "notice_warning"}
    assert set(TEXTS) - words == set()


def test_no_sentence_stands_in_the_code():
    code = re.sub(r"/\*(?:.|\n)*?\*/|//.*", "", SOURCE)
    texts = {text for each in TEXTS.values() for text in each.values() if " " in text}
    assert [text for text in texts if text in code] == []


@pytest.mark.parametrize(
    "forbidden",
    ["innerHTML", "outerHTML", "insertAdjacentHTML", "eval(", "document.write", "localStorage",
     ".cookie", "unsafeHTML", "style="],
)  # fmt: skip
def test_the_source_does_nothing_that_a_strict_policy_forbids(forbidden: str):
    assert forbidden not in SOURCE
