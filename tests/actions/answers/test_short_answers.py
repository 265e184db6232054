"""Short answers: short, found by the words of danger, never mixed with their evaluation."""

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from actions.answers.short_answers import has_what_it_needs
from knowledge.library import Library
from knowledge.model import LANGUAGES, Answer
from tests.actions.talking import Talk

EVALUATION = Path(__file__).parents[2] / "evaluation" / "short_answers"
MOST_WORDS = 60


@pytest.fixture
def short(register_library: Library) -> list[Answer]:
    return [each for each in register_library.registry.register.answers if each.short]


def test_each_is_short_in_every_language(short: list[Answer]):
    assert short
    long = [
        (each.id, language)
        for each in short
        for language in LANGUAGES
        if len(each.text[language].split()) > MOST_WORDS
    ]
    assert long == []


def test_no_question_of_the_evaluation_stands_in_an_answer(short: list[Answer]):
    known = {question.casefold() for each in short for question in each.questions}
    asked = [
        row["text"]
        for language in LANGUAGES
        for row in YAML(typ="safe").load(EVALUATION / f"{language}.yml")
    ]
    assert asked
    assert [text for text in asked if text.casefold() in known] == []


@pytest.mark.parametrize("intent", ["out_of_scope", "ask_after_incident", "help", "ask_security"])
@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("ze dreigen dat ze naar mijn huis komen", "101"),
        ("a stranger keeps asking photos of my daughter", "116 000"),
        ("quelqu'un est à ma porte et dit qu'il vient de Fluvius", "101"),
        ("ein Mann steht vor meiner Tür und will rein", "101"),
        ("hij vroeg of ik thuis alleen was", "101"),
    ],
)
def test_danger_gets_its_number_whatever_it_is_taken_for(
    talk: Talk, text: str, number: str, intent: str
):
    assert number in talk((text, intent))


def test_danger_is_told_again(talk: Talk):
    turn = ("hij bedreigt mij", "out_of_scope")
    assert "101" in talk(turn, turn)


@pytest.mark.parametrize(
    ("identifier", "text"),
    [
        ("investment-video", "wie is de minister-president"),
        ("investment-video", "which minister is responsible for schools"),
        ("investment-video", "qui est le ministre-président"),
        ("investment-video", "wer ist der Minister für Bildung"),
        ("sextortion", "ze stuurde een filmpje waar ze zelf praat"),
        ("sextortion", "he sent me a video of his dog"),
        ("sextortion", "elle m'a envoyé une vidéo d'elle"),
        ("door-visit", "iemand belde van fluvius over een terugbetaling"),
        ("door-visit", "somebody called from Fluvius about a refund"),
        ("door-visit", "quelqu'un de Fluvius m'a téléphoné"),
        ("door-visit", "jemand von Fluvius hat angerufen"),
        ("threats", "die belde mij"),
        ("threats", "they called me"),
        ("clicked-only", "kliknąłem w link i podałem kartę"),
        ("clicked-only", "ho cliccato sul link e dato la carta"),
        ("whatsapp-code-given", "hoe bereik ik het vaph, hebben die whatsapp?"),
        ("rental-fraud", "hoeveel kost een appartement in Brasschaat"),
        ("parcel-text", "mijn pakje kwam nooit aan"),
        ("data-leak", "delete my data"),
        ("money-mule", "iemand komt mijn bankkaart ophalen"),
        ("virus-on-phone", "which phone is better, samsung or iphone"),
    ],
)
def test_a_question_about_something_else_has_not(short: list[Answer], identifier: str, text: str):
    answer = next(each for each in short if each.id == identifier)
    assert not has_what_it_needs(answer, text)
