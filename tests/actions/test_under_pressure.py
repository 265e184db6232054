"""A caller on the line, a secret that is asked for, a bank on a Sunday: what to do now, first."""

import pytest

from tests.actions.talking import Said, Talk

FAKE: Said = ("https://vdab-jobs.be/login", "check_channel")
LISTED: Said = ("is www.vdab.be echt?", "check_channel")
GAVE: Said = ("ik gaf mijn kaartnummer en mijn code", "ask_after_incident")
ASKED: Said = ("ze vragen mijn code aan de telefoon", "out_of_scope")
CARD_STOP = "078 170 170"


@pytest.mark.parametrize("intent", ["ask_after_incident", "tell_more", "out_of_scope", "affirm"])
@pytest.mark.parametrize(
    "text", ["kheb mn kaart ingegeve ook", "ik heb al op geklikt en mn kaart ingegeven"]
)
def test_a_card_that_was_given_brings_card_stop_and_the_bank(talk: Talk, text: str, intent: str):
    told = talk(FAKE, (text, intent))
    assert CARD_STOP in told
    assert "Bel nu uw bank" in told


def test_it_was_given_after_it_was_asked(talk: Talk):
    asked = ("der Mann braucht meinen Bankkode", "tell_more")
    told = talk(asked, ("ich habe es schon gegeben", "tell_done"), language="de")
    assert CARD_STOP in told


@pytest.mark.parametrize("intent", ["tell_more", "ask_after_incident", "out_of_scope", "deny"])
@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("k heb nog ni betaald", "Goed, betaal ook niets"),
        ("ik heb mijn bankkaart niet gegeven", "Goed, betaal ook niets"),
        ("I have not paid anything", "do not pay anything"),
        ("je n'ai pas payé", "Ne payez rien"),
        ("ich habe nicht bezahlt", "zahlen Sie auch nichts"),
    ],
)
def test_who_gave_nothing_is_never_sent_to_card_stop(
    talk: Talk, text: str, wanted: str, intent: str
):
    told = talk(FAKE, (text, intent))
    assert wanted in told
    assert CARD_STOP not in told


def test_who_did_not_pay_a_known_address_yet_compares_the_account_first(talk: Talk):
    assert "Nog niet" in talk(LISTED, ("ik heb nog niet betaald", "tell_more"))


def test_who_gave_a_card_goes_on_though_no_money_was_paid(talk: Talk):
    told = talk(GAVE, ("ik heb nog niks betaald", "tell_more"))
    assert "Meer hoeft u" not in told


@pytest.mark.parametrize("before", [[], [ASKED], [FAKE], [GAVE]])
@pytest.mark.parametrize(
    "text",
    [
        "hij hangt nog aan de lijn",
        "no she did not hang up yet",
        "hij zegt dat mijn geld weg is als ik nu niks doe",
        "de man van itsme belt zelf",
        "elle est encore au téléphone",
        "er hat noch nicht aufgelegt",
    ],
)
def test_a_caller_on_the_line_is_hung_up_on(talk: Talk, text: str, before: list[Said]):
    told = talk(*before, (text, "out_of_scope"))
    assert told.startswith(("Hang nu op", "Hang up now", "Raccrochez", "Legen Sie jetzt auf"))


@pytest.mark.parametrize(
    ("text", "no"),
    [
        ("mag ik mijn pincode geven", "Nee, nooit"),
        ("moet ik itsme bevestigen", "Nee, nooit"),
        ("moek mijn kaartnummer doorgeve", "Nee, nooit"),
        ("should I tell him my password", "No, never"),
        ("je peux donner mon code ?", "Non, jamais"),
        ("soll ich meine PIN sagen", "Nein, nie"),
    ],
)
@pytest.mark.parametrize("intent", ["out_of_scope", "ask_permission", "ask_security"])
def test_a_secret_is_never_given_in_the_first_turn(talk: Talk, text: str, no: str, intent: str):
    assert talk((text, intent)).startswith(no)


def test_changing_a_password_is_no_secret_given_away(talk: Talk):
    told = talk(("kan ik mijn wachtwoord veranderen", "out_of_scope"))
    assert not told.startswith("Nee")


@pytest.mark.parametrize(
    ("text", "language", "wanted"),
    [
        ("moek ik nu naar mijne bank belle ofwa", "nl", "Ja, bel nu uw bank"),
        ("should I call my bank now", "en", "Yes, call your bank"),
        ("the bank is closed, it's sunday", "en", "day and night"),
        ("la banque est fermée le dimanche", "fr", "jour et nuit"),
        ("Was soll ich der Bank sagen?", "de", "betrogen"),
        ("wat moet ik tegen de bank zeggen", "nl", "opgelicht"),
    ],
)
@pytest.mark.parametrize("intent", ["ask_next_step", "out_of_scope", "ask_permission"])
def test_what_is_asked_about_the_bank(
    talk: Talk, text: str, language: str, wanted: str, intent: str
):
    assert wanted in talk(GAVE, (text, intent), language=language)


@pytest.mark.parametrize(
    ("language", "first"),
    [("nl", "Vertrouw"), ("en", "Do not trust"), ("fr", "Ne lui faites pas"), ("de", "Vertrauen")],
)
def test_fake_or_not_gets_no_yes(talk: Talk, language: str, first: str):
    told = talk(FAKE, ("so is it fake or not?", "ask_if_sure"), language=language)
    assert told.startswith(first)


@pytest.mark.parametrize("text", ["c'est qui alors ?", "wie is het dan wel", "who is it then"])
def test_who_it_is_then_is_no_question_about_us(talk: Talk, text: str):
    told = talk(("info@vdab-emploi.be", "check_channel"), (text, "bot_challenge"))
    assert "vdab.be" in told
    assert "Kanaalcheck" not in told
