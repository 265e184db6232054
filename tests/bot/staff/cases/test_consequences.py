"""What is asked back before citizens are warned, and the second pair of eyes."""

import re
from collections.abc import Awaitable, Callable

import pytest

from actions.reports.model import Status
from actions.reports.subject import subject_of
from bot.staff.cases.consequences import Doubt, consequences
from knowledge.library import Library
from tests.bot.staff.conftest import Staff, file_one


def doubts(library: Library, text: str) -> set[Doubt]:
    subject = subject_of(library, text, None).subject
    assert subject
    return {each.doubt for each in consequences(library, [subject])}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://www.vdab.be/", Doubt.LISTED),
        ("https://x.com/vdab_be", Doubt.LISTED),
        ("https://www.facebook.com/vdab.be", Doubt.LISTED),
        ("+32 2 508 38 11", Doubt.LISTED),
        ("https://www.vdab.be/vacatures/nep", Doubt.BELOW_LISTED),
        ("https://nep.vdab.be/", Doubt.BELOW_LISTED),
        ("https://www.kbc.be/", Doubt.SOMEBODYS),
        ("https://www.itsme-id.com/", Doubt.SOMEBODYS),
        ("078 170 170", Doubt.SOMEBODYS),
        ("https://www.vab.be/", Doubt.NEIGHBOUR),
        ("https://www.vtm.be/programma", Doubt.NEIGHBOUR),
        ("BE68 5390 0754 7035", Doubt.INVALID),
        ("iemand belde over mijn premie", Doubt.NO_ADDRESS),
        ("@vdab_be", Doubt.NAME_LISTED),
    ],
)
def test_what_is_more_likely_a_slip_is_asked_back(
    library: Library, text: str, expected: Doubt
) -> None:
    assert expected in doubts(library, text)


@pytest.mark.parametrize(
    "text",
    [
        "https://vdab-jobs.be/", "@vdab_bonus op instagram", "BE68 5390 0754 7034",
        "+32 470 12 34 56", "info@vdab-bonus.be", "https://sites.google.com/view/vdab-bonus",
    ],
)  # fmt: skip
def test_what_nobody_knows_is_confirmed_at_once(library: Library, text: str) -> None:
    assert doubts(library, text) == set()


def test_a_host_that_holds_what_others_have_is_asked_back(library: Library) -> None:
    subject = subject_of(library, "https://com.be.brussels/", None).subject
    assert subject
    register = library.registry.register
    body, other = next(
        (body, each)
        for body in register.others
        for each in body.channels
        if each.address.host
        and each.address.host.count(".") > 1
        and not each.address.path
        and each.address.platform == "website"
    )
    above = other.address.host.partition(".")[2] if other.address.host else ""
    wide = type(subject)("website", above, above.replace(".", "[.]") + "/")
    found = {each.doubt for each in consequences(library, [wide])}
    assert found & {Doubt.COVERS_SOMEBODYS, Doubt.SOMEBODYS}, (body.id, above)


def sure(html: str) -> str:
    found = re.search(r'name="sure" value="([0-9a-f]{16})"', html)
    assert found
    return found[1]


async def listed_case(staff: Staff, text: str = "https://www.kbc.be/") -> int:
    subject = subject_of(staff.office.library_of(), text, None).subject
    assert subject
    return file_one(staff, "x.be", subject=subject)


async def test_nothing_changes_until_it_is_answered(staff: Staff) -> None:
    session, case = staff.log_in(), await listed_case(staff)
    path = f"/staff/cases/{case}/status"
    asked = await staff.post(path, session, status="confirmed_fake", note="zeker")
    html = await asked.text()
    assert asked.status == 409
    assert "Er is nog niets gewijzigd" in html
    assert "Burgers lezen dan dat dit echte adres vals is" in html
    assert staff.office.store.confirmed_fakes() == ()
    wrong = await staff.post(path, session, status="confirmed_fake", sure="0" * 16)
    assert wrong.status == 409
    done = await staff.post(path, session, status="confirmed_fake", note="zeker", sure=sure(html))
    assert done.status == 303
    assert len(staff.office.store.confirmed_fakes()) == 1
    assert staff.office.store.timeline(case)[-1].details["note"] == "zeker"


