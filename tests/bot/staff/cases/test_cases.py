"""The queue, a case and what staff decide about it."""

import html as markup
import io
import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from PIL import Image

from actions.reports.model import NEXT, Kind, Loss, Status
from bot.staff.access.roles import Role
from bot.staff.cases.case import steps
from knowledge.register.loading import read_addresses
from tests.bot.staff.conftest import Staff, count_asked, file_one, filing, form_token

KNOWLEDGE = Path(__file__).parents[4] / "knowledge"


def addresses_in(html: str) -> list[str]:
    """Gives the addresses of the queue in order."""
    parts = html.split('<li class="item">')[1:]
    return [part.partition("<bdi>")[2].partition("</bdi>")[0] for part in parts]


class TestQueue:
    async def test_worst_harm_comes_first(self, staff: Staff) -> None:
        file_one(staff, "one.be")
        for _ in range(3):
            file_one(staff, "three.be")
        file_one(staff, "money.be", loss=Loss.MONEY)
        staff.log_in(Role.READER)
        html = await staff.text("/staff/")
        assert addresses_in(html) == ["money[.]be/", "three[.]be/", "one[.]be/"]
        assert "3 dossiers" in html
        html = await staff.text("/staff/?order=reports")
        assert addresses_in(html)[0] == "three[.]be/"

    async def test_filters_and_search(self, staff: Staff) -> None:
        case = file_one(staff, "one.be")
        file_one(staff, "other.be", kind=Kind.DISPUTE)
        staff.office.store.assign(case, "an", actor="an")
        staff.account("an")
        receipt = staff.office.store.file(filing("third.be"))
        staff.log_in()
        for query, expected in {
            "?assignee=an": ["one[.]be/"],
            "?kind=dispute": ["other[.]be/"],
            "?platform=instagram": [],
            "?imitates=VDAB&kind=dispute": ["other[.]be/"],
            "?imitates=nothing": [],
            "?q=ONE.be": ["one[.]be/"],
            f"?q={receipt.reference.lower()}": ["third[.]be/"],
            "?q=%25": [],
            "?status=genuine": [],
            "?status=new&order=oldest": ["one[.]be/", "other[.]be/", "third[.]be/"],
            "?assignee=-&order=oldest": ["other[.]be/", "third[.]be/"],
        }.items():
            assert addresses_in(await staff.text(f"/staff/{query}")) == expected, query

    async def test_closed_cases_are_only_shown_when_asked_for(self, staff: Staff) -> None:
        case = file_one(staff)
        staff.office.store.set_status(case, Status.GENUINE, actor="an")
        staff.log_in()
        assert addresses_in(await staff.text("/staff/")) == []
        assert addresses_in(await staff.text("/staff/?status=all")) == ["vdab-jobs[.]be/"]

    async def test_pages(self, staff: Staff) -> None:
        for number in range(51):
            staff.office.store.file(filing(f"fake{number}.be"))
        staff.log_in()
        first = await staff.text("/staff/?platform=website")
        second = await staff.text("/staff/?platform=website&page=2")
        assert "bladzijde 1 van 2" in first
        assert 'href="/staff/?platform=website&amp;page=2" rel="next"' in first
        assert len(addresses_in(first)) == 50
        assert len({*addresses_in(first), *addresses_in(second)}) == 51
        assert addresses_in(await staff.text("/staff/?page=99")) == []

    @pytest.mark.parametrize(
        "query",
        [
            "status=x", "kind=x", "platform=nothing", "order=x", "page=0", "page=x", "page=-1",
            "page=99999999", "page=%C2%B2", f"q={'x' * 201}",
        ],
    )  # fmt: skip
    async def test_what_no_form_of_ours_asks_is_refused(self, staff: Staff, query: str) -> None:
        staff.log_in()
        assert (await staff.get(f"/staff/?{query}")).status == 400


