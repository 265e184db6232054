"""The secret that an installation makes for itself."""

import logging
import stat
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from bot.channels.telegram.sealing import Seal, SealError
from bot.channels.widget.ids import ConversationIds
from bot.http.problems import Problem
from bot.reporting import asked_key
from bot.running.background import webhook_keys
from bot.secret import own_secret, secrets_of
from bot.settings import Settings


def test_is_made_once_and_only_ours_to_read(tmp_path: Path) -> None:
    path = tmp_path / "var" / "secret"
    secret = own_secret(path)
    assert len(secret) == 64
    assert own_secret(path) == secret
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [each.name for each in path.parent.iterdir()] == ["secret"]


def test_who_starts_at_once_gets_the_same(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as threads:
        made = set(threads.map(own_secret, [tmp_path / "secret"] * 40))
    assert len(made) == 1


@pytest.mark.parametrize("content", ["", "kort", "é" * 40])
def test_one_that_is_no_secret_is_not_used(
    tmp_path: Path, content: str, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "secret"
    path.write_text(content, encoding="utf-8")
    with caplog.at_level(logging.WARNING):
        assert own_secret(path) != own_secret(path)
    assert "KANAALCHECK_SECRET" in caplog.text


def test_a_place_that_cannot_be_written_to_is_said(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("")
    assert len(own_secret(tmp_path / "file" / "secret")) == 64
    assert "KANAALCHECK_SECRET" in caplog.text


def test_the_key_comes_from_the_settings_before_the_file(tmp_path: Path) -> None:
    spool = tmp_path / "spool"
    given = replace(Settings(), spool=spool, secret="s" * 32)
    assert asked_key(given) == asked_key(given)
    assert not (tmp_path / "secret").exists()
    kept = asked_key(replace(Settings(), spool=spool))
    assert kept == asked_key(replace(Settings(), spool=spool))
    assert kept != asked_key(given)
    assert (tmp_path / "secret").exists()


OLD, NEW = "old secret " * 3, "new secret " * 3


def test_what_was_made_under_the_secret_of_before_stays_good() -> None:
    before = replace(Settings(), secret=OLD)
    rotated = replace(Settings(), secret=NEW, secret_previous=OLD)
    conversation = ConversationIds(*secrets_of(before)).new()
    assert ConversationIds(*secrets_of(rotated)).name(conversation)
    sealed = Seal(*secrets_of(before)).seal(b"told")
    assert Seal(*secrets_of(rotated)).open(sealed) == b"told"
    (new, old), (key,) = webhook_keys(rotated), webhook_keys(before)
    assert old == key != new


def test_new_things_are_made_under_the_new_secret_alone() -> None:
    rotated = replace(Settings(), secret=NEW, secret_previous=OLD)
    after = replace(Settings(), secret=NEW)
    assert ConversationIds(*secrets_of(after)).name(ConversationIds(*secrets_of(rotated)).new())
    assert Seal(*secrets_of(after)).open(Seal(*secrets_of(rotated)).seal(b"told")) == b"told"
    assert asked_key(rotated) == asked_key(after)


def test_without_the_secret_of_before_its_work_is_refused() -> None:
    with pytest.raises(Problem):
        ConversationIds(NEW).name(ConversationIds(OLD).new())
    with pytest.raises(SealError):
        Seal(NEW).open(Seal(OLD).seal(b"told"))
