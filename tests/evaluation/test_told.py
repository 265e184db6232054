"""Whatever is judged can be told, in every language: no sentence waits for what is not known."""

import re

import pytest

from knowledge.matching.presenting import answer_of, as_json, as_text
from knowledge.model import LANGUAGES
from knowledge.wording.catalogue import Catalogue
from tests.evaluation.test_verdicts import cases
from tests.evaluation.whole_register import whole_checker

CATALOGUE = Catalogue.load()
NOT_FILLED_IN = re.compile(r"\{\w+\}|\bNone\b")


def listed() -> list[str]:
    """Give an address of every channel, ours and those of others."""
    _, registry = whole_checker()
    ours = [
        channel.address.value
        for organisation in registry.register.organisations.values()
        for channel in organisation.channels
    ]
    others = [each.address.value for body in registry.register.others for each in body.channels]
    return [*ours, *others]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_verdict_of_the_sets_and_of_every_channel_is_told(language: str) -> None:
    checker, registry = whole_checker()
    for text in [*(str(case["text"]) for case in cases()), *listed()]:
        judged = checker.check(text)
        told = as_text(answer_of(judged, CATALOGUE, registry.platforms, language))
        assert bool(told) is bool(judged.mentions), text
        assert not NOT_FILLED_IN.search(told), (text, told)
        assert as_json(judged, CATALOGUE, language)["verdict"] == judged.verdict
