"""Every door to the register refuses what no register should hold, and says why."""

import csv
import json
import re
from collections.abc import Awaitable, Callable, Iterator
from datetime import date, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import yaml
from openpyxl import load_workbook

from bot.notifying.reminding.links import PATH, Link
from bot.notifying.reminding.store import Reminder
from bot.pages.own_channels import page as own_channels
from bot.staff.access.roles import Role
from bot.staff.access.sessions import Session
from knowledge.__main__ import main
from knowledge.register.loading import load_register, read_addresses
from knowledge.upkeep.gathering.latest import STATE
from tests.bot.staff.conftest import START, Staff
from tests.bot.staff.test_gathered import folder, found, library, write_round
from tests.bot.staff.test_importing import upload
from tests.knowledge.harmful import HARMFUL

__all__ = ["folder", "library"]

Start = Callable[..., Awaitable[Staff]]
Door = Callable[["House"], Awaitable[list[str]]]
"""Tries all of it, and gives what was not refused with a reason."""

DAY = "2026-11-25"
BUS = "organisations/busdienst.yml"
SECRET = "s" * 32


class House:
    """The small register with its doors, and an administrator."""

    def __init__(self, staff: Staff, session: Session, folder: Path, tmp_path: Path) -> None:
        self.staff, self.session, self.folder, self.tmp_path = staff, session, folder, tmp_path
        self.before = (folder / BUS).read_text()

    def channels(self) -> list[Any]:
        rows = yaml.safe_load((self.folder / BUS).read_text())["official_channels"]
        return [(each["platform"], each["address"], each.get("verified")) for each in rows]

    def with_row(self, platform: str, written: str) -> str:
        row = {
            "platform": platform, "address": written, "status": "active",
            "sources": [{"url": "https://krant.example/artikel"}],
        }  # fmt: skip
        return self.before + "".join(
            f"  {line}\n" for line in yaml.safe_dump([row], allow_unicode=True).splitlines()
        )


@pytest.fixture
async def house(start_staff: Start, folder: Path, tmp_path: Path) -> House:
    def more(app: Any) -> None:
        app.add_routes(own_channels.routes())
        url = f"sqlite:///{tmp_path}/staff.db"
        own_channels.setup(app, url=url, secrets=(SECRET,), clock=lambda: START)

    staff = await start_staff(
        more=more, knowledge=folder, knowledge_writing=True, spool=tmp_path / "var/spool"
    )
    return House(staff, staff.log_in(Role.ADMIN), folder, tmp_path)


async def file(house: House) -> list[str]:
    """Tells file, line and column in Dutch."""
    let_in = []
    addresses, path = read_addresses(house.folder), house.folder / BUS
    line = len(house.before.splitlines()) + 1
    for platform, written in HARMFUL:
        path.write_text(house.with_row(platform, written))
        result = load_register(house.folder, addresses, today=date.fromisoformat(DAY))
        said = [each for each in result.problems if each.level == "fout"]
        # The row of `others/` or of the fake may be the wrong one as well.
        there = [each for each in said if each.file.endswith(BUS) and each.line >= line]
        is_of_others = any(each.rule in ("other-listed", "fake-listed") for each in said)
        if result.register or not (is_of_others or (there and all(each.column for each in there))):
            let_in.append(written)
    path.write_text(house.before)
    return let_in


async def formatting(house: House) -> list[str]:
    """The command that tidies a file hides nothing from lint."""
    let_in = []
    addresses, path = read_addresses(house.folder), house.folder / BUS
    for platform, written in HARMFUL:
        path.write_text(house.with_row(platform, written))
        main(["format", str(path)])
        if load_register(house.folder, addresses, today=date.fromisoformat(DAY)).register:
            let_in.append(written)
    path.write_text(house.before)
    return let_in


def sheet_rows() -> Iterator[tuple[str, ...]]:
    yield ("Organisatie", "Platform", "Adres", "Bron")
    for platform, written in HARMFUL:
        yield ("busdienst", platform, written, "https://krant.example/artikel")


def told_of(text: str, cell: Callable[[int], str]) -> list[str]:
    """Give what no message of a row tells of."""
    return [written for row, (_, written) in enumerate(HARMFUL) if not re.search(cell(row), text)]


