"""Alarms to staff: the same unlisted address is asked for again and again within minutes.

By every way that is set: a mail to the team, a POST to another program. What one way refuses is
tried again by that way alone.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template, select_autoescape

from actions.reports.model import Alarm
from bot.notifying.mail import MailServer
from bot.notifying.webhook import Webhook
from knowledge.library import Library

if TYPE_CHECKING:
    from actions.reports.store import ReportStore

ASKED_OFTEN = "asked_often"
LEASE = timedelta(minutes=2)
AGAIN = timedelta(seconds=30)
DUTCH = "nl"  # staff read Dutch

logger = logging.getLogger(__name__)


class Way(Protocol):
    """A way to tell staff."""

    async def tell(self, alarm: Alarm) -> None:
        """Tell of one alarm.

        Raises:
            Exception: It was not told; it is tried again.
        """


class AlarmByMail:
    """Writes to the mailbox of the team.

    Args:
        server: Where mail is handed in.
        sender: Address that it comes from.
        to: Mailbox of the team.
        served: Gives the library that is answered from now.
        clock: The time in UTC.
        public_url: Where people reach this server, for a link.
    """

    def __init__(
        self,
        server: MailServer,
        sender: str,
        to: str,
        served: Callable[[], Library],
        clock: Callable[[], datetime],
        public_url: str | None = None,
    ) -> None:
        self._server = server
        self._sender = sender
        self._to = to
        self._served = served
        self._clock = clock
        self._public_url = public_url

    async def tell(self, alarm: Alarm) -> None:
        """Write one mail.

        Raises:
            SMTPException: The server does not take it.
        """
        platforms = self._served().platforms
        known = alarm.platform in platforms
        text = _template().render(
            address=alarm.shown,
            times=alarm.times,
            platform=platforms.get(alarm.platform).name[DUTCH] if known else "",
            public_url=self._public_url,
        )
        subject, _, body = text.partition("\n")
        message = EmailMessage()
        message["Subject"] = " ".join(subject.split())
        message["From"] = f"Kanaalcheck <{self._sender}>"
        message["To"] = self._to
        message["Date"] = format_datetime(self._clock())
        domain = self._sender.rpartition("@")[2]
        message["Message-ID"] = f"<kanaalcheck-alarm-{alarm.id}@{domain}>"
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(body.lstrip("\n"))
        await self._server.send(message)


class AlarmByWebhook:
    """Posts to another program, signed as a new case is."""

    def __init__(self, webhook: Webhook) -> None:
        self._webhook = webhook

    async def tell(self, alarm: Alarm) -> None:
        """Post one alarm.

        Raises:
            NotReceivedError: The answer was not 2xx.
            ClientError: Nobody answered.
        """
        await self._webhook.post(
            {
                "event": ASKED_OFTEN,
                "delivery": f"alarm-{alarm.id}",
                "platform": alarm.platform,
                "address": alarm.shown,
                "times": alarm.times,
                "raised_at": alarm.raised_at.isoformat(timespec="seconds"),
            }
        )


class Alarms:
    """Tells staff of what was raised, by every way that is set.

    Args:
        store: Holds the alarms.
        ways: By name.
        clock: The time in UTC.
    """

    def __init__(
        self, store: ReportStore, ways: Mapping[str, Way], clock: Callable[[], datetime]
    ) -> None:
        self._store = store
        self._ways = ways
        self._clock = clock

    async def tell(self) -> None:
        """Tell everything that is due.

        Raises:
            StoreUnavailable: The database is away.
        """
        for alarm in await asyncio.to_thread(self._store.take_alarms, lease=LEASE):
            left = [
                each
                for each in alarm.ways
                if each in self._ways and not await self._by(each, alarm)
            ]
            await asyncio.to_thread(
                self._store.alarm_told, alarm.id, left, retry_at=self._clock() + AGAIN
            )

    async def _by(self, way: str, alarm: Alarm) -> bool:
        try:
            await self._ways[way].tell(alarm)
        except Exception as error:
            # The exception's own text may hold a URL with a password.
            logger.warning("an alarm by %s is tried again: %s", way, type(error).__name__)
            return False
        return True


@cache
def _template() -> Template:
    folder = Path(__file__).with_name("notices")
    environment = Environment(
        loader=FileSystemLoader(folder),
        autoescape=select_autoescape(),  # HTML only: this is plain text
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("asked_often.txt")
