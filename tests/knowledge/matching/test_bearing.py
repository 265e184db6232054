from dataclasses import replace

import pytest

from knowledge.matching.bearing import bears
from tests.knowledge.small_register import NO_CARD_CODES

RULE = replace(
    NO_CARD_CODES,
    keywords=("kaartcode", "rekening bevestigen", "code pin", "mot de passe"),
    endings=("vlaanderen",),
)


@pytest.mark.parametrize(
    "text",
    [
        "Ze vragen mijn kaartcodes",
        "U moet uw REKENING nu bevestigen",
        "Bevestigen, van uw rekening!",
        "votre code, le pin",
        "Le passe de votre mot",
        "Is premie.vlaanderen echt?",
        "wat is .vlaanderen",
    ],
)
def test_a_rule_bears_on_its_words_in_any_order(text):
    assert bears(RULE, text, frozenset(), frozenset())


@pytest.mark.parametrize(
    "text",
    [
        "ik heb een rekening. Kan iemand dat bevestigen?",
        "pingpong met een code",
        "mot passe",
        "www.vlaanderen.be",
        "x.vlaanderen-info.be",
        "vlaanderen",
        "zichtkaartcode",
    ],
)
def test_a_rule_does_not_bear_on_other_words(text):
    assert not bears(RULE, text, frozenset(), frozenset())


def test_a_rule_of_a_platform_and_an_organisation_needs_both():
    rule = replace(RULE, keywords=(), endings=(), platforms=("sms",), organisations=("fluvius",))

    assert bears(rule, "", {"sms"}, {"fluvius", "vdab"})
    assert not bears(rule, "", {"sms"}, {"vdab"})
    assert not bears(rule, "", {"email"}, {"fluvius"})


def test_a_rule_without_any_word_bears_on_nothing():
    assert not bears(replace(RULE, keywords=(), endings=()), "kaartcode", {"sms"}, {"vdab"})
