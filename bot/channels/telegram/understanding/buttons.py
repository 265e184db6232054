"""What a press of a button means: in the 64 bytes that Telegram sends back, or kept by us.

A payload that fits is sent as it is; a longer one is kept, encrypted, under a key that follows from
it. So every button works after a restart, and in whichever process the press comes in.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import logging
from collections.abc import Callable
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection

from actions.reports.database.connection import Database, StoreUnavailable
from actions.reports.database.tables import telegram_buttons
from bot.channels.telegram.sealing import Seal, SealError

MOST_BYTES = 64
"""Of `callback_data` (Bot API)."""
KEPT = timedelta(days=90)
BETWEEN_WRITES = timedelta(days=1)

_AS_IT_IS, _BY_KEY = "=", "#"
_KEY_BYTES = 24

_b = telegram_buttons.c

logger = logging.getLogger(__name__)


class UnknownButton(LookupError):  # noqa: N818 - reads as what is the case
    """A press of a button that means nothing any more."""


class Buttons:
    """Gives the data of a button, and what a press of it means.

    Args:
        database: Holds the table `telegram_button`, made by then.
        seal: Encrypts what is kept.
        secret: Of the installation; without it nobody can tell what a key stands for.
        clock: The time in UTC.
    """

    def __init__(
        self, database: Database, seal: Seal, secret: str, clock: Callable[[], datetime]
    ) -> None:
        self._database = database
        self._seal = seal
        self._secret = hmac.new(secret.encode(), b"telegram button", hashlib.sha256).digest()
        self._clock = clock

    async def data_of(self, payload: str) -> str | None:
        """Give what a press sends back; None when it cannot be kept now."""
        data = _AS_IT_IS + payload
        if len(data.encode()) <= MOST_BYTES:
            return data
        try:
            return _BY_KEY + await asyncio.to_thread(self._keep, payload)
        except StoreUnavailable:
            logger.warning("a button is left out: the database is away")
            return None

    async def payload_of(self, data: str) -> str:
        """Give what a press means.

        Raises:
            UnknownButton: It is none of ours, too old, or cannot be read now.
        """
        mark, rest = data[:1], data[1:]
        if mark == _AS_IT_IS and rest:
            return rest
        if mark != _BY_KEY:
            raise UnknownButton
        try:
            return await asyncio.to_thread(self._kept, rest)
        except (StoreUnavailable, SealError) as error:
            logger.warning("a pressed button cannot be read: %s", type(error).__name__)
            raise UnknownButton from error

    def purge(self) -> int:
        """Delete what nobody pressed for `KEPT`; give how many.

        Raises:
            StoreUnavailable: The database is away.
        """
        old = _b.pressed_at < self._clock() - KEPT
        with self._database.writing() as connection:
            return int(connection.execute(sa.delete(telegram_buttons).where(old)).rowcount)

    def _keep(self, payload: str) -> str:
        digest = hmac.new(self._secret, payload.encode(), hashlib.sha256).digest()
        key = base64.urlsafe_b64encode(digest[:_KEY_BYTES]).decode()
        of_key = _b.key == key
        now = self._clock()
        with self._database.writing() as connection:
            renewed = connection.execute(
                sa.update(telegram_buttons).where(of_key).values(pressed_at=now)
            ).rowcount
            if not renewed:
                self._insert(connection, key, payload, now)
        return key

    def _insert(self, connection: Connection, key: str, payload: str, now: datetime) -> None:
        row = {"key": key, "payload": self._seal.seal(payload.encode()), "pressed_at": now}
        is_sqlite = connection.dialect.name == "sqlite"
        insert = sqlite.insert if is_sqlite else postgresql.insert
        # Two processes may make the same button at once: one row serves both.
        connection.execute(insert(telegram_buttons).values(row).on_conflict_do_nothing())

    def _kept(self, key: str) -> str:
        of_key = _b.key == key
        with self._database.reading() as connection:
            row = connection.execute(sa.select(telegram_buttons).where(of_key)).one_or_none()
        now = self._clock()
        if row is None or row.pressed_at < now - KEPT:
            raise UnknownButton
        if now - row.pressed_at >= BETWEEN_WRITES:
            with self._database.writing() as connection:
                connection.execute(sa.update(telegram_buttons).where(of_key).values(pressed_at=now))
        return self._seal.open(row.payload).decode()
