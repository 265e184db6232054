import pytest

from knowledge.matching.exact import listed_verdict
from knowledge.model import ChannelStatus, Verdict
from knowledge.registry import How, Listing
from tests.knowledge.small_register import ADDRESSES, RECENT, TODAY, channel, organisation

X = ADDRESSES.platforms.get("x")


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
    listed = channel("a", "x", "https://x.com/dienst", status=status, verified=RECENT)

    assert listed_verdict(Listing(listed, organisation("a", "A"), How.EXACT), X, TODAY) is verdict


def test_without_recent_confirmation_an_active_channel_is_stale():
    listed = channel("a", "x", "https://x.com/dienst")
    listing = Listing(listed, organisation("a", "A"), How.EXACT)

    assert listed_verdict(listing, X, TODAY) is Verdict.OFFICIAL_STALE
