"""Spoken Dutch is read as it is written; another language stays as it is."""

import pytest

from knowledge.encoder.spoken import SpokenDutch, version, written


@pytest.mark.parametrize(
    ("spoken", "dutch"),
    [
        ("kheb da nie gedaan, wa nu", "ik heb dat niet gedaan, wat nu"),
        ("'k ben bang dak da geld nie trugkrijg", "ik ben bang dat ik dat geld niet terugkrijg"),
        ("hoe zeg ek da tegen ons ma", "hoe zeg ik dat tegen mijn moeder"),
        ("moek mijne gsm wegsmijten", "moet ik mijn gsm wegsmijten"),
        ("as da ni goe is", "als dat niet goed is"),
        ("kunde gij da uitleggen", "kunt u dat uitleggen"),
        ("’k Heb NIKS gezegd", "ik Heb niets gezegd"),
    ],
)
def test_spoken_words_are_written(spoken: str, dutch: str):
    assert written(spoken) == dutch


@pytest.mark.parametrize(
    "text",
    [
        "Ik heb de code gegeven. Wat nu?",
        "je ne sais pas si ma carte est bloquée",
        "ne pas payer ?",
        "da bin ich nicht sicher",
        "I got a text, what now? as far as I know",
        "kat en hond",
        "amai",
        "",
        "?!",
    ],
)
def test_what_is_written_or_of_another_language_stays(text: str):
    assert written(text) == text


def test_vectors_are_kept_by_the_words():
    assert len(version()) == 8
    assert SpokenDutch.load() is SpokenDutch.load()
