"""A signed POST to another program when an organisation is newly imitated.

Told once after an answer that says it was received. When a process dies between that answer and
noting it, the same delivery comes again: `delivery` in it stays the same, so that it can be known.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from aiohttp import ClientSession, ClientTimeout

from actions.reports.model import DeliveryWay, OutboxRow
from bot.notifying.mail import shown_address
from bot.notifying.outbox import Parcel

SIGNATURE = "X-Kanaalcheck-Signature"
NEW_CASE = "new_case"
SECONDS_TO_ANSWER = 10


class NotReceivedError(Exception):
    """The other program did not say that it has it."""


class Webhook:
    """Posts every new case.

    Args:
        url: Where to.
        keys: Shared with the other program, which checks the signature; after a change of the
            secret the new one and that of before. Without one nothing is signed.
        clock: The time in UTC.
    """

    kind = DeliveryWay.WEBHOOK
    at_once = 20
    lease = timedelta(minutes=5)
    is_never_repeated = False
    channels = None

    def __init__(self, url: str, keys: Sequence[bytes], clock: Callable[[], datetime]) -> None:
        self._url = url
        self._keys = keys
        self._clock = clock

    def parcels(self, rows: Sequence[OutboxRow]) -> Iterable[Parcel]:
        """Post each on its own."""
        return [(row,) for row in rows]

    async def deliver(self, parcel: Parcel) -> None:
        """Post it.

        Raises:
            NotReceivedError: The answer was not 2xx.
            ClientError: Nobody answered.
        """
        for row in parcel:
            await self.post(_new_case(row))

    async def post(self, event: Mapping[str, object]) -> None:
        """Post one event, with the moment and a signature.

        Raises:
            NotReceivedError: The answer was not 2xx.
            ClientError: Nobody answered.
        """
        sent_at = self._clock().astimezone(UTC).isoformat(timespec="seconds")
        body = json.dumps({**event, "sent_at": sent_at}, ensure_ascii=False).encode()
        headers = {"Content-Type": "application/json"}
        if self._keys:
            headers[SIGNATURE] = ",".join(signature(body, key) for key in self._keys)
        async with (
            ClientSession(timeout=ClientTimeout(SECONDS_TO_ANSWER)) as session,
            # A redirect is a refusal: the new place was not set by the operator.
            session.post(self._url, data=body, headers=headers, allow_redirects=False) as answer,
        ):
            if not 200 <= answer.status < 300:
                raise NotReceivedError


def _new_case(row: OutboxRow) -> dict[str, object]:
    told = row.payload
    return {
        "event": NEW_CASE,
        "delivery": row.id,
        "case": int(told["case"]),
        "kind": told["kind"],
        "platform": told["platform"],
        "address": shown_address(told),
        "organisation": told["imitates"],
        "difference": told["difference"] or None,
        "reported_at": told["reported_at"],
    }


def signature(body: bytes, key: bytes) -> str:
    """Sign a body, so that the other program knows that it comes from here."""
    return f"sha256={hmac.new(key, body, hashlib.sha256).hexdigest()}"
