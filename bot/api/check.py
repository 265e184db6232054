"""`/api/v1/check`: the verdict about every address in a text."""

import asyncio

from aiohttp import web

from bot.http.fields import body_language, query_language, read_json, required_query, required_text
from bot.http.responses import json_response, knowledge_version
from bot.running.application import ASKED, METRICS, SERVED
from bot.running.limiting import limit_by_length
from knowledge.matching.presenting import as_json

SHORT_TEXT = 500
"""Characters judged within the event loop; longer ones may hold hundreds of addresses."""


async def check_by_query(request: web.Request) -> web.Response:
    """Answer `GET /api/v1/check?q=…`."""
    language = query_language(request)
    return await _check(request, required_query(request, "q"), language)


async def check_by_body(request: web.Request) -> web.Response:
    """Answer `POST /api/v1/check`."""
    fields = await read_json(request)
    language = body_language(request, fields)
    return await _check(request, required_text(fields, "text"), language)


async def _check(request: web.Request, text: str, language: str) -> web.Response:
    limit_by_length(request, text)
    library = request.app[SERVED].library
    if len(text) > SHORT_TEXT:
        verdict = await asyncio.to_thread(library.checker.check, text)
    else:
        verdict = library.checker.check(text)
    request.app[METRICS].verdict(verdict.verdict)
    asked = request.app[ASKED]
    if asked:
        asked.count(verdict, library)
    answer = as_json(verdict, library.catalogue, language)
    return json_response({**answer, "knowledge": knowledge_version(library)}, language)
