"""Whatever fuzzing found once, and where it began, breaks nothing any more."""

from pathlib import Path

import pytest

from tests.fuzz.__main__ import TARGETS as NAMES
from tests.fuzz.targets import TARGETS

CORPUS = Path(__file__).with_name("corpus")
KEPT = sorted(each for each in CORPUS.glob("*/*") if each.is_file())


def test_every_target_has_a_corpus() -> None:
    assert tuple(TARGETS) == NAMES
    assert {each.parent.name for each in KEPT} == set(TARGETS)


@pytest.mark.parametrize("file", KEPT, ids=lambda file: f"{file.parent.name}-{file.name}")
def test_what_was_found_breaks_nothing(file: Path) -> None:
    TARGETS[file.parent.name](file.read_bytes())
