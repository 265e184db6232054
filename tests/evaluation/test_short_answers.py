"""Short answers on questions that stand in none of them, and what is off topic, by the encoder."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from actions.answers.short_answers import has_what_it_needs
from bot.opening import open_library
from bot.settings import Settings
from knowledge.library import Library
from knowledge.matching.search.semantic import Hit

FOLDER = Path(__file__).parent
MIN_RIGHT_FIRST = 0.75
MIN_RIGHT_OF_ANSWERED = 0.88
MOST_OFF_TOPIC = 0.06

pytestmark = [pytest.mark.model, pytest.mark.slow]


def rows(folder: str) -> list[dict[str, str]]:
    paths = sorted((FOLDER / folder).glob("*.yml"))
    return [row for path in paths for row in YAML(typ="safe").load(path)]


@pytest.fixture(scope="module")
def library() -> Library:
    return open_library(replace(Settings(), today=date(2026, 11, 24)))


def found(library: Library, text: str, *, with_subject: bool = True) -> Hit | None:
    """Give what a conversation would say: an answer whose needed words are there."""
    needy = {each.id: each for each in library.registry.register.answers if each.needs}
    return library.search.sure_short_answer(
        text,
        with_subject=with_subject,
        has_words=lambda each: has_what_it_needs(needy[each], text) if each in needy else None,
    )


def test_questions_find_their_answer(library: Library):
    cases = rows("short_answers")
    search = library.search
    ranked = [(search.short_answers(each["text"], 1), each["answer"]) for each in cases]
    first = [bool(hits) and hits[0].id == wanted for hits, wanted in ranked]
    sure = [hit.id == each["answer"] for each in cases if (hit := found(library, each["text"]))]
    print("right first", sum(first) / len(first))
    print("answered", len(sure) / len(cases), "of these right", sum(sure) / len(sure))
    assert sum(first) / len(first) >= MIN_RIGHT_FIRST
    assert sum(sure) / len(sure) >= MIN_RIGHT_OF_ANSWERED


def test_what_is_off_topic_is_left_alone(library: Library):
    cases = [each["text"] for each in rows("intents") if each["intent"] == "out_of_scope"]
    answered = [text for text in cases if found(library, text, with_subject=False)]
    print("off topic answered", len(answered) / len(cases))
    assert cases
    assert len(answered) / len(cases) <= MOST_OFF_TOPIC
