"""Every YAML file of ours says the same to each reader, and keeps `.yamllint`."""

import subprocess
from pathlib import Path

import pytest
from ruamel.yaml import YAML
from yamllint import linter
from yamllint.config import YamlLintConfig

from knowledge.data import load_data

ROOT = Path(__file__).parents[1]
FILES = subprocess.run(
    ["git", "ls-files", "*.yml", "*.yaml"], cwd=ROOT, capture_output=True, text=True, check=True
).stdout.split()
OTHERS = (".github/workflows/", "docs/deploy/")
"""Of other programs: `on:` is a word there, and one file holds several documents."""
RULES = YamlLintConfig(file=str(ROOT / ".yamllint"))


def test_there_are_files():
    assert len(FILES) > 200


@pytest.mark.parametrize("file", [each for each in FILES if not each.startswith(OTHERS)])
def test_readers_of_both_versions_agree(file: str):
    text = (ROOT / file).read_text(encoding="utf-8")
    assert load_data(ROOT / file) == YAML(typ="safe", pure=True).load(text)


@pytest.mark.parametrize("file", FILES)
def test_style(file: str):
    text = (ROOT / file).read_text(encoding="utf-8")
    assert [str(each) for each in linter.run(text, RULES, file)] == []
