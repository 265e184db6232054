"""`/widget/notice`: what staff tell every citizen now."""

from __future__ import annotations

from aiohttp import web

from bot.http.fields import query_language
from bot.http.responses import json_bytes
from bot.notifying.notice_board import BOARD

MAX_AGE_S = 30


async def notice(request: web.Request) -> web.Response:
    """Answer `GET /widget/notice`."""
    language = query_language(request)
    current = request.app[BOARD].current()
    shown = (
        {"id": str(current.id), "level": current.level, "text": current.texts[language]}
        if current
        else None
    )
    return web.Response(
        body=json_bytes({"notice": shown}),
        content_type="application/json",
        headers={
            "Cache-Control": f"public, max-age={MAX_AGE_S}",
            "Content-Language": language,
            "Vary": "Accept-Language",
        },
    )
