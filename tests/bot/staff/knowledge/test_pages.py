"""Staff keep the register true, on a small one in a work tree of its own."""

import html
import re
import subprocess
from collections.abc import Awaitable, Callable
from datetime import date
from pathlib import Path

import pytest
import yaml
from yarl import URL

from bot.staff.access.roles import Role
from bot.staff.knowledge.parts import CHANNELS, find_part, rows_of
from knowledge.files.documents import parse_document
from knowledge.library import Library, build_library
from tests.bot.staff.conftest import Staff, count_asked
from tests.knowledge.small_folder import BUS, CANDIDATES, WORK, write_folder

Start = Callable[..., Awaitable[Staff]]
FILE = "organisations/werkdienst.yml"
PAGE = "/staff/knowledge/werkdienst"
NEW_CHANNEL = {
    "platform": "instagram",
    "address": "https://www.instagram.com/werkdienst/",
    "status": "active",
    "sources.0.url": "https://www.werkdienst.be/contact",
    "sources.0.date": "2026-11",
    "sources.0.quote": "Volg ons: @werkdienst # hier",
}
TEAM = {"by": "team communicatie", "method": "linked_from_official_site"}

ATTACKS = [
    "x\nstatus: retired",
    "x: y",
    "- x",
    "{a: b}",
    "[a]",
    "*x",
    "&x y",
    "!!python/object:x",
    "'",
    '"',
    "x # y",
    "| \n  x",
    "<<: *x",
    "yes",
    "0800",
    "~",
    "? x",
    "% x",
    "@x",
    "`x`",
    "<script>alert(1)</script>",
    "{{ 7*191 }}",
    "x\\n- y",
    "---",
    "...",
]
WRONG: list[tuple[dict[str, str], str | None, str]] = [
    ({"platform": ""}, "platform", "Vul dit in."),
    ({"platform": "myspace"}, "platform", "Kies iets uit de lijst."),
    ({"address": "  "}, "address", "Vul dit in."),
    (
        {"address": "https://www.busdienst.be/", "platform": "website"},
        "address",
        "dit adres staat al bij busdienst",
    ),
    (
        {"address": "https://werkdienst-jobs.be/", "platform": "website"},
        None,
        "dit adres staat ook als officieel kanaal",
    ),
    ({"address": "https://x.com/home", "platform": "x"}, "address", "dit is geen profiel"),
    ({"address": "https://x.com/a", "platform": "facebook"}, "address", "ander platform"),
    ({"address": "wix.com", "platform": "website"}, "address", "waar vreemden op staan"),
    ({"address": "a@gmail.com", "platform": "website"}, "address", "kies platform email"),
    ({"address": "@gmail.com", "platform": "email_domain"}, "address", "gratis mail"),
    ({"since": "2026-02-30"}, "since", "bestaande datum"),
    ({"since": "2026-11-24"}, "since", "since hoort alleen bij status"),
    ({"sources.0.date": "vorig jaar"}, "sources.0.date", "Schrijf de datum als"),
    ({"sources.0.quote": "x" * 201}, "sources.0.quote", "hoogstens 200"),
    ({"sources.0.url": ""}, "sources.0.url", "Vul dit in."),
    ({"label": "links\u202erechts"}, "label", "onzichtbaar teken"),
    ({"languages": "nl\nNederlands"}, "languages", "taalcode"),
    ({"replaced_by": "https://x.com/weg"}, "replaced_by", "niet in het register"),
    ({"includes_subdomains": "true"}, "includes_subdomains", "alleen bij een website"),
]
NOWHERE = [
    "/staff/knowledge/..%2f..%2fetc%2fpasswd",
    "/staff/knowledge/%2e%2e",
    "/staff/knowledge/x",
    "/staff/knowledge/werkdienst.yml",
    "/staff/knowledge/Werkdienst",
    f"{PAGE}%00",
    f"{PAGE}/edit/x",
    f"{PAGE}/edit/official_channels",
    f"{PAGE}/edit/official_channels.0",
    f"{PAGE}/edit/official_channels.new.sources.new",
    f"{PAGE}/edit/topics",
    f"{PAGE}/edit/name",
    f"{PAGE}/edit/about.about",
    f"{PAGE}/edit/{'official_channels.' * 40}",
    f"{PAGE}/retire/about",
    f"{PAGE}/retire/official_channels.new",
    f"{PAGE}/burn/about",
    f"{PAGE}/edit/verified",
    f"{PAGE}/history/..%2f..",
    "/staff/knowledge/candidates/x",
    "/staff/knowledge/..%2fcandidates",
    "/staff/knowledge/%E2%80%AE",
]


def git(folder: Path, *arguments: str) -> str:
    command = ["git", "-c", "user.name=An", "-c", "user.email=an@example.be", *arguments]
    done = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout.strip()


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


@pytest.fixture
async def offering(start_staff: Start, folder: Path) -> Staff:
    return await start_staff(knowledge=folder, knowledge_writing=False)


def channel(folder: Path, place: int) -> str:
    """Gives the name of the form of a channel."""
    data = parse_document("x.yml", (folder / FILE).read_bytes()).data
    return rows_of(find_part(data, "about"), data, CHANNELS)[place][0]


def seen(page: str) -> str:
    found = re.search(r'name="seen" value="([0-9a-f]+)"', page)
    assert found
    return found[1]


async def filled(staff: Staff, path: str, **changes: str) -> dict[str, str]:
    """Gives what a browser would send of a form, with some of it changed."""
    page = await staff.text(path)
    form = page[page.index('<input type="hidden" name="seen"') :].split("</form>")[0]
    fields = {"seen": seen(page)}
    for tag in re.findall(r"<input[^>]*>", form):
        name, value = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and 'type="hidden"' not in tag and ("checkbox" not in tag or "checked" in tag):
            fields[name[1]] = html.unescape(value[1] if value else "")
    for tag, text in re.findall(r"(<textarea[^>]*>)(.*?)</textarea>", form, re.DOTALL):
        name = re.search(r'name="([^"]+)"', tag)
        assert name
        fields[name[1]] = html.unescape(text).removeprefix("\r\n").removeprefix("\n")
    for name_, options in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', form, re.S):
        chosen = re.search(r'selected value="([^"]*)"', options)
        fields[name_] = chosen[1] if chosen else ""
    return {**fields, **changes}


