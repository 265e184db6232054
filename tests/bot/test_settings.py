"""AllSettings: defaults, limits, and one sentence for a bad value."""

import os
import subprocess
import sys
from dataclasses import FrozenInstanceError, fields
from datetime import date
from ipaddress import ip_network
from pathlib import Path

import pytest

from bot.channels.settings import AllSettings
from bot.settings import SettingsError, about, listing, secrets, unknown, variable


def test_defaults_are_those_of_the_contract():
    settings = AllSettings.from_env({})
    assert settings == AllSettings()
    assert (settings.host, settings.port) == ("127.0.0.1", 8080)
    assert settings.knowledge == Path("knowledge")
    assert settings.database_url.startswith("sqlite:///var/")
    assert settings.redis_url is None
    assert not settings.parse_api
    assert not settings.shares_conversations


def test_reads_every_kind_of_value():
    settings = AllSettings.from_env(
        {
            "KANAALCHECK_PORT": "9000",
            "KANAALCHECK_PARSE_API": "1",
            "KANAALCHECK_TODAY": "2026-11-23",
            "KANAALCHECK_TRUSTED_PROXIES": "10.0.0.0/8, ::1",
            "KANAALCHECK_DATABASE_URL": "postgresql://u:p@db/kc",
            "TELEGRAM_API_BASE": "http://127.0.0.1:8081/",
        }
    )
    assert settings.port == 9000
    assert settings.parse_api
    assert settings.current_day() == date(2026, 11, 23)
    assert settings.trusted_proxies == (ip_network("10.0.0.0/8"), ip_network("::1"))
    assert settings.shares_conversations
    assert settings.telegram_api_base == "http://127.0.0.1:8081"


@pytest.mark.parametrize(
    ("value", "origins"),
    [
        (
            "https://www.vdab.be, http://localhost:3000/",
            ("https://www.vdab.be", "http://localhost:3000"),
        ),
        ("https://www.vdab.be:443,*", ("*",)),
        ("HTTPS://WWW.vdab.be:443", ("https://www.vdab.be",)),
    ],
)
def test_origins_are_read_as_browsers_send_them(value, origins):
    assert AllSettings.from_env({"KANAALCHECK_WIDGET_ORIGINS": value}).widget_origins == origins


def test_an_empty_variable_counts_as_unset():
    assert AllSettings.from_env({"KANAALCHECK_PORT": " ", "TELEGRAM_TOKEN": ""}) == AllSettings()


def test_settings_do_not_change():
    with pytest.raises(FrozenInstanceError):
        AllSettings().port = 1


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("KANAALCHECK_PORT", "http"),
        ("KANAALCHECK_PORT", "70000"),
        ("KANAALCHECK_PORT", "0"),
        ("KANAALCHECK_RATE_LIMIT", "-1"),
        ("KANAALCHECK_WIDGET_ORIGINS", "www.vdab.be"),
        ("KANAALCHECK_WIDGET_ORIGINS", "https://www.vdab.be/contact"),
        ("KANAALCHECK_TELEGRAM_WEBHOOK_URL", "telegram"),
        ("KANAALCHECK_KNOWLEDGE_WRITING", "perhaps"),
        ("KANAALCHECK_TODAY", "gisteren"),
        ("KANAALCHECK_KNOWLEDGE", "/nowhere"),
        ("KANAALCHECK_TRUSTED_PROXIES", "my-proxy"),
        ("KANAALCHECK_LOG_LEVEL", "LOUD"),
        ("KANAALCHECK_DATABASE_URL", "mysql://db"),
        ("KANAALCHECK_REDIS_URL", "localhost"),
        ("KANAALCHECK_PARSE_API", "perhaps"),
        ("TELEGRAM_API_BASE", "api.telegram.org"),
    ],
)
def test_a_bad_value_is_one_sentence_that_names_the_variable(name: str, value: str):
    with pytest.raises(SettingsError) as raised:
        AllSettings.from_env({name: value})
    sentence = str(raised.value)
    assert sentence.startswith(f"{name} has a value that cannot be used: ")
    assert sentence.endswith(".")
    assert "\n" not in sentence


