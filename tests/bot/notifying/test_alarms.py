"""Telling staff of alarms: a real mail server, a real web server."""

import json
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from email import message_from_bytes, policy
from hashlib import sha256
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from actions.reports.model import AskedCount
from actions.reports.store import ReportStore
from bot.channels.settings import AllSettings
from bot.notifying.alarms import Alarms
from bot.notifying.webhook import SIGNATURE, signature
from bot.running.background import alarm_ways, webhook_keys
from knowledge.library import Library
from tests.bot.reports import Clock
from tests.servers import free_port

TEAM = "team@voorbeeld.vlaanderen"


@dataclass
class Heard:
    """What the team and the other program got."""

    mails: list[str] = field(default_factory=list)
    to: list[str] = field(default_factory=list)
    posts: list[tuple[bytes, str]] = field(default_factory=list)
    status: int = 204

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        message = message_from_bytes(envelope.original_content, policy=policy.default)
        self.mails.append(f"{message['Subject']}\n{message.get_content()}")  # type: ignore[attr-defined]
        self.to += envelope.rcpt_tos
        return "250 taken"

    async def post(self, request: web.Request) -> web.Response:
        self.posts.append((await request.read(), request.headers[SIGNATURE]))
        return web.Response(status=self.status)


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def smtp(heard: Heard) -> Iterator[str]:
    controller = Controller(heard, hostname="127.0.0.1", port=free_port())
    controller.start()
    yield f"smtp://127.0.0.1:{controller.port}"
    controller.stop()


@pytest.fixture
async def settings(heard: Heard, smtp: str) -> AsyncIterator[AllSettings]:
    app = web.Application()
    app.router.add_post("/hook", heard.post)
    async with TestServer(app) as server:
        yield replace(
            AllSettings(),
            smtp_url=smtp,
            mail_from="kanaalcheck@voorbeeld.vlaanderen",
            alarm_mail=TEAM,
            notify_webhook=str(server.make_url("/hook")),
            secret="for the tests alone " * 2,
        )


@pytest.fixture
def store(tmp_path: Path) -> Iterator[ReportStore]:
    store = ReportStore.open(f"sqlite:///{tmp_path}/reports.db", clock=Clock())
    yield store
    store.close()


def raise_one(store: ReportStore, ways: tuple[str, ...]) -> None:
    digest = sha256(b"golf").hexdigest()
    row = AskedCount(date(2026, 11, 23), digest, "website", "vdab-golf.be", "vdab-golf[.]be/", 23)
    store.count_asked([row], ways=ways)


async def test_staff_are_told_by_mail_and_by_webhook_once(
    store: ReportStore, settings: AllSettings, heard: Heard, library: Library
) -> None:
    clock = Clock()
    ways = alarm_ways(settings, lambda: library, clock)
    alarms = Alarms(store, ways, clock)
    raise_one(store, tuple(ways))
    for _ in range(2):
        await alarms.tell()
    (mail,) = heard.mails
    assert heard.to == [TEAM]
    assert mail.startswith("Kanaalcheck: 23 keer gevraagd in tien minuten")
    assert "vdab-golf[.]be/ (website)" in mail
    assert "vdab-golf.be" not in mail
    ((body, signed),) = heard.posts
    assert signed == signature(body, webhook_keys(settings)[0])
    told = json.loads(body)
    assert (told["event"], told["address"], told["times"]) == (
        "asked_often", "vdab-golf[.]be/", 23,
    )  # fmt: skip


async def test_a_way_that_refuses_is_tried_again_alone(
    store: ReportStore, settings: AllSettings, heard: Heard, library: Library
) -> None:
    clock = Clock()
    ways = alarm_ways(settings, lambda: library, clock)
    store._clock = clock  # one clock for both, which the test moves
    raise_one(store, tuple(ways))
    heard.status = 500
    alarms = Alarms(store, ways, clock)
    await alarms.tell()
    assert (len(heard.mails), len(heard.posts)) == (1, 1)
    heard.status = 204
    clock.forward(seconds=31)
    for _ in range(2):
        await alarms.tell()
    assert (len(heard.mails), len(heard.posts)) == (1, 2)


def test_nobody_is_told_where_nothing_is_set(library: Library) -> None:
    assert alarm_ways(AllSettings(), lambda: library, Clock()) == {}
