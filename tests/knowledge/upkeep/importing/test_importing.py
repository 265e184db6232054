"""A spreadsheet of channels that somebody else kept, read into the register."""

import asyncio
import subprocess
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from openpyxl import Workbook
from openpyxl.styles import Font

from knowledge.__main__ import main
from knowledge.register.loading import read_addresses, read_register
from knowledge.register.registry import Registry
from knowledge.upkeep.importing.judging import Judge, Origin
from knowledge.upkeep.importing.reading import read_channels
from knowledge.upkeep.importing.sheets import MOST_ROWS
from knowledge.upkeep.importing.writing import checked
from knowledge.upkeep.survey.reading import UnreadableWorkbookError
from knowledge.upkeep.watching.command import keeper_of
from tests.bot.staff.knowledge.test_pages import git
from tests.knowledge.small_folder import write_folder
from tests.knowledge.small_register import ADDRESSES

DAY = "2026-11-25"
HEAD = ("Organisatie", "Platform", "Adres", "Doel", "Taal", "Sinds", "Bron")
SOURCE = "https://www.werkdienst.be/contact"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_folder(tmp_path / "tree" / "knowledge")


@pytest.fixture
def tree(folder: Path) -> Path:
    top = folder.parent
    git(top, "init", "--quiet", "--initial-branch=main")
    git(top, "add", ".")
    git(top, "commit", "--quiet", "--message=Het register")
    return top


@pytest.fixture
def run(folder: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., Any]:
    def run(file: Path, *more: str) -> tuple[int, str, str]:
        arguments = ["import", str(file), "--folder", str(folder), "--today", DAY, *more]
        code = main(arguments)
        told = capsys.readouterr()
        return code, told.out, told.err

    return run


def book(path: Path, *rows: Any, head: Any = HEAD, title: str = "Kanalen") -> Path:
    made = Workbook()
    sheet = made.active
    sheet.title = title
    for row in (head, *rows):
        sheet.append(list(row))
    made.save(path)
    return path


def row(address: str, organisation: str = "Werkdienst", platform: str = "", **more: Any) -> Any:
    made = {"label": None, "languages": None, "since": None, "source": SOURCE, **more}
    return (organisation, platform, address, *made.values())


def listed(folder: Path, name: str = "werkdienst") -> list[dict[str, Any]]:
    content = (folder / f"organisations/{name}.yml").read_text(encoding="utf-8")
    return yaml.safe_load(content)["official_channels"]


def test_it_shows_first_and_writes_one_commit_when_asked(
    tree: Path, folder: Path, tmp_path: Path, run: Callable[..., Any]
):
    file = book(
        tmp_path / "kanalen.xlsx",
        row(
            "@werkdienst.nieuws", platform="Insta", label="Vacatures", languages="Nederlands en FR"
        ),
        row("https://www.facebook.com/busdienst", "Dienst voor Bussen"),
        row("https://www.tiktok.com/@werkdienst", since=date(2027, 1, 15)),
    )
    before = git(tree, "rev-list", "--count", "HEAD")
    code, out, err = run(file)
    assert code == 0, err
    assert "+    address: https://www.instagram.com/werkdienst.nieuws" in out
    assert "Toe te voegen (schrijven doet --write): 3 kanalen." in err
    assert git(tree, "rev-list", "--count", "HEAD") == before
    assert len(listed(folder)) == 3

    code, _, err = run(file, "--write")
    assert code == 0, err
    assert int(git(tree, "rev-list", "--count", "HEAD")) == int(before) + 1
    assert git(tree, "status", "--porcelain") == ""
    assert listed(folder)[3:] == [
        {
            "platform": "instagram", "address": "https://www.instagram.com/werkdienst.nieuws",
            "label": "Vacatures", "status": "active", "languages": ["nl", "fr"],
            "sources": [{"url": SOURCE}],
        },
        {
            "platform": "tiktok", "address": "https://www.tiktok.com/@werkdienst",
            "status": "planned", "since": "2027-01-15", "sources": [{"url": SOURCE}],
        },
    ]  # fmt: skip
    assert "busdienst" not in (folder / "candidates.yml").read_text()  # was one, and is listed
    assert main(["lint", str(folder), "--today", DAY]) == 0

    code, out, err = run(file, "--write")
    assert (code, out) == (0, "")
    assert "rij 2: https://www.instagram.com/werkdienst.nieuws staat al bij werkdienst" in err


