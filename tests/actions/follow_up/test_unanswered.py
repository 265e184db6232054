"""A question beside a judged address that nobody here can answer is owned up to, not waved off."""

import pytest

from tests.actions.talking import Said, Talk

FAKE: Said = ("is delijn-tickets.shop echt?", "check_channel")
OWNS_UP = "Dat weet ik niet, en ik wil niets verkeerds zeggen"


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("en wat gebeurt er als ik dat abonnement al opgezegd heb?", "ask_after_incident"),
        ("stopt de nachtbus tegenwoordig ook aan het kerkplein?", "check_channel"),
        ("rijdt die bus nog altijd langs het oude station van Mol?", "ask_if_sure"),
    ],
)
def test_who_knows_it_is_told_where_we_do_not(talk: Talk, text: str, intent: str):
    told = talk(FAKE, (text, intent))
    assert told.startswith(OWNS_UP)
    assert "delijn.be" in told


@pytest.mark.parametrize(
    "text",
    [
        "ik kreeg daarnet nog een sms van bpost over een pakje, is dat dan echt?",
        "hij vroeg mijn pincode aan de telefoon, wat moet ik daarmee?",
        "en delijn-promo.shop, rijdt die bus daar nog altijd langs?",
    ],
)
def test_what_is_told_is_not_taken_for_such_a_question(talk: Talk, text: str):
    assert OWNS_UP not in talk(FAKE, (text, "check_channel"))
