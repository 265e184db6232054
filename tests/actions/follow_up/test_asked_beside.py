"""What is asked or told beside an address is answered too, and no verdict is told for nothing."""

import pytest

from actions.follow_up.asked_beside import questions_beside
from tests.actions.talking import Said, Talk

FAKE = "https://delijn-tickets.shop/"
CHECKED: Said = (f"is {FAKE} echt?", "check_channel")


def test_only_questions_in_other_sentences_are_beside_an_address():
    text = "De link is a-b.be. Klopt a-b.be wel? Ik twijfel. Waar kan ik dat zelf nakijken?"
    assert questions_beside(text, ["a-b.be"]) == ["Waar kan ik dat zelf nakijken?"]


@pytest.mark.parametrize(
    "text", ["Waar kan ik dat nakijken?", "woord " * 61 + "a-b.be. Wat nu dan?"]
)
def test_nothing_is_beside_no_address_or_in_what_is_pasted(text: str):
    assert questions_beside(text, ["a-b.be"] if "a-b.be" in text else []) == []


@pytest.mark.parametrize(
    ("text", "verdict", "says"),
    [
        (
            f"Ik kreeg {FAKE}. Hoe weet ik of ik daar nog iets moet terugbetalen?",
            "vertrouw dit niet",
            "Dat ziet u bij de dienst zelf",
        ),
        (
            f"It says {FAKE}. How can she ask it in writing?",
            "do not trust this",
            "you can do it without calling",
        ),
        (
            f"Das steht da: {FAKE}. Kann ich irgendwo nachschauen, ob ich ein Bußgeld habe?",
            "Vorsicht",
            "Das sehen Sie bei der Stelle selbst",
        ),
    ],
)
def test_a_question_beside_an_address_is_answered_after_the_verdict(
    talk: Talk, text: str, verdict: str, says: str
):
    told = talk((text, "check_channel"))
    assert 0 <= told.find(verdict) < told.find(says)


@pytest.mark.parametrize("text", ["Is dat echt waar?", "Kan ik dat vertrouwen?", "C'est vrai ?"])
def test_what_the_verdict_answers_is_not_answered_twice(talk: Talk, text: str):
    once = talk((f"Ik kreeg {FAKE}.", "check_channel"))
    assert talk((f"Ik kreeg {FAKE}. {text}", "check_channel")) == once


def test_whoever_asks_more_of_an_address_is_not_told_its_verdict_again(talk: Talk):
    number: Said = ("ik kreeg telefoon van 1700", "check_channel")
    asked: Said = ("belt 1700 de mensen zomaar op om een code te vragen?", "check_channel")
    told = talk(number, asked)
    assert "in onze lijst" not in told
    assert told == talk(number, ("belt die dienst mensen zo op", "ask_why"))


def test_an_address_that_is_new_gets_its_verdict_whatever_is_asked(talk: Talk):
    told = talk(
        CHECKED, ("en delijn-promo.shop, hoe kan ik dat schriftelijk vragen?", "check_channel")
    )
    assert "delijn-promo" in told


def test_a_helpline_beside_an_address_is_not_judged(talk: Talk):
    text = f"The sender is {FAKE} and she can't phone 1700, she is deaf"
    assert "1700:" not in talk((text, "check_channel"))
    assert "1700" in talk((f"I got an SMS from 1700 with {FAKE}", "check_channel"))


def test_a_helpline_in_talk_is_not_judged(talk: Talk):
    told = talk(CHECKED, ("zij hoort slecht, bellen naar 1700 gaat niet", "tell_more"))
    assert "staat in onze lijst" not in told
    assert "staat in onze lijst" in talk(CHECKED, ("is 1700 echt?", "check_channel"))


def test_a_question_after_a_pause_is_beside_the_address_before_it():
    text = "is a-b.be echt, en hoe koop ik daar dan een abonnement?"
    assert questions_beside(text, ["a-b.be"]) == ["en hoe koop ik daar dan een abonnement?"]


def test_giving_it_means_what_was_wanted_beside_an_address(talk: Talk):
    wanted: Said = (f"een vrouw van {FAKE} wil mijn identiteitskaart", "check_channel")
    told = talk(wanted, ("ik heb die al gegeven", "tell_done"))
    assert "DocStop" in told


def test_what_was_done_beside_an_address_is_heard(talk: Talk):
    told = talk((f"{FAKE} maar ik heb al 50 euro betaald", "check_channel"))
    assert "50 euro" in told
    assert "vertrouw dit niet" in told
    asked = talk((f"{FAKE} vraagt dat ik 50 euro betaal", "check_channel"))
    assert "50 euro" not in asked


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Facebook. En bewijst dat vinkje dan toch iets?", "nl"),
        ("Facebook. And does the blue tick prove anything?", "en"),
        ("Facebook. Et la coche bleue prouve quelque chose ?", "fr"),
        ("Facebook. Und beweist ein blauer Haken dann etwas?", "de"),
    ],
)
def test_where_it_was_is_heard_in_front_of_a_question(talk: Talk, text: str, language: str):
    told = talk(("@vlaamseoverheid", "check_channel"), (text, "ask_evaluation"), language=language)
    assert "facebook.com/vlaamseoverheid" in told


def test_what_if_it_was_clicked_is_answered_beside_the_address(talk: Talk):
    text = f"er staat {FAKE} in. en als ik klik?"
    told = talk((text, "ask_after_incident"))
    assert "Klikken alleen is zelden erg" in told