REFUSED: list[tuple[Any, str, str]] = [
    (
        row("https://gmail.com", platform="website"),
        "C2",
        "gmail.com is een dienst voor gratis mail",
    ),
    (row("info@werkdienst.be", platform="website"), "C2", "dit is een e-mailadres"),
    (row("@een @twee", platform="x"), "C2", "meer dan één adres"),
    (row("https://x.com/een\nhttps://x.com/twee", platform="x"), "C2", "meer dan één adres"),
    (row("werkdienst", platform="instagram"), "C2", "schrijf het volledige adres"),
    (row("https://www.werkdienst.be@kwaad.be/", platform="website"), "C2", "e-mailadres"),
    (row("https://wêrkdienst.be/", platform="website"), "C2", "op gewone letters lijken"),
    (row("https://www.werkdienst.be:8443/", platform="website"), "C2", "heeft een poort"),
    (row("https://x.com/werk/status/12", platform="x"), "C2", "link naar één bericht"),
    (row("https://www.facebook.com/werk", platform="instagram"), "C2", "ander platform"),
    (row("https://x.com/werkdienst", "busdienst"), "C2", "in het register bij werkdienst"),
    (row("https://jobs.werkdienst.be/", "busdienst"), "C2", "in het register bij werkdienst"),
    (row("https://werkdienst-jobs.be/"), "C2", "in het register als vals"),
    (row("https://werkdienst-jobs.be/premie"), "C2", "in het register als vals"),
    (row("https://www.facebook.com/busdienst"), "C2", "kandidaat bij busdienst"),
    (row("https://www.spaarbank.be/"), "C2", "van Spaarbank"),
    (row("https://www.linkedin.com/in/jan"), "C2", "van een persoon"),
    (row("@weg", "Werkdiens", "x"), "A2", "bedoelt u werkdienst?"),
    (row("@weg", "idem", "x"), "A2", "van welke organisatie"),
    (row("@weg", platform="hyves"), "B2", "'hyves' is geen platform"),
    (row("@weg"), "B2", "op welk platform"),
    (row("", platform="x"), "C2", "vul het adres in"),
    (row("@weg", platform="x", source="zie bijlage"), "G2", "waar het staat"),
    (row("@weg", platform="x", source=None), "G2", "waar het staat"),
    (row("@weg", platform="x", source="mail van jan.peeters@x.be"), "G2", "gepubliceerd"),
    (row("@weg", platform="x", label="bel 0475 12 34 56"), "D2", "gepubliceerd"),
    (row("@weg", platform="x", languages="Klingon"), "E2", "'Klingon' is geen taal"),
    (row("@weg", platform="x", since="31/02/2026"), "F2", "geen dag"),
    (row("=A1", platform="x"), "C2", "formule"),
]


@pytest.mark.parametrize(("given", "cell", "why"), REFUSED)
def test_what_files_refuse_an_import_refuses_too(
    given: Any, cell: str, why: str, tmp_path: Path, run: Callable[..., Any]
):
    code, out, err = run(book(tmp_path / "kanalen.xlsx", given))
    assert (code, out) == (1, "")
    (told,) = [line for line in err.splitlines() if line.startswith("FOUT")]
    assert f"kanalen.xlsx, blad Kanalen, cel {cell}: " in told
    assert why in told


@pytest.mark.usefixtures("tree")
def test_every_mistake_is_told_at_once_and_the_rest_can_be_written(
    folder: Path, tmp_path: Path, run: Callable[..., Any]
):
    every = [given for given, _, _ in REFUSED]
    good = row("https://www.instagram.com/werkdienst")
    code, _, err = run(book(tmp_path / "kanalen.xlsx", *every, good), "--write")
    assert code == 1
    told = [line for line in err.splitlines() if line.startswith("FOUT")]
    assert len(told) >= len(every)
    assert len(listed(folder)) == 4


