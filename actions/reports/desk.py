"""What everybody files reports through: the database, or the disk while the database is away."""

import logging
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path

from actions.reports.intake.spool import Counts, Spool, Spooled, read
from actions.reports.model import Filing, Receipt
from actions.reports.reference import new_reference, normalised
from actions.reports.store import ReferenceTaken, ReportStore, StoreUnavailable

PAUSE = timedelta(seconds=5)
"""So long after a failure nobody waits for the database."""

_log = logging.getLogger(__name__)


class Outcome(StrEnum):
    """What became of a report that came in."""

    FILED = "filed"
    SPOOLED = "spooled"
    REFUSED = "refused"


class CannotFile(Exception):  # noqa: N818 - reads as what is the case
    """Neither the database nor the disk takes a report."""


class Desk:
    """Files reports and answers for them.

    Args:
        store: None files on disk alone.
        spool: Where reports wait while the database is away.
        clock: Gives the moment, in UTC.
    """

    def __init__(
        self, store: ReportStore | None, spool: Spool, clock: Callable[[], datetime]
    ) -> None:
        self._store = store
        self._spool = spool
        self._clock = clock
        self._away_until: datetime | None = None
        self._outcomes: Counter[str] = Counter()

    def file(self, filing: Filing) -> Receipt:
        """File a report; whatever happens afterwards, the reference that this gives stays good.

        Raises:
            CannotFile: Neither the database nor the disk takes it.
        """
        waiting = self._spool.receipt_of_key(filing.idempotency_key)
        if waiting:
            return waiting
        reference = new_reference()
        store = self._reachable()
        if store:
            try:
                receipt = store.file(filing, reference=reference)
            except ReferenceTaken:
                return self.file(filing)
            except StoreUnavailable as error:
                self._pause(error)
            else:
                self._outcomes[Outcome.FILED] += 1
                return receipt
        # Written or not before the connection broke: the same reference makes it one report.
        return self._keep(Spooled(filing, reference, self._clock()))

    def status(self, reference: str) -> Receipt | None:
        """Give what the citizen with this reference may know; None when nobody got it.

        Raises:
            StoreUnavailable: It does not wait on disk and the database is away.
        """
        found = normalised(reference)
        if found is None:
            return None
        waiting = self._spool.receipt(found)
        if waiting or self._store is None:
            return waiting
        return self._store.receipt(found)

    def replay(self) -> int:
        """File what waits on disk, under the same references; gives how many it filed."""
        if self._store is None or self._spool.is_empty():
            return 0
        filed = 0
        with self._spool.emptying() as waiting:
            for path in waiting:
                try:
                    filed += self._file_waiting(self._store, path)
                except StoreUnavailable as error:
                    self._pause(error)
                    break
        if filed:
            _log.info("filed %d reports that waited in the spool", filed)
        return filed

    @property
    def outcomes(self) -> Mapping[str, int]:
        """How many reports this process took, by where, and how many it had to refuse."""
        return {each: self._outcomes[each] for each in Outcome}

    @property
    def is_away(self) -> bool:
        """Whether the database did not take the last report, some seconds ago."""
        return self._away_until is not None and self._clock() < self._away_until

    def waiting(self) -> Counts:
        """Count what waits on disk, and what was put aside."""
        return self._spool.counts()

    def can_spool(self) -> bool:
        """Tell whether the disk would take a report now."""
        return self._spool.is_writable()

    def spooled_images(self) -> frozenset[str]:
        """Give the names of the images of what waits on disk."""
        return self._spool.named_images()

    def forget(self, conversation: str) -> int:
        """Delete how to reach the citizen of a conversation; gives the number of reports.

        Raises:
            StoreUnavailable: The database is away: what it holds is still there.
        """
        waiting = self._spool.forget(conversation)
        return waiting + (self._store.forget(conversation) if self._store else 0)

    def _reachable(self) -> ReportStore | None:
        return None if self.is_away else self._store

    def _pause(self, error: StoreUnavailable) -> None:
        self._away_until = self._clock() + PAUSE
        _log.warning("the database of reports is away (%s)", error)

    def _keep(self, spooled: Spooled) -> Receipt:
        try:
            receipt = self._spool.keep(spooled)
        except OSError as error:
            self._outcomes[Outcome.REFUSED] += 1
            refused = CannotFile(
                f"a report is refused: the database is away and the spool takes nothing"
                f" ({error.strerror}); free the disk or give KANAALCHECK_SPOOL another folder"
            )
            _log.error("%s", refused)
            raise refused from error
        self._outcomes[Outcome.SPOOLED] += 1
        _log.warning("a report went to the spool")
        return receipt

    def _file_waiting(self, store: ReportStore, path: Path) -> bool:
        """File one report of the spool; False when it had to be put aside."""
        try:
            spooled = read(path)
            store.file_acknowledged(
                spooled.filing, reference=spooled.reference, received_at=spooled.received_at
            )
        except StoreUnavailable:
            raise
        except Exception as error:  # one bad file must not keep the others waiting
            where = self._spool.put_aside(path)
            _log.error(
                "%s could not be filed (%s): correct it and move it back to the spool",
                where,
                type(error).__name__,
            )
            return False
        self._spool.done(path)
        return True
