"""What Rasa would import TensorFlow for is not there when serving, and is told when asked for."""

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

from bot.conversation.tensorflow_fence import FENCED, NotWhenServing

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize("name", FENCED)
def test_what_is_fenced_is_a_module_of_rasa_that_has_those_names(name: str) -> None:
    source = Path(str(importlib.util.find_spec(name).origin)).read_text(encoding="utf-8")
    missing = [part for part in FENCED[name] if f"class {part}(" not in source]
    assert missing == []


def test_training_in_a_process_that_serves_is_refused_with_what_to_do() -> None:
    with pytest.raises(RuntimeError, match="python -m bot train"):
        NotWhenServing("rasa")


def test_the_agent_is_imported_without_tensorflow_and_training_keeps_it() -> None:
    seen = "import sys, {0}; print('tensorflow' in sys.modules)"
    fenced = "from bot.conversation.tensorflow_fence import keep_out_tensorflow as keep; keep(); "
    commands = {
        "False": fenced + seen.format("bot.conversation.agent"),
        "True": seen.format("bot.conversation.agent"),
    }
    for expected, command in commands.items():
        done = subprocess.run(
            [sys.executable, "-c", command], cwd=ROOT, capture_output=True, text=True, check=True
        )
        assert done.stdout.strip() == expected
