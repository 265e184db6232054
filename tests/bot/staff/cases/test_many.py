"""A wave of cases: found, seen together, decided together."""

import re
from collections.abc import Awaitable, Callable

from actions.reports.model import Loss, Status
from bot.staff.access.roles import Role
from tests.bot.staff.conftest import Staff, file_one, filing

TOLD = "Mijn Itsme-code werd gevraagd voor een terugbetaling die niet bestaat"


def wave(staff: Staff, count: int = 3) -> list[int]:
    return [
        file_one(staff, f"golf{each}.be", what_happened=f"{TOLD} https://golf{each}.be/{each}")
        for each in range(count)
    ]


async def test_marked_cases_are_decided_together_and_taken_back(staff: Staff) -> None:
    ids, session = wave(staff), staff.log_in(name="an")
    marked = {f"case-{each}": "1" for each in ids[:2]}
    done = await staff.post(
        "/staff/many", session, **marked, status="confirmed_fake", note="golf",
        back="status=new&platform=website&nothing=x",
    )  # fmt: skip
    place = done.headers["Location"]
    assert "status=new" in place
    assert "nothing" not in place
    assert len(staff.office.store.confirmed_fakes()) == 2
    html = await staff.text(place)
    assert "Er is over alle aangevinkte dossiers beslist. Aantal: 2." in html
    found = re.search(r'name="batch" value="(\w+)"', html)
    assert found
    assert (await staff.post("/staff/many/undo", session, batch=found[1])).status == 303
    assert staff.office.store.confirmed_fakes() == ()
    assert (await staff.post("/staff/many/undo", session, batch=found[1])).status == 409


async def test_one_that_cannot_go_there_keeps_all_where_they_are(staff: Staff) -> None:
    ids, session = wave(staff), staff.log_in()
    staff.office.store.set_status(ids[0], Status.GENUINE, actor="an")
    marked = {f"case-{each}": "1" for each in ids}
    refused = await staff.post("/staff/many", session, **marked, status="confirmed_fake")
    assert refused.status == 409
    assert staff.office.store.confirmed_fakes() == ()


async def test_a_real_address_among_many_is_asked_back(staff: Staff) -> None:
    ids, session = [*wave(staff), file_one(staff, "kbc.be")], staff.log_in()
    marked = {f"case-{each}": "1" for each in ids}
    asked = await staff.post("/staff/many", session, **marked, status="confirmed_fake")
    html = await asked.text()
    assert asked.status == 409
    assert staff.office.store.confirmed_fakes() == ()
    again = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', html))
    again.pop("form_token")
    assert (await staff.post("/staff/many", session, **again)).status == 303
    assert len(staff.office.store.confirmed_fakes()) == 4


async def test_two_people_for_many_too(start_staff: Callable[..., Awaitable[Staff]]) -> None:
    staff = await start_staff(confirm_by_two=True)
    marked = {f"case-{each}": "1" for each in wave(staff)}
    an = staff.log_in(name="an")
    assert (await staff.post("/staff/many", an, **marked, status="confirmed_fake")).status == 303
    assert staff.office.store.confirmed_fakes() == ()
    bert = staff.log_in(name="bert")
    await staff.post("/staff/many", bert, **marked, status="confirmed_fake")
    assert len(staff.office.store.confirmed_fakes()) == 3


async def test_marked_cases_are_assigned_together(staff: Staff) -> None:
    ids, session = wave(staff), staff.log_in(name="an")
    marked = {f"case-{each}": "1" for each in ids}
    done = await staff.post("/staff/many", session, **marked, assign="1", assignee="an")
    assert done.status == 303
    assert staff.office.store.queue(assignee="an")[1] == 3


async def test_what_no_form_of_ours_sends_is_refused(staff: Staff) -> None:
    (case,), session = wave(staff, 1), staff.log_in()
    for fields in (
        {"status": "confirmed_fake"},
        {f"case-{case}": "1", "status": "genuine"},
        {f"case-{case}": "1"},
        {"case-x": "1", "status": "not_enough"},
        {f"case-{case}": "1", "assign": "1", "assignee": "niemand"},
    ):
        assert (await staff.post("/staff/many", session, **fields)).status == 400


