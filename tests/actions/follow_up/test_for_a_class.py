"""A teacher asks in general: how to check, what a tick proves, where pupils would report it."""

import pytest

from tests.actions.talking import Said, Talk

ACCOUNT: Said = ("is @vlaamseoverheid echt?", "check_channel")


@pytest.mark.parametrize(
    ("asks", "says"),
    [
        ("Hoe kunnen leerlingen nagaan of een account van de overheid is?", "letter voor letter"),
        ("How can pupils check whether an account is the government's?", "letter by letter"),
        ("Comment vérifier si un compte est officiel ?", "lettre par lettre"),
        ("Wie kann man prüfen, ob ein Konto echt ist?", "Buchstabe für Buchstabe"),
    ],
)
def test_how_to_check_an_account_is_told(talk: Talk, asks: str, says: str):
    assert says in talk((asks, "ask_security"))


@pytest.mark.parametrize(
    ("asks", "says"),
    [
        ("En bewijst dat blauw vinkje iets?", "Een vinkje bewijst niet"),
        ("And does the blue tick prove anything?", "A tick does not prove"),
        ("Et la coche bleue, ça prouve quelque chose ?", "Une coche ne prouve pas"),
        ("Und beweist ein blauer Haken etwas?", "Ein Häkchen beweist nicht"),
    ],
)
def test_a_tick_proves_nothing_whatever_was_judged(talk: Talk, asks: str, says: str):
    assert says in talk(ACCOUNT, (asks, "ask_evaluation"))
    assert says in talk((asks, "ask_evaluation"))


def test_the_place_that_comes_before_it_is_judged_too(talk: Talk):
    told = talk(ACCOUNT, ("Instagram. En bewijst een blauw vinkje iets?", "ask_evaluation"))
    assert "instagram.com/vlaamseoverheid" in told
    assert "Een vinkje bewijst niet" in told


@pytest.mark.parametrize(
    ("asks", "says"),
    [
        ("Als leerlingen een valse pagina zien, waar melden ze dat?", "drie puntjes"),
        ("If they find a fake one, where do we report it?", "three dots"),
        ("Si mes élèves trouvent un faux compte, où le signaler ?", "trois points"),
        ("Wenn meine Schüler ein falsches Konto finden, wo melden wir das?", "drei Punkte"),
    ],
)
def test_what_others_may_find_is_no_report_yet(reporting_talk: Talk, asks: str, says: str):
    assert says in reporting_talk((asks, "report_misuse"))


def test_a_report_of_ones_own_is_one(reporting_talk: Talk):
    told = reporting_talk(("Waar kan ik een valse pagina melden?", "report_misuse"))
    assert "drie puntjes" not in told
