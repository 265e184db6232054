"""What somebody tells without an address, as the first thing they say."""

import pytest

from tests.actions.talking import Talk

TO_ME = [
    "they call me from VDAB and say I must give my national number for work",
    "VDAB belt mij elke dag en zegt dat ik mijn rijksregisternummer moet geven",
    "le VDAB m'appelle et je dois donner mon numéro national",
    "die VDAB schreibt mir und ich soll meine Nationalregisternummer angeben",
]


@pytest.mark.parametrize("text", TO_ME)
def test_who_is_asked_for_a_secret_is_told_to_give_nothing(talk: Talk, text: str):
    told = talk((text, "check_channel")).casefold()
    assert any(word in told for word in ("nooit", "never", "jamais", "das nie"))
    assert "https://" not in told


@pytest.mark.parametrize("intent", ["check_channel", "list_channels"])
def test_what_somebody_says_to_them_is_no_question_about_channels(talk: Talk, intent: str):
    text = "van Vlaanderen, zegt dat ik een boete heb voor mijn auto"
    assert "In onze lijst staan" not in talk((text, intent))


@pytest.mark.parametrize(
    "text", ["kunt u mij zeggen welke kanalen VDAB heeft", "geef mij alle kanalen van de VDAB"]
)
def test_who_asks_us_for_channels_gets_them(talk: Talk, text: str):
    assert "https://www.vdab.be/" in talk((text, "list_channels"))


def test_who_asks_whether_to_give_what_was_asked_is_told_no(talk: Talk):
    asked = (TO_ME[1], "check_channel")
    assert talk(asked, ("moet ik dat doorgeven", "ask_permission")).startswith("Nee, nooit")


def test_who_asks_whether_a_premium_is_real_gets_no_list(talk: Talk):
    text = "krijg ik echt een premie van 250 euro van de vlaamse overheid?"
    assert "In onze lijst staan" not in talk((text, "check_channel"))


@pytest.mark.parametrize("intent", ["check_channel", "list_channels"])
def test_who_looks_for_a_number_received_nothing(talk: Talk, intent: str):
    text = "ik zoek het telefoonnummer van de VDAB, liefst een mens aan de lijn en geen robot"
    assert "0800 30 700" in talk((text, intent))
