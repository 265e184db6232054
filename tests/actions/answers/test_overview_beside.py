"""A message that asks two things of the list gets both."""

import pytest

from tests.actions.talking import Said, Talk

MINISTERS: Said = ("welke ministers zitten op X", "ask_overview")


@pytest.mark.parametrize(
    ("text", "language", "wanted"),
    [
        ("hoeveel diensten zitten er op X, en wat is de bron?", "nl", "Bron:"),
        ("how many agencies are on X, and where did you get that?", "en", "Source:"),
        ("combien d'agences sont sur X, et d'où viennent ces chiffres ?", "fr", "Source :"),
        ("wie viele Agenturen sind auf X, und woher ist die Zahl?", "de", "Quelle:"),
    ],
)
def test_the_source_is_told_beside_a_count(talk: Talk, text: str, language: str, wanted: str):
    assert wanted in talk((text, "ask_overview"), language=language)


@pytest.mark.parametrize(
    "text",
    [
        "welke sociale media gebruiken de diensten, en hoeveel zitten er op Snapchat?",
        "hoeveel diensten zitten op Snapchat, en welke netwerken gebruiken ze het meest?",
    ],
)
def test_which_media_and_how_many_on_one_are_both_told(talk: Talk, text: str):
    told = talk((text, "ask_overview"))
    assert "• Facebook:" in told
    assert "Snapchat" in told


@pytest.mark.parametrize("intent", ["list_channels", "find_organisation", "ask_overview"])
def test_a_service_and_a_minister_are_both_told(talk: Talk, intent: str):
    told = talk(("heeft de VRT of een minister TikTok?", intent))
    assert "VRT" in told
    assert "van de 9 ministers" in told


def test_ministers_of_parliament_are_no_second_owner(talk: Talk):
    told = talk(("hoeveel ministers van het Vlaams Parlement op X", "ask_overview"))
    assert "Vlaams Parlement" not in told


def test_accounts_are_told_and_not_who_has_them(talk: Talk):
    asks = ("geef de accounts zelf, niet de namen", "ask_variation")
    assert "https://x.com/crevits" in talk(MINISTERS, asks)


def test_accounts_are_told_on_the_platform_that_is_named(talk: Talk):
    asks = ("die van Facebook, de accounts zelf", "ask_variation")
    assert "https://www.facebook.com/" in talk(MINISTERS, asks)


def test_what_is_told_beside_a_count_is_answered_too(talk: Talk):
    text = "Hoeveel diensten zitten op Telegram? Op whatsapp gaat rond dat het water vergiftigd is."
    told = talk((text, "ask_overview"))
    assert "Telegram" in told
    assert "waterbedrijf" in told


def test_where_the_whole_list_is_can_be_asked(talk: Talk):
    assert "/overzicht" in talk(MINISTERS, ("waar staat dat overzicht juist", "out_of_scope"))


def test_question_664_is_no_count_of_ministers(talk: Talk):
    told = talk(MINISTERS, ("wat antwoordde de minister in 2016 op vraag 664?", "ask_variation"))
    assert "bijlage" in told
    assert "van de 9 ministers" not in told
