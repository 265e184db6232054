from dataclasses import replace
from datetime import date, timedelta

import pytest

from knowledge.freshness import is_due
from knowledge.model import Verification, VerificationMethod
from tests.knowledge.small_register import ADDRESSES, TODAY, channel

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