async def test_merging_into_a_confirmed_case_is_asked_back_too(staff: Staff) -> None:
    session, case = staff.log_in(), await listed_case(staff)
    confirmed = file_one(staff)
    staff.office.store.set_status(confirmed, Status.CONFIRMED_FAKE, actor="an")
    path = f"/staff/cases/{case}/merge"
    asked = await staff.post(path, session, into=str(confirmed))
    assert asked.status == 409
    assert len(staff.office.store.confirmed_fakes()) == 1
    done = await staff.post(path, session, into=str(confirmed), sure=sure(await asked.text()))
    assert done.status == 303
    assert len(staff.office.store.confirmed_fakes()) == 2


async def test_what_was_merged_into_a_case_is_looked_at_too(staff: Staff) -> None:
    session, case, stays = staff.log_in(), await listed_case(staff), file_one(staff)
    staff.office.store.merge(case, stays, actor="an")
    asked = await staff.post(f"/staff/cases/{stays}/status", session, status="confirmed_fake")
    assert asked.status == 409


async def test_a_listed_channel_is_sent_to_the_warning_of_takeovers(staff: Staff) -> None:
    session, case = staff.log_in(), await listed_case(staff, "https://www.vdab.be/")
    asked = await staff.post(f"/staff/cases/{case}/status", session, status="confirmed_fake")
    html = await asked.text()
    assert "het register gaat voor" in html
    assert 'href="/staff/takeovers"' in html


class TestTwo:
    async def test_one_proposes_and_another_confirms(
        self, start_staff: Callable[..., Awaitable[Staff]]
    ) -> None:
        staff = await start_staff(confirm_by_two=True)
        store, case = staff.office.store, file_one(staff)
        path = f"/staff/cases/{case}/status"
        an = staff.log_in(name="an")
        first = await staff.post(path, an, status="confirmed_fake")
        assert first.headers["Location"].endswith("done=proposed")
        assert "Een collega moet het ook bevestigen" in await staff.text(f"/staff/cases/{case}")
        assert (await staff.post(path, an, status="confirmed_fake")).status == 409
        assert store.confirmed_fakes() == ()
        bert = staff.log_in(name="bert")
        assert "an stelde voor" in await staff.text(f"/staff/cases/{case}")
        await staff.post(path, bert, status="confirmed_fake")
        assert len(store.confirmed_fakes()) == 1
        last = store.timeline(case)[-1]
        assert (last.actor, last.details["proposed_by"]) == ("bert", "an")

    async def test_a_proposal_is_withdrawn_or_overruled(
        self, start_staff: Callable[..., Awaitable[Staff]]
    ) -> None:
        staff = await start_staff(confirm_by_two=True)
        store = staff.office.store
        for way, fields in (("undo", {}), ("status", {"status": "not_enough"})):
            case = file_one(staff, f"{way}.be")
            an = staff.log_in(name="an")
            await staff.post(f"/staff/cases/{case}/status", an, status="confirmed_fake")
            bert = staff.log_in(name="bert")
            assert (await staff.post(f"/staff/cases/{case}/{way}", bert, **fields)).status == 303
            found = store.case(case)
            assert found
            assert found.proposed_by is None
        assert store.confirmed_fakes() == ()

    async def test_merging_is_no_way_around_it(
        self, start_staff: Callable[..., Awaitable[Staff]]
    ) -> None:
        staff = await start_staff(confirm_by_two=True)
        confirmed, case = file_one(staff, "een.be"), file_one(staff, "twee.be")
        staff.office.store.set_status(confirmed, Status.CONFIRMED_FAKE, actor="an")
        refused = await staff.post(
            f"/staff/cases/{case}/merge", staff.log_in(), into=str(confirmed)
        )
        assert refused.status == 409
        assert len(staff.office.store.confirmed_fakes()) == 1
