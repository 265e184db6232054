from datetime import timedelta

import pytest
from sqlalchemy import create_engine, exc, text

from actions.reports.model import Event, Status
from actions.reports.store import ReportStore
from tests.actions.reports.filings import BEGIN, Clock, filing


def test_the_log_is_read_newest_first(store: ReportStore) -> None:
    for number in range(5):
        store.record(Event(BEGIN + timedelta(hours=number), "an", "login", details={"n": number}))
    store.record(Event(BEGIN, "bo", "login"))
    assert [event.actor for event in store.events()] == ["bo"] + ["an"] * 5
    of_an = store.events(actor="an", offset=1, limit=2)
    assert [event.details for event in of_an] == [{"n": "3"}, {"n": "2"}]
    assert len(store.events(since=BEGIN + timedelta(hours=3))) == 2


def test_every_change_is_a_line(store: ReportStore) -> None:
    for key in ("een", "twee"):
        store.file(filing(key))
    first, second = sorted(case.id for case in store.queue()[0])
    store.set_status(first, Status.CONFIRMED_FAKE, actor="an", note="omdat")
    store.assign(first, "bo", actor="an")
    store.note(first, "gebeld", actor="bo")
    store.undo(first, actor="an")
    store.merge(second, first, actor="an")
    store.undo(second, actor="an")
    assert [(event.what, event.actor) for event in reversed(store.events())] == [
        ("filed", "citizen"),
        ("filed", "citizen"),
        ("status", "an"),
        ("assigned", "an"),
        ("note", "bo"),
        ("undone", "an"),
        ("merged", "an"),
        ("merged", "an"),
        ("separated", "an"),
        ("separated", "an"),
    ]


def test_the_log_holds_nothing_that_a_citizen_wrote(store: ReportStore) -> None:
    store.file(filing(contact="an@voorbeeld.be", what_happened="geheim", images=("a.webp",)))
    store.set_status(store.queue()[0][0].id, Status.CONFIRMED_FAKE, actor="an")
    written = str(store.events())
    assert not any(word in written for word in ("voorbeeld", "geheim", "webp", "instagram"))


CHANGES = (
    "UPDATE report_event SET actor = 'niemand'",
    "UPDATE report_event SET details = '{}' WHERE id = 1",
    "DELETE FROM report_event",
    "DELETE FROM report_event WHERE id = 1",
)
ONLY_SQLITE = (
    "INSERT OR REPLACE INTO report_event VALUES (1, '2026-01-01', 'niemand', 'x', NULL, '{}')",
    "REPLACE INTO report_event VALUES (1, '2026-01-01', 'niemand', 'x', NULL, '{}')",
    "UPDATE OR REPLACE report_event SET id = 2 WHERE id = 1",
    "INSERT INTO report_event VALUES (1, '2026-01-01', 'niemand', 'x', NULL, '{}') "
    "ON CONFLICT (id) DO UPDATE SET actor = 'niemand'",
)
ONLY_POSTGRES = (
    "TRUNCATE report_event",
    "TRUNCATE report_case CASCADE",
    "INSERT INTO report_event VALUES (1, now(), 'niemand', 'x', NULL, '{}') "
    "ON CONFLICT (id) DO UPDATE SET actor = 'niemand'",
)


def test_sql_cannot_change_the_log(store: ReportStore, database_url: str, clock: Clock) -> None:
    store.record(Event(clock(), "an", "login"))
    store.record(Event(clock(), "bo", "login"))
    before = store.events()
    engine = create_engine(database_url, future=True)
    changes = CHANGES + (ONLY_SQLITE if "sqlite" in database_url else ONLY_POSTGRES)
    for change in changes:
        with pytest.raises(exc.DBAPIError, match="append-only"), engine.begin() as connection:
            connection.execute(text(change))
    engine.dispose()
    assert store.events() == before
