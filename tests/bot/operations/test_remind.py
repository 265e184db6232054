"""`python -m bot remind`, on a real mail server."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.channels.settings import AllSettings
from bot.notifying.mail import MailServer
from bot.operations.remind import main
from tests.bot.notifying.test_mail import Postbox, postbox, server

__all__ = ["postbox", "server"]


@pytest.fixture
def settings(tmp_path: Path, server: MailServer) -> AllSettings:
    return replace(
        AllSettings(),
        database_url=f"sqlite:///{tmp_path}/a.db",
        cache=tmp_path / "cache",
        spool=tmp_path / "spool",
        smtp_url=f"smtp://127.0.0.1:{server.port}",
        mail_from="kc@voorbeeld.be",
        public_url="https://kc.example",
    )


def test_it_shows_first_and_sends_when_asked(
    settings: AllSettings, postbox: Postbox, capsys: pytest.CaptureFixture[str]
):
    assert main(["--organisation", "fit"], settings) == 0
    told = capsys.readouterr()
    assert "fit  info@fitagency.be  " in told.out
    assert "1 mails zouden vertrekken" in told.err
    assert postbox.taken == []

    assert main(["--organisation", "fit", "--send"], settings) == 0
    assert "1 mails verstuurd." in capsys.readouterr().err
    assert len(postbox.taken) == 1

    assert main(["--organisation", "fit", "--send"], settings) == 0
    assert "al gevraagd op" in capsys.readouterr().out
    assert len(postbox.taken) == 1
    assert main(["--silent"], settings) == 0
    assert "fit  gevraagd op" in capsys.readouterr().out


def test_who_has_no_mailbox_is_told(settings: AllSettings, capsys: pytest.CaptureFixture[str]):
    assert main([], settings) == 0
    assert "geen mailbox in het register" in capsys.readouterr().out


def test_what_is_missing_is_told(settings: AllSettings, capsys: pytest.CaptureFixture[str]):
    assert main(["--send"], replace(settings, smtp_url=None)) == 2
    assert "KANAALCHECK_SMTP_URL" in capsys.readouterr().err
    assert main(["--organisation", "nergens"], settings) == 2