async def import_command(house: House, capsys: pytest.CaptureFixture[str]) -> list[str]:
    path = house.tmp_path / "kanalen.csv"
    with path.open("w", newline="") as opened:
        csv.writer(opened).writerows(sheet_rows())
    main([
        "import", str(path), "--folder", str(house.folder), "--today", DAY, "--write", "--doubtful",
    ])  # fmt: skip
    return told_of(capsys.readouterr().err, lambda row: rf"FOUT .*cel [A-D]{row + 2}:")


async def import_page(house: House) -> list[str]:
    made = StringIO()
    csv.writer(made).writerows(sheet_rows())
    answer = await upload(house.staff, house.session, made.getvalue().encode(), name="lijst.csv")
    place = answer.headers["Location"]
    text = await house.staff.text(place)
    boxes = re.findall(r'name="(on\.\w+)"', text)
    await house.staff.post(place, house.session, **dict.fromkeys(boxes, "1"))
    return told_of(text, lambda row: rf"cel [A-D]{row + 2}: ")


async def gathered(house: House) -> list[str]:
    """Proposes none without a doubt, and lists none that is chosen all the same."""
    findings = [
        found(written, platform, organisation="busdienst", page="https://www.busdienst.be/")
        for platform, written in HARMFUL
    ]
    write_round(STATE, *findings)
    place = "/staff/knowledge/gathered"
    let_in = []
    while boxes := re.findall(
        r'name="(on\.\w+)"', await house.staff.text(f"{place}?strength=strong")
    ):
        answer = await house.staff.post(place, house.session, what="accept", **{boxes[0]: "1"})
        if answer.status != 422:
            let_in.append(f"{answer.status} {house.channels()[-1]}")
        await house.staff.post(place, house.session, what="refuse", **{boxes[0]: "1"})
    return let_in


async def new_channel(house: House) -> list[str]:
    path = "/staff/knowledge/busdienst/edit/official_channels.new"
    let_in = []
    for platform, written in HARMFUL:
        text = await house.staff.text(path)
        seen = re.search(r'name="seen" value="(\w+)"', text)
        assert seen
        answer = await house.staff.post(
            path, house.session, seen=seen[1], platform=platform, address=written,
            status="active", **{"sources.0.url": "https://krant.example/artikel"},
        )  # fmt: skip
        if answer.status != 422:
            let_in.append(f"{answer.status} {written}")
    return let_in


async def candidates(house: House) -> list[str]:
    """A candidate that waits is not listed by accepting it."""
    path, let_in = house.folder / "candidates.yml", []
    before = path.read_text()
    for platform, written in HARMFUL:
        row = {"organisation": "busdienst", "platform": platform, "address": written}
        told = "".join(f"    {name}: {json.dumps(value)}\n" for name, value in row.items())
        path.write_text(f"{before}  -\n{told}    reason: Zonder bron.\n")
        text = await house.staff.text("/staff/knowledge")
        places = re.findall(r'href="(/staff/knowledge/candidates/[0-9a-f]+)"', text)
        if len(places) < 2:
            continue  # the file itself was refused
        place = places[-1]
        form = await house.staff.text(place)
        seen = re.search(r'name="seen" value="(\w+)"', form)
        assert seen
        answer = await house.staff.post(
            place, house.session, seen=seen[1], platform=platform, address=written,
            status="active", **{"sources.0.url": "https://krant.example/artikel"},
        )  # fmt: skip
        if answer.status != 422:
            let_in.append(f"{answer.status} {written}")
    path.write_text(before)
    return let_in


async def new_organisation(house: House) -> list[str]:
    """Has no field for channels, and takes none."""
    for number, (platform, written) in enumerate(HARMFUL[:3]):
        row = f"official_channels.{number}"
        more = {f"{row}.platform": platform, f"{row}.address": written, f"{row}.status": "active"}
        await house.staff.post(
            "/staff/knowledge/new", house.session, step="write", id=f"dienst-{number}",
            name=f"Dienst {number}", kind="agency", policy_domain="Werk", description="Een dienst.",
            **{"source.url": "https://krant.example/", **more},
        )  # fmt: skip
    made = (house.folder / "organisations").glob("dienst-*.yml")
    return [each.name for each in made if "official_channels" in each.read_text()]


async def bulk(house: House) -> list[str]:
    """Confirms what the page shows, and nothing that somebody else names."""
    place, let_in = "/staff/knowledge/due", []
    for platform, written in HARMFUL:
        answer = await house.staff.post(
            place, house.session, by="team web", method="confirmed_by_organisation",
            **{f"on.{platform} {written}": "1", "address": written, "platform": ""},
        )  # fmt: skip
        if answer.status not in (400, 409):
            let_in.append(f"{answer.status} {written}")
    return let_in


