from dataclasses import replace
from datetime import date, timedelta

import pytest

from knowledge.model import Completeness, Verification, VerificationMethod
from knowledge.register.freshness import complete_platforms, is_due
from knowledge.register.registry import Registry
from tests.knowledge.small_register import ADDRESSES, TODAY, channel, organisation, register

X = ADDRESSES.platforms.get("x")


def confirmed(day: date):
    verified = Verification(day, "redactie", VerificationMethod.PLATFORM_BADGE)
    return channel("vdab", "x", "https://x.com/vdab_be", verified=verified)


@pytest.mark.parametrize(
    ("age", "due"), [(0, False), (X.freshness_days, False), (X.freshness_days + 1, True)]
)
def test_a_confirmation_counts_for_the_window_of_its_platform(age, due):
    assert is_due(confirmed(TODAY - timedelta(days=age)), X, TODAY) is due


def test_the_window_is_that_of_the_platform():
    month_old = confirmed(TODAY - timedelta(days=30))

    assert is_due(month_old, replace(X, freshness_days=29), TODAY)
    assert not is_due(month_old, replace(X, freshness_days=30), TODAY)


def test_without_confirmation_a_channel_is_due():
    assert is_due(channel("vdab", "x", "https://x.com/vdab_be"), X, TODAY)


def test_a_confirmation_in_the_future_is_a_mistake_and_does_not_count():
    assert is_due(confirmed(TODAY + timedelta(days=1)), X, TODAY)


@pytest.mark.parametrize(
    ("age", "complete"),
    [
        (0, ("x", "facebook")),
        (X.freshness_days, ("x", "facebook")),
        (X.freshness_days + 1, ("facebook",)),
        (ADDRESSES.platforms.get("facebook").freshness_days + 1, ()),
        (-1, ()),
    ],
)
def test_a_complete_list_expires_as_a_confirmation_on_its_platform(age, complete):
    said = Completeness(("facebook", "x"), TODAY - timedelta(days=age), "redactie")
    one = replace(organisation("vdab", "VDAB"), complete=(said,))
    registry = Registry(register(one, organisation("a", "A")), ADDRESSES)

    assert complete_platforms(one, ADDRESSES.platforms, TODAY) == complete
    for platform in ("x", "facebook", "instagram"):
        assert registry.is_complete("vdab", platform, TODAY) is (platform in complete)
    assert not registry.is_complete("a", "x", TODAY)
    assert not registry.is_complete("weg", "x", TODAY)
