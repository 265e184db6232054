"""The widget in a page of another site, with a line to the server that tests can cut.

Three servers: the application, a line in front of it (the widget is loaded from there, so it is
its HOST), and a site of somebody else with a strict Content-Security-Policy.
"""

import asyncio
import io
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientError, ClientSession, web
from aiohttp.test_utils import TestClient, TestServer
from playwright.async_api import Browser, BrowserContext, Locator, Page, expect

from actions.reports.desk import Desk
from actions.reports.store import ReportStore
from bot.channels.settings import AllSettings
from bot.conversation.dialogue import Dialogue, share
from bot.conversation.in_process import load_executor
from bot.conversation.memory import Conversations
from bot.conversation.script import Script
from bot.conversation.untrained import Untrained
from bot.running.application import SERVED
from knowledge.library import Library
from tests.bot.conftest import now

Client = TestClient[web.Request, web.Application]
Start = Callable[..., Awaitable[Client]]

PASSED_ON = ("Content-Type", "Origin", "Accept", "Accept-Language", "If-None-Match")
COLLECT = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) =>
  window.violations.push(`${event.effectiveDirective} ${event.blockedURI}`));
"""


@dataclass
class Cable:
    """The line between the widget and the server.

    Attributes:
        refusals: What the next messages get instead of an answer: status and `Retry-After`.
        loses: How many of the next answers never arrive, though the server gave them.
        holds: Set to let answers through; cleared, they wait.
        asked: Method and path of every request, in order.
    """

    refusals: list[tuple[int, str | None]] = field(default_factory=list)
    loses: int = 0
    holds: asyncio.Event = field(default_factory=asyncio.Event)
    asked: list[str] = field(default_factory=list)
    bodies: list[dict[str, Any]] = field(default_factory=list)

    def count(self, path: str) -> int:
        """Gives how often something was asked with POST."""
        return self.asked.count(f"POST {path}")


@dataclass
class Place:
    """A site that shows the widget, and what goes on behind it."""

    browser: Browser
    cable: Cable
    host: str
    site: str
    app: web.Application
    store: ReportStore
    contexts: list[BrowserContext] = field(default_factory=list)
    noticed: list[str] = field(default_factory=list)
    requested: set[str] = field(default_factory=set)

    async def context(self, **options: Any) -> BrowserContext:
        """Opens a browser of a citizen."""
        context = await self.browser.new_context(
            **{"locale": "nl-BE", "reduced_motion": "reduce", **options}
        )
        await context.add_init_script(COLLECT)
        self.contexts.append(context)
        return context

    async def visit(
        self, path: str = "/", *, context: BrowserContext | None = None, **options: Any
    ) -> Page:
        """Opens a page of the site."""
        page = await (context or await self.context(**options)).new_page()
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.noticed.append(str(error)))
        page.on("request", lambda request: self.requested.add(request.url))
        await page.goto(f"{self.site}{path}")
        await page.wait_for_function("customElements.get('kanaalcheck-widget') !== undefined")
        return page

    def _hear(self, message: Any) -> None:
        # Chromium reports a refused or cut request as an error of the page: tests do that.
        if "Failed to load resource" not in message.text:
            self.noticed.append(message.text)


@pytest.fixture
def dialogue(library: Library, desk: Desk) -> Dialogue:
    """The bot without a trained model: buttons, verdicts and the report form all work."""
    share(AllSettings(), library, None, desk)
    script = Script.load()
    untrained = Untrained(script, load_executor(), Conversations(time.monotonic))
    return Dialogue(script, None, untrained, None)


@pytest.fixture
async def place(
    start: Start, dialogue: Dialogue, desk: Desk, browser: Browser, tmp_path: Path
) -> AsyncIterator[Place]:
    client = await start(desk=desk, images=tmp_path / "images")
    client.app[SERVED].dialogue = dialogue
    cable = Cable()
    async with ClientSession(auto_decompress=False) as session:
        line = TestServer(_line(cable, str(client.make_url("")).rstrip("/"), session))
        await line.start_server()
        host = _origin(line)
        site = TestServer(_site(host))
        await site.start_server()
        store = ReportStore.open(f"sqlite:///{tmp_path}/reports.db", clock=now)
        place = Place(browser, cable, host, _origin(site), client.app, store)
        yield place
        cable.holds.set()
        for context in place.contexts:
            await context.close()
        await site.close()
        await line.close()


def _origin(server: TestServer) -> str:
    return str(server.make_url("")).rstrip("/")


def _line(cable: Cable, server: str, session: ClientSession) -> web.Application:
    cable.holds.set()

    async def carry(request: web.Request) -> web.StreamResponse:
        cable.asked.append(f"{request.method} {request.path}")
        is_said = request.method == "POST"
        body = await request.read()
        if is_said and request.content_type == "application/json":
            cable.bodies.append(await request.json())
        if is_said and cable.refusals:
            return _refusal(*cable.refusals.pop(0))
        headers = {name: request.headers[name] for name in PASSED_ON if name in request.headers}
        url = f"{server}{request.rel_url}"
        async with session.request(
            request.method, url, data=io.BytesIO(body), headers=headers
        ) as answer:
            content = await answer.read()
            if is_said:
                await cable.holds.wait()
            if is_said and cable.loses:
                cable.loses -= 1
                assert request.transport
                request.transport.close()
                raise ClientError
            kept = {
                name: value
                for name, value in answer.headers.items()
                if name not in ("Transfer-Encoding", "Content-Length", "Connection")
            }
            return web.Response(status=answer.status, body=content, headers=kept)

    app = web.Application(client_max_size=8 * 1024 * 1024)
    app.router.add_route("*", "/{path:.*}", carry)
    return app


def _refusal(status: int, retry_after: str | None) -> web.Response:
    key = {503: "not-ready", 429: "too-many-requests"}.get(status, "internal-error")
    headers = {
        "Access-Control-Allow-Origin": "*",
        "Access-Control-Expose-Headers": "Retry-After",
        **({"Retry-After": retry_after} if retry_after else {}),
    }
    problem = {"type": f"/problems/{key}", "status": status, "detail": "x"}
    return web.json_response(
        problem, status=status, headers=headers, content_type="application/problem+json"
    )


def _site(host: str) -> web.Application:
    """A site whose policy allows the widget's host and nothing else."""
    policy = (
        f"default-src 'none'; script-src {host}; connect-src {host}; "
        f"require-trusted-types-for 'script'; frame-src {host}"
    )

    bodies = {
        "/inline": '<kanaalcheck-chat language="nl" title="Vraag het hier"></kanaalcheck-chat>',
        "/framing": f'<iframe src="{host}/widget" title="Vraag" width="400" height="600"></iframe>',
    }

    async def page(request: web.Request) -> web.Response:
        data = "".join(f' data-{name}="{value}"' for name, value in request.query.items())
        script = f'<script src="{host}/widget.js"{data} async></script>'
        is_twice = request.path == "/twice"
        html = (
            '<!doctype html><html lang="nl"><head><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            f"<title>Een andere site</title>{script * (2 if is_twice else 1)}</head>"
            f"<body><main><h1>Een andere site</h1>{bodies.get(request.path, '')}"
            f'<p><a href="/next">Verder</a></p>{"<p>Tekst.</p>" * 60}</main></body></html>'
        )
        return web.Response(
            text=html, content_type="text/html", headers={"Content-Security-Policy": policy}
        )

    app = web.Application()
    app.router.add_get("/{path:.*}", page)
    return app


async def open_chat(page: Page) -> Locator:
    """Opens the dialog by its launcher and gives the chat in it."""
    await page.locator("kanaalcheck-widget .launcher").click()
    chat = page.locator("kanaalcheck-widget kanaalcheck-chat")
    await expect(chat.locator("textarea")).to_be_visible()
    return chat


async def ask(chat: Locator, text: str, *, answers: int | None = None) -> None:
    """Says something, and waits for the answer unless told otherwise."""
    before = await chat.locator("[data-state=answered]").count()
    await chat.locator("textarea").fill(text)
    await chat.locator(".send").click()
    expected = before + 1 if answers is None else answers
    await expect(chat.locator("[data-state=answered]")).to_have_count(expected)
