"""Opening what a process needs once: the encoder and the library on top of it."""

import logging
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

from actions.conversation.context import WITHOUT_ENCODER
from bot.following import fetch_first, served_folder
from bot.nlu.asks_none import sentences_that_ask_none
from bot.settings import Settings
from knowledge.encoder.encoder import Encoder, EncoderError, load_lean_encoder
from knowledge.files.documents import shown_path
from knowledge.files.problem import Problem
from knowledge.files.snapshot import Snapshot, take_snapshot
from knowledge.last_good import keep, recall
from knowledge.library import Librarian, Library
from knowledge.register.loading import RegisterError

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Opened:
    """What a process begins with.

    Attributes:
        kept_at: When the register was last right, where the files are broken now; else None.
        problems: Why the files are not served; none where they are.
    """

    library: Library
    kept_at: datetime | None = None
    problems: tuple[Problem, ...] = ()


def open_last_good(settings: Settings, librarian: Librarian) -> Opened:
    """Build the register as it is, or, where that is broken, as it last was right.

    Raises:
        RegisterError: It has mistakes, and no good one was kept, or that one is read no more.
    """
    fetch_first(settings)
    folder = served_folder(settings)
    snapshot = take_snapshot(folder)
    try:
        library = _ready(librarian.build(snapshot))
    except RegisterError as error:
        kept = recall(folder, settings.last_good, snapshot.shown)
        if kept is None:
            raise
        try:
            library = _ready(librarian.build(kept.snapshot))
        except RegisterError:
            raise error from None  # a newer program may ask more of a register
        logger.error(  # noqa: TRY400 - the mistakes are told, no trace
            "THE REGISTER IN %s IS BROKEN: serving the last good one, %s of %s, until these are "
            "mended:\n%s",
            folder,
            library.version,
            f"{kept.at:%Y-%m-%d %H:%M} UTC",
            error,
        )
        return Opened(library, kept.at, error.problems)
    keep_last_good(settings, snapshot)
    return Opened(library)


def _ready(library: Library) -> Library:
    """Give a library whose first question waits for nothing."""
    library.search.index_by_letters()
    return library


def keep_last_good(settings: Settings, snapshot: Snapshot) -> None:
    """Keep a register that is right, for a start when it is not; without room it goes on."""
    try:
        keep(snapshot, served_folder(settings), settings.last_good, datetime.now(UTC))
    except OSError as error:
        logger.warning("the last good register cannot be kept in %s: %s", settings.last_good, error)


def last_good(settings: Settings) -> Snapshot | None:
    """Give the files of the last register that was right; none where none was kept."""
    kept = recall(settings.knowledge, settings.last_good, shown_path(settings.knowledge))
    return kept.snapshot if kept else None


def open_library(settings: Settings) -> Library:
    """Read the register and build every index.

    Raises:
        RegisterError: The register has mistakes.
    """
    fetch_first(settings)
    return _ready(open_librarian(settings).build(take_snapshot(served_folder(settings))))


def open_librarian(settings: Settings) -> Librarian:
    """Give who builds the library, and the next one when the register changes."""
    return Librarian(
        encoder=open_encoder(settings),
        today=settings.current_day,
        cache=settings.cache,
        elsewhere=sentences_that_ask_none(),
    )


def open_encoder(settings: Settings) -> Encoder | None:
    """Load the encoder once, for messages and library; without it, words alone are searched."""
    return None if settings.encoder == WITHOUT_ENCODER else _encoder(settings.encoder)


@lru_cache(maxsize=1)
def _encoder(name: str) -> Encoder | None:
    try:
        return load_lean_encoder(name)
    except EncoderError as error:
        logger.warning("searching by words alone: %s", error)
        return None
    except Exception:  # whatever a broken file makes its library raise
        logger.exception("searching by words alone: the encoder in %s is broken", name)
        return None
