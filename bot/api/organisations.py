"""`/api/v1/organisations`: the register, by organisation."""

from __future__ import annotations

from datetime import date
from typing import Any

from aiohttp import web

from bot.http.documents import SHELF, Document
from bot.http.problems import Problem
from bot.http.responses import json_bytes, knowledge_version
from bot.running.application import SERVED, SETTINGS
from knowledge.library import Library
from knowledge.matching.presenting import channel_json
from knowledge.model import Organisation
from knowledge.register.freshness import complete_platforms

CONTENT_TYPE = "application/json; charset=utf-8"


async def list_all(request: web.Request) -> web.Response:
    """Answer `GET /api/v1/organisations`."""
    library, day = request.app[SERVED].library, request.app[SETTINGS].current_day()

    def make(served: Library) -> Document:
        return _list(served, day)

    shelf = request.app[SHELF]
    return shelf.get(library, "organisations", make, circumstances=day).response(request)


async def show_one(request: web.Request) -> web.Response:
    """Answer `GET /api/v1/organisations/{id}`."""
    library = request.app[SERVED].library
    organisation = library.registry.organisation(request.match_info["id"])
    if organisation is None:
        raise Problem("organisation-unknown")
    return _document(
        {
            **_summary(organisation, library, request.app[SETTINGS].current_day()),
            "aliases": [
                {"name": alias.name, "kind": alias.kind, "language": alias.language}
                for alias in organisation.aliases
            ],
            "source": {"url": organisation.source.url, "date": organisation.source.date},
            "channels": [channel_json(channel) for channel in organisation.channels],
            "knowledge": knowledge_version(library),
        }
    ).response(request)


def _list(library: Library, day: date) -> Document:
    organisations = library.registry.register.organisations
    return _document(
        {
            "organisations": [
                _summary(organisations[name], library, day) for name in sorted(organisations)
            ],
            "knowledge": knowledge_version(library),
        }
    )


def _document(content: dict[str, Any]) -> Document:
    return Document.of(json_bytes(content), CONTENT_TYPE)


def _summary(organisation: Organisation, library: Library, day: date) -> dict[str, Any]:
    return {
        "id": organisation.id,
        "name": organisation.name,
        "short_name": organisation.short_name,
        "kind": organisation.kind,
        "status": organisation.status,
        "policy_domain": organisation.policy_domain,
        "description": organisation.description,
        "ovo_code": organisation.ovo_code,
        "parent": organisation.parent,
        "merged_into": organisation.merged_into,
        "complete_platforms": list(complete_platforms(organisation, library.platforms, day)),
        "channels": len(organisation.channels),
    }
