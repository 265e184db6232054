"""Kinds of question are heard in sentences of strangers, and seldom in what is off topic."""

import os
from collections.abc import Iterable
from pathlib import Path

import pytest

from bot.opening import open_library
from bot.settings import Settings
from knowledge.data import load_data
from knowledge.matching.search.semantic import SURE_ASKED, Search

FOLDER = Path(__file__).parent
LEAST_RIGHT, MOST_WRONG, MOST_OFF_TOPIC = 0.71, 0.12, 0.1

pytestmark = [pytest.mark.model, pytest.mark.slow]


@pytest.fixture(scope="module")
def search() -> Search:
    return open_library(Settings.from_env(os.environ)).search


def sure(search: Search, text: str) -> str | None:
    """Give the kind that is answered after a verdict, the short answers included."""
    hit = search.asked(text, 1)[0]
    return hit.id if hit.score >= SURE_ASKED else None


def share(found: Iterable[bool]) -> float:
    all_of_them = list(found)
    return sum(all_of_them) / len(all_of_them)


def test_strangers_are_understood(search: Search):
    kinds = load_data(FOLDER / "kinds" / "strangers.yml")
    heard = [
        (kind.partition("/")[2], sure(search, text))
        for kind, texts in kinds.items()
        for text in texts
        if kind.startswith(("asked/", "short/"))
    ]
    right = share(found == kind for kind, found in heard)
    wrong = share(found not in (None, kind) for kind, found in heard)
    print(f"right {right:.3f}, wrong {wrong:.3f}, of {len(heard)}")
    assert right >= LEAST_RIGHT
    assert wrong <= MOST_WRONG


def test_what_is_off_topic_is_seldom_taken_for_one(search: Search):
    rows = [row for file in (FOLDER / "weighing/intents").glob("*.yml") for row in load_data(file)]
    texts = [row["text"] for row in rows if row["intent"] == "out_of_scope"]
    taken = share(sure(search, text) is not None for text in texts)
    print(f"taken {taken:.3f}, of {len(texts)}")
    assert taken <= MOST_OFF_TOPIC