class TestCase:
    async def test_shows_what_is_known(self, staff: Staff) -> None:
        other = file_one(staff, "vdab-premie.be")
        case = file_one(staff, contact="an@example.be", loss=Loss.MONEY, notify=True)
        staff.log_in()
        html = await staff.text(f"/staff/cases/{case}")
        for known in (
            "vdab-jobs[.]be/",
            "VDAB: de naam staat in een andere domeinnaam",
            "De naam van de VDAB staat erin, maar deze site staat niet bij de adressen",
            "hxxps://vdab-jobs[.]be/",
            "Ze vroegen mijn kaartnummer.",
            "geld verloren: 1",
            "an@example.be",
            f'href="/staff/cases/{other}"',
            "Het echte kanaal: https://www.vdab.be/",
            "De burger wil de afloop horen",
        ):
            assert known in html, known
        assert "https://vdab-jobs.be" not in html

    async def test_a_reader_sees_no_contact_and_no_buttons(self, staff: Staff) -> None:
        case = file_one(staff, contact="an@example.be")
        staff.log_in(Role.READER)
        html = await staff.text(f"/staff/cases/{case}")
        assert "an@example.be" not in html
        assert "alleen voor behandelaars" in html
        assert html.count("<form") == html.count('action="/staff/logout"') == 1

    @pytest.mark.parametrize("number", ["0", "99", "x", "-1", "1e3", "²", "9" * 40])
    async def test_no_such_case(self, staff: Staff, number: str) -> None:
        session = staff.log_in()
        assert (await staff.get(f"/staff/cases/{number}")).status == 404
        response = await staff.post(f"/staff/cases/{number}/note", session, note="x")
        assert response.status == 404

    def test_reports_between_decisions_are_one_step(self, staff: Staff) -> None:
        case = file_one(staff)
        staff.clock.advance(hours=1)
        file_one(staff)
        staff.office.store.note(case, "x", actor="an")
        file_one(staff)
        found = steps(staff.office.store.timeline(case))
        assert [(step.event.what, step.reports) for step in found] == [
            ("filed", 2),
            ("note", 0),
            ("filed", 1),
        ]
        assert found[0].until - found[0].event.at == timedelta(hours=1)


