"""Warning of a listed channel that others took over."""

from dataclasses import replace
from typing import Any

import pytest

from actions.reports.model import Kind, Subject
from bot.notifying.warnings import Warnings
from bot.staff.access.roles import Role
from bot.staff.cases.takeovers import PATH, listed_for
from knowledge.library import Library
from knowledge.matching.presenting import as_json, as_text
from knowledge.model import LANGUAGES, Verdict
from knowledge.publishing.overview.model import overview_of
from knowledge.register.registry import Registry
from tests.bot.staff.conftest import Staff, file_one

ACCOUNT = {"platform": "x", "address": "https://x.com/vdab_be"}
SITE = {"platform": "website", "address": "https://www.vdab.be/"}


@pytest.fixture
def served(library: Library) -> Library:
    """A library of this test alone, as every process has its own."""
    registry = Registry(library.registry.register, library.addresses)
    checker = type(library.checker)(registry, library.finder, today=library.checker._today)
    return replace(library, registry=registry, checker=checker)


def renewed(staff: Staff, library: Library) -> Library:
    Warnings(staff.office.store, lambda: library).renew()
    return library


def a_listed(library: Library, platform: str) -> dict[str, str]:
    """A channel of VDAB that the real register lists, as a form names it."""
    vdab = library.registry.organisation("vdab")
    assert vdab
    found = next(each.address for each in vdab.channels if each.address.platform == platform)
    return {"platform": platform, "address": found.value}


def told(library: Library, text: str, language: str = "nl") -> tuple[dict[str, Any], str]:
    judged = library.checker.check(text)
    mention = as_json(judged, library.catalogue, language)["mentions"][0]
    return mention, as_text(library.answer(judged, language))


@pytest.mark.parametrize("platform", ["website", "facebook", "linkedin", "phone"])
async def test_a_triager_warns_and_ends_it(staff: Staff, served: Library, platform: str) -> None:
    listed = a_listed(served, platform)
    before, _ = told(served, listed["address"])
    session = staff.log_in(Role.TRIAGER, "an")
    response = await staff.post(PATH, session, **listed, reason="de dienst belde")
    assert response.headers["Location"] == f"{PATH}?done=takeover"
    mention, text = told(renewed(staff, served), listed["address"])
    assert mention["verdict"] == Verdict.COMPROMISED
    assert mention["warning"] == {"kind": "taken_over", "by": "staff", "since": "2026-11-25"}
    assert mention["official_channel"] == before["official_channel"]
    assert text.startswith("⛔ Nee, nu niet: medewerkers melden sinds 25 november 2026")
    assert "Klik nu niets aan" in text.splitlines()[0]
    assert "de dienst belde" not in text
    page = await staff.text(PATH)
    assert "de dienst belde" in page
    assert "door an" in page
    (marked,) = staff.office.store.takeovers()
    ended = await staff.post(f"{PATH}/{marked.id}/end", session)
    assert ended.headers["Location"] == f"{PATH}?done=takeover_ended"
    assert told(renewed(staff, served), listed["address"])[0] == before
    log = [(each.what, each.actor) for each in staff.office.store.events()]
    assert log == [("takeover_ended", "an"), ("takeover_marked", "an")]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_language_says_no_first(staff: Staff, served: Library, language: str) -> None:
    await staff.post(PATH, staff.log_in(), **SITE)
    mention, text = told(renewed(staff, served), "www.vdab.be", language)
    no = {"nl": "Nee", "en": "No", "fr": "Non", "de": "Nein"}[language]
    assert text.startswith(f"⛔ {no}, ")
    assert "2026" in text.splitlines()[0]
    assert "https://www.vdab.be" not in text
    assert "2026" in mention["reasons"][0]


async def test_what_stands_below_a_taken_channel_is_warned_of_too(
    staff: Staff, served: Library
) -> None:
    await staff.post(PATH, staff.log_in(), **SITE)
    renewed(staff, served)
    assert told(served, "https://www.vdab.be/vacatures")[0]["verdict"] == "compromised"
    assert told(served, a_listed(served, "facebook")["address"])[0]["warning"] is None


async def test_a_taken_channel_is_never_shown_as_the_real_one(
    staff: Staff, served: Library
) -> None:
    assert "https://www.vdab.be/" in told(served, "vdab-jobs.be")[1]
    await staff.post(PATH, staff.log_in(), **SITE)
    mention, text = told(renewed(staff, served), "vdab-jobs.be")
    assert mention["verdict"] == Verdict.LOOKALIKE
    assert "https://www.vdab.be/" not in text
    account = a_listed(served, "facebook")
    await staff.post(PATH, staff.log_in(), **account)
    claim = told(renewed(staff, served), "https://www.facebook.com/vdabbrussel")[1]
    assert account["address"] not in claim


