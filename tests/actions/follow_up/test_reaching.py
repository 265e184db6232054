"""A plain request for the way to a service is answered, whatever the talk was about."""

import pytest

from tests.actions.talking import Said, Talk

FAKE: Said = ("https://vdab-jobs.be/login", "check_channel")
GAVE: Said = ("ik heb mijn kaartnummer gegeven", "ask_after_incident")
NUMBER = "0800 30 700"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("politie is duidelijk. maar mijn 2de vraag: nummer of site van VDAB?", "nl"),
        ("I paid nothing! I ask for the phone number. What's the number of VDAB?", "en"),
        ("Je n'ai rien payé ! Je demande le numéro ou le site du VDAB.", "fr"),
        ("Die Bank weiß es schon. Wie erreiche ich die VDAB?", "de"),
    ],
)
@pytest.mark.parametrize("intent", ["check_channel", "out_of_scope", "ask_after_incident"])
def test_it_is_answered_after_a_loss(talk: Talk, text: str, language: str, intent: str):
    assert NUMBER in talk(GAVE, (text, intent), language=language)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("en hun nummer?", "nl"),
        ("how do I reach them myself?", "en"),
        ("comment je les joins ?", "fr"),
        ("wie erreiche ich sie?", "de"),
    ],
)
@pytest.mark.parametrize("intent", ["check_channel", "ask_if_sure", "out_of_scope"])
def test_the_service_that_was_meant_is_kept(talk: Talk, text: str, language: str, intent: str):
    assert NUMBER in talk(FAKE, (text, intent), language=language)


def test_after_a_loss_their_number_may_be_the_bank_s(talk: Talk):
    assert NUMBER not in talk(FAKE, GAVE, ("wat is hun nummer?", "out_of_scope"))


@pytest.mark.parametrize("text", ["wie moet ik bellen", "welke dienst bel ik", "hun nummer?"])
def test_after_a_loss_the_bank_goes_before_any_service(talk: Talk, text: str):
    told = talk(FAKE, GAVE, (text, "ask_contact"))
    assert NUMBER not in told
    assert "Card Stop" in told


def test_after_it_was_told_more_of_it_is_asked_in_a_few_words(talk: Talk):
    asks = ("bank gebeld. welk nummer heeft VDAB zelf?", "tell_done")
    assert NUMBER in talk(FAKE, GAVE, asks)
    assert "@vdab.be" in talk(FAKE, GAVE, asks, ("en een mailadres?", "ask_contact"))


def test_a_message_is_no_request(talk: Talk):
    assert NUMBER not in talk(("Mail van VDAB, echt?", "check_channel"))


def test_the_mailbox_alone_is_told_where_that_is_asked(talk: Talk):
    told = talk(FAKE, ("wat is het mailadres van VDAB?", "check_channel"))
    assert "@vdab.be" in told
    assert NUMBER not in told


def test_a_long_word_of_one_name_alone_is_enough(talk: Talk):
    told = talk(("geef mij de site van den bouwmeester", "check_channel"))
    assert "vlaamsbouwmeester.be" in told
    assert "http" not in talk(("geef mij de site van het agentschap", "check_channel"))


def test_who_says_that_it_is_the_same_again_hears_it_no_third_time(talk: Talk):
    asks = ("wat is het nummer van VDAB?", "ask_contact")
    told = talk(
        FAKE, asks, asks, ("je herhaalt jezelf. wat is het nummer van VDAB?", "ask_contact")
    )
    assert "Sorry" in told


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("moet ik naar de politie? en wat is het nummer van VDAB", "nl"),
        ("must I go to the police? and what's VDAB's number", "en"),
        ("dois-je aller à la police ? et quel est le numéro du VDAB", "fr"),
        ("muss ich zur Polizei? und wie ist die Nummer der VDAB", "de"),
    ],
)
def test_what_is_asked_before_it_is_answered_too(talk: Talk, text: str, language: str):
    told = talk(GAVE, (text, "check_channel"), language=language)
    assert NUMBER in told
    assert "poli" in told.lower()


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("ge zegt 1700 maar die zijn dicht", "nl"),
        ("I called 1700 but nobody answers", "en"),
        ("vous dites le 1700 mais personne ne répond", "fr"),
        ("1700 ist aber geschlossen", "de"),
    ],
)
@pytest.mark.parametrize("intent", ["ask_if_sure", "contact_human", "tell_done"])
def test_who_gets_no_answer_there_hears_when_it_is_open(
    talk: Talk, text: str, language: str, intent: str
):
    assert "www.vlaanderen.be/contact" in talk(FAKE, (text, intent), language=language)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Nog eens dan: website", "nl"),
        ("I repeat: website", "en"),
        ("Je répète : site web", "fr"),
        ("Nochmal: Webseite", "de"),
    ],
)
def test_one_word_asked_again_is_answered_again(talk: Talk, text: str, language: str):
    asks = ("www.vdab.be", "check_channel"), ("site?", "ask_real_one")
    assert "www.vdab.be" in talk(*asks, (text, "ask_again"), language=language)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("ik wil VDAB bereiken", "nl"),
        ("I want to reach VDAB", "en"),
        ("je voudrais joindre le VDAB", "fr"),
        ("ich will die VDAB anrufen", "de"),
    ],
)
def test_who_wants_to_reach_a_service_leaves_a_report_that_nobody_wanted(
    reporting_talk: Talk, text: str, language: str
):
    begun = ("melden", "report_misuse")
    assert NUMBER in reporting_talk(begun, (text, "report_misuse"), language=language)
