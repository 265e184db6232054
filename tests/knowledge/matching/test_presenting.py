import json
import re
from dataclasses import asdict, replace
from datetime import timedelta

import pytest

from knowledge.matching.answer import Answer, VerdictCard
from knowledge.matching.finding.mentions import MentionFinder
from knowledge.matching.presenting import (
    MOST_CARDS,
    answer_of,
    as_json,
    as_text,
    card_of,
    variant,
)
from knowledge.matching.verdict import BelongsTo, Checker, Claims, MentionVerdict
from knowledge.model import (
    LANGUAGES,
    ChannelStatus,
    Source,
    Verdict,
    Verification,
    VerificationMethod,
)
from knowledge.register.registry import Registry
from knowledge.wording.catalogue import Catalogue
from tests.knowledge.small_register import (
    ADDRESSES,
    SMALL,
    TODAY,
    channel,
    organisation,
    register,
)

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
        "warning",
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


def test_a_listed_address_that_is_written_twice_is_told_once():
    told = text_of("is https://www.vdab.be/ van hen, en vdab.be?")
    assert told == text_of("is https://www.vdab.be/ van hen?")
    assert "vdab-jobs" in text_of("is https://www.vdab.be/ van hen, en vdab.be, en vdab-jobs.be?")
    assert len(CHECKER.check("www.vdab.be vdab.be").mentions) == 2


def test_each_page_and_host_of_a_listed_channel_is_told():
    told = text_of("https://www.vdab.be/ en https://www.vdab.be/jobs en https://oud.vdab.be/")
    assert all(each in told for each in ("vdab.be/jobs", "oud.vdab.be"))


def carrying(address: str, known: int) -> MentionVerdict:
    (judged,) = CHECKER.check(address).mentions
    vdab = SMALL.organisations["vdab"]
    platform = judged.address.platform
    return replace(
        judged,
        verdict=Verdict.NOT_LISTED,
        organisation=vdab,
        reasons=(),
        resembles=(),
        claims=Claims("vdab", platform, known, complete=False),
    )


