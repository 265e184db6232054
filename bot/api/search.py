"""`/api/v1/search`: organisations and answers for a question in own words, best first."""

import asyncio

from aiohttp import web

from bot.http.fields import query_language, query_number, required_query
from bot.http.responses import json_response
from bot.running.application import SERVED
from bot.running.limiting import limit_by_length
from knowledge.library import Library

DEFAULT_TOP = 5
MAX_TOP = 50


async def search(request: web.Request) -> web.Response:
    """Answer `GET /api/v1/search?q=…&top=5`."""
    language = query_language(request)
    question = required_query(request, "q")
    limit_by_length(request, question)
    top = query_number(request, "top", default=DEFAULT_TOP, maximum=MAX_TOP)
    library = request.app[SERVED].library
    found = await asyncio.to_thread(_find, library, question, top, language)
    return json_response(found, language)


def _find(library: Library, question: str, top: int, language: str) -> dict[str, object]:
    register = library.registry.register
    titles = {answer.id: answer.title[language] for answer in register.answers}
    return {
        "organisations": [
            {
                "id": hit.id,
                "name": register.organisations[hit.id].display_name,
                "score": round(hit.score, 4),
            }
            for hit in library.search.organisations(question, top)
        ],
        "answers": [
            {"id": hit.id, "title": titles[hit.id], "score": round(hit.score, 4)}
            for hit in library.search.answers(question, top)
        ],
    }
