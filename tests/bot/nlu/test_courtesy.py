"""A word of thanks or greeting does not hide what is asked behind it."""

import numpy as np
import pytest

from bot.nlu.courtesy import behind_courtesy
from bot.nlu.intent_classifier import _asked_behind


@pytest.mark.parametrize(
    ("words", "rest"),
    [
        ("dank u. en zijn ze ook op facebook?", "en zijn ze ook op facebook?"),
        ("merci, waarom is dat zo", "waarom is dat zo"),
        ("hallo! ⓜ is dat echt", "ⓜ is dat echt"),
        ("merci", None),
        ("merci, tot later", None),
        ("dank u wel voor alles hoor, u hebt mij goed geholpen vandaag", None),
        ("", None),
    ],
)
def test_what_stands_behind_it(words: str, rest: str | None):
    assert behind_courtesy(words) == rest


class Model:
    """Knows one question and one farewell by their first word."""

    intents = ("ask_variation", "goodbye", "out_of_scope")

    def probabilities(self, texts, vectors, kinds):
        assert kinds == ["list"]
        if vectors is not None:
            return np.array([[0.95 if "zijn ze" in texts[0] else 0.6, 0.0, 0.05]], np.float32)
        by_word = {"en": [0.95, 0.03, 0.02], "misschien": [0.6, 0.2, 0.2], "tot": [0.1, 0.9, 0.0]}
        return np.array([by_word.get(texts[0].split()[0], [0.05, 0.05, 0.9])], np.float32)


@pytest.mark.parametrize(
    ("words", "takes_the_rest"),
    [
        ("merci. en zijn ze op facebook", True),
        ("merci. misschien zijn ze op facebook", True),
        ("merci. misschien komt het later", False),
        ("merci. tot de volgende keer", False),
        ("merci. het weer is mooi", False),
        ("merci", False),
    ],
)
def test_only_a_sure_question_goes_before_thanks(words: str, takes_the_rest: bool):
    courteous = np.array([0.0, 0.99, 0.01], np.float32)
    row = _asked_behind(Model(), words, "list", courteous, lambda: np.zeros((1, 4), np.float32))
    assert (row is not courteous) == takes_the_rest
