"""The git work tree that the register is in: one commit for one change, and what was before.

The git program does it, not a library: hooks, worktrees, attributes and signing then work as
the team has set them, and a server that has no git still serves.
"""

from __future__ import annotations

import fcntl
import os
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from knowledge.upkeep.saving.patch import Edit, Letter

SECONDS_FOR_GIT = 30
SECONDS_TO_STOP = 5
MOST_REVISIONS = 50
COMMITTER = "Kanaalcheck"
# .invalid belongs to nobody, ever (RFC 2606).
NO_REPLY = "noreply.kanaalcheck.invalid"
LOCK_NAME = "kanaalcheck-saving.lock"

_FIELD, _ROW = "\x1f", "\x1e"
_UNFINISHED = ("MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD", "rebase-merge", "rebase-apply")


class Obstacle(StrEnum):
    """Why nothing can be committed."""

    NO_GIT = "no_git"
    NO_WORK_TREE = "no_work_tree"
    DETACHED = "detached"  # a commit would belong to no branch, and be lost
    UNFINISHED = "unfinished"  # a merge or rebase is going on
    READ_ONLY = "read_only"


class SavingError(Exception):
    """A change that was not committed; every file is as it was before."""


class TouchedError(SavingError):
    """Somebody changed a file and did not commit that yet.

    Attributes:
        path: The file, from the top of the work tree.
    """

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


class GitError(SavingError):
    """The git program, or a hook of the team, refused; the text is what it said."""


@dataclass(frozen=True, slots=True)
class Revision:
    """One commit that changed a file.

    Attributes:
        id: 40 hexadecimal digits, or 64.
        author: Name of who made the change.
        subject: First line of the message.
        body: The rest of it.
    """

    id: str
    author: str
    at: datetime
    subject: str
    body: str


