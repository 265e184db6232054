"""The register as open data: files that stay the same as long as the register and the day do."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time

from aiohttp import web

from bot.http import languages
from bot.http.documents import SHELF, Document
from bot.http.problems import Problem
from bot.http.responses import json_bytes, knowledge_version
from bot.running.application import SERVED, SETTINGS
from knowledge.library import Library
from knowledge.model import Organisation
from knowledge.publishing.export import atom, dcat, jsonld, trust_txt
from knowledge.publishing.export.changes import changes_of
from knowledge.publishing.export.open_data import as_csv, channel_rows
from knowledge.publishing.export.urls import API, CATALOGUE, CHANGES, JSON_LD, TRUST, Places
from knowledge.publishing.export.vouched import Vouched, newest_day
from knowledge.register.registry import Registry

_HOST = re.compile(r"[A-Za-z0-9._\-]+(:[0-9]{1,5})?|\[[0-9A-Fa-f:.]+\](:[0-9]{1,5})?")


def routes() -> list[web.RouteDef]:
    """Give the routes of this module; they go before those of single organisations."""
    return [
        web.get(f"{API}/channels.csv", channels_csv),
        web.get(f"{API}/channels.json", channels_json),
        web.get(f"{API}/{JSON_LD}", organisations_jsonld),
        web.get(f"{API}/organisations/{{id}}.jsonld", organisation_jsonld),
        web.get(f"{API}/organisations/{{id}}/{TRUST}", organisation_trust),
        web.get(f"{API}/{CATALOGUE}", catalogue),
        web.get(f"{API}/{CHANGES}", changes),
        web.get(f"/{TRUST}", trust),
        web.get(f"/.well-known/{TRUST}", trust),
    ]


@dataclass(frozen=True, slots=True)
class Edition:
    """What a document is made of: one register, at one address, judged on one day."""

    library: Library
    places: Places
    today: date

    @property
    def registry(self) -> Registry:
        """The register with its indexes."""
        return self.library.registry

    @property
    def standing(self) -> Vouched:
        """The register as it stands on the day."""
        return Vouched(self.registry.register, self.registry.platforms, self.today)

    @property
    def modified(self) -> datetime:
        """Since when nothing in it can have changed: the register was read, or the day began."""
        began = datetime.combine(self.today, time.min).astimezone()
        return max(self.library.loaded_at, began)

    def document(self, body: bytes, content_type: str) -> Document:
        """Make a document of this edition."""
        return Document.of(body, content_type, modified=self.modified)


async def channels_csv(request: web.Request) -> web.Response:
    """Answer `GET /api/v1/channels.csv`."""
    library = request.app[SERVED].library
    return request.app[SHELF].get(library, "channels.csv", _csv).response(request)


async def channels_json(request: web.Request) -> web.Response:
    """Answer `GET /api/v1/channels.json`."""
    library = request.app[SERVED].library
    return request.app[SHELF].get(library, "channels.json", _json).response(request)


async def organisations_jsonld(request: web.Request) -> web.Response:
    """Answer `GET /api/v1/organisations.jsonld`."""
    return _kept(request, JSON_LD, _linked)


async def organisation_jsonld(request: web.Request) -> web.Response:
    """Answer `GET /api/v1/organisations/{id}.jsonld`."""
    edition = _edition(request)
    organisation = _organisation(request, edition)
    described = jsonld.describe_one(organisation, edition.standing, edition.places)
    return edition.document(json_bytes(described), jsonld.CONTENT_TYPE).response(request)


async def organisation_trust(request: web.Request) -> web.Response:
    """Answer `GET /api/v1/organisations/{id}/trust.txt`."""
    edition = _edition(request)
    organisation = _organisation(request, edition)
    text = trust_txt.for_organisation(organisation, edition.standing, edition.places)
    return edition.document(text.encode(), trust_txt.CONTENT_TYPE).response(request)


async def catalogue(request: web.Request) -> web.Response:
    """Answer `GET /api/v1/dcat.jsonld`."""
    return _kept(request, CATALOGUE, _dcat)


async def changes(request: web.Request) -> web.Response:
    """Answer `GET /api/v1/changes.atom`."""
    language = languages.choose(request)
    response = _kept(request, f"{CHANGES} {language}", lambda edition: _atom(edition, language))
    response.headers["Content-Language"] = language
    response.headers["Vary"] = "Accept-Encoding, Accept-Language"
    return response


async def trust(request: web.Request) -> web.Response:
    """Answer `GET /trust.txt` and `GET /.well-known/trust.txt`."""
    return _kept(request, TRUST, _trust)


def places_of(request: web.Request) -> Places:
    """Tell under which address people reach the server: as it is set, else as it was asked.

    Raises:
        Problem: The request names no host that an address can be made of.
    """
    settings = request.app[SETTINGS]
    if settings.public_url:
        return Places(settings.public_url)
    if not _HOST.fullmatch(request.host):
        raise Problem("bad-request")
    scheme = "https" if settings.behind_tls else request.scheme
    return Places(f"{scheme}://{request.host.lower()}")


def _edition(request: web.Request) -> Edition:
    today = request.app[SETTINGS].current_day()
    return Edition(request.app[SERVED].library, places_of(request), today)


def _kept(request: web.Request, name: str, make: Callable[[Edition], Document]) -> web.Response:
    edition = _edition(request)
    document = request.app[SHELF].get(
        edition.library,
        name,
        lambda _: make(edition),
        circumstances=(edition.places, edition.today),
    )
    return document.response(request)


def _organisation(request: web.Request, edition: Edition) -> Organisation:
    organisation = edition.registry.organisation(request.match_info["id"])
    if organisation is None:
        raise Problem("organisation-unknown")
    return organisation


def _csv(library: Library) -> Document:
    return Document.of(
        as_csv(library.registry.register).encode(),
        "text/csv; charset=utf-8; header=present",
        {"Content-Disposition": 'attachment; filename="channels.csv"'},
        modified=library.loaded_at,
    )


def _json(library: Library) -> Document:
    rows = list(channel_rows(library.registry.register))
    content = {"channels": rows, "knowledge": knowledge_version(library)}
    return Document.of(
        json_bytes(content), "application/json; charset=utf-8", modified=library.loaded_at
    )


def _linked(edition: Edition) -> Document:
    described = jsonld.describe_all(edition.standing, edition.places)
    return edition.document(json_bytes(described), jsonld.CONTENT_TYPE)


def _dcat(edition: Edition) -> Document:
    register = edition.registry.register
    newest = newest_day(register, edition.today)
    described = dcat.describe(register, edition.places, newest)
    return edition.document(json_bytes(described), dcat.CONTENT_TYPE)


def _atom(edition: Edition, language: str) -> Document:
    feed = atom.as_atom(
        changes_of(edition.standing),
        edition.places,
        edition.registry.platforms,
        language,
        newest=newest_day(edition.registry.register, edition.today),
    )
    return edition.document(feed, atom.CONTENT_TYPE)


def _trust(edition: Edition) -> Document:
    text = trust_txt.for_server(edition.registry, edition.standing, edition.places)
    return edition.document(text.encode(), trust_txt.CONTENT_TYPE)
