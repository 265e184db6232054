"""A register with every sort of channel, as it is published from one address on one day."""

from dataclasses import replace
from datetime import date

from knowledge.model import Alias, AliasKind, ChannelStatus, Verification, VerificationMethod
from knowledge.publishing.export.urls import Places
from knowledge.publishing.export.vouched import Vouched
from tests.knowledge.small_register import (
    ADDRESSES,
    DE_LIJN,
    MINISTER,
    SMALL,
    TAX,
    TODAY,
    UMBRELLA,
    VDAB,
    channel,
    register,
)

PLACES = Places("https://kc.example")
TEAM = "team <A&B>"
CONFIRMED = Verification(date(2026, 11, 2), TEAM, VerificationMethod.PLATFORM_BADGE)

RICH_VDAB = replace(
    VDAB,
    ovo_code="OVO000001",
    parent="vlaamse-overheid",
    aliases=(
        Alias("RVA Vlaanderen", AliasKind.FORMER),
        Alias("Flemish employment service", AliasKind.TRANSLATION, "en"),
    ),
    channels=(
        *VDAB.channels,
        channel("vdab", "instagram", "https://www.instagram.com/vdab.hulp", shared=True),
        channel("vdab", "youtube", "https://www.youtube.com/@baasvdab", personal=True),
        channel("vdab", "bluesky", "https://bsky.app/profile/vdab.be", verified=CONFIRMED),
        channel(
            "vdab",
            "mastodon",
            "https://mastodon.social/@vdab",
            status=ChannelStatus.COMPROMISED,
        ),
        channel(
            "vdab",
            "x",
            "https://x.com/vdab_oud",
            status=ChannelStatus.RETIRED,
            retired_on=date(2024, 2, 29),
        ),
        channel(
            "vdab",
            "tiktok",
            "https://www.tiktok.com/@vdab",
            status=ChannelStatus.PLANNED,
            since=date(2027, 1, 4),
        ),
    ),
)
TAX_ON_TAKEN_OVER = replace(
    TAX,
    channels=(*TAX.channels, channel(TAX.id, "mastodon", "https://mastodon.social/@vdab")),
)
REGISTER = register(
    RICH_VDAB,
    UMBRELLA,
    TAX_ON_TAKEN_OVER,
    DE_LIJN,
    MINISTER,
    impersonations=SMALL.impersonations,
)
STANDING = Vouched(REGISTER, ADDRESSES.platforms, TODAY)
