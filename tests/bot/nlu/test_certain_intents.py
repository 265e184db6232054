import pytest

from bot.nlu.certain_intents import CertainIntents
from bot.nlu.crisis import CrisisPhrases


@pytest.fixture
def decided(understood):
    """Gives the intent after code had its say about one that the classifier took for a thanks."""
    component = CertainIntents(CrisisPhrases.load())

    def decide(text):
        message = understood(text)
        guess = {"name": "thank", "confidence": 0.6}
        message.set("intent", guess)
        message.set("intent_ranking", [guess, {"name": "check_channel", "confidence": 0.4}])
        component.process([message])
        return message

    return decide


@pytest.mark.parametrize(
    "text",
    [
        "@vdab_be",
        "vdab-jobs.be",
        " https://www.vdab.be/ ?",
        "@vdab_be op Instagram",
        "Instagram @vdab_be",
    ],
)
def test_only_an_address_asks_to_check_it(decided, text):
    message = decided(text)
    assert message.get("intent") == {"name": "check_channel", "confidence": 1.0}
    assert [one["name"] for one in message.get("intent_ranking")] == ["check_channel", "thank"]


@pytest.mark.parametrize(
    "text",
    ["meld vdab-jobs.be", "bedankt", "@vdab_be is wel echt hoor", "op instagram", "", "VDAB"],
)
def test_words_beside_the_address_are_the_classifiers(decided, text):
    assert decided(text).get("intent") == {"name": "thank", "confidence": 0.6}


def test_a_crisis_goes_before_an_address(decided):
    assert decided("ik wil dood. @vdab_be").get("intent")["name"] == "crisis"