def commits(folder: Path) -> int:
    return int(git(folder, "rev-list", "--count", "HEAD"))


async def test_the_overview_shows_what_waits(keeping: Staff, folder: Path) -> None:
    count_asked(keeping, "werkdienst-premie.be", 9)
    count_asked(keeping, "www.werkdienst.be", 9)
    keeping.log_in(Role.READER)
    page = await keeping.text("/staff/knowledge")
    assert "Te bevestigen: 5" in page
    assert "Kandidaten na te kijken: 1" in page
    assert "https[.]" not in page
    assert "hxxps://www[.]facebook[.]com/busdienst" in page
    assert "werkdienst-premie[.]be" in page
    assert "www[.]werkdienst[.]be" not in page
    assert "Bevestig</button>" not in page
    assert "Geen problemen." in page
    assert "Werkdienst" in await keeping.text("/staff/knowledge?q=werk")
    (folder / "rules.yml").write_text("rules: [\n")
    page = await keeping.text("/staff/knowledge")
    assert "In het register staat een fout." in page
    assert re.search(r"rules\.yml:\d+:\d+</bdi> \(yaml-syntax\)", page)


async def test_a_channel_is_confirmed_with_one_click(keeping: Staff, folder: Path) -> None:
    session = keeping.log_in(Role.TRIAGER, "bo")
    choice = "werkdienst phone 0800 30 700"
    page = await keeping.text("/staff/knowledge")
    assert f'value="{choice}"' in page
    response = await keeping.post("/staff/knowledge/confirm", session, channel=choice, **TEAM)
    assert response.status == 303
    place = response.headers["Location"]
    assert place.startswith("/staff/knowledge?by=team+communicatie&method=linked")
    assert "Het kanaal is bevestigd." in (page := await keeping.text(place))
    assert 'value="team communicatie"' in page
    assert "Te bevestigen: 4" in page
    row = parse_document("x", (folder / FILE).read_bytes()).data[CHANNELS][1]
    assert row["verified"] == {"date": "2026-11-25", **TEAM}
    assert "status: active  # gratis\n" in (folder / FILE).read_text()
    said = git(folder, "log", "-1", "--format=%an <%ae>%n%B")
    assert said.startswith(
        "bo <bo@noreply.kanaalcheck.invalid>\nWerkdienst: 0800 30 700 bevestigd\n"
    )
    assert "Voor burgers:\n- " in said
    event = keeping.office.store.events()[0]
    assert (event.actor, event.what) == ("bo", "channel_confirmed")
    assert event.details["organisation"] == "werkdienst"
    response = await keeping.post("/staff/knowledge/confirm", session, channel=choice, **TEAM)
    assert response.headers["Location"].endswith("done=unchanged")
    assert commits(folder) == 2


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"method": "gevoel"}, 400),
        ({"method": ""}, 400),
        ({"by": " "}, 400),
        ({"by": "x" * 101}, 400),
        ({"by": "team\u202e"}, 400),
        ({"channel": "werkdienst phone 0900"}, 404),
        ({"channel": "werkdienst x https://www.werkdienst.be/"}, 404),
        ({"channel": "../../etc/passwd phone 0800 30 700"}, 404),
        ({"channel": ""}, 404),
    ],
)
async def test_nothing_else_is_confirmed(
    keeping: Staff, folder: Path, changes: dict[str, str], status: int
) -> None:
    session = keeping.log_in(Role.TRIAGER)
    fields = {"channel": "werkdienst phone 0800 30 700", **TEAM, **changes}
    response = await keeping.post("/staff/knowledge/confirm", session, **fields)
    assert response.status == status
    assert commits(folder) == 1


async def test_a_retired_channel_is_not_confirmed(keeping: Staff, folder: Path) -> None:
    session, part = keeping.log_in(Role.ADMIN), channel(folder, 2)
    form = await filled(keeping, f"{PAGE}/retire/{part}")
    assert form["retired_on"] == "2026-11-25"
    assert (await keeping.post(f"{PAGE}/retire/{part}", session, **form)).status == 303
    choice = "werkdienst x https://x.com/werkdienst"
    assert choice not in await keeping.text(PAGE)
    response = await keeping.post("/staff/knowledge/confirm", session, channel=choice, **TEAM)
    assert response.status == 404


async def test_a_channel_is_added_seized_and_retired(keeping: Staff, folder: Path) -> None:
    session = keeping.log_in(Role.ADMIN, "cas")
    path = f"{PAGE}/edit/official_channels.new"
    response = await keeping.post(path, session, **await filled(keeping, path, **NEW_CHANNEL))
    assert response.headers["Location"] == f"{PAGE}?done=register_changed"
    page = await keeping.text(f"{PAGE}?done=register_changed")
    assert "De wijziging is bewaard." in page
    assert "officieel kanaal toegevoegd https://www.instagram.com/werkdienst/" in page
    text = (folder / FILE).read_text()
    assert text == WORK + (
        "  - platform: instagram\n"
        "    address: https://www.instagram.com/werkdienst\n"
        "    status: active\n"
        "    sources:\n"
        "      - url: https://www.werkdienst.be/contact\n"
        "        date: 2026-11\n"
        "        quote: 'Volg ons: @werkdienst # hier'\n"
    ).replace("2026-11\n", "'2026-11'\n")
    part = channel(folder, 3)
    path = f"{PAGE}/seize/{part}"
    await keeping.post(path, session, **await filled(keeping, path, since="2026-11-24"))
    row = parse_document("x", (folder / FILE).read_bytes()).data[CHANNELS][3]
    assert (row["status"], row["since"]) == ("compromised", "2026-11-24")
    assert "overgenomen" in await keeping.text(PAGE)
    path = f"{PAGE}/retire/{part}"
    await keeping.post(path, session, **await filled(keeping, path))
    row = parse_document("x", (folder / FILE).read_bytes()).data[CHANNELS][3]
    assert "since" not in row
    assert (row["status"], row["retired_on"]) == ("retired", "2026-11-25")
    assert commits(folder) == 4
    assert (await keeping.post(f"{PAGE}/remove/{part}", session, seen="x")).status == 404


