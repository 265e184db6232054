"""Every page of staff says it while the files of the register are broken."""

from datetime import UTC, datetime

import pytest

from bot.running.application import SERVED
from bot.staff import guard
from bot.staff.access.roles import Role
from bot.staff.pages import Register
from tests.bot.staff.conftest import Staff

TOLD = "In het register staat een fout."


@pytest.mark.parametrize(
    "page",
    [
        "/staff/",
        "/staff/dashboard",
        "/staff/notice",
        "/staff/audit",
        "/staff/account",
        "/staff/second",
        "/staff/knowledge/due",
        "/staff/knowledge/gathered",
        "/staff/knowledge/vdab",
        "/staff/knowledge/vdab/edit/about",
    ],
)
async def test_every_page_tells_of_the_last_good_register(staff: Staff, page: str) -> None:
    staff.log_in(Role.ADMIN)
    served = staff.client.server.app[SERVED]  # type: ignore[attr-defined]
    assert TOLD not in await staff.text(page)

    served.knowledge_error = "organisations/vdab.yml:5:9: [fout] …"
    served.kept_at = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)

    text = await staff.text(page)
    assert TOLD in text
    assert served.library.version in text
    assert "24" in text.partition("bewaard op ")[2][:20]
    served.knowledge_error = None
    assert TOLD not in await staff.text(page)


async def test_who_is_not_logged_in_reads_nothing_of_it(staff: Staff) -> None:
    staff.client.server.app[SERVED].knowledge_error = "x"  # type: ignore[attr-defined]
    assert TOLD not in await staff.text("/staff/login")


async def test_every_page_says_which_register_is_served(staff: Staff) -> None:
    staff.log_in(Role.READER)
    served = staff.client.server.app[SERVED]  # type: ignore[attr-defined]
    assert f"Register {served.latest.version}</p>" in await staff.text("/staff/")


async def test_what_is_followed_and_not_served_is_told(
    staff: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    staff.log_in(Role.READER)
    told = Register("0123456789ab", datetime(2026, 11, 24, 8, 30, tzinfo=UTC), "older")
    monkeypatch.setattr(guard, "_register", lambda _app: told)
    text = await staff.text("/staff/")
    assert "de uitgegeven kopie is ouder dan die van hier" in text
    assert "Register 0123456789ab, ondertekend op 24" in text