def test_the_listing_holds_every_variable_and_no_secret():
    settings = AllSettings.from_env(
        {
            "TELEGRAM_TOKEN": "123:hush",
            "KANAALCHECK_SECRET": "hush" * 8,
            "KANAALCHECK_OIDC_CLIENT_SECRET": "hush",
            "KANAALCHECK_SMTP_URL": "smtp://kc:hush@mail:587",
            "KANAALCHECK_DATABASE_URL": "postgresql://kc:hush@db/kc",
        }
    )
    shown = listing(settings)
    assert "hush" not in shown
    assert "now: postgresql://kc:***@db/kc" in shown
    for each in fields(AllSettings):
        assert (
            f"{variable(AllSettings, each.name)}\n    {about(AllSettings, each.name).meaning}\n"
            in shown
        )


def test_secrets_are_those_that_no_log_shows():
    settings = AllSettings.from_env({"TELEGRAM_TOKEN": "123:hush", "KANAALCHECK_SECRET": "s" * 32})
    assert set(secrets(settings)) == {"123:hush", "s" * 32}


def test_a_secret_is_not_in_the_representation():
    assert "hush" not in repr(AllSettings.from_env({"TELEGRAM_TOKEN": "123:hush"}))


def test_a_value_may_come_from_a_file(tmp_path: Path):
    token = tmp_path / "token"
    token.write_text("123:hush\n")
    settings = AllSettings.from_env(
        {"TELEGRAM_TOKEN_FILE": str(token), "KANAALCHECK_SECRET_FILE": "", "KANAALCHECK_PORT": "9"}
    )
    assert (settings.telegram_token, settings.secret, settings.port) == ("123:hush", None, 9)


def test_a_file_that_cannot_be_read_or_that_contradicts_is_told(tmp_path: Path):
    path = tmp_path / "secret"
    with pytest.raises(SettingsError, match="KANAALCHECK_SECRET_FILE names a file"):
        AllSettings.from_env({"KANAALCHECK_SECRET_FILE": str(path)})
    path.write_text("s" * 32)
    with pytest.raises(SettingsError, match="both set"):
        AllSettings.from_env({"KANAALCHECK_SECRET_FILE": str(path), "KANAALCHECK_SECRET": "t" * 32})
    path.write_text("kort")
    with pytest.raises(SettingsError, match="KANAALCHECK_SECRET has a value") as raised:
        AllSettings.from_env({"KANAALCHECK_SECRET_FILE": str(path)})
    assert "kort" not in str(raised.value)


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("KANAALCHECK_DATABSE_URL", "KANAALCHECK_DATABASE_URL"),
        ("KANAALCHECK_SECRET_FIL", "KANAALCHECK_SECRET_FILE"),
        ("KANAALCHEK_PORT", "KANAALCHECK_PORT"),
        ("TELEGRAM_TOKN", "TELEGRAM_TOKEN"),
        ("KANAALCHECK_COLOUR_OF_THE_SKY", None),
    ],
)
def test_a_name_that_is_no_setting_is_told_with_the_nearest(name: str, meant: str | None):
    (sentence,) = unknown(AllSettings, {name: "hush", "HOME": "/root", "KANAALCHECK_PORT": "8080"})
    assert name in sentence
    assert "hush" not in sentence
    assert meant is None or f"{meant} is meant?" in sentence
    assert meant or "meant" not in sentence


def test_what_other_programs_use_is_not_doubted():
    others = ("TELEGRAM_CHAT_ID", "TERM", "KUBERNETES_PORT", "TOKEN", "KANAALCHECK_OUTSIDE", "PATH")
    assert not list(unknown(AllSettings, dict.fromkeys(others, "x")))


def test_the_start_tells_of_a_mistyped_name():
    done = subprocess.run(
        [sys.executable, "-m", "bot", "settings"],
        env={**os.environ, "KANAALCHECK_DATABSE_URL": "postgresql://hush"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "KANAALCHECK_DATABASE_URL is meant?" in done.stderr
    assert "hush" not in done.stderr
