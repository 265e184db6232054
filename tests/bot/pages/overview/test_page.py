"""The overview at `/overzicht`, as its visitors and their programs get it."""

import csv
import io
import json
import re
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import quote

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, expect

from bot.pages.overview.page import KEPT, MOST_KEPT, OverviewPage
from bot.running.application import SERVED
from knowledge.library import Library
from knowledge.model import (
    LANGUAGES,
    ChannelStatus,
    Completeness,
    OrganisationKind,
    OrganisationStatus,
    PolicyAnswer,
    Source,
)
from knowledge.publishing.export.open_data import FORMULA_STARTS
from knowledge.publishing.export.urls import mark
from knowledge.publishing.overview.model import Overview, make_overview
from knowledge.publishing.overview.selection import Selection

Client = TestClient[web.Request, web.Application]
Start = Callable[..., Awaitable[Client]]

TODAY = date(2026, 11, 25)
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture
async def client(start: Start) -> Client:
    return await start(today=TODAY)


async def text(client: Client, path: str, status: int = 200) -> str:
    response = await client.get(path)
    assert response.status == status
    assert response.content_type == "text/html"
    return await response.text()


def shown(html: str) -> list[str]:
    """Gives the ids of the organisations in the list."""
    return re.findall(r'<h3><a href="/overzicht/([\w-]+)\?', html)


def existing(library: Library, **wanted: Any) -> list[str]:
    return [
        each.id
        for each in library.registry.register.organisations.values()
        if each.status is OrganisationStatus.ACTIVE
        and each.kind is not OrganisationKind.MINISTER
        and all(getattr(each, name) == value for name, value in wanted.items())
    ]


async def test_everybody_but_politicians_is_there(client: Client, library: Library) -> None:
    assert sorted(shown(await text(client, "/overzicht"))) == sorted(existing(library))


async def test_what_is_chosen_is_found(client: Client, library: Library) -> None:
    organisations = library.registry.register.organisations
    on_x = [
        each
        for each in existing(library)
        if any(channel.address.platform == "x" for channel in organisations[each].channels)
    ]
    mobility = existing(library, policy_domain="Mobiliteit en Openbare Werken (MOW)")

    assert sorted(shown(await text(client, "/overzicht?platform=x"))) == sorted(on_x)
    assert sorted(shown(await text(client, "/overzicht?domain=mow"))) == sorted(mobility)
    both = shown(await text(client, "/overzicht?domain=mow&platform=x"))
    assert sorted(both) == sorted(set(on_x) & set(mobility))
    assert shown(await text(client, "/overzicht?organisation=vdab")) == ["vdab"]
    agencies = existing(library, kind=OrganisationKind.AGENCY)
    assert sorted(shown(await text(client, "/overzicht?kind=agency"))) == sorted(agencies)


async def test_words_are_searched_in_names_and_addresses(client: Client) -> None:
    assert shown(await text(client, "/overzicht?q=VDÁB")) == ["vdab"]
    assert "vdab" in shown(await text(client, "/overzicht?q=arbeidsbemiddeling"))
    assert shown(await text(client, "/overzicht?q=vdab.tv")) == ["vdab"]
    assert shown(await text(client, "/overzicht?q=zzzz")) == []


async def test_order(client: Client, library: Library) -> None:
    organisations = library.registry.register.organisations
    by_name = shown(await text(client, "/overzicht?order=name"))
    most = shown(await text(client, "/overzicht?order=channels"))

    assert by_name != most
    in_use = {
        each: sum(
            channel.status is ChannelStatus.ACTIVE for channel in organisations[each].channels
        )
        for each in existing(library)
    }
    assert in_use[most[0]] == max(in_use.values())
    assert by_name.index("de-lijn") < by_name.index("vdab")


async def test_what_stopped_is_defanged_and_no_link(client: Client, library: Library) -> None:
    html = await text(client, "/overzicht?state=retired&kind=all")
    retired = [
        channel
        for each in library.registry.register.organisations.values()
        for channel in each.channels
        if channel.status is ChannelStatus.RETIRED
    ]

    links = set(re.findall(r'href="(https?://[^"]+)"', html))
    assert retired
    assert not links & {each.address.value for each in retired}
    assert "[.]" in html
    assert "Niet meer in gebruik" in html


async def test_only_official_addresses_in_use_are_links(client: Client, library: Library) -> None:
    html = await text(client, "/overzicht?kind=all")
    active = {
        channel.address.value
        for each in library.registry.register.organisations.values()
        for channel in each.channels
        if channel.status is ChannelStatus.ACTIVE
    }

    links = {link.replace("&amp;", "&") for link in re.findall(r'href="(https?://[^"]+)"', html)}
    assert links
    assert links <= active


