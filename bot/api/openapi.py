"""`/openapi.json`: what the outside sees."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from aiohttp import web

from bot.http.documents import Document
from bot.http.responses import json_bytes
from knowledge.data import load_data

OPENAPI_FILE = Path(__file__).with_name("openapi.yml")
DOCUMENT = web.AppKey("openapi", Document)
OPTIONAL_PATHS = frozenset({"/model/parse"})


@cache
def describe(routed: frozenset[str]) -> dict[str, Any]:
    """Give the description, without those optional paths that are not routed.

    Args:
        routed: Path templates of the application.
    """
    description: dict[str, Any] = load_data(OPENAPI_FILE)
    for path in OPTIONAL_PATHS - routed:
        del description["paths"][path]
    return description


def prepare(app: web.Application) -> None:
    """Write the document once; every route has to be there by now."""
    routed = frozenset(
        resource.canonical for resource in app.router.resources() if resource.canonical
    )
    app[DOCUMENT] = Document.of(json_bytes(describe(routed)), "application/json; charset=utf-8")


async def openapi(request: web.Request) -> web.Response:
    """Answer `GET /openapi.json`."""
    return request.app[DOCUMENT].response(request)
