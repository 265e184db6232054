"""`/widget/conversations` and `/widget/messages`: one turn for each message, however often sent."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

from aiohttp import web

from actions.conversation.context import ATTACHED
from bot.capacity.limits import RateLimiter
from bot.channels.turns import take_turn
from bot.channels.widget import among_replicas
from bot.channels.widget.drawing import Drawing, worst_verdict
from bot.channels.widget.ids import ConversationIds
from bot.channels.widget.linking import Links
from bot.channels.widget.replay import Answered, Answers
from bot.conversation.messages import BotMessage
from bot.http.fields import (
    MAX_TEXT_LENGTH,
    Fields,
    body_language,
    read_json,
    required_text,
    required_words,
)
from bot.http.problems import Problem
from bot.http.responses import json_bytes
from bot.running.application import SERVED, SETTINGS
from bot.running.limiting import refuse
from bot.running.shared_values import VALUES
from bot.running.siblings import answered_at_home
from knowledge.library import Library
from knowledge.matching.answer import Did

CHANNEL = "widget"
MAX_ID_LENGTH = 200
PART_OF_CLIENT = 2
"""A conversation may send half of what its client may: behind one address there may be many."""

_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


@dataclass(slots=True)
class Widgets:
    """What the widgets of one application are answered with.

    Attributes:
        limiter: By conversation.
    """

    ids: ConversationIds
    answers: Answers
    limiter: RateLimiter
    _links: Links | None = field(default=None, repr=False)

    def links(self, library: Library, request: web.Request) -> Links:
        """Give what may be a link in the register that is served now."""
        if self._links is None or self._links.library is not library:
            self._links = Links(library, request.app[SETTINGS].current_day)
        return self._links


WIDGETS = web.AppKey("widgets", Widgets)


@dataclass(frozen=True, slots=True)
class Sent:
    """Which message of which conversation a request is about.

    Attributes:
        conversation: Its name on our side.
        message: The id that the client gave it.
    """

    conversation: str
    message: str

    @classmethod
    def of(cls, request: web.Request, fields: Fields) -> Sent:
        """Read it; a conversation or an id that cannot be is refused."""
        given = required_text(fields, "conversation", maximum=MAX_ID_LENGTH)
        message = required_text(fields, "id", maximum=MAX_ID_LENGTH)
        if not _UUID.fullmatch(message):
            raise Problem("bad-message-id", field="id")
        return cls(request.app[WIDGETS].ids.name(given), message.lower())


async def begin(request: web.Request) -> web.Response:
    """Answer `POST /widget/conversations`."""
    return json(json_bytes({"conversation": request.app[WIDGETS].ids.new()}), status=201)


async def say(request: web.Request) -> web.Response:
    """Answer `POST /widget/messages`."""
    fields = await read_json(request)
    language = body_language(request, fields)
    sent = Sent.of(request, fields)
    text = required_words(fields, "text", maximum=MAX_TEXT_LENGTH)
    elsewhere = await answered_at_home(request, sent.conversation)
    if elsewhere is not None:
        return elsewhere
    request.app[SERVED].ready_dialogue()
    turn = partial(_turn, request, sent, text, language)
    return await answered(request, sent, text.encode(), turn)


async def answered(
    request: web.Request,
    sent: Sent,
    content: bytes,
    answer: Callable[[], Awaitable[Answered]],
) -> web.Response:
    """Answer a message that is new, or give the answer that it got before."""
    widgets = request.app[WIDGETS]
    if not widgets.answers.knows(sent.conversation, sent.message):
        refuse(request, widgets.limiter.wait(sent.conversation))
    if VALUES in request.app:
        answer = partial(among_replicas.once, request.app[VALUES], sent, content, answer)
    given = await widgets.answers.once(sent.conversation, sent.message, content, answer)
    if given.is_shared:
        widgets.answers.forget(sent.conversation)
    return json(given.body)


def drawn(
    request: web.Request,
    sent: Sent,
    said: Sequence[BotMessage],
    language: str,
    *,
    text: str = "",
    forgets: bool = False,
) -> Answered:
    """Draw what the bot says to a message.

    Args:
        request: Only its application is used.
        sent: The message.
        said: What the bot says.
        language: Of the message.
        text: What the citizen said; empty for an image.
        forgets: The conversation was deleted with it.
    """
    links = request.app[WIDGETS].links(request.app[SERVED].library, request)
    drawing = Drawing(links)
    content: dict[str, object] = {
        "id": sent.message,
        "messages": [drawing.message(each) for each in said],
        "forgotten": forgets,
        "language": _switched(said),
    }
    return Answered(json_bytes(content), text, worst_verdict(said), language, forgets)


def _switched(said: Sequence[BotMessage]) -> str | None:
    """Give the language that the conversation goes on in from now, where that changed."""
    answers = (each.answer for each in said if each.did is Did.SWITCHED_LANGUAGE)
    return next((answer.language for answer in answers if answer), None)


def json(body: bytes, *, status: int = 200) -> web.Response:
    """Answer with JSON that no cache keeps."""
    return web.Response(
        body=body,
        status=status,
        content_type="application/json",
        headers={"Cache-Control": "no-store"},
    )


async def _turn(request: web.Request, sent: Sent, text: str, language: str) -> Answered:
    said = await take_turn(request, sent.conversation, text, language=language, channel=CHANNEL)
    forgets = any(each.did is Did.FORGOT for each in said)
    if forgets:
        ATTACHED.drop(f"{CHANNEL}:{sent.conversation}")
    return drawn(request, sent, said, language, text=text, forgets=forgets)
