"""What Telegram sent, unreadable to whoever reads the database alone."""

from bot import sealing
from bot.sealing import SealError

PURPOSE = b"telegram"

__all__ = ["Seal", "SealError"]


class Seal(sealing.Seal):
    """Encrypts and authenticates what Telegram sent.

    Args:
        secrets: Of the installation, then those of before.
    """

    def __init__(self, *secrets: str) -> None:
        super().__init__(PURPOSE, *secrets)
