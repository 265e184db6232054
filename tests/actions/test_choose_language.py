"""The language of an answer: that of the message where it is clear, else that of the page."""

from typing import Any

import pytest

from actions.intents.choose_language import CHANGE, CRISIS, ActionChooseLanguage

PASTED = (
    "Vlaamse Belastingdienst: u hebt recht op een teruggave. Bevestig via vlabel-terug.info/bev"
)


class Tracker:
    """What Rasa would keep between the messages of one conversation."""

    def __init__(self) -> None:
        self.slots: dict[str, Any] = {}
        self.latest_message: dict[str, Any] = {}

    def get_slot(self, name: str) -> Any:
        return self.slots.get(name)

    def hear(self, text: str, page: str | None = None, intent: str = "help") -> str:
        metadata = {"language": page} if page else {}
        self.latest_message = {"text": text, "metadata": metadata, "intent": {"name": intent}}
        for event in ActionChooseLanguage().run(None, self, None):
            self.slots[event["name"]] = event["value"]
        return str(self.slots["language"])

    @property
    def said_to_be_unspoken(self) -> str | None:
        choice = self.slots.get("language_choice") or {}
        return choice.get("spoken") if choice.get("is_new") else None


@pytest.fixture
def tracker() -> Tracker:
    return Tracker()


@pytest.mark.parametrize("page", ["nl", "en", "fr", "de", None])
@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("ik kreeg een sms van de VDAB, is dat echt", "nl"),
        ("I got a text from the VDAB, is that real", "en"),
        ("j'ai reçu un sms du VDAB, c'est vrai", "fr"),
        ("ich habe eine sms vom VDAB bekommen, ist das echt", "de"),
    ],
)
def test_a_clear_message_wins_over_the_page(
    tracker: Tracker, text: str, language: str, page: str | None
):
    assert tracker.hear(text, page) == language


def test_what_the_message_spoke_stays(tracker: Tracker):
    tracker.hear("ik heb op die link geklikt", "en")
    assert tracker.hear("ok", "en") == "nl"
    assert tracker.hear("vdab.be", "en") == "nl"
    assert tracker.hear("/affirm", "en") == "nl"
    assert tracker.hear("does this help me at all", "en") == "en"


def test_a_page_that_is_changed_is_the_newer_choice(tracker: Tracker):
    tracker.hear("ik heb op die link geklikt", "en")
    assert tracker.hear("/affirm", "fr") == "fr"


def test_what_was_asked_for_stays_whatever_is_written(tracker: Tracker):
    assert tracker.hear("in English please", "nl", CHANGE) == "en"
    assert tracker.hear("ik heb op die link geklikt en nu", "nl") == "en"


@pytest.mark.parametrize(
    "text", ["Zuhal Demir", "De Lijn", "https://www.vlaanderen.be/uw-overheid"]
)
def test_a_name_or_an_address_changes_nothing(tracker: Tracker, text: str):
    assert tracker.hear(text, "fr") == "fr"


def test_a_pasted_message_speaks_for_nobody(tracker: Tracker):
    assert tracker.hear(PASTED, "fr") == "fr"
    assert tracker.hear(f"Hi, I got this SMS, is it real: '{PASTED}'", "en") == "en"
    assert tracker.hear("hoe weet ge dat het niet echt is", "fr") == "nl"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("i no speak dutch", "en"),
        ("sorry no dutch", "en"),
        ("je ne parle pas néerlandais", "fr"),
        ("ich spreche kein Niederländisch", "de"),
        ("no hablo holandés, ¿me ayuda?", "en"),
        ("ik spreek geen nederlands", "en"),
        ("is dit niet Vlaams dan", "nl"),
        ("ik spreek geen Frans", "nl"),
    ],
)
@pytest.mark.parametrize("intent", [CHANGE, "help"])
def test_who_does_not_speak_dutch_gets_none(
    tracker: Tracker, text: str, language: str, intent: str
):
    assert tracker.hear(text, "nl", intent) == language


def test_another_language_gets_english_and_is_told_so_once(tracker: Tracker):
    assert tracker.hear("Merhaba, bu mesaj gerçek mi?", "nl") == "en"
    assert tracker.said_to_be_unspoken == "tr"
    assert tracker.hear("çok teşekkürler", "nl") == "en"
    assert tracker.said_to_be_unspoken is None
    assert tracker.hear("/affirm", "nl") == "en"
    assert tracker.hear("sorry, ik spreek toch een beetje nederlands", "nl") == "nl"


def test_despair_is_answered_in_the_language_of_the_heart(tracker: Tracker):
    tracker.hear("in English please", "nl", CHANGE)
    assert tracker.hear("ik wil niet meer leven", "nl", CRISIS) == "nl"
