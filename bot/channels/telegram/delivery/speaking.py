"""Carrying out what the bot says: once, in spite of networks and limits.

The Bot API has no way to send something twice and have it arrive once. So where it is not known
whether a message arrived, the likelier is done:

- The connection broke, or nothing was answered for some time: Telegram answers within milliseconds
  after it acted, so most likely it did not act. Sent again.
- This process died after the request left, before Telegram answered: most likely it arrived. Not
  sent again. Whether it left is known to the instant (`departures.py`), on this machine.
"""

from __future__ import annotations

import asyncio
import html
import logging
import re
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import assert_never

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
    LinkPreviewOptions,
    MessageEntity,
    ReplyParameters,
)
from telegram.constants import MessageLimit, ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter
from telegram.error import TelegramError as Failure

from bot.channels.telegram.delivery.client import Client
from bot.channels.telegram.delivery.pacing import Pauses
from bot.channels.telegram.delivery.reach import Reach, seconds_after
from bot.channels.telegram.delivery.sending import Begun
from bot.channels.telegram.sayings import (
    AnswerInline,
    AnswerPress,
    Button,
    Keyboard,
    Say,
    Saying,
)

SECONDS_TO_TRY = 24 * 60 * 60.0  # an answer that is a day late helps nobody
SECONDS_FOR_A_PRESS = 30.0  # Telegram forgets presses and inline queries soon
MOST_BLOCKED = 50_000
UTF_16 = "utf-16-le"

SECONDS_OF_DOUBT = 2.0
"""Without an answer for so long, it was most likely not said."""

Noted = Callable[[], Awaitable[None]]
logger = logging.getLogger(__name__)


class Unsaid(Exception):  # noqa: N818 - reads as what is the case
    """It could not be said in time."""


@dataclass(frozen=True, slots=True)
class Marks:
    """Notes whether something was said.

    Attributes:
        begun: It leaves now.
        arrived: It was said, after it was taken back.
        taken_back: It was most likely not said, and is sent again later.
    """

    begun: Begun
    arrived: Noted
    taken_back: Noted


