"""A page of which the name was told: no verdict, no second question for its name, and a report."""

import pytest

from tests.actions.talking import Said, Talk

NAMED: dict[str, Said] = {
    "nl": ("er is een facebookpagina 'Opgroeien Premies', is die echt?", "check_channel"),
    "en": ("there is a Facebook page called 'Opgroeien Premies', is it real?", "check_channel"),
    "fr": ("une page Facebook « Opgroeien Premies », c'est vrai ?", "check_channel"),
    "de": ("auf Facebook gibt es eine Seite „Opgroeien Premies“, echt?", "check_channel"),
}
NO_PAGE = {
    "nl": "geen pagina van Opgroeien",
    "en": "no page of Opgroeien",
    "fr": "pas de page d'Opgroeien",
    "de": "keine Seite von Opgroeien",
}


@pytest.mark.parametrize("language", ["nl", "en", "fr", "de"])
def test_a_name_is_told_no_page_of_theirs(talk: Talk, language: str):
    told = talk(NAMED[language], language=language)
    assert NO_PAGE[language] in told
    assert "Opgroeien Premies" in told
    assert "⚠️" not in told


def test_their_own_page_is_told_beside_another_name(talk: Talk):
    told = talk(("er is een facebookpagina 'De Lijn Gratis', klopt die?", "check_channel"))
    assert "https://www.facebook.com/delijn" in told
    assert "vertrouw ze nog niet" in told


def test_a_name_of_nobody_is_unknown(talk: Talk):
    told = talk(("een facebookpagina 'Gratis Premies 2026' belooft geld", "check_channel"))
    assert "kennen we niet" in told
    assert "bewijst niets" in told


def test_the_name_told_again_is_not_asked_again(talk: Talk):
    told = talk(NAMED["nl"], ("de naam is gewoon Opgroeien Premies", "out_of_scope"))
    assert "Opgroeien Premies" in told
    assert "naam van" not in told


def test_their_channels_are_told_beside_the_page(talk: Talk):
    told = talk(NAMED["nl"], ("op welke sociale media zit Opgroeien wel?", "list_channels"))
    assert "Plak het hier" not in told


@pytest.mark.parametrize("text", ["die pagina melden", "kan ik die pagina melden?", "melden"])
def test_a_report_is_about_the_page(reporting_talk: Talk, text: str):
    told = reporting_talk(NAMED["nl"], (text, "report_misuse"))
    assert "U meldt: Opgroeien Premies" in told
    assert "Welk account" not in told


def test_a_report_after_a_loss_is_about_the_page(reporting_talk: Talk):
    gave = ("mijn dochter gaf haar nummer", "ask_after_incident")
    told = reporting_talk(NAMED["nl"], gave, ("ik wil de pagina melden", "report_misuse"))
    assert "U meldt: Opgroeien Premies" in told


def test_a_report_of_another_thing_is_not(reporting_talk: Talk):
    told = reporting_talk(NAMED["nl"], ("ik wil iets anders melden", "report_misuse"))
    assert "Opgroeien Premies" not in told


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("hoe krijgen we die offline?", "nl", "meldknop"),
        ("how do we get it taken down?", "en", "report"),
        ("comment la faire retirer ?", "fr", "signal"),
        ("wie bekommen wir sie aus dem Netz?", "de", "Meld"),
    ],
)
def test_who_asks_to_take_it_down_hears_who_can(
    reporting_talk: Talk, text: str, language: str, expected: str
):
    told = reporting_talk(NAMED[language], (text, "report_misuse"), language=language)
    assert expected in told
    assert "Welk account" not in told


def test_who_only_tells_of_a_page_begins_no_report(reporting_talk: Talk):
    text = "er is een instagramaccount met de naam Flanders Grants"
    assert "U meldt" not in reporting_talk((text, "report_misuse"))
