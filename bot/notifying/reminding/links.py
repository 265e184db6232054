"""The link in a reminder: it opens the page of one organisation, in one round, until one day."""

from __future__ import annotations

import hmac
import re
from base64 import urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

PATH = "/bevestigen"

_PURPOSE = b"kanaalcheck reminder link 1"
_TOKEN = re.compile(
    r"(?P<organisation>[a-z0-9-]{1,100})\.(?P<round>[a-z0-9-]{1,32})\.(?P<ends>\d{1,12})\."
    r"(?P<mark>[\w-]{43})",
    re.ASCII,
)


class BadLinkError(Exception):
    """Nobody here made this link, or it was changed."""


class EndedLinkError(Exception):
    """The link was ours and counts no longer."""


@dataclass(frozen=True, slots=True)
class Link:
    """What a link is for.

    Attributes:
        organisation: Id; no other organisation's page opens with it.
        round: In which it was sent.
        ends_at: In UTC, in whole seconds.
    """

    organisation: str
    round: str
    ends_at: datetime

    def token(self, secret: str) -> str:
        """Give what stands in its address, signed with the secret of the installation."""
        said = self._said()
        return f"{said}.{_mark(said, secret)}"

    def address(self, public_url: str, secret: str) -> str:
        """Give the whole address."""
        return f"{public_url}{PATH}/{self.token(secret)}"

    @classmethod
    def read(cls, token: str, secrets: Sequence[str], now: datetime) -> Link:
        """Read a link that somebody opened.

        Args:
            token: Out of the address.
            secrets: Of the installation, the one of before included while it counts.
            now: In UTC.

        Raises:
            BadLinkError: The mark is not ours.
            EndedLinkError: Its time is over.
        """
        found = _TOKEN.fullmatch(token)
        if found is None:
            raise BadLinkError
        said = token.rpartition(".")[0]
        if not any(hmac.compare_digest(found["mark"], _mark(said, each)) for each in secrets):
            raise BadLinkError
        link = cls(
            found["organisation"], found["round"], datetime.fromtimestamp(int(found["ends"]), UTC)
        )
        if link.ends_at <= now:
            raise EndedLinkError
        return link

    def _said(self) -> str:
        return f"{self.organisation}.{self.round}.{int(self.ends_at.timestamp())}"


def _mark(said: str, secret: str) -> str:
    key = hmac.new(secret.encode(), _PURPOSE, sha256).digest()  # a key for nothing else
    digest = hmac.new(key, said.encode(), sha256).digest()
    return urlsafe_b64encode(digest).rstrip(b"=").decode()
