"""How long a case waits for a decision, and whether that is too long for the harm that it does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from actions.reports.model import Case, Status
from bot.settings import Settings

WAITING = frozenset({Status.NEW, Status.IN_REVIEW})
HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Clock:
    """Time since the first report of a case that nobody decided.

    Attributes:
        waited: Whole hours.
        within: Hours in which staff want to decide such a case.
    """

    waited: int
    within: int

    @property
    def is_late(self) -> bool:
        """Whether it takes longer than wanted."""
        return self.waited >= self.within


@dataclass(frozen=True, slots=True)
class Deadlines:
    """Hours in which staff want to decide, by the worst that a case did to anybody."""

    money: int
    data: int
    other: int

    @classmethod
    def of(cls, settings: Settings) -> Deadlines:
        """Read them from the settings."""
        return cls(settings.decide_hours_money, settings.decide_hours_data, settings.decide_hours)

    def clock(self, case: Case, now: datetime) -> Clock | None:
        """Give how long a case waits; None where it is decided."""
        if case.status not in WAITING:
            return None
        within = self.money if case.lost_money else self.data if case.lost_data else self.other
        return Clock((now - case.first_reported_at) // HOUR, within)

    def overdue(self, now: datetime) -> tuple[datetime, datetime, datetime]:
        """Give the moments before which a case was first reported that is late now."""
        return now - self.money * HOUR, now - self.data * HOUR, now - self.other * HOUR
