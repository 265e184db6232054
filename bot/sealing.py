"""What is kept outside this process, unreadable to whoever reads that place alone."""

import base64
import hashlib
import hmac

from cryptography.fernet import Fernet, InvalidToken, MultiFernet


class SealError(ValueError):
    """It was sealed under another secret, or changed since."""


class Seal:
    """Encrypts and authenticates, under a key that the installation's secret gives.

    Args:
        purpose: What is sealed for one is not opened for another.
        secrets: Of the installation, then those of before, under which nothing is sealed any
            more; without them nothing that was sealed can be read.
    """

    def __init__(self, purpose: bytes, *secrets: str) -> None:
        keys = (hmac.new(each.encode(), purpose, hashlib.sha256).digest() for each in secrets)
        self._fernet = MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in keys])

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
