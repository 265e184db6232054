"""Rasa's own REST channel shape: a message in, the bot's messages out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from aiohttp import web

from bot.channels.contract import Channel
from bot.channels.turns import take_turn
from bot.http.fields import (
    MAX_SENDER_LENGTH,
    MAX_TEXT_LENGTH,
    Fields,
    body_language,
    optional_object,
    read_json,
    required_words,
)
from bot.http.responses import json_response
from bot.running.siblings import answered_at_home
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.conversation.dialogue import BotMessage
    from knowledge.library import Library

CHANNEL = "rest"
NAME = "rest {sender}"
"""What a conversation is called: with a space in it, as in no name of another channel, so that no
client can go on with a conversation of the page, the widget or Telegram by naming it."""


async def webhook(request: web.Request) -> web.Response:
    """Answer `POST /webhooks/rest/webhook`.

    An empty message is refused: Rasa itself would answer nothing at all, and whoever wrote the
    client would not know why.
    """
    fields = await read_json(request)
    metadata = optional_object(fields, "metadata")
    language = body_language(request, metadata)
    sender = required_words(fields, "sender", maximum=MAX_SENDER_LENGTH)
    message = required_words(fields, "message", maximum=MAX_TEXT_LENGTH)
    elsewhere = await answered_at_home(request, sender)
    if elsewhere is not None:
        return elsewhere
    told = language if _says_language(request, metadata) else None
    conversation = NAME.format(sender=sender)
    answers = await take_turn(request, conversation, message, language=told, channel=CHANNEL)
    return json_response([_as_json(sender, answer) for answer in answers], language)


def _says_language(request: web.Request, metadata: Fields) -> bool:
    """Tell whether a client names a language; else the message itself tells it."""
    is_named = "language" in metadata or "language" in request.query
    return is_named or "Accept-Language" in request.headers


def _as_json(sender: str, answer: BotMessage) -> dict[str, object]:
    members: dict[str, object] = {"recipient_id": sender}
    if answer.text:
        members["text"] = answer.text
    if answer.buttons:
        members["buttons"] = [
            {"title": title, "payload": payload} for title, payload in answer.buttons
        ]
    if answer.custom:
        data = {"answer": answer.answer.as_json()} if answer.answer else {}
        members["custom"] = answer.custom | data
    return members


def _routes() -> Sequence[web.RouteDef]:
    return [web.post("/webhooks/rest/webhook", webhook)]


def _draw(message: BotMessage, _: Library, __: date) -> dict[str, object]:
    return _as_json("", message)


REST: Channel[Settings] = Channel(CHANNEL, draw=_draw, routes=_routes)
