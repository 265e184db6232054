"""The Bot API as this bot uses it (https://core.telegram.org/bots/api)."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

import httpx
from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError
from telegram.ext import ExtBot
from telegram.request import HTTPXRequest

from bot.channels.telegram.delivery.pacing import Pace, Pacing, Pauses
from bot.channels.telegram.delivery.reach import seconds_after
from bot.channels.telegram.delivery.sending import SECONDS_TO_CONNECT, Begun, Sending

ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "inline_query", "my_chat_member")
"""What is asked for; posts of channels are nobody's question."""
SECONDS_TO_POLL = 25
SECONDS_TO_ANSWER = 30.0
"""Long: whoever hangs up does not know whether the message arrived."""
TRIES_OF_A_FILE = 4
MOST_SECONDS_FOR_A_FILE = 5.0
MOST_UPDATES = 100  # in one answer, the most that Telegram gives


class FileUnavailable(Exception):  # noqa: N818 - reads as what is the case
    """A file is too large, or cannot be had."""


class Client(ExtBot[Begun]):
    """Asks Telegram.

    Args:
        token: From @BotFather.
        api_base: Bot API server, without a slash at its end.
        pace: How fast.
        pauses: Chats that wait.
        seconds_to_answer: How long an answer is waited for.
    """

    def __init__(
        self,
        token: str,
        api_base: str,
        *,
        pace: Pace,
        pauses: Pauses,
        seconds_to_answer: float = SECONDS_TO_ANSWER,
    ) -> None:
        super().__init__(
            token,
            base_url=f"{api_base}/bot",
            base_file_url=f"{api_base}/file/bot",
            request=Sending(seconds_to_answer),
            get_updates_request=HTTPXRequest(1, connect_timeout=SECONDS_TO_CONNECT),
            rate_limiter=Pacing(pace, pauses),
        )

    def send_no_more(self) -> None:
        """Send nothing that is not on its way."""
        if isinstance(self.rate_limiter, Pacing):
            self.rate_limiter.close()

    async def updates(self, offset: int | None, seconds: int = SECONDS_TO_POLL) -> Sequence[Any]:
        """Wait for updates and give them as they came: one that is broken spoils no other.

        Args:
            offset: Confirms all before this id.
            seconds: How long Telegram waits for one to come.

        Raises:
            TelegramError: There was no answer, or a refusal.
        """
        data = {
            "offset": offset,
            "timeout": seconds,
            "limit": MOST_UPDATES,
            "allowed_updates": ALLOWED_UPDATES,
        }
        given = await self._post("getUpdates", data, read_timeout=seconds + SECONDS_TO_CONNECT)
        if not isinstance(given, list):
            raise TelegramError("getUpdates gave no list")
        return given

    async def fetch(self, file_id: str, most_bytes: int) -> bytes:
        """Give the content of a file that somebody sent.

        Args:
            file_id: Telegram's name of it.
            most_bytes: A larger one is not read to its end.

        Raises:
            FileUnavailable: It is too large, or cannot be had.
        """
        for failures in range(1, TRIES_OF_A_FILE):
            try:
                return await self._fetch(file_id, most_bytes)
            except (NetworkError, RetryAfter, httpx.HTTPError) as error:
                if isinstance(error, BadRequest):
                    break
                await asyncio.sleep(min(MOST_SECONDS_FOR_A_FILE, seconds_after(error, failures)))
            except (TelegramError, httpx.InvalidURL):
                break
        # From nothing: the error's own text holds the address, which holds the token.
        raise FileUnavailable("cannot be fetched") from None

    async def _fetch(self, file_id: str, most_bytes: int) -> bytes:
        file = await self.get_file(file_id)
        if not file.file_path or (file.file_size or 0) > most_bytes:
            raise FileUnavailable("too large")
        content = bytearray()
        async with (
            httpx.AsyncClient(timeout=SECONDS_TO_ANSWER) as client,
            client.stream("GET", file.file_path) as response,
        ):
            response.raise_for_status()
            async for chunk in response.aiter_bytes():
                content += chunk
                if len(content) > most_bytes:
                    raise FileUnavailable("too large")
        return bytes(content)


def id_of(update: object) -> int | None:
    """Give the id of an update as it came; None when it is none."""
    if not isinstance(update, Mapping):
        return None
    found = update.get("update_id")
    return found if isinstance(found, int) and 0 <= found < 2**63 else None