async def test_lists_and_the_overview_warn_too(staff: Staff, served: Library) -> None:
    day = served.checker._today()
    listed = a_listed(served, "facebook")

    def standing() -> Verdict:
        whole = overview_of(served.registry, served.platforms, day)
        found = whole.get("vdab")
        assert found
        (channel,) = (e for e in found.channels if e.channel.address.value == listed["address"])
        return channel.standing

    before = standing()
    await staff.post(PATH, staff.log_in(), **listed)
    renewed(staff, served)
    assert standing() is Verdict.COMPROMISED
    (marked,) = staff.office.store.takeovers()
    staff.office.store.end_takeover(marked.id, actor="an")
    renewed(staff, served)
    assert standing() is before is not Verdict.COMPROMISED


@pytest.mark.parametrize(
    "fields",
    [
        {"platform": "website", "address": "https://vdab-jobs.be/"},
        {"platform": "website", "address": "https://www.kbc.be/"},
        {"platform": "website", "address": "https://www.vdab.be/vacatures"},
        {"platform": "x", "address": "@vdab_jobs"},
    ],
)
async def test_only_what_is_listed_can_be_taken_over(staff: Staff, fields: dict[str, str]) -> None:
    response = await staff.post(PATH, staff.log_in(), **fields)
    assert response.status == 409
    assert "staat niet zo in het register" in await response.text()
    assert staff.office.store.takeovers() == ()


async def test_a_reader_cannot_warn(staff: Staff) -> None:
    session = staff.log_in(Role.READER)
    assert (await staff.post(PATH, session, **SITE)).status == 403
    assert "waarschuw iedereen" not in await staff.text(f"{PATH}?address=www.vdab.be")


async def test_marking_twice_is_one_warning_and_ending_twice_is_refused(staff: Staff) -> None:
    session = staff.log_in()
    for _ in range(2):
        assert (await staff.post(PATH, session, **SITE)).status == 303
    (marked,) = staff.office.store.takeovers()
    assert (await staff.post(f"{PATH}/{marked.id}/end", session)).status == 303
    assert (await staff.post(f"{PATH}/{marked.id}/end", session)).status == 409
    assert (await staff.post(PATH, session, **SITE)).status == 303
    assert len(staff.office.store.takeovers()) == 1


async def test_a_case_of_a_listed_channel_offers_it_in_one_click(staff: Staff) -> None:
    subject = Subject("website", "vdab.be", "www[.]vdab[.]be/", "vdab", verdict="official")
    case = file_one(staff, "x.be", subject=subject, kind=Kind.COMPROMISED)
    session = staff.log_in()
    html = await staff.text(f"/staff/cases/{case}")
    assert "Overgenomen: waarschuw iedereen nu" in html
    response = await staff.post(PATH, session, **SITE, case=str(case))
    assert response.headers["Location"] == f"/staff/cases/{case}?done=takeover"
    html = await staff.text(response.headers["Location"])
    assert "Burgers lezen ze binnen twee seconden" in html
    assert "beëindig de waarschuwing" in html
    assert staff.office.store.timeline(case)[-1].what == "takeover_marked"


async def test_an_administrator_writes_it_into_the_register_in_one_step(staff: Staff) -> None:
    await staff.post(PATH, staff.log_in(), **SITE)
    assert "Zet het ook in het register" not in await staff.text(PATH)
    staff.log_in(Role.ADMIN)
    page = await staff.text(PATH)
    start = page.index('href="/staff/knowledge/vdab/seize/') + len('href="')
    form = await staff.text(page[start : page.index('"', start)].replace("&amp;", "&"))
    assert 'value="2026-11-25"' in form
    assert "Kanaal overgenomen" in form


def test_a_bare_name_finds_every_account_of_that_name(library: Library) -> None:
    found = listed_for(library, "vdab.be", ())
    assert [each.channel.address.key for each in found] == ["vdab.be"]
    assert listed_for(library, "vdab-jobs.be", ()) == ()


async def test_the_page_of_an_organisation_leads_to_the_warning(staff: Staff) -> None:
    session, page = staff.log_in(Role.TRIAGER), "/staff/knowledge/vdab"
    link = f'href="{PATH}?address=https%3A//x.com/vdab_be"'
    assert link in await staff.text(page)
    assert "Overgenomen: waarschuw iedereen nu" in await staff.text(
        f"{PATH}?address=https%3A//x.com/vdab_be"
    )
    await staff.post(PATH, session, **ACCOUNT)
    text = await staff.text(page)
    assert link not in text
    assert "Burgers lezen sinds 25" in text
    staff.log_in(Role.READER)
    assert f'href="{PATH}?address=' not in await staff.text(page)
