"""What a conversation at Telegram is called: nobody else can name it, and we can write to it.

Conversations are remembered by their name alone, whatever the channel. The number of a chat is no
secret, so that it takes a keyed tag along.
"""

from __future__ import annotations

import base64
import hashlib
import hmac

PURPOSE = b"telegram conversation"
TAG_BYTES = 15  # 20 characters


class Identity:
    """Names conversations.

    Args:
        secret: Of the installation; without it nobody can tell the name of a conversation.
    """

    def __init__(self, secret: str) -> None:
        self._key = hmac.new(secret.encode(), PURPOSE, hashlib.sha256).digest()

    def of(self, chat_id: int, user_id: int | None = None) -> str:
        """Name a conversation.

        Args:
            chat_id: Where it is held.
            user_id: In a group, with whom.
        """
        place = str(chat_id) if user_id is None else f"{chat_id}:{user_id}"
        digest = hmac.new(self._key, place.encode(), hashlib.sha256).digest()
        return f"{place}.{base64.urlsafe_b64encode(digest[:TAG_BYTES]).decode()}"


def private_chat_of(conversation: str) -> int:
    """Give the chat with the citizen alone.

    Raises:
        ValueError: It is no conversation at Telegram.
    """
    return int(conversation.partition(".")[0].rpartition(":")[2])