async def test_every_form_that_is_sent_as_it_was_shown_changes_nothing(
    keeping: Staff, folder: Path
) -> None:
    session = keeping.log_in(Role.ADMIN)
    data = parse_document("x", (folder / FILE).read_bytes()).data
    about = find_part(data, "about")
    rows = [*rows_of(about, data, "aliases"), *rows_of(about, data, CHANNELS)]
    parts = ["about", *(name for name, _ in rows)]
    parts.append(f"{channel(folder, 0)}.sources.{_source_key(folder)}")
    for part in parts:
        path = f"{PAGE}/edit/{part}"
        response = await keeping.post(path, session, **await filled(keeping, path))
        assert response.headers["Location"].endswith("done=unchanged"), part
    assert (folder / FILE).read_text() == WORK


async def test_the_organisation_itself_is_changed(keeping: Staff, folder: Path) -> None:
    session, path = keeping.log_in(Role.ADMIN), f"{PAGE}/edit/about"
    changes = {
        "description": "Helpt: [iedereen]\nverder  met 'werk'.",
        "topics": "werk zoeken\r\n\r\n cv  schrijven \n'quoted'",
        "parent": "busdienst", "ovo_code": "OVO000123",
    }  # fmt: skip
    # a bus service below the job service, which is below the bus service: lint says no
    response = await keeping.post(path, session, **await filled(keeping, path, **changes))
    assert response.status == 422
    assert "zo hoort de organisatie bij zichzelf" in await response.text()
    changes["parent"] = ""
    response = await keeping.post(path, session, **await filled(keeping, path, **changes))
    assert response.status == 303
    data = parse_document("x", (folder / FILE).read_bytes()).data
    assert data["description"] == "Helpt: [iedereen] verder met 'werk'."
    assert data["topics"] == ["werk zoeken", "cv schrijven", "'quoted'"]
    assert list(data)[:4] == ["name", "short_name", "ovo_code", "kind"]
    text = (folder / FILE).read_text()
    assert text.startswith("# Deze regel is van het team.\n")
    assert "  # in één zin\n" in text


async def test_an_answer_and_an_alias_come_and_go(keeping: Staff, folder: Path) -> None:
    session = keeping.log_in(Role.ADMIN)
    fields = {"text": "Eerst dit.\r\n\r\n- dan: dat", "source.url": "Brief", "source.date": "2022"}
    path = f"{PAGE}/edit/misuse"
    await keeping.post(path, session, **await filled(keeping, path, **fields))
    data = parse_document("x", (folder / FILE).read_bytes()).data
    assert data["misuse"] == {
        "text": "Eerst dit.\n\n- dan: dat", "source": {"url": "Brief", "date": "2022"}
    }  # fmt: skip
    path = f"{PAGE}/edit/aliases.new"
    await keeping.post(
        path, session, **await filled(keeping, path, name="Job, werk", kind="everyday")
    )
    text = (folder / FILE).read_text()
    assert "  - {name: DvW, kind: abbreviation}\n  - {name: 'Job, werk', kind: everyday}\n" in text
    for part in ("misuse", *_aliases(folder)):
        mark = seen(await keeping.text(f"{PAGE}/edit/{part}"))
        response = await keeping.post(f"{PAGE}/remove/{part}", session, seen=mark)
        assert response.headers["Location"] == f"{PAGE}?done=register_changed"
    data = parse_document("x", (folder / FILE).read_bytes()).data
    assert "misuse" not in data
    assert not data.get("aliases")
    part = f"{channel(folder, 0)}.sources.{_source_key(folder)}"
    mark = seen(await keeping.text(f"{PAGE}/edit/{part}"))
    response = await keeping.post(f"{PAGE}/remove/{part}", session, seen=mark)
    assert response.status == 422
    assert "minstens één bron" in await response.text()


async def test_another_address_is_not_confirmed_any_more(keeping: Staff, folder: Path) -> None:
    session = keeping.log_in(Role.ADMIN)
    choice = "werkdienst website https://www.werkdienst.be/"
    await keeping.post("/staff/knowledge/confirm", session, channel=choice, **TEAM)
    path = f"{PAGE}/edit/{channel(folder, 0)}"
    await keeping.post(path, session, **await filled(keeping, path, label="De site"))
    row = parse_document("x", (folder / FILE).read_bytes()).data[CHANNELS][0]
    assert row["verified"]["by"] == TEAM["by"]
    await keeping.post(
        path, session, **await filled(keeping, path, address="werkdienst.vlaanderen")
    )
    row = parse_document("x", (folder / FILE).read_bytes()).data[CHANNELS][0]
    assert row["address"] == "https://werkdienst.vlaanderen/"
    assert "verified" not in row


async def test_what_is_wrong_is_said_at_the_field(keeping: Staff, folder: Path) -> None:
    session, path = keeping.log_in(Role.ADMIN), f"{PAGE}/edit/official_channels.new"
    for changes, field, said in WRONG:
        form = await filled(keeping, path, **{**NEW_CHANNEL, **changes})
        response = await keeping.post(path, session, **form)
        assert response.status == 422, changes
        page = html.unescape(await response.text())
        assert said in page
        if field:
            complaint = re.search(rf'id="{re.escape(field)}-wrong">([^<]*)<', page)
            assert complaint, changes
            assert said in complaint[1]
            assert re.search(rf'<[^>]*aria-invalid="true"[^>]*name="{re.escape(field)}"', page)
        else:
            assert re.search(r"impersonations\.yml:\d+:\d+", page)
        assert form["address"].strip() in page
        assert seen(page) == form["seen"]
    assert (folder / FILE).read_text() == WORK
    assert git(folder, "status", "--porcelain") == ""


