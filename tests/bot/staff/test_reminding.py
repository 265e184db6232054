"""Staff send reminders, see who did not answer, and accept what organisations say."""

import re
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.notifying.mail import MailServer
from bot.notifying.reminding.store import Answer, Reminder, Said, Saying
from bot.staff.access.roles import Role
from tests.bot.notifying.test_mail import Postbox, postbox, server
from tests.bot.staff.conftest import START, Staff
from tests.bot.staff.knowledge.test_pages import git
from tests.bot.staff.test_gathered import folder, library

__all__ = ["folder", "library", "postbox", "server"]

Start = Callable[..., Awaitable[Staff]]
PAGE = "/staff/knowledge/reminders"
MAILBOX = """\
  - platform: email
    address: info@werkdienst.be
    status: active
    sources: [{url: "https://busdienst.be"}]
"""


@pytest.fixture
async def keeping(start_staff: Start, folder: Path) -> Staff:
    return await start_staff(knowledge=folder, knowledge_writing=True)


def answered(
    staff: Staff,
    *said: tuple[str, str, Saying],
    organisation: str = "werkdienst",
    missing: str = "",
) -> Reminder:
    made = Reminder("r", organisation, "info@a.be", START, START + timedelta(days=30))
    staff.office.reminders.begin(made)
    given = Answer("team communicatie", tuple(Said(*each) for each in said), missing)
    staff.office.reminders.answer(made, given, START)
    return made


def verified(folder: Path, organisation: str = "werkdienst") -> list[Any]:
    content = (folder / f"organisations/{organisation}.yml").read_text()
    return [each.get("verified") for each in yaml.safe_load(content)["official_channels"]]


def boxes(text: str) -> list[str]:
    return re.findall(r'type="checkbox" id="(on\.\w+)"', text)


SITE = ("website", "https://www.werkdienst.be/", Saying.OURS)
ACCOUNT = ("x", "https://x.com/werkdienst", Saying.OURS)


async def test_an_answer_changes_nothing_before_staff_accept_it(
    keeping: Staff, folder: Path
) -> None:
    answered(
        keeping, SITE, ACCOUNT, ("phone", "0800 30 700", Saying.NOT_OURS), missing="@werk\nop X"
    )
    session = keeping.log_in()
    text = await keeping.text(PAGE)
    assert verified(folder) == [None, None, None]
    assert len(boxes(text)) == 2
    assert "niet meer van ons" in text
    assert "@werk<br>op X" in text
    before = git(folder, "rev-list", "--count", "HEAD")
    answer = await keeping.post(PAGE, session, what="accept", **dict.fromkeys(boxes(text), "1"))
    assert answer.headers["Location"] == f"{PAGE}?done=replies_accepted"
    assert int(git(folder, "rev-list", "--count", "HEAD")) == int(before) + 1
    said = {
        "date": "2026-11-25", "by": "team communicatie", "method": "confirmed_by_organisation",
    }  # fmt: skip
    assert verified(folder) == [said, None, said]
    assert "status: active  # gratis" in (folder / "organisations/werkdienst.yml").read_text()
    text = await keeping.text(PAGE)
    assert boxes(text) == []
    assert "niet meer van ons" in text  # still to do

    answer = await keeping.post(PAGE, session, handled="r werkdienst")
    assert answer.headers["Location"] == f"{PAGE}?done=reply_handled"
    assert "Er wacht geen antwoord." in await keeping.text(PAGE)
    events = [each.what for each in keeping.office.store.events()]
    assert events[:2] == ["reply_handled", "replies_accepted"]


async def test_only_what_is_ticked_is_confirmed(keeping: Staff, folder: Path) -> None:
    answered(keeping, SITE, ACCOUNT)
    session = keeping.log_in()
    first, _ = boxes(await keeping.text(PAGE))
    await keeping.post(PAGE, session, what="accept", **{first: "1"})
    assert [each is not None for each in verified(folder)] == [True, False, False]


@pytest.mark.parametrize(
    "said",
    [
        ("x", "https://x.com/iemand", Saying.OURS),  # never listed
        ("x", "https://x.com/anpeeters", Saying.OURS),  # somebody else's
        ("website", "https://x.com/werkdienst", Saying.OURS),
    ],
)
async def test_nothing_is_listed_by_an_answer(
    keeping: Staff, folder: Path, said: tuple[str, str, Saying]
) -> None:
    answered(keeping, said)
    session = keeping.log_in()
    assert boxes(await keeping.text(PAGE)) == []
    answer = await keeping.post(PAGE, session, what="accept", **{"on.000000000000": "1"})
    assert answer.status == 409
    assert verified(folder) == [None, None, None]


