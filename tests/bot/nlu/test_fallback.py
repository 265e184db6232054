import pytest
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.fallback import Fallback


@pytest.fixture
def fallback():
    return Fallback({"threshold": 0.4, "talk": 0.2, "ambiguity": 0.05, "crisis": 0.1})


def ranked(*entries):
    ranking = [{"name": name, "confidence": confidence} for name, confidence in entries]
    return Message(data={"text": "…", "intent": ranking[0], "intent_ranking": ranking})


def test_a_sure_intent_stays(fallback):
    message = ranked(("greet", 0.9), ("thank", 0.1))
    fallback.process([message])
    assert message.get("intent") == {"name": "greet", "confidence": 0.9}


@pytest.mark.parametrize(
    "entries",
    [
        [("greet", 0.3), ("thank", 0.1)],  # too weak
        [("greet", 0.46), ("thank", 0.44)],  # too close
    ],
)
def test_doubt_is_out_of_scope_with_the_confidence_that_it_is(fallback, entries):
    message = ranked(*entries)
    fallback.process([message])
    assert message.get("intent")["name"] == "out_of_scope"
    assert message.get("intent")["confidence"] == pytest.approx(1 - entries[0][1])
    assert [entry["name"] for entry in message.get("intent_ranking")] == [
        "out_of_scope",
        "greet",
        "thank",
    ]


def test_out_of_scope_is_named_once(fallback):
    message = ranked(("greet", 0.3), ("out_of_scope", 0.28))
    fallback.process([message])
    names = [entry["name"] for entry in message.get("intent_ranking")]
    assert names == ["out_of_scope", "greet"]


def test_a_weak_out_of_scope_keeps_its_own_confidence(fallback):
    message = ranked(("out_of_scope", 0.3), ("greet", 0.2))
    fallback.process([message])
    assert message.get("intent")["confidence"] == 0.3


def test_a_message_without_words_is_out_of_scope(fallback):
    message = Message(data={"text": ""})
    fallback.process([message])
    assert message.get("intent") == {"name": "out_of_scope", "confidence": 1.0}


@pytest.mark.parametrize(
    "entries",
    [
        [("greet", 0.3), ("crisis", 0.2)],  # unsure
        [("out_of_scope", 0.8), ("crisis", 0.1)],  # surely none of the others
        [("crisis", 0.3), ("cancel", 0.29)],
    ],
)
def test_a_possible_cry_for_help_goes_before_out_of_scope(fallback, entries):
    message = ranked(*entries)
    fallback.process([message])
    assert message.get("intent") == {"name": "crisis", "confidence": dict(entries)["crisis"]}
    assert message.get("intent_ranking")[0]["name"] == "crisis"


@pytest.mark.parametrize(
    "entries", [[("cancel", 0.7), ("crisis", 0.25)], [("out_of_scope", 0.9), ("crisis", 0.05)]]
)
def test_a_sure_intent_or_a_faint_trace_is_no_cry_for_help(fallback, entries):
    message = ranked(*entries)
    fallback.process([message])
    assert message.get("intent")["name"] == entries[0][0]


def test_talk_about_what_was_answered_needs_less(fallback):
    message = ranked(("ask_why", 0.3), ("greet", 0.1))
    fallback.process([message])
    assert message.get("intent")["name"] == "ask_why"


def test_a_faint_cry_is_doubt_even_where_it_comes_first():
    fallback = Fallback({"threshold": 0.4, "talk": 0.2, "ambiguity": 0.05, "crisis": 0.6})
    faint, clear = ranked(("crisis", 0.55), ("cancel", 0.3)), ranked(("crisis", 0.65), ("a", 0.3))
    fallback.process([faint, clear])
    assert faint.get("intent")["name"] == "out_of_scope"
    assert clear.get("intent")["name"] == "crisis"
