"""Reminders are kept for as long as somebody needs them."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.notifying.reminding.store import Answer, Reminder, Reminders
from bot.notifying.retention import purge_reminders

START = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
ENDS = START + timedelta(days=30)
SAID = Answer("team web", (), "een account op X")


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Reminders]:
    reminders = Reminders(f"sqlite:///{tmp_path}/a.db")
    yield reminders
    reminders.close()


def begun(kept: Reminders, organisation: str) -> Reminder:
    reminder = Reminder("r", organisation, f"info@{organisation}.be", START, ENDS)
    kept.begin(reminder)
    return reminder


def left(kept: Reminders, days: float) -> list[str]:
    """Forget as it is done so many days after the start, and give what is left."""
    now = START + timedelta(days=days)
    purge_reminders(kept, days=90, open_days=730, clock=lambda: now)
    return sorted(each.organisation for each in kept.every())


def test_each_goes_when_nobody_needs_it(kept: Reminders):
    begun(kept, "silent")
    handled, waiting = begun(kept, "handled"), begun(kept, "waiting")
    for each in (handled, waiting):
        kept.answer(each, SAID, START + timedelta(days=2))
    kept.handle(handled, by="an", now=START + timedelta(days=60))

    assert left(kept, 119) == ["handled", "silent", "waiting"]
    assert left(kept, 121) == ["handled", "waiting"]  # 90 days after its link ended
    assert left(kept, 149) == ["handled", "waiting"]
    assert left(kept, 151) == ["waiting"]  # 90 days after staff handled it
    assert left(kept, 731) == ["waiting"]
    assert left(kept, 733) == []  # two years after an answer that nobody read


def test_what_was_handled_at_once_stays_while_its_link_counts(kept: Reminders):
    reminder = begun(kept, "werkdienst")
    kept.answer(reminder, SAID, START)
    kept.handle(reminder, by="an", now=START)

    assert left(kept, 100) == ["werkdienst"]
    assert left(kept, 121) == []
