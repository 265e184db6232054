"""The application with its bot at Telegram, against a Bot API server of our own."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient

from bot.channels.settings import AllSettings
from bot.channels.telegram import service
from bot.channels.telegram.delivery.client import SECONDS_TO_ANSWER
from bot.channels.telegram.delivery.pacing import Pace
from bot.channels.telegram.service import Options
from bot.process.app import build_app
from bot.process.lifecycle import HTTP
from bot.running.background import SENDERS
from knowledge.library import Library
from tests.bot.channels.telegram.bot_api import TOKEN, BotApi
from tests.bot.channels.telegram.echo import Echo
from tests.bot.channels.telegram.hearing import Hearing, Talking
from tests.bot.conftest import CheckingDialogue, Server

UNLIMITED = Pace(0, 0)
LEASE = timedelta(seconds=0.6)

StartBot = Callable[..., Awaitable[TestClient[web.Request, web.Application]]]


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    api = BotApi()
    await api.start()
    yield api
    await api.stop()


@pytest.fixture
async def start_bot(library: Library, api: BotApi, tmp_path: Path) -> AsyncIterator[StartBot]:
    """Starts an application whose bot echoes, on one database; stop it by closing its client."""
    clients: list[TestClient[web.Request, web.Application]] = []

    async def start(
        *,
        converses: Callable[[service.Conversing], Any] = Echo,
        pace: Pace = UNLIMITED,
        seconds_to_answer: float = SECONDS_TO_ANSWER,
        is_ready: bool = True,
        **settings: Any,
    ) -> TestClient[web.Request, web.Application]:
        chosen = replace(
            AllSettings(),
            **{
                "database_url": f"sqlite:///{tmp_path}/bot.db",
                "spool": tmp_path / "spool",
                "rate_limit": 0,
                "telegram_token": TOKEN,
                "telegram_api_base": api.base,
                **settings,
            },
        )
        app = build_app(chosen, library, CheckingDialogue(library) if is_ready else None)
        app[SENDERS] = {}
        service.setup(
            app,
            settings=chosen,
            clock=lambda: datetime.now(UTC),
            converses=converses,
            options=Options(pace, LEASE, seconds_to_answer),
        )
        server = Server(app)
        await server.start_server(**HTTP)
        client: TestClient[web.Request, web.Application] = TestClient(server)
        clients.append(client)
        return client

    yield start
    for client in clients:
        await client.close()


@pytest.fixture(scope="module")
def talking(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Talking:
    return Talking(library, tmp_path_factory.mktemp("talking"))


@pytest.fixture
async def hearing(talking: Talking, tmp_path: Path) -> AsyncIterator[Hearing]:
    yield Hearing(talking, tmp_path)
    await talking.forget()
