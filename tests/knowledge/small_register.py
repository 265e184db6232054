"""A register small enough to read, for tests that need to know every row."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import MappingProxyType

from knowledge.addresses.address import Addresses
from knowledge.addresses.platforms import Platforms
from knowledge.model import (
    Alias,
    AliasKind,
    Candidate,
    ChannelStatus,
    Impersonation,
    OfficialChannel,
    Organisation,
    OrganisationKind,
    OrganisationStatus,
    Register,
    Rule,
    RuleKind,
    Source,
    Verification,
    VerificationMethod,
)

ADDRESSES = Addresses(Platforms.load(Path("knowledge/platforms.yml")))
TODAY = date(2026, 11, 24)
SOURCE = Source("https://www.vlaanderen.be/", "2018")
ARTICLES = {"vdab": {"nl": "de", "fr": "le", "de": "der"}}
RECENT = Verification(date(2026, 11, 1), "redactie", VerificationMethod.LINKED_FROM_OFFICIAL_SITE)


def channel(organisation: str, platform: str, address: str, **changes: object) -> OfficialChannel:
    made = OfficialChannel(
        organisation, ADDRESSES.parse(address, platform), ChannelStatus.ACTIVE, (SOURCE,)
    )
    return replace(made, **changes)


def organisation(
    identifier: str,
    name: str,
    *channels: OfficialChannel,
    kind: OrganisationKind = OrganisationKind.AGENCY,
    aliases: Iterable[tuple[str, AliasKind]] = (),
) -> Organisation:
    return Organisation(
        id=identifier,
        name=name,
        kind=kind,
        status=OrganisationStatus.ACTIVE,
        policy_domain="Werk",
        description="Een dienst.",
        source=SOURCE,
        article=ARTICLES.get(identifier, {}),
        aliases=tuple(Alias(text, sort) for text, sort in aliases),
        channels=channels,
    )


def candidate(owner: str, platform: str, address: str) -> Candidate:
    return Candidate(owner, ADDRESSES.parse(address, platform), None, "Nog na te kijken.")


def fake(platform: str, address: str, imitates: str | None = "vdab") -> Impersonation:
    return Impersonation(ADDRESSES.parse(address, platform), imitates, "2026-03", SOURCE)


def register(
    *organisations: Organisation,
    candidates: tuple[Candidate, ...] = (),
    impersonations: tuple[Impersonation, ...] = (),
    rules: tuple[Rule, ...] = (),
) -> Register:
    return Register(
        organisations=MappingProxyType({each.id: each for each in organisations}),
        candidates=candidates,
        impersonations=impersonations,
        rules=rules,
        reporting_points=(),
        cases=(),
        answers=(),
        version="test",
    )


NO_CARD_CODES = Rule(
    "no-card-codes",
    RuleKind.BEHAVIOUR,
    MappingProxyType({language: f"no codes ({language})" for language in ("nl", "en", "fr", "de")}),
    SOURCE,
    keywords=("kaartcode",),
)

VDAB = organisation(
    "vdab",
    "VDAB",
    channel("vdab", "website", "https://www.vdab.be/", includes_subdomains=True, verified=RECENT),
    channel("vdab", "x", "https://x.com/vdab_be", verified=RECENT),
    channel("vdab", "facebook", "https://www.facebook.com/vdab.be"),
    channel("vdab", "phone", "0800 30 700"),
    channel("vdab", "email", "info@vdab.be", verified=RECENT),
    channel("vdab", "email_domain", "vdab.be"),
)
UMBRELLA = organisation(
    "vlaamse-overheid",
    "Vlaamse overheid",
    channel("vlaamse-overheid", "website", "https://www.vlaanderen.be/"),
    kind=OrganisationKind.UMBRELLA,
)
TAX = organisation(
    "vlaamse-belastingdienst",
    "Vlaamse Belastingdienst",
    channel("vlaamse-belastingdienst", "website", "https://belastingen.vlaanderen.be/"),
    channel("vlaamse-belastingdienst", "website", "https://www.vlaanderen.be/belastingdienst"),
    aliases=(("VLABEL", AliasKind.ABBREVIATION),),
)
DE_LIJN = organisation(
    "de-lijn",
    "De Lijn",
    channel("de-lijn", "website", "https://www.delijn.be/"),
    channel("de-lijn", "x", "https://x.com/delijn"),
    channel(
        "de-lijn",
        "website",
        "https://oud.delijn.be/",
        status=ChannelStatus.RETIRED,
        retired_on=date(2020, 5, 1),
        replaced_by="https://www.delijn.be/",
    ),
    channel("de-lijn", "tiktok", "https://www.tiktok.com/@delijntv", status=ChannelStatus.PLANNED),
    channel(
        "de-lijn",
        "instagram",
        "https://www.instagram.com/delijn",
        status=ChannelStatus.COMPROMISED,
        since=date(2026, 11, 20),
    ),
)
MINISTER = organisation(
    "ben-weyts",
    "Ben Weyts",
    channel("ben-weyts", "x", "https://x.com/BenWeyts", personal=True),
    kind=OrganisationKind.MINISTER,
)
SMALL = register(
    VDAB,
    UMBRELLA,
    TAX,
    DE_LIJN,
    MINISTER,
    candidates=(
        candidate("de-lijn", "youtube", "https://www.youtube.com/@delijn"),
        candidate("vdab", "website", "https://vdab.tv/"),
    ),
    impersonations=(
        fake("website", "https://vdab-premie.com/"),
        fake("website", "https://sites.google.com/view/vdab-jobs"),
        fake("x", "https://x.com/vdab_hulp"),
        fake("email", "jobs@vdab-team.com"),
    ),
    rules=(NO_CARD_CODES,),
)
