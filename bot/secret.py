"""The secret of this installation: the operator's, or one that is made once and kept in a file."""

import logging
import os
import secrets
from contextlib import suppress
from pathlib import Path

from bot.settings import Settings

BYTES = 32
ONLY_OURS = 0o600
BESIDE_SPOOL = "secret"  # a file: both have to survive a restart

_log = logging.getLogger(__name__)


def secret_file(settings: Settings) -> Path:
    """Give the file of the secret that is made when no operator gave one."""
    return settings.spool.with_name(BESIDE_SPOOL)


def secret_of(settings: Settings) -> str:
    """Give the secret of the installation: the operator's, or one of its own."""
    return settings.secret or own_secret(secret_file(settings))


def secrets_of(settings: Settings) -> tuple[str, ...]:
    """Give the secret of the installation, then the one of before while that still counts."""
    return tuple(filter(None, (secret_of(settings), settings.secret_previous)))


def own_secret(path: Path) -> str:
    """Read the secret, or make it; processes that start at once get the same.

    A folder that cannot be written to gives a secret that lasts as long as the process.
    """
    try:
        if not path.exists():
            _make(path)
        kept = path.read_text(encoding="ascii").strip()
    except (OSError, ValueError) as error:
        _log.warning(
            "the secret in %s cannot be kept (%s): set KANAALCHECK_SECRET",
            path,
            type(error).__name__,
        )
        return secrets.token_hex(BYTES)
    if len(kept) < BYTES:
        _log.warning("the secret in %s is too short: delete it, or set KANAALCHECK_SECRET", path)
        return secrets.token_hex(BYTES)
    return kept


def _make(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    file = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, ONLY_OURS)
    try:
        with os.fdopen(file, "w", encoding="ascii") as writing:
            writing.write(secrets.token_hex(BYTES))
            writing.flush()
            os.fsync(writing.fileno())
        with suppress(FileExistsError):  # another process was first: its secret counts
            os.link(draft, path)
    finally:
        draft.unlink()
