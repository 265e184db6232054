"""Staff confirm many channels at once."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import yaml

from bot.staff.access.roles import Role
from knowledge.library import Library, build_library
from tests.bot.staff.conftest import Staff, file_one, filing
from tests.bot.staff.knowledge.test_pages import git
from tests.knowledge.small_folder import write_folder

Start = Callable[..., Awaitable[Staff]]
PAGE = "/staff/knowledge/due"
TEAM = {"by": "team web", "method": "confirmed_by_organisation"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    top = tmp_path / "tree"
    folder = write_folder(top / "knowledge")
    git(top, "init", "--quiet", "--initial-branch=main")
    git(top, "add", ".")
    git(top, "commit", "--quiet", "--message=Het register")
    return folder


@pytest.fixture
def library(folder: Path, tmp_path: Path) -> Library:
    return build_library(folder, today=lambda: date(2026, 11, 25), cache=tmp_path / "cache")


@pytest.fixture
async def keeping(start_staff: Start, folder: Path) -> Staff:
    return await start_staff(knowledge=folder, knowledge_writing=True)


def boxes(text: str) -> list[str]:
    return re.findall(r'name="(on\.\w+)" value="1"', text)


def verified(folder: Path, name: str) -> list[dict | None]:
    rows = yaml.safe_load((folder / f"organisations/{name}.yml").read_text())
    return [each.get("verified") for each in rows["official_channels"]]


async def test_all_that_is_ticked_is_one_commit(keeping: Staff, folder: Path) -> None:
    session = keeping.log_in()
    websites = boxes(await keeping.text(f"{PAGE}?platform=website"))
    assert len(websites) == 2
    before = int(git(folder, "rev-list", "--count", "HEAD"))
    answer = await keeping.post(
        PAGE, session, **TEAM, platform="website", **dict.fromkeys(websites, "1")
    )
    assert answer.headers["Location"].startswith(f"{PAGE}?by=team+web&method=confirmed_by")
    assert answer.headers["Location"].endswith("platform=website&order=&done=channels_confirmed")
    assert int(git(folder, "rev-list", "--count", "HEAD")) == before + 1
    said = {"date": "2026-11-25", "by": "team web", "method": "confirmed_by_organisation"}
    assert verified(folder, "werkdienst") == [said, None, None]
    assert verified(folder, "busdienst") == [said]
    event = keeping.office.store.events()[0]
    assert (event.what, event.details["rows"]) == ("channels_confirmed", "2")
    assert boxes(await keeping.text(f"{PAGE}?platform=website&done=channels_confirmed")) == []


async def test_the_page_can_be_narrowed(keeping: Staff) -> None:
    keeping.log_in()
    assert len(boxes(await keeping.text(PAGE))) == 5
    assert len(boxes(await keeping.text(f"{PAGE}?organisation=werkdienst"))) == 3
    assert len(boxes(await keeping.text(f"{PAGE}?organisation=werkdienst&platform=x"))) == 1


def owners(text: str) -> list[str]:
    return re.findall(r'<legend><a href="/staff/knowledge/([a-z-]+)"', text)


async def test_who_stands_first_can_be_chosen(keeping: Staff, folder: Path) -> None:
    keeping.log_in()
    assert owners(await keeping.text(PAGE)) == ["busdienst", "minister-an-peeters", "werkdienst"]
    reached = owners(await keeping.text(f"{PAGE}?order=reach"))
    assert reached == ["werkdienst", "busdienst", "minister-an-peeters"]
    for number in range(2):
        subject = replace(filing().subject, imitates="werkdienst", key=f"werk{number}.be")
        file_one(keeping, f"werk{number}.be", subject=subject)
    reported = owners(await keeping.text(f"{PAGE}?order=reported"))
    assert reported == ["werkdienst", "busdienst", "minister-an-peeters"]
    old = "verified: {date: '2024-01-01', by: team web, method: platform_badge}"
    file = folder / "organisations/busdienst.yml"
    file.write_text(
        file.read_text().replace(
            "status: active\n    sources", f"status: active\n    {old}\n    sources"
        )
    )
    oldest = owners(await keeping.text(f"{PAGE}?order=oldest"))
    assert oldest[-1] == "busdienst"  # the others never were
    assert (await keeping.get(f"{PAGE}?order=anders")).status == 400


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"by": "team web"},
        {"by": "", "method": "platform_badge"},
        {"by": "Watch", "method": "platform_badge"},
        {"by": "TEAM", "method": "platform_badge"},
        {"by": "team web", "method": "gezien"},
        TEAM,
        {**TEAM, "on.000000000000": "1"},
    ],
)
async def test_a_form_that_is_not_whole_confirms_nothing(
    keeping: Staff, folder: Path, fields: dict[str, str]
) -> None:
    session = keeping.log_in()
    is_ticked = fields != TEAM and "on.000000000000" not in fields
    ticked = dict.fromkeys(boxes(await keeping.text(PAGE)), "1") if is_ticked else {}
    answer = await keeping.post(PAGE, session, **fields, **ticked)
    assert answer.status >= 400
    assert verified(folder, "werkdienst") == [None, None, None]


async def test_a_reader_only_reads(keeping: Staff) -> None:
    session = keeping.log_in(Role.READER)
    assert boxes(await keeping.text(PAGE)) == []
    assert (await keeping.post(PAGE, session, **TEAM)).status == 403


async def test_a_row_that_changed_is_left_out_and_the_others_go_on(
    keeping: Staff, folder: Path
) -> None:
    session = keeping.log_in()
    ticked = dict.fromkeys(boxes(await keeping.text(PAGE)), "1")
    file = folder / "organisations/werkdienst.yml"
    file.write_text(file.read_text().replace("{platform: x,", "{platform: x, label: anders,"))
    git(folder, "commit", "--quiet", "--all", "--message=Een ander")
    answer = await keeping.post(PAGE, session, **TEAM, **ticked)
    assert answer.status == 303
    said = {"date": "2026-11-25", "by": "team web", "method": "confirmed_by_organisation"}
    assert verified(folder, "werkdienst") == [said, said, None]
    assert verified(folder, "busdienst") == [said]
    page = await keeping.text(answer.headers["Location"])
    assert "Eén rij is overgeslagen" in page

    again = await keeping.post(PAGE, session, **TEAM, **ticked)  # the button of the page before
    assert again.status == 409
    assert "Wat u aankruiste, is intussen gewijzigd" in await again.text()


async def test_a_team_confirms_no_channel_of_another_organisation(keeping: Staff) -> None:
    session = keeping.log_in()
    ticked = dict.fromkeys(boxes(await keeping.text(f"{PAGE}?platform=website")), "1")
    form = {**TEAM, "by": "team werkdienst"}
    answer = await keeping.post(PAGE, session, **form, **ticked)
    assert answer.status == 303  # the bus service belongs to the work service
    form["by"] = "team bussen"
    ticked = dict.fromkeys(boxes(await keeping.text(f"{PAGE}?organisation=werkdienst")), "1")
    answer = await keeping.post(PAGE, session, **form, **ticked)
    assert answer.status == 400
    assert "“bussen” weten we niet" in await answer.text()


def together(text: str) -> dict[str, str]:
    return dict(re.findall(r'name="(all\.[\w-]+)" value="([^"]+)"', text))


async def test_all_of_an_organisation_are_ticked_with_one_box(keeping: Staff, folder: Path) -> None:
    session = keeping.log_in()
    page = await keeping.text(PAGE)
    whole = together(page)["all.werkdienst"]
    assert set(whole.split()) < set(boxes(page))
    await keeping.post(PAGE, session, **TEAM, **{"all.werkdienst": whole})
    assert all(verified(folder, "werkdienst"))
    assert verified(folder, "busdienst") == [None]
    assert keeping.office.store.events()[0].details["rows"] == "3"


async def test_one_box_for_all_leaves_what_was_not_shown_so(keeping: Staff, folder: Path) -> None:
    session = keeping.log_in()
    shown = together(await keeping.text(PAGE))["all.werkdienst"].split()
    invented = [*shown[:1], "on.nothing_0000", "by"]
    answer = await keeping.post(PAGE, session, **TEAM, **{"all.werkdienst": " ".join(invented)})
    assert "left=2" in answer.headers["Location"]
    assert sum(each is not None for each in verified(folder, "werkdienst")) == 1