class TestDecisions:
    @pytest.mark.parametrize("status", Status)
    async def test_only_what_comes_next_is_offered_and_taken(
        self, staff: Staff, status: Status
    ) -> None:
        session = staff.log_in()
        case = file_one(staff)
        for step in {
            Status.REPORTED_TO_PLATFORM: (Status.CONFIRMED_FAKE, status),
            Status.TAKEN_DOWN: (Status.CONFIRMED_FAKE, status),
            Status.NEW: (),
        }.get(status, (status,)):
            staff.office.store.set_status(case, step, actor="an")
        html = await staff.text(f"/staff/cases/{case}")
        offered = {each for each in Status if f'name="status" value="{each}"' in html}
        assert offered == NEXT[status]
        for asked in set(Status) - NEXT[status]:
            refused = await staff.post(f"/staff/cases/{case}/status", session, status=asked)
            assert refused.status == 409
        known = staff.office.store.case(case)
        assert known
        assert known.status is status

    async def test_confirming_is_done_in_the_name_of_who_is_logged_in(self, staff: Staff) -> None:
        session, case = staff.log_in(name="an"), file_one(staff)
        response = await staff.post(
            f"/staff/cases/{case}/status", session, status="confirmed_fake", note=" seen ",
            actor="somebody else",
        )  # fmt: skip
        assert response.headers["Location"] == f"/staff/cases/{case}?done=status"
        html = await staff.text(response.headers["Location"])
        assert "De status is gewijzigd." in html
        event = staff.office.store.timeline(case)[-1]
        assert (event.actor, event.what) == ("an", "status")
        assert dict(event.details) == {"from": "new", "to": "confirmed_fake", "note": "seen"}
        (fake,) = staff.office.store.confirmed_fakes()
        assert fake.shown == "vdab-jobs[.]be/"

    @pytest.mark.parametrize(
        ("reported", "status"),
        [
            ("sites.google.com", 409),
            ("facebook.com", 409),
            ("sites.google.com/view/vdab-premie", 303),
            ("vdab-premie.weebly.com", 303),
        ],
    )
    async def test_what_strangers_share_is_not_confirmed_as_fake(
        self, staff: Staff, reported: str, status: int
    ) -> None:
        session, case = staff.log_in(), file_one(staff, reported)
        place = f"/staff/cases/{case}/status"
        response = await staff.post(place, session, status="confirmed_fake")
        assert response.status == status
        if status == 409:
            assert "Dit delen vreemden met elkaar" in await response.text()
        assert bool(staff.office.store.confirmed_fakes()) is (status == 303)

    async def test_undo(self, staff: Staff) -> None:
        session, case = staff.log_in(), file_one(staff)
        assert "ongedaan" not in await staff.text(f"/staff/cases/{case}")
        refused = await staff.post(f"/staff/cases/{case}/undo", session)
        assert refused.status == 409
        await staff.post(f"/staff/cases/{case}/status", session, status="confirmed_fake")
        assert "Maak de laatste beslissing ongedaan" in await staff.text(f"/staff/cases/{case}")
        assert (await staff.post(f"/staff/cases/{case}/undo", session)).status == 303
        known = staff.office.store.case(case)
        assert known
        assert known.status is Status.NEW

    async def test_assign_to_those_who_exist(self, staff: Staff) -> None:
        session, case = staff.log_in(name="an"), file_one(staff)
        place = f"/staff/cases/{case}/assign"
        staff.account("gone")
        staff.office.accounts.disable("gone")
        for asked in ("nobody", "gone", "<b>"):
            assert (await staff.post(place, session, assignee=asked)).status == 400
        for asked, expected in (("an", "an"), ("", None)):
            assert (await staff.post(place, session, assignee=asked)).status == 303
            known = staff.office.store.case(case)
            assert known
            assert known.assignee == expected

    async def test_notes(self, staff: Staff) -> None:
        session, case = staff.log_in(), file_one(staff)
        for empty in ("", "  \n", "x" * 2_001):
            response = await staff.post(f"/staff/cases/{case}/note", session, note=empty)
            assert response.status == 400
        await staff.post(f"/staff/cases/{case}/note", session, note="Gebeld met DNS Belgium.")
        assert "Gebeld met DNS Belgium." in await staff.text(f"/staff/cases/{case}")

    async def test_merging_and_separating_again(self, staff: Staff) -> None:
        session = staff.log_in()
        gone, stays = file_one(staff, "one.be"), file_one(staff, "two.be")
        for wrong, status in (("", 400), ("x", 400), (str(gone), 400), ("99", 404)):
            response = await staff.post(f"/staff/cases/{gone}/merge", session, into=wrong)
            assert response.status == status, wrong
        response = await staff.post(f"/staff/cases/{gone}/merge", session, into=str(stays))
        assert response.headers["Location"] == f"/staff/cases/{stays}?done=merge"
        html = await staff.text(f"/staff/cases/{stays}")
        assert "hxxps://one[.]be/" in html
        html = await staff.text(f"/staff/cases/{gone}")
        assert f'samengevoegd met <a href="/staff/cases/{stays}">' in html
        assert "Maak het samenvoegen ongedaan" in html
        assert (await staff.post(f"/staff/cases/{gone}/undo", session)).status == 303
        known = staff.office.store.case(gone)
        assert known
        assert known.merged_into is None

    async def test_an_open_form_of_a_colleague_who_was_too_late(self, staff: Staff) -> None:
        session, case = staff.log_in(), file_one(staff)
        await staff.post(f"/staff/cases/{case}/status", session, status="genuine")
        late = await staff.post(f"/staff/cases/{case}/status", session, status="confirmed_fake")
        assert late.status == 409
        assert "Misschien was een collega u voor" in await late.text()


