"""Sentences that ask no kind of question come from the training data, not too many of each."""

from bot.nlu.asks_none import (
    ALONE,
    IN_TALK,
    MOST,
    MOST_OFF_TOPIC,
    OFF_TOPIC,
    sentences_that_ask_none,
)


def test_each_intent_gives_some_and_none_too_many():
    found = sentences_that_ask_none()
    assert set(found) == {*ALONE, *IN_TALK}
    for intent, sentences in found.items():
        assert 20 <= len(sentences) <= (MOST_OFF_TOPIC if intent == OFF_TOPIC else MOST)
        assert all(each and not each.startswith("- ") for each in sentences)