@pytest.mark.parametrize("nothing", ["n.v.t.", "idem", "geen", "-", "zie bijlage", "Volgt nog"])
def test_what_means_nothing_becomes_no_account(
    nothing: str, tmp_path: Path, run: Callable[..., Any]
):
    code, out, err = run(book(tmp_path / "kanalen.xlsx", row(nothing, platform="instagram")))
    assert (code, out) == (0, "")
    assert f"rij 2: '{nothing}' in plaats van een adres; niets overgenomen" in err


@pytest.mark.parametrize(
    ("given", "why"),
    [
        (row("jan.peeters@werkdienst.be"), "kan van één persoon zijn"),
        (row("0475 12 34 56", platform="telefoon"), "kan van één persoon zijn"),
        (row("https://www.instagram.com/bakkerijan"), "lijkt niet op die van de organisatie"),
        (row("https://werkdienst-premie.be/"), "lijkt op https://www.werkdienst.be/"),
        (row("werkdienst.info@gmail.com"), "gratis mail"),
        (row("Pakje", platform="sms"), "draagt de naam van de organisatie niet"),
    ],
)
def test_what_is_doubtful_waits_for_staff(
    given: Any, why: str, tmp_path: Path, run: Callable[..., Any]
):
    file = book(tmp_path / "kanalen.xlsx", given)
    code, out, err = run(file)
    assert (code, out) == (0, "")
    assert why in next(line for line in err.splitlines() if line.startswith("VRAAG"))
    assert "Toe te voegen (schrijven doet --write): 1 kanaal." in run(file, "--doubtful")[2]


@pytest.mark.parametrize(
    "head",
    [
        ("Entiteit", "Kanaal", "URL (volledig)", "Omschrijving", "Talen", "Actief sinds", "Bron *"),
        ("ORGANISATION", "medium", "Handle", "purpose", "Language", "since", "source"),
        (
            "Naam van de organisatie",
            "Sociale media",
            "Gebruikersnaam",
            "Doel",
            "taal",
            "start",
            "Bewijs",
        ),
    ],
)
def test_columns_have_many_names_and_stand_below_a_title(
    head: Any, tmp_path: Path, run: Callable[..., Any]
):
    made = Workbook()
    sheet = made.active
    sheet.append(["Lijst van 2026"])
    sheet.append([])
    sheet.append(head)
    sheet.append(row("@werkdienst.nu", platform="Instagram"))
    made.save(tmp_path / "lijst.xlsx")
    code, out, err = run(tmp_path / "lijst.xlsx")
    assert code == 0, err
    assert "+    address: https://www.instagram.com/werkdienst.nu" in out


def test_a_row_for_each_organisation_with_a_column_for_each_platform(
    tmp_path: Path, run: Callable[..., Any]
):
    head = ("Organisatie", "Facebook", "Twitter", "YouTube", "Opmerkingen")
    file = book(
        tmp_path / "breed.xlsx",
        ("werkdienst", "https://www.facebook.com/werkdienst", "n.v.t.", None, "mooi"),
        ("busdienst", "-", "@busdienst", "geen", None),
        head=head,
    )
    code, out, err = run(file, "--source", "Lijst van het team communicatie")
    assert code == 0, err
    assert out.count("+  - platform: ") == 2
    assert out.count("+      - url: Lijst van het team communicatie") == 2
    assert out.count("+        date: '2026-11-25'") == 2
    assert "deze kolommen worden niet gelezen: Opmerkingen" in err


def test_cells_put_together_are_told_with_every_row_that_lost_its_words(
    tmp_path: Path, run: Callable[..., Any]
):
    made = Workbook()
    sheet = made.active
    sheet.title = "Kanalen"
    sheet.append(HEAD)
    sheet.append(row("@werkdienst.een", platform="instagram"))
    sheet.append(row("@werkdienst.twee", platform="instagram"))
    sheet.merge_cells("A2:A3")
    made.save(tmp_path / "lijst.xlsx")
    code, out, err = run(tmp_path / "lijst.xlsx")
    assert code == 1
    assert "cel A2:A3: deze cellen zijn samengevoegd" in err
    assert "cel A3: deze cellen zijn samengevoegd" in err
    assert "werkdienst.twee" not in out


