"""How many words a verdict takes before anything is folded out or asked for."""

import re
from functools import cache
from statistics import median

import pytest

from knowledge.addresses.platforms import Platforms
from knowledge.matching.answer import Answer
from knowledge.matching.presenting import answer_of, as_short_text
from knowledge.model import LANGUAGES, Verdict
from knowledge.wording.catalogue import Catalogue
from tests.evaluation.test_verdicts import cases
from tests.evaluation.whole_register import KNOWLEDGE, whole_checker

MOST_WORDS = 40
LEAST_WITHIN = 0.7  # of the answers about one address; names and addresses differ in length
MOST_OF_ONE = 55
_WORD = re.compile(r"\w")


@cache
def answers(language: str) -> tuple[Answer, ...]:
    checker, _ = whole_checker()
    catalogue, platforms = Catalogue.load(), Platforms.load(KNOWLEDGE / "platforms.yml")
    judged = [checker.check(str(each["text"]), platform=each.get("platform")) for each in cases()]
    return tuple(answer_of(each, catalogue, platforms, language) for each in judged if each.verdict)


def words(answer: Answer) -> int:
    return sum(bool(_WORD.search(each)) for each in as_short_text(answer).split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_verdict_comes_within_forty_words(language: str):
    counted = [words(each) for each in answers(language)]
    of_one = [words(each) for each in answers(language) if len(each.cards) == 1]
    within = sum(each <= MOST_WORDS for each in of_one) / len(of_one)
    print(f"{language}: median {median(counted)}, {within:.0%} within 40, longest {max(of_one)}")
    assert median(counted) <= MOST_WORDS
    assert within >= LEAST_WITHIN
    assert max(of_one) <= MOST_OF_ONE


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_contract_asks_for_is_said_at_once(language: str):
    for answer in answers(language):
        text, card = as_short_text(answer), answer.cards[0]
        assert card.headline in text
        assert card.statement in text
        if card.verdict is Verdict.LOOKALIKE and card.real:
            assert card.real.address in text
        if card.verdict in (Verdict.LOOKALIKE, Verdict.CONFIRMED_FAKE) and card.real is None:
            assert card.at_once or card.verdict is Verdict.CONFIRMED_FAKE
        if card.verdict in (Verdict.NOT_LISTED, Verdict.OFFICIAL_STALE):
            assert card.at_once, text


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_trap_beside_a_yes_waits(language: str):
    checker, _ = whole_checker()
    catalogue, platforms = Catalogue.load(), Platforms.load(KNOWLEDGE / "platforms.yml")
    for text in (
        "https://www-vdab-be.translate.goog/",
        r"https://www.vlaanderen.be\@evil-site.ru/x",
    ):
        judged = checker.check(text)
        traps = [each for each in judged.mentions[0].reasons if each.key.startswith("trap.")]
        (card,) = answer_of(judged, catalogue, platforms, language).cards
        assert traps
        assert len(card.at_once) >= len(traps)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_lost_that_is_not_said_at_once(language: str):
    for answer in answers(language):
        behind = {line.text for paragraph in answer.behind() for line in paragraph}
        card = answer.cards[0]
        assert behind >= {*card.reasons, *card.unknown, *card.advice, *answer.rules}
