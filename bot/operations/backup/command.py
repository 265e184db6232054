"""`python -m bot backup --to FILE` and `restore FILE`: all that cannot be made again."""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any

from bot.channels.settings import AllSettings
from bot.following import existing_folder
from bot.notifying.retention import main as purge
from bot.operations.backup import register, rows
from bot.operations.backup.archive import (
    ONLY_OURS,
    BackupError,
    Manifest,
    each_file,
    read_manifest,
    writing,
)
from bot.reporting import utc_now
from bot.secret import secret_file, secret_of
from knowledge.files.snapshot import take_snapshot

FAILED = 1
SPOOL, IMAGES, SECRET = "spool/", "images/", "secret"
ONLY_OUR_FOLDER = 0o700
SAME = "The secret is that of KANAALCHECK_SECRET, as before."
OTHER = (
    "KANAALCHECK_SECRET is another secret than that of the backup: conversations of the widget"
    " begin anew and what Telegram sent cannot be read."
)


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that was made.

    Attributes:
        path: Of the file.
        files: How many files are in it.
    """

    path: Path
    files: int


def backup(arguments: Sequence[str], settings: AllSettings) -> int:
    """Make a backup, also while the server runs.

    Returns:
        0, or 1 when it could not be made.
    """
    parser = argparse.ArgumentParser(prog="python -m bot backup", description=backup.__doc__)
    parser.add_argument("--to", type=Path, required=True, metavar="FILE", help="a new file")
    asked = parser.parse_args(arguments)
    try:
        made = make(settings, asked.to, utc_now())
    except BackupError as error:
        return _complain(f"No backup was made: {error}.")
    _say(f"{made.path}: {made.files} files. It holds contact details, images and the secret:")
    _say("keep it where only operators read it, and delete it within days.")
    return 0


def restore(arguments: Sequence[str], settings: AllSettings) -> int:
    """Put a backup in place of an empty installation; the server has to be stopped.

    Returns:
        0, or 1 when nothing, or not all of it, was restored.
    """
    parser = argparse.ArgumentParser(prog="python -m bot restore", description=restore.__doc__)
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument(
        "--register", type=Path, metavar="FOLDER", help="make the register in this new folder too"
    )
    asked = parser.parse_args(arguments)
    try:
        for line in put_back(settings, asked.file, asked.register):
            _say(line)
    except (BackupError, OSError) as error:
        return _complain(f"Not restored: {error}.")
    return purge(settings)


def make(settings: AllSettings, path: Path, now: datetime) -> Made:
    """Make a backup of an installation.

    The order loses nothing: a report that leaves the spool meanwhile is in the database, and an
    image is on the disk before its report is anywhere.

    Raises:
        BackupError: It cannot be made; there is no file then.
    """
    facts: dict[str, Any] = {}
    with writing(path, now.isoformat(), facts) as made:
        _add_folder(made.add_path, SPOOL, settings.spool)
        facts["database"] = rows.add(made, settings.database_url)
        _add_folder(made.add_path, IMAGES, settings.images)
        made.add_bytes(SECRET, secret_of(settings).encode("ascii"))
        facts["register"] = register.add(made, existing_folder(settings))
    return Made(path, len(made.members))


def put_back(settings: AllSettings, path: Path, register_folder: Path | None) -> list[str]:
    """Restore into an empty installation; what was begun before is gone on with.

    Returns:
        What was done, a line each.

    Raises:
        BackupError: The file is no good, or something would be lost.
    """
    manifest = read_manifest(path)
    rows.refuse_what_is_used(settings.database_url)
    folders = {SPOOL: settings.spool, IMAGES: settings.images}
    for beginning, folder in folders.items():
        _refuse_others(manifest, beginning, folder)
    lines = [f"Backup of {manifest.made_at}."]
    lines.append(_restore_secret(path, settings))
    for beginning, folder in folders.items():
        number = _restore_folder(path, beginning, folder)
        lines.append(f"{folder}: {number} files.")
    lines.append(_restore_register(settings, path, manifest, register_folder))
    rows.restore(path, manifest.facts["database"], settings.database_url)
    lines.append("The database is restored.")
    return lines


def _add_folder(add: Any, beginning: str, folder: Path) -> None:  # noqa: ANN401
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        if path.is_file() and not _is_passing(name.name):
            add(f"{beginning}{name.as_posix()}", path)


def _is_passing(name: str) -> bool:
    """Tell whether a file is a lock, or is being written and nobody was told of it."""
    return name.startswith(".") or name.endswith(".unfinished")


def _refuse_others(manifest: Manifest, beginning: str, folder: Path) -> None:
    ours = {each.name for each in manifest.members if each.name.startswith(beginning)}
    for path in folder.rglob("*"):
        name = path.relative_to(folder)
        is_other = f"{beginning}{name.as_posix()}" not in ours
        if path.is_file() and is_other and not _is_passing(name.name):
            raise BackupError(f"{folder} holds other files, such as {name}: move them away")


def _restore_folder(path: Path, beginning: str, folder: Path) -> int:
    number = 0
    for member, name, content in each_file(path, beginning):
        _write(folder, name, content.read(), member.mode)
        number += 1
    return number


def _write(folder: Path, name: PurePosixPath, content: bytes, mode: int) -> None:
    target = folder / name
    for each in (folder, target.parent):
        each.mkdir(mode=ONLY_OUR_FOLDER, parents=True, exist_ok=True)
    target.touch(mode=ONLY_OURS)
    target.write_bytes(content)
    target.chmod(mode)


def _restore_secret(path: Path, settings: AllSettings) -> str:
    kept = b"".join(content.read() for _, _, content in each_file(path, SECRET)).decode("ascii")
    if settings.secret:
        return SAME if settings.secret == kept else OTHER
    file = secret_file(settings)
    if file.exists() and file.read_text(encoding="ascii").strip() != kept:
        raise BackupError(f"{file} holds another secret: move it away")
    _write(file.parent, PurePosixPath(file.name), kept.encode("ascii"), ONLY_OURS)
    return f"The secret is in {file}."


def _restore_register(
    settings: AllSettings, path: Path, manifest: Manifest, target: Path | None
) -> str:
    facts = manifest.facts["register"]
    if target is None:
        says = "is the one in use" if _serves(settings, facts) else "differs from the one in use"
        return (
            f"Register {facts['version']} of the backup {says} ({existing_folder(settings)});"
            " --register FOLDER restores it."
        )
    folder = register.restore(path, facts, target)
    return f"The register is in {folder}: set KANAALCHECK_KNOWLEDGE to that."


def _serves(settings: AllSettings, facts: Any) -> bool:  # noqa: ANN401
    return take_snapshot(existing_folder(settings)).version == str(facts["version"])


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def _complain(line: str) -> int:
    sys.stderr.write(f"{line}\n")
    return FAILED
