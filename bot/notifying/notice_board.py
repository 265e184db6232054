"""What staff tell every citizen at once: kept in memory, renewed every few seconds.

Every process asks the database; with the database away, the last that is known stays. Begin and
end are judged by the clock, so that a notice appears and goes on time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from aiohttp import web

from actions.reports.kept.notice_rows import EmergencyNotice, Level

if TYPE_CHECKING:
    from actions.reports.store import ReportStore

SECONDS_BETWEEN = 2.0

_MOST_URGENT_FIRST = tuple(Level)


class NoticeBoard:
    """The notices of one process.

    Args:
        clock: The time in UTC.
    """

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._standing: tuple[EmergencyNotice, ...] = ()

    def renew(self, store: ReportStore) -> None:
        """Ask for the notices of now and later.

        Raises:
            StoreUnavailable: The database is away; what was known stays.
        """
        self._standing = store.standing_notices()

    def current(self) -> EmergencyNotice | None:
        """Give the notice that citizens see now."""
        return in_force(self._standing, self._clock())


def in_force(notices: Iterable[EmergencyNotice], now: datetime) -> EmergencyNotice | None:
    """Pick the notice to show: the most urgent one, of these the newest."""
    shown = [each for each in notices if each.is_in_force(now)]
    return min(
        shown, key=lambda each: (_MOST_URGENT_FIRST.index(each.level), -each.id), default=None
    )


BOARD = web.AppKey("notice_board", NoticeBoard)