class TestGenuine:
    @pytest.mark.parametrize(
        ("shown", "platform", "key", "address"),
        [
            ("vdab-jobs[.]be/", "website", "vdab-jobs.be", "https://vdab-jobs.be/"),
            ("www[.]instagram[.]com/vdab_jobs", "instagram", "vdab_jobs",
             "https://www.instagram.com/vdab_jobs"),
            ("info@vdab-jobs[.]be", "email", "info@vdab-jobs.be", "info@vdab-jobs.be"),
            ("0470 12 34 56", "phone", "+32470123456", "0470 12 34 56"),
        ],
    )  # fmt: skip
    async def test_the_entry_can_be_copied_into_the_register(
        self, staff: Staff, shown: str, platform: str, key: str, address: str
    ) -> None:
        entry = await _entry(staff, shown, platform, key)
        (channel,) = yaml.safe_load(entry)
        assert channel["address"] == address
        assert (channel["platform"], channel["status"]) == (platform, "active")
        assert channel["sources"] == [{"url": None, "date": "2026-11-25"}]
        parsed = read_addresses(KNOWLEDGE).parse(channel["address"], platform)
        assert parsed.platform == platform

    @pytest.mark.parametrize(
        "shown",
        [
            "x'\n- platform: website\n  address: https://evil.be",
            "'}, {a: 'b",
            "*alias &anchor !!python/object:os.system",
            "a: b # c",
            "</textarea><script>alert(1)</script>",
            "\u2028- x: y",
            "\x07bell\x85",
        ],
    )
    async def test_no_text_breaks_out_of_the_entry(self, staff: Staff, shown: str) -> None:
        (channel,) = yaml.safe_load(await _entry(staff, shown, "unknown", shown))
        assert set(channel) == {"platform", "address", "status", "sources"}


async def _entry(staff: Staff, shown: str, platform: str, key: str) -> str:
    subject = replace(filing().subject, shown=shown, platform=platform, key=key)
    staff.office.store.file(filing(subject=subject))
    ((case,), _) = staff.office.store.queue()
    staff.office.store.set_status(case.id, Status.GENUINE, actor="an")
    staff.log_in()
    page = await staff.text(f"/staff/cases/{case.id}")
    area = page.partition('<textarea id="entry"')[2].partition(">\n")[2]
    return markup.unescape(area.partition("</textarea>")[0])


class TestImages:
    async def test_are_served_to_staff_alone_and_for_their_case_alone(self, staff: Staff) -> None:
        name = staff.office.images.save(_picture()).name
        hidden = staff.office.images.save(_picture()).name
        case, other = file_one(staff, images=(name,)), file_one(staff, "other.be")
        place = f"/staff/cases/{case}/images/{name}"
        assert (await staff.get(place)).status == 303
        staff.log_in(Role.READER)
        response = await staff.get(place)
        assert response.status == 200
        assert response.content_type == "image/png"
        assert response.headers["Content-Disposition"] == f'inline; filename="{name}"'
        assert response.headers["Content-Security-Policy"].startswith("default-src 'none'; sandbox")
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert Image.open(io.BytesIO(await response.read())).size == (8, 8)
        assert place in await staff.text(f"/staff/cases/{case}")
        for wrong in (
            f"/staff/cases/{other}/images/{name}",
            f"/staff/cases/{case}/images/{hidden}",
            f"/staff/cases/{case}/images/..%2F..%2Fstaff.db",
            f"/staff/cases/99/images/{name}",
        ):
            assert (await staff.get(wrong)).status == 404, wrong

    async def test_one_that_was_deleted_is_not_there(self, staff: Staff) -> None:
        name = staff.office.images.save(_picture()).name
        case = file_one(staff, images=(name,))
        staff.office.images.delete(name)
        staff.log_in()
        assert (await staff.get(f"/staff/cases/{case}/images/{name}")).status == 404


