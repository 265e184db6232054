"""The doctor: what is wrong with an installation, and what to do about it."""

import json
import os
import socket
import stat
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from actions.reports.database.connection import Database
from actions.reports.database.migrating import migrate
from bot.channels.settings import AllSettings
from bot.operations import doctor
from bot.operations.finding import Finding, State, well
from tests.bot.conftest import ROOT
from tests.servers import Postgres, free_port

REGISTER = ("organisations", "answers", "others")


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    """An installation that nobody has started yet."""
    return {
        "KANAALCHECK_DATABASE_URL": f"sqlite:///{tmp_path}/kc.db",
        "KANAALCHECK_SPOOL": str(tmp_path / "spool"),
        "KANAALCHECK_IMAGES": str(tmp_path / "images"),
        "KANAALCHECK_CACHE": str(tmp_path / "cache"),
        "KANAALCHECK_MODELS": str(tmp_path / "models"),
        "KANAALCHECK_ENCODER": "none",
        "KANAALCHECK_KNOWLEDGE": str(ROOT / "knowledge"),
    }


@pytest.fixture
def asked(environ: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> "Asked":
    monkeypatch.setattr(doctor.register, "examine", lambda _: [well("register", "as it was")])
    monkeypatch.setitem(doctor.CHECKS, "register", doctor.register.examine)
    return Asked(environ)


class Asked:
    """Examines with other settings than the usual ones."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ

    def __call__(self, about: str, **changed: str) -> list[Finding]:
        settings = AllSettings.from_env({**self._environ, **changed})
        return [each for each in doctor.examine(settings) if each.about == about]


def worst(findings: list[Finding]) -> Finding:
    return max(findings, key=lambda each: list(State).index(each.state))


def test_everything_is_examined_in_one_command_for_people_and_machines(environ):
    command = [sys.executable, "-m", "bot", "doctor", "--json"]
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, **environ}, capture_output=True, check=False
    )
    told = json.loads(done.stdout)
    by_name = {each["about"]: each for each in told["findings"]}
    assert by_name.keys() >= doctor.CHECKS.keys() | {"settings"}
    assert by_name["model"]["state"] == "wrong"
    assert by_name["model"]["remedy"] == "run make train"
    assert by_name["register"]["state"] == "well"
    assert told["state"] == "wrong"
    assert done.returncode == 1
    assert done.stderr == b""


def test_every_bad_setting_is_told_at_once(capsys: pytest.CaptureFixture[str]):
    bad = {"KANAALCHECK_PORT": "http", "KANAALCHECK_TODAY": "gisteren"}
    assert doctor.main([], bad) == 2
    told = capsys.readouterr().out
    assert "KANAALCHECK_PORT" in told
    assert "KANAALCHECK_TODAY" in told


def test_a_check_that_fails_is_told_and_the_others_go_on(asked, monkeypatch):
    def broken(_settings: AllSettings) -> list[Finding]:
        raise RuntimeError("no idea")

    monkeypatch.setitem(doctor.CHECKS, "disk", broken)
    assert "no idea" in worst(asked("disk")).says
    assert asked("clock")


@pytest.mark.parametrize(
    ("changed", "word"),
    [
        ({"KANAALCHECK_TODAY": "2026-01-01"}, "KANAALCHECK_TODAY"),
        ({"KANAALCHECK_BEHIND_TLS": "1"}, "KANAALCHECK_TRUSTED_PROXIES"),
        ({"KANAALCHECK_HOST": "::"}, "TLS"),
        ({"KANAALCHECK_SMTP_URL": "smtp://mail"}, "KANAALCHECK_MAIL_FROM"),
        ({"KANAALCHECK_OIDC_ISSUER": "https://id.example"}, "KANAALCHECK_OIDC_CLIENT_ID"),
    ],
)
def test_what_is_seldom_meant_is_doubted(asked, changed, word):
    found = worst(asked("settings", **changed))
    assert found.state is State.DOUBTFUL
    assert word in str(found.remedy)


def test_a_register_with_mistakes_is_wrong(environ, tmp_path):
    folder = tmp_path / "register"
    folder.mkdir()
    (folder / "platforms.yml").write_text("- nothing of this\n")
    found = doctor.register.examine(
        AllSettings.from_env({**environ, "KANAALCHECK_KNOWLEDGE": str(folder)})
    )
    assert worst(list(found)).state is State.WRONG


def test_a_database_that_is_not_made_yet_is_well_and_stays_so(asked, tmp_path):
    assert worst(asked("database")).state is State.WELL
    assert not (tmp_path / "kc.db").exists()


def test_a_database_of_a_newer_version_is_told(asked, tmp_path):
    database = Database(f"sqlite:///{tmp_path}/kc.db")
    migrate(database)
    assert worst(asked("database")).state is State.WELL
    with database.writing() as connection:
        connection.exec_driver_sql("UPDATE report_schema SET version_num = '9999'")
    database.close()
    found = worst(asked("database"))
    assert found.state is State.DOUBTFUL
    assert "newer" in found.says


def test_a_damaged_file_is_told(asked, tmp_path):
    (tmp_path / "kc.db").write_bytes(b"SQLite format 3\0" + b"\xff" * 5_000)
    assert worst(asked("database")).state is State.WRONG


def test_a_postgres_that_is_away_or_takes_nothing_is_told(asked, postgres_server: Postgres):
    away = f"postgresql://kc@127.0.0.1:{free_port()}/kc"
    assert "away" in worst(asked("database", KANAALCHECK_DATABASE_URL=away)).says
    url = postgres_server.create_database("doctor")
    database = Database(url)
    migrate(database)
    found = asked("database", KANAALCHECK_DATABASE_URL=url)
    assert {each.state for each in found} == {State.WELL, State.DOUBTFUL}
    assert "superuser" in worst(found).says
    with database.writing() as connection:
        connection.exec_driver_sql("ALTER DATABASE doctor SET default_transaction_read_only = on")
    database.close()
    assert "takes nothing" in worst(asked("database", KANAALCHECK_DATABASE_URL=url)).says


def test_reports_that_wait_or_could_not_be_filed_are_told(asked, tmp_path):
    (tmp_path / "spool" / "aside").mkdir(parents=True)
    (tmp_path / "spool" / "KC-1.none.json").write_text("{}")
    (tmp_path / "spool" / "aside" / "KC-2.none.json").write_text("{}")
    assert [each.state for each in asked("spool")] == [State.WRONG, State.DOUBTFUL]


def test_redis_is_asked(asked, redis_url: str):
    assert worst(asked("redis", KANAALCHECK_REDIS_URL=redis_url)).state is State.WELL
    away = f"redis://127.0.0.1:{free_port()}/0"
    assert worst(asked("redis", KANAALCHECK_REDIS_URL=away)).state is State.WRONG


def test_a_model_or_encoder_that_is_broken_is_told(asked, tmp_path):
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "kanaalcheck.tar.gz").write_bytes(b"\x1f\x8b\x08\x00 cut off")
    assert "broken" in worst(asked("model")).says
    (tmp_path / "encoder").mkdir()
    (tmp_path / "encoder" / "modules.json").write_text("{")
    encoder = str(tmp_path / "encoder")
    assert worst(asked("encoder", KANAALCHECK_ENCODER=encoder)).state is State.WRONG


def test_files_that_others_may_read_are_told(asked, tmp_path):
    (tmp_path / "kc.db").touch(mode=0o644)
    (tmp_path / "spool").mkdir(mode=0o700)
    (tmp_path / "secret").touch(mode=0o640)
    found = [each.says for each in asked("permissions") if each.state is State.WRONG]
    assert [
        path for path in ("kc.db", "secret", "spool") if any(path in each for each in found)
    ] == [
        "kc.db",
        "secret",
    ]
    assert stat.S_IMODE((tmp_path / "kc.db").stat().st_mode) == 0o644  # told, not changed


def test_telegram_and_mail_that_do_not_answer_are_told_without_the_token(asked):
    away = f"http://127.0.0.1:{free_port()}"
    found = worst(asked("telegram", TELEGRAM_TOKEN="123:hush", TELEGRAM_API_BASE=away))
    assert found.state is State.WRONG
    assert "hush" not in found.says + str(found.remedy)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        url = f"smtp://kc:hush@127.0.0.1:{silent.getsockname()[1]}"
        found = worst(asked("mail", KANAALCHECK_SMTP_URL=url, KANAALCHECK_MAIL_FROM="kc@x.be"))
    assert found.state is State.WRONG
    assert "hush" not in found.says


@pytest.mark.parametrize("command", ["staff", "doctor"])
def test_commands_with_arguments_of_their_own_tell_them(command: str):
    done = subprocess.run(
        [sys.executable, "-m", "bot", command, "--help"], cwd=ROOT, capture_output=True, check=False
    )
    assert done.returncode == 0
    assert f"python -m bot {command}".encode() in done.stdout