def test_another_link_behind_a_cell_is_told(tmp_path: Path, run: Callable[..., Any]):
    made = Workbook()
    sheet = made.active
    sheet.append(HEAD)
    sheet.append(row("https://www.instagram.com/werkdienst"))
    sheet.append(row("https://www.youtube.com/@werkdienst"))
    sheet["C2"].hyperlink = "https://kwaad.example/"
    sheet["C3"].hyperlink = "https://www.youtube.com/@werkdienst"
    made.save(tmp_path / "lijst.xlsx")
    code, out, err = run(tmp_path / "lijst.xlsx")
    assert code == 1
    assert "achter deze cel zit een andere link: https://kwaad.example/" in err
    assert "youtube" in out


def test_the_same_address_twice(tmp_path: Path, run: Callable[..., Any]):
    file = book(
        tmp_path / "dubbel.xlsx",
        row("https://www.instagram.com/werkdienst"),
        row("@Werkdienst", platform="instagram"),
        row("https://instagram.com/werkdienst/", "busdienst"),
    )
    code, out, err = run(file)
    assert code == 1
    assert out.count("+  - platform") == 1
    assert "rij 3: https://www.instagram.com/werkdienst staat ook in cel C2" in err
    assert "cel C4: dit adres staat ook in cel C2, bij werkdienst" in err


def test_address_and_account_have_to_say_the_same(tmp_path: Path, run: Callable[..., Any]):
    head = ("Organisatie", "Platform", "URL", "Handle", "Bron")
    file = book(
        tmp_path / "beide.xlsx",
        ("werkdienst", "x", "https://x.com/werk_een", "@werk_een", "lijst"),
        ("werkdienst", "x", "https://x.com/werk_twee", "@werk_drie", "lijst"),
        head=head,
    )
    code, out, err = run(file, "--doubtful")
    assert code == 1
    assert "werk_een" in out
    assert "cel D3: adres en account zijn niet hetzelfde" in err


def test_what_stopped_or_was_taken_over_is_for_staff(tmp_path: Path, run: Callable[..., Any]):
    head = ("Organisatie", "Platform", "Adres", "Status", "Bron")
    file = book(
        tmp_path / "stop.xlsx",
        ("werkdienst", "x", "@werkdienst", "gestopt", "lijst"),
        ("werkdienst", "x", "@werkdienst_oud", "niet actief", "lijst"),
        ("werkdienst", "instagram", "@werkdienst", "gehackt", "lijst"),
        head=head,
    )
    code, out, err = run(file)
    assert (code, out) == (0, "")
    assert "https://x.com/werkdienst van werkdienst is volgens dit bestand gestopt" in err
    assert "@werkdienst_oud van werkdienst is volgens dit bestand gestopt" in err
    assert "@werkdienst van werkdienst is volgens dit bestand overgenomen" in err


@pytest.mark.parametrize(
    ("encoding", "separator"),
    [("utf-8", ","), ("utf-8-sig", ";"), ("cp1252", ";"), ("utf-16", "\t")],
)
def test_text_as_programs_write_it(
    encoding: str, separator: str, tmp_path: Path, run: Callable[..., Any]
):
    lines = [
        ("Organisatie", "Platform", "Adres", "Doel", "Bron"),
        ("Werkdienst", "instagram", "@werkdienst.café", "Één doel", "lijst"),
        ("Werkdienst", "telefoon", "02 553 34 34", "", "lijst"),
        ("Werkdienst", "youtube", "@werkdienst", "Één doel", "lijst"),
    ]
    file = tmp_path / "lijst.csv"
    file.write_bytes("\r\n".join(map(separator.join, lines)).encode(encoding))
    _, out, err = run(file)
    assert "Één doel" in out
    assert "'02 553 34 34'" in out
    assert "blad csv, cel C2" in err


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("lijst.ods", b"PK", "kies daar Opslaan als, en dan Excel (.xlsx)"),
        ("lijst.doc", b"PK", "bewaar het als .xlsx of .csv"),
        ("lijst.xlsx", b"geen", "geen leesbaar .xlsx-bestand"),
        ("lijst.csv", b"a;b\n" * 3_000, "te groot"),
        ("lijst.csv", b"x" * 2_000_001, "te groot"),
    ],
)
def test_a_file_that_is_none_is_refused(
    name: str, content: bytes, why: str, tmp_path: Path, run: Callable[..., Any]
):
    (tmp_path / name).write_bytes(content)
    code, _, err = run(tmp_path / name)
    assert code == 2
    assert why in err