async def test_whatever_is_typed_is_only_a_text(keeping: Staff, folder: Path) -> None:
    session = keeping.log_in(Role.ADMIN)
    path = f"{PAGE}/edit/{channel(folder, 0)}"
    for three in zip(ATTACKS, ATTACKS[8:], ATTACKS[16:], strict=False):
        changes = dict(zip(("label", "sources.0.url", "sources.0.quote"), three, strict=True))
        response = await keeping.post(path, session, **await filled(keeping, path, **changes))
        assert response.status == 303, three
        data = parse_document("x", (folder / FILE).read_bytes()).data
        label, url, quote = (" ".join(attack.split()) for attack in three)
        row = data[CHANNELS][0]
        assert row["label"] == label
        assert row["sources"] == [{"url": url, "date": "2018", "quote": quote}]
        assert (row["status"], len(data[CHANNELS])) == ("active", 3)
        page = await keeping.text(path)
        assert "<script>alert" not in page
        assert "1337" not in page


async def test_two_tabs_and_a_colleague(keeping: Staff, folder: Path) -> None:
    session, path = keeping.log_in(Role.ADMIN), f"{PAGE}/edit/about"
    mine = await filled(keeping, path, description="Van mij.")
    theirs = await filled(keeping, path, description="Van hen.")
    assert (await keeping.post(path, session, **theirs)).status == 303
    response = await keeping.post(path, session, **mine)
    assert response.status == 409
    page = await response.text()
    assert "Van mij." in page
    assert "Van hen." in page
    assert page.count("verschilt") == 1
    # Also when the first try was wrong in another way: the form does not get younger.
    response = await keeping.post(path, session, **{**mine, "name": ""})
    again = {**mine, "seen": seen(await response.text())}
    assert (await keeping.post(path, session, **again)).status == 409
    data = parse_document("x", (folder / FILE).read_bytes()).data
    assert data["description"] == "Van hen."
    assert commits(folder) == 2


async def test_a_row_that_was_put_before_leads_no_form_astray(keeping: Staff, folder: Path) -> None:
    session = keeping.log_in(Role.ADMIN)
    path = f"{PAGE}/edit/{channel(folder, 1)}"
    form = await filled(keeping, path, label="Gratis nummer")
    moved = (folder / FILE).read_text().replace(
        "official_channels:\n",
        "official_channels:\n  - platform: email\n    address: info@werkdienst.be\n"
        "    status: active\n    sources: [{url: \"https://a.be\"}]\n",
    )  # fmt: skip
    (folder / FILE).write_text(moved)
    git(folder, "commit", "--quiet", "--all", "--message=Mailbox")
    assert (await keeping.post(path, session, **form)).status == 409
    form = await filled(keeping, path, label="Gratis nummer")
    assert form["address"] == "0800 30 700"
    assert (await keeping.post(path, session, **form)).status == 303
    rows = parse_document("x", (folder / FILE).read_bytes()).data[CHANNELS]
    assert [row.get("label") for row in rows] == [None, None, "Gratis nummer", None]
    # the row that the form is about is another one now
    gone = (folder / FILE).read_text().replace("0800 30 700", "0800 30 701")
    (folder / FILE).write_text(gone)
    git(folder, "commit", "--quiet", "--all", "--message=Nummer")
    response = await keeping.post(path, session, **form)
    assert response.status == 409
    assert "Iemand anders was u voor" in await response.text()
    assert (await keeping.get(path)).status == 404


async def test_a_candidate_becomes_a_channel_with_its_source(keeping: Staff, folder: Path) -> None:
    session = keeping.log_in(Role.TRIAGER)
    page = await keeping.text("/staff/knowledge")
    path = re.search(r'href="(/staff/knowledge/candidates/[0-9a-f]+)"', page)
    assert path
    form = await filled(keeping, path[1])
    assert "address" not in form
    form["address"] = "https://www.facebook.com/iemand-anders"
    response = await keeping.post(path[1], session, **form)
    assert response.status == 422
    form["sources.0.url"] = "https://www.busdienst.be/"
    response = await keeping.post(path[1], session, **form)
    assert response.headers["Location"] == "/staff/knowledge/busdienst?done=candidate_accepted"
    assert "https://www.facebook.com/busdienst" in await keeping.text("/staff/knowledge/busdienst")
    assert parse_document("x", (folder / "candidates.yml").read_bytes()).data == {"candidates": []}
    changed = git(folder, "show", "--name-only", "--format=%s").split("\n")
    assert changed == [
        "Dienst voor Bussen: https://www.facebook.com/busdienst is geen kandidaat meer", "",
        "knowledge/candidates.yml", "knowledge/organisations/busdienst.yml",
    ]  # fmt: skip
    assert keeping.office.store.events()[0].what == "candidate_accepted"
    assert (await keeping.get(path[1])).status == 404


async def test_a_candidate_is_dropped_for_a_reason(keeping: Staff, folder: Path) -> None:
    session = keeping.log_in(Role.TRIAGER)
    page = await keeping.text("/staff/knowledge")
    path = re.search(r'href="(/staff/knowledge/candidates/[0-9a-f]+)"', page)
    assert path
    assert (await keeping.post(f"{path[1]}/drop", session, reason="")).status == 400
    assert (folder / "candidates.yml").read_text() == CANDIDATES
    response = await keeping.post(f"{path[1]}/drop", session, reason="Van een fanclub")
    assert response.headers["Location"] == "/staff/knowledge?done=candidate_dropped"
    said = git(folder, "log", "-1", "--format=%s")
    assert said == "Kandidaat geschrapt: https://www.facebook.com/busdienst. Van een fanclub"
    event = keeping.office.store.events()[0]
    assert event.details["channel"] == "hxxps://www[.]facebook[.]com/busdienst"


