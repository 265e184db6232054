"""Is a channel due: is its last confirmation too long ago for the platform it lives on."""

from datetime import date

from knowledge.model import OfficialChannel
from knowledge.platforms import Platform


def is_due(channel: OfficialChannel, platform: Platform, today: date) -> bool:
    """Tell whether a team has to confirm the channel again.

    Args:
        channel: One of the register.
        platform: The platform of the channel; `freshness_days` is how long, in days, a
            confirmation counts there (last day included).
        today: The date to judge by.

    Returns:
        True without a confirmation, with one too old, and with one in the future: a mistaken
        date must not keep a channel official.
    """
    if channel.verified is None:
        return True
    age = (today - channel.verified.date).days
    return not 0 <= age <= platform.freshness_days
