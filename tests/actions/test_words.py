"""Words by which a conversation is followed."""

import pytest

from actions.words import ConversationWords
from knowledge.model import OrganisationKind

WORDS = ConversationWords.load()


@pytest.mark.parametrize(
    "text", ["en op Instagram?", "And their facebook", "et sur X ?", "und auf X"]
)
def test_goes_on(text: str):
    assert WORDS.goes_on(text)


@pytest.mark.parametrize("text", ["energie", "andere", "is dit echt?", "unding"])
def test_a_longer_word_does_not_go_on(text: str):
    assert not WORDS.goes_on(text)


@pytest.mark.parametrize("text", ["wie is dat?", "Who is that", "c'est qui ?", "wer ist das?"])
def test_asks_who(text: str):
    assert WORDS.asks_who(text)


def test_tells_of_loss():
    assert WORDS.tells_of_loss("ik heb al betaald")
    assert not WORDS.tells_of_loss("ik kreeg een sms")


def test_kind():
    assert WORDS.kind_in("welke agentschappen zitten op X") is OrganisationKind.AGENCY
    assert WORDS.kind_in("hoeveel zitten er op X") is None
