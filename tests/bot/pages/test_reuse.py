"""The page /open-data, as people read it."""

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser
from ruamel.yaml import YAML

from bot.channels.page.chat import FOLDER
from bot.running.application import SERVED
from knowledge.model import LANGUAGES
from knowledge.publishing.export.jsonld import describe_all
from knowledge.publishing.export.urls import Places
from knowledge.publishing.export.vouched import Vouched
from tests.bot.conftest import TODAY

Client = TestClient[web.Request, web.Application]
Start = Callable[..., Awaitable[Client]]

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WORDS = Path("knowledge/publishing/export/texts.yml")


@pytest.mark.parametrize("path", [FOLDER / "reuse.yml", WORDS])
def test_every_sentence_is_there_in_every_language(path: Path) -> None:
    for key, texts in YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8")).items():
        assert tuple(texts) == LANGUAGES, key
        assert all(texts.values()), key


@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_link_on_the_page_leads_somewhere(start: Start, language: str) -> None:
    client = await start()
    html = await (await client.get(f"/open-data?language={language}")).text()
    links = {part.partition('"')[0] for part in html.split('href="')[1:]}
    own = {each for each in links if each.startswith("/")}
    assert len(own) > 12
    for each in own:
        assert (await client.get(each)).status == 200, each


async def test_every_term_of_our_own_is_explained(start: Start) -> None:
    client = await start()
    html = await (await client.get("/open-data")).text()
    library = client.app[SERVED].library
    standing = Vouched(library.registry.register, library.platforms, TODAY)
    context = describe_all(standing, Places("https://kc.example"))["@context"]
    ours = "https://kc.example/open-data#"
    for name, meaning in context.items():
        identity = meaning.get("@id", "") if isinstance(meaning, dict) else meaning
        if str(identity).startswith(ours):
            assert f'id="{identity.removeprefix(ours)}"' in html, name


@pytest.mark.browser
@pytest.mark.parametrize(
    ("scheme", "language"), [*(("light", language) for language in LANGUAGES), ("dark", "nl")]
)
async def test_the_page_is_for_everybody(
    start: Start, browser: Browser, scheme: str, language: str
) -> None:
    client = await start()
    page = await browser.new_page(
        color_scheme=scheme, viewport={"width": 320, "height": 800}, java_script_enabled=True
    )
    noticed: list[str] = []
    page.on("console", lambda message: noticed.append(message.text))
    await page.goto(str(client.make_url(f"/open-data?language={language}")))
    found = await Axe().run(page, options={"runOnly": {"type": "tag", "values": WCAG}})
    assert found.violations_count == 0, found.generate_report()
    width = await page.evaluate("document.documentElement.scrollWidth")
    assert width <= 320
    assert noticed == []
    await page.close()
