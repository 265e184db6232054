"""What other sites get: the script, the page for frames, answers for the sites that may ask."""

import asyncio
import gzip
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, expect

from actions.reports.intake.images import Images
from actions.reports.kept.notice_rows import EmergencyNotice, Level
from actions.reports.store import ReportStore, StoreUnavailable
from bot.channels.widget import showing
from bot.channels.widget.upkeep import look_after
from bot.notifying.notice_board import BOARD, SECONDS_BETWEEN, NoticeBoard, in_force
from bot.process.app import build_app
from knowledge.library import Library
from knowledge.model import LANGUAGES
from tests.bot.channels.widget.test_pages_and_messages import Widget
from tests.bot.conftest import SETTINGS, CheckingDialogue
from tests.servers import free_port

Client = TestClient[web.Request, web.Application]
Start = Callable[..., Awaitable[Client]]

ALLOWED = "https://www.vdab.be"
OTHER = "https://www.evil.example"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
EVIL = '"><script>alert(1)</script>'


@pytest.fixture
async def client(start: Start) -> Client:
    return await start()


def notice(text: str = "Let op", level: Level = Level.WARNING, **changes: Any) -> EmergencyNotice:
    known: dict[str, Any] = {
        "level": level,
        "texts": {language: f"{text} ({language})" for language in LANGUAGES},
        "begins_at": datetime(2020, 1, 1, tzinfo=UTC),
        "ends_at": None,
        "written_by": "an",
    }
    return EmergencyNotice(**known | changes)


