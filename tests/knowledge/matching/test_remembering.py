"""What judging addresses leaves in memory: a bounded number of them, soon reached."""

import functools
import gc
from datetime import date
from pathlib import Path

from knowledge.library import build_library

MOST_LEFT = 7_000  # texts and hosts, the register's own among them
ENOUGH_TO_FILL = 3_500  # addresses that nobody asks for twice


def _remembered() -> int:
    caches = [each for each in gc.get_objects() if type(each) is functools._lru_cache_wrapper]
    return sum(each.cache_info().currsize for each in caches)


def test_addresses_that_are_asked_for_once_do_not_stay(tmp_path: Path) -> None:
    before = _remembered()
    library = build_library(
        Path("knowledge"), encoder=None, today=lambda: date(2026, 11, 30), cache=tmp_path
    )
    for number in range(ENOUGH_TO_FILL):
        library.checker.check(f"vdab-{number:05}x.be")
    filled = _remembered()
    assert filled - before < MOST_LEFT
    for number in range(500):
        library.checker.check(f"fluvius-{number:05}y.be")
    assert _remembered() <= filled + 50
