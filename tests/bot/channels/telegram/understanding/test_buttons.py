"""What presses mean, also after a restart and a long time."""

import asyncio
import logging
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from actions.conversation.reply import payload
from actions.reports.database.connection import Database
from actions.reports.database.migrating import migrate
from actions.reports.database.tables import telegram_buttons
from bot.channels.telegram.sayings import AnswerPress, Say
from bot.channels.telegram.sealing import Seal
from bot.channels.telegram.understanding.buttons import KEPT, MOST_BYTES, Buttons, UnknownButton
from bot.channels.telegram.wording import Wording
from knowledge.model import LANGUAGES
from tests import servers
from tests.bot.channels.telegram.hearing import SECRET, Hearing, marked, speaking

LONG = payload("check_channel", mention="@" + "é" * 200, platform="instagram")
WORDING = Wording.load()


@dataclass
class Clock:
    now: datetime = datetime(2026, 11, 23, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Database:
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path}/buttons.db"
    else:
        server: servers.Postgres = request.getfixturevalue("postgres_server")
        url = server.create_database(f"buttons_{secrets.token_hex(4)}")
    database = Database(url)
    migrate(database)
    return database


def opened(database: Database, clock: Clock, secret: str = SECRET) -> Buttons:
    return Buttons(database, Seal(secret), secret, clock)


@pytest.mark.parametrize(
    "meant", ["/help", "welke kanalen heeft De Lijn?", "é" * 31, LONG, "x" * 64]
)
async def test_every_payload_comes_back_after_a_restart(database: Database, meant: str) -> None:
    data = await opened(database, Clock()).data_of(meant)
    assert data is not None
    assert len(data.encode()) <= MOST_BYTES
    assert await opened(database, Clock()).payload_of(data) == meant


async def test_one_payload_is_kept_once_and_unreadable(database: Database) -> None:
    buttons = opened(database, Clock())
    made = await asyncio.gather(*(buttons.data_of(LONG) for _ in range(5)))
    assert len(set(made)) == 1
    with database.reading() as connection:
        (row,) = connection.execute(sa.select(telegram_buttons)).all()
    assert "é".encode() not in row.payload


@pytest.mark.parametrize("data", ["", "=", "#", "#unknown", "?x", "zzz", "#" + "A" * 63])
async def test_what_is_no_button_of_ours(database: Database, data: str) -> None:
    with pytest.raises(UnknownButton):
        await opened(database, Clock()).payload_of(data)


async def test_another_secret_reads_nothing(database: Database) -> None:
    data = await opened(database, Clock()).data_of(LONG)
    with pytest.raises(UnknownButton):
        await opened(database, Clock(), "another secret of thirty-two characters").payload_of(
            data or ""
        )


async def test_it_is_forgotten_when_nobody_presses_it(database: Database) -> None:
    clock = Clock()
    buttons = opened(database, clock)
    data = await buttons.data_of(LONG) or ""
    clock.now += KEPT - timedelta(days=1)
    assert buttons.purge() == 0
    assert await buttons.payload_of(data) == LONG
    clock.now += KEPT - timedelta(days=1)
    assert buttons.purge() == 0, "a press counts"
    clock.now += timedelta(days=2)
    with pytest.raises(UnknownButton):
        await buttons.payload_of(data)
    assert buttons.purge() == 1


async def test_without_a_database_a_button_is_left_out(caplog: pytest.LogCaptureFixture) -> None:
    away = opened(Database("postgresql://nobody@127.0.0.1:1/none"), Clock())
    with caplog.at_level(logging.WARNING):
        assert await away.data_of(LONG) is None
        assert await away.data_of("/help") == "=/help"
        with pytest.raises(UnknownButton):
            await away.payload_of("#key")
    assert "é" not in caplog.text


# As Telegram sends presses


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("data", ["#gone", "v1:old", None])
async def test_an_old_button_is_answered_with_how_to_go_on(
    hearing: Hearing, data: str | None, language: str
) -> None:
    press, said = await hearing.pressed(data, **{"from": speaking(language)})
    assert press == AnswerPress("77", WORDING.text("button.old", language))
    assert isinstance(said, Say)
    assert said.html == WORDING.text("button.go_on", language)


async def test_a_button_under_a_message_that_is_too_old_to_read(hearing: Hearing) -> None:
    inaccessible = {"chat": {"id": 5, "type": "private"}, "message_id": 9, "date": 0}
    _, said = await hearing.pressed("=/help", message=inaccessible)
    assert isinstance(said, Say)
    assert said.chat_id == 5


@pytest.mark.parametrize("data", ["=/help", "#gone"])
async def test_a_press_in_a_chat_that_we_are_not_in(hearing: Hearing, data: str) -> None:
    (press,) = await hearing.pressed(data, message=None, inline_message_id="x")
    assert isinstance(press, AnswerPress)
    assert press.text
    assert len(press.text) <= 200


@pytest.mark.parametrize(
    "data", ["=/no_such_intent", '=/greet{"x": 1}', "=/", "=\x00", '=/greet{"' + "a" * 40]
)
async def test_forged_data_gets_an_answer(hearing: Hearing, data: str) -> None:
    _, *said = await hearing.pressed(data)
    assert said


async def test_every_button_of_a_conversation_fits_and_works(hearing: Hearing) -> None:
    name = "@vdab_be" + "x" * 60
    for text in ("/start", "/meld vdab-jobs.be", f"is {name} echt?", "/taal", "/help"):
        for said in await hearing.said(text, entities=[marked("/x", "bot_command", "/x")]):
            for button in (each for row in said.keyboard for each in row):
                assert button.data is not None
                assert len(button.data.encode()) <= MOST_BYTES
                assert await hearing.buttons.payload_of(button.data)
