"""What is typical of fraud is said at once, in any language, and asked about afterwards."""

import pytest

from tests.actions.talking import Said, Talk

CARDS: Said = ("een man belde, ik moet steamkaarten kopen van 200 euro", "check_channel")
NO_SERVICE = ("geen dienst", "no service", "aucun service", "keine behorde", "keine behörde")


def says_bad_sign(told: str) -> bool:
    told = told.casefold()
    return any(
        each in told for each in ("slecht teken", "bad sign", "mauvais signe", "schlechtes zeichen")
    )


@pytest.mark.parametrize(
    "text",
    [
        "een dame van de belastingen wil dat ik apple kaarten koop",
        "a lady rang and wants me to buy Steam cards and read her the codes",
        "on me demande d'acheter des cartes iTunes pour payer une amende",
        "ein Mann vom Amt rief an, ich soll Amazon Karten kaufen",
    ],
)
@pytest.mark.parametrize("intent", ["check_channel", "ask_security", "ask_misuse_cases"])
def test_who_must_buy_cards_hears_at_once_that_no_service_asks_that(
    talk: Talk, text: str, intent: str
):
    told = talk((text, intent)).casefold()
    assert says_bad_sign(told)
    assert any(each in told for each in NO_SERVICE)


def test_who_is_called_again_is_told_not_to_pick_up(talk: Talk):
    text = "een man belde, ik moet steamkaarten kopen, hij belt straks terug"
    assert "Neem niet op" in talk((text, "check_channel"))


@pytest.mark.parametrize(
    "text",
    [
        "ik heb een gsm gewonnen maar moet eerst 2 euro betalen",
        "a man says I get 1200 euros if I first transfer 85 euros",
        "j'ai gagné un lot mais je dois d'abord payer 75 euros",
        "ich habe gewonnen und soll zuerst 89 Euro zahlen",
    ],
)
def test_who_is_asked_to_pay_first_has_paid_nothing(talk: Talk, text: str):
    told = talk((text, "check_channel"))
    assert says_bad_sign(told)
    assert "Card Stop" not in told


def test_who_asks_if_it_is_a_scam_is_not_taken_for_deceived(talk: Talk):
    text = "on me demande de verser 50 € pour débloquer mes gains. C'est une arnaque ?"
    told = talk((text, "check_channel"))
    assert "votre banque" not in told
    assert told.startswith("Cela ressemble fort à une escroquerie")


def test_yes_or_no_is_answered_by_what_was_told(talk: Talk):
    asks = ("is het oplichting, ja of nee?", "ask_if_sure")
    assert "lijkt sterk op oplichting" in talk(CARDS, asks)


def test_whoever_asks_if_it_is_a_scam_does_not_hear_no_first(talk: Talk):
    got = ("ik kreeg een sms over mijn groeipakket", "check_channel")
    assert not talk(got, ("is het oplichting?", "ask_if_sure")).startswith("Nee")


def test_the_next_thing_is_to_answer_no_more(talk: Talk):
    assert "Antwoord niet meer" in talk(CARDS, ("wat moet ik doen", "ask_next_step"))


def test_a_kind_word_of_the_caller_makes_it_no_safer(talk: Talk):
    assert "niet veiliger" in talk(CARDS, ("zij zijn met veel", "tell_more"))


@pytest.mark.parametrize(
    "text",
    [
        "een sms zegt dat de deurwaarder morgen komt",
        "a text says a bailiff takes my car tomorrow",
        "un sms dit que l'huissier viendra demain",
        "eine SMS sagt, morgen kommt der Gerichtsvollzieher",
    ],
)
def test_a_bailiff_in_a_message_is_no_letter_of_one(talk: Talk, text: str):
    told = talk((text, "check_channel")).casefold()
    assert any(each in told for each in ("bewijst niet", "not prove", "ne prouve pas", "beweist"))
    assert not any(each in told for each in ("aangetekend", "116 000", "registered"))


def test_a_letter_of_a_bailiff_stays_one(talk: Talk):
    assert "aangetekende brief" in talk(("ik kreeg een brief van een deurwaarder", "check_channel"))


def test_who_hears_that_water_is_bad_is_told_whom_to_ask(talk: Talk):
    rumour = ("op facebook staat dat het kraanwater vergiftigd is, klopt dat", "check_channel")
    told = talk(rumour)
    assert "waterbedrijf" in told
    assert "betaal" not in told.casefold()


def test_a_question_on_water_in_the_world_is_no_alarm(talk: Talk):
    assert "waterbedrijf" not in talk(("ik drink graag water bij het eten", "out_of_scope"))
