"""The application on the real register, with a dialogue that needs no trained model."""

import asyncio
import shutil
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from playwright.async_api import Browser, async_playwright, expect

from actions.reports.desk import Desk
from actions.reports.intake.spool import Spool
from actions.reports.store import ReportStore
from bot.capacity.limits import parse_networks
from bot.channels.settings import AllSettings
from bot.conversation.messages import BotMessage
from bot.process.app import build_app
from bot.process.lifecycle import HTTP
from bot.process.protocol import Runner
from knowledge.library import Library, build_library
from knowledge.matching.presenting import as_json, as_text

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 23)
# Playwright goes on as soon as it is there; its own 5 s are short for a machine with other work.
SEEN_WITHIN = 20_000  # ms
SETTINGS = replace(AllSettings(), rate_limit=0, secret="for the tests alone " * 2)

Client = TestClient[web.Request, web.Application]


class Server(TestServer):
    """Serves as the process does."""

    async def _make_runner(self, **options: Any) -> Runner:
        return Runner(self.app, **options)


class CheckingDialogue:
    """Gives the verdict about every message, as the bot does, and greets when there is none."""

    is_trained = is_newest = True

    def __init__(self, library: Library) -> None:
        self._library = library

    async def answer(
        self, _sender: str, text: str, *, language: str | None = None, channel: str = "rest"
    ) -> list[BotMessage]:
        assert channel in ("rest", "web", "widget")
        verdict = self._library.checker.check(text)
        if verdict.verdict is None:
            return [BotMessage("Hallo!")]
        answer = self._library.answer(verdict, language or "nl")
        custom = as_json(verdict, self._library.catalogue, language or "nl")
        return [BotMessage(as_text(answer), (("OK", "/affirm"),), custom, answer)]

    async def parse(self, text: str) -> dict[str, Any]:
        return {"text": text, "intent": {"name": "greet", "confidence": 0.9}, "entities": []}


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    return build_library(
        ROOT / "knowledge", today=lambda: TODAY, cache=tmp_path_factory.mktemp("cache")
    )


@pytest.fixture
async def start(library: Library) -> AsyncIterator[Callable[..., Awaitable[Client]]]:
    """Starts the application with other settings than the usual ones."""
    clients: list[Client] = []

    async def start(
        *,
        dialogue: bool = True,
        desk: Desk | None = None,
        trusted_proxies: str = "",
        **settings: Any,
    ) -> Client:
        chosen = replace(SETTINGS, trusted_proxies=parse_networks(trusted_proxies), **settings)
        held = CheckingDialogue(library) if dialogue else None
        app = build_app(chosen, library, held, desk=desk)
        server = Server(app)
        await server.start_server(**HTTP)
        client = TestClient(server)
        clients.append(client)
        return client

    yield start
    for client in clients:
        await client.close()


def open_desk(folder: Path, database_url: str | None = None) -> Desk:
    """Opens a desk on a database of its own."""
    store = ReportStore.open(database_url or f"sqlite:///{folder}/reports.db", clock=now)
    return Desk(store, Spool(folder / "spool"), now)


def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return open_desk(tmp_path)


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    path = (
        shutil.which("chromium")
        or shutil.which("chromium-browser")
        or shutil.which("google-chrome")
    )
    assert path, "the browser tests need Chromium: .make/test-servers.sh installs it"
    expect.set_options(timeout=SEEN_WITHIN)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        await browser.close()


@pytest.fixture(scope="session")
def live_server(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Base URL of a server with a thread and event loop of its own."""
    folder = tmp_path_factory.mktemp("live")
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()

    async def begin() -> TestServer:
        settings = replace(SETTINGS, parse_api=True, images=folder / "images")
        app = build_app(settings, library, CheckingDialogue(library), desk=open_desk(folder))
        server = Server(app)
        await server.start_server(**HTTP)
        return server

    server = asyncio.run_coroutine_threadsafe(begin(), loop).result()
    yield str(server.make_url("")).rstrip("/")
    asyncio.run_coroutine_threadsafe(server.close(), loop).result()
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()