async def test_a_case_shows_what_is_alike_and_what_was_merged(staff: Staff) -> None:
    one, two, _ = wave(staff)
    staff.log_in()
    html = await staff.text(f"/staff/cases/{one}")
    assert "Dossiers die hierop lijken" in html
    assert "zelfde tekst" in html
    staff.office.store.merge(two, one, actor="an")
    assert f"Haal dossier {two} er weer uit" in await staff.text(f"/staff/cases/{one}")


async def test_cases_of_one_domain_are_shown_together(staff: Staff) -> None:
    subjects = [filing(f"{host}.golf.be").subject for host in ("een", "twee")]
    for subject in subjects:
        object.__setattr__(subject, "kin", "domain:golf.be")
        file_one(staff, "x.be", subject=subject)
    file_one(staff, "ander.be")
    staff.log_in()
    assert "2 dossiers horen samen" in await staff.text("/staff/")
    assert await staff.text("/staff/?kin=domain:golf.be") == await staff.text(
        "/staff/?kin=domain%3Agolf.be"
    )
    assert "2 dossiers</h2>" in await staff.text("/staff/?kin=domain:golf.be")


async def test_what_waits_too_long_is_told_and_found(staff: Staff) -> None:
    file_one(staff, "geld.be", loss=Loss.MONEY)
    staff.clock.advance(hours=5)
    file_one(staff, "nieuw.be")
    staff.log_in()
    html = await staff.text("/staff/")
    assert "te laat: wacht 5 van 4 uur" in html
    assert "wacht 0 van 24 uur" in html
    late = await staff.text("/staff/?late=1")
    assert "geld[.]be" in late
    assert "nieuw[.]be" not in late


async def test_text_is_searched_and_a_line_a_case_is_enough(staff: Staff) -> None:
    wave(staff, 2)
    file_one(staff, "ander.be")
    staff.log_in()
    assert "0 dossiers" in await staff.text("/staff/?q=itsme")
    assert "2 dossiers" in await staff.text("/staff/?q=itsme&text=1")
    assert 'class="queue compact"' in await staff.text("/staff/?view=compact")


async def test_a_filter_is_kept_and_forgotten(staff: Staff) -> None:
    session = staff.log_in(Role.READER, "an")
    kept = await staff.post("/staff/filters", session, name="geld", back="status=new&x=1")
    html = await staff.text(kept.headers["Location"])
    assert '<a href="/staff/?status=new">geld</a>' in html
    (saved,) = staff.office.store.saved_filters("an")
    await staff.post(f"/staff/filters/{saved.id}/remove", session)
    assert staff.office.store.saved_filters("an") == ()
    assert (await staff.post("/staff/filters", session, name=" ", back="")).status == 400


async def test_answers_are_written_in_the_language_of_who_reported(staff: Staff) -> None:
    case = file_one(staff, contact="an@example.be", language="fr")
    staff.office.store.set_status(case, Status.CONFIRMED_FAKE, actor="an")
    staff.log_in()
    html = await staff.text(f"/staff/cases/{case}")
    assert "est un faux" in html
    assert "078 170 170" in html
    staff.log_in(Role.READER)
    assert "est un faux" not in await staff.text(f"/staff/cases/{case}")


async def test_the_log_is_filtered(staff: Staff) -> None:
    one, two = file_one(staff, "een.be"), file_one(staff, "twee.be")
    staff.office.store.note(one, "appel", actor="an")
    staff.clock.advance(days=2)
    staff.office.store.note(two, "peer", actor="an")
    staff.log_in(Role.ADMIN)
    for query, shown in {
        "what=note": ("appel", "peer"),
        f"what=note&case={one}": ("appel",),
        "since=2026-11-26": ("peer",),
        "until=2026-11-25": ("appel",),
        "what=merged": (),
    }.items():
        html = await staff.text(f"/staff/audit?{query}")
        assert tuple(each for each in ("appel", "peer") if each in html) == shown, query
    assert (await staff.get("/staff/audit?since=gisteren")).status == 400
