"""What somebody did is told to be done by no answer of that conversation any more."""

import pytest

from tests.actions.talking import Said, Talk

ITSME: Said = ("ik heb itsme goedgekeurd voor een man aan de telefoon", "ask_after_incident")
DONE: Said = ("bank gebeld, card stop gebeld, itsme geblokkeerd", "tell_done")


@pytest.mark.parametrize(
    "asks",
    [
        ("kunnen ze geld van mijn rekening halen en in mijn naam aanmelden?", "ask_permission"),
        ("neemt itsme 's avonds op", "ask_contact"),
        ("de bank heeft het kunnen tegenhouden", "tell_more"),
        ("is het erg?", "ask_if_sure"),
    ],
)
def test_no_answer_orders_what_is_done(talk: Talk, asks: Said):
    told = talk(ITSME, DONE, asks)
    assert told
    for order in ("Bel nu uw bank", "Bel intussen uw bank", "belt u uw bank", "Card Stop: 078"):
        assert order not in told


@pytest.mark.parametrize(
    ("language", "before", "done", "asks", "order"),
    [
        (
            "nl",
            "ik heb een foto van mijn identiteitskaart doorgestuurd",
            "docstop gebeld",
            "wat kunnen ze daar nu mee doen",
            "Vraag DocStop",
        ),
        (
            "en",
            "I paid 300 euro to a scammer",
            "police done and bank called",
            "who pays that back now",
            "police where you live",
        ),
        (
            "fr",
            "j'ai confirmé avec itsme pour un escroc",
            "itsme est bloqué, banque appelée",
            "que peut-on ouvrir avec mon itsme",
            "Bloquez itsme",
        ),
        (
            "de",
            "ich habe itsme für einen Betrüger bestätigt",
            "Bank angerufen, itsme gesperrt",
            "was kann man mit meinem itsme alles öffnen",
            "Sperren Sie itsme jetzt",
        ),
    ],
)
def test_it_is_so_in_every_language(
    talk: Talk, language: str, before: str, done: str, asks: str, order: str
):
    turns = ((before, "ask_after_incident"), (done, "tell_done"), (asks, "out_of_scope"))
    told = talk(*turns, language=language)
    assert told
    assert order not in told


def test_what_is_to_be_done_if_something_happens_stays(talk: Talk):
    told = talk(ITSME, DONE, ("en als ik iets vreemds zie op mijn rekening", "out_of_scope"))
    assert "Bel dan meteen de bank" in told


def test_what_the_message_asks_about_stays(talk: Talk):
    told = talk(ITSME, ("bank gebeld", "tell_done"), ("mijn bank is gesloten nu", "tell_more"))
    assert "dag en nacht" in told
