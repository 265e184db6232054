"""How fast and how well a question finds its organisation, with the encoder and without."""

import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from bot.evaluation import evaluate_search, read_search_cases, search_baselines
from bot.opening import open_library
from bot.settings import Settings
from knowledge.matching.search.semantic import Search

CACHE = Path("var/bench/without-encoder")


def measure() -> dict[str, Any]:
    """Rank organisations for every question of the evaluation set."""
    settings = Settings.from_env(os.environ)
    cases = read_search_cases()
    texts = [case.text for case in cases]
    library = open_library(settings)
    register = library.registry.register
    systems = {
        "kanaalcheck": _ranking(library.search),
        "kanaalcheck_without_encoder": _ranking(Search(register, None, CACHE)),
        **search_baselines(register.organisations),
    }
    quality = evaluate_search(cases, systems)
    return {
        name: {**quality[name]["all"], "ms_per_question": _milliseconds(texts, rank)}
        for name, rank in systems.items()
    }


def _ranking(search: Search) -> Callable[[str], Sequence[str]]:
    return lambda text: [hit.id for hit in search.organisations(text, 10)]


def _milliseconds(texts: Sequence[str], rank: Callable[[str], Sequence[str]]) -> float:
    start = time.perf_counter()
    for text in texts:
        rank(text)
    return round((time.perf_counter() - start) * 1000 / len(texts), 3)
