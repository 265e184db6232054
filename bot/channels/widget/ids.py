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
        secrets_in_use: The installation's, then those of before; keys are derived from them.
    """

    def __init__(self, *secrets_in_use: str) -> None:
        self._keys = [
            hmac.new(secret.encode(), b"widget", hashlib.sha256).digest()
            for secret in secrets_in_use
        ]

    def new(self) -> str:
        """Give an id that nobody can guess."""
        name = secrets.token_urlsafe(BYTES)
        return f"{name}.{_signature(name, self._keys[0])}"

    def name(self, conversation: str) -> str:
        """Give what a conversation is called on our side: its id without the signature.

        Raises:
            Problem: It is no id of ours.
        """
        found = _ID.fullmatch(conversation)
        if not found or not self._is_ours(found["name"], found["signature"]):
            raise Problem("conversation-unknown", field="conversation")
        return found["name"]

    def _is_ours(self, name: str, signature: str) -> bool:
        expected = (_signature(name, key) for key in self._keys)
        return any(hmac.compare_digest(each, signature) for each in expected)


def _signature(name: str, key: bytes) -> str:
    digest = hmac.new(key, name.encode(), hashlib.sha256).digest()
    return urlsafe_b64encode(digest).rstrip(b"=").decode()
