"""A round of reminders on a real mail server and a real database."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.notifying.mail import MailServer, contact
from bot.notifying.reminding.links import Link
from bot.notifying.reminding.rounds import BETWEEN, LASTS, Asked, Sender, answerable, asked, send
from bot.notifying.reminding.store import (
    MOST_ANSWERS,
    Answer,
    AnswerRefusedError,
    Reminder,
    Reminders,
    Said,
    Saying,
)
from knowledge.library import Library
from knowledge.model import ChannelStatus, OrganisationKind
from tests.bot.notifying.test_mail import Postbox, postbox, server
from tests.servers import free_port

__all__ = ["postbox", "server"]

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 25)
SECRET = "s" * 32
TO = "info@fitagency.be"  # in the register of fit


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Reminders]:
    kept = Reminders(f"sqlite:///{tmp_path}/reminders.db")
    yield kept
    kept.close()


def sender(server: MailServer) -> Sender:
    return Sender(server, "kanaalcheck@voorbeeld.be", "https://kc.example", SECRET)


def wanted(library: Library, kept: Reminders, *chosen: str) -> list[Asked]:
    return list(asked(library, kept.every(), TODAY, chosen))


async def test_one_mail_with_a_link_of_its_own(
    library: Library, kept: Reminders, server: MailServer, postbox: Postbox
) -> None:
    sent = await send(
        wanted(library, kept, "fit"), sender(server), kept, library, clock=lambda: NOW
    )
    assert (sent.organisations, sent.refused) == (("fit",), ())
    (message,) = postbox.taken
    assert postbox.to == [[TO]]
    assert "nog van FIT?" in message["Subject"]
    assert message["Auto-Submitted"] == "auto-generated"
    text = message.get_content()
    found = re.search(r"https://kc\.example/bevestigen/(\S+)", text)
    assert found
    link = Link.read(found[1], (SECRET,), NOW)
    assert (link.organisation, link.ends_at) == ("fit", NOW + LASTS)
    assert "24 december 2026" in text
    (reminder,) = kept.every()
    assert (reminder.round, reminder.mailbox, reminder.answered_at) == (link.round, TO, None)


async def test_nobody_is_asked_twice_in_fourteen_days(
    library: Library, kept: Reminders, server: MailServer, postbox: Postbox
) -> None:
    for now in (NOW, NOW + BETWEEN - timedelta(seconds=1), NOW + BETWEEN):
        every = wanted(library, kept, "fit")
        await send(every, sender(server), kept, library, clock=lambda now=now: now)
    assert len(postbox.taken) == 2
    assert len({each.round for each in kept.every()}) == 2


async def test_what_the_server_refuses_was_not_asked(
    library: Library, kept: Reminders, server: MailServer, postbox: Postbox
) -> None:
    postbox.refusals = ["550 no"]
    every = wanted(library, kept, "fit")
    sent = await send(every, sender(server), kept, library, clock=lambda: NOW)
    assert (sent.organisations, sent.refused) == ((), ("fit",))
    assert kept.every() == ()


async def test_a_server_that_is_away_ends_the_round(library: Library, kept: Reminders) -> None:
    away = MailServer.at(f"smtp://127.0.0.1:{free_port()}")
    every = wanted(library, kept)
    sent = await send(every, sender(away), kept, library, clock=lambda: NOW)
    assert len(sent.refused) == 1
    assert kept.every() == ()


def test_the_mailbox_is_the_registers_own_or_none(library: Library, kept: Reminders) -> None:
    every = wanted(library, kept)
    organisations = library.registry.register.organisations.values()
    assert {each.mailbox for each in every} <= {contact(each) for each in organisations}
    assert any(each.mailbox is None for each in every)
    assert all(each.organisation.kind is not OrganisationKind.MINISTER for each in every)
    for each in organisations:
        for channel in answerable(each):
            assert channel.status is ChannelStatus.ACTIVE
            assert not channel.personal


def reminder(**changes: object) -> Reminder:
    made = {
        "round": "r", "organisation": "vdab", "mailbox": "a@vdab.be", "sent_at": NOW,
        "ends_at": NOW + LASTS,
    }  # fmt: skip
    return Reminder(**{**made, **changes})


def test_an_organisation_has_one_mail_in_a_round(kept: Reminders) -> None:
    assert kept.begin(reminder())
    assert not kept.begin(reminder())
    assert kept.begin(reminder(organisation="fit"))
    assert kept.begin(reminder(round="s"))
    assert len(kept.every()) == 3


def test_the_last_answer_counts_until_staff_are_done(kept: Reminders) -> None:
    asked_one = reminder()
    kept.begin(asked_one)
    assert not kept.handle(asked_one, by="an", now=NOW)
    for team in ("team een", "team twee"):
        said = (Said("x", "https://x.com/vdab_be", Saying.OURS),)
        kept.answer(asked_one, Answer(team, said, "iets\nmeer"), NOW)
    found = kept.find("r", "vdab")
    assert found
    assert (found.team, found.times, found.missing) == ("team twee", 2, "iets\nmeer")
    assert found.said[0].saying is Saying.OURS
    assert kept.handle(asked_one, by="an", now=NOW)
    assert not kept.handle(asked_one, by="an", now=NOW)
    with pytest.raises(AnswerRefusedError):
        kept.answer(asked_one, Answer("team drie", (), "nog"), NOW)


def test_a_link_cannot_be_used_without_end(kept: Reminders) -> None:
    kept.begin(reminder())
    for _ in range(MOST_ANSWERS):
        kept.answer(reminder(), Answer("team", (), "x"), NOW)
    with pytest.raises(AnswerRefusedError):
        kept.answer(reminder(), Answer("team", (), "x"), NOW)


def test_what_was_never_sent_takes_no_answer(kept: Reminders) -> None:
    with pytest.raises(AnswerRefusedError):
        kept.answer(reminder(), Answer("team", (), "x"), NOW)
