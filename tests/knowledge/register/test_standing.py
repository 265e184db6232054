from dataclasses import replace
from datetime import date

import pytest

from knowledge.model import ChannelStatus, Verdict
from knowledge.register.registry import Registry
from knowledge.register.standing import Standings
from tests.knowledge.small_register import (
    ADDRESSES,
    RECENT,
    TODAY,
    channel,
    organisation,
    register,
)


def standing(asked, *others):
    """Judge a channel of a register in which other organisations list theirs."""
    made = [organisation("a", "A", asked)]
    made += [organisation(f"b{place}", "B", other) for place, other in enumerate(others)]
    return Registry(register(*made), ADDRESSES).standing(asked, TODAY)


@pytest.mark.parametrize(
    ("status", "verdict"),
    [
        (ChannelStatus.ACTIVE, Verdict.OFFICIAL),
        (ChannelStatus.PLANNED, Verdict.PLANNED),
        (ChannelStatus.RETIRED, Verdict.RETIRED),
        (ChannelStatus.COMPROMISED, Verdict.COMPROMISED),
    ],
)
def test_the_status_decides_before_freshness(status, verdict):
    assert standing(channel("a", "x", "@dienst", status=status, verified=RECENT)) is verdict


def test_without_recent_confirmation_an_active_channel_is_stale():
    asked = channel("a", "x", "@dienst")
    old = replace(RECENT, date=date(2020, 1, 1))

    assert standing(asked) is Verdict.OFFICIAL_STALE
    assert standing(replace(asked, verified=old)) is Verdict.OFFICIAL_STALE


@pytest.mark.parametrize("status", [ChannelStatus.ACTIVE, ChannelStatus.PLANNED])
def test_an_address_that_another_organisation_flags_is_taken_over(status):
    asked = channel("a", "x", "https://x.com/dienst", status=status, verified=RECENT)
    flagged = channel("b0", "x", "https://x.com/Dienst", status=ChannelStatus.COMPROMISED)

    assert standing(asked, flagged) is Verdict.COMPROMISED


def test_a_page_is_taken_over_as_the_website_that_it_is():
    asked = channel("a", "website", "https://dienst.be/pers", verified=RECENT)
    flagged = channel("b0", "press", "https://dienst.be/pers", status=ChannelStatus.COMPROMISED)

    assert standing(asked, flagged) is Verdict.COMPROMISED


def test_what_is_flagged_elsewhere_changes_nothing():
    asked = channel("a", "x", "@dienst", verified=RECENT)
    others = (
        channel("b0", "instagram", "@dienst", status=ChannelStatus.COMPROMISED),
        channel("b1", "x", "@dienst", status=ChannelStatus.RETIRED),
    )

    assert standing(asked, *others) is Verdict.OFFICIAL


def test_the_register_without_its_indexes_says_the_same():
    asked = channel("a", "x", "@dienst", verified=RECENT)
    flagged = channel("b", "x", "@dienst", status=ChannelStatus.COMPROMISED)
    both = register(organisation("a", "A", asked), organisation("b", "B", flagged))

    assert Standings(both, ADDRESSES.platforms).of(asked, TODAY) is Verdict.COMPROMISED
