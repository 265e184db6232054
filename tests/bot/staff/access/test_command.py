"""`python -m bot staff` on SQLite and on PostgreSQL."""

import io
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest

from actions.reports.store import ReportStore
from bot.settings import Settings
from bot.staff.access.accounts import Accounts
from bot.staff.access.command import main
from bot.staff.access.database import StaffDatabase
from bot.staff.access.roles import Role
from tests.bot.staff.conftest import PASSWORD, Clock
from tests.servers import Postgres


@pytest.fixture(params=["sqlite", "postgresql"])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    if request.param == "sqlite":
        return replace(Settings(), database_url=f"sqlite:///{tmp_path}/staff.db")
    server: Postgres = request.getfixturevalue("postgres_server")
    return replace(Settings(), database_url=server.create_database(f"staff_{uuid4().hex}"))


def give(monkeypatch: pytest.MonkeyPatch, password: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(password + "\n"))


def test_the_life_of_an_account(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    give(monkeypatch, PASSWORD)
    assert main(["add", "An.Peeters", "--role", "reader", "--password-stdin"], settings) == 0
    database = StaffDatabase(settings.database_url)
    accounts = Accounts(database, Clock())
    account = accounts.verified("an.peeters", PASSWORD)
    assert account
    assert account.role is Role.READER
    assert main(["role", "an.peeters", "admin"], settings) == 0
    changed = accounts.verified("AN.PEETERS", PASSWORD)
    assert changed
    assert changed.role is Role.ADMIN
    capsys.readouterr()
    assert main(["list"], settings) == 0
    assert capsys.readouterr().out == "an.peeters\tadmin\tpassword\tactive\n"
    assert main(["disable", "an.peeters"], settings) == 0
    assert accounts.verified("an.peeters", PASSWORD) is None
    main(["list"], settings)
    assert "disabled 20" in capsys.readouterr().out
    database.close()


@pytest.mark.parametrize(
    ("arguments", "password", "said"),
    [
        (["add", "an", "--role", "reader", "--password-stdin"], "short", "12 to 200 characters"),
        (["add", "an", "--role", "reader", "--password-stdin"], "x" * 201, "12 to 200 characters"),
        (["add", "a b", "--role", "reader", "--password-stdin"], PASSWORD, "no account name"),
        (["add", "system", "--role", "reader", "--password-stdin"], PASSWORD, "no account name"),
        (["add", "there", "--role", "admin", "--password-stdin"], PASSWORD, "already"),
        (["disable", "nobody"], "", "no account 'nobody'"),
        (["role", "nobody", "admin"], "", "no account 'nobody'"),
        (["role", "there", "boss"], "", "invalid choice"),
        (["add", "an", "--password-stdin"], PASSWORD, "--role"),
        ([], "", "COMMAND"),
    ],
)
def test_what_cannot_be_done_is_told(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    password: str,
    said: str,
) -> None:
    settings = replace(Settings(), database_url=f"sqlite:///{tmp_path}/staff.db")
    give(monkeypatch, PASSWORD)
    main(["add", "there", "--role", "reader", "--password-stdin"], settings)
    give(monkeypatch, password)
    assert main(arguments, settings) == 2
    assert said in capsys.readouterr().err


def test_a_database_that_is_away_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = replace(Settings(), database_url="postgresql://nobody@127.0.0.1:1/none")
    give(monkeypatch, PASSWORD)
    assert main(["add", "an", "--role", "reader", "--password-stdin"], settings) == 1
    assert "KANAALCHECK_DATABASE_URL" in capsys.readouterr().err


def test_every_change_is_in_the_audit_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = replace(Settings(), database_url=f"sqlite:///{tmp_path}/staff.db")
    give(monkeypatch, PASSWORD)
    main(["add", "an", "--role", "reader", "--password-stdin"], settings)
    main(["role", "an", "triager"], settings)
    main(["disable", "an"], settings)
    store = ReportStore.open(settings.database_url, clock=Clock())
    events = [(event.what, dict(event.details)) for event in reversed(store.events())]
    store.close()
    assert events == [
        ("account_added", {"account": "an", "role": "reader"}),
        ("account_role", {"account": "an", "role": "triager"}),
        ("account_disabled", {"account": "an"}),
    ]
