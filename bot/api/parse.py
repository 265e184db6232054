"""`/model/parse`: what the bot understands of a text, in Rasa's own parse shape."""

from aiohttp import web

from bot.http.fields import read_json, required_text
from bot.http.languages import choose
from bot.http.responses import json_response
from bot.running.application import SERVED
from bot.running.limiting import limit_by_length


async def parse(request: web.Request) -> web.Response:
    """Answer `POST /model/parse`."""
    text = required_text(await read_json(request), "text")
    limit_by_length(request, text)
    understood = await request.app[SERVED].ready_dialogue().parse(text)
    return json_response(understood, choose(request))
