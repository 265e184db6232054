"""Whether answers helped: counted in memory, written down every few seconds.

Nobody who gives an opinion waits for the database, and with the database away it is kept until it
is back. There are few kinds of counts, so that memory is bounded.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from threading import Lock

from actions.reports.database.connection import StoreUnavailable
from actions.reports.kept.feedback_rows import FeedbackCount
from actions.reports.store import ReportStore

MOST_KINDS = 10_000  # in memory: a day has less than 1,000 of them in all languages

_Kind = tuple[date, str, str, str, bool]


class Feedback:
    """Counts opinions, from any thread; somebody flushes it every now and then.

    Args:
        clock: The time in UTC.
    """

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._rows: dict[_Kind, FeedbackCount] = {}
        self._lock = Lock()

    @property
    def rows(self) -> tuple[FeedbackCount, ...]:
        """What is to be written down."""
        return tuple(self._rows.values())

    @property
    def waiting(self) -> int:
        """How many opinions are to be written down."""
        return sum(row.times for row in self._rows.values())

    def count(self, *, channel: str, language: str, about: str, helpful: bool) -> None:
        """Count one opinion.

        Args:
            channel: Where it was given.
            language: Of the answer.
            about: The verdict that was given, else the intent that was answered.
            helpful: Whether the answer helped.
        """
        with self._lock:
            self._add(FeedbackCount(self._clock().date(), channel, language, about, helpful))

    def flush(self, store: ReportStore) -> None:
        """Write down what was counted since the last time.

        Raises:
            StoreUnavailable: The database is away: the counts are kept. Where it went away in the
                very moment of writing, they may count twice.
        """
        with self._lock:
            rows, self._rows = self._rows, {}
        if not rows:
            return
        try:
            store.count_feedback(tuple(rows.values()))
        except StoreUnavailable:
            with self._lock:
                for row in rows.values():
                    self._add(row)
            raise

    def _add(self, row: FeedbackCount) -> None:
        kind = (row.day, row.channel, row.language, row.about, row.helpful)
        known = self._rows.get(kind)
        if known:
            self._rows[kind] = replace(known, times=known.times + row.times)
        elif len(self._rows) < MOST_KINDS:
            self._rows[kind] = row
