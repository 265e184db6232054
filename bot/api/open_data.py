"""`/api/v1/channels.csv` and `.json`: the whole register, one row per official channel."""

from __future__ import annotations

from aiohttp import web

from bot.api.answers import json_bytes, knowledge_version
from bot.api.documents import SHELF, Document
from bot.served import SERVED
from knowledge.export.open_data import as_csv, channel_rows
from knowledge.library import Library


async def channels_csv(request: web.Request) -> web.Response:
    """Answer `GET /api/v1/channels.csv`."""
    library = request.app[SERVED].library
    return request.app[SHELF].get(library, "channels.csv", _csv).response(request)


async def channels_json(request: web.Request) -> web.Response:
    """Answer `GET /api/v1/channels.json`."""
    library = request.app[SERVED].library
    return request.app[SHELF].get(library, "channels.json", _json).response(request)


def _csv(library: Library) -> Document:
    return Document.of(
        as_csv(library.registry.register).encode(),
        "text/csv; charset=utf-8; header=present",
        {"Content-Disposition": 'attachment; filename="channels.csv"'},
    )


def _json(library: Library) -> Document:
    rows = list(channel_rows(library.registry.register))
    content = {"channels": rows, "knowledge": knowledge_version(library)}
    return Document.of(json_bytes(content), "application/json; charset=utf-8")
