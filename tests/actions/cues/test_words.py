"""Words by which a conversation is followed."""

import pytest

from actions.cues.words import ConversationWords

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


@pytest.mark.parametrize(
    "text", ["ja meld dat maar", "ik wil vdab-jobs.be melden", "I want to report it", "signalez-le"]
)
def test_wants_to_report(text: str):
    assert WORDS.wants_to_report(text)


@pytest.mark.parametrize("text", ["ik kreeg een melding van vdab-jobs.be", "report", "ik wil iets"])
def test_a_notification_is_no_wish_to_report(text: str):
    assert not WORDS.wants_to_report(text)


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("ik wil dit melden", "report_misuse"),
        ("wat is er met mijn melding", "report_status"),
        ("dat klopt niet", "dispute_answer"),
        ("laat maar", "cancel"),
        ("ze zeiden dat de uitkering ging stoppen en stop", None),
        ("mooi weer", None),
    ],
)
def test_plain_words_tell_an_intent(text: str, intent: str | None):
    assert WORDS.intent_in(text) == intent
