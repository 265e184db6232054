"""`/api/v1/register.json` and its signature: the whole register, for those who follow it."""

from __future__ import annotations

import asyncio

from aiohttp import web

from bot.http.problems import Problem
from bot.running.publishing import FILE, PUBLISHED
from knowledge.publishing.export.signed import SUFFIX

PATH = f"/api/v1/{FILE}"


def routes() -> list[web.RouteDef]:
    """Give the routes of this module."""
    return [web.get(PATH, copy), web.get(PATH + SUFFIX, signature)]


async def copy(request: web.Request) -> web.Response:
    """Answer `GET /api/v1/register.json`."""
    return await _part(request, 0)


async def signature(request: web.Request) -> web.Response:
    """Answer `GET /api/v1/register.json.sig`."""
    return await _part(request, 1)


async def _part(request: web.Request, index: int) -> web.Response:
    found = await asyncio.to_thread(request.app[PUBLISHED].documents)
    if found is None:
        raise Problem("not-found")
    response = found[index].response(request)
    # Copy and signature belong together: no cache may keep one of them for longer.
    response.headers["Cache-Control"] = "no-cache"
    return response
