"""Which clauses ask plainly for the site, number or mailbox of a service."""

import pytest

from actions.cues.reaching import Reaching

NAME = "VLAIO"


def asks(clause: str, *, is_whole: bool = True) -> bool:
    start = clause.find(NAME)
    names = [(start, start + len(NAME))] if start >= 0 else []
    return Reaching.load().asks(clause, names, is_whole=is_whole)


@pytest.mark.parametrize(
    "clause",
    [
        "wat is het nummer van VLAIO dan",
        "geef mij gewoon de site van VLAIO",
        "op welk nummer kan ik hen bellen?",
        "en wie bij VLAIO contacteren of dat klopt",
        "hebben die een mailadres?",
        "nummer of site van VLAIO?",
        "what's their website",
        "I just need the phone number of VLAIO",
        "how do I get in touch with VLAIO?",
        "and their email?",
        "je demande le site ou le téléphone de VLAIO",
        "comment je les joins pour savoir si je dois payer ?",
        "à quel numéro je peux les appeler",
        "qui contacter chez VLAIO ?",
        "ich brauche nur die Telefonnummer von VLAIO",
        "wie erreiche ich VLAIO?",
        "wo finde ich die Seite von VLAIO",
    ],
)
def test_a_plain_request_is_heard(clause: str):
    assert asks(clause)


@pytest.mark.parametrize(
    "clause",
    [
        "mail van VLAIO",
        "telefoon van VLAIO gekregen",
        "heeft VLAIO mij een mail gestuurd?",
        "kan ik de mail van VLAIO vertrouwen?",
        "hoe weet ik of VLAIO mij contacteert",
        "ze vragen mijn nummer",
        "waar kan ik dat nummer melden?",
        "can I block the number?",
        "how does VLAIO contact people?",
        "what is the number of my report?",
        "est-ce que ce numéro est de VLAIO ?",
        "comment savoir si VLAIO me contacte ?",
        "darf ich meine Nummer angeben?",
        "wie erkenne ich eine Mail von VLAIO?",
    ],
)
def test_what_names_a_way_and_asks_something_else_is_none(clause: str):
    assert not asks(clause)


def test_a_name_with_a_way_asks_only_as_a_sentence_of_its_own():
    assert not asks("nummer van VLAIO", is_whole=False)


@pytest.mark.parametrize("clause", ["het echte bureau", "the real service", "le vrai service"])
def test_the_real_service_is_told_from_the_bank(clause: str):
    assert Reaching.load().points_at_real(clause)
    assert not Reaching.load().points_at_real("hun nummer")