def card(judged: MentionVerdict, language: str = "nl") -> VerdictCard:
    return card_of(judged, CATALOGUE, ADDRESSES.platforms, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_of_a_great_many_addresses_the_worst_are_told_and_how_many_there_are(language: str):
    unknown = " ".join(f"https://example{number}.org/" for number in range(60))
    judged = CHECKER.check(f"https://vdab.be {unknown} vdab-jobs.be")
    answer = answer_of(judged, CATALOGUE, ADDRESSES.platforms, language)

    assert len(judged.mentions) == 62
    assert len(answer.cards) == MOST_CARDS
    assert answer.cards[0].verdict == answer.verdict == Verdict.LOOKALIKE
    assert {card.verdict for card in answer.cards[1:]} == {Verdict.NOT_LISTED}
    assert re.findall(r"\d+", answer.summary) == ["62", str(MOST_CARDS)]
    assert len(as_text(answer)) < 4_000
    assert len(as_json(judged, CATALOGUE, language)["mentions"]) == 62


def test_an_account_that_carries_a_name_says_what_we_do_not_know():
    nothing = card(carrying("https://www.tiktok.com/@vdab", 0))

    assert nothing.headline.startswith("Dat weten we niet: ")
    assert "gebruikt de naam van de VDAB" in nothing.headline
    assert nothing.unknown == (
        "We kennen op TikTok geen account van de VDAB. Misschien is er een dat wij niet kennen.",
    )


def test_the_accounts_that_we_know_there_are_named():
    (said,) = card(carrying("https://x.com/vdab_vlaanderen", 1)).unknown

    assert said.startswith("We kennen op X wel: https://x.com/vdab_be")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("address", ["premie@delijn.be", "https://nieuw.delijn.be/"])
def test_what_stands_at_a_domain_in_use_says_whose_domain_that_is(address, language):
    said = card(CHECKER.check(address).mentions[0], language)

    assert "delijn.be" in said.headline
    assert "De Lijn" in said.headline
    assert said.verdict is Verdict.NOT_LISTED


def test_a_domain_that_is_no_longer_used_is_not_called_anybodys():
    left = channel("weg", "website", "https://www.weg-vlaanderen.be/", status=ChannelStatus.RETIRED)
    small = register(organisation("weg", "Dienst Weg", left))
    checker = Checker(Registry(small, ADDRESSES), MentionFinder(ADDRESSES), today=lambda: TODAY)
    (judged,) = checker.check("info@weg-vlaanderen.be").mentions

    assert judged.verdict is Verdict.NOT_LISTED
    assert judged.own_domain is None


def test_a_site_that_carries_a_name_has_no_list_of_accounts():
    assert card(carrying("https://vdab-vlaanderen.be", 1)).unknown == ()


@pytest.mark.parametrize(
    ("changes", "variant_of"),
    [
        ({"verdict": Verdict.OTHER_BODY}, "default"),
        ({"verdict": Verdict.OTHER_BODY, "spoofable": True}, "forgeable"),
        ({"verdict": Verdict.COMPROMISED}, "default"),
        ({"verdict": Verdict.NOT_LISTED}, "default"),
        ({"verdict": Verdict.LOOKALIKE, "beside": None, "resembles": ()}, "no_real"),
        ({"verdict": Verdict.OFFICIAL_STALE, "spoofable": True}, "forgeable"),
        ({"verdict": Verdict.OFFICIAL_STALE}, "never_checked"),
        ({"verdict": Verdict.RETIRED}, "stopped"),
        ({"verdict": Verdict.PLANNED}, "default"),
        ({"verdict": Verdict.CONFIRMED_FAKE}, "team"),
    ],
)
def test_the_sentences_fit_what_is_known(changes, variant_of):
    (judged,) = CHECKER.check("https://vdab-jobs.be").mentions

    assert variant(replace(judged, **changes)) == f"{changes['verdict']}.{variant_of}"


def test_a_body_outside_is_named_with_what_it_says_itself():
    (judged,) = CHECKER.check("https://kbc.example/").mentions
    note = dict.fromkeys(LANGUAGES, "Wij vragen nooit codes.")
    body = BelongsTo({"nl": "FOD Financiën"}, "federal", "https://financien.belgium.be/", note)
    told = card(replace(judged, verdict=Verdict.OTHER_BODY, belongs_to=body, reasons=()))

    assert told.headline.startswith("Dit is niet de Vlaamse overheid.")
    assert told.headline.endswith("is van de FOD Financiën.")
    assert told.statement == "Zij waarschuwen zelf: Wij vragen nooit codes."


def test_who_warned_is_named_where_no_team_looked():
    (judged,) = CHECKER.check("https://vdab-premie.com").mentions
    fake = judged.impersonation
    paper = replace(fake, source=Source("https://www.hln.be/a", "2020-08-18"))
    told = card(replace(judged, impersonation=paper))

    assert told.headline.endswith("Het Laatste Nieuws waarschuwde ervoor (18 augustus 2020).")
    ours = card(replace(judged, impersonation=replace(fake, source=Source("melding KC-1"))))
    assert ours.headline.endswith("Ons team heeft het nagekeken.")


def test_a_suspicious_address_can_be_read_where_nothing_is_a_link():
    answer = answer_of(CHECKER.check(SUSPICIOUS), CATALOGUE, ADDRESSES.platforms, "nl")

    assert "vdab-jobs[.]be/a" in as_text(answer)
    assert "hxxp" not in as_text(answer.readable)
    assert "[.]" not in as_text(answer.readable)
    assert "vdab-jobs.be/a lijkt van de VDAB" in as_text(answer.readable)


@pytest.mark.parametrize(
    ("days", "language", "told"),
    [
        (0, "nl", "De site van de VDAB verwijst er vandaag naar."),
        (0, "en", "The site of VDAB links to it today."),
        (0, "fr", "Le site du VDAB y renvoie aujourd'hui."),
        (0, "de", "Die Website vom VDAB verweist heute darauf."),
        (3, "nl", "De site van de VDAB verwees er op 21 november 2026 naar."),
        (200, "nl", "De eigen site verwees er op 8 mei 2026 naar."),
    ],
)
def test_the_own_site_is_the_proof_where_no_team_looked(days, language, told):
    day = TODAY - timedelta(days=days)
    seen = Verification(day, "watch", VerificationMethod.LINKED_FROM_OFFICIAL_SITE)
    own = organisation("vdab", "VDAB", channel("vdab", "x", "https://x.com/vdab_be", verified=seen))
    registry = Registry(register(own), ADDRESSES)
    checker = Checker(registry, MentionFinder(ADDRESSES), today=lambda: TODAY)
    judged = checker.check("https://x.com/vdab_be")
    text = as_text(answer_of(judged, CATALOGUE, ADDRESSES.platforms, language))
    assert text.count(told) == 1
    assert "watch" not in text


def test_an_answer_is_written_whole_and_read_back_the_same():
    answer = answer_of(CHECKER.check(SUSPICIOUS), CATALOGUE, ADDRESSES.platforms, "nl")
    written = answer.as_json()
    assert written == {name: value for name, value in asdict(answer).items() if value}
    assert Answer.from_json(json.loads(json.dumps(written))) == answer