class WorkTree:
    """The work tree around a folder.

    Args:
        top: Folder of the work tree.
        state: Folder where git keeps the state of this work tree.
    """

    def __init__(self, top: Path, state: Path) -> None:
        self.top = top
        self._state = state

    @classmethod
    def around(cls, folder: Path) -> WorkTree | None:
        """Find the work tree of a folder; None when there is none, or no git."""
        try:
            found = _run(folder, "rev-parse", "--show-toplevel", "--absolute-git-dir")
        except (OSError, GitError):
            return None
        top, state = found.decode().splitlines()
        return cls(Path(top), Path(state))

    def obstacle(self) -> Obstacle | None:
        """Say why nothing can be committed now; None when it can."""
        if any((self._state / name).exists() for name in _UNFINISHED):
            return Obstacle.UNFINISHED
        try:
            self._git("symbolic-ref", "--quiet", "HEAD")
        except GitError:
            return Obstacle.DETACHED
        return None if os.access(self._state, os.W_OK) else Obstacle.READ_ONLY

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep every other process that saves here waiting."""
        with (self._state / LOCK_NAME).open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def name(self, path: Path) -> str:
        """Give the path of a file from the top of the work tree, with slashes.

        Raises:
            SavingError: The file is a link out of the work tree.
        """
        try:
            return path.resolve().relative_to(self.top.resolve()).as_posix()
        except ValueError as error:
            raise SavingError(f"{path} is not in {self.top}") from error

    def commit(self, edits: Mapping[Path, Edit], letter: Letter) -> str:
        """Write files and commit them, and nothing else; the caller is `alone`.

        What others changed, staged or not, stays as they have it.

        Args:
            edits: Files of the work tree; `before` is what stands there now.
            letter: Author, message and time.

        Returns:
            Id of the commit.

        Raises:
            TouchedError: A file holds changes that are not committed.
            GitError: Git or a hook refused.
            SavingError: A file cannot be written.
        """
        names = [self.name(path) for path in edits]
        new = [self.name(path) for path, edit in edits.items() if edit.before is None]
        self._refuse_touched(names)
        try:
            for path, edit in edits.items():
                write_whole(path, edit.after)
            if new:
                self._git("add", "--intent-to-add", "--", *new)
            self._commit(names, letter)
        except (OSError, SavingError) as error:
            if isinstance(error, GitError) and self._holds(edits):
                return self._head()  # a hook complained after the commit
            _put_back(edits)
            if new:
                with suppress(GitError):
                    self._git("reset", "--quiet", "--", *new)
            if isinstance(error, OSError):
                raise SavingError(str(error)) from error
            raise
        return self._head()

    def revisions(self, path: Path) -> tuple[Revision, ...]:
        """Give the newest commits that changed a file, newest first."""
        shape = _FIELD.join(("%H", "%an", "%aI", "%s", "%b")) + _ROW
        try:
            listed = self._git(
                "log", "--no-show-signature", f"--max-count={MOST_REVISIONS}", f"--format={shape}",
                "--", self.name(path),
            )  # fmt: skip
        except GitError:  # a repository without a commit
            return ()
        rows = listed.decode("utf-8", "replace").split(_ROW)
        return tuple(_revision(row.lstrip("\n")) for row in rows if row.strip())

    def content(self, revision: Revision, path: Path) -> bytes | None:
        """Give what a file held after a commit; None when it was not there."""
        return self._blob(revision.id, path)

    def before(self, revision: Revision, path: Path) -> bytes | None:
        """Give what a file held before a commit; None when it was not there."""
        return self._blob(f"{revision.id}^", path)

    def _head(self) -> str:
        return self._git("rev-parse", "HEAD").decode().strip()

    def _holds(self, edits: Mapping[Path, Edit]) -> bool:
        """Tell whether the newest commit has every file as it was to be."""
        return all(self._blob("HEAD", path) == edit.after for path, edit in edits.items())

    def _blob(self, version: str, path: Path) -> bytes | None:
        try:
            return self._git("cat-file", "blob", f"{version}:{self.name(path)}")
        except GitError:
            return None

    def _refuse_touched(self, names: Sequence[str]) -> None:
        for name in names:
            state = self._git("status", "--porcelain", "--ignored", "--", name)
            if state.strip():
                raise TouchedError(name)

    def _commit(self, names: Sequence[str], letter: Letter) -> None:
        name, _, mailbox = letter.author.partition(" <")
        moment = letter.at.isoformat(timespec="seconds")
        who = {
            "GIT_AUTHOR_NAME": name,
            "GIT_AUTHOR_EMAIL": mailbox.rstrip(">"),
            "GIT_AUTHOR_DATE": moment,
            "GIT_COMMITTER_NAME": COMMITTER,
            "GIT_COMMITTER_EMAIL": f"bot@{NO_REPLY}",
            "GIT_COMMITTER_DATE": moment,
        }
        self._git(
            "commit", "--quiet", "--only", "--cleanup=whitespace", "--file=-", "--", *names,
            said=letter.message.encode(), more=who,
        )  # fmt: skip

    def _git(
        self, *arguments: str, said: bytes = b"", more: Mapping[str, str] | None = None
    ) -> bytes:
        try:
            return _run(self.top, *arguments, said=said, more=more)
        except OSError as error:
            raise GitError(str(error)) from error


def author(account: str) -> str:
    """Give the author of a commit for an account; nobody gets mail at the address."""
    mailbox = account.replace("@", ".at.").strip(".")
    return f"{account} <{mailbox}@{NO_REPLY}>"


def has_git() -> bool:
    """Tell whether the git program is there."""
    try:
        _run(Path("/"), "--version")
    except (OSError, GitError):
        return False
    return True


def write_whole(path: Path, content: bytes) -> None:
    """Put a file in place at once, so that no reader sees half of it."""
    target = path.resolve()
    # A name that no rule of the register and no watcher takes for a file of it.
    handle, name = tempfile.mkstemp(prefix=".", suffix=".saving", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(_mode(target))
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _mode(path: Path) -> int:
    """Give who may read and write a file; as anybody makes files, where it is new."""
    return path.stat().st_mode & 0o777 if path.exists() else 0o644


def _put_back(edits: Mapping[Path, Edit]) -> None:
    for path, edit in edits.items():
        with suppress(OSError):
            if path.read_bytes() != edit.after:
                continue
            if edit.before is None:
                path.unlink()
            else:
                write_whole(path, edit.before)


def _run(
    folder: Path, *arguments: str, said: bytes = b"", more: Mapping[str, str] | None = None
) -> bytes:
    command = ["git", "--no-pager", "-c", "core.quotePath=false", *arguments]
    with subprocess.Popen(  # noqa: S603  # a list, no shell; what staff typed goes in by stdin
        command,
        cwd=folder,
        env={**_environment(), **(more or {})},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as process:
        try:
            answer, complaint = process.communicate(said, timeout=SECONDS_FOR_GIT)
        except subprocess.TimeoutExpired as error:
            _stop(process)
            raise GitError(f"git took longer than {SECONDS_FOR_GIT} s") from error
    if process.returncode:
        raise GitError((complaint or answer).decode("utf-8", "replace").strip())
    return answer


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End git and its hooks; asked first, because a killed git leaves its locks behind."""
    for kind in (signal.SIGTERM, signal.SIGKILL):
        with suppress(ProcessLookupError):
            os.killpg(process.pid, kind)
        try:
            process.communicate(timeout=SECONDS_TO_STOP)
        except subprocess.TimeoutExpired:
            continue
        return


def _environment() -> dict[str, str]:
    """Give the environment without what would lead git elsewhere, or make it ask something."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("GIT_") or name.startswith("GIT_CONFIG")
    }
    return {
        **kept,
        "LC_ALL": "C.UTF-8",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_EDITOR": "false",
        "GIT_LITERAL_PATHSPECS": "1",
        "GIT_OPTIONAL_LOCKS": "0",
    }


def _revision(row: str) -> Revision:
    identifier, name, moment, subject, body = row.split(_FIELD, 4)
    return Revision(identifier, name, datetime.fromisoformat(moment), subject, body.strip())
