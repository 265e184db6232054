"""After a loss: two questions in one message, what is known or done already, and new danger."""

import pytest

from actions.cues.facts import FactsReader
from tests.actions.talking import Said, Talk

PAID: Said = ("ik heb 300 euro overgeschreven naar een valse verhuurder", "ask_after_incident")
ITSME: Said = ("ik heb op itsme gedrukt", "ask_after_incident")
PHOTO: Said = ("ik heb een foto van mijn identiteitskaart gestuurd", "ask_after_incident")
NUMBER: Said = ("ik heb mijn rijksregisternummer ingevuld", "ask_after_incident")


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        (
            "moet ik naar de politie? moet ik mijn klanten verwittigen?",
            "aangifte",
            "in uw naam kan",
        ),
        ("wat kost een nieuwe identiteitskaart? krijg ik mijn geld terug?", "gemeente", "grof"),
        ("moet ik naar de politie en krijg ik dat geld terug?", "aangifte", "grof nalatig"),
    ],
)
def test_both_of_two_questions_are_answered(talk: Talk, text: str, first: str, second: str):
    told = talk(PAID, (text, "ask_permission"))
    assert first in told
    assert second in told


def test_one_question_gets_one_answer(talk: Talk):
    told = talk(PAID, ("moet ik mijn klanten verwittigen", "ask_permission"))
    assert told.count("\n") == 0


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("raak ik nu mijn echte toelage kwijt", "dossier"),
        ("do I lose my real benefit now", "real file"),
        ("est-ce que je perds ma vraie prime", "vrai dossier"),
        ("ist mein richtiger Zuschuss jetzt weg", "echte Akte"),
    ],
)
def test_the_real_benefit_is_asked_of_the_service(talk: Talk, text: str, wanted: str):
    told = talk(ITSME, (text, "check_channel"))
    assert wanted in told
    assert "1700" in told


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("wat kan ik niet meer als mijn identiteitskaart geblokkeerd is", "gemeente"),
        ("what can I not do any more once my ID is blocked", "municipality"),
        ("bloquer la carte, ça change quoi pour moi", "commune"),
        ("gilt der Personalausweis nach der Sperre noch", "Gemeinde"),
    ],
)
def test_what_a_blocked_card_prevents_is_not_known_here(talk: Talk, text: str, wanted: str):
    told = talk(PHOTO, (text, "ask_permission"))
    assert wanted in told
    assert "00800 2123 2123" in told


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("er belt iemand dat hij het bedrag wil terugstorten", "Hang op"),
        ("somebody on the phone wants to refund me", "Hang up"),
        ("quelqu'un au téléphone veut me rembourser", "Raccrochez"),
        ("jetzt ruft einer an, er will den Betrag zurückzahlen", "Auflegen"),
    ],
)
def test_who_calls_to_give_money_back_is_hung_up_on(talk: Talk, text: str, wanted: str):
    assert talk(PAID, (text, "ask_after_incident")).startswith(wanted)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("telt dat nu als een handtekening van mij", "boekhouder"),
        ("does that count as my signature", "accountant"),
        ("est-ce que ça compte comme une signature", "comptable"),
        ("gilt das jetzt als meine Unterschrift", "Buchhaltung"),
    ],
)
def test_what_was_signed_is_asked_where_it_is_signed(talk: Talk, text: str, wanted: str):
    assert wanted in talk(ITSME, (text, "ask_if_sure"))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("mag ik morgen pas naar de politie gaan", "mag later"),
        ("can I go to the police tomorrow instead", "may be later"),
        ("je peux porter plainte demain seulement", "plus tard"),
        ("kann ich auch morgen erst zur Polizei", "später"),
    ],
)
def test_the_police_can_wait_and_the_bank_cannot(talk: Talk, text: str, wanted: str):
    assert wanted in talk(PAID, (text, "ask_permission"))


def test_itsme_that_is_blocked_is_not_ordered_to_be(talk: Talk):
    done = ("ik heb itsme geblokkeerd", "tell_done")
    told = talk(ITSME, done, ("wat kunnen ze daarmee doen?", "ask_why"))
    assert "Blokkeer itsme nu" not in told
    assert "Daarom blokkeert u" not in told


