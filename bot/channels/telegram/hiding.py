"""The token of the bot in no log: whoever has it speaks in our name.

Telegram's addresses hold the token, so that libraries write it when they write an address, and
exceptions repeat it. What they log of a message is a citizen's.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from urllib.parse import quote

MASK = "***"
SHORTEST = 8
"""Of a half to hide: Telegram's are 35 characters; a shorter one may be part of any word."""
CHATTY = ("httpx", "httpcore", "telegram", "aiolimiter")
"""Libraries that log addresses with the token, or the messages themselves."""


class Hiding(logging.Formatter):
    """Writes lines as another formatter does, tracebacks too, without a secret.

    Args:
        inner: Writes the line.
        secrets: Such as the bot's token, whose half behind the colon is secret on its own; an
            empty one hides nothing.
    """

    def __init__(self, inner: logging.Formatter, *secrets: str) -> None:
        super().__init__()
        self._inner = inner
        self._secrets = [each for secret in secrets for each in _spellings(secret)]

    def format(self, record: logging.LogRecord) -> str:
        """Give the line."""
        line = self._inner.format(record)
        for secret in self._secrets:
            line = line.replace(secret, MASK)
        return line


def silence_libraries() -> None:
    """Let libraries log nothing, whatever level an operator asks for: we say what went wrong."""
    for name in CHATTY:
        logging.getLogger(name).setLevel(logging.CRITICAL)


def _spellings(token: str) -> Sequence[str]:
    """Give what is never written, the longest first."""
    secret = token.partition(":")[2]
    spellings = {token, quote(token, safe="")}
    if len(secret) >= SHORTEST:
        spellings |= {secret, quote(secret, safe="")}
    return sorted(filter(None, spellings), key=len, reverse=True)
