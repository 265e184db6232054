"""A short answer whose words are missing leaves its place to the next one that surely fits."""

from dataclasses import replace
from pathlib import Path

import pytest

from knowledge.matching.search.semantic import Search
from knowledge.model import LANGUAGES, Answer
from tests.knowledge.small_register import SMALL, SOURCE

QUESTION = "ik gaf een code aan de telefoon door"


def short(identifier: str, *questions: str) -> Answer:
    texts = dict.fromkeys(LANGUAGES, identifier)
    return Answer(identifier, texts, texts, SOURCE, questions=questions, short=True)


@pytest.fixture
def search(tmp_path: Path) -> Search:
    answers = (
        short("chat", QUESTION),
        short("bank", QUESTION, "wat moet ik doen met een code van de bank"),
        short("parcel", "mijn pakje kwam nooit aan"),
    )
    return Search(replace(SMALL, answers=answers), None, tmp_path)


def test_the_best_one_comes_first(search: Search):
    hit = search.sure_short_answer(QUESTION, with_subject=True)
    assert hit is not None
    assert hit.id == search.short_answers(QUESTION, 1)[0].id


def test_the_next_one_comes_instead_of_one_whose_words_are_missing(search: Search):
    best, second = (each.id for each in search.short_answers(QUESTION, 2))
    hit = search.sure_short_answer(
        QUESTION, with_subject=True, has_words=lambda each: False if each == best else None
    )
    assert hit is not None
    assert hit.id == second


def test_what_does_not_surely_fit_never_takes_its_place(search: Search):
    hit = search.sure_short_answer(
        QUESTION, with_subject=True, has_words=lambda each: each == "parcel"
    )
    assert hit is None
