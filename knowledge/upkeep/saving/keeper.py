"""Changing the register: checked whole first, then kept as a commit or offered as a patch."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from hashlib import sha256
from pathlib import Path

from knowledge.addresses.address import Addresses
from knowledge.files.documents import Document, parse_document, shown_path
from knowledge.files.problem import MISTAKE, Problem
from knowledge.files.snapshot import Snapshot, State, take_snapshot
from knowledge.model import Register
from knowledge.register.loading import (
    PLATFORMS_FILE,
    RegisterError,
    addresses_in,
    load_snapshot,
)
from knowledge.register.mended import LastSnapshot, mended
from knowledge.register.neighbours import NEIGHBOURS_FILE, load_neighbours
from knowledge.register.pieces import Reader
from knowledge.upkeep.differences.comparing import Change, Side, changes
from knowledge.upkeep.saving.last_right import LastRight
from knowledge.upkeep.saving.patch import Edit, Letter, difference, patch
from knowledge.upkeep.saving.work_tree import Obstacle, Revision, WorkTree, author, has_git

SEEN_LENGTH = 32

Texts = Mapping[str, str]
"""Files by their path in the folder of the register, with slashes."""
Make = Callable[[Mapping[str, Document]], Texts]
"""Gives the new text of the files that change, out of what the files hold now."""


class Offering(StrEnum):
    """Why changes are offered as patches, besides what stands in the way of git."""

    OFF = "off"


@dataclass(frozen=True, slots=True)
class Current:
    """The register as its files are now.

    Attributes:
        addresses: As `platforms.yml` reads them; None where there is no register.
        register: With each broken file as it last was right; None when that gives none either.
        problems: What is wrong with the files as they are.
    """

    version: str
    addresses: Addresses | None
    register: Register | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Right:
    """Files that are right, and what they hold."""

    snapshot: Snapshot
    addresses: Addresses
    register: Register
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a change.

    Attributes:
        changes: What citizens will read differently.
        difference: The changed lines.
        commit: Id of the commit; None when the change is only offered.
        patch: The change as a letter for git, whether it was kept or not.
        why: Why it is only offered.
    """

    changes: tuple[Change, ...]
    difference: str
    commit: str | None
    patch: str
    why: Obstacle | Offering | None


@dataclass(frozen=True, slots=True)
class Preview:
    """What a change would do.

    Attributes:
        changes: What citizens would read differently.
        difference: The changed lines.
    """

    changes: tuple[Change, ...]
    difference: str


class StaleError(Exception):
    """A file is not what it was when somebody began to change it."""


