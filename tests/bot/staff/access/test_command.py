"""`python -m bot staff` on SQLite and on PostgreSQL."""

import io
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pyotp
import pytest

from actions.reports.store import ReportStore
from bot.settings import Settings
from bot.staff.access.accounts import Accounts
from bot.staff.access.command import main
from bot.staff.access.database import StaffDatabase
from bot.staff.access.roles import Role
from bot.staff.access.sessions import Sessions
from bot.staff.second import SecondStep
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


def test_an_account_comes_back_with_a_new_password(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    give(monkeypatch, PASSWORD)
    main(["add", "an", "--role", "reader", "--password-stdin"], settings)
    database = StaffDatabase(settings.database_url)
    accounts, sessions = Accounts(database, Clock()), Sessions(database, Clock())
    account = accounts.verified("an", PASSWORD)
    assert account
    token = sessions.start(account).token
    assert main(["disable", "an"], settings) == 0
    assert main(["enable", "AN"], settings) == 0
    assert accounts.verified("an", PASSWORD)
    assert sessions.find(token) is None
    token = sessions.start(account).token

    give(monkeypatch, "another horse battery")
    assert main(["password", "an", "--password-stdin"], settings) == 0

    assert accounts.verified("an", PASSWORD) is None
    assert accounts.verified("an", "another horse battery")
    assert sessions.find(token) is None
    assert "logged out" in capsys.readouterr().out
    database.close()


def test_who_lost_phone_and_codes_is_helped(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    give(monkeypatch, PASSWORD)
    main(["add", "an", "--role", "reader", "--password-stdin"], settings)
    assert main(["second-off", "an"], settings) == 2
    assert "asked for no code" in capsys.readouterr().err
    database, clock = StaffDatabase(settings.database_url), Clock()
    accounts, second = Accounts(database, clock), SecondStep(database, clock, "s" * 32)
    account = accounts.verified("an", PASSWORD)
    assert account
    secret = second.offered("token")
    assert second.set_up(account, secret, pyotp.TOTP(secret).at(clock.now))
    main(["list"], settings)
    assert "password and code" in capsys.readouterr().out

    assert main(["second-off", "an"], settings) == 0

    found = accounts.verified("an", PASSWORD)
    assert found
    assert not found.has_second
    assert second.left(found) == 0
    database.close()


def test_apps_work_on_after_the_secret_of_the_installation_changed(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    give(monkeypatch, PASSWORD)
    main(["add", "an", "--role", "reader", "--password-stdin"], settings)
    database, clock = StaffDatabase(settings.database_url), Clock()
    accounts, before = Accounts(database, clock), SecondStep(database, clock, "s" * 32)
    account = accounts.verified("an", PASSWORD)
    assert account
    secret = before.offered("token")
    assert before.set_up(account, secret, pyotp.TOTP(secret).at(clock.now))
    clock.advance(seconds=60)
    code = pyotp.TOTP(secret).at(clock.now)
    assert SecondStep(database, clock, "t" * 32).passed(account, code) is None
    assert SecondStep(database, clock, "t" * 32, "s" * 32).passed(account, code)
    database.close()


@pytest.mark.parametrize("arguments", [["-h"], ["--help"], ["password", "-h"]])
def test_help_is_given(arguments: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bot", "staff", *arguments],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "usage: python -m bot staff" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "password", "said"),
    [
        (["add", "an", "--role", "reader", "--password-stdin"], "short", "12 to 200 characters"),
        (["add", "an", "--role", "reader", "--password-stdin"], "x" * 201, "12 to 200 characters"),
        (["add", "a b", "--role", "reader", "--password-stdin"], PASSWORD, "no account name"),
        (["add", "system", "--role", "reader", "--password-stdin"], PASSWORD, "no account name"),
        (["add", "there", "--role", "admin", "--password-stdin"], PASSWORD, "already"),
        (["disable", "nobody"], "", "no account 'nobody'"),
        (["enable", "nobody"], "", "no account 'nobody'"),
        (["password", "nobody", "--password-stdin"], PASSWORD, "no account 'nobody'"),
        (["password", "there", "--password-stdin"], "short", "12 to 200 characters"),
        (["second-off", "nobody"], "", "no account 'nobody'"),
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