def test_a_style_down_to_the_last_row_is_no_content(tmp_path: Path, run: Callable[..., Any]):
    made = Workbook()
    made.active.append(HEAD)
    made.active.append(row("https://www.instagram.com/werkdienst"))
    made.active.cell(1_048_576, 3).font = Font(bold=True)
    made.save(tmp_path / "lijst.xlsx")
    code, out, err = run(tmp_path / "lijst.xlsx")
    assert code == 0, err
    assert "instagram" in out


def test_a_sheet_without_columns_is_told(tmp_path: Path, run: Callable[..., Any]):
    code, _, err = run(book(tmp_path / "x.xlsx", ("a", "b"), head=("Titel", "Datum")))
    assert code == 1
    assert "geen kolommen voor organisatie en adres" in err


def test_outside_git_it_becomes_a_patch(folder: Path, tmp_path: Path, run: Callable[..., Any]):
    file = book(tmp_path / "lijst.xlsx", row("https://www.instagram.com/werkdienst"))
    code, out, err = run(file, "--write")
    assert code == 0
    assert "geen werkmap van git" in err
    subprocess.run(["git", "apply"], cwd=folder.parent, input=out, text=True, check=True)
    assert len(listed(folder)) == 4


def test_what_only_lint_knows_is_told_at_its_cell(folder: Path, tmp_path: Path):
    file = book(
        tmp_path / "lijst.xlsx",
        row("https://www.instagram.com/werkdienst"),
        row("https://www.youtube.com/@werkdienst", languages="nl"),
    )
    addresses = read_addresses(folder)
    registry = Registry(read_register(folder, addresses), addresses)
    judge = Judge("lijst.xlsx", registry, {}, Origin("", date(2026, 11, 25)), date(2026, 11, 25))
    good, bad = judge.judge(read_channels(file, file.name, addresses.platforms)).additions
    bad = replace(bad, row={**bad.row, "languages": ["Nederlands"]})
    keeper = keeper_of(folder, date(2026, 11, 25))
    found = checked(keeper, [good, bad], addresses, file.name)
    assert found.additions == (good,)
    (problem,) = found.problems
    assert str(problem).startswith("lijst.xlsx, blad Kanalen, cel E3: ")
    assert found.preview
    assert "youtube" not in found.preview.difference


def many_cells(path: Path, rows: int, columns: int) -> Path:
    made = Workbook(write_only=True)
    sheet = made.create_sheet("Kanalen")
    sheet.append(HEAD)
    for number in range(rows - 1):
        sheet.append(["werkdienst", "instagram", f"@werkdienst.{number}", *["x"] * (columns - 3)])
    made.save(path)
    return path


def test_a_workbook_of_very_many_rows_is_refused_before_it_is_read(tmp_path: Path):
    file = many_cells(tmp_path / "lijst.xlsx", 60_000, 4)
    begun = time.process_time()
    with pytest.raises(UnreadableWorkbookError, match="te groot of heeft te veel cellen"):
        read_channels(file, file.name, ADDRESSES.platforms)
    assert time.process_time() - begun < 1


def test_others_go_on_while_the_largest_import_is_judged(folder: Path, tmp_path: Path):
    """The longest that anything else in the process waits."""
    addresses = read_addresses(folder)
    registry = Registry(read_register(folder, addresses), addresses)
    file = many_cells(tmp_path / "lijst.xlsx", MOST_ROWS, 19)
    waited = [0.0]

    def judge() -> int:
        judge = Judge(
            file.name, registry, {}, Origin(SOURCE, date(2026, 11, 25)), date(2026, 11, 25)
        )
        return len(judge.judge(read_channels(file, file.name, addresses.platforms)).additions)

    async def beat() -> None:
        while True:
            begun = time.perf_counter()
            await asyncio.sleep(0.01)
            waited[0] = max(waited[0], time.perf_counter() - begun)

    async def both() -> int:
        beating = asyncio.create_task(beat())
        count = await asyncio.to_thread(judge)
        beating.cancel()
        return count

    assert asyncio.run(both()) == MOST_ROWS - 1
    assert waited[0] < 2
