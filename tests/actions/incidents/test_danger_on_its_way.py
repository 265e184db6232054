"""Somebody who comes for a card, money or jewels, and the numbers for danger."""

import pytest

from tests.actions.talking import Said, Talk

GAVE: Said = ("mijn oma gaf haar pincode aan de telefoon", "ask_after_incident")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("hij komt morgen langs om de kaart op te halen", "nl"),
        ("he will come to pick up her card", "en"),
        ("un policier vient chercher ses bijoux", "fr"),
        ("er will morgen die Karte abholen", "de"),
    ],
)
def test_who_comes_for_a_card_is_not_let_in(talk: Talk, text: str, language: str):
    told = talk(GAVE, (text, "tell_more"), language=language)
    assert "101" in told
    assert "078 170 170" in told


@pytest.mark.parametrize("before", [(), (GAVE,)])
@pytest.mark.parametrize(
    ("text", "intent", "language"),
    [
        ("bel ik 101 of de wijkagent?", "check_channel", "nl"),
        ("mag ik naar 112 bellen?", "contact_human", "nl"),
        ("do I call 112 for that?", "check_channel", "en"),
        ("j'appelle le 101 ou la banque ?", "check_channel", "fr"),
        ("soll ich 101 anrufen?", "check_channel", "de"),
    ],
)
def test_a_number_for_danger_that_is_asked_about_is_given_not_judged(
    talk: Talk, before: tuple[Said, ...], text: str, intent: str, language: str
):
    told = talk(*before, (text, intent), language=language)
    assert "101" in told
    assert "112" in told


@pytest.mark.parametrize(
    "text", ["101 belde mij, is dat de politie?", "ik kreeg een sms van 112, is dat echt"]
)
def test_a_message_that_says_to_be_of_the_police_is_still_judged(talk: Talk, text: str):
    assert "Doe niet open" not in talk((text, "check_channel"))


@pytest.mark.parametrize(
    "text", ["hij wil de EAN-code van mijn meter", "ik gaf mijn EAN-code door"]
)
def test_the_number_of_a_meter_is_no_code_of_a_bank(talk: Talk, text: str):
    assert "Card Stop" not in talk((text, "tell_more"))
