"""The name of a page that somebody tells is found, and nothing else in quotes is."""

import pytest

from actions.cues.page_names import PageNames


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("er is een facebookpagina 'Premie Voor Iedereen', klopt die?", "Premie Voor Iedereen"),
        ('on Facebook a page called "Free Pram" gives prams', "Free Pram"),
        ("une page « Primes Énergie » demande mon numéro", "Primes Énergie"),
        ("es gibt ein Konto „VDAB Jobs Official“ auf Instagram", "VDAB Jobs Official"),
        ("die pagina heet Kind en Gezin Cadeau", "Kind en Gezin Cadeau"),
        ("een groep met de naam Vlaamse Premies 2026", "Vlaamse Premies 2026"),
        ("ik kreeg een sms van 'groeipakket'", None),
        ("er stond 'klik hier' op de pagina", None),
        ("l'page c'est l'autre d'hier", None),
        ("de pagina van de VDAB, is da 't echte", None),
        ("een pagina 'vdab.be/jobs' met een link", None),
    ],
)
def test_the_name_of_a_page(text: str, name: str | None):
    assert PageNames.load().name_in(text) == name


def test_a_bare_name_is_one_where_a_page_is_talked_of():
    text = "de naam is gewoon Opgroeien Vlaanderen, dat zei ik al"
    assert PageNames.load().name_in(text) is None
    assert PageNames.load().name_in(text, is_of_page=True) == "Opgroeien Vlaanderen"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ('geen link, alleen de naam: "AWV Hulp bij boetes"', "AWV Hulp bij boetes"),
        ("je n'ai pas le lien, juste le nom: Primes Flandre 2026", "Primes Flandre 2026"),
        ("i don't have the link, it's called VDAB Jobs Gent", "VDAB Jobs Gent"),
        ("nur den Namen: Prämien für alle", "Prämien für alle"),
        ('hij heet "premies voor iedereen"', "premies voor iedereen"),
        ("mijn naam: Jan Peeters", None),
        ("ik weet de naam niet", None),
        ("geen adres", None),
    ],
)
def test_the_name_that_was_asked_for(text: str, name: str | None):
    assert PageNames.load().name_told(text) == name
