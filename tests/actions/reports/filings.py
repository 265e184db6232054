"""What citizens file in these tests, and a clock that only tests move."""

from datetime import UTC, datetime, timedelta
from typing import Any

from actions.reports.model import Filing, Loss, Subject

BEGIN = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)


class Clock:
    """Gives a moment, a second later each time, so that order can be told."""

    def __init__(self) -> None:
        self.now = BEGIN

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now

    def forward(self, **time: float) -> None:
        self.now += timedelta(**time)


def subject(key: str = "vdab_jobs", **changes: Any) -> Subject:
    """Make an account that imitates VDAB."""
    values = {
        "platform": "instagram",
        "key": key,
        "shown": f"instagram[.]com/{key}",
        "imitates": "vdab",
        "difference": "handle_with_more",
        "verdict": "lookalike",
        "reach": 7,
    }
    return Subject(**(values | changes))


def filing(key: str = "vdab_jobs", **changes: Any) -> Filing:
    """Make a report about an account; names of a subject's fields go to the subject."""
    of_subject = {name: changes.pop(name) for name in ("platform", "imitates") if name in changes}
    values = {
        "subject": subject(key, **of_subject),
        "address": f"@{key} op instagram",
        "what_happened": "Ze vroegen mijn kaartcode.",
        "loss": Loss.NONE,
    }
    return Filing(**(values | changes))
