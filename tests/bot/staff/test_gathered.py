"""Staff decide on what was gathered, a hundred rows at once."""

import asyncio
import json
import re
import time
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from datetime import date
from pathlib import Path

import pytest
import yaml

from bot.staff.access.roles import Role
from bot.staff.knowledge import gathered
from bot.staff.knowledge.gathered import ROWS
from knowledge.library import Library, build_library
from knowledge.upkeep.gathering.finding import Finding, Source, Voice
from knowledge.upkeep.gathering.latest import LATEST, REFUSED, STATE, Latest, alone, is_going_on
from tests.bot.staff.conftest import Staff
from tests.bot.staff.knowledge.test_pages import git
from tests.knowledge.small_folder import write_folder

Start = Callable[..., Awaitable[Staff]]
PAGE = "/staff/knowledge/gathered"
FILE = "organisations/werkdienst.yml"


def found(text: str, platform: str = "instagram", **changes: object) -> Finding:
    made = {
        "organisation": "werkdienst", "platform": platform, "text": text, "source": Source.SITE,
        "page": "https://www.werkdienst.be/", "detail": "footer",
    }  # fmt: skip
    return Finding(**{**made, **changes})


def write_round(folder: Path, *findings: Finding) -> None:
    rows = [{"evidence": [asdict(each)]} for each in findings]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / LATEST).write_text(json.dumps({"date": "2026-11-24", "proposals": rows}))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
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


def boxes(text: str) -> dict[str, str]:
    """Give the name of the box of every address on a page."""
    rows = re.findall(r'name="(on\.\w+)" value="1">.*?<bdi>(.*?)</bdi>', text, re.DOTALL)
    return {address.replace("[.]", ".").replace("hxxps", "https"): name for name, address in rows}


async def test_without_a_round_the_page_says_how_to_start_one(keeping: Staff) -> None:
    keeping.log_in()
    assert "Er is nog geen ronde geweest" in await keeping.text(PAGE)


async def test_a_hundred_rows_are_one_commit_within_five_seconds(
    keeping: Staff, folder: Path
) -> None:
    write_round(STATE, *(found(f"werkdienst.{number}") for number in range(ROWS)))
    session = keeping.log_in()
    every = boxes(await keeping.text(PAGE))
    assert len(every) == ROWS
    before = git(folder, "rev-list", "--count", "HEAD")
    start = time.perf_counter()
    answer = await keeping.post(PAGE, session, what="accept", **dict.fromkeys(every.values(), "1"))
    assert time.perf_counter() - start < 5
    assert answer.headers["Location"] == f"{PAGE}?done=proposals_accepted"
    assert int(git(folder, "rev-list", "--count", "HEAD")) == int(before) + 1
    rows = yaml.safe_load((folder / FILE).read_text())["official_channels"]
    listed = [each for each in rows if each["platform"] == "instagram"]
    assert len(listed) == ROWS
    assert all("verified" not in each for each in listed)
    text = await keeping.text(f"{PAGE}?done=proposals_accepted")
    assert "Ze zijn nog niet bevestigd." in text
    assert boxes(text) == {}
    event = keeping.office.store.events()[0]
    assert (event.what, event.details["rows"]) == ("proposals_accepted", str(ROWS))


async def test_only_what_is_ticked_is_listed_and_what_is_refused_stays_away(
    keeping: Staff, folder: Path
) -> None:
    write_round(
        STATE, found("werkdienst.een"), found("werkdienst.twee"),
        found("bakkerij", voice=Voice.GUEST), found("busdienst.b", organisation="busdienst"),
    )  # fmt: skip
    session = keeping.log_in()
    text = await keeping.text(PAGE)
    assert "staat bij wat anderen schreven" in text
    assert "eigen site, footer (hxxps://www[.]werkdienst[.]be/)" in text
    every = boxes(text)
    weak = every["https://www.instagram.com/bakkerij"]
    answer = await keeping.post(PAGE, session, what="refuse", **{weak: "1"})
    assert answer.headers["Location"] == f"{PAGE}?done=proposals_refused"
    assert list(json.loads((STATE / REFUSED).read_text()).values()) == [
        {"by": session.account.name, "date": "2026-11-25"}
    ]
    one = every["https://www.instagram.com/werkdienst.een"]
    await keeping.post(PAGE, session, what="accept", **{one: "1"})
    assert "werkdienst.een" in (folder / FILE).read_text()
    assert "werkdienst.twee" not in (folder / FILE).read_text()
    left = boxes(await keeping.text(PAGE))
    assert set(left) == {
        "https://www.instagram.com/werkdienst.twee", "https://www.instagram.com/busdienst.b",
    }  # fmt: skip
    assert len(boxes(await keeping.text(f"{PAGE}?organisation=busdienst"))) == 1
    assert len(boxes(await keeping.text(f"{PAGE}?strength=weak"))) == 0


