"""How much harm a case does: what orders the queue.

    points = 8 · log2(1 + reports that lost money)
           + 3 · log2(1 + reports that lost data)
           + 2 · log2(1 + reports)
           + 1 · log2(1 + official channels of the imitated organisation)
           - 1 · fortnights since the last report

Money that is lost weighs most: one such report counts for thirty without. Logarithms, because the
hundredth report tells less than the second. A case about which no one writes any more slides down
by one point every two weeks.

Age would change every number every day. The order of two cases does not change by it, so what is
stored is points at a fixed day, which needs no update and can be indexed; `points_at` brings it to
today.
"""

from datetime import UTC, datetime, timedelta
from math import log2

MONEY = 8.0
DATA = 3.0
REPORTS = 2.0
REACH = 1.0
FADES_IN = timedelta(days=14)
EPOCH = datetime(2026, 1, 1, tzinfo=UTC)


def harm_of(
    *, reports: int, lost_money: int, lost_data: int, reach: int, last_reported_at: datetime
) -> float:
    """Give the number to store and to sort by, highest first."""
    return (
        MONEY * log2(1 + lost_money)
        + DATA * log2(1 + lost_data)
        + REPORTS * log2(1 + reports)
        + REACH * log2(1 + reach)
        + (last_reported_at - EPOCH) / FADES_IN
    )


def points_at(stored: float, now: datetime) -> float:
    """Give the points of today of a stored number."""
    return stored - (now - EPOCH) / FADES_IN
