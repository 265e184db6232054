"""Administrators add an organisation, and write down a merger or another name."""

import re
from collections.abc import Awaitable, Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.staff.access.roles import Role
from knowledge.register.loading import load_register, read_addresses
from tests.bot.staff.conftest import Staff
from tests.bot.staff.knowledge.test_pages import git
from tests.bot.staff.test_gathered import folder, library

__all__ = ["folder", "library"]

Start = Callable[..., Awaitable[Staff]]
NEW = "/staff/knowledge/new"
SUCCESSION = "/staff/knowledge/busdienst/succession"
GOOD = {
    "id": "waterdienst", "name": "Dienst voor Water", "short_name": "Waterdienst",
    "kind": "agency", "policy_domain": "Omgeving", "parent": "werkdienst",
    "description": "Levert water: elke dag.", "source.url": "https://busdienst.be/pers/water",
    "source.date": "2026-11", "topics": "kraanwater\nwaterfactuur",
}  # fmt: skip
MERGED = {
    "what": "merged", "into": "werkdienst", "on": "2026-11-20", "url": "https://busdienst.be/fusie",
    "quote": "gaat op in",
}  # fmt: skip
RENAMED = {
    "what": "renamed", "name": "Dienst voor Trams en Bussen", "short_name": "Tramdienst",
    "on": "2026-11-20", "url": "https://busdienst.be/naam",
}  # fmt: skip


@pytest.fixture
async def keeping(start_staff: Start, folder: Path) -> Staff:
    return await start_staff(knowledge=folder, knowledge_writing=True)


def data(folder: Path, identifier: str) -> Any:
    return yaml.safe_load((folder / f"organisations/{identifier}.yml").read_text())


def commits(folder: Path) -> int:
    return int(git(folder, "rev-list", "--count", "HEAD"))


def mistakes(folder: Path) -> list[str]:
    found = load_register(folder, read_addresses(folder), today=date(2026, 11, 25)).problems
    return [str(each) for each in found if each.level == "fout"]


async def test_a_new_organisation_is_shown_first_and_kept_as_a_commit(
    keeping: Staff, folder: Path
) -> None:
    session = keeping.log_in(Role.ADMIN)
    assert "Nieuwe organisatie" in await keeping.text(NEW)
    before = commits(folder)
    answer = await keeping.post(NEW, session, step="look", **GOOD)
    text = await answer.text()
    assert answer.status == 200, text
    assert "+name: Dienst voor Water" in text
    assert "Er is nog niets bewaard." in text
    assert not (folder / "organisations/waterdienst.yml").exists()
    assert commits(folder) == before

    answer = await keeping.post(NEW, session, step="write", **GOOD)
    assert answer.headers["Location"] == "/staff/knowledge/waterdienst?done=organisation_added"
    assert commits(folder) == before + 1
    assert git(folder, "status", "--porcelain") == ""
    assert data(folder, "waterdienst") == {
        "name": "Dienst voor Water", "short_name": "Waterdienst", "kind": "agency",
        "status": "active", "policy_domain": "Omgeving", "parent": "werkdienst",
        "description": "Levert water: elke dag.",
        "source": {"url": "https://busdienst.be/pers/water", "date": "2026-11"},
        "topics": ["kraanwater", "waterfactuur"],
    }  # fmt: skip
    first = (folder / "organisations/waterdienst.yml").read_text().split("\n")[0]
    assert first == "# yaml-language-server: $schema=../schema/organisation.schema.json"
    assert mistakes(folder) == []
    assert "Waterdienst" in await keeping.text("/staff/knowledge/waterdienst")


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"id": ""}, "kleine letters"),
        ({"id": "Water Dienst"}, "kleine letters"),
        ({"id": "../candidates"}, "kleine letters"),
        ({"id": "reminders"}, "kleine letters"),
        ({"id": "werkdienst"}, "al een organisatie met dit kenmerk"),
        ({"name": ""}, "Vul dit in"),
        ({"name": "Dienst voor Werk"}, "staat al bij"),
        ({"short_name": "DvW"}, "staat al bij"),
        ({"source.url": ""}, "Vul dit in"),
        ({"source.date": "gisteren"}, "datum"),
        ({"parent": "nergens"}, "Kies iets uit de lijst"),
        ({"kind": "bakkerij"}, "Kies iets uit de lijst"),
    ],
)
async def test_what_lint_refuses_is_not_kept(
    keeping: Staff, folder: Path, changes: dict[str, str], why: str
) -> None:
    session = keeping.log_in(Role.ADMIN)
    before = commits(folder)
    answer = await keeping.post(NEW, session, step="write", **{**GOOD, **changes})
    text = await answer.text()
    assert answer.status == 422, text
    assert why in text
    assert commits(folder) == before
    assert git(folder, "status", "--porcelain") == ""


async def test_outside_git_a_new_file_becomes_a_patch_that_git_takes(
    start_staff: Start, folder: Path
) -> None:
    keeping = await start_staff(knowledge=folder)
    session = keeping.log_in(Role.ADMIN)
    answer = await keeping.post(NEW, session, step="write", download="1", **GOOD)
    letter = await answer.text()
    assert "new file mode 100644" in letter
    (folder.parent / "letter").write_text(letter)
    git(folder.parent, "am", "letter")
    assert data(folder, "waterdienst")["name"] == "Dienst voor Water"


