"""The audit log is sealed: what is changed, taken away or put in between is seen."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from actions.reports.database.connection import Database
from actions.reports.kept.audit import write
from actions.reports.model import Event
from actions.reports.sealing import SETTLED, Seal
from actions.reports.store import ReportStore
from bot.operations import audit
from bot.settings import Settings
from tests.actions.reports.filings import Clock, filing

TRIGGERS = {
    "sqlite": ("DROP TRIGGER report_event_no_update", "DROP TRIGGER report_event_no_delete"),
    "postgresql": ("DROP TRIGGER report_event_no_change ON report_event",),
}


def sealed(store: ReportStore, clock: Clock) -> Seal | None:
    """Seals once no transaction can be open any more."""
    clock.forward(seconds=SETTLED.total_seconds() + 1)
    return store.seal_log()


def lived(store: ReportStore, clock: Clock) -> None:
    """Two seals of three lines each, and a line that is not sealed yet."""
    for number in range(6):
        store.record(Event(clock(), "els", "note", details={"text": f"é {number}", "b": "a"}))
        if number in (2, 5):
            assert sealed(store, clock)
    store.record(Event(clock(), "els", "note"))


def tamper(url: str, statement: str) -> None:
    """Change the log as the owner of its tables can."""
    database = Database(url)
    with database.writing() as connection:
        for each in TRIGGERS[url.partition(":")[0]]:
            connection.exec_driver_sql(each)
        connection.exec_driver_sql(statement)
    database.close()


def test_an_untouched_log_is_what_it_was(store: ReportStore, clock: Clock):
    assert store.seal_log() is None
    assert store.examine_log().head is None
    lived(store, clock)
    examined = store.examine_log()
    assert (examined.seals, examined.lines, examined.unsealed) == (2, 6, 1)
    assert examined.broken is None
    assert sealed(store, clock)
    assert sealed(store, clock) is None
    assert store.examine_log().unsealed == 0


@pytest.mark.parametrize(
    ("statement", "broken"),
    [
        ("UPDATE report_event SET actor = 'jan' WHERE id = 2", (1, 3)),
        ("UPDATE report_event SET details = '{}' WHERE id = 5", (4, 6)),
        ("DELETE FROM report_event WHERE id = 3", (1, 3)),
        ("DELETE FROM report_event WHERE id IN (4, 5, 6)", (4, 6)),
        ("UPDATE report_event SET id = 0 WHERE id = 1", (1, 3)),
    ],
)
def test_a_gap_or_a_change_is_seen(
    store: ReportStore,
    clock: Clock,
    database_url: str,
    statement: str,
    broken: tuple[int, int],
    capsys: pytest.CaptureFixture[str],
):
    lived(store, clock)
    settings = Settings(database_url=database_url)
    assert audit.main(["verify"], settings) == 0
    tamper(database_url, statement)
    assert store.examine_log().broken == broken
    assert audit.main(["verify"], settings) == 1
    assert f"lines {broken[0]} to {broken[1]}" in capsys.readouterr().err


def test_a_new_chain_is_seen_by_the_seal_that_the_logs_have(
    store: ReportStore, clock: Clock, database_url: str
):
    lived(store, clock)
    head = store.examine_log().head
    assert head
    settings = Settings(database_url=database_url)
    assert audit.main(["verify", "--head", head], settings) == 0
    store.record(Event(clock(), "els", "note"))
    assert sealed(store, clock)
    assert audit.main(["verify", "--head", head], settings) == 0
    assert audit.main(["verify", "--head", "0" * 64], settings) == 1


def test_a_seal_cannot_be_changed_or_taken_away(
    store: ReportStore, clock: Clock, database_url: str
):
    lived(store, clock)
    database = Database(database_url)
    for statement in ("UPDATE report_seal SET events = 9", "DELETE FROM report_seal"):
        with pytest.raises(Exception, match="append-only"), database.writing() as connection:
            connection.exec_driver_sql(statement)
    database.close()


def test_lines_that_are_written_at_once_are_all_sealed(store: ReportStore, clock: Clock):
    def file(number: int) -> None:
        store.file(filing(f"adres_{number}"))
        if number % 5 == 0:
            store.seal_log()

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(file, range(40)))
    sealed(store, clock)
    examined = store.examine_log()
    assert (examined.broken, examined.unsealed) == (None, 0)
    assert examined.lines >= 40


def test_an_account_that_does_not_own_the_tables_can_only_add(postgres_server, clock: Clock):
    url = postgres_server.create_database("audit_owner")
    owner = ReportStore.open(url, clock=clock)
    lived(owner, clock)
    database = Database(url)
    with database.writing() as connection:
        for statement in (
            "CREATE ROLE service LOGIN",
            "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO service",
            "REVOKE UPDATE, DELETE, TRUNCATE ON report_event, report_seal FROM service",
            "GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO service",
        ):
            connection.exec_driver_sql(statement)
    database.close()
    owner.close()
    service_url = url.replace("postgres@", "service@", 1)
    service = ReportStore.open(service_url, clock=clock)
    assert service.file(filing("van_de_dienst")).is_new
    assert sealed(service, clock)
    assert service.examine_log().broken is None
    service.close()
    database = Database(service_url)
    for statement in (
        "DELETE FROM report_event",
        "UPDATE report_seal SET events = 1",
        "ALTER TABLE report_event DISABLE TRIGGER ALL",
        "DROP TRIGGER report_event_no_change ON report_event",
    ):
        with (
            pytest.raises(Exception, match=r"permission denied|must be owner"),
            database.writing() as connection,
        ):
            connection.exec_driver_sql(statement)
    database.close()


def test_a_line_that_comes_late_with_a_lower_number_breaks_nothing(postgres_server, clock: Clock):
    url = postgres_server.create_database("audit_late")
    store = ReportStore.open(url, clock=clock)
    store.record(Event(clock(), "els", "note"))
    late = Database(url)
    with late.writing() as connection:
        write(connection, Event(clock(), "late", "note"))
        store.record(Event(clock(), "els", "note"))
        assert store.seal_log() is None
    assert sealed(store, clock)
    examined = store.examine_log()
    assert (examined.lines, examined.broken) == (3, None)
    late.close()
    store.close()
