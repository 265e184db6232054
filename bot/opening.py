"""Opening what a process needs once: the encoder and the library on top of it."""

import logging
from functools import lru_cache

from actions.conversation.context import WITHOUT_ENCODER
from bot.settings import Settings
from knowledge.encoder.encoder import Encoder, EncoderError, load_encoder
from knowledge.files.snapshot import take_snapshot
from knowledge.library import Librarian, Library

logger = logging.getLogger(__name__)


def open_library(settings: Settings) -> Library:
    """Read the register and build every index.

    Raises:
        RegisterError: The register has mistakes.
    """
    return open_librarian(settings).build(take_snapshot(settings.knowledge))


def open_librarian(settings: Settings) -> Librarian:
    """Give who builds the library, and the next one when the register changes."""
    return Librarian(
        encoder=open_encoder(settings), today=settings.current_day, cache=settings.cache
    )


def open_encoder(settings: Settings) -> Encoder | None:
    """Load the encoder once, for messages and library; without it, words alone are searched."""
    return None if settings.encoder == WITHOUT_ENCODER else _encoder(settings.encoder)


@lru_cache(maxsize=1)
def _encoder(name: str) -> Encoder | None:
    try:
        return load_encoder(name)
    except EncoderError as error:
        logger.warning("searching by words alone: %s", error)
        return None
    except Exception:  # whatever a broken file makes its library raise
        logger.exception("searching by words alone: the encoder in %s is broken", name)
        return None