async def test_what_was_before_is_put_back_as_a_new_commit(keeping: Staff, folder: Path) -> None:
    session, path = keeping.log_in(Role.ADMIN), f"{PAGE}/edit/about"
    await keeping.post(path, session, **await filled(keeping, path, description="Mis."))
    page = await keeping.text(PAGE)
    newest, first = re.findall(r'href="(/staff/knowledge/werkdienst/history/[0-9a-f]{40})"', page)
    shown = await keeping.text(newest)
    assert "<ins>+description: Mis.  # in één zin</ins>" in shown
    assert "Zet terug</button>" not in shown
    shown = await keeping.text(first)
    response = await keeping.post(first, session, seen="0" * 32)
    assert response.status == 409
    response = await keeping.post(first, session, seen=seen(shown))
    assert response.headers["Location"] == f"{PAGE}?done=register_restored"
    assert (folder / FILE).read_text() == WORK
    assert commits(folder) == 3
    assert keeping.office.store.events()[0].what == "register_restored"
    for wrong in ("0" * 40, "HEAD", "main", "--help", git(folder, "rev-parse", "HEAD^{tree}")):
        assert (await keeping.get(f"{PAGE}/history/{wrong}")).status == 404


async def test_a_version_that_would_break_the_register_is_not_put_back(
    keeping: Staff, folder: Path
) -> None:
    session, path = keeping.log_in(Role.ADMIN), f"{PAGE}/edit/{channel(folder, 2)}"
    await keeping.post(
        path, session, **await filled(keeping, path, address="https://x.com/werk_dienst")
    )
    other = "/staff/knowledge/busdienst/edit/official_channels.new"
    more = {**NEW_CHANNEL, "platform": "x", "address": "https://x.com/werkdienst"}
    assert (
        await keeping.post(other, session, **await filled(keeping, other, **more))
    ).status == 303
    first = re.findall(r'href="(/staff/[^"]+/history/[0-9a-f]{40})"', await keeping.text(PAGE))[-1]
    response = await keeping.post(first, session, seen=seen(await keeping.text(first)))
    assert response.status == 422
    page = await response.text()
    assert "dit adres staat al bij busdienst" in page
    assert re.search(r"werkdienst\.yml:\d+:\d+", page)
    assert "werk_dienst" in (folder / FILE).read_text()


@pytest.mark.parametrize("role", [Role.READER, Role.TRIAGER])
async def test_each_role_does_what_it_may(keeping: Staff, folder: Path, role: Role) -> None:
    keeping.log_in(Role.ADMIN)
    part = channel(folder, 0)
    shown = await keeping.text(PAGE)
    history = re.findall(r'href="(/staff/[^"]+/history/[0-9a-f]{40})"', shown)[0]
    key = re.findall(
        r"/staff/knowledge/candidates/([0-9a-f]+)", await keeping.text("/staff/knowledge")
    )[0]
    session = keeping.log_in(role)
    for path in (f"{PAGE}/edit/about", f"{PAGE}/edit/{part}", f"{PAGE}/retire/{part}"):
        assert (await keeping.get(path)).status == 403
    for path in (f"{PAGE}/edit/about", f"{PAGE}/remove/misuse", f"{PAGE}/retire/{part}", history):
        assert (await keeping.post(path, session, seen="x")).status == 403
    for path in ("/staff/knowledge", PAGE, history):
        assert (await keeping.get(path)).status == 200
    may = 403 if role is Role.READER else 400
    for path in ("/staff/knowledge/confirm", f"/staff/knowledge/candidates/{key}/drop"):
        assert (await keeping.post(path, session)).status == may
    page = await keeping.text(PAGE)
    assert "/edit/" not in page
    assert ("Bevestig</button>" in page) == (role is Role.TRIAGER)
    assert commits(folder) == 1


async def test_no_form_from_elsewhere_is_taken(keeping: Staff, folder: Path) -> None:
    session = keeping.log_in(Role.ADMIN)
    form = await filled(keeping, f"{PAGE}/edit/about", description="Van elders.")
    for path in (f"{PAGE}/edit/about", "/staff/knowledge/confirm", f"{PAGE}/remove/misuse"):
        assert (await keeping.post(path, None, **form)).status == 403
        response = await keeping.post(path, None, form_token="0" * 64, **form)
        assert response.status == 403
    keeping.log_in(Role.ADMIN, "eve")
    assert (await keeping.post(f"{PAGE}/edit/about", session, **form)).status == 403
    assert (folder / FILE).read_text() == WORK


async def test_what_does_not_exist_is_not_found(keeping: Staff) -> None:
    session = keeping.log_in(Role.ADMIN)
    for path in NOWHERE:
        response = await keeping.client.get(URL(path, encoded=True), allow_redirects=False)
        assert response.status == 404, path
        response = await keeping.post(path, session, seen="x")
        assert response.status in (404, 405, 409), path


async def test_a_huge_form_is_refused(keeping: Staff, folder: Path) -> None:
    session, path = keeping.log_in(Role.ADMIN), f"{PAGE}/edit/about"
    form = await filled(keeping, path, topics="x\n" * 40_000)
    assert (await keeping.post(path, session, **form)).status == 403
    form = await filled(keeping, path, topics="\n".join(f"onderwerp {n}" for n in range(190)))
    assert (await keeping.post(path, session, **form)).status == 303
    form = await filled(keeping, path, **{f"x{n}": "y" for n in range(50)})
    assert (await keeping.post(path, session, **form)).status == 403
    assert commits(folder) == 2


