"""Ids of widget conversations: random, and signed, so that nobody can choose one.

Nothing is remembered of an id that was given out: one that carries our signature is ours, in every
process of the installation and after a restart.
"""

import hashlib
import hmac
import re
import secrets
from base64 import urlsafe_b64encode

from bot.http.problems import Problem

BYTES = 16  # 128 bits
_ID = re.compile(r"(?P<name>[\w-]{22})\.(?P<signature>[\w-]{43})", re.ASCII)


class ConversationIds:
    """Gives out ids and recognises them.

    Args:
        secret: The installation's; the key is derived from it.
    """

    def __init__(self, secret: str) -> None:
        self._key = hmac.new(secret.encode(), b"widget", hashlib.sha256).digest()

    def new(self) -> str:
        """Give an id that nobody can guess."""
        name = secrets.token_urlsafe(BYTES)
        return f"{name}.{self._signature(name)}"

    def name(self, conversation: str) -> str:
        """Give what a conversation is called on our side: its id without the signature.

        Raises:
            Problem: It is no id of ours.
        """
        found = _ID.fullmatch(conversation)
        if not found or not hmac.compare_digest(self._signature(found["name"]), found["signature"]):
            raise Problem("conversation-unknown", field="conversation")
        return found["name"]

    def _signature(self, name: str) -> str:
        digest = hmac.new(self._key, name.encode(), hashlib.sha256).digest()
        return urlsafe_b64encode(digest).rstrip(b"=").decode()
