"""The last good register on disk, with its date: what is served when the files are broken.

A ZIP archive for each folder of a register; what does not have the version that it says is none.
"""

import hashlib
import json
import os
import zipfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from knowledge.files.snapshot import Snapshot

ABOUT = "kept.json"
_NAME_LENGTH = 16
_OLDEST = (1980, 1, 1, 0, 0, 0)
"""The date of every entry: the same files give the same archive."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A register that was right.

    Attributes:
        snapshot: Its files.
        at: When it was last served, in UTC.
    """

    snapshot: Snapshot
    at: datetime


def keep(snapshot: Snapshot, folder: Path, kept_in: Path, at: datetime) -> None:
    """Write a register that is right, in place of the one before.

    Args:
        snapshot: Its files.
        folder: Where they come from.
        kept_in: Folder for such archives; made where there is none.
        at: Now, in UTC.

    Raises:
        OSError: It cannot be written; the one before is still there.
    """
    kept_in.mkdir(parents=True, exist_ok=True)
    path = _archive(folder, kept_in)
    beside = path.with_suffix(f".{os.getpid()}")
    about = json.dumps({"version": snapshot.version, "at": at.isoformat()})
    try:
        with zipfile.ZipFile(beside, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
            packed.writestr(zipfile.ZipInfo(ABOUT, _OLDEST), about)
            for name, content in snapshot.contents.items():
                entry = zipfile.ZipInfo(f"files/{name}", _OLDEST)
                entry.compress_type = zipfile.ZIP_DEFLATED
                packed.writestr(entry, content)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def recall(folder: Path, kept_in: Path, shown: str) -> Kept | None:
    """Read the last good register of a folder.

    Args:
        folder: The folder whose files are broken now.
        kept_in: Folder of the archives.
        shown: The folder as staff see it.

    Returns:
        None when none was kept, or what was kept is not whole any more.
    """
    try:
        with zipfile.ZipFile(_archive(folder, kept_in)) as packed:
            about = json.loads(packed.read(ABOUT))
            names = [each for each in packed.namelist() if each.startswith("files/")]
            contents = {name.removeprefix("files/"): packed.read(name) for name in names}
            at = datetime.fromisoformat(about["at"])
    except (OSError, ValueError, KeyError, TypeError, zipfile.BadZipFile):
        return None
    snapshot = Snapshot(shown, contents)
    return Kept(snapshot, at) if snapshot.version == about["version"] else None


def _archive(folder: Path, kept_in: Path) -> Path:
    """Give the place for one folder: two registers on one machine never serve each other's."""
    # Not resolved: a link that is swapped leads to the next version of the same register.
    name = hashlib.sha256(os.path.abspath(folder).encode()).hexdigest()[:_NAME_LENGTH]  # noqa: PTH100
    return kept_in / f"{name}.zip"