BUS_FILE = "organisations/busdienst.yml"
BROKEN: dict[str, tuple[str, bytes | None]] = {
    "no YAML": (BUS_FILE, b"name: [\n"),
    "no YAML of a list": ("rules.yml", b"rules: [\n"),
    "schema": (BUS_FILE, BUS.replace("company", "firma").encode()),
    "schema of an answer": ("answers/how.yml", b"title: {nl: Hoe}\n"),
    "reference": (BUS_FILE, BUS.replace("werkdienst", "weg", 1).encode()),
    "duplicate": (BUS_FILE, BUS.replace("www.busdienst.be/\n", "www.werkdienst.be/\n").encode()),
    "not UTF-8": (BUS_FILE, BUS.encode("utf-16")),
    "empty": (BUS_FILE, b""),
    "empty list": ("candidates.yml", b""),
    "deleted list": ("impersonations.yml", None),
    "huge": (BUS_FILE, f"{BUS}topics:\n{'- onderwerp' * 400_000}\n".encode()),
    "deep": (BUS_FILE, b"name: " + b"[" * 5_000),
    "aliases": (BUS_FILE, b"a: &a [x, x]\n" + b"b: &b [*a, *a, *a]\n" * 30),
    "platforms": ("platforms.yml", b"platforms: ["),
    "other name": ("organisations/Nieuw.yaml", b"name: x\n"),
    "new": ("organisations/nieuw.yml", b"name: x\n"),
}


@pytest.mark.parametrize("was_looked_at", [True, False])
@pytest.mark.parametrize("harm", BROKEN)
async def test_a_mistake_in_another_file_keeps_nobody_from_saving(
    keeping: Staff, folder: Path, harm: str, was_looked_at: bool
) -> None:
    session, path = keeping.log_in(Role.ADMIN), f"{PAGE}/edit/about"
    if was_looked_at or harm == "duplicate":  # git cannot tell which of both is wrong
        await keeping.text("/staff/knowledge")
    file, content = BROKEN[harm]
    if content is None:
        (folder / file).unlink()
    else:
        (folder / file).write_bytes(content)
    page = await keeping.text("/staff/knowledge")
    assert "In het register staat een fout." in page
    assert file.rpartition("/")[2] in page

    form = await filled(keeping, path, description="Goed.")
    assert (await keeping.post(path, session, **form)).status == 303
    assert "description: Goed." in (folder / FILE).read_text()
    choice = {"channel": "werkdienst phone 0800 30 700", **TEAM}
    assert (await keeping.post("/staff/knowledge/confirm", session, **choice)).status == 303
    assert "by: team communicatie" in (folder / FILE).read_text()
    assert git(folder, "show", "--name-only", "--format=") == f"knowledge/{FILE}"
    assert "Bevestig" in await keeping.text(PAGE)


async def test_a_change_is_judged_beside_what_others_last_had_right(
    keeping: Staff, folder: Path
) -> None:
    session, path = keeping.log_in(Role.ADMIN), f"{PAGE}/edit/{CHANNELS}.new"
    (folder / BUS_FILE).write_text("name: [\n")
    fields = {**NEW_CHANNEL, "platform": "website", "address": "https://www.busdienst.be/"}
    form = await filled(keeping, path, **fields)
    response = await keeping.post(path, session, **form)
    assert response.status == 422
    assert "dit adres staat al bij busdienst" in await response.text()
    assert (folder / FILE).read_text() == WORK


async def test_a_broken_file_is_not_saved_over_with_a_button(keeping: Staff, folder: Path) -> None:
    session, path = keeping.log_in(Role.ADMIN), f"{PAGE}/edit/about"
    (folder / FILE).write_text("name: [\n")
    page = await keeping.text(PAGE)
    assert "kan nu niet gelezen worden" in page
    assert re.search(r"werkdienst\.yml:\d+:\d+", page)
    assert (await keeping.get(path)).status == 404
    choice = {"channel": "werkdienst phone 0800 30 700", **TEAM}
    response = await keeping.post("/staff/knowledge/confirm", session, **choice)
    assert response.status == 422
    assert re.search(r"werkdienst\.yml:\d+:\d+", await response.text())


async def test_what_git_says_is_shown(keeping: Staff, folder: Path) -> None:
    session, path = keeping.log_in(Role.ADMIN), f"{PAGE}/edit/about"
    hook = folder.parent / ".git" / "hooks" / "pre-commit"
    hook.write_text("#!/bin/sh\necho '<b>niet op vrijdag</b>' >&2\nexit 1\n")
    hook.chmod(0o755)
    form = await filled(keeping, path, description="Goed.")
    response = await keeping.post(path, session, **form)
    assert response.status == 409
    assert "&lt;b&gt;niet op vrijdag&lt;/b&gt;" in await response.text()
    hook.unlink()
    (folder / FILE).write_text(WORK.replace("Werk\n", "Arbeid\n"))
    form = await filled(keeping, path, description="Goed.")
    response = await keeping.post(path, session, **form)
    assert response.status == 409
    assert "Een collega is met dit bestand bezig" in await response.text()


async def test_the_operator_is_told_why_staff_cannot_save(
    start_staff: Start, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    await start_staff(knowledge=folder, knowledge_writing=True)
    assert caplog.messages == []
    git(folder, "checkout", "--quiet", "--detach")
    await start_staff(knowledge=folder, knowledge_writing=True)
    assert [message.count("(detached)") for message in caplog.messages] == [1]


async def test_a_change_is_offered_as_a_patch(
    offering: Staff, folder: Path, tmp_path: Path
) -> None:
    session, path = offering.log_in(Role.ADMIN, "cas"), f"{PAGE}/edit/official_channels.new"
    assert "Bewaren staat hier uit." in await offering.text(PAGE)
    form = await filled(offering, path, **{**NEW_CHANNEL, "label": '</textarea>"é'})
    response = await offering.post(path, session, **form)
    assert response.status == 200
    page = await response.text()
    assert "nog <strong>niet</strong> bewaard" in page
    assert "instagram.com/werkdienst" in page
    hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page)
    again = {name: html.unescape(value) for name, value in hidden if name in form}
    assert again == form
    response = await offering.post(path, session, **again, download="1")
    assert response.headers["Content-Type"] == "text/x-patch; charset=utf-8"
    assert response.headers["Content-Disposition"].endswith('-090000.patch"')
    assert (folder / FILE).read_text() == WORK
    letter = tmp_path / "letter.patch"
    letter.write_bytes(await response.read())
    git(folder.parent, "am", "--quiet", str(letter))
    assert git(folder, "log", "-1", "--format=%an|%s") == (
        "cas|Werkdienst: officieel kanaal toegevoegd https://www.instagram.com/werkdienst/"
    )
    assert [event.what for event in offering.office.store.events()] == []


