"""What Telegram sent, unreadable to whoever reads the database alone."""

import base64
import hashlib
import hmac

from cryptography.fernet import Fernet, InvalidToken

PURPOSE = b"telegram"


class SealError(ValueError):
    """It was sealed under another secret, or changed since."""


class Seal:
    """Encrypts and authenticates, under a key that the installation's secret gives.

    Args:
        secret: Of the installation; without it nothing that was sealed can be read.
    """

    def __init__(self, secret: str) -> None:
        key = hmac.new(secret.encode(), PURPOSE, hashlib.sha256).digest()
        self._fernet = Fernet(base64.urlsafe_b64encode(key))

    def seal(self, content: bytes) -> bytes:
        """Make content unreadable."""
        return self._fernet.encrypt(content)

    def open(self, sealed: bytes) -> bytes:
        """Give what was sealed.

        Raises:
            SealError: It was sealed under another secret, or changed since.
        """
        try:
            return self._fernet.decrypt(sealed)
        except InvalidToken:
            raise SealError("sealed under another secret, or changed since") from None