async def test_a_hook_that_refuses_leaves_nothing_of_a_new_file(
    keeping: Staff, folder: Path
) -> None:
    hook = folder.parent / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho nee >&2\nexit 1\n")
    hook.chmod(0o755)
    session = keeping.log_in(Role.ADMIN)
    answer = await keeping.post(NEW, session, step="write", **GOOD)
    assert answer.status == 409
    assert not (folder / "organisations/waterdienst.yml").exists()
    assert git(folder, "status", "--porcelain") == ""


async def test_a_merger_leads_from_the_old_to_the_new(keeping: Staff, folder: Path) -> None:
    session = keeping.log_in(Role.ADMIN)
    assert SUCCESSION in await keeping.text("/staff/knowledge/busdienst")
    assert "Dienst voor Bussen" in await keeping.text(SUCCESSION)
    before = commits(folder)
    answer = await keeping.post(SUCCESSION, session, step="look", **MERGED)
    text = await answer.text()
    assert "+status: merged" in text
    assert commits(folder) == before
    answer = await keeping.post(SUCCESSION, session, step="write", stop="1", **MERGED)
    assert answer.headers["Location"] == "/staff/knowledge/busdienst?done=organisation_succeeded"
    assert commits(folder) == before + 1
    old, new = data(folder, "busdienst"), data(folder, "werkdienst")
    assert (old["status"], old["merged_into"]) == ("merged", "werkdienst")
    assert old["description"] == "Rijdt met bussen. Sinds 20/11/2026 opgegaan in Werkdienst."
    assert old["source"] == {
        "url": "https://busdienst.be/fusie", "date": "2026-11-25", "quote": "gaat op in",
    }  # fmt: skip
    (site,) = old["official_channels"]
    assert (site["status"], site["retired_on"]) == ("retired", "2026-11-20")
    assert new["aliases"][-1] == {"name": "Dienst voor Bussen", "kind": "former"}
    assert "# Deze regel is van het team." in (folder / "organisations/werkdienst.yml").read_text()
    assert mistakes(folder) == []
    assert (await keeping.get(SUCCESSION)).status == 404  # it is no more


async def test_without_the_box_channels_keep_their_status(keeping: Staff, folder: Path) -> None:
    session = keeping.log_in(Role.ADMIN)
    await keeping.post(SUCCESSION, session, step="write", **MERGED)
    assert data(folder, "busdienst")["official_channels"][0]["status"] == "active"


async def test_another_name_keeps_the_old_one(keeping: Staff, folder: Path) -> None:
    session = keeping.log_in(Role.ADMIN)
    answer = await keeping.post(SUCCESSION, session, step="write", **RENAMED)
    assert answer.status == 303, await answer.text()
    told = data(folder, "busdienst")
    assert list(told)[:2] == ["name", "short_name"]
    assert (told["name"], told["short_name"]) == ("Dienst voor Trams en Bussen", "Tramdienst")
    assert told["aliases"] == [{"name": "Dienst voor Bussen", "kind": "former"}]
    assert told["status"] == "active"
    assert mistakes(folder) == []


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({**MERGED, "into": ""}, "Kies de organisatie"),
        ({**MERGED, "into": "busdienst"}, "Kies de organisatie"),
        ({**MERGED, "into": "nergens"}, "Kies de organisatie"),
        ({**MERGED, "on": "2027-01-01"}, "nog niet gebeurd"),
        ({**MERGED, "on": "2026-02-31"}, "bestaande datum"),
        ({**MERGED, "url": ""}, "waar dit staat"),
        ({**MERGED, "quote": "x" * 201}, "hoogstens 200"),
        ({**RENAMED, "name": ""}, "nieuwe naam"),
        ({**RENAMED, "name": "Dienst voor Werk"}, "staat al bij"),
        ({**RENAMED, "name": "x\u202ey"}, "gewone tekens"),
    ],
)
async def test_a_succession_that_is_not_whole_changes_nothing(
    keeping: Staff, folder: Path, fields: dict[str, str], why: str
) -> None:
    session = keeping.log_in(Role.ADMIN)
    before = commits(folder)
    answer = await keeping.post(SUCCESSION, session, step="write", **fields)
    text = await answer.text()
    assert answer.status == 422, text
    assert why in text
    assert commits(folder) == before


async def test_others_may_not(keeping: Staff) -> None:
    session = keeping.log_in(Role.TRIAGER)
    for path in (NEW, SUCCESSION):
        assert (await keeping.get(path)).status == 403
        assert (await keeping.post(path, session, step="write", **GOOD)).status == 403


async def test_a_policy_domain_is_offered_as_others_wrote_it(keeping: Staff) -> None:
    keeping.log_in(Role.ADMIN)
    text = await keeping.text(NEW)
    place = re.search(r'<input[^>]* id="policy_domain"[^>]*>', text)
    assert place
    assert 'list="policy_domain-known"' in place[0]
    assert (
        '<datalist id="policy_domain-known"><option>Mobiliteit</option><option>Werk</option>'
        in text
    )
