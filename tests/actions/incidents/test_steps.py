"""After something happened: the steps for exactly what was given, then the next ones."""

import pytest

from tests.actions.talking import Talk


@pytest.mark.parametrize(
    ("text", "wanted", "unwanted"),
    [
        ("ik gaf mijn kaartnummer", "078 170 170", "wachtwoord"),
        ("ik heb geld overgeschreven", "bank", "078 170 170"),
        ("ik heb mijn wachtwoord ingevuld", "Verander", "078 170 170"),
        ("ik stuurde een foto van mijn identiteitskaart", "00800 2123 2123", "078 170 170"),
        ("ik heb alleen geklikt", "Geen paniek", "078 170 170"),
        ("I approved it in itsme", "support.itsme-id.com", "DocStop"),
        ("j'ai donné mon mot de passe", "Changez", "078 170 170"),
        ("ich habe Geld überwiesen", "Bank", "DocStop"),
        ("whatsapp code gegeven", "WhatsApp", "078 170 170"),
        ("I gave my WhatsApp code", "Warn your contacts", "078 170 170"),
        ("ik gaf de sms-code van de bank via whatsapp", "078 170 170", "WhatsApp"),
        ("ik gaf de sms-code van itsme", "support.itsme-id.com", "WhatsApp"),
        ("ik gaf de codes van cadeaukaarten", "kassabon", "078 170 170"),
    ],
)
def test_steps_for_what_was_given(talk: Talk, text: str, wanted: str, unwanted: str):
    told = talk((text, "ask_after_incident"))
    assert wanted in told
    assert unwanted not in told


def test_steps_go_on_and_end(talk: Talk):
    gave, on = ("ik gaf mijn code", "ask_after_incident"), ("en dan", "ask_next_step")
    told = [talk(gave, *[on] * count) for count in range(5)]
    assert len(set(told)) == len(told)
    assert "politie" in told[1]


def test_a_taken_whatsapp_is_secured_after_it_is_back(talk: Talk):
    gave, on = ("whatsapp code gegeven", "ask_after_incident"), ("en dan", "ask_next_step")
    assert "twee stappen" in talk(gave, on)
    assert "in uw naam" in talk(gave, ("wat kunnen ze daarmee doen", "ask_why"))


def test_what_is_done_is_not_told(talk: Talk):
    gave = ("ik gaf mijn kaartnummer, card stop is al gebeld", "ask_after_incident")
    assert "078 170 170" not in talk(gave)


def test_what_was_given_later_brings_its_step(talk: Talk):
    paid = ("ik heb betaald", "ask_after_incident")
    assert "078 170 170" in talk(paid, ("en mijn code gegeven ook", "tell_more"))


def test_without_knowing_it_asks(talk: Talk):
    assert "Zeg mij wat u gaf" in talk(("er is iets ergs gebeurd", "ask_after_incident"))


def test_something_told_without_address_asks_one_question(talk: Talk):
    told = talk(("ik kreeg een mail van de VDAB over mijn dossier", "check_channel"))
    assert "VDAB" in told
    assert "Plak" in told
    assert "http" not in told
