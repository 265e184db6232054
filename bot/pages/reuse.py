"""The page `/open-data`: how others may use the register, and what the words in it mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from aiohttp import web
from jinja2 import Environment

from bot.api.open_data import places_of
from bot.channels.page.chat import FOLDER, page_response, sentences, templates
from bot.http.fields import query_language
from bot.running.application import SERVED
from knowledge.library import Library
from knowledge.model import Texts, Verdict
from knowledge.publishing.export import licence
from knowledge.publishing.export.dcat import FORMS
from knowledge.publishing.export.urls import API, CATALOGUE, CHANGES, REUSE, TRUST, Places

PATH = REUSE
EXAMPLE = "vdab"
"""Organisation in the examples; when the register has none by this name, its first one."""
TERMS = (
    "channel", "Channel", "platform", "address", "status", "verdict", "verifiedOn", "verifiedBy",
    "verifiedMethod", "since", "retiredOn", "replacedBy", "includesSubdomains", "personal",
    "shared", "source", "sourceUrl", "sourceDate", "kind", "policyDomain", "organisationStatus",
    "mergedInto",
)  # fmt: skip
"""Our own terms in the linked data; the page says what each means."""
OF_CHANNELS = (
    Verdict.OFFICIAL,
    Verdict.OFFICIAL_STALE,
    Verdict.PLANNED,
    Verdict.RETIRED,
    Verdict.COMPROMISED,
)


def routes() -> list[web.RouteDef]:
    """Give the routes of this module."""
    return [web.get(PATH, show)]


@dataclass(frozen=True, slots=True)
class File:
    """One form of the data on the page."""

    title: str
    address: str
    media_type: str


class ReusePage:
    """Draws the page."""

    def __init__(self, environment: Environment, texts: Mapping[str, Texts]) -> None:
        self._template = environment.get_template("reuse.html")
        self._texts = texts

    @classmethod
    @cache
    def load(cls, folder: Path = FOLDER) -> ReusePage:
        """Read the template and the sentences; those of the page go before the chat page's."""
        texts = sentences(folder / "texts.yml") | sentences(folder / "reuse.yml")
        return cls(templates(folder), texts)

    def draw(self, language: str, library: Library, places: Places) -> str:
        """Give the page as HTML.

        Args:
            language: Of every sentence.
            library: The register that is served now.
            places: Where people reach the server.
        """
        words = {key: texts[language] for key, texts in self._texts.items()}
        organisations = library.registry.register.organisations
        example = EXAMPLE if EXAMPLE in organisations else min(organisations, default=EXAMPLE)
        return self._template.render(
            language=language,
            path=PATH,
            words=words,
            names=self._texts["name"],
            refused=False,
            files=_files(words),
            one=f"{API}/organisations/{example}.jsonld",
            trust=f"{API}/organisations/{example}/{TRUST}",
            catalogue=f"{API}/{CATALOGUE}",
            licence=licence,
            page=places.page(example),
            version=library.version,
            verdicts=[(verdict, words[f"verdict_{verdict}"]) for verdict in OF_CHANNELS],
            terms=[(term, words[f"term_{term}"]) for term in TERMS],
        )


def _files(words: Mapping[str, str]) -> list[File]:
    return [
        File(words[f"file_{form.key}"], _address(form.file, words["code"]), form.media_type)
        for form in FORMS
    ]


def _address(file: str, language: str) -> str:
    """Give the address of a file; the feed is in the language of the page."""
    return f"{API}/{file}" + (f"?language={language}" if file == CHANGES else "")


REUSE_PAGE = web.AppKey("reuse_page", ReusePage)


async def show(request: web.Request) -> web.Response:
    """Answer `GET /open-data`."""
    language = query_language(request)
    library = request.app[SERVED].library
    html = request.app[REUSE_PAGE].draw(language, library, places_of(request))
    return page_response(html, language)