def _picture() -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(data, "PNG")
    return data.getvalue()


class TestAudit:
    async def test_everything_is_there_newest_first_and_by_person(self, staff: Staff) -> None:
        session, case = staff.log_in(Role.ADMIN, name="an"), file_one(staff)
        await staff.post(f"/staff/cases/{case}/note", session, note="eerste")
        staff.office.store.note(case, "tweede", actor="jan")
        html = (await staff.text("/staff/audit")).partition("<tbody>")[2]
        assert html.index("tweede") < html.index("eerste") < html.index("melding ontvangen")
        html = (await staff.text("/staff/audit?actor=jan")).partition("<tbody>")[2]
        assert "tweede" in html
        assert "eerste" not in html

    async def test_pages(self, staff: Staff) -> None:
        case = file_one(staff)
        for number in range(101):
            staff.office.store.note(case, f"nummer {number:03}", actor="jan")
        staff.log_in(Role.ADMIN)
        first = await staff.text("/staff/audit?actor=jan")
        assert "nummer 100" in first
        assert "nummer 000" not in first
        assert 'href="/staff/audit?actor=jan&amp;page=2" rel="next"' in first
        assert "nummer 000" in await staff.text("/staff/audit?actor=jan&page=2")


class TestDashboard:
    async def test_counts_are_drawn_and_stand_in_a_table(self, staff: Staff) -> None:
        for _ in range(2):
            file_one(staff)
        staff.clock.advance(days=7)
        case = file_one(staff, "later.be")
        staff.clock.advance(hours=5)
        staff.office.store.set_status(case, Status.CONFIRMED_FAKE, actor="an")
        staff.log_in(Role.READER)
        html = await staff.text("/staff/dashboard")
        assert html.count("<svg class=") == html.count("<table>") == 4
        assert _row(html, "23/11", 0) == "2"
        assert _row(html, "30/11", 0) == "1"
        assert _row(html, "30/11", 1) == "5"
        assert _row(html, "23/11", 1) == "–"
        assert _row(html, "website", 0) == "3"
        assert _row(html, "VDAB", 0) == "3"
        assert "style=" not in html

    async def test_what_is_asked_for_most_and_not_listed(self, staff: Staff) -> None:
        case = file_one(staff)
        count_asked(staff, "vdab-jobs.be", 7)
        count_asked(staff, "<b>vdab</b>.be", 5)
        count_asked(staff, "www.vdab.be", 9)
        count_asked(staff, "zelden.be", 2)
        staff.log_in(Role.READER)
        html = await staff.text("/staff/dashboard")
        table = html.partition('id="asked"')[2]
        rows = re.findall(
            r'<th scope="row">(.*?)</th><td>(.*?)</td><td class="number">(\d+)', table
        )
        assert rows == [
            ("vdab-jobs[.]be/", "website", "7"),
            ("&lt;b&gt;vdab&lt;/b&gt;[.]be/", "website", "5"),
        ]
        assert f'<a href="/staff/cases/{case}">Dossier {case}</a>' in table
        assert table.count("<rect") == 2
        assert "zelden" not in html

    async def test_an_empty_database(self, staff: Staff) -> None:
        staff.log_in(Role.READER)
        assert "Geen adres werd vaak genoeg gevraagd." in await staff.text("/staff/dashboard")
        assert "Nog geen meldingen." in await staff.text("/staff/dashboard")


def _row(html: str, label: str, table: int) -> Any:
    rows = html.split(f'<th scope="row">{label}</th><td class="number">')
    return rows[1 + table].partition("<")[0]


async def test_the_form_token_of_a_page_is_the_one_of_the_session(staff: Staff) -> None:
    session = staff.log_in()
    assert form_token(await staff.text("/staff/")) == session.form_token
    assert session.token not in await staff.text("/staff/")
