"""An administrator uploads a spreadsheet of channels, and lists what is ticked."""

import re
from collections.abc import Awaitable, Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import yaml
from aiohttp import FormData
from openpyxl import Workbook

from bot.staff.access.roles import Role
from bot.staff.access.sessions import Session
from tests.bot.staff.conftest import Staff
from tests.bot.staff.knowledge.test_pages import git
from tests.bot.staff.test_gathered import folder, library

__all__ = ["folder", "library"]

Start = Callable[..., Awaitable[Staff]]
PAGE = "/staff/knowledge/import"
FILE = "organisations/werkdienst.yml"
HEAD = ("Organisatie", "Platform", "Adres", "Bron")


@pytest.fixture
async def keeping(start_staff: Start, folder: Path, tmp_path: Path) -> Staff:
    return await start_staff(knowledge=folder, knowledge_writing=True, spool=tmp_path / "var/spool")


def content(*rows: tuple[Any, ...]) -> bytes:
    made, file = Workbook(), BytesIO()
    for row in (HEAD, *rows):
        made.active.append(list(row))
    made.save(file)
    return file.getvalue()


async def upload(
    staff: Staff,
    session: Session,
    data: bytes,
    source: str = "lijst van team web",
    name: str = "lijst.xlsx",
    token: str | None = None,
) -> Any:
    form = FormData(quote_fields=False)
    form.add_field("form_token", session.form_token if token is None else token)
    form.add_field("source", source)
    form.add_field("file", BytesIO(data), filename=name, content_type="application/octet-stream")
    return await staff.client.post(PAGE, data=form, allow_redirects=False)


def boxes(text: str) -> dict[str, bool]:
    """Give whether every box is ticked, by its address."""
    rows = re.findall(
        r'<input type="checkbox" id="(on\.\w+)" name="\1" value="1"( checked)?>.*?<bdi>(.*?)</bdi>',
        text,
        re.DOTALL,
    )
    return {address: bool(checked) for _, checked, address in rows}


def named(text: str, address: str) -> str:
    found = re.search(rf'name="(on\.\w+)"(?:(?!name=).)*<bdi>{re.escape(address)}', text, re.DOTALL)
    assert found
    return found[1]


async def test_what_is_ticked_is_listed_in_one_commit(keeping: Staff, folder: Path) -> None:
    session = keeping.log_in(Role.ADMIN)
    assert 'type="file"' in await keeping.text(PAGE)
    data = content(
        ("werkdienst", "instagram", "@werkdienst", "https://www.werkdienst.be/contact"),
        ("werkdienst", "youtube", "@werkdienst", None),
        ("busdienst", "instagram", "@bakkerij", None),
        ("busdienst", "website", "https://gmail.com", None),
    )
    answer = await upload(keeping, session, data)
    place = answer.headers["Location"]
    text = await keeping.text(place)
    one, two = "hxxps://www[.]instagram[.]com/werkdienst", "hxxps://www[.]youtube[.]com/@werkdienst"
    doubtful = "hxxps://www[.]instagram[.]com/bakkerij"
    assert boxes(text) == {one: True, two: True, doubtful: False}
    assert "lijst[.]xlsx, blad Sheet, cel C5: gmail[.]com is een dienst voor gratis mail" in text
    assert "de naam lijkt niet op die van de organisatie" in text
    assert "Bron: lijst van team web" in text
    assert "+    address: https://www.instagram.com/werkdienst" in text.replace("<ins>", "")
    before = git(folder, "rev-list", "--count", "HEAD")

    answer = await keeping.post(place, session, **{named(text, one): "1"})
    assert answer.headers["Location"] == f"{place}?done=channels_imported"
    assert int(git(folder, "rev-list", "--count", "HEAD")) == int(before) + 1
    rows = yaml.safe_load((folder / FILE).read_text())["official_channels"]
    assert [each["address"] for each in rows[3:]] == ["https://www.instagram.com/werkdienst"]
    assert "verified" not in rows[3]
    text = await keeping.text(f"{place}?done=channels_imported")
    assert "Ze zijn nog niet bevestigd." in text
    assert boxes(text) == {two: True, doubtful: False}
    event = keeping.office.store.events()[0]
    assert (event.what, event.details["rows"]) == ("channels_imported", "1")


