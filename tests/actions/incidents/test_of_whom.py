"""What one service said is not told to who names another one, nor is a mail taken for a letter."""

import pytest

from tests.actions.talking import Talk


@pytest.mark.parametrize(
    "text",
    [
        "mail van de Vlaamse Belastingdienst over leegstand, een pdf met een rekeningnummer",
        "we got an e-mail of the VDAB asking for our bank details",
        "j'ai reçu un courriel de VLAIO, ils veulent mes données bancaires",
        "E-Mail vom VDAB bekommen, die fragen nach dem Passwort",
    ],
)
def test_no_other_service_is_quoted(talk: Talk, text: str):
    told = talk((text, "check_channel"))
    assert "VEKA" not in told
    assert "Klimaatagentschap" not in told


@pytest.mark.parametrize(
    "text",
    ["mail van VEKA dat ik mijn wachtwoord moet geven", "een mail vraagt mijn wachtwoord"],
)
def test_whoever_said_it_is_quoted_of_itself_and_of_nobody(talk: Talk, text: str):
    assert "Klimaatagentschap zei" in talk((text, "check_channel"))


def test_a_grant_of_that_time_is_no_contact_tracing(talk: Talk):
    text = "On m'a envoyé un courriel de VLAIO, il faut rembourser une prime covid de 1200 €."
    told = talk((text, "check_channel"))
    assert "8811" not in told
    assert "lettre" not in told
    assert "expéditeur" in told


def test_a_vaccine_is(talk: Talk):
    assert "8811" in talk(("ik kreeg een sms over mijn vaccin", "check_channel"))


def test_what_was_no_letter_is_none_later_on(talk: Talk):
    told = talk(
        ("ik kreeg een brief van Wonen in Vlaanderen over een premie", "check_channel"),
        ("nee het was eigenlijk een mail", "tell_more"),
        ("bij wie kan ik dat nakijken?", "ask_next_step"),
    )
    assert "papier" not in told


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("aan de telefoon zeiden ze dat Vlaanderen 500 euro premie geeft", "Hang op"),
        ("they told me on the phone that Flanders gives a grant of 500 euro", "Hang up"),
        ("on m'a dit au téléphone que la Flandre donne une prime de 500 euros", "Raccrochez"),
        ("am Telefon hieß es, Flandern gibt 500 Euro Zuschuss", "Legen Sie auf"),
    ],
)
def test_what_was_said_by_phone_came_by_no_chat(talk: Talk, text: str, says: str):
    told = talk((text, "check_channel"))
    assert "chat" not in told.casefold()
    assert says in told