async def test_an_answer_that_came_anew_is_looked_at_anew(keeping: Staff, folder: Path) -> None:
    made = answered(keeping, SITE, ACCOUNT)
    session = keeping.log_in()
    first, second = boxes(await keeping.text(PAGE))
    given = Answer("team web", (Said(*SITE),), "")
    keeping.office.reminders.answer(made, given, START)
    ticked = {first: "1", second: "1"}
    answer = await keeping.post(PAGE, session, what="accept", **ticked)
    assert answer.status == 409
    (now,) = boxes(await keeping.text(PAGE))
    answer = await keeping.post(PAGE, session, what="accept", **{now: "1", **ticked})
    assert answer.headers["Location"] == f"{PAGE}?left=2&done=replies_accepted"
    assert "2 rijen zijn overgeslagen" in await keeping.text(f"{PAGE}?left=2")
    assert [each and each["by"] for each in verified(folder)] == ["team web", None, None]


async def test_a_channel_that_stopped_since_is_not_confirmed(keeping: Staff, folder: Path) -> None:
    answered(keeping, ACCOUNT)
    file = folder / "organisations/werkdienst.yml"
    file.write_text(
        file.read_text().replace('werkdienst", status: active', 'werkdienst", status: retired')
    )
    keeping.log_in()
    assert boxes(await keeping.text(PAGE)) == []


@pytest.mark.parametrize(
    "fields", [{}, {"what": "burn"}, {"what": "accept"}, {"handled": "r busdienst"}]
)
async def test_a_form_that_no_page_sends_changes_nothing(
    keeping: Staff, folder: Path, fields: dict[str, str]
) -> None:
    answered(keeping, SITE)
    session = keeping.log_in()
    assert (await keeping.post(PAGE, session, **fields)).status >= 400
    assert verified(folder) == [None, None, None]


async def test_a_reader_only_reads(keeping: Staff) -> None:
    answered(keeping, SITE)
    session = keeping.log_in(Role.READER)
    text = await keeping.text(PAGE)
    assert boxes(text) == []
    assert (await keeping.post(PAGE, session, what="accept")).status == 403
    triager = keeping.log_in(Role.TRIAGER)
    assert (await keeping.post(f"{PAGE}/send", triager)).status == 403


async def test_a_round_reaches_who_has_a_mailbox_and_tells_who_has_none(
    start_staff: Start, folder: Path, server: MailServer, postbox: Postbox
) -> None:
    file = folder / "organisations/werkdienst.yml"
    file.write_text(file.read_text() + MAILBOX)
    from knowledge.library import build_library  # the register with a mailbox in it

    keeping = await start_staff(
        knowledge=folder,
        smtp_url=f"smtp://127.0.0.1:{server.port}",
        mail_from="kc@voorbeeld.be",
        public_url="https://kc.example",
    )
    made = build_library(folder, today=lambda: START.date(), cache=folder.parent / "cache")
    object.__setattr__(keeping.office, "library_of", lambda: made)
    session = keeping.log_in(Role.ADMIN)
    text = await keeping.text(PAGE)
    assert "Verstuur 1 mail" in text
    assert "Dienst voor Bussen</a>" in text.partition('id="unreachable"')[2]
    assert "An Peeters" not in text
    answer = await keeping.post(f"{PAGE}/send", session)
    assert answer.headers["Location"] == f"{PAGE}?done=reminders_sent"
    assert postbox.to == [["info@werkdienst.be"]]
    text = await keeping.text(PAGE)
    assert "Nog geen antwoord: 1" in text
    assert "Verstuur" not in text
    await keeping.post(f"{PAGE}/send", session)
    assert len(postbox.taken) == 1


async def test_without_mail_nothing_is_sent(keeping: Staff) -> None:
    session = keeping.log_in(Role.ADMIN)
    assert "KANAALCHECK_SMTP_URL" in await keeping.text(PAGE)
    assert (await keeping.post(f"{PAGE}/send", session)).status == 409


async def test_the_register_page_leads_there(keeping: Staff) -> None:
    keeping.log_in()
    assert f'href="{PAGE}"' in await keeping.text("/staff/knowledge")
