"""A register of which some files are broken: each of those as it was when it was last right.

So a mistake in one file holds up no other: what is right is judged, and served, beside it.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Protocol, TypeVar

from knowledge.files.problem import MISTAKE, Problem
from knowledge.files.snapshot import Snapshot
from knowledge.register.loading import RegisterError

ROUNDS = 3
"""Mistakes of shape hide those of sense, and those may be told at a file that is right."""

Loaded = TypeVar("Loaded", covariant=True)


class LastGood(Protocol):
    """What files held when they were last right."""

    def content(self, name: str) -> bytes | None:
        """Give what a file held; None when it was never right, or not there."""

    def names(self) -> Iterable[str]:
        """Give the files of the last register that was right as a whole."""


class Load(Protocol[Loaded]):
    """Makes something of a register that is right; raises `RegisterError` for any other."""

    def __call__(self, snapshot: Snapshot) -> Loaded:
        """Load it."""


class LastSnapshot:
    """The last register that was right, all of it.

    Args:
        read: Gives its files; asked once, when they are needed.
    """

    def __init__(self, read: Callable[[], Snapshot | None]) -> None:
        self._read = read
        self._contents: Mapping[str, bytes] | None = None

    def keep(self, snapshot: Snapshot) -> None:
        """Remember another one from now on."""
        self._contents = snapshot.contents

    def content(self, name: str) -> bytes | None:
        """Give what a file held."""
        return self._known().get(name)

    def names(self) -> Iterable[str]:
        """Give its files."""
        return tuple(self._known())

    def _known(self) -> Mapping[str, bytes]:
        if self._contents is None:
            found = self._read()
            self._contents = found.contents if found else {}
        return self._contents


def mended(
    snapshot: Snapshot,
    problems: Iterable[Problem],
    good: LastGood,
    load: Load[Loaded],
    *,
    held: Iterable[str] = (),
) -> tuple[Snapshot, Loaded] | None:
    """Load a broken register, with each broken file as it last was right.

    Args:
        snapshot: The files as they are.
        problems: What is wrong with them.
        good: What stands in for what is broken; a file that never was right is left out.
        load: What to make of the files that are right then.
        held: Files that count as broken too.

    Returns:
        The files that it was made of too; None when no such mixture is right.
    """
    # What is unreadable, too large or called otherwise is not among the contents.
    mixture = Snapshot(snapshot.shown, snapshot.contents)
    wrong = broken_files(snapshot, problems).union(held)
    for number in range(ROUNDS):
        if number == ROUNDS - 1:  # a file may be wrong by what another says: all as it was then
            wrong = {*good.names(), *mixture.contents} if any(good.names()) else wrong
        mixture = mixture.instead({name: good.content(name) for name in wrong})
        try:
            return mixture, load(mixture)
        except RegisterError as error:
            wrong = broken_files(mixture, error.problems)
    return None


def broken_files(snapshot: Snapshot, problems: Iterable[Problem]) -> set[str]:
    """Name the files that have mistakes, by their path in the folder."""
    start = f"{snapshot.shown}/"
    return {
        each.file.removeprefix(start)
        for each in problems
        if each.level == MISTAKE and each.file.startswith(start)
    }