class TestScript:
    async def test_is_cached_compressed_and_for_everybody(self, client: Client) -> None:
        response = await client.get("/widget.js", headers={"Origin": OTHER})
        assert response.status == 200
        assert response.content_type == "text/javascript"
        headers = response.headers
        assert headers["Cache-Control"] == "public, max-age=300, stale-while-revalidate=86400"
        assert headers["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert headers["Access-Control-Allow-Origin"] == "*"
        assert headers["Content-Encoding"] == "gzip"
        assert await response.read() == showing.BUNDLE.read_bytes()
        again = await client.get("/widget.js", headers={"If-None-Match": headers["ETag"]})
        assert again.status == 304
        assert again.headers["Cross-Origin-Resource-Policy"] == "cross-origin"

    def test_is_small_enough(self) -> None:
        assert len(gzip.compress(showing.BUNDLE.read_bytes())) <= 40 * 1024

    def test_before_it_is_built_there_is_none(self, tmp_path: Path) -> None:
        assert showing.load_script(tmp_path / "widget.js") is None


class TestFrame:
    async def test_every_site_may_frame_it_unless_some_are_named(self, start: Start) -> None:
        for origins, ancestors in (
            (("*",), "frame-ancestors *"),
            ((ALLOWED, "https://www.delijn.be"), f"'self' {ALLOWED} https://www.delijn.be"),
            ((), "frame-ancestors 'self'"),
        ):
            client = await start(widget_origins=origins)
            headers = (await client.get("/widget")).headers
            policy = headers["Content-Security-Policy"]
            assert policy.endswith(ancestors)
            assert "script-src 'self';" in policy
            assert "unsafe" not in policy
            assert "X-Frame-Options" not in headers
            assert (await client.get("/")).headers["X-Frame-Options"] == "DENY"

    @pytest.mark.parametrize("name", ["title", "greeting"])
    async def test_what_the_site_says_stays_text(self, client: Client, name: str) -> None:
        for evil in (EVIL, "' onload='alert(1)", "{{ 7*7 }}", "</title><img src=x>"):
            html = await (await client.get("/widget", params={name: evil})).text()
            assert html.count("<script") == 1
            assert "<img" not in html
            assert "49" not in html
            assert "' onload='" not in html

    @pytest.mark.parametrize(
        ("params", "kind"),
        [
            ({"language": EVIL}, "language-unknown"),
            ({"title": "x" * 101}, "text-too-long"),
            ({"greeting": "x" * 501}, "text-too-long"),
            ({"title": "\0"}, "bad-characters"),
        ],
    )
    async def test_what_is_too_much_is_refused(
        self, client: Client, params: dict[str, str], kind: str
    ) -> None:
        response = await client.get("/widget", params=params)
        assert response.status == 400
        assert (await response.json())["type"] == f"/problems/{kind}"
        assert response.headers["X-Frame-Options"] == "DENY"

    @pytest.mark.parametrize("language", LANGUAGES)
    async def test_speaks_the_asked_language(self, client: Client, language: str) -> None:
        html = await (await client.get(f"/widget?language={language}")).text()
        assert f'<html lang="{language}">' in html
        assert f'<kanaalcheck-chat language="{language}">' in html


class TestOrigins:
    async def test_a_named_site_may_ask(self, start: Start) -> None:
        client = await start(widget_origins=(ALLOWED,))
        response = await client.post("/widget/conversations", headers={"Origin": ALLOWED})
        assert response.status == 201
        assert response.headers["Access-Control-Allow-Origin"] == ALLOWED
        assert "Origin" in response.headers["Vary"]
        assert "Access-Control-Allow-Credentials" not in response.headers

    @pytest.mark.parametrize(
        "origin",
        [
            OTHER,
            "null",
            "http://www.vdab.be",
            "https://www.vdab.be.evil.example",
            "https://www.vdab.be:8443",
            "https://evil@www.vdab.be",
            "https://[",
            "",
        ],
    )
    async def test_another_one_may_not(self, start: Start, origin: str) -> None:
        client = await start(widget_origins=(ALLOWED,))
        for method, path in (
            ("POST", "/widget/conversations"),
            ("POST", "/widget/messages"),
            ("GET", "/widget/notice"),
            ("OPTIONS", "/widget/messages"),
            ("GET", "/widget/nothing"),
        ):
            response = await client.request(method, path, headers={"Origin": origin})
            assert response.status == 403
            assert (await response.json())["type"] == "/problems/origin-not-allowed"
            assert "Access-Control-Allow-Origin" not in response.headers
            assert "Origin" in response.headers["Vary"]

    async def test_our_own_pages_may_always(self, start: Start) -> None:
        client = await start(widget_origins=(), public_url="https://kanaalcheck.example")
        here = str(client.make_url("")).rstrip("/")
        for headers in ({}, {"Origin": here}, {"Origin": "https://kanaalcheck.example"}):
            response = await client.post("/widget/conversations", headers=headers)
            assert response.status == 201

    async def test_a_browser_may_ask_before_it_posts(self, client: Client) -> None:
        response = await client.options("/widget/messages", headers={"Origin": OTHER})
        assert response.status == 204
        assert "POST" in response.headers["Access-Control-Allow-Methods"]
        assert "Content-Type" in response.headers["Access-Control-Allow-Headers"]
        assert response.headers["Access-Control-Allow-Origin"] == OTHER
        nothing = await client.options("/widget/nothing", headers={"Origin": OTHER})
        assert nothing.status == 404

    async def test_the_rest_of_the_server_stays_closed(self, client: Client) -> None:
        for path in ("/", "/health/ready", "/widget", "/toegankelijkheid"):
            response = await client.get(path, headers={"Origin": OTHER})
            assert "Access-Control-Allow-Origin" not in response.headers


class TestNotice:
    async def test_there_is_none_usually(self, client: Client) -> None:
        response = await client.get("/widget/notice", headers={"Origin": OTHER})
        assert await response.json() == {"notice": None}
        assert response.headers["Cache-Control"] == "public, max-age=30"

    @pytest.mark.parametrize("language", LANGUAGES)
    async def test_is_on_the_page_too(self, client: Client, tmp_path: Path, language: str) -> None:
        store = ReportStore.open(f"sqlite:///{tmp_path}/notice.db", clock=lambda: datetime.now(UTC))
        store.set_notice(notice("<b>Let op</b>"))
        client.app[BOARD].renew(store)
        shown = await (await client.get(f"/widget/notice?language={language}")).json()
        assert shown["notice"] == {
            "id": "1",
            "level": "warning",
            "text": f"<b>Let op</b> ({language})",
        }
        html = await (await client.get(f"/?language={language}")).text()
        assert f"&lt;b&gt;Let op&lt;/b&gt; ({language})" in html
        assert store.withdraw_notice(1, actor="an")
        client.app[BOARD].renew(store)
        assert 'id="notice"' not in await (await client.get("/")).text()
        store.close()

    def test_the_most_urgent_one_is_shown_then_the_newest(self) -> None:
        now = datetime(2026, 11, 25, 12, tzinfo=UTC)
        info = notice("a", Level.INFO, id=3)
        old, new = notice("b", id=1), notice("c", id=2)
        assert in_force([info, old, new], now) is new
        assert in_force([info], now) is info
        for hidden in (
            notice(begins_at=datetime(2026, 11, 25, 13, tzinfo=UTC)),
            notice(ends_at=now),
            notice(withdrawn_at=now),
        ):
            assert in_force([hidden], now) is None

    def test_with_the_database_away_the_last_that_was_known_stays(self, tmp_path: Path) -> None:
        def clock() -> datetime:
            return datetime.now(UTC)

        store = ReportStore.open(f"sqlite:///{tmp_path}/notice.db", clock=clock)
        away = ReportStore.open(f"postgresql://kc@127.0.0.1:{free_port()}/kc", clock=clock)
        board = NoticeBoard(clock)
        store.set_notice(notice())
        board.renew(store)
        with pytest.raises(StoreUnavailable):
            board.renew(away)
        assert board.current()
        store.close()
        away.close()

    async def test_every_process_shows_it_soon_and_writes_opinions_down(
        self, library: Library, tmp_path: Path
    ) -> None:
        store = ReportStore.open(f"sqlite:///{tmp_path}/notice.db", clock=lambda: datetime.now(UTC))
        app = build_app(SETTINGS, library, CheckingDialogue(library))
        look_after(app, store=store, images=Images(tmp_path / "images"))
        async with TestClient(TestServer(app)) as client:
            assert await (await client.get("/widget/notice")).json() == {"notice": None}
            store.set_notice(notice())
            for _ in range(round(5 * SECONDS_BETWEEN / 0.05)):
                shown = (await (await client.get("/widget/notice")).json())["notice"]
                if shown:
                    break
                await asyncio.sleep(0.05)
            assert shown["text"] == "Let op (nl)"
            talk = await Widget(client).begin()
            message = str(uuid.uuid4())
            await talk.say("vdab-jobs.be", message)
            judged = {"conversation": talk.conversation, "id": message, "helpful": True}
            assert (await talk.post("feedback", judged)).status == 204
        (judged_so,) = store.helpfulness(since=date(2020, 1, 1))
        assert (judged_so.about, judged_so.helpful) == ("lookalike", 1)
        store.close()


class TestAccessibility:
    @pytest.mark.parametrize("language", LANGUAGES)
    async def test_the_statement_says_what_is_not_known(
        self, client: Client, language: str
    ) -> None:
        response = await client.get(f"/toegankelijkheid?language={language}")
        html = await response.text()
        assert response.status == 200
        for fact in ("EN 301 549", "2016/2102", "NVDA", "JAWS", "Chromium", "tel:1700", "2026"):
            assert fact in html
        assert "<script" not in html
        page = await (await client.get(f"/?language={language}")).text()
        assert f'href="/toegankelijkheid?language={language}"' in page

    @pytest.mark.browser
    @pytest.mark.parametrize("scheme", ["light", "dark"])
    async def test_everybody_can_read_it(
        self, client: Client, browser: Browser, scheme: Any
    ) -> None:
        page = await browser.new_page(color_scheme=scheme, viewport={"width": 320, "height": 640})
        await page.goto(str(client.make_url("/toegankelijkheid?language=de")))
        found = await Axe().run(page, options={"runOnly": {"type": "tag", "values": WCAG}})
        assert found.response["violations"] == [], found.generate_report()
        assert await page.evaluate("document.documentElement.scrollWidth") <= 320
        await page.close()


@pytest.fixture
async def elsewhere() -> AsyncIterator[Callable[[str], Awaitable[str]]]:
    """Serves a page from another origin; gives its address."""
    servers: list[TestServer] = []

    async def serve(html: str) -> str:
        app = web.Application()

        async def page(_request: web.Request) -> web.Response:
            return web.Response(text=html, content_type="text/html")

        app.router.add_get("/", page)
        server = TestServer(app)
        await server.start_server()
        servers.append(server)
        return str(server.make_url("/"))

    yield serve
    for server in servers:
        await server.close()


@pytest.mark.browser
@pytest.mark.parametrize("is_allowed", [True, False])
async def test_a_site_that_may_shows_the_chat_in_a_frame(
    start: Start,
    browser: Browser,
    elsewhere: Callable[[str], Awaitable[str]],
    is_allowed: bool,
) -> None:
    client = await start(widget_origins=("*",) if is_allowed else (ALLOWED,))
    frame = client.make_url("/widget?language=nl&title=Vraag+het")
    host = await elsewhere(f'<iframe src="{frame}" title="chat" width="400" height="600"></iframe>')
    page = await browser.new_page()
    await page.goto(host)
    chat = page.frame_locator("iframe")
    if not is_allowed:
        await asyncio.sleep(0.5)
        await expect(chat.locator("kanaalcheck-chat")).to_have_count(0)
        await page.close()
        return
    await chat.get_by_role("textbox").fill("is vdab-jobs.be echt?")
    await chat.get_by_role("textbox").press("Enter")
    await expect(chat.get_by_text("vdab-jobs.be lijkt").first).to_be_visible()
    await page.close()
