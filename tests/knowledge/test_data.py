"""The published register: it lints clean, nothing has gone missing, and all of it has proof."""

import json
import re
from collections import Counter
from datetime import date

import pytest

from knowledge.addresses.address import Addresses
from knowledge.files.documents import parse_document
from knowledge.files.editing import confirmed
from knowledge.linting.schema_rules import SCHEMAS
from knowledge.model import (
    LANGUAGES,
    ChannelStatus,
    OrganisationKind,
    OrganisationStatus,
    OtherKind,
    Register,
    Texts,
    Verdict,
    Verification,
    VerificationMethod,
)
from knowledge.register.loading import load_register
from knowledge.register.standing import Standings
from tests.knowledge.small_folder import KNOWLEDGE

# Half a register lost by a slip must not be published: these only ever grow.
LEAST_ORGANISATIONS = 117
LEAST_CHANNELS = 458
LEAST_CANDIDATES = 97
LEAST_ANSWERS = 25
LEAST_OTHERS = 1050
LEAST_OTHER_CHANNELS = 2318
SERVED_INTENTS = {
    "ask_after_incident", "ask_content_policy", "ask_evaluation", "ask_misuse_cases",
    "ask_overview", "ask_privacy", "ask_security", "bot_challenge", "contact_human",
    "dispute_answer", "report_misuse", "report_status",
}  # fmt: skip

WITHOUT_OFFICIAL_SOURCE = 284
"""Channels proven by other sources only: it goes up only with channels that are new to us."""
WITHOUT_MINISTER = 19
"""Organisations of which no source tells the minister: it only goes down."""


def test_the_register_lints_clean(addresses: Addresses):
    problems = load_register(KNOWLEDGE, addresses, today=date(2026, 11, 24)).problems

    assert {each.level for each in problems} == {"waarschuwing"}
    told = Counter(each.rule for each in problems)
    assert set(told) <= {"source-elsewhere", "minister-missing"}
    assert told["source-elsewhere"] <= WITHOUT_OFFICIAL_SOURCE
    assert told["minister-missing"] <= WITHOUT_MINISTER


def test_nothing_has_gone_missing(register: Register):
    channels = [each for one in register.organisations.values() for each in one.channels]

    assert len(register.organisations) >= LEAST_ORGANISATIONS
    assert len(channels) >= LEAST_CHANNELS
    assert len(register.candidates) >= LEAST_CANDIDATES
    assert len(register.answers) >= LEAST_ANSWERS
    assert len(register.others) >= LEAST_OTHERS
    assert sum(len(each.channels) for each in register.others) >= LEAST_OTHER_CHANNELS
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
    assert all(each.source.url for body in register.others for each in body.channels)


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
    texts += [step.text for step in register.next_steps.values()]
    texts += [body.says.text for body in register.others if body.says]

    for text in texts:
        assert set(text) == set(LANGUAGES)
        assert len(set(text.values())) == len(LANGUAGES), text["nl"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("vmsw", "wonen-in-vlaanderen"),
        ("departement-ewi", "departement-wewis"),
        ("departement-wse", "departement-wewis"),
        ("waterwegen-en-zeekanaal", "vlaamse-waterweg"),
    ],
)
def test_what_was_merged_leads_to_what_took_over(register: Register, old: str, new: str):
    assert register.organisations[old].merged_into == new
    assert register.organisations[new].status is OrganisationStatus.ACTIVE


def test_only_the_ministers_of_today_are_in_office(register: Register):
    ministers = [
        each for each in register.organisations.values() if each.kind is OrganisationKind.MINISTER
    ]
    in_office = {each.id for each in ministers if each.status is OrganisationStatus.ACTIVE}

    assert len(in_office) == 9
    assert {"minister-jan-jambon", "minister-bart-somers"}.isdisjoint(in_office)
    assert {each.status for each in ministers if each.id not in in_office} == {
        OrganisationStatus.LEFT_OFFICE
    }


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
        assert len(answer.questions) >= (14 if answer.short else 20), answer.id


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


def test_every_address_that_a_next_step_names_is_at_one_of_its_reporting_points(
    register: Register,
):
    points = {each.id: each for each in register.reporting_points}
    for step in register.next_steps.values():
        named = [points[point] for point in step.points]
        known = " ".join(
            part
            for point in named
            for part in (
                point.url,
                point.email,
                point.phone,
                *point.email_in.values(),
                *point.when.values(),
            )
            if part
        )
        for text in step.text.values():
            for found in re.findall(r"\S+@\S+\w|\b[\w-]+\.be\b|\b\d[\d ]{2,}\d\b", text):
                assert found in known, (step.kind, found)


def test_what_a_body_says_names_its_own_addresses(register: Register):
    for body in register.others:
        own = {each.address.host for each in body.channels} | {
            each.address.key for each in body.channels
        }
        for text in body.says.text.values() if body.says else ():
            for found in re.findall(r"@?(?:[\w-]+@)?[\w.-]+\.(?:be|com)\b|\b\d{4}\b", text):
                assert found.removeprefix("www.") in own or found.removeprefix("@") in own, found


def test_every_kind_of_others_has_its_file_and_next_step(register: Register):
    assert set(register.next_steps) == set(OtherKind)
    assert {body.kind for body in register.others} == set(OtherKind)


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


def test_a_team_can_confirm_every_channel_in_use(register: Register, addresses: Addresses):
    said = Verification(date(2026, 11, 25), "team web", VerificationMethod.PLATFORM_BADGE)
    documents = {}
    for organisation in register.organisations.values():
        for channel in organisation.channels:
            path = KNOWLEDGE / f"organisations/{organisation.id}.yml"
            document = documents.setdefault(path, parse_document(path.name, path.read_bytes()))
            address = channel.address
            text = confirmed(document, address.value, said, addresses, address.platform)
            assert "by: team web" in text