async def test_what_became_known_since_the_round_is_not_proposed(keeping: Staff) -> None:
    write_round(
        STATE, found("https://x.com/werkdienst", "x"), found("https://gmail.com", "website"),
        found("https://werkdienst-jobs.be/", "website"), found("weg", organisation="nooit"),
    )  # fmt: skip
    keeping.log_in()
    assert boxes(await keeping.text(PAGE)) == {}


@pytest.mark.parametrize(
    "fields",
    [
        {"what": "accept"},
        {"what": "burn", "on.000000000000": "1"},
        {"what": "accept", "on.000000000000": "1"},
        {"what": "accept", **{f"on.{number}": "1" for number in range(200)}},
    ],
)
async def test_a_form_that_no_page_sends_changes_nothing(
    keeping: Staff, folder: Path, fields: dict[str, str]
) -> None:
    write_round(STATE, found("werkdienst.een"))
    session = keeping.log_in()
    answer = await keeping.post(PAGE, session, **fields)
    assert answer.status >= 400
    assert "werkdienst.een" not in (folder / FILE).read_text()


async def test_a_reader_sees_and_does_not_decide(keeping: Staff) -> None:
    write_round(STATE, found("werkdienst.een"))
    session = keeping.log_in(Role.READER)
    text = await keeping.text(PAGE)
    assert "werkdienst[.]een" in text
    assert 'type="checkbox"' not in text
    answer = await keeping.post(PAGE, session, what="accept")
    assert answer.status == 403


async def test_the_register_page_leads_there(keeping: Staff) -> None:
    keeping.log_in()
    write_round(STATE, found("werkdienst.een"))
    assert f'<a href="{PAGE}">Voorstellen <strong>1</strong></a>' in await keeping.text(
        "/staff/knowledge"
    )


@pytest.mark.slow
async def test_a_round_starts_beside_the_server_one_at_a_time(
    start_staff: Start, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeping = await start_staff(
        knowledge=folder, knowledge_writing=True, public_url="https://kc.example"
    )
    session = keeping.log_in(Role.ADMIN)
    assert "Start een nieuwe ronde" in await keeping.text(PAGE)
    STATE.mkdir(parents=True)
    with alone(STATE):
        assert "Er loopt een ronde" in await keeping.text(PAGE)
        assert (await keeping.post(f"{PAGE}/start", session)).status == 409
    quiet = ("--name-server", "127.0.0.9", "--pause", "0", "--only", "mail")  # asks nobody
    usual = gathered.command
    monkeypatch.setattr(gathered, "command", lambda *given: (*usual(*given), *quiet))
    answer = await keeping.post(f"{PAGE}/start", session)
    assert answer.headers["Location"] == f"{PAGE}?done=gather_started"
    for _ in range(600):
        if (STATE / LATEST).exists() and not is_going_on():
            break
        await asyncio.sleep(0.2)
    assert Latest.read().day == date(2026, 11, 25)
    text = await keeping.text(PAGE)
    assert "0 van 0 voorstellen" in text


async def test_without_an_address_of_its_own_no_round_starts(keeping: Staff) -> None:
    session = keeping.log_in(Role.ADMIN)
    assert "KANAALCHECK_PUBLIC_URL" in await keeping.text(PAGE)
    assert (await keeping.post(f"{PAGE}/start", session)).status == 409
    triager = keeping.log_in(Role.TRIAGER)
    assert (await keeping.post(f"{PAGE}/start", triager)).status == 403


@pytest.mark.parametrize("content", ["", "{", "[]", '{"date": "x"}', '{"date": "2026-11-24"}'])
def test_a_file_that_is_broken_is_no_round(tmp_path: Path, content: str) -> None:
    (tmp_path / LATEST).write_text(content)
    assert Latest.read(tmp_path) == Latest(None, ())


async def test_a_proposal_that_a_new_round_changed_is_left_out(
    keeping: Staff, folder: Path
) -> None:
    write_round(STATE, found("werkdienst.een"), found("werkdienst.twee"))
    session = keeping.log_in()
    ticked = dict.fromkeys(boxes(await keeping.text(PAGE)).values(), "1")
    assert len(ticked) == 2
    write_round(STATE, found("werkdienst.een"), found("werkdienst.twee", detail="comments"))
    answer = await keeping.post(PAGE, session, what="accept", **ticked)
    assert answer.headers["Location"] == f"{PAGE}?left=1&done=proposals_accepted"
    assert "werkdienst.een" in (folder / FILE).read_text()
    assert "werkdienst.twee" not in (folder / FILE).read_text()
    assert "Eén rij is overgeslagen" in await keeping.text(answer.headers["Location"])
    answer = await keeping.post(PAGE, session, what="refuse", **ticked)
    assert answer.status == 409
