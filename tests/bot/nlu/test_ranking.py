"""The two sides of a crisis are learnt apart and told as one intent."""

import pytest
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.intent_classifier import DANGER, RANKED, learnt_as, ranking_of


def test_both_sides_are_one_intent_with_the_likelier_side():
    ranking = ranking_of({"greet": 0.3, "crisis": 0.2, DANGER: 0.5})
    assert ranking[0] == {"name": "crisis", "confidence": pytest.approx(0.7), "side": "others"}
    assert [each["name"] for each in ranking] == ["crisis", "greet"]
    assert ranking_of({"greet": 0.3, "crisis": 0.6, DANGER: 0.1})[0]["side"] == "self"


def test_a_crisis_is_ranked_however_far_behind():
    likelier = {f"intent_{place}": 0.1 for place in range(RANKED + 2)}
    ranking = ranking_of({**likelier, "crisis": 0.01, DANGER: 0.02})
    assert len(ranking) == RANKED + 1
    assert ranking[-1]["confidence"] == pytest.approx(0.03)


def test_a_model_without_crisis_ranks_what_it_knows():
    assert ranking_of({"greet": 0.4, "thank": 0.6})[0] == {"name": "thank", "confidence": 0.6}


def test_danger_from_others_is_learnt_apart():
    data = {"text": "hij slaat mij", "intent": "crisis"}
    others = {**data, "metadata": {"intent": {"language": "nl", "side": "others"}}}
    assert learnt_as(Message(data=data)) == "crisis"
    assert learnt_as(Message(data=others)) == DANGER