class RejectedError(Exception):
    """The change would make mistakes.

    Attributes:
        problems: The mistakes.
        documents: The files as they would have been.
    """

    def __init__(self, problems: tuple[Problem, ...], documents: Mapping[str, Document]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems
        self.documents = documents


class UnchangedError(Exception):
    """The files would hold what they hold already."""


class _Documents(Mapping[str, Document]):
    """Files as they are, each read when it is asked for: one that is to be mended need not be."""

    def __init__(self, keeper: Keeper, names: tuple[str, ...]) -> None:
        self._keeper, self._names = keeper, names

    def __getitem__(self, name: str) -> Document:
        if name not in self._names:
            raise KeyError(name)
        return self._keeper.document(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


class Keeper:
    """Changes the files of one register.

    Args:
        folder: The folder `knowledge/`.
        is_enabled: Commits are made; else every change is offered as a patch.
        clock: The time in UTC.
        today: The date to judge confirmations by.
        last_good: Gives the last register that was right, where one is kept.
    """

    def __init__(
        self,
        folder: Path,
        *,
        is_enabled: bool,
        clock: Callable[[], datetime],
        today: Callable[[], date],
        last_good: Callable[[], Snapshot | None] = lambda: None,
    ) -> None:
        self._folder = folder
        self._good = LastSnapshot(last_good)
        self._is_enabled = is_enabled
        self._clock = clock
        self._today = today
        self._turn = threading.Lock()
        self._reading = threading.Lock()
        self._reader = Reader()
        self._platforms: tuple[bytes | None, Addresses] | None = None
        self._known: tuple[date, State, Current] | None = None

    def current(self) -> Current:
        """Read and check the register, unless it was read already as it is now."""
        snapshot, today = take_snapshot(self._folder), self._today()
        known = self._known
        if known and known[:2] == (today, snapshot.state):
            return known[2]
        current = self._read(snapshot)
        self._known = (today, snapshot.state, current)
        return current

    def document(self, name: str) -> Document:
        """Read one file.

        Raises:
            FileNotFoundError: It is not there.
            UnreadableDocumentError: It is no usable YAML.
        """
        path = self._folder / name
        return parse_document(shown_path(path), path.read_bytes())

    def content(self, name: str) -> bytes:
        """Give what one file holds, right or wrong.

        Raises:
            FileNotFoundError: It is not there.
        """
        return (self._folder / name).read_bytes()

    def seen(self, *names: str) -> str:
        """Give a mark that changes with the files, for a form to bring along."""
        digest = sha256()
        for name in names:
            content = (self._folder / name).read_bytes()
            digest.update(f"{name}\0{len(content)}\0".encode() + content)
        return digest.hexdigest()[:SEEN_LENGTH]

    def why_not(self) -> Obstacle | Offering | None:
        """Say why changes are offered as patches; None when they are committed."""
        if not self._is_enabled:
            return Offering.OFF
        tree = WorkTree.around(self._folder)
        if tree is None:
            return Obstacle.NO_WORK_TREE if has_git() else Obstacle.NO_GIT
        return tree.obstacle()

    def change(
        self, names: tuple[str, ...], make: Make, *, seen: str | None, account: str, subject: str
    ) -> Outcome:
        """Change files, one change after another.

        Args:
            names: The files that are read, and may change.
            make: Gives the new texts; what it raises is passed on.
            seen: The mark that the form brought along; None when any state will do.
            account: Who of staff changes them.
            subject: First line of the message, in Dutch.

        Raises:
            StaleError: The mark is another one now.
            RejectedError: The change makes mistakes, or too little else is known to be right.
            UnchangedError: Nothing would change.
            SavingError: It could not be committed; every file is as it was.
        """
        with self._turn:
            why = self.why_not()
            tree = WorkTree.around(self._folder) if why is None else None
            alone: AbstractContextManager[None] = tree.alone() if tree else nullcontext()
            with alone:
                return self._change(names, make, tree, why, seen, account, subject)

    def preview(self, names: tuple[str, ...], make: Make) -> Preview:
        """Say what a change would do, without doing it.

        Args:
            names: The files that are read, and may change.
            make: Gives the new texts; what it raises is passed on.

        Raises:
            RejectedError: The register would have mistakes, or has some elsewhere.
            UnchangedError: Nothing would change.
        """
        edits = self._edits(make(_Documents(self, names)))
        told = self._checked({name: edit.after for name, edit in edits.items()})
        shown = {self._shown(name): edit for name, edit in edits.items()}
        return Preview(told, difference(shown))

    def revisions(self, name: str) -> tuple[Revision, ...]:
        """Give the newest commits of a file; empty without git."""
        tree = WorkTree.around(self._folder)
        return tree.revisions(self._folder / name) if tree else ()

    def difference_of(self, name: str, revision: Revision) -> str:
        """Give the lines of a file that a commit changed."""
        before, after = self._around(name, revision)
        return difference({self._shown(name): Edit(before or b"", after or b"")})

    def content_of(self, name: str, revision: Revision) -> bytes | None:
        """Give what a file held after a commit; None when it was not there."""
        return self._around(name, revision)[1]

    def _change(
        self,
        names: tuple[str, ...],
        make: Make,
        tree: WorkTree | None,
        why: Obstacle | Offering | None,
        seen: str | None,
        account: str,
        subject: str,
    ) -> Outcome:
        if seen is not None and seen != self.seen(*names):
            raise StaleError
        edits = self._edits(make(_Documents(self, names)))
        told = self._checked({name: edit.after for name, edit in edits.items()})
        body = "\n".join(f"- {each.text}" for each in told)
        message = f"{subject}\n\nVoor burgers:\n{body}\n" if body else f"{subject}\n"
        letter = Letter(author(account), message, self._clock())
        shown = {self._shown(name): edit for name, edit in edits.items()}
        paths = {self._folder / name: edit for name, edit in edits.items()}
        commit = tree.commit(paths, letter) if tree else None
        return Outcome(told, difference(shown), commit, patch(shown, letter), why)

    def _edits(self, texts: Texts) -> Mapping[str, Edit]:
        edits = {name: Edit(self._content(name), text.encode()) for name, text in texts.items()}
        edits = {name: edit for name, edit in edits.items() if edit.before != edit.after}
        if not edits:
            raise UnchangedError
        return edits

    def _content(self, name: str) -> bytes | None:
        try:
            return (self._folder / name).read_bytes()
        except FileNotFoundError:
            return None

    def _checked(self, contents: Mapping[str, bytes]) -> tuple[Change, ...]:
        """Give what changes for citizens.

        Raises:
            RejectedError: The change would make mistakes; those of other files do not count.
        """
        now = take_snapshot(self._folder)
        before, _ = self._right(now)
        try:
            after = self._load(now.instead(contents))
        except RegisterError as error:
            after = self._beside(now, contents, before, error)
        if before is None:  # the change mends it
            return ()
        neighbours = load_neighbours(self._folder / NEIGHBOURS_FILE)
        return changes(
            Side(before.register, before.addresses.platforms, neighbours),
            Side(after.register, after.addresses.platforms, neighbours),
            self._today(),
        )

    def _beside(
        self,
        now: Snapshot,
        contents: Mapping[str, bytes],
        before: _Right | None,
        error: RegisterError,
    ) -> _Right:
        """Judge a change beside files that are broken: those count as they last were right.

        Raises:
            RejectedError: The change itself makes mistakes, or nothing is known to be right.
        """
        if before is not None:
            try:
                return self._load(before.snapshot.instead(contents))
            except RegisterError as own:
                error = own
        documents = {
            name: parse_document(now.shown_name(name), content)
            for name, content in contents.items()
        }
        mistakes = tuple(each for each in error.problems if each.level == MISTAKE)
        raise RejectedError(mistakes, documents)

    def _right(self, snapshot: Snapshot) -> tuple[_Right | None, tuple[Problem, ...]]:
        """Load files, each broken one as it last was right; and say what is wrong with them."""
        try:
            right = self._load(snapshot)
            problems = right.problems
        except RegisterError as error:
            good = LastRight(self._good, self._folder)
            found = mended(snapshot, error.problems, good, self._load)
            if found is None:
                return None, error.problems
            right, problems = found[1], error.problems
        self._good.keep(right.snapshot)
        return right, problems

    def _load(self, snapshot: Snapshot) -> _Right:
        """Load files that are right.

        Raises:
            RegisterError: They have mistakes.
        """
        with self._reading:
            addresses = self._addresses(snapshot)
            result = load_snapshot(snapshot, addresses, today=self._today(), reader=self._reader)
        if result.register is None:
            raise RegisterError(result.problems)
        return _Right(snapshot, addresses, result.register, result.problems)

    def _addresses(self, snapshot: Snapshot) -> Addresses:
        """Give the same object for the same file: what was read with it can be kept."""
        content = snapshot.contents.get(PLATFORMS_FILE)
        if self._platforms is None or self._platforms[0] != content:
            self._platforms = content, addresses_in(snapshot)
        return self._platforms[1]

    def _read(self, snapshot: Snapshot) -> Current:
        right, problems = self._right(snapshot)
        if right is None:
            return Current(snapshot.version, None, None, problems)
        return Current(snapshot.version, right.addresses, right.register, problems)

    def _around(self, name: str, revision: Revision) -> tuple[bytes | None, bytes | None]:
        tree = WorkTree.around(self._folder)
        if tree is None:
            return None, None
        path = self._folder / name
        return tree.before(revision, path), tree.content(revision, path)

    def _shown(self, name: str) -> str:
        """Give the path of a file as a patch names it."""
        tree = WorkTree.around(self._folder)
        path = self._folder / name
        return tree.name(path) if tree else f"{self._folder.resolve().name}/{name}"
