"""Every text is there in every language, and a new language is told what it lacks."""

import pytest

from knowledge.model import LANGUAGES
from tests.languages import lacking


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_file_lacks_a_language_of_ours(language: str):
    assert lacking(language) == {}


def test_a_new_language_is_told_every_file_that_it_needs():
    needed = lacking("tr")
    assert {
        "knowledge/catalogue/tr.yml",
        "actions/catalogue/tr.yml",
        "bot/notifying/notices/tr.yml",
        "tests/evaluation/intents/tr.yml",
        "knowledge/platforms.yml",
        "bot/http/problems.yml",
        "bot/widget/texts.yml",
        "bot/domain/responses.yml",
        "knowledge/schema/answers.schema.json",
    } <= needed.keys()
    assert needed["bot/http/problems.yml"] > 50
    assert len(needed) > 60
