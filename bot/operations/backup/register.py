"""The register in a backup: its files as they are served, and its history in git."""

import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bot.operations.backup.archive import BackupError, Writing, each_file
from knowledge.files.snapshot import take_snapshot

FILES, BUNDLE = "register/files/", "register/history.bundle"
ORDINARY = 0o644


def add(made: Writing, folder: Path) -> Mapping[str, Any]:
    """Put the register in a backup; gives what restoring has to know."""
    snapshot = take_snapshot(folder)
    for name, content in snapshot.contents.items():
        made.add_bytes(f"{FILES}{name}", content, mode=ORDINARY)
    facts = {"version": snapshot.version, "place": "", "branch": None, "commit": None}
    top = _asked(folder, "rev-parse", "--show-toplevel")
    commit = _asked(folder, "rev-parse", "HEAD")
    if not top or not commit:
        return facts
    with tempfile.TemporaryDirectory(prefix="kanaalcheck-") as drafts:
        bundle = Path(drafts) / "history.bundle"
        _done(folder, "bundle", "create", "--quiet", str(bundle), "--all")
        made.add_path(BUNDLE, bundle)
    branch = _asked(folder, "symbolic-ref", "--short", "HEAD")
    place = folder.resolve().relative_to(Path(top).resolve()).as_posix()
    return {**facts, "place": place, "branch": branch, "commit": commit}


def restore(path: Path, facts: Mapping[str, Any], target: Path) -> Path:
    """Make the register of a checked backup in a new folder; gives where its files are.

    Raises:
        BackupError: There is something in the folder, or git fails.
    """
    if target.exists() and any(target.iterdir()):
        raise BackupError(f"{target} is not empty: give a new folder for the register")
    for _, _, content in each_file(path, BUNDLE):
        _restore_history(content.read(), facts, target)
    folder = target / str(facts["place"])
    for member, name, content in each_file(path, FILES):
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.read())
        file.chmod(member.mode)
    return folder


def _restore_history(bundle: bytes, facts: Mapping[str, Any], target: Path) -> None:
    with tempfile.TemporaryDirectory(prefix="kanaalcheck-") as drafts:
        file = Path(drafts) / "history.bundle"
        file.write_bytes(bundle)
        target.mkdir(parents=True, exist_ok=True)
        _done(target, "init", "--quiet")
        _done(
            target,
            "fetch",
            "--quiet",
            str(file),
            "+refs/heads/*:refs/heads/*",
            "--tags",
            "--update-head-ok",
        )
        _done(target, "checkout", "--quiet", "--force", facts["branch"] or facts["commit"])


def _asked(folder: Path, *arguments: str) -> str | None:
    """Ask git; None when the folder is in no work tree, or there is no git."""
    try:
        return _git(folder, *arguments)
    except (OSError, subprocess.CalledProcessError):
        return None


def _done(folder: Path, *arguments: str) -> None:
    try:
        _git(folder, *arguments)
    except (OSError, subprocess.CalledProcessError) as error:
        says = getattr(error, "stderr", None) or error
        raise BackupError(f"git {arguments[0]} fails in {folder}: {says}") from error


def _git(folder: Path, *arguments: str) -> str:
    command = ["git", "-C", str(folder), *arguments]
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - ours
    return done.stdout.strip()