def _aliases(folder: Path) -> list[str]:
    """Gives the names of the forms of the aliases, the last one first."""
    data = parse_document("x.yml", (folder / FILE).read_bytes()).data
    return [name for name, _ in rows_of(find_part(data, "about"), data, "aliases")][::-1]


def _source_key(folder: Path) -> str:
    data = parse_document("x.yml", (folder / FILE).read_bytes()).data
    part = find_part(data, channel(folder, 0))
    return rows_of(part, data, "sources")[0][0].rpartition(".")[2]


async def test_a_complete_list_is_declared_renewed_and_withdrawn(
    keeping: Staff, folder: Path
) -> None:
    session = keeping.log_in(Role.TRIAGER, "bo")
    page = await keeping.text(PAGE)
    assert "nog voor geen enkel platform verklaard" in page
    place = f"{PAGE}/complete"

    form = {"by": "team web", "on.x": "1", "on.facebook": "1", "what": "declare"}
    response = await keeping.post(place, session, **form)
    assert response.headers["Location"] == f"{PAGE}?by=team+web&done=list_declared#complete"
    data = parse_document("x", (folder / FILE).read_bytes()).data
    assert data["complete"] == [
        {"platforms": ["x", "facebook"], "date": "2026-11-25", "by": "team web"}
    ]
    page = await keeping.text(f"{PAGE}?by=team+web&done=list_declared")
    assert "De verklaring staat in het register." in page
    assert "verklaard op 25/11/2026 door team web; telt tot en met 23/02/2027" in page  # X: 90 days
    assert git(folder, "log", "-1", "--format=%s") == (
        "Werkdienst: volledige lijst verklaard op X (Twitter), Facebook"
    )
    event = keeping.office.store.events()[0]
    assert (event.actor, event.what) == ("bo", "list_declared")
    assert event.details["platforms"] == "x, facebook"
    response = await keeping.post(place, session, **form)
    assert response.headers["Location"].endswith("done=unchanged#complete")

    del form["on.facebook"]
    await keeping.post(place, session, **{**form, "by": "team pers"})
    data = parse_document("x", (folder / FILE).read_bytes()).data
    assert [(row["platforms"], row["by"]) for row in data["complete"]] == [
        (["facebook"], "team web"), (["x"], "team pers"),
    ]  # fmt: skip

    form |= {"on.facebook": "1", "what": "withdraw"}
    response = await keeping.post(place, session, **form)
    assert "done=list_withdrawn" in response.headers["Location"]
    assert (folder / FILE).read_text() == WORK


async def test_a_declaration_that_ends_is_told_to_staff(keeping: Staff, folder: Path) -> None:
    said = "complete: [{platforms: [x, facebook], date: '2026-08-01', by: pers}]\n"
    (folder / FILE).write_text(said + WORK)
    keeping.log_in(Role.READER)
    page = await keeping.text("/staff/knowledge")
    assert "Volledige lijsten die vervallen: 1" in page
    assert re.search(r"X \(Twitter\) <span[^>]*>\(vervallen na 30/10/2026\)", page)
    assert "telt niet, geldig tot 30/10/2026" in await keeping.text(PAGE)


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"by": ""}, 400),
        ({"by": "an@werkdienst.be"}, 400),
        ({"by": "x" * 101}, 400),
        ({"on.x": ""}, 400),
        ({"on.x": "", "on.hyves": "1"}, 400),
        ({"what": "perhaps"}, 400),
    ],
)
async def test_nothing_else_is_declared(
    keeping: Staff, folder: Path, changes: dict[str, str], status: int
) -> None:
    session = keeping.log_in(Role.TRIAGER)
    form = {"by": "team web", "on.x": "1", "what": "declare", **changes}
    assert (await keeping.post(f"{PAGE}/complete", session, **form)).status == status
    assert (await keeping.post("/staff/knowledge/weg/complete", session, **form)).status in (
        400,
        404,
    )
    assert (folder / FILE).read_text() == WORK


async def test_a_declaration_has_no_form_of_its_own(keeping: Staff, folder: Path) -> None:
    said = "complete: [{platforms: [x], date: '2026-11-01', by: pers}]\n"
    (folder / FILE).write_text(said + WORK)
    keeping.log_in(Role.ADMIN)
    assert (await keeping.get(f"{PAGE}/edit/complete.new")).status == 404
    assert "edit/complete" not in await keeping.text(PAGE)


@pytest.mark.parametrize("by", ["Jan Peeters", "team Jan", "Jan, communicatie", "team bussen"])
async def test_only_a_team_of_the_organisation_confirms_and_declares(
    keeping: Staff, folder: Path, by: str
) -> None:
    session = keeping.log_in()
    choice = {"channel": "werkdienst phone 0800 30 700", **TEAM, "by": by}
    response = await keeping.post("/staff/knowledge/confirm", session, **choice)
    assert response.status == 400
    assert "weten we niet dat het bij een team hoort" in await response.text()
    fields = {"what": "declare", "on.x": "1", "by": by}
    response = await keeping.post(f"{PAGE}/complete", session, **fields)
    assert response.status == 400
    assert (folder / FILE).read_text() == WORK


