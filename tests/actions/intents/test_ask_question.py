"""A question on safety is about messages, unless it names accounts, staff or a network."""

import pytest

from tests.actions.talking import Talk

MESSAGES, ACCOUNTS, STAFF = "eerste schuine streep", "open internet", "campagne"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("wat zijn de drie belangrijkste tips", MESSAGES),
        ("mijn man zegt dat 0800-nummers altijd veilig zijn", MESSAGES),
        ("hoe kan ik dat zelf controleren", MESSAGES),
        ("hoe beveiligt de overheid haar twitteraccounts", ACCOUNTS),
        ("welke raad krijgen ambtenaren over wachtwoorden", STAFF),
        ("hoe is het netwerk beveiligd", "inbraakpogingen"),
    ],
)
def test_what_a_question_on_safety_is_about(talk: Talk, text: str, said: str):
    assert said in talk((text, "ask_security"))


def test_who_asks_on_hears_another_answer(talk: Talk):
    asked = ("hoe beveiligt de overheid haar accounts", "ask_security")
    first, next_one = talk(asked), talk(asked, ("en wat doet ze tegen hackers", "ask_security"))
    assert first != next_one


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("hoe kan ik nakijken of een Instagramaccount echt is", "nl"),
        ("how can my pupils check whether an Instagram account is real", "en"),
        ("comment vérifier si un compte Instagram est vrai", "fr"),
        ("wie kann ich prüfen, ob ein Konto auf Instagram echt ist", "de"),
    ],
)
def test_how_to_check_an_account_is_not_how_it_is_kept_safe(talk: Talk, text: str, language: str):
    assert "1. " in talk((text, "ask_security"), language=language)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("en hoe weet ik of het groeipakket mij geld schuldig is?", "nl"),
        ("and how do I know whether the Groeipakket still owes me?", "en"),
        ("et comment savoir si le Groeipakket me doit encore ?", "fr"),
        ("und wie weiß ich, ob das Groeipakket mir noch schuldet?", "de"),
    ],
)
def test_after_a_loss_a_question_on_a_service_gets_no_page_on_fakes(
    talk: Talk, text: str, language: str
):
    gave = ("ik gaf mijn itsme-code", "ask_after_incident")
    told = talk(gave, (text, "ask_security"), language=language)
    assert "groeipakket.be" in told
    assert "overheid-vlaanderen" not in told