@pytest.mark.parametrize("evil", ["<script>alert(1)</script>", '"><img src=x>', "{{ 7*7 }}", "\0"])
@pytest.mark.parametrize("name", ["q", "domain", "platform", "organisation", "kind", "state"])
async def test_what_is_typed_stays_text(client: Client, name: str, evil: str) -> None:
    html = await text(client, f"/overzicht?{name}={quote(evil)}&{name}=b")

    assert "<script" not in html
    assert "<img" not in html
    assert ">49<" not in html
    assert "style=" not in html


async def test_an_unknown_organisation_is_a_page_that_says_so(client: Client) -> None:
    assert "staat niet in onze lijst" in await text(client, "/overzicht/weg", 404)
    assert "staat niet" in await text(client, "/overzicht/%3Cscript%3E", 404)
    assert (await client.get("/overzicht/download/overzicht.exe")).status == 404


@pytest.mark.parametrize("language", LANGUAGES)
async def test_speaks_every_language(client: Client, language: str) -> None:
    html = await text(client, f"/overzicht/vdab?language={language}")

    assert f'<html lang="{language}">' in html
    assert f'<a href="/overzicht?language={language}">' in html
    browser = await client.get("/overzicht", headers={"Accept-Language": f"{language}-BE"})
    assert browser.headers["Content-Language"] == language
    assert browser.headers["Vary"] == "Accept-Encoding, Accept-Language"


async def test_the_choice_is_kept_in_another_language(client: Client) -> None:
    html = await text(client, "/overzicht?platform=x&q=a+b&language=nl")

    assert 'href="/overzicht?language=fr&amp;q=a+b&amp;platform=x"' in html


async def test_every_organisation_has_a_page_of_its_own(client: Client, library: Library) -> None:
    for each in library.registry.register.organisations.values():
        html = await text(client, f"/overzicht/{each.id}")
        assert '<h1 id="organisatie">' in html
        for channel in each.channels:  # where the names of the open data lead
            assert f'<li id="kanaal-{mark(channel.address)}">' in html
        assert html.count('class="evidence"') == len(each.channels)


async def test_who_merged_points_on(client: Client) -> None:
    html = await text(client, "/overzicht/waterwegen-en-zeekanaal")
    assert "bestaat niet meer onder deze naam" in html
    assert 'href="/overzicht/vlaamse-waterweg?language=nl"' in html


def answered(library: Library) -> Overview:
    """Gives an overview in which VDAB answered a question, with an attack in it."""
    register = library.registry.register
    vdab = replace(
        register.organisations["vdab"],
        reactions=PolicyAnswer("Veel <b>vragen</b>.", Source("bevraging, team web", "2026-11")),
    )
    changed = replace(register, organisations={"vdab": vdab})
    return make_overview(changed, library.platforms, TODAY)


def test_what_an_organisation_said_is_shown_with_its_source(library: Library) -> None:
    html = OverviewPage.load().draw_one(library, answered(library), "vdab", "nl")

    assert "Veel &lt;b&gt;vragen&lt;/b&gt;." in html
    assert "bevraging, team web" in html
    assert "november 2026" in html
    assert html.count("Hierover weten we nog niets") == 4


async def test_is_known_by_its_tag_until_register_or_day_change(start: Start) -> None:
    client = await start(today=TODAY)
    first = await client.get("/overzicht?platform=x")
    again = await client.get(
        "/overzicht?platform=x", headers={"If-None-Match": first.headers["ETag"]}
    )
    tomorrow = await (await start(today=date(2026, 11, 26))).get("/overzicht?platform=x")

    assert again.status == 304
    assert tomorrow.headers["ETag"] != first.headers["ETag"]
    assert "default-src 'none'" in first.headers["Content-Security-Policy"]


async def test_only_so_many_pages_are_kept(client: Client) -> None:
    for number in range(MOST_KEPT + 5):
        await text(client, f"/overzicht?q={number}&organisation=vdab")

    assert len(client.app[KEPT]) == MOST_KEPT


async def test_a_reloaded_register_is_shown_at_once(client: Client, library: Library) -> None:
    before = await text(client, "/overzicht")
    register = replace(library.registry.register, version="andere")
    served = client.app[SERVED]
    served.library = replace(library, registry=type(library.registry)(register, library.addresses))
    after = await text(client, "/overzicht")

    assert "<code>andere</code>" in after
    assert "<code>andere</code>" not in before


