"""Whether Telegram can be reached: operators read when that changes, not each failure."""

from __future__ import annotations

import logging
import random
from collections.abc import Callable

from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

FIRST_SECONDS = 0.25
MOST_SECONDS = 15.0
SECONDS_AFTER_CONFLICT = 5.0
SECONDS_AFTER_REFUSAL = 30.0
MOST_DOUBLINGS = 10

_chance = random.SystemRandom()
logger = logging.getLogger(__name__)


def backoff(failures: int) -> float:
    """Give the seconds to wait after so many failures in a row: doubled each time, and spread."""
    longest = min(MOST_SECONDS, FIRST_SECONDS * 2.0 ** min(failures, MOST_DOUBLINGS))
    return longest * _chance.uniform(0.5, 1.0)


def seconds_after(error: Exception, failures: int) -> float:
    """Give how long to wait before Telegram is asked again.

    Args:
        error: What went wrong last.
        failures: How often, in a row.
    """
    match error:
        case RetryAfter():
            after = error.retry_after
            return float(after) if isinstance(after, int | float) else after.total_seconds()
        case Conflict():
            return max(SECONDS_AFTER_CONFLICT, backoff(failures))
        case InvalidToken():
            return SECONDS_AFTER_REFUSAL
    return backoff(failures)


class Reach:
    """Says once that Telegram cannot be reached, and once that it can again.

    Args:
        server: The Bot API server, for operators.
        tell: Gets whether it is reached, whenever that is known.
    """

    def __init__(self, server: str, tell: Callable[[bool], None]) -> None:
        self._server = server
        self._tell = tell
        self._said: str | None = None

    def worked(self) -> None:
        """Note that Telegram answered as it should."""
        self._tell(True)
        if self._said:
            logger.info("Telegram at %s works again", self._server)
        self._said = None

    def failed(self, error: TelegramError) -> None:
        """Note that it did not; one that asks to wait is there."""
        if isinstance(error, RetryAfter):
            return
        self._tell(False)
        sentence = _sentence(error)
        if sentence != self._said:
            logger.error("Telegram at %s: %s; the web goes on", self._server, sentence)
        self._said = sentence


def _sentence(error: TelegramError) -> str:
    """Say what is wrong, without the error's own text, which may hold the token."""
    if isinstance(error, InvalidToken):
        return "refuses TELEGRAM_TOKEN: ask @BotFather for the token of the bot and start again"
    if isinstance(error, Conflict):
        return (
            "another process asks for the updates of this bot, or a webhook is set: stop the other"
            " one, or set KANAALCHECK_TELEGRAM_WEBHOOK_URL in all of them; asked again meanwhile"
        )
    return f"cannot be reached ({type(error).__name__}), tried again at least every 15 s"
