"""Mail to organisations that are newly imitated: what was reported, never by whom or in what words.

An organisation gets one mail an hour at most; what is reported meanwhile goes into the next one.
The log of events says when the last one went, so that every process knows.
"""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import aiosmtplib
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template, select_autoescape

from actions.reports.database.connection import StoreUnavailable
from actions.reports.kept.audit import SYSTEM
from actions.reports.model import DeliveryWay, Event, OutboxRow
from actions.reports.subject import UNKNOWN
from bot.notifying.outbox import Parcel, Postponed
from bot.notifying.warnings import is_account
from knowledge.library import Library
from knowledge.model import ChannelStatus, Organisation
from knowledge.register.registry import EMAIL, Registry
from knowledge.upkeep.survey.manners import Manners

if TYPE_CHECKING:
    from actions.reports.store import ReportStore

FOLDER = Path(__file__).with_name("notices")
BETWEEN = timedelta(hours=1)
NEW_CASES = "new_cases.txt"
MAILED = "mailed"
MOST_EVENTS = 1_000
SECONDS_TO_SEND = 10
DUTCH = "nl"  # staff of organisations read Dutch

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail is handed in.

    Attributes:
        is_tls: TLS from the first byte (`smtps://`).
    """

    host: str
    port: int
    is_tls: bool
    user: str | None = None
    password: str | None = None

    @classmethod
    def at(cls, url: str) -> MailServer:
        """Read `smtp://user:password@host:587` or `smtps://…`."""
        parts = urlsplit(url)
        is_tls = parts.scheme == "smtps"
        return cls(
            parts.hostname or "localhost",
            parts.port or (465 if is_tls else 25),
            is_tls,
            unquote(parts.username) if parts.username else None,
            unquote(parts.password) if parts.password else None,
        )

    async def send(self, message: EmailMessage) -> None:
        """Hand a message in; a password never goes over an open line.

        Raises:
            SMTPException: The server does not take it.
        """
        await aiosmtplib.send(
            message,
            hostname=self.host,
            port=self.port,
            username=self.user,
            password=self.password,
            use_tls=self.is_tls,
            start_tls=True if self.user and not self.is_tls else None,
            timeout=SECONDS_TO_SEND,
        )

    async def greet(self) -> None:
        """Connect and log in as if to hand a message in.

        Raises:
            SMTPException: The server does not let us in.
        """
        connection = aiosmtplib.SMTP(
            hostname=self.host,
            port=self.port,
            username=self.user,
            password=self.password,
            use_tls=self.is_tls,
            start_tls=True if self.user and not self.is_tls else None,
            timeout=SECONDS_TO_SEND,
        )
        async with connection:
            await connection.noop()


class Mail:
    """Writes to the mailbox of the imitated organisation, where the register knows one.

    Args:
        server: Where mail is handed in.
        sender: Address that it comes from.
        store: Remembers when an organisation was last written to.
        served: Gives the library that is answered from now.
        clock: The time in UTC.
        public_url: Where people reach this server, for a link.
    """

    kind = DeliveryWay.MAIL
    at_once = 500
    lease = timedelta(minutes=10)
    is_never_repeated = False
    channels = None

    def __init__(
        self,
        server: MailServer,
        sender: str,
        store: ReportStore,
        served: Callable[[], Library],
        clock: Callable[[], datetime],
        public_url: str | None = None,
    ) -> None:
        self._server = server
        self._sender = sender
        self._store = store
        self._served = served
        self._clock = clock
        self._public_url = public_url
        self._mailed: dict[str, datetime] = {}

    def parcels(self, rows: Sequence[OutboxRow]) -> Iterable[Parcel]:
        """Put together what one organisation is told."""
        by_organisation: dict[str, list[OutboxRow]] = defaultdict(list)
        for row in rows:
            by_organisation[row.payload.get("imitates", "")].append(row)
        return tuple(by_organisation.values())

    async def deliver(self, parcel: Parcel) -> None:
        """Write one mail.

        Raises:
            Postponed: The organisation got one less than an hour ago.
            SMTPException: The server does not take it.
        """
        library = self._served()
        organisation = library.registry.organisation(parcel[0].payload.get("imitates", ""))
        mailbox = contact(organisation, library.registry) if organisation else None
        if organisation is None or mailbox is None:
            return
        last = await self._last(organisation.id)
        if last and self._clock() < last + BETWEEN:
            raise Postponed(last + BETWEEN)
        await self._server.send(self._message(parcel, organisation, mailbox, library))
        await self._remember(organisation.id, parcel)

    def _message(
        self, parcel: Parcel, organisation: Organisation, mailbox: str, library: Library
    ) -> EmailMessage:
        message = EmailMessage()
        text = template(NEW_CASES).render(
            organisation=organisation.display_name,
            cases=[_case(row.payload, library) for row in parcel],
            public_url=self._public_url,
        )
        subject, _, body = text.partition("\n")
        domain = self._sender.rpartition("@")[2]
        message["Subject"] = " ".join(subject.split())
        message["From"] = f"Kanaalcheck <{self._sender}>"
        message["To"] = mailbox
        message["Date"] = format_datetime(self._clock())
        # The same for the same rows: after a crash a mail server may know that it has it.
        message["Message-ID"] = f"<kanaalcheck-{'-'.join(_span(parcel))}@{domain}>"
        message["Auto-Submitted"] = "auto-generated"  # no out-of-office answers
        message.set_content(body.lstrip("\n"))
        return message

    async def _last(self, organisation: str) -> datetime | None:
        known = await asyncio.to_thread(
            self._store.events,
            since=self._clock() - BETWEEN,
            actor=SYSTEM,
            limit=MOST_EVENTS,
        )
        times = [
            event.at
            for event in known
            if event.what == MAILED and event.details.get("organisation") == organisation
        ]
        if organisation in self._mailed:
            times.append(self._mailed[organisation])
        return max(times, default=None)

    async def _remember(self, organisation: str, parcel: Parcel) -> None:
        now = self._clock()
        self._mailed[organisation] = now
        details = {"organisation": organisation, "cases": str(len(parcel))}
        try:
            await asyncio.to_thread(self._store.record, Event(now, SYSTEM, MAILED, None, details))
        except StoreUnavailable:
            logger.warning("a mail to %s is not in the log of events", organisation)


def contact(organisation: Organisation, registry: Registry | None = None) -> str | None:
    """Give the mailbox in use of a whole organisation: the most general one without a label.

    Args:
        organisation: Who is written to.
        registry: Knows which mailboxes staff report as taken over: nobody is written to there.
    """
    mailboxes = [
        channel.address
        for channel in organisation.channels
        if channel.address.platform == EMAIL
        and channel.status is ChannelStatus.ACTIVE
        and channel.label is None
        and channel.address.handle
        and not (registry and registry.takeover(channel))
    ]
    general = Manners.load().how_general
    best = min(mailboxes, key=lambda each: general(each, organisation), default=None)
    return best.value if best else None


def shown_address(payload: Mapping[str, str]) -> str | None:
    """Give the reported address; None where all there is are words of a citizen."""
    shown = payload["shown"]
    return None if payload["platform"] == UNKNOWN and not is_account(shown) else shown


def _case(payload: Mapping[str, str], library: Library) -> Mapping[str, str | None]:
    platform = payload["platform"]
    known = platform in library.platforms
    return {
        "number": payload["case"],
        "address": shown_address(payload),
        "platform": library.platforms.get(platform).name[DUTCH] if known else None,
        "kind": payload["kind"],
        "date": library.catalogue.written_date(payload["reported_at"][:10], DUTCH),
    }


def _span(parcel: Parcel) -> tuple[str, str]:
    ids = [row.id for row in parcel]
    return str(min(ids)), str(max(ids))


@cache
def template(name: str) -> Template:
    """Give the text of a mail: subject on its first line, then an empty one, then the rest."""
    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=select_autoescape(),  # HTML only: this is plain text
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(name)
