"""The time that all processes of an installation agree on: that of the database they share.

A machine whose clock is wrong then forgets nothing too soon, and takes nobody for dead.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

LEAST = timedelta(seconds=2)
"""What is less comes from the way to the database and back as well."""


class SharedClock:
    """Gives the moment in UTC, by the clock of the database once that was asked.

    Args:
        own: The clock of this machine.
    """

    def __init__(self, own: Callable[[], datetime]) -> None:
        self._own = own
        self._behind = timedelta()

    def __call__(self) -> datetime:
        """Give the moment."""
        return self._own() + self._behind

    @property
    def seconds_ahead(self) -> float:
        """How far the clock of this machine is ahead of that of the database."""
        return -self._behind.total_seconds()

    def agree(self, ask: Callable[[], datetime | None]) -> None:
        """Go by another clock from now on.

        Args:
            ask: Gives what that clock shows; None where there is none beside our own.

        Raises:
            StoreUnavailable: What asking raises; nothing changes then.
        """
        before = self._own()
        shown = ask()
        if shown is None:
            return
        asked_at = before + (self._own() - before) / 2
        behind = shown - asked_at
        self._behind = behind if abs(behind) > LEAST else timedelta()