def test_who_was_at_the_police_is_not_sent_there(talk: Talk):
    done = ("ik ben al bij de politie geweest", "tell_done")
    assert "was u al" in talk(PAID, done, ("moet ik nog naar de politie?", "ask_permission"))


def test_a_photo_of_an_identity_card_is_blocked_at_docstop(talk: Talk):
    assert "DocStop" in talk(PHOTO, ("moek die blokkeren of laten", "ask_permission"))


def test_the_number_that_it_came_from_is_blocked_on_the_phone(talk: Talk):
    told = talk(PHOTO, ("kan ik dat nummer blokkeren", "ask_permission"))
    assert "kies Blokkeren" in told
    assert "DocStop" not in told


def test_a_child_hears_that_it_need_not_solve_it_alone(talk: Talk):
    young = ("ik heb mijn rijksregisternummer ingevuld, ik ben 16", "ask_after_incident")
    assert "niet uw fout" in talk(young)
    assert "103" in talk(young, ("kunnen ze een lening krijgen", "ask_permission"))
    assert "103" not in talk(NUMBER, ("kunnen ze een lening krijgen", "ask_permission"))


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("i already send photo of my passport yesterday", "id_photo"),
        ("bad people have a photo of my passport", "id_photo"),
        ("ils ont une photo de mon passeport", "id_photo"),
        ("die haben ein foto von meinem pass", "id_photo"),
        ("i must pay 50 euro. i pay already with card", "card"),
        ("mijn collega heeft 90 euro betaald met de bedrijfskaart", "card"),
    ],
)
def test_what_was_given_is_read(text: str, given: str):
    assert given in FactsReader.load().read(text).given


def test_what_is_given_in_other_words_is_known_by_its_answer(talk: Talk):
    told = talk(("mijn pas staat nu op de gsm van die man als foto", "ask_after_incident"))
    assert told
    assert FactsReader.load().given_by("sent-id-photo") == ("id_photo",)
    assert FactsReader.load().answers_of(("id_photo",)) == frozenset({"sent-id-photo"})


@pytest.mark.parametrize("text", ["mag ik die kaart nog gebruiken", "can I still use the card"])
def test_a_card_that_is_blocked_is_used_by_nobody(talk: Talk, text: str):
    card = ("ik heb mijn kaartnummer ingevuld", "ask_after_incident")
    done = ("ik heb card stop gebeld, de kaart is geblokkeerd", "tell_done")
    told = talk(card, done, (text, "ask_permission"))
    assert "078 170 170" not in told


def test_who_comes_back_to_the_door_is_not_let_in(talk: Talk):
    told = talk(PAID, ("hij staat hier weer aan de deur, hij kent ons adres", "out_of_scope"))
    assert "101" in told


def test_what_is_still_to_be_told_to_the_police_is_no_list_of_steps(talk: Talk):
    done = ("ik ben al bij de politie geweest", "tell_done")
    told = talk(PAID, done, ("moet ik nog iets doen bij de politie?", "ask_next_step"))
    assert "was u al" in told
    assert "meer is nu niet nodig" not in told


@pytest.mark.parametrize(
    "text",
    [
        "une dame m'a téléphoné, elle peut récupérer mes sous pour 350 € d'avance. je le fais ?",
        "a man called, he can get my money back if i pay 200 first. should i",
        "iemand kan mijn geld terughalen voor 150 euro voorschot, krijg ik het zo terug",
        "jemand holt mein Geld zurück, er will 200 Euro vorab. bekomme ich es zurück?",
    ],
)
def test_who_offers_money_back_for_a_fee_is_warned_of(talk: Talk, text: str):
    lost = ("ik ben 3000 euro kwijt aan een beleggingsapp", "ask_after_incident")
    assert "FSMA" in talk(lost, (text, "ask_after_incident"))


def test_who_only_asks_for_the_money_is_not(talk: Talk):
    lost = ("ik ben 3000 euro kwijt aan een beleggingsapp", "ask_after_incident")
    assert "FSMA" not in talk(lost, ("krijg ik mijn geld terug", "ask_after_incident"))
