"""The pages `/overzicht` and `/overzicht/{id}`: without a line of JavaScript.

Only an official address that is in use is a link. A page is drawn once for each register, day,
language and selection, and kept as long as there is room.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

from aiohttp import web
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from bot.channels.cards import TONES
from bot.channels.page.chat import FOLDER as FRAME
from bot.channels.page.chat import HEADERS, sentences
from bot.http.documents import SHELF, Document
from bot.http.languages import choose
from bot.pages.overview.asked import KINDS, as_query, selection_of
from bot.running.application import SERVED, SETTINGS
from knowledge.library import Library
from knowledge.model import Texts, Verdict
from knowledge.publishing.export.urls import mark
from knowledge.publishing.overview import charts
from knowledge.publishing.overview.figures import figures
from knowledge.publishing.overview.model import (
    ANSWERS,
    Overview,
    OverviewChannel,
    OverviewOrganisation,
    overview_of,
)
from knowledge.publishing.overview.page import can_be_followed
from knowledge.publishing.overview.selection import Order, Selection, State, select
from knowledge.publishing.overview.table import as_csv, as_json, shown_address

PATH = "/overzicht"
PAGES = Path(__file__).with_name("page")
CHARTS = Path(charts.__file__).with_name("pages")
DOWNLOADS: Mapping[str, tuple[str, Callable[[Overview], str]]] = {
    "overzicht.csv": ("text/csv; charset=utf-8; header=present", as_csv),
    "overzicht.json": ("application/json; charset=utf-8", as_json),
}
MOST_KEPT = 32
"""Pages; one of the whole register is about 200 kB."""


def routes() -> list[web.RouteDef]:
    """Give the routes of this module."""
    return [
        web.get(PATH, show),
        web.get(f"{PATH}/download/{{name}}", download),
        web.get(f"{PATH}/{{id}}", show_one),
        web.get("/assets/overview/{name}", asset),
    ]


@dataclass(frozen=True, slots=True)
class StandingGroup:
    """The channels of one organisation that are in the same state."""

    tone: str
    word: str
    channels: tuple[OverviewChannel, ...]


class OverviewPage:
    """Draws the pages of the overview.

    Args:
        environment: Finds the templates.
        texts: Every sentence, in four languages.
    """

    def __init__(self, environment: Environment, texts: Mapping[str, Texts]) -> None:
        self._list = environment.get_template("overview.html")
        self._one = environment.get_template("organisation.html")
        self._missing = environment.get_template("missing.html")
        self._texts = texts

    @classmethod
    @cache
    def load(cls) -> OverviewPage:
        """Read the templates and the sentences."""
        environment = Environment(
            loader=FileSystemLoader([PAGES, CHARTS, FRAME]),
            autoescape=select_autoescape(),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        environment.filters["shown"] = shown_address
        environment.globals["mark"] = mark
        environment.tests["followed"] = can_be_followed
        return cls(environment, sentences(FRAME / "texts.yml") | sentences(PAGES / "texts.yml"))

    def draw(self, library: Library, whole: Overview, selection: Selection, language: str) -> str:
        """Give the list as HTML."""
        part = select(whole, selection)
        words = self._words(language)
        kept = as_query(selection)
        return self._list.render(
            **self._frame(language, PATH, f"&{kept}" if kept else ""),
            overview=part,
            groups=_groups(part, selection.order, language),
            channels=sum(len(each.channels) for each in part.organisations),
            standings=lambda each: _standings(each, library, language),
            figures=figures(part, words, language),
            chosen=selection,
            is_narrowed=bool(kept),
            choices=_choices(whole, words, language),
        )

    def draw_one(self, library: Library, whole: Overview, identifier: str, language: str) -> str:
        """Give one organisation as HTML, or that it is not there."""
        found = whole.get(identifier)
        if found is None:
            return self._missing.render(**self._frame(language, PATH, ""), overview=whole)
        heir = whole.get(found.organisation.merged_into or "")
        written = library.catalogue.written_date
        return self._one.render(
            **self._frame(language, f"{PATH}/{identifier}", ""),
            each=found,
            heir=heir,
            overview=whole,
            standings=_standings(found, library, language),
            answers=[(name, found.answer(name)) for name in ANSWERS],
            day=lambda iso: written(iso, language),
        )

    def _frame(self, language: str, path: str, kept: str) -> dict[str, Any]:
        return {
            "language": language,
            "path": path,
            "kept": kept,
            "words": self._words(language),
            "names": self._texts["name"],
            "refused": "",
            "downloads": tuple(DOWNLOADS),
            "page": PATH,
        }

    @cache  # noqa: B019  # one page for the whole process, four languages
    def _words(self, language: str) -> dict[str, str]:
        return {key: texts[language] for key, texts in self._texts.items()}


@dataclass(slots=True)
class Kept:
    """The pages that were drawn last."""

    _documents: OrderedDict[Hashable, Document] = field(default_factory=OrderedDict)

    def __len__(self) -> int:
        return len(self._documents)

    async def get(self, key: Hashable, make: Callable[[], Document]) -> Document:
        """Give a page, drawn when it is not kept, while others are answered."""
        kept = self._documents.get(key)
        document = kept if kept else await asyncio.to_thread(make)
        self._documents[key] = document
        self._documents.move_to_end(key)
        if len(self._documents) > MOST_KEPT:
            self._documents.popitem(last=False)
        return document


OVERVIEW_PAGE = web.AppKey("overview_page", OverviewPage)
KEPT = web.AppKey("overview_kept", Kept)
STYLES = web.AppKey("overview_styles", dict[str, Document])


def prepare(app: web.Application) -> None:
    """Read what the pages are drawn with."""
    app[OVERVIEW_PAGE] = OverviewPage.load()
    app[KEPT] = Kept()
    app[STYLES] = {
        path.name: Document.of(path.read_bytes(), "text/css; charset=utf-8")
        for path in (PAGES / "overview.css", CHARTS / "charts.css")
    }


async def show(request: web.Request) -> web.Response:
    """Answer `GET /overzicht`."""
    library, whole = _served(request)
    language, selection = choose(request), selection_of(request.query)

    def draw() -> Document:
        return _document(request.app[OVERVIEW_PAGE].draw(library, whole, selection, language))

    key = (whole.version, whole.day, library.registry.taken_over, language, selection)
    return _answer(request, await request.app[KEPT].get(key, draw), language)


async def show_one(request: web.Request) -> web.Response:
    """Answer `GET /overzicht/{id}`."""
    library, whole = _served(request)
    language, identifier = choose(request), request.match_info["id"]
    page = request.app[OVERVIEW_PAGE]
    document = _document(page.draw_one(library, whole, identifier, language))
    response = _answer(request, document, language)
    if whole.get(identifier) is None:
        response.set_status(404)
    return response


async def download(request: web.Request) -> web.Response:
    """Answer `GET /overzicht/download/{name}`."""
    library, whole = _served(request)
    name = request.match_info["name"]
    if name not in DOWNLOADS:
        raise web.HTTPNotFound
    content_type, write = DOWNLOADS[name]
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}

    def make(_library: Library) -> Document:
        return Document.of(write(whole).encode(), content_type, headers)

    shelf = request.app[SHELF]
    circumstances = (whole.day, library.registry.taken_over)
    return shelf.get(library, name, make, circumstances=circumstances).response(request)


async def asset(request: web.Request) -> web.Response:
    """Answer `GET /assets/overview/{name}`."""
    document = request.app[STYLES].get(request.match_info["name"])
    if document is None:
        raise web.HTTPNotFound
    return document.response(request)


def _served(request: web.Request) -> tuple[Library, Overview]:
    library = request.app[SERVED].library
    day = request.app[SETTINGS].current_day()
    return library, overview_of(library.registry, library.platforms, day)


def _document(html: str) -> Document:
    security = {"Content-Security-Policy": HEADERS["Content-Security-Policy"]}
    return Document.of(html.encode(), "text/html; charset=utf-8", security)


def _answer(request: web.Request, document: Document, language: str) -> web.Response:
    response = document.response(request)
    response.headers["Content-Language"] = language
    response.headers["Vary"] = "Accept-Encoding, Accept-Language"
    return response


def _groups(
    part: Overview, order: Order, language: str
) -> list[tuple[str | None, tuple[OverviewOrganisation, ...]]]:
    """Give the organisations below their domain, or all together when they are in another order."""
    if order is Order.DOMAIN:
        return [(domain.name[language], found) for domain, found in part.by_domain]
    return [(None, part.organisations)] if part.organisations else []


def _standings(
    each: OverviewOrganisation, library: Library, language: str
) -> tuple[StandingGroup, ...]:
    order = (
        Verdict.COMPROMISED,
        Verdict.OFFICIAL,
        Verdict.OFFICIAL_STALE,
        Verdict.PLANNED,
        Verdict.RETIRED,
    )
    found = sorted(each.channels, key=lambda channel: order.index(channel.standing))
    return tuple(
        StandingGroup(
            TONES[verdict], library.catalogue.text(f"short.{verdict}", language), tuple(channels)
        )
        for verdict, channels in groupby(found, key=lambda channel: channel.standing)
    )


def _choices(
    whole: Overview, words: Mapping[str, str], language: str
) -> dict[str, list[tuple[str, str]]]:
    """Give what the form lets choose: value and name, by field."""
    return {
        "domain": [(domain.key, domain.name[language]) for domain, _ in whole.by_domain],
        "platform": [(each.key, each.name[language]) for each in whole.platforms],
        "organisation": sorted(
            (
                (each.organisation.id, each.organisation.display_name)
                for each in whole.organisations
            ),
            key=lambda each: each[1].casefold(),
        ),
        "kind": [(kind, words[f"kind_{kind}"]) for kind in KINDS],
        "state": [(state, words[f"state_{state}"]) for state in State],
        "order": [(order, words[f"order_{order}"]) for order in Order],
    }
