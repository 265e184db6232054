"""Later turns of conversations are answered from the subject, turn by turn, by the real model."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from actions.conversation.context import provide
from bot.conversation_scores import OURS, WITHOUT_SUBJECT, evaluate_conversations
from bot.opening import open_library
from bot.settings import Settings

LEAST_UNSEEN = 0.78
LEAST_SEEN = 0.86  # was looked at while building
LEAST_IN_SITUATIONS = 0.85  # of strangers, never looked at: frightened, hurried, old and young
MOST_SAME_TWICE = 5

pytestmark = [pytest.mark.model, pytest.mark.slow]


@pytest.fixture(scope="module")
def scores() -> Any:
    settings = replace(Settings(), today=date(2026, 11, 24))
    yield evaluate_conversations(settings, open_library(settings))
    provide(None)


@pytest.mark.parametrize(
    ("name", "least"),
    [
        ("unseen_follow_ups", LEAST_UNSEEN),
        ("follow_ups", LEAST_SEEN),
        ("unseen_situations", LEAST_IN_SITUATIONS),
    ],
)
def test_later_turns_are_right(scores: Any, name: str, least: float):
    print(name, scores[name])
    assert scores[name][OURS]["later_right"] >= least
    assert scores[name][OURS]["same_twice"] <= MOST_SAME_TWICE


@pytest.mark.parametrize("name", ["unseen_follow_ups", "follow_ups", "unseen_situations"])
def test_the_subject_is_what_makes_them_right(scores: Any, name: str):
    assert scores[name][OURS]["later_right"] > scores[name][WITHOUT_SUBJECT]["later_right"]
