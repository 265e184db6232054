"""Reminders to organisations: sending a round, who did not answer, and taking what they said."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256

from aiohttp import web

from actions.reports.model import Event
from bot.notifying.reminding.rounds import Asked, Sender, asked, send
from bot.notifying.reminding.store import Reminder, Saying, newest
from bot.staff.cases.queue import organisation_names, platform_names
from bot.staff.fields import count_of, one_of
from bot.staff.knowledge.keeping import Wish, failure, keep
from bot.staff.knowledge.showing import ROOT, current, today
from bot.staff.office import FORM, OFFICE, SESSION
from bot.staff.pages import to
from bot.staff.refusals import Refused
from bot.staff.text import HERE
from knowledge.addresses.address import Addresses
from knowledge.files.documents import Document, parse_document
from knowledge.files.editing import ChannelNotFoundError, confirmed
from knowledge.model import (
    ChannelStatus,
    OfficialChannel,
    Register,
    Verification,
    VerificationMethod,
)
from knowledge.upkeep.saving.rows import organisation_file

PAGE = f"{ROOT}/reminders"
MOST_FIELDS = 310
CHOSEN = "on."
"""Begins the name of the box of a confirmation; its key follows."""
ACCEPT = "accept"
HANDLED = "handled"
ROWS = 300
"""Confirmations on the page at most; the others come when these are accepted."""

_LONGEST_DETAIL = 200
_KEY_LENGTH = 12


@dataclass(frozen=True, slots=True)
class Confirmation:
    """A channel that its organisation says is still its own.

    Attributes:
        box: Name of its field.
    """

    reminder: Reminder
    channel: OfficialChannel
    verification: Verification
    box: str


@dataclass(frozen=True, slots=True)
class Reply:
    """What one organisation answered, as far as staff still have something to do.

    Attributes:
        confirmations: Channels that can be confirmed by it.
        not_ours: Channels in use that it says are not its own any more.
    """

    reminder: Reminder
    confirmations: tuple[Confirmation, ...]
    not_ours: tuple[OfficialChannel, ...]

    @property
    def key(self) -> str:
        """What names it in a form."""
        return f"{self.reminder.round} {self.reminder.organisation}"


async def show(request: web.Request) -> web.StreamResponse:
    """Answer `GET /staff/knowledge/reminders`."""
    office, library = request.app[OFFICE], request.app[OFFICE].library_of()
    rows = await asyncio.to_thread(office.reminders.every)
    replies = list(_replies(rows, await _register(request)))
    last = newest(rows)
    wanted = list(asked(library, rows, today(office)))
    now = office.clock()
    return office.pages.response(
        "knowledge_reminders",
        request[SESSION],
        replies=_shortened(replies),
        total=sum(len(each.confirmations) for each in replies),
        silent=[each for each in last.values() if each.answered_at is None],
        ready=[each for each in wanted if each.may_be_asked(now)],
        waiting=[each for each in wanted if each.mailbox and not each.may_be_asked(now)],
        unreachable=[each for each in wanted if each.mailbox is None],
        sender=Sender.of(office.settings),
        now=now,
        names=organisation_names(library),
        platforms=platform_names(library),
        why=await asyncio.to_thread(office.keeper.why_not),
        done=request.query.get("done"),
        left=count_of(request, "left"),
    )


async def begin(request: web.Request) -> web.StreamResponse:
    """Answer `POST /staff/knowledge/reminders/send`: a mail goes to each that may be asked."""
    office, library = request.app[OFFICE], request.app[OFFICE].library_of()
    sender = Sender.of(office.settings)
    if sender is None:
        raise Refused("conflict")
    rows = await asyncio.to_thread(office.reminders.every)
    wanted: list[Asked] = list(asked(library, rows, today(office)))
    sent = await send(wanted, sender, office.reminders, library, office.clock)
    details = {"rows": str(len(sent.organisations)), "refused": str(len(sent.refused))}
    event = Event(office.clock(), request[SESSION].account.name, "reminders_sent", details=details)
    await asyncio.to_thread(office.store.record, event)
    return to(f"{PAGE}?done={'reminders_refused' if sent.refused else 'reminders_sent'}")


async def decide(request: web.Request) -> web.StreamResponse:
    """Answer `POST /staff/knowledge/reminders`: what was ticked is confirmed, or one is done."""
    office, form = request.app[OFFICE], request[FORM]
    rows = await asyncio.to_thread(office.reminders.every)
    replies = list(_replies(rows, await _register(request)))
    if form.get(HANDLED):
        return await _handle(request, replies)
    one_of(form.get("what", ""), "what", (ACCEPT,))
    chosen = [each for one in replies for each in one.confirmations if form.get(each.box)]
    # What was answered anew or confirmed since: nobody looked at it as it is now.
    left = sum(name.startswith(CHOSEN) for name in form) - len(chosen)
    if left and not chosen:
        return failure(request, "rows_changed", PAGE)
    if not chosen:
        return failure(request, "nothing_ticked", PAGE)
    now = await current(request)
    addresses = now.addresses or office.library_of().addresses
    owners = ", ".join(dict.fromkeys(each.channel.organisation for each in chosen))
    names = tuple(dict.fromkeys(organisation_file(each.channel.organisation) for each in chosen))

    def make(documents: Mapping[str, Document]) -> Mapping[str, str]:
        return {
            name: _confirmed(
                documents[name],
                [each for each in chosen if organisation_file(each.channel.organisation) == name],
                addresses,
            )
            for name in names
        }

    wish = Wish(
        names, make, f"{len(chosen)} kanalen bevestigd door de organisaties zelf",
        "replies_accepted",
        {"organisation": owners[:_LONGEST_DETAIL], "rows": str(len(chosen))},
        f"{PAGE}?left={left}" if left else PAGE,
    )  # fmt: skip
    return await keep(request, wish, seen=None)


async def _handle(request: web.Request, replies: Iterable[Reply]) -> web.Response:
    office, account = request.app[OFFICE], request[SESSION].account.name
    key = request[FORM][HANDLED]
    found = next((each.reminder for each in replies if each.key == key), None)
    if found is None:
        raise Refused("not_found")
    now = office.clock()
    await asyncio.to_thread(office.reminders.handle, found, by=account, now=now)
    details = {"organisation": found.organisation}
    event = Event(now, account, "reply_handled", details=details)
    await asyncio.to_thread(office.store.record, event)
    return to(f"{PAGE}?done=reply_handled")


async def _register(request: web.Request) -> Register:
    now = await current(request)
    return now.register or request.app[OFFICE].library_of().registry.register


def _replies(rows: Iterable[Reminder], register: Register) -> Iterator[Reply]:
    """Give the answers that staff are not done with, compared with the register as it is now."""
    for reminder in rows:
        organisation = register.organisations.get(reminder.organisation)
        if reminder.answered_at is None or reminder.handled_at or organisation is None:
            continue
        in_use = {
            (each.address.platform, each.address.value): each
            for each in organisation.channels
            if each.status is ChannelStatus.ACTIVE and not each.personal
        }
        said = [
            (each.saying, in_use[each.platform, each.address])
            for each in reminder.said
            if (each.platform, each.address) in in_use
        ]
        yield Reply(
            reminder,
            tuple(_confirmations(reminder, [one for what, one in said if what is Saying.OURS])),
            tuple(one for what, one in said if what is Saying.NOT_OURS),
        )


def _confirmations(
    reminder: Reminder, channels: Iterable[OfficialChannel]
) -> Iterator[Confirmation]:
    """Give what the answer can confirm: a confirmation of the same day or later stays."""
    assert reminder.answered_at  # noqa: S101  # only those that answered come here
    day = reminder.answered_at.astimezone(HERE).date()
    how = VerificationMethod.CONFIRMED_BY_ORGANISATION
    for each in channels:
        if each.verified is None or each.verified.date < day:
            address = each.address
            asked = f"{reminder.round} {each.organisation} {reminder.times}"  # of this answer alone
            named = f"{asked} {address.platform} {address.value}"
            box = CHOSEN + sha256(named.encode()).hexdigest()[:_KEY_LENGTH]
            yield Confirmation(reminder, each, Verification(day, reminder.team, how), box)


def _shortened(replies: Iterable[Reply]) -> Iterator[Reply]:
    """Leave out the confirmations that are too many for one form."""
    left = ROWS
    for each in replies:
        kept = each.confirmations[:left]
        left -= len(kept)
        yield Reply(each.reminder, kept, each.not_ours)


def _confirmed(document: Document, rows: Iterable[Confirmation], addresses: Addresses) -> str:
    for each in rows:
        address = each.channel.address
        try:
            text = confirmed(
                document, address.value, each.verification, addresses, address.platform
            )
        except ChannelNotFoundError as error:
            raise Refused("not_found") from error
        document = parse_document(document.file, text.encode())
    return document.text