async def test_a_click_confirms_what_was_shown_and_the_list_stays_where_it_was(
    keeping: Staff,
) -> None:
    session = keeping.log_in()
    page = await keeping.text("/staff/knowledge")
    shown = dict(re.findall(r'name="(shown\.[0-9a-f]+)" value="([0-9a-f]+)"', page))
    rows = re.search(r'name="rows" value="([0-9a-f,]+)"', page)
    places = re.findall(r'name="channel" value="([^"]+)"', page)
    assert rows
    assert len(shown) == len(places) == 5
    fields = {"rows": rows[1], **shown, **TEAM}
    response = await keeping.post("/staff/knowledge/confirm", session, **fields, channel=places[0])
    page = await keeping.text(response.headers["Location"])
    assert "Het kanaal is bevestigd." in page
    after = re.findall(r'name="channel" value="([^"]+)"', page)
    assert after == places[1:]
    items = page.split('<li class="item beside-button">')[1:6]
    assert 'name="channel"' not in items[0]
    assert [places[1] in items[1], places[4] in items[4]] == [True, True]
    assert "Toon wat er nu nog te bevestigen is" in page


async def test_what_a_colleague_changed_meanwhile_is_not_confirmed(
    keeping: Staff, folder: Path
) -> None:
    session = keeping.log_in()
    page = await keeping.text(PAGE)
    shown = dict(re.findall(r'name="(shown\.[0-9a-f]+)" value="([0-9a-f]+)"', page))
    label = WORK.replace("{platform: x,", "{platform: x, label: van een ander,")
    (folder / FILE).write_text(label)
    git(folder, "commit", "--quiet", "--all", "--message=Een ander")
    choice = {"channel": "werkdienst x https://x.com/werkdienst", **TEAM, **shown}
    response = await keeping.post("/staff/knowledge/confirm", session, **choice)
    assert response.status == 409
    assert "Dit kanaal is intussen gewijzigd" in await response.text()
    assert (folder / FILE).read_text() == label
    choice["channel"] = "werkdienst phone 0800 30 700"  # which nobody changed
    assert (await keeping.post("/staff/knowledge/confirm", session, **choice)).status == 303


async def test_a_candidate_that_was_accepted_waits_again_when_its_channel_is_put_back(
    keeping: Staff, folder: Path
) -> None:
    session = keeping.log_in(Role.ADMIN)
    page = await keeping.text("/staff/knowledge")
    path = re.search(r'href="(/staff/knowledge/candidates/[0-9a-f]+)"', page)
    assert path
    form = await filled(keeping, path[1], **{"sources.0.url": "https://www.busdienst.be/"})
    assert (await keeping.post(path[1], session, **form)).status == 303
    again = await keeping.post(path[1], session, **form)  # a double click
    assert again.status == 409
    assert "al behandeld" in await again.text()

    shown = await keeping.text("/staff/knowledge/busdienst")
    last, first = re.findall(r'href="(/staff/knowledge/busdienst/history/[0-9a-f]{40})"', shown)
    back = await keeping.post(first, session, seen=seen(await keeping.text(first)))
    assert back.status == 303
    waiting = parse_document("x", (folder / "candidates.yml").read_bytes()).data
    assert waiting == parse_document("x", CANDIDATES.encode()).data
    assert (folder / "organisations/busdienst.yml").read_text() == BUS

    there = await keeping.post(last, session, seen=seen(await keeping.text(last)))
    assert there.status == 303
    assert parse_document("x", (folder / "candidates.yml").read_bytes()).data == {"candidates": []}


async def test_a_candidate_that_was_dropped_does_not_come_back(
    keeping: Staff, folder: Path
) -> None:
    session = keeping.log_in(Role.ADMIN)
    page = await keeping.text("/staff/knowledge")
    path = re.search(r'href="(/staff/knowledge/candidates/[0-9a-f]+)"', page)
    assert path
    edit = "/staff/knowledge/busdienst/edit/about"
    form = await filled(keeping, edit, description="Mis.")
    assert (await keeping.post(edit, session, **form)).status == 303
    response = await keeping.post(f"{path[1]}/drop", session, reason="Van een fanclub")
    assert response.status == 303
    shown = await keeping.text("/staff/knowledge/busdienst")
    first = re.findall(r'href="(/staff/knowledge/busdienst/history/[0-9a-f]{40})"', shown)[-1]
    back = await keeping.post(first, session, seen=seen(await keeping.text(first)))
    assert back.status == 303
    assert parse_document("x", (folder / "candidates.yml").read_bytes()).data == {"candidates": []}


async def test_a_broken_file_is_mended_by_putting_it_back(keeping: Staff, folder: Path) -> None:
    session = keeping.log_in(Role.ADMIN)
    (folder / FILE).write_text("name: [\n")
    git(folder, "commit", "--quiet", "--all", "--message=Stuk")
    first = re.findall(r'href="(/staff/[^"]+/history/[0-9a-f]{40})"', await keeping.text(PAGE))[-1]
    back = await keeping.post(first, session, seen=seen(await keeping.text(first)))
    assert back.status == 303
    assert (folder / FILE).read_text() == WORK


async def test_a_channel_that_is_back_is_listed_again_and_not_confirmed(
    keeping: Staff, folder: Path
) -> None:
    file = folder / "organisations/werkdienst.yml"
    confirmed = "{date: '2026-11-01', by: team web, method: platform_badge}"
    taken = f"status: compromised, since: '2026-11-20', verified: {confirmed}"
    file.write_text(
        file.read_text().replace('werkdienst", status: active', f'werkdienst", {taken}')
    )
    git(folder, "commit", "--quiet", "--all", "--message=Overgenomen")
    session = keeping.log_in(Role.ADMIN)
    path = re.search(rf'href="({PAGE}/recover/[^"]+)"', await keeping.text(PAGE))
    assert path
    seen = re.search(r'name="seen" value="(\w+)"', await keeping.text(path[1]))
    assert seen
    answer = await keeping.post(path[1], session, seen=seen[1])
    assert answer.headers["Location"] == f"{PAGE}?done=register_changed"
    row = yaml.safe_load(file.read_text())["official_channels"][2]
    assert (row["status"], "since" in row, "verified" in row) == ("active", False, False)
    assert "weer van de organisatie" in git(folder, "log", "-1", "--format=%s")
