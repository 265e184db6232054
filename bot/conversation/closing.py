"""Channels that are closed for a while: known in memory, renewed every few seconds.

Checks of addresses go on in every closed channel, and so does help for who is in danger. With the
database away, the last that is known stays.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from aiohttp import web

from actions.reports.closing_rows import ClosedChannel
from bot.http.problems import Problem
from knowledge.data import load_data
from knowledge.model import LANGUAGES, Texts

if TYPE_CHECKING:
    from actions.reports.store import ReportStore
    from bot.http.metrics import Metrics

SECONDS_BETWEEN = 2.0
EVERYTHING = "all"
"""Maintenance: every channel."""
CHANNELS: Mapping[str, str] = {
    "web": "the chat page",
    "widget": "the widget on other sites",
    "rest": "the REST channel",
    "telegram": "the bot at Telegram",
    "form": "the report form /melden",
    "reports": "reports by API",
    EVERYTHING: "maintenance: every one of these",
}
SECONDS_TO_WAIT = "300"
SENTENCES_FILE = Path(__file__).with_name("closing.yml")


class Closings:
    """Which channels are closed, as one process knows it."""

    def __init__(self) -> None:
        self._closed: Mapping[str, ClosedChannel] = {}

    def renew(self, store: ReportStore) -> None:
        """Ask what is closed.

        Raises:
            StoreUnavailable: The database is away; what was known stays.
        """
        self._closed = {each.channel: each for each in store.closed_channels()}

    def is_closed(self, channel: str) -> bool:
        """Tell whether a channel, or everything, is closed."""
        return channel in self._closed or EVERYTHING in self._closed

    @property
    def names(self) -> list[str]:
        """What is closed."""
        return sorted(self._closed)

    def refuse(self, channel: str) -> None:
        """Let only open channels through.

        Raises:
            Problem: This one is closed.
        """
        if self.is_closed(channel):
            raise Problem("closed", headers={"Retry-After": SECONDS_TO_WAIT})

    def follow(self, metrics: Metrics) -> None:
        """Let metrics show what is closed."""
        metrics.follow(
            "kanaalcheck_channel_closed",
            "1 for each channel that staff closed; 'all' is maintenance",
            "channel",
            lambda: dict.fromkeys(self._closed, 1.0),
        )


def sentence(language: str | None) -> str:
    """Give what a citizen reads in a closed channel."""
    return _sentences()["closed"][language or LANGUAGES[0]]


@cache
def _sentences() -> Mapping[str, Texts]:
    read: Mapping[str, Texts] = load_data(SENTENCES_FILE)
    return read


CLOSINGS = web.AppKey("closings", Closings)