class Speaker:
    """Says things at Telegram.

    Args:
        client: Sends.
        pauses: Chats that wait.
        reach: Says when Telegram is away.
        clock: Seconds that only go forward.
    """

    def __init__(
        self,
        client: Client,
        pauses: Pauses,
        reach: Reach,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._client = client
        self._pauses = pauses
        self._reach = reach
        self._clock = clock
        self._blocked: OrderedDict[int, None] = OrderedDict()

    def unblock(self, chat_id: int) -> None:
        """Note that somebody wrote: whoever does that wants an answer."""
        self._blocked.pop(chat_id, None)

    async def say(
        self, saying: Saying, marks: Marks | None = None, *, patience: float = SECONDS_TO_TRY
    ) -> None:
        """Say something, however long that takes; what Telegram refuses for good is dropped.

        Args:
            saying: What.
            marks: Notes of it; none are needed of what may be lost.
            patience: Seconds after which it is given up.

        Raises:
            Unsaid: It was given up.
        """
        until = self._clock() + min(patience, _lifetime(saying))
        is_plain, failures = False, 0
        while not self._is_blocked(saying):
            try:
                await self._send_watched(saying, marks, is_plain=is_plain)
            except ChatMigrated as moved:  # a group that grew has a new id
                saying = _moved(saying, moved.new_chat_id)
            except Forbidden:
                self._block(saying)
            except BadRequest:
                if is_plain or not isinstance(saying, Say):
                    logger.warning("Telegram refuses a %s: it is not said", type(saying).__name__)
                    return
                is_plain = True
            except Failure as failure:
                failures += 1
                await self._wait(failure, failures, saying, marks, until)
            else:
                self._reach.worked()
                return

    async def _wait(
        self, failure: Failure, failures: int, saying: Saying, marks: Marks | None, until: float
    ) -> None:
        """Wait until it may be tried again.

        Raises:
            Unsaid: That would be too late.
        """
        if marks:
            await marks.taken_back()
        seconds = self._seconds(failure, failures, saying)
        if self._clock() + seconds > until:
            raise Unsaid(type(failure).__name__)
        await asyncio.sleep(seconds)

    def _seconds(self, failure: Failure, failures: int, saying: Saying) -> float:
        seconds = seconds_after(failure, failures)
        if isinstance(failure, RetryAfter):
            chat = chat_in(saying)
            self._pauses.add(chat, seconds)
            logger.info("Telegram asks to wait %.0f s in a chat", seconds)
            return self._pauses.left(chat)
        self._reach.failed(failure)
        return seconds

    def _is_blocked(self, saying: Saying) -> bool:
        return chat_in(saying) in self._blocked

    def _block(self, saying: Saying) -> None:
        chat = chat_in(saying)
        if chat is None:
            return
        logger.info("somebody blocked the bot: nothing is written until they write")
        self._blocked[chat] = None
        while len(self._blocked) > MOST_BLOCKED:
            self._blocked.popitem(last=False)

    async def _send_watched(self, saying: Saying, marks: Marks | None, *, is_plain: bool) -> None:
        """Send something; as long as nothing is answered, doubt after some time that it arrived."""
        if marks is None:
            await self._send(saying, None, is_plain=is_plain)
            return
        loop, leaves = asyncio.get_running_loop(), asyncio.Event()

        def starts() -> None:
            marks.begun.starts()
            loop.call_soon_threadsafe(leaves.set)

        doubting = asyncio.create_task(_doubt(leaves, marks.taken_back))
        try:
            begun = Begun(starts, marks.begun.leaves)
            await self._send(saying, begun, is_plain=is_plain)
        finally:
            has_doubted = not doubting.cancel()
        if has_doubted:
            await marks.arrived()

    async def _send(self, saying: Saying, begun: Begun | None, *, is_plain: bool) -> None:
        match saying:
            case Say():
                await self._write(saying, begun, is_plain=is_plain)
            case AnswerPress():
                await self._client.answer_callback_query(
                    saying.callback_query_id, text=saying.text, rate_limit_args=begun
                )
            case AnswerInline():
                await self._answer_inline(saying, begun)
            case _:
                assert_never(saying)

    async def _write(self, said: Say, begun: Begun | None, *, is_plain: bool) -> None:
        answered = None if is_plain or said.reply_to is None else _reply_to(said.reply_to)
        text = plain(said.html) if is_plain else said.html
        await self._client.send_message(
            said.chat_id,
            text,
            parse_mode=None if is_plain else ParseMode.HTML,
            entities=[_as_typed(text)] if is_plain else None,
            link_preview_options=LinkPreviewOptions(is_disabled=True),
            reply_parameters=answered,
            message_thread_id=said.thread,
            reply_markup=_keyboard(said.keyboard),
            rate_limit_args=begun,
        )

    async def _answer_inline(self, answer: AnswerInline, begun: Begun | None) -> None:
        await self._client.answer_inline_query(
            answer.inline_query_id,
            [
                InlineQueryResultArticle(
                    id=each.id,
                    title=each.title,
                    description=each.description,
                    input_message_content=InputTextMessageContent(
                        each.html,
                        parse_mode=ParseMode.HTML,
                        link_preview_options=LinkPreviewOptions(is_disabled=True),
                    ),
                )
                for each in answer.articles
            ],
            cache_time=answer.cache_time,
            is_personal=answer.is_personal,
            rate_limit_args=begun,
        )


async def _doubt(leaves: asyncio.Event, taken_back: Noted) -> None:
    await leaves.wait()
    await asyncio.sleep(SECONDS_OF_DOUBT)
    await taken_back()


def plain(marked: str) -> str:
    """Give the words of a message whose HTML Telegram did not take, as far as they fit."""
    words = html.unescape(re.sub(r"<[^<>]*>", "", marked))
    most = 2 * MessageLimit.MAX_TEXT_LENGTH
    return words.encode(UTF_16, "replace")[:most].decode(UTF_16, "ignore")


def _as_typed(text: str) -> MessageEntity:
    """Mark a whole text as code: Telegram would make links of suspicious addresses."""
    return MessageEntity(MessageEntity.CODE, 0, len(text.encode(UTF_16, "replace")) // 2)


def _keyboard(keyboard: Keyboard) -> InlineKeyboardMarkup | None:
    if not keyboard:
        return None
    return InlineKeyboardMarkup([[_button(each) for each in row] for row in keyboard])


def _button(button: Button) -> InlineKeyboardButton:
    return InlineKeyboardButton(button.text, callback_data=button.data, url=button.url)


def _reply_to(message_id: int) -> ReplyParameters:
    return ReplyParameters(message_id, allow_sending_without_reply=True)


def chat_in(saying: Saying) -> int | None:
    """Give the chat that something is said in; None where it answers a press or a query."""
    return saying.chat_id if isinstance(saying, Say) else None


def _moved(saying: Saying, chat_id: int) -> Saying:
    return replace(saying, chat_id=chat_id) if isinstance(saying, Say) else saying


def _lifetime(saying: Saying) -> float:
    return SECONDS_TO_TRY if isinstance(saying, Say) else SECONDS_FOR_A_PRESS
