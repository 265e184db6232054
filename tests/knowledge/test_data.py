"""The published register: it lints clean, nothing has gone missing, and all of it has proof."""

import json
from datetime import date

import pytest

from knowledge.address import Addresses
from knowledge.linting.schema_rules import SCHEMAS
from knowledge.loading import load_register
from knowledge.model import (
    LANGUAGES,
    ChannelStatus,
    OrganisationKind,
    Register,
    Texts,
    Verdict,
)
from knowledge.standing import Standings
from tests.knowledge.small_folder import KNOWLEDGE

# Half a register lost by a slip must not be published: these only ever grow.
LEAST_ORGANISATIONS = 116
LEAST_CHANNELS = 405
LEAST_CANDIDATES = 97
LEAST_ANSWERS = 25
SERVED_INTENTS = {
    "ask_after_incident", "ask_content_policy", "ask_evaluation", "ask_misuse_cases",
    "ask_overview", "ask_privacy", "ask_security", "bot_challenge", "contact_human",
    "dispute_answer", "report_misuse", "report_status",
}  # fmt: skip

WITHOUT_OFFICIAL_SOURCE = 232
"""Channels proven by other sources only: this number goes down, never up."""


def test_the_register_lints_clean(addresses: Addresses):
    problems = load_register(KNOWLEDGE, addresses, today=date(2026, 11, 24)).problems

    assert {(each.level, each.rule) for each in problems} == {("waarschuwing", "source-elsewhere")}
    assert len(problems) <= WITHOUT_OFFICIAL_SOURCE


def test_nothing_has_gone_missing(register: Register):
    channels = [each for one in register.organisations.values() for each in one.channels]

    assert len(register.organisations) >= LEAST_ORGANISATIONS
    assert len(channels) >= LEAST_CHANNELS
    assert len(register.candidates) >= LEAST_CANDIDATES
    assert len(register.answers) >= LEAST_ANSWERS
    assert len(register.rules) >= 20
    assert len(register.reporting_points) >= 30
    assert len(register.cases) >= 42
    assert len(register.impersonations) >= 3


def test_every_fact_has_a_source(register: Register):
    for organisation in register.organisations.values():
        assert organisation.source.url
        for channel in organisation.channels:
            assert channel.sources
            assert all(source.url for source in channel.sources)
    rows = (*register.rules, *register.reporting_points, *register.cases, *register.answers)
    assert all(row.source.url for row in (*rows, *register.impersonations))


def test_nothing_is_official_without_a_confirmation(register: Register, addresses: Addresses):
    standings = Standings(register, addresses.platforms)
    for one in register.organisations.values():
        for channel in one.channels:
            verdict = standings.of(channel, date(2026, 11, 24))
            assert channel.verified or verdict is not Verdict.OFFICIAL, channel.address.value


def test_politicians_accounts_are_personal(register: Register):
    for one in register.organisations.values():
        is_minister = one.kind is OrganisationKind.MINISTER
        assert {channel.personal for channel in one.channels} <= {is_minister}, one.id


def test_every_text_has_four_languages(register: Register):
    texts: list[Texts] = [rule.statement for rule in register.rules]
    texts += [point.when for point in register.reporting_points]
    texts += [text for answer in register.answers for text in (answer.title, answer.text)]

    for text in texts:
        assert set(text) == set(LANGUAGES)
        assert len(set(text.values())) == len(LANGUAGES), text["nl"]


@pytest.mark.parametrize(
    ("organisation", "platform", "key", "status"),
    [
        ("vdab", "x", "vdab_be", ChannelStatus.ACTIVE),
        ("vlaamse-overheid", "website", "vlaanderen.be", ChannelStatus.ACTIVE),
        ("1700", "phone", "1700", ChannelStatus.ACTIVE),
        ("vlaamse-belastingdienst", "bank_account", "BE02375111099940", ChannelStatus.ACTIVE),
        ("inbo", "mastodon", "inbo@mastodon.online", ChannelStatus.ACTIVE),
        ("waterinfo", "website", "hydronet.be", ChannelStatus.RETIRED),
        ("zorg-en-gezondheid-corona", "sms", "8811", ChannelStatus.RETIRED),
    ],
)
def test_well_known_channels_are_there(
    register: Register, organisation: str, platform: str, key: str, status: ChannelStatus
):
    statuses = {
        (channel.address.platform, channel.address.key): channel.status
        for channel in register.organisations[organisation].channels
    }

    assert statuses[platform, key] is status


def test_vlaanderen_be_holds_all_its_hosts(register: Register):
    (site,) = [
        channel
        for channel in register.organisations["vlaamse-overheid"].channels
        if channel.address.key == "vlaanderen.be"
    ]
    assert site.includes_subdomains


def test_the_fakes_that_sources_name_are_known(register: Register):
    assert {(each.address.key, each.imitates) for each in register.impersonations} >= {
        ("overheid-vlaanderen.be", "vlaamse-overheid"),
        ("corona-compensatie.be", None),
        ("info@csam-administratie.email", None),
    }


def test_no_candidate_is_in_the_register(register: Register):
    listed = {
        channel.address for one in register.organisations.values() for channel in one.channels
    }

    assert [each.address for each in register.candidates if each.address in listed] == []


def test_answers_serve_the_intents_that_need_no_code(register: Register):
    served = {intent for answer in register.answers for intent in answer.intents}

    assert served == SERVED_INTENTS


def test_every_answer_can_be_found_in_every_language(register: Register):
    for answer in register.answers:
        assert len(answer.questions) >= 20, answer.id


def test_numbers_that_texts_tell_to_call_stand_in_the_register(
    register: Register, addresses: Addresses
):
    known = {each.phone for each in register.reporting_points} | {
        channel.address.value
        for one in register.organisations.values()
        for channel in one.channels
        if channel.address.platform == "phone"
    }
    keys = {addresses.from_phone(number).key for number in known if number}

    for number in ("078 170 170", "+32 78 170 170", "1700", "+32 2 553 17 00"):
        assert addresses.from_phone(number).key in keys


def test_every_field_of_every_schema_speaks_dutch_to_its_editor():
    def fields(schema: dict) -> list[dict]:
        inner = [*schema.get("properties", {}).values()]
        inner += [schema[name] for name in ("items",) if name in schema]
        if isinstance(schema.get("additionalProperties"), dict):
            inner.append(schema["additionalProperties"])
        return inner + [deeper for each in inner for deeper in fields(each)]

    for path in SCHEMAS.glob("*.schema.json"):
        schema = json.loads(path.read_text(encoding="utf-8"))
        for field in [schema, *fields(schema)]:
            assert {"title", "description", "errorMessage"} <= set(field), (path.name, field)
            assert field.get("type") != "object" or "additionalProperties" in field, path.name
