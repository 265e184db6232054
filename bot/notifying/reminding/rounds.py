"""A round of reminders: whom it goes to, whom it cannot reach, and sending it."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime

import aiosmtplib

from bot.notifying.mail import DUTCH, MailServer, contact, template
from bot.notifying.reminding.links import Link
from bot.notifying.reminding.store import Reminder, Reminders, newest
from bot.secret import secret_of
from bot.settings import Settings
from knowledge.library import Library
from knowledge.model import ChannelStatus, OfficialChannel, Organisation, OrganisationKind
from knowledge.register.freshness import is_due

REMINDER = "reminder.txt"
LASTS = timedelta(days=30)
"""How long a link counts."""
BETWEEN = timedelta(days=14)
"""Nobody is asked again before that."""


@dataclass(frozen=True, slots=True)
class Asked:
    """An organisation whose channels wait for a confirmation.

    Attributes:
        mailbox: Its own in the register; None where the register has none.
        due: Number of channels that wait.
        last_at: When it was last asked.
    """

    organisation: Organisation
    mailbox: str | None
    due: int
    last_at: datetime | None

    def may_be_asked(self, now: datetime) -> bool:
        """Tell whether a mail can go, and the last one was long enough ago."""
        return self.mailbox is not None and (self.last_at is None or self.last_at + BETWEEN <= now)


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of a round.

    Attributes:
        organisations: Those that were written to.
        refused: Those whose mail the server did not take.
    """

    organisations: tuple[str, ...]
    refused: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sender:
    """Writes reminders.

    Attributes:
        server: Where mail is handed in.
        address: That it comes from.
        public_url: Where organisations reach this server.
        secret: Of the installation.
    """

    server: MailServer
    address: str
    public_url: str
    secret: str

    @classmethod
    def of(cls, settings: Settings) -> Sender | None:
        """Give it; None where mail or the address of this server is not set."""
        if not (settings.smtp_url and settings.mail_from and settings.public_url):
            return None
        server = MailServer.at(settings.smtp_url)
        return cls(server, settings.mail_from, settings.public_url, secret_of(settings))


def answerable(organisation: Organisation) -> tuple[OfficialChannel, ...]:
    """Give the channels that an organisation is asked about: those in use, not of a person."""
    return tuple(
        each
        for each in organisation.channels
        if each.status is ChannelStatus.ACTIVE and not each.personal
    )


def asked(
    library: Library,
    rows: tuple[Reminder, ...],
    today: date,
    chosen: Collection[str] = (),
) -> Iterator[Asked]:
    """Give the organisations whose channels wait, by name; politicians are not asked.

    Args:
        library: The register that is served.
        rows: The reminders that went before, the newest first.
        today: The date to judge by.
        chosen: Ids; all of them without it.
    """
    last = newest(rows)
    every = library.registry.register.organisations.values()
    for each in sorted(every, key=lambda one: one.display_name.casefold()):
        if each.kind is OrganisationKind.MINISTER or (chosen and each.id not in chosen):
            continue
        due = sum(
            is_due(channel, library.platforms.get(channel.address.platform), today)
            for channel in answerable(each)
        )
        if due:
            before = last.get(each.id)
            yield Asked(each, contact(each), due, before.sent_at if before else None)


async def send(
    wanted: list[Asked],
    sender: Sender,
    kept: Reminders,
    library: Library,
    clock: Callable[[], datetime],
) -> Sent:
    """Write to every organisation that may be asked, once.

    Each is noted before its mail goes, so that two rounds at once do not ask twice. A server that
    cannot be reached ends the round.

    Raises:
        StoreUnavailable: The database is away; nothing more is sent.
    """
    now = clock()
    name = f"{now:%Y%m%d}-{secrets.token_hex(4)}"
    done, refused = list[str](), list[str]()
    for each in wanted:
        if not each.may_be_asked(now):
            continue
        assert each.mailbox  # noqa: S101  # just told
        ends_at = (now + LASTS).replace(microsecond=0)
        reminder = Reminder(name, each.organisation.id, each.mailbox, clock(), ends_at)
        await asyncio.to_thread(kept.begin, reminder)
        try:
            await sender.server.send(_message(each, reminder, sender, library))
        except (aiosmtplib.SMTPException, OSError) as error:
            await asyncio.to_thread(kept.forget, reminder)
            refused.append(each.organisation.id)
            if isinstance(error, aiosmtplib.SMTPConnectError | OSError):
                break
        else:
            done.append(each.organisation.id)
    return Sent(tuple(done), tuple(refused))


def _message(each: Asked, reminder: Reminder, sender: Sender, library: Library) -> EmailMessage:
    link = Link(reminder.organisation, reminder.round, reminder.ends_at)
    until = (reminder.ends_at - timedelta(days=1)).date().isoformat()
    text = template(REMINDER).render(
        organisation=each.organisation.display_name,
        channels=each.due,
        link=link.address(sender.public_url, sender.secret),
        until=library.catalogue.written_date(until, DUTCH),
        public_url=sender.public_url,
    )
    subject, _, body = text.partition("\n")
    domain = sender.address.rpartition("@")[2]
    message = EmailMessage()
    message["Subject"] = " ".join(subject.split())
    message["From"] = f"Kanaalcheck <{sender.address}>"
    message["To"] = reminder.mailbox
    message["Date"] = format_datetime(reminder.sent_at)
    identifier = f"herinnering-{reminder.round}-{reminder.organisation}"
    message["Message-ID"] = f"<{identifier}@{domain}>"
    message["Auto-Submitted"] = "auto-generated"  # no out-of-office answers
    message.set_content(body.lstrip("\n"))
    return message
