"""Reports for tests of what goes on in the background."""

from datetime import UTC, datetime, timedelta

from actions.reports.model import Filing, Kind, Loss
from actions.reports.store import ReportStore
from actions.reports.subject import subject_of
from knowledge.library import Library

BEGIN = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
CONTACT = "an.peeters@voorbeeld.be"
WORDS = "Ze vroegen mijn geheime kaartcode."


class Clock:
    """A time that only tests move."""

    def __init__(self) -> None:
        self.now = BEGIN

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **time: float) -> None:
        self.now += timedelta(**time)


def filing(
    library: Library, text: str, *, platform: str | None = None, **changes: object
) -> Filing:
    """Make what a citizen files about an address."""
    subject = subject_of(library, text, platform).subject
    assert subject
    values = {"contact": CONTACT, "loss": Loss.MONEY, "kind": Kind.MISUSE, **changes}
    return Filing(subject=subject, address=text, what_happened=WORDS, **values)


def file(store: ReportStore, library: Library, text: str, **changes: object) -> int:
    """File it; gives the id of its case."""
    reference = store.file(filing(library, text, **changes)).reference
    (cases, _) = store.queue(search=reference)
    return cases[0].id
