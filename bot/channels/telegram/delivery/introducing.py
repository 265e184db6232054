"""What Telegram shows of the bot: commands and descriptions in each language."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from telegram import BotCommand
from telegram.error import BadRequest, InvalidToken, TelegramError

from bot.channels.telegram.delivery.client import Client
from bot.channels.telegram.delivery.reach import seconds_after

Known = TypeVar("Known")

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Introduction:
    """What is shown to people whose Telegram is in one language.

    Attributes:
        language: ISO 639-1; None for everybody else.
        commands: Name, without slash, and what it does.
        short: Shown on the bot's profile, at most 120 characters (Bot API).
        long: Shown before somebody writes for the first time, at most 512 characters.
    """

    language: str | None
    commands: Sequence[tuple[str, str]]
    short: str
    long: str


async def introduce(client: Client, introductions: Sequence[Introduction]) -> None:
    """Tell Telegram what differs from what it knows; a failure is logged and stops nothing."""
    for each in introductions:
        for change in (_commands, _short, _long):
            await _tried(change, client, each)


async def _tried(
    change: Callable[[Client, Introduction], Awaitable[None]], client: Client, told: Introduction
) -> None:
    """Tell one thing, as soon as Telegram can be reached."""
    failures = 0
    while True:
        try:
            await change(client, told)
        except (BadRequest, InvalidToken) as error:
            # Told again at the next start: until then Telegram shows what it knew.
            logger.warning(
                "Telegram does not take the %s of the bot in %s: %s",
                change.__name__.strip("_"),
                told.language or "other languages",
                type(error).__name__,
            )
            return
        except TelegramError as error:
            failures += 1
            await asyncio.sleep(seconds_after(error, failures))
        else:
            return


async def _commands(client: Client, told: Introduction) -> None:
    wanted = tuple(BotCommand(name, description) for name, description in told.commands)
    known = await _known(client.get_my_commands(language_code=told.language))
    if known != wanted:
        await client.set_my_commands(wanted, language_code=told.language)


async def _short(client: Client, told: Introduction) -> None:
    known = await _known(client.get_my_short_description(language_code=told.language))
    if known is None or known.short_description != told.short:
        await client.set_my_short_description(told.short, language_code=told.language)


async def _long(client: Client, told: Introduction) -> None:
    known = await _known(client.get_my_description(language_code=told.language))
    if known is None or known.description != told.long:
        await client.set_my_description(told.long, language_code=told.language)


async def _known(asked: Awaitable[Known]) -> Known | None:
    """Give what Telegram knows; None when this server cannot say."""
    try:
        return await asked
    except (BadRequest, InvalidToken):  # the latter for a method that it does not have
        return None
