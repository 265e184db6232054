"""What holds for every sentence that citizens read, in all catalogues and all languages."""

import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from knowledge.model import LANGUAGES
from knowledge.register.loading import read_addresses, read_register
from knowledge.wording.catalogue import NAME_FORMS, Catalogue
from knowledge.wording.naming import named

CATALOGUE = Catalogue.load()
FOLDER = Path("knowledge")
REGISTER = read_register(FOLDER, read_addresses(FOLDER))
BY_LANGUAGE = ("knowledge/catalogue", "actions/catalogue", "bot/notifying/notices")
PAGES = (
    *Path("bot/channels/page").glob("*.yml"),
    Path("bot/pages/overview/page/texts.yml"),
    Path("bot/channels/telegram/texts.yml"),
    Path("bot/widget/texts.yml"),
    Path("bot/api/reports.yml"),
    Path("bot/http/problems.yml"),
)
RESPONSES = Path("bot/domain/responses.yml")
MOST_WORDS_AT_ONCE = 40
MOST_WORDS_IN_A_SENTENCE = 20
ADDRESS = "vdab-jobs.be/a"
A_FEW_WORDS = "de site van de Vlaamse overheid, 18 september 2026"
VALUES = {
    "address": ADDRESS,
    "real": "https://www.vdab.be/",
    "replacement": "https://www.vdab.be/",
    "source": A_FEW_WORDS,
    "Source": "Het Laatste Nieuws",
    "team": "redactie",
    "date": "2026-09-18",
    "since": "29 november 2026",
    "platforms": "Facebook, Instagram en X (Twitter)",
    "name": "De Lijn",
    "domain": "vdab.be",
    "note": "alle mails eindigen op @bank.be, en wij vragen nooit codes via een link.",
}
REGISTER_WORDS = {
    "nl": r"register\b",
    "en": r"\b(?:the|our|a) register\b",
    "fr": r"registre\b",
    "de": r"Register",
}
IS_ANOTHER_REGISTER = re.compile(
    r"rijksregister|national register|registre national|Nationalregister", re.IGNORECASE
)


def _texts(tree: Any, language: str = "", key: str = "") -> Iterator[tuple[str, str, str]]:
    """Give key, language and text of a file that holds languages inside."""
    if isinstance(tree, dict):
        for name, branch in tree.items():
            inside = str(name) if name in LANGUAGES else language
            yield from _texts(branch, inside, key if inside != language else f"{key}.{name}")
    elif isinstance(tree, list):
        for branch in tree:
            yield from _texts(branch, language, key)
    elif language:
        yield key, language, str(tree)


def _of_catalogues() -> Iterator[tuple[str, str, str]]:
    for folder in BY_LANGUAGE:
        catalogue = Catalogue.load(Path(folder))
        for key, language in product(catalogue.keys, LANGUAGES):
            yield f"{folder}:{key}", language, catalogue.raw(key, language)


def _of_pages() -> Iterator[tuple[str, str, str]]:
    for path in PAGES:
        for key, language, text in _texts(YAML(typ="safe").load(path)):
            yield f"{path}:{key}", language, text


def _of_responses() -> Iterator[tuple[str, str, str]]:
    for name, variations in YAML(typ="safe").load(RESPONSES)["responses"].items():
        for each in variations:
            spoken = [slot["value"] for slot in each.get("condition", ())] or [LANGUAGES[0]]
            yield f"responses:{name}", spoken[0], each["text"]
            for button in each.get("buttons", ()):
                yield f"responses:{name}", spoken[0], button["title"]


def _of_the_register() -> Iterator[tuple[str, str, str]]:
    for language in LANGUAGES:
        for answer in REGISTER.answers:
            yield f"answer:{answer.id}", language, answer.title[language]
            yield f"answer:{answer.id}", language, answer.text[language]
        for point in REGISTER.reporting_points:
            yield f"point:{point.id}", language, point.when[language]
        for rule in REGISTER.rules:
            yield f"rule:{rule.id}", language, rule.statement[language]


TEXTS = (*_of_catalogues(), *_of_pages(), *_of_responses(), *_of_the_register())


def _with(pattern: str, language: str | None = None) -> list[tuple[str, str]]:
    words = re.compile(pattern)
    return [
        (where, text)
        for where, spoken, text in TEXTS
        if language in (None, spoken) and words.search(text)
    ]


