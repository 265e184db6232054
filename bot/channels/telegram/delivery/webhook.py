"""Taking updates that Telegram sends to an address of ours."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
from urllib.parse import urlsplit

from aiohttp import web

from actions.reports.database.connection import StoreUnavailable
from bot.channels.telegram.delivery.client import id_of
from bot.channels.telegram.delivery.intake import Intake
from bot.http.fields import body_too_large
from bot.http.problems import Problem

HEADER = "X-Telegram-Bot-Api-Secret-Token"
USUAL_PATH = "/telegram/webhook"
MAX_BYTES = 1024 * 1024
"""Two long messages, one in answer to the other, with every letter escaped, take 200 KiB."""
MAX_SECONDS = 10.0
SECONDS_TO_WAIT = {"Retry-After": "5"}


class Webhook:
    """Takes the updates that come with the right secret.

    Args:
        intake: Takes them.
        tokens: What Telegram has to say; after a change of the secret, until it hears the new one,
            also what it had to say before.
    """

    def __init__(self, intake: Intake, *tokens: str) -> None:
        self._intake = intake
        self._tokens = [each.encode() for each in tokens]

    async def take(self, request: web.Request) -> web.Response:
        """Answer one `POST`; what is not acknowledged Telegram sends again."""
        given = request.headers.get(HEADER, "").encode("utf-8", "surrogateescape")
        if not any(hmac.compare_digest(given, each) for each in self._tokens):
            raise Problem("wrong-secret")
        if self._intake.is_full:
            raise Problem("not-ready", headers=SECONDS_TO_WAIT)
        update = _read(await _body(request))
        number = id_of(update)
        if number is None:
            raise Problem("bad-json")
        try:
            await self._intake.take({number: update})
        except StoreUnavailable as error:
            raise Problem("not-ready", headers=SECONDS_TO_WAIT) from error
        return web.Response()


def address_of(webhook_url: str) -> tuple[str, str]:
    """Give the address that Telegram is told, and the path that is served.

    A proxy in front of us passes the path on as it is.
    """
    path = urlsplit(webhook_url).path
    if path not in ("", "/"):
        return webhook_url, path
    return webhook_url.rstrip("/") + USUAL_PATH, USUAL_PATH


def secret_token(secret: str, token: str) -> str:
    """Derive what Telegram says with each update: 64 of the characters that it allows."""
    return hmac.new(
        secret.encode(), f"telegram webhook {token}".encode(), hashlib.sha256
    ).hexdigest()


async def _body(request: web.Request) -> bytes:
    """Read the body up to a limit of its own: it holds more than what citizens send us directly."""
    if (request.content_length or 0) > MAX_BYTES:
        raise body_too_large()
    body = bytearray()
    try:
        async with asyncio.timeout(MAX_SECONDS):
            async for chunk in request.content.iter_any():
                body += chunk
                if len(body) > MAX_BYTES:
                    raise body_too_large()
    except TimeoutError as error:
        raise Problem("body-too-slow", headers={"Connection": "close"}) from error
    except web.RequestPayloadError as error:
        raise Problem("bad-request") from error
    return bytes(body)


def _read(body: bytes) -> object:
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Problem("bad-json") from error
