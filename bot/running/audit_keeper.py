"""Looks after the audit log beside the requests: seals it, and examines the seals."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from actions.reports.store import ReportStore
    from bot.http.metrics import Metrics

SECONDS_BETWEEN_SEALS = 60.0
SECONDS_BETWEEN_EXAMINATIONS = 3_600.0

logger = logging.getLogger(__name__)


class AuditKeeper:
    """Keeps the audit log of one installation; several processes may.

    Args:
        store: Holds it.
    """

    def __init__(self, store: ReportStore) -> None:
        self._store = store
        self._is_broken = False

    def seal(self) -> None:
        """Seal what was added, and log the seal: where logs go elsewhere, nobody can take it back.

        Raises:
            StoreUnavailable: The database is away; the next round makes it good.
        """
        sealed = self._store.seal_log()
        if sealed:
            logger.info("the audit log up to line %d: %s", sealed.last_event, sealed.digest)

    def examine(self) -> None:
        """Compute every seal anew.

        Raises:
            StoreUnavailable: The database is away.
        """
        broken = self._store.examine_log().broken
        if broken:
            logger.error("the audit log was changed, lines %d to %d: see docs/runbook.md", *broken)
        self._is_broken = broken is not None

    def follow(self, metrics: Metrics) -> None:
        """Let metrics show whether it is what it was."""
        metrics.follow(
            "kanaalcheck_audit_broken",
            "1 when lines of the audit log are not what was sealed",
            None,
            lambda: {"": float(self._is_broken)},
        )
