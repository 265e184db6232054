import json

import pytest

from knowledge.catalogue import Catalogue
from knowledge.matching.mentions import MentionFinder
from knowledge.matching.presenting import answer_of, as_json, as_text
from knowledge.matching.verdict import Checker
from knowledge.model import LANGUAGES
from knowledge.registry import Registry
from tests.knowledge.small_register import ADDRESSES, SMALL, TODAY

CATALOGUE = Catalogue.load()
CHECKER = Checker(Registry(SMALL, ADDRESSES), MentionFinder(ADDRESSES), today=lambda: TODAY)
SUSPICIOUS = "https://vdab-jobs.be/a https://vdab-premie.com https://www.instagram.com/delijn"


def text_of(message: str, language: str = "nl") -> str:
    return as_text(answer_of(CHECKER.check(message), CATALOGUE, ADDRESSES.platforms, language))


def test_the_json_has_the_shape_of_the_contract():
    answer = as_json(CHECKER.check("is vdab-jobs.be echt?"), CATALOGUE, "nl")
    (mention,) = answer["mentions"]

    assert json.loads(json.dumps(answer))["verdict"] == "lookalike"
    assert list(mention) == [
        "text",
        "start",
        "end",
        "platform",
        "address",
        "verdict",
        "spoofable",
        "organisation",
        "official_channel",
        "resembles",
        "reasons",
        "advice",
        "claims",
        "belongs_to",
    ]
    assert (mention["text"], mention["start"], mention["end"]) == ("vdab-jobs.be", 3, 15)
    assert mention["organisation"] == {"id": "vdab", "name": "VDAB"}
    assert mention["resembles"] == [
        {
            "platform": "website",
            "address": "https://www.vdab.be/",
            "organisation": "vdab",
            "difference": "brand_in_other_domain",
        }
    ]


def test_a_listed_channel_comes_with_its_evidence():
    (mention,) = as_json(CHECKER.check("https://vdab.be"), CATALOGUE, "en")["mentions"]

    assert mention["official_channel"] == {
        "platform": "website",
        "address": "https://www.vdab.be/",
        "status": "active",
        "verified": {
            "date": "2026-11-01",
            "by": "redactie",
            "method": "linked_from_official_site",
        },
        "source": {"url": "https://www.vlaanderen.be/", "date": "2018"},
        "languages": [],
        "replaced_by": None,
    }


def test_without_mentions_there_is_no_verdict():
    assert as_json(CHECKER.check("hallo"), CATALOGUE, "nl") == {"verdict": None, "mentions": []}
    assert text_of("hallo") == ""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "message",
    [
        SUSPICIOUS,
        "https://www.vdab.be info@vdab.be 0800 30 700 https://oud.delijn.be @vdab_be",
        "https://www.tiktok.com/@delijntv https://x.com/BenWeyts https://nieuw.vlaanderen.be",
        "sms van 'VDAB' https://www.vdab.be@evil.com BE00 0000 0000 0000",
    ],
)
def test_every_language_tells_it_with_everything_filled_in(message, language):
    told = text_of(message, language)

    assert told
    assert "{" not in told


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_suspicious_address_is_never_a_link(language):
    told = text_of(SUSPICIOUS, language)

    assert "vdab-jobs.be" not in told
    assert "vdab-premie.com" not in told
    assert "instagram.com/delijn" not in told


def test_the_verdict_comes_first_and_the_real_channel_and_a_check_follow():
    lines = text_of("https://vdab-jobs.be").splitlines()

    assert "Nee, vertrouw dit niet: hxxps://vdab-jobs[.]be" in lines[0]
    assert lines[1].startswith("Wel van hen: https://www.vdab.be/. Klik niet")
    assert lines[-1] == "Wilt u naar de site van de VDAB? Typ zelf: https://www.vdab.be/"


def test_the_worst_mention_is_told_first_and_advice_once():
    told = text_of("www.vdab.be vdab-jobs.be vdab-premie.com")

    assert told.index("vdab-premie") < told.index("vdab-jobs") < told.index("Ja, dit is officieel")
    assert told.count("Stuur een verdacht bericht door") == 1
