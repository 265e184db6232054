"""From a listing to a verdict: status and freshness of a channel that is the asked one exactly."""

from datetime import date

from knowledge.freshness import is_due
from knowledge.model import ChannelStatus, Verdict
from knowledge.platforms import Platform
from knowledge.registry import How, Listing

_BY_STATUS = {
    ChannelStatus.COMPROMISED: Verdict.COMPROMISED,
    ChannelStatus.RETIRED: Verdict.RETIRED,
    ChannelStatus.PLANNED: Verdict.PLANNED,
}


def listed_verdict(listing: Listing, platform: Platform, today: date) -> Verdict:
    """Judge an address that is listed.

    A name that its domain alone vouches for is no confirmed account.

    Args:
        listing: The channel that the address equals or stands under.
        platform: The platform of that channel.
        today: The date to judge freshness by.
    """
    settled = _BY_STATUS.get(listing.channel.status)
    if settled:
        return settled
    if listing.how is How.DOMAIN_HANDLE or is_due(listing.channel, platform, today):
        return Verdict.OFFICIAL_STALE
    return Verdict.OFFICIAL
