"""What survives: on both databases, without one, and sealed."""

import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from actions.reports.database.connection import Database
from actions.reports.database.tables import telegram_updates
from bot.channels.telegram.delivery.journal import KEPT, Entry, Journal, Note
from bot.channels.telegram.sealing import Seal, SealError
from tests.bot.channels.telegram.bot_api import BotApi, Fault
from tests.bot.channels.telegram.conftest import StartBot
from tests.bot.channels.telegram.echo import SLOWLY
from tests.servers import Postgres

AN = 1001
LEASE = timedelta(seconds=10)


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 11, 25, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    url = f"sqlite:///{tmp_path}/journal.db"
    if request.param == "postgresql":
        server: Postgres = request.getfixturevalue("postgres_server")
        url = server.create_database(f"journal_{uuid.uuid4().hex}")
    database = Database(url)
    yield database
    database.close()


def journal(database: Database, clock: Clock, process: str = "a", bot: str = "1") -> Journal:
    return Journal(database, bot, process, clock)


def test_written_once_by_whichever_process(database: Database, clock: Clock) -> None:
    one, other = journal(database, clock, "a"), journal(database, clock, "b")
    assert one.write({5: b"five", 6: b"six"}, {}) == {5, 6}
    assert other.write({5: b"five", 7: b"seven"}, {}) == {7}
    assert journal(database, clock, "c", bot="2").write({5: b"five"}, {}) == {5}


def test_what_was_written_without_hearing_so_is_taken(database: Database, clock: Clock) -> None:
    one = journal(database, clock)
    one.write({5: b"five"}, {})
    assert one.write({5: b"five"}, {}) == {5}
    one.write({}, {5: Note(is_answered=True)})
    assert one.write({5: b"five"}, {}) == frozenset()


def test_what_the_dead_left_is_claimed_once_as_far_as_it_came(
    database: Database, clock: Clock
) -> None:
    dead, one, other = (journal(database, clock, name) for name in "abc")
    dead.live(LEASE)
    dead.write({9: b"nine", 5: b"five", 6: b"six"}, {})
    dead.write({}, {6: Note(answer=b"both", said=1), 9: Note(is_answered=True)})
    one.live(LEASE)
    assert one.claim() == ()
    assert one.is_shared()
    clock.now += LEASE
    one.live(LEASE)
    assert one.claim() == (
        Entry(5, b"five", taken_by="a"),
        Entry(6, b"six", b"both", 1, taken_by="a"),
    )
    assert (one.claim(), one.is_shared(), other.claim()) == ((), False, ())
    one.leave()
    assert len(other.claim()) == 2


def test_nothing_readable_is_left_of_what_is_answered(database: Database, clock: Clock) -> None:
    one = journal(database, clock)
    one.write({5: b"five"}, {})
    one.write({}, {5: Note(answer=b"answer").then(Note(said=1)).then(Note(is_answered=True))})
    with database.reading() as connection:
        (row,) = connection.execute(select(telegram_updates)).all()
    assert (row.body, row.answer, row.answered_at) == (None, None, clock.now)
    clock.now += KEPT + timedelta(seconds=1)
    one.purge()
    with database.reading() as connection:
        assert connection.execute(select(telegram_updates)).all() == []


def test_a_seal_opens_with_its_secret_alone() -> None:
    sealed = Seal("een geheim").seal(b"bericht")
    assert b"bericht" not in sealed
    assert Seal("een geheim").open(sealed) == b"bericht"
    with pytest.raises(SealError):
        Seal("een ander").open(sealed)
    with pytest.raises(SealError):
        Seal("een geheim").open(sealed[:-4])


async def test_nothing_readable_is_in_the_file_while_it_waits(
    api: BotApi, start_bot: StartBot, tmp_path: Path
) -> None:
    await start_bot()
    api.fail("sendMessage", *[Fault(500)] * 50)
    api.write(AN, "mijn geheime vraag")
    await api.until(lambda: bool(api.asked("sendMessage")))
    names = ("bot.db", "bot.db-wal")
    kept = b"".join((tmp_path / name).read_bytes() for name in names)
    assert b"telegram_update" in kept
    assert b"geheime vraag" not in kept


async def test_without_a_database_updates_are_answered_and_then_confirmed(
    api: BotApi, start_bot: StartBot, postgres_server: Postgres, caplog: pytest.LogCaptureFixture
) -> None:
    url = postgres_server.create_database(f"away_{uuid.uuid4().hex}")
    await start_bot(database_url=url)
    api.write(AN, "een")
    await api.until(lambda: api.texts(AN) == ["op een"] and not api.waiting)
    postgres_server.stop()
    try:
        api.write(AN, "twee")
        api.write(AN, "drie")
        await api.until(lambda: len(api.sent) == 3 and not api.waiting, seconds=40)
    finally:
        postgres_server.start()
    api.write(AN, "vier")
    await api.until(lambda: len(api.sent) == 4 and not api.waiting, seconds=40)
    assert api.texts(AN) == ["op een", "op twee", "op drie", "op vier"]
    said = [each for each in caplog.messages if "journal of Telegram cannot be written" in each]
    assert len(said) == 1


async def test_another_secret_loses_only_what_waited(
    api: BotApi, start_bot: StartBot, caplog: pytest.LogCaptureFixture
) -> None:
    client = await start_bot(secret="a" * 32)
    for text in (SLOWLY, "twee"):
        api.write(AN, text)
    await api.until(lambda: not api.waiting)
    await client.close()
    await start_bot(secret="b" * 32)
    api.write(AN, "drie")
    await api.until(lambda: "op drie" in api.texts(AN))
    assert api.texts(AN) == [f"op {SLOWLY}", "op drie"]
    assert "SealError" in caplog.text
