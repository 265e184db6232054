"""Languages of short messages: those that we do not speak, and ours on a page in another one."""

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from actions.cues.languages import Languages
from actions.cues.other_languages import OtherLanguages
from knowledge.model import LANGUAGES

FOLDER = Path("tests/evaluation")
LEAST_OTHERS = 0.9
LEAST_NAMED = 0.85
LEAST_ON_OTHER_PAGE = 0.97
MOST_STRANGE = 0.002  # of our own sentences, taken for a language that we do not speak
LEAST_HEARD = {"nl": 0.8, "en": 0.81, "fr": 0.83, "de": 0.79}
MOST_MISHEARD = 0.05


def read(path: str) -> dict[str, list[str]]:
    return YAML(typ="safe").load(FOLDER / path)


def sentences(language: str) -> list[str]:
    return [str(each["text"]) for each in read(f"intents/{language}.yml")]


def test_other_languages_are_recognised():
    cases = [
        (language, text) for language, all_ in read("languages/others.yml").items() for text in all_
    ]
    found = [(language, OtherLanguages.load().detected(text), text) for language, text in cases]
    for language, heard, text in found:
        if heard != language:
            print(f"{language} {heard}: {text}")
    english = sum(heard is not None for _, heard, _ in found) / len(found)
    right = sum(heard == language for language, heard, _ in found) / len(found)
    print(f"{english:.1%} none of ours, {right:.1%} named right, of {len(found)}")
    assert len({language for language, _ in cases}) >= 14
    assert english >= LEAST_OTHERS
    assert right >= LEAST_NAMED


@pytest.mark.parametrize("language", LANGUAGES)
def test_ours_are_not_taken_for_others(language: str):
    texts = sentences(language)
    strange = [text for text in texts if OtherLanguages.load().detected(text)]
    print(strange)
    assert len(strange) / len(texts) <= MOST_STRANGE + 1 / len(texts)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_message_changes_the_language_of_another_page(language: str):
    heard = [
        (page, Languages.load().detected(text, before=page), text)
        for text in read("languages/page.yml")[language]
        for page in LANGUAGES
        if page != language
    ]
    right = sum(found == language for _, found, _ in heard)
    wrong = [each for each in heard if each[1] not in (None, language)]
    assert wrong == []
    assert right / len(heard) >= LEAST_ON_OTHER_PAGE


@pytest.mark.parametrize("page", LANGUAGES)
def test_names_and_addresses_change_no_language(page: str):
    kept = YAML(typ="safe").load(FOLDER / "languages/keeps.yml")
    changed = [
        text
        for text in kept
        if Languages.load().detected(text, before=page) not in (None, page)
        or OtherLanguages.load().detected(text)
    ]
    assert changed == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_ours_are_heard_without_a_page(language: str):
    heard = [Languages.load().detected(text, before=None) for text in sentences(language)]
    right = heard.count(language) / len(heard)
    wrong = sum(each not in (None, language) for each in heard) / len(heard)
    print(f"{language}: {right:.1%} heard, {wrong:.1%} taken for another")
    assert right >= LEAST_HEARD[language]
    assert wrong <= MOST_MISHEARD


@pytest.mark.parametrize("language", LANGUAGES)
def test_ours_stay_on_their_own_page(language: str):
    heard = [
        (Languages.load().detected(text, before=language), text) for text in sentences(language)
    ]
    changed = [text for found, text in heard if found not in (None, language)]
    print(changed)
    assert len(changed) / len(heard) <= MOST_STRANGE
