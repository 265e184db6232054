"""How long training takes, how long reading the register, and how long a warm start."""

import os
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from bot.conversation.training import train
from bot.opening import open_library
from bot.settings import Settings
from knowledge.register.loading import read_addresses, read_register


def measure(work: Path) -> dict[str, Any]:
    """Train twice into a new folder below `work`: the second time nothing has changed."""
    work.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=work) as models:
        return _measured(replace(Settings.from_env(os.environ), models=Path(models)))


def _measured(settings: Settings) -> dict[str, Any]:
    return {
        "train_s": _seconds(lambda: train(settings, say=lambda _: None)),
        "train_again_s": _seconds(lambda: train(settings, say=lambda _: None)),
        "read_register_s": _seconds(
            lambda: read_register(settings.knowledge, read_addresses(settings.knowledge))
        ),
        "open_library_s": _seconds(lambda: open_library(settings)),
    }


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return round(time.perf_counter() - start, 2)
