"""Short answers in a report, read in four languages."""

import pytest

from actions.cues.report import FormWords
from actions.reports.model import Loss

WORDS = FormWords.load()


@pytest.mark.parametrize(
    ("text", "loss"),
    [
        ("nee gelukkig niet", Loss.NONE),
        ("niks", Loss.NONE),
        ("non, rien", Loss.NONE),
        ("nein, zum Glück nicht", Loss.NONE),
        ("no, nothing", Loss.NONE),
        ("ja, 50 euro", Loss.MONEY),
        ("ik ben 300 euro kwijt", Loss.MONEY),
        ("they took my money", Loss.MONEY),
        ("j'ai payé", Loss.MONEY),
        ("geen geld maar wel mijn kaartnummer", Loss.DATA),
        ("nee, enkel mijn wachtwoord", Loss.DATA),
        ("mein Passwort", Loss.DATA),
        ("mijn gegevens en ook geld", Loss.MONEY),
        ("weet ik niet", Loss.UNKNOWN),
        ("je ne sais pas", Loss.UNKNOWN),
        ("ja", None),
        ("de Lijn", None),
    ],
)
def test_loss(text: str, loss: Loss | None):
    assert WORDS.loss_in(text) is loss


@pytest.mark.parametrize("text", ["ja", "Ja hoor!", "klopt", "yes please", "oui", "ja, stimmt"])
def test_yes(text: str):
    assert WORDS.says_yes(text)
    assert not WORDS.says_no(text)


@pytest.mark.parametrize("text", ["nee", "liever niet", "no thanks", "non merci", "nein danke"])
def test_no(text: str):
    assert WORDS.says_no(text)
    assert not WORDS.says_yes(text)


@pytest.mark.parametrize(
    "text",
    [
        "ja ik kreeg gisteren een bericht van iemand",
        "januari",
        "nogal vreemd",
        "een nepaccount",
        "okselfris",
    ],
)
def test_a_story_is_neither_yes_nor_no(text: str):
    assert not WORDS.says_yes(text)
    assert not WORDS.says_no(text)


@pytest.mark.parametrize(
    "text", ["laat maar", "stop maar, ik doe het later", "never mind", "laisse tomber", "abbrechen"]
)
def test_stops(text: str):
    assert WORDS.stops(text, at_once=True)


def test_a_story_may_speak_of_stopping():
    story = "ze zeiden dat mijn uitkering zou stoppen"
    assert not WORDS.stops(story, at_once=True)
    assert not WORDS.stops("de uitkering stop", at_once=True)
    assert WORDS.stops("ik wil stoppen", at_once=False)


@pytest.mark.parametrize(
    "text", ["nee, het was op Facebook", "sorry, it was on X", "non, c'était sur X", "nein, auf X"]
)
def test_corrects_a_place(text: str):
    assert WORDS.corrects(text)
    assert WORDS.names_place(text)


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("het adres", "address"),
        ("waar ik het zag", "seen_on"),
        ("what happened", "what_happened"),
        ("die Daten", "loss"),
        ("mon téléphone", "contact"),
        ("hallo", None),
    ],
)
def test_what_to_change(text: str, step: str | None):
    assert WORDS.to_change(text) == step