async def test_a_hundred_rows_are_one_commit(keeping: Staff, folder: Path) -> None:
    session = keeping.log_in(Role.ADMIN)
    rows = [("werkdienst", "instagram", f"@werkdienst.{number}", None) for number in range(100)]
    answer = await upload(keeping, session, content(*rows))
    place = answer.headers["Location"]
    keys = re.findall(r'name="(on\.\w+)"', await keeping.text(place))
    assert len(keys) == 100
    await keeping.post(place, session, **dict.fromkeys(keys, "1"))
    listed = yaml.safe_load((folder / FILE).read_text())["official_channels"]
    assert len(listed) == 103


@pytest.mark.parametrize("role", [Role.READER, Role.TRIAGER])
async def test_only_an_administrator_may(keeping: Staff, role: Role) -> None:
    admin = keeping.log_in(Role.ADMIN)
    place = (await upload(keeping, admin, content())).headers["Location"]
    session = keeping.log_in(role)
    assert (await upload(keeping, session, content())).status == 403
    assert (await keeping.get(PAGE)).status == 403
    assert (await keeping.get(place)).status == 403
    assert (await keeping.post(place, session)).status == 403


async def test_a_form_of_another_site_is_refused(keeping: Staff, tmp_path: Path) -> None:
    session = keeping.log_in(Role.ADMIN)
    for token in ("", "0" * 64):
        assert (await upload(keeping, session, content(), token=token)).status == 403
    assert not (tmp_path / "var/import").exists()


@pytest.mark.parametrize(
    ("data", "why"),
    [(b"", "Kijk dit na: bestand"), (b"x" * 2_000_001, "hoogstens 2 MB")],
)
async def test_no_file_and_too_large_a_file(keeping: Staff, data: bytes, why: str) -> None:
    session = keeping.log_in(Role.ADMIN)
    answer = await upload(keeping, session, data)
    assert answer.status == 400
    assert why in await answer.text()


async def test_a_file_that_is_no_spreadsheet_is_told(keeping: Staff) -> None:
    session = keeping.log_in(Role.ADMIN)
    name = "../../<script>.xlsx"
    answer = await upload(keeping, session, b"PK geen werkmap", name=name)
    text = await keeping.text(answer.headers["Location"])
    assert "geen leesbaar .xlsx-bestand" in text.replace("[.]", ".")
    assert "<script>" not in text


@pytest.mark.parametrize("place", ["0" * 32, "..%2F..%2Fsecret", "nergens"])
async def test_what_nobody_uploaded_is_not_there(keeping: Staff, place: str) -> None:
    session = keeping.log_in(Role.ADMIN)
    assert (await keeping.get(f"{PAGE}/{place}")).status == 404
    assert (await keeping.post(f"{PAGE}/{place}", session)).status == 404


async def test_nothing_ticked_changes_nothing(keeping: Staff) -> None:
    session = keeping.log_in(Role.ADMIN)
    data = content(("werkdienst", "instagram", "@werkdienst", None))
    place = (await upload(keeping, session, data)).headers["Location"]
    assert (await keeping.post(place, session)).status == 400
    assert (await keeping.post(place, session, **{"on.000000000000": "1"})).status == 409


async def test_the_register_page_leads_there(keeping: Staff) -> None:
    keeping.log_in(Role.ADMIN)
    assert f'href="{PAGE}"' in await keeping.text("/staff/knowledge")
    keeping.log_in(Role.TRIAGER)
    assert f'href="{PAGE}"' not in await keeping.text("/staff/knowledge")