async def mail_link(house: House) -> list[str]:
    """Takes words on what is missing, for a person to read; they list and confirm nothing."""
    ends = START + timedelta(days=30)
    link = Link("busdienst", "r", ends)
    house.staff.office.reminders.begin(Reminder("r", "busdienst", "a@b.be", START, ends))
    asked = {f"say.{platform} {written}": "ours" for platform, written in HARMFUL}
    missing = "\n".join(written for _, written in HARMFUL if written.isprintable())[:1900]
    answer = await house.staff.post(
        f"{PATH}/{link.token(SECRET)}", None, team="team communicatie", missing=missing, **asked
    )
    assert answer.status == 200
    place = "/staff/knowledge/reminders"
    return re.findall(r'type="checkbox" id="(on\.\w+)"', await house.staff.text(place))


async def survey(house: House, capsys: pytest.CaptureFixture[str]) -> list[str]:
    sent = house.tmp_path / "sent"
    chosen = ["--folder", str(house.folder), "--today", DAY]
    main(["survey", "new", "--to", str(sent), "--organisation", "busdienst", *chosen])
    book = load_workbook(sent / "busdienst.xlsx")
    book["Vragen"]["C3"], book["Vragen"]["C4"] = "team web", date(2026, 11, 24)
    names = {each.key: each.name["nl"] for each in read_addresses(house.folder).platforms}
    for row, (platform, written) in enumerate(HARMFUL):
        cells = (names[platform], written, None, "in gebruik", "ja")
        for column, value in enumerate(cells, start=1):
            book["Kanalen"].cell(row + 5, column).value = value
    book.save(sent / "busdienst.xlsx")
    capsys.readouterr()
    main(["survey", "read", str(sent), *chosen, "--write"])
    text = capsys.readouterr().err
    asked = [written for _, written in HARMFUL if re.search(rf"VRAAG .*{re.escape(written)}", text)]
    missing = told_of(text, lambda row: rf"FOUT .*cel [A-H]{row + 5}:")
    return [each for each in missing if each not in asked and f" {each}" not in text]


DOORS = [
    file, formatting, import_command, import_page, gathered, new_channel, candidates,
    new_organisation, bulk, mail_link, survey,
]  # fmt: skip


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.__name__)
async def test_no_door_lets_in_what_is_harmful(
    door: Any, house: House, capsys: pytest.CaptureFixture[str]
) -> None:
    before = house.channels()
    takes_output = door in (import_command, survey)
    let_in = await (door(house, capsys) if takes_output else door(house))
    assert let_in == []
    assert house.channels() == before


def test_a_minister_has_a_profile_of_his_own(folder: Path) -> None:
    path = folder / "organisations/minister-an-peeters.yml"
    row = (
        "  - platform: linkedin\n    address: https://www.linkedin.com/in/an-peeters\n"
        "    status: active\n    personal: true\n    sources: [{url: 'https://busdienst.be/x'}]\n"
    )
    path.write_text(path.read_text() + row)
    assert load_register(folder, read_addresses(folder)).register


@pytest.mark.parametrize(
    ("platform", "written"),
    [
        ("website", "https://nieuwe-site.be/nl/index.html"),
        ("website", "https://nieuwe-site.be/contact.aspx?utm_source=mail"),
        ("website", "https://werkdlenst.be/"),
        ("webform", "https://forms.office.com/Pages/ResponsePage.aspx?id=abc"),
        ("website", "https://busdienst.github.io/"),
        ("facebook", "https://www.facebook.com/busdienst2/?locale=nl_BE"),
        ("telegram", "https://t.me/busdienst"),
        ("whatsapp", "https://whatsapp.com/channel/0029VaABC"),
        ("youtube", "https://www.youtube.com/@cinémathèque"),
    ],
)
def test_what_an_official_page_names_is_let_in(folder: Path, platform: str, written: str) -> None:
    path = folder / "organisations/busdienst.yml"
    row = f"  - platform: {platform}\n    address: {written}\n    status: active\n"
    source = "https://www.werkdienst.be/partners"
    path.write_text(f"{path.read_text()}{row}    sources: [{{url: '{source}'}}]\n")
    result = load_register(folder, read_addresses(folder))
    assert result.register, [str(each) for each in result.problems if each.level == "fout"]