async def test_complete_lists_are_shown_and_told_until_they_expire(
    start: Start, library: Library
) -> None:
    register = library.registry.register
    said = (Completeness(("x", "facebook"), date(2026, 11, 1), "team web"),)
    vdab = replace(register.organisations["vdab"], complete=said)
    changed = replace(register, organisations={**register.organisations, "vdab": vdab})
    registry = type(library.registry)(changed, library.addresses)
    days = {
        TODAY: ["x", "facebook"],
        date(2027, 2, 1): ["facebook"],  # X counts ninety days
        date(2026, 10, 31): [],
    }
    for day, platforms in days.items():
        client = await start(today=day)
        client.app[SERVED].library = replace(library, registry=registry)
        one = await (await client.get("/api/v1/organisations/vdab")).json()
        every = (await (await client.get("/api/v1/organisations")).json())["organisations"]
        told = await (await client.get("/overzicht/download/overzicht.json")).json()
        html = await text(client, "/overzicht/vdab?language=en")
        whole = await text(client, "/overzicht?language=en")

        assert one["complete_platforms"] == platforms
        for rows in (every, told["organisations"]):
            found = {row["id"]: row["complete_platforms"] for row in rows}
            assert found["vdab"] == platforms
            assert [id_ for id_ in found if found[id_]] == (["vdab"] if platforms else [])
        names = ", ".join(library.platforms.get(key).name["en"] for key in platforms)
        sentence = f"The organisation declared that this lists all its channels on: {names}."
        assert (sentence in html) is bool(platforms)
        assert whole.count("Complete list on:") == bool(platforms)


async def test_downloads(client: Client, library: Library) -> None:
    table = await client.get("/overzicht/download/overzicht.csv")
    rows = list(csv.DictReader(io.StringIO(await table.text(), newline="")))
    document = json.loads(await (await client.get("/overzicht/download/overzicht.json")).text())

    register = library.registry.register
    assert {row["id"] for row in rows} == set(register.organisations)
    assert {row["knowledge"] for row in rows} == {register.version}
    assert not [cell for row in rows for cell in row.values() if cell[:1] in FORMULA_STARTS[:4]]
    channels = sum(len(each["channels"]) for each in document["organisations"])
    assert channels == sum(len(each.channels) for each in register.organisations.values())
    assert document["day"] == "2026-11-25"


def test_every_selection_can_be_drawn(library: Library) -> None:
    whole = make_overview(library.registry.register, library.platforms, TODAY)
    for domain, _ in whole.by_domain:
        for platform in whole.platforms:
            selection = Selection(domain=domain.key, platform=platform.key)
            html = OverviewPage.load().draw(library, whole, selection, "de")
            assert f'<option value="{domain.key}" selected>' in html


@pytest.mark.browser
@pytest.mark.parametrize("javascript", [True, False])
async def test_a_visitor_searches(client: Client, browser: Browser, javascript: bool) -> None:
    page = await browser.new_page(java_script_enabled=javascript, locale="nl-BE")
    noticed: list[str] = []
    page.on("console", lambda message: noticed.append(message.text))
    await page.goto(str(client.make_url("/overzicht")))
    await page.get_by_label("Platform", exact=True).select_option("instagram")
    await page.get_by_label("Thema", exact=True).select_option("mow")
    await page.get_by_role("button", name="Toon").click()
    await expect(page.get_by_label("Platform", exact=True)).to_have_value("instagram")
    await expect(page.locator(".bodies > li")).to_have_count(2)
    await page.get_by_role("link", name="De Lijn").click()
    await expect(page.locator("h1")).to_have_text("De Lijn")
    await page.get_by_role("link", name="English").click()
    await expect(page.locator("html")).to_have_attribute("lang", "en")
    assert noticed == []
    await page.close()


@pytest.mark.browser
@pytest.mark.parametrize(
    ("path", "scheme", "language"),
    [
        *(("/overzicht?domain=omg", "light", language) for language in LANGUAGES),
        ("/overzicht?state=retired&kind=all", "dark", "nl"),
        ("/overzicht/vdab?a=b", "dark", "fr"),
    ],
)
async def test_everybody_can_use_it(
    client: Client, browser: Browser, path: str, scheme: Any, language: str
) -> None:
    page = await browser.new_page(color_scheme=scheme)
    await page.goto(str(client.make_url(f"{path}&language={language}")))
    for details in await page.locator("summary").all():
        await details.click()
    found = await Axe().run(page, options={"runOnly": {"type": "tag", "values": WCAG}})
    assert found.response["violations"] == [], found.generate_report()
    await page.close()


@pytest.mark.browser
@pytest.mark.parametrize("path", ["/overzicht?kind=all&a=b", "/overzicht/vrt?a=b"])
@pytest.mark.parametrize("language", LANGUAGES)
async def test_fits_a_narrow_screen_and_a_text_twice_as_large(
    client: Client, browser: Browser, path: str, language: str
) -> None:
    page = await browser.new_page(viewport={"width": 320, "height": 640})
    await page.goto(str(client.make_url(f"{path}&language={language}")))
    for size in ("100%", "200%"):
        await page.evaluate("size => { document.documentElement.style.fontSize = size }", size)
        assert await page.evaluate("document.documentElement.scrollWidth") <= 320
    await page.close()


@pytest.mark.browser
async def test_paper_shows_no_form(client: Client, browser: Browser) -> None:
    page = await browser.new_page()
    await page.goto(str(client.make_url("/overzicht?domain=fb")))
    await page.emulate_media(media="print")
    await expect(page.locator(".filter")).to_be_hidden()
    await expect(page.locator("footer code")).to_be_visible()
    await page.close()