def test_every_catalogue_is_read():
    assert {where.partition(":")[0] for where, _, _ in TEXTS} >= {
        *BY_LANGUAGE,
        *map(str, PAGES),
        "responses",
        "answer",
        "point",
        "rule",
    }
    assert len(TEXTS) > 2500


def test_no_address_is_written_in_a_way_that_only_a_computer_reads():
    assert _with("(?i)hxxp") == []
    assert [found for found in _with(r"\[\.\]") if found[0].startswith(BY_LANGUAGE)] == []


@pytest.mark.parametrize(
    ("language", "pattern"),
    [
        ("nl", r"(?i)echte? (?:adres|kanaal|kanalen)|waarschijnlijk echt|niet recent bevestigd"),
        (
            "en",
            r"(?i)real (?:address|channel)|probably real|not (?:been )?(?:recently )?confirmed rec",
        ),
        ("fr", r"(?i)vraie adresse|vrai canal|sans doute vrai"),
        ("de", r"(?i)echten? (?:Adresse|Kanal|Kanäle)|wahrscheinlich echt|nicht kürzlich"),
        ("fr", r"(?i)l'administration flamande|médias sociaux"),
        ("de", r"flämischen? (?:Regierung|Verwaltung)|[Kk]ostenlos|Visionsnote"),
        ("de", r"suspicious@|verdacht@"),
        ("fr", r"suspicious@|verdacht@"),
        ("nl", r"(?i)meldpunt\.belgie|dev\.consumerconnect|\benkel\b"),
        ("en", r"(?i)older counter|from 9 to 19|how it stands|what becomes of"),
    ],
)
def test_no_sentence_claims_more_than_is_known_or_uses_a_word_for_staff(language, pattern):
    assert _with(pattern, language) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_citizens_read_of_our_list_and_not_of_a_register(language):
    found = [
        (where, text)
        for where, text in _with(REGISTER_WORDS[language], language)
        if re.search(REGISTER_WORDS[language], IS_ANOTHER_REGISTER.sub("", text))
    ]

    assert found == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_imitation_is_never_said_to_be_of_somebody_else(language):
    somebody = r"(?i)iemand anders|somebody else|someone else|quelqu'un d'autre|jemand ander"
    suspicious = ("knowledge/catalogue:verdict.lookalike", "knowledge/catalogue:difference")

    assert [w for w, _ in _with(somebody, language) if w.startswith(suspicious)] == []


@pytest.mark.parametrize("identifier", sorted(REGISTER.organisations))
def test_the_verdict_is_told_within_forty_words(identifier):
    forms = named(REGISTER.organisations[identifier])
    for variant in _variants():
        told = " ".join(
            CATALOGUE.text(f"{variant}.{part}", "nl", **VALUES, **forms)
            for part in ("headline", "statement")
        )
        assert len(told.split()) <= MOST_WORDS_AT_ONCE, told


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_about_a_verdict_is_short(language):
    forms = named(REGISTER.organisations["vdab"])
    known = dict.fromkeys(("host", "platform", "by", "count", "shown", "description"), "vdab.be")
    known |= dict.fromkeys(
        ("addresses", "on_platform", "publisher", "number", "word", "step"), "op X"
    )
    for key in CATALOGUE.keys:
        text = CATALOGUE.text(key, language, **known, **VALUES, **forms, **DATE_PARTS)
        for sentence in re.split(r"(?<=[.!?:;])\s", text):
            assert len(sentence.split()) <= MOST_WORDS_IN_A_SENTENCE, (key, sentence)


def test_no_name_of_an_organisation_stands_without_its_article():
    allowed = {"org_plain"}
    for key in CATALOGUE.keys:
        for language in ("nl", "fr", "de"):
            sentence = CATALOGUE.raw(key, language)
            names = set(re.findall(r"\{(\w+)\}", sentence)) & {*NAME_FORMS, "organisation"}
            assert "organisation" not in names, key
            if names & allowed:
                assert not re.search(r"\b(?:van|bij|de|du|von|vom) \{org_plain\}", sentence), key


DATE_PARTS = {"day": "1", "month": "mei", "year": "2026"}


def _variants() -> list[str]:
    return sorted({key.rpartition(".")[0] for key in CATALOGUE.keys if key.startswith("verdict.")})
