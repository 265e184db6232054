"""The survey, as staff send it and as it comes back."""

import shutil
import subprocess
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

from knowledge.__main__ import main
from knowledge.register.loading import read_addresses, read_register
from knowledge.upkeep.survey.form import Form
from knowledge.upkeep.survey.reading import UnreadableWorkbookError, open_workbook
from tests.knowledge.small_folder import KNOWLEDGE, WORK, write_folder

DAY = "2026-11-25"
FIRST_NEW = 7
COLUMN = {
    name: number
    for number, name in enumerate(
        ("platform", "address", "label", "status", "ours", "since", "retired_on", "replaced_by"),
        start=1,
    )
}
SOURCE = {"url": "bevraging sociale media, antwoord van team web", "date": "2026-11-24"}

Fill = Callable[[Workbook], None]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_folder(tmp_path / "knowledge")


@pytest.fixture
def sent(tmp_path: Path, folder: Path) -> Path:
    """A folder with the workbook of the werkdienst."""
    chosen = ["--organisation", "werkdienst", "--folder", str(folder), "--today", DAY]
    assert main(["survey", "new", "--to", str(tmp_path / "sent"), *chosen]) == 0
    return tmp_path / "sent"


@pytest.fixture
def work(folder: Path) -> Path:
    return folder / "organisations/werkdienst.yml"


def fill(sent: Path, *steps: Fill, name: str = "werkdienst") -> None:
    book = load_workbook(sent / f"{name}.xlsx")
    book["Vragen"]["C3"] = "team web"
    book["Vragen"]["C4"] = date(2026, 11, 24)
    for step in steps:
        step(book)
    book.save(sent / f"{name}.xlsx")


def row(number: int, **values: Any) -> Fill:
    def step(book: Workbook) -> None:
        for name, value in values.items():
            book["Kanalen"].cell(number, COLUMN[name]).value = value

    return step


def answer(cell: str, value: Any) -> Fill:
    def step(book: Workbook) -> None:
        book["Vragen"][cell] = value

    return step


def read(sent: Path, folder: Path, *, write: bool = True) -> int:
    arguments = ["survey", "read", str(sent), "--folder", str(folder), "--today", DAY]
    return main([*arguments, "--write"] if write else arguments)


def channels(path: Path) -> dict[str, dict[str, Any]]:
    rows = yaml.safe_load(path.read_text(encoding="utf-8"))["official_channels"]
    return {each["address"]: each for each in rows}


def test_one_workbook_for_everybody_who_exists_but_politicians(folder: Path, tmp_path: Path):
    (folder / "organisations/busdienst.yml").write_text(
        (folder / "organisations/busdienst.yml")
        .read_text(encoding="utf-8")
        .replace("status: active\npolicy", "status: merged\nmerged_into: werkdienst\npolicy"),
        encoding="utf-8",
    )
    to = tmp_path / "all"

    assert main(["survey", "new", "--to", str(to), "--folder", str(folder)]) == 0

    assert [path.name for path in to.iterdir()] == ["werkdienst.xlsx"]


def test_a_workbook_is_not_made_again_over_answers(sent: Path, folder: Path, capsys):
    before = (sent / "werkdienst.xlsx").read_bytes()
    again = ["survey", "new", "--to", str(sent), "--organisation", "werkdienst"]

    main([*again, "--folder", str(folder)])
    assert "niet overschreven" in capsys.readouterr().err
    assert (sent / "werkdienst.xlsx").read_bytes() == before
    main([*again, "--folder", str(folder), "--overwrite", "--today", "2026-11-26"])
    assert (sent / "werkdienst.xlsx").read_bytes() != before


def test_an_organisation_that_is_not_there_is_told(folder: Path, tmp_path: Path, capsys):
    chosen = ["--folder", str(folder), "--organisation", "../weg"]

    assert main(["survey", "new", "--to", str(tmp_path / "x"), *chosen]) == 2
    assert "../weg" in capsys.readouterr().err
    assert not (tmp_path / "x").exists()


def test_only_what_may_be_filled_in_is_open(sent: Path):
    book = load_workbook(sent / "werkdienst.xlsx")
    sheet: Worksheet = book["Kanalen"]

    assert all(each.protection.sheet for each in book.worksheets)
    assert [each.sheet_state for each in book.worksheets] == [
        "visible", "visible", "visible", "visible", "hidden", "veryHidden",
    ]  # fmt: skip
    locked = {name: sheet.cell(4, number).protection.locked for name, number in COLUMN.items()}
    assert locked == {**dict.fromkeys(COLUMN, False), "platform": True, "address": True}
    assert not any(sheet.cell(FIRST_NEW, each).protection.locked for each in COLUMN.values())
    assert sheet.cell(FIRST_NEW, 2).number_format == "@"
    assert {str(each.sqref) for each in sheet.data_validations.dataValidation} == {
        "A4:A31", "D4:D31", "E4:E31",
    }  # fmt: skip
    assert [sheet.cell(each, 2).value for each in (4, 5, 6)] == [
        "https://www.werkdienst.be/", "0800 30 700", "https://x.com/werkdienst",
    ]  # fmt: skip


def test_an_untouched_workbook_changes_nothing(sent: Path, folder: Path, work: Path, capsys):
    fill(sent)

    assert read(sent, folder) == 0

    assert work.read_text(encoding="utf-8") == WORK
    told = capsys.readouterr()
    assert told.out == ""
    assert "VRAAG" not in told.err


def test_nothing_is_written_before_it_is_asked(sent: Path, folder: Path, work: Path, capsys):
    fill(sent, row(4, ours="ja"))

    assert read(sent, folder, write=False) == 0

    told = capsys.readouterr().out
    assert f"--- {work}\n" in told
    assert (
        "+    verified: {date: '2026-11-24', by: team web, method: confirmed_by_organisation}\n"
        in told
    )
    assert work.read_text(encoding="utf-8") == WORK


def test_everything_that_can_be_said(sent: Path, folder: Path, work: Path, capsys):
    fill(
        sent,
        row(4, ours="ja", label="De site: #1, 'echt'"),
        row(5, status="gestopt", retired_on=date(2026, 1, 2)),
        row(6, status="gestopt", replaced_by="@werkdienst op bluesky"),
        row(6, replaced_by="https://www.instagram.com/werkdienst"),
        row(7, platform="Instagram", address="@werkdienst", status="in gebruik", ours="ja"),
        row(9, platform="TikTok", address="@werkdienst", status="gepland", since="1/2/2027"),
        row(10, platform="telefoon", address="02 555 66 77", status="in gebruik", label="=vragen"),
        answer("C8", "Goed: 9 op 10 # tevreden\n\nEcht waar."),
        answer("C11", "JA"),
        answer("C12", "Per week."),
        answer("C13", "nee"),
    )
    book = load_workbook(sent / "werkdienst.xlsx")
    book["Kanalen"].cell(10, COLUMN["label"]).data_type = "s"
    book.save(sent / "werkdienst.xlsx")

    assert read(sent, folder) == 0

    found = channels(work)
    confirmed = {
        "date": "2026-11-24", "by": "team web", "method": "confirmed_by_organisation",
    }  # fmt: skip
    assert found["https://www.werkdienst.be/"]["verified"] == confirmed
    assert found["https://www.werkdienst.be/"]["label"] == "De site: #1, 'echt'"
    assert found["0800 30 700"]["retired_on"] == "2026-01-02"
    assert found["0800 30 700"]["status"] == "retired"
    old = found["https://x.com/werkdienst"]
    assert (old["status"], old["replaced_by"]) == (
        "retired", "https://www.instagram.com/werkdienst",
    )  # fmt: skip
    assert found["https://www.instagram.com/werkdienst"] == {
        "platform": "instagram",
        "address": "https://www.instagram.com/werkdienst",
        "status": "active",
        "verified": confirmed,
        "sources": [SOURCE],
    }
    assert found["https://www.tiktok.com/@werkdienst"]["since"] == "2027-02-01"
    assert found["02 555 66 77"]["label"] == "=vragen"
    data = yaml.safe_load(work.read_text(encoding="utf-8"))
    assert data["evaluation"] == {
        "text": "Goed: 9 op 10 # tevreden Echt waar.",
        "source": SOURCE,
    }
    assert data["content_policy"]["text"] == "Er is een specifiek beleid. Per week."
    assert data["misuse"]["text"] == "Er zijn geen gevallen van misbruik bekend."
    for line in WORK.splitlines():
        if "#" in line:
            assert line.split("#")[1] in work.read_text(encoding="utf-8")
    written = work.read_bytes()
    capsys.readouterr()
    assert read(sent, folder) == 0
    assert (work.read_bytes(), capsys.readouterr().out) == (written, "")
    assert main(["format", "--check", str(folder)]) == 0
    assert main(["lint", "--today", DAY, str(folder)]) == 0


def complete(**said: Any) -> Fill:
    def step(book: Workbook) -> None:
        sheet = book["Volledig"]
        rows = {sheet.cell(number, 1).value: number for number in range(4, sheet.max_row + 1)}
        for platform, value in said.items():
            sheet.cell(rows[platform], 2).value = value

    return step


def said_in(path: Path) -> list[tuple[list[str], str, str]]:
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    return [(row["platforms"], row["date"], row["by"]) for row in data.get("complete", [])]


def test_each_platform_is_asked_about_and_only_the_answer_is_open(sent: Path):
    sheet = load_workbook(sent / "werkdienst.xlsx")["Volledig"]

    asked = [sheet.cell(number, 1).value for number in range(4, sheet.max_row + 1)]
    assert {"Facebook", "X (Twitter)", "app"} <= set(asked)
    assert not {"website", "telefoon", "e-mail"} & set(asked)
    for number in range(4, sheet.max_row + 1):
        locked = [sheet.cell(number, column).protection.locked for column in (1, 2, 3)]
        assert locked == [True, False, True]
    assert sheet["A1"].value == "1. Staan alle kanalen van Werkdienst op het blad Kanalen?"


def test_a_complete_list_is_declared_renewed_and_withdrawn(
    sent: Path, folder: Path, work: Path, tmp_path: Path, capsys
):
    fill(sent, complete(Facebook="ja", TikTok="JA", Instagram="nee"))

    assert read(sent, folder) == 0
    assert said_in(work) == [(["facebook", "tiktok"], "2026-11-24", "team web")]
    capsys.readouterr()
    assert (read(sent, folder), capsys.readouterr().out) == (0, "")
    assert main(["format", "--check", str(folder)]) == 0
    assert main(["lint", "--today", DAY, str(folder)]) == 0

    again = tmp_path / "again"
    main(["survey", "new", "--to", str(again), "--folder", str(folder), "--today", DAY])
    sheet = load_workbook(again / "werkdienst.xlsx")["Volledig"]
    shown = {row[0].value: row[2].value for row in sheet.iter_rows(min_row=4)}
    assert shown["Facebook"] == "op 24/11/2026 door team web"
    assert shown["Instagram"] is None
    for path in again.iterdir():
        if path.stem != "werkdienst":
            path.unlink()
    fill(again, complete(Facebook="nee", TikTok="ja"), answer("C4", date(2026, 11, 25)))
    assert read(again, folder) == 0
    assert said_in(work) == [(["tiktok"], "2026-11-25", "team web")]

    # An answer from before turns nothing back.
    assert read(sent, folder) == 0
    assert said_in(work)[0] == (["tiktok"], "2026-11-25", "team web")


def test_a_workbook_of_before_that_question_is_read(sent: Path, folder: Path, work: Path):
    fill(sent, lambda book: book.remove(book["Volledig"]), row(4, ours="ja"))

    assert read(sent, folder) == 0
    assert "verified" in work.read_text(encoding="utf-8")


def test_a_second_survey_shows_and_replaces_the_first(sent: Path, folder: Path, tmp_path: Path):
    fill(
        sent,
        answer("C8", "Met cijfers, elk jaar."),
        answer("C13", "ja"),
        answer("C14", "Een nepaccount."),
    )
    read(sent, folder)
    again = tmp_path / "again"
    main(["survey", "new", "--to", str(again), "--folder", str(folder)])
    sheet = load_workbook(again / "werkdienst.xlsx")["Vragen"]

    assert (sheet["C8"].value, sheet["C13"].value, sheet["C14"].value) == (
        "Met cijfers, elk jaar.", "ja", "Een nepaccount.",
    )  # fmt: skip
    (again / "busdienst.xlsx").unlink()
    fill(again, answer("C8", "Met cijfers, elke maand."), answer("C4", date(2026, 11, 25)))
    assert read(again, folder) == 0
    data = yaml.safe_load((folder / "organisations/werkdienst.yml").read_text(encoding="utf-8"))
    assert data["evaluation"] == {
        "text": "Met cijfers, elke maand.",
        "source": {**SOURCE, "date": "2026-11-25"},
    }
    assert data["misuse"]["source"]["date"] == "2026-11-24"


def test_a_row_that_was_removed_is_a_question(sent: Path, folder: Path, work: Path, capsys):
    fill(sent, lambda book: book["Kanalen"].delete_rows(6))

    assert read(sent, folder) == 0

    assert "rij van x https://x.com/werkdienst is verwijderd" in capsys.readouterr().err
    assert work.read_text(encoding="utf-8") == WORK


@pytest.mark.parametrize(
    ("step", "question"),
    [
        (row(6, ours="nee", status="gestopt"), "is volgens team web niet van de organisatie"),
        (row(6, status="overgenomen door anderen"), "overgenomen door anderen: nakijken"),
        (row(7, platform="X (Twitter)", address="@v", status="in gebruik", ours="nee"), "niet van"),
    ],
)
def test_what_no_program_should_decide_is_a_question(
    sent: Path, folder: Path, work: Path, step: Fill, question: str, capsys
):
    fill(sent, step)

    assert read(sent, folder) == 0

    assert question in capsys.readouterr().err
    assert work.read_text(encoding="utf-8") == WORK


def test_a_hijacked_channel_is_not_given_back_by_a_survey(
    sent: Path, folder: Path, work: Path, capsys
):
    hijacked = WORK.replace('werkdienst", status: active', 'werkdienst", status: compromised')
    work.write_text(hijacked, encoding="utf-8")
    fill(sent, row(6, ours="ja", status="in gebruik"))

    assert read(sent, folder) == 0

    assert "staat als overgenomen, maar is volgens team web 'in gebruik'" in capsys.readouterr().err
    assert work.read_text(encoding="utf-8") == hijacked


def test_a_later_confirmation_is_not_turned_back(sent: Path, folder: Path, work: Path):
    by = ["--by", "kanalen", "--method", "platform_badge", "--date", DAY]
    main(["confirm", "werkdienst", "@werkdienst", "--folder", str(folder), *by])
    before = work.read_bytes()
    fill(sent, row(6, ours="ja"))

    read(sent, folder)

    assert work.read_bytes() == before


@pytest.mark.parametrize(
    ("step", "told"),
    [
        (answer("C3", None), "blad Vragen, cel C3: vul in welk team antwoordt"),
        (answer("C3", "an@werkdienst.be"), "cel C3: schrijf de naam van een team"),
        (answer("C4", None), "blad Vragen, cel C4: vul de dag in"),
        (answer("C4", "morgen"), "cel C4: dit is geen dag zoals 25/11/2026: 'morgen'"),
        (answer("C4", date(2026, 11, 26)), "cel C4: 26/11/2026 ligt in de toekomst"),
        (answer("C8", "=1+1"), "cel C8: hier staat een formule"),
        (answer("C8", "x" * 5_001), "cel C8: deze tekst heeft 5001 tekens; 5000 is het meeste"),
        (answer("C11", "soms"), "cel C11: kies uit de lijst: ja, nee, gepland (er staat 'soms')"),
        (complete(Facebook="misschien"), "blad Volledig, cel B"),
        (
            lambda book: (complete(app="ja")(book), book["Volledig"].__setitem__("A4", "Hyves")),
            "blad Volledig, cel A4: kies uit de lijst: website, ",
        ),
        (row(7, address="@a"), "blad Kanalen, cel A7: kies een platform"),
        (row(7, platform="Facebok", address="@a"), "cel A7: kies uit de lijst: website, "),
        (row(7, platform="Instagram"), "blad Kanalen, cel B7: vul het adres in"),
        (row(7, platform="Instagram", address="@a"), "cel D7: kies een toestand"),
        (row(7, platform="Instagram", address="@!", status="in gebruik"), "cel B7: "),
        (
            row(7, platform="website", address="busdienst.be/..", status="in gebruik"),
            "cel B7: ",
        ),
        (
            row(7, platform="website", address="wixsite.com", status="in gebruik"),
            "cel B7: wixsite.com is een bouwdoos voor sites, waar vreemden op staan",
        ),
        (
            row(7, platform="website", address="https://www.busdienst.be", status="in gebruik"),
            "cel B7: dit adres staat in het register bij busdienst",
        ),
        (
            row(7, platform="website", address="werkdienst-jobs.be", status="in gebruik"),
            "cel B7: dit adres staat in het register als vals",
        ),
        (
            row(7, platform="X (Twitter)", address="twitter.com/Werkdienst", status="in gebruik"),
            "cel B7: dit adres staat al op rij 6",
        ),
        (row(6, since=date(2027, 1, 1)), "cel F6: een dag van start hoort bij"),
        (row(6, retired_on="2026-01-01"), "cel G6: een dag van stoppen hoort bij"),
        (row(6, retired_on="31/02/2026", status="gestopt"), "cel G6: dit is geen dag"),
        (row(6, status="gestopt", replaced_by="@weg"), "cel H6: dit adres kennen we niet"),
        (lambda book: book.remove(book["Vragen"]), "het blad 'Vragen' ontbreekt"),
        (
            lambda book: book["Kenmerk"].__setitem__("A1", "../../etc"),
            "organisatie '../../etc' staat niet in het register",
        ),
    ],
)
def test_a_mistake_is_told_by_file_sheet_and_cell_and_nothing_is_written(
    sent: Path, folder: Path, work: Path, step: Fill, told: str, capsys
):
    fill(sent, row(4, ours="ja"))
    book = load_workbook(sent / "werkdienst.xlsx")
    step(book)
    book.save(sent / "werkdienst.xlsx")

    code = read(sent, folder)

    error = capsys.readouterr().err
    assert "FOUT werkdienst.xlsx" in error
    assert told in error
    assert code == 1
    assert work.read_text(encoding="utf-8") == WORK


def test_a_lost_sheet_of_ours_is_made_up_for(sent: Path, folder: Path, work: Path):
    fill(sent, row(4, ours="ja"), lambda book: book.remove(book["Kenmerk"]))

    assert read(sent, folder) == 0
    assert "verified" in channels(work)["https://www.werkdienst.be/"]


def bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b"\0" * 40_000_000)


def laughs(path: Path) -> None:
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr(
            "[Content_Types].xml", f'<!DOCTYPE x [<!ENTITY a0 "ha">{entities}]><x>&a11;</x>'
        )


def named_by_itself(path: Path) -> None:
    """Makes a workbook whose first sheet names a text of its own, as no program writes it."""
    plain = path.with_suffix(".plain")
    book = Workbook()
    book.active["A1"] = 1
    book.save(plain)
    with zipfile.ZipFile(plain) as before, zipfile.ZipFile(path, "w") as packed:
        for name in before.namelist():
            content = before.read(name).decode()
            if name == "xl/worksheets/sheet1.xml":
                content = '<!DOCTYPE x [<!ENTITY one "1">]>' + content.replace(">1<", ">&one;<")
            packed.writestr(name, content)
    plain.unlink()


def test_a_sheet_that_names_texts_of_its_own_is_none(tmp_path: Path):
    named_by_itself(tmp_path / "a.xlsx")
    with pytest.raises(UnreadableWorkbookError):
        open_workbook(tmp_path / "a.xlsx", Form.load())


@pytest.mark.parametrize(
    "make",
    [
        bomb,
        laughs,
        lambda path: path.write_bytes(b"geen werkmap"),
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(b"PK\5\6" + b"\0" * 18),
        lambda path: path.mkdir(),
        lambda path: path.with_suffix(".ods").write_bytes(b"x"),
        lambda path: Workbook().save(path),
    ],
)
def test_what_is_no_workbook_of_ours_is_told_and_the_rest_is_read(
    sent: Path, folder: Path, work: Path, make: Callable[[Path], object], capsys
):
    fill(sent, row(4, ours="ja"))
    make(sent / "ander.xlsx")

    assert read(sent, folder) == 1

    assert "FOUT ander." in capsys.readouterr().err
    assert "verified" in channels(work)["https://www.werkdienst.be/"]


def test_two_workbooks_of_one_organisation_are_told(sent: Path, folder: Path, capsys):
    fill(sent, row(4, ours="ja"))
    shutil.copy(sent / "werkdienst.xlsx", sent / "werkdienst (1).xlsx")
    shutil.copy(sent / "werkdienst.xlsx", sent / "~$werkdienst.xlsx")

    assert read(sent, folder) == 1
    assert "zijn er meer bestanden" in capsys.readouterr().err


def test_a_register_that_would_be_wrong_is_not_written(
    sent: Path, folder: Path, work: Path, capsys
):
    bus = folder / "organisations/busdienst.yml"
    moved = "{platform: x, address: '@bus', status: retired, replaced_by: '@werkdienst'"
    bus.write_text(f"{bus.read_text()}  - {moved}, sources: [{{url: b}}]}}\n", encoding="utf-8")
    fill(sent, row(6, status="gestopt"))

    assert read(sent, folder) == 2

    assert "Niets geschreven" in capsys.readouterr().err
    assert work.read_text(encoding="utf-8") == WORK


def test_windows_line_ends_and_an_empty_list_are_kept(sent: Path, folder: Path, work: Path):
    head = WORK.partition("official_channels")[0]
    work.write_text(head, encoding="utf-8", newline="\r\n")
    new = row(7, platform="Instagram", address="@werkdienst", status="in gebruik")
    fill(sent, lambda book: book["Kanalen"].delete_rows(4, 3), row(4, platform=None), new)

    assert read(sent, folder) == 0

    content = work.read_bytes()
    assert content.count(b"\n") == content.count(b"\r\n")
    assert list(channels(work)) == ["https://www.instagram.com/werkdienst"]


@pytest.mark.slow
def test_every_organisation_of_the_register_goes_round(tmp_path: Path, capsys):
    """A workbook that is only signed changes nothing, whoever it is of."""
    for name in ("organisations", "answers", "others"):
        shutil.copytree(KNOWLEDGE / name, tmp_path / "knowledge" / name)
    for path in KNOWLEDGE.glob("*.yml"):
        shutil.copy(path, tmp_path / "knowledge")
    folder, sent = tmp_path / "knowledge", tmp_path / "sent"
    main(["survey", "new", "--to", str(sent), "--folder", str(folder)])
    for path in sent.iterdir():
        fill(sent, name=path.stem)
    capsys.readouterr()

    assert read(sent, folder) == 0
    told = capsys.readouterr()
    assert told.out == ""
    assert "VRAAG" not in told.err
    active = [
        each
        for each in read_register(folder, read_addresses(folder)).organisations.values()
        if each.status == "active" and each.kind != "minister"
    ]
    assert len(list(sent.iterdir())) == len(active)


@pytest.mark.slow
def test_libreoffice_keeps_everything(sent: Path, folder: Path, tmp_path: Path, capsys):
    office = shutil.which("soffice") or shutil.which("libreoffice")
    assert office, "this test needs LibreOffice Calc: .make/test-servers.sh installs it"
    fill(
        sent,
        row(4, ours="ja"),
        row(5, status="gestopt", retired_on=date(2026, 1, 2)),
        row(7, platform="telefoon", address="02 555 66 77", status="in gebruik"),
        row(8, platform="TikTok", address="@werkdienst", status="gepland", since=date(2027, 1, 1)),
        answer("C8", "Goed: é, €, \"aanhaling\" en 'enkel'"),
        answer("C11", "ja"),
    )
    saved = tmp_path / "saved"
    subprocess.run(
        [
            office,
            f"-env:UserInstallation=file://{tmp_path}/profile",
            "--headless",
            "--convert-to",
            "xlsx:Calc MS Excel 2007 XML",
            "--outdir",
            str(saved),
            str(sent / "werkdienst.xlsx"),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    read(sent, folder, write=False)
    ours = capsys.readouterr().out
    assert read(saved, folder, write=False) == 0
    theirs = capsys.readouterr().out
    book = load_workbook(saved / "werkdienst.xlsx")

    assert ours.count("\n+") > 10
    assert theirs == ours
    assert all(each.protection.sheet for each in book.worksheets)
    assert len(book["Kanalen"].data_validations.dataValidation) == 3
    assert not book["Kanalen"].cell(4, COLUMN["status"]).protection.locked
    assert book["Kanalen"].cell(4, COLUMN["address"]).protection.locked


NOTHINGS = [
    "n.v.t.",
    "NVT",
    "idem",
    "geen",
    "Geen.",
    "-",
    "--",
    "/",
    "?",
    "zie boven",
    "x",
    "@geen",
]


@pytest.mark.parametrize("platform", ["Facebook", "TikTok", "Bluesky", "sms", "website"])
def test_what_stands_for_nothing_is_no_account(
    sent: Path, folder: Path, work: Path, platform: str, capsys
):
    filled = [
        row(number, platform=platform, address=word, status="in gebruik", ours="ja")
        for number, word in enumerate(NOTHINGS, start=FIRST_NEW)
    ]
    fill(sent, *filled)
    assert read(sent, folder) == 0
    assert work.read_text(encoding="utf-8") == WORK
    assert capsys.readouterr().err.count("in plaats van een adres") == len(NOTHINGS)


@pytest.mark.parametrize("platform", ["Facebook", "TikTok", "Bluesky", "Mastodon"])
def test_a_bare_word_is_no_account(sent: Path, folder: Path, work: Path, platform: str, capsys):
    words = ["wijniet", "VDAB", "vdab.be", "zie site", "nee", "binnenkort"]
    filled = [
        row(number, platform=platform, address=word, status="in gebruik", ours="ja")
        for number, word in enumerate(words, start=FIRST_NEW)
    ]
    fill(sent, *filled)
    assert read(sent, folder) == 1
    assert work.read_text(encoding="utf-8") == WORK
    error = capsys.readouterr().err
    assert all(f"cel B{FIRST_NEW + index}" in error for index in range(len(words)))


def test_one_account_in_every_form_is_taken_over(sent: Path, folder: Path, work: Path):
    accounts = [
        ("YouTube", "https://www.youtube.com/@werkdienst"),
        ("TikTok", "https://www.tiktok.com/@werkdienst"),
        ("TikTok", "@werkdienst.be"),
        ("Mastodon", "@werkdienst@mastodon.social"),
        ("Mastodon", "https://mastodon.social/@werkdienst2"),
        ("Facebook", "facebook.com/werkdienst"),
        ("LinkedIn", "https://www.linkedin.com/company/werkdienst/?originalSubdomain=be"),
        ("Bluesky", "@werkdienst.be"),
        ("X (Twitter)", "twitter.com/werkdienst_be"),
        ("telefoon", "+32 (0)2 555 66 77"),
    ]
    filled = [
        row(number, platform=platform, address=address, status="in gebruik")
        for number, (platform, address) in enumerate(accounts, start=FIRST_NEW)
    ]
    fill(sent, *filled)
    assert read(sent, folder) == 0
    assert len(channels(work)) == 3 + len(accounts)


def test_several_accounts_in_one_cell_are_none(sent: Path, folder: Path, work: Path, capsys):
    cells = [
        "@een, @twee",
        "@een/@twee",
        "@een @twee",
        "@een\n@twee",
        "https://www.instagram.com/een/ https://www.instagram.com/twee/",
        "https://www.instagram.com/een/;https://www.instagram.com/twee/",
        "https://www.instagram.com/een/ (hoofdaccount)",
        "@een en @twee",
    ]
    filled = [
        row(number, platform="Instagram", address=cell, status="in gebruik", ours="ja")
        for number, cell in enumerate(cells, start=FIRST_NEW)
    ]
    fill(sent, *filled)
    assert read(sent, folder) == 1
    assert work.read_text(encoding="utf-8") == WORK
    assert capsys.readouterr().err.count("hier staat meer dan één adres") == len(cells)


def test_several_numbers_in_one_cell_are_none(sent: Path, folder: Path, work: Path, capsys):
    fill(
        sent,
        row(7, platform="telefoon", address="02 555 66 77 / 02 555 66 78", status="in gebruik"),
    )
    assert read(sent, folder) == 1
    assert work.read_text(encoding="utf-8") == WORK
    assert "cel B7: hier staat meer dan één adres" in capsys.readouterr().err


@pytest.mark.parametrize(("sheet", "cells"), [("Kanalen", "B7:B8"), ("Vragen", "C8:C10")])
def test_merged_cells_are_told(sent: Path, folder: Path, sheet: str, cells: str, capsys):
    fill(sent, lambda book: book[sheet].merge_cells(cells))
    assert read(sent, folder) == 1
    assert f"blad {sheet}, cel {cells}: deze cellen zijn samengevoegd" in capsys.readouterr().err


def test_what_stops_later_is_in_use_today(sent: Path, folder: Path, work: Path, capsys):
    fill(sent, row(6, status="gestopt", retired_on=date(2028, 1, 1)))
    assert read(sent, folder) == 0
    assert work.read_text(encoding="utf-8") == WORK
    assert "stopt volgens team web pas op 01/01/2028" in capsys.readouterr().err


def test_what_stopped_before_today_is_retired(sent: Path, folder: Path, work: Path):
    fill(sent, row(6, status="gestopt", retired_on=date(2026, 11, 25)))
    assert read(sent, folder) == 0
    assert channels(work)["https://x.com/werkdienst"]["status"] == "retired"


def test_what_began_already_is_not_planned(sent: Path, folder: Path, work: Path, capsys):
    new = row(7, platform="TikTok", address="@werkdienst", status="gepland", since="1/2/2026")
    fill(sent, new)
    assert read(sent, folder) == 0
    assert work.read_text(encoding="utf-8") == WORK
    assert "die dag is voorbij" in capsys.readouterr().err


@pytest.mark.parametrize("day", ["2026-02-31", "31/02/2026", "31/02/26", "binnenkort", "2026"])
def test_a_day_that_does_not_exist_is_refused(
    sent: Path, folder: Path, work: Path, day: str, capsys
):
    fill(sent, row(6, status="gestopt", retired_on=day))
    assert read(sent, folder) == 1
    assert work.read_text(encoding="utf-8") == WORK
    assert "cel G6: dit is geen dag" in capsys.readouterr().err


@pytest.mark.parametrize("text", ["n.v.t.", "zie bijlage", "Zie onze nota in bijlage.", "Goed"])
def test_what_tells_a_reader_nothing_is_not_published(
    sent: Path, folder: Path, work: Path, text: str
):
    fill(sent, answer("C8", text))
    assert read(sent, folder) == 0
    assert work.read_text(encoding="utf-8") == WORK


@pytest.mark.parametrize("text", ["zie bijlage", "idem", "?", "-"])
def test_a_choice_stands_without_what_tells_nothing(
    sent: Path, folder: Path, work: Path, text: str
):
    fill(sent, answer("C13", "nee"), answer("C14", text))
    assert read(sent, folder) == 0
    held = yaml.safe_load(work.read_text(encoding="utf-8"))["misuse"]
    assert held["text"] == "Er zijn geen gevallen van misbruik bekend."


def test_an_answer_is_published(sent: Path, folder: Path, work: Path):
    fill(sent, answer("C8", "We tellen elke maand de klikken."))
    assert read(sent, folder) == 0
    held = yaml.safe_load(work.read_text(encoding="utf-8"))["evaluation"]
    assert held["text"] == "We tellen elke maand de klikken."


@pytest.mark.parametrize(
    "text",
    [
        "Bel Jan op 0475 12 34 56 voor meer uitleg.",
        "Mail naar jan.peeters@werkdienst.be voor de cijfers.",
        "Een vrouw met nummer 85.07.30-033.28 werd opgelicht.",
        "Stort op BE68 5390 0754 7034 stond er in de mail.",
    ],
)
def test_details_of_persons_are_not_published(
    sent: Path, folder: Path, work: Path, text: str, capsys
):
    fill(sent, answer("C8", text))
    assert read(sent, folder) == 1
    assert work.read_text(encoding="utf-8") == WORK
    assert "cel C8: hier staat een mailadres of telefoonnummer" in capsys.readouterr().err


def test_an_official_number_may_stand_in_an_answer(sent: Path, folder: Path, work: Path):
    fill(sent, answer("C8", "Wie vragen heeft, belt gratis naar 0800 30 700."))
    assert read(sent, folder) == 0
    assert "evaluation" in yaml.safe_load(work.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("platform", "address"),
    [
        ("e-mail", "jan.peeters@werkdienst.be"),
        ("e-mail", "an@werkdienst.be"),
        ("e-mail", "werk.peeters@gmail.com"),
        ("telefoon", "0475 12 34 56"),
        ("telefoon", "+32 475 12 34 56"),
        ("WhatsApp", "0475 12 34 56"),
    ],
)
def test_what_can_be_one_persons_is_asked_about(
    sent: Path, folder: Path, work: Path, platform: str, address: str, capsys
):
    fill(sent, row(7, platform=platform, address=address, status="in gebruik", ours="ja"))
    assert read(sent, folder) == 0
    assert work.read_text(encoding="utf-8") == WORK
    assert "kan van één persoon zijn" in capsys.readouterr().err


@pytest.mark.parametrize(
    "address", ["info@werkdienst.be", "werkdienst@vlaanderen.be", "klachten.gent@werkdienst.be"]
)
def test_a_mailbox_of_a_service_is_taken_over(sent: Path, folder: Path, work: Path, address: str):
    fill(sent, row(7, platform="e-mail", address=address, status="in gebruik"))
    assert read(sent, folder) == 0
    assert address in channels(work)


@pytest.mark.parametrize("team", ["Jan Peeters", "An", "0475 12 34 56", "mevrouw Janssens", "ik"])
def test_a_person_is_no_team(sent: Path, folder: Path, work: Path, team: str, capsys):
    fill(sent, row(4, ours="ja"), answer("C3", team))
    assert read(sent, folder) == 1
    assert work.read_text(encoding="utf-8") == WORK
    assert "cel C3: schrijf de naam van een team" in capsys.readouterr().err


@pytest.mark.parametrize(
    "team", ["dienst communicatie", "Communicatieteam", "Werkdienst", "stafdienst", "webredactie"]
)
def test_a_team_is_one(sent: Path, folder: Path, work: Path, team: str):
    fill(sent, row(4, ours="ja"), answer("C3", team))
    assert read(sent, folder) == 0
    assert channels(work)["https://www.werkdienst.be/"]["verified"]["by"] == team


def test_every_layer_of_mistakes_is_told_at_once(sent: Path, folder: Path, work: Path, capsys):
    bus = folder / "organisations/busdienst.yml"
    moved = "{platform: x, address: '@bus', status: retired, replaced_by: '@werkdienst'"
    bus.write_text(f"{bus.read_text()}  - {moved}, sources: [{{url: b}}]}}\n", encoding="utf-8")
    fill(
        sent,
        row(6, status="gestopt"),  # what the register then says is wrong
        row(7, platform="Instagram", address="@a", status="misschien"),  # a mistake of form
        row(8, platform="website", address="https://www.busdienst.be", status="in gebruik"),
        row(9, platform="TikTok", address="wij", status="in gebruik"),
        answer("C3", "Jan Peeters"),
        answer("C8", "Mail naar jan.peeters@werkdienst.be voor meer."),
    )
    assert read(sent, folder) == 1
    error = capsys.readouterr().err
    assert "cel D7: kies uit de lijst" in error
    assert "cel B8: dit adres staat in het register bij busdienst" in error
    assert "cel B9: schrijf het volledige adres" in error
    assert "cel C3: schrijf de naam van een team" in error
    assert "cel C8: hier staat een mailadres" in error
    assert "Zo zou het register fout zijn" in error
    assert work.read_text(encoding="utf-8") == WORK


def test_a_copy_does_not_win_over_the_original(sent: Path, folder: Path, work: Path, capsys):
    fill(sent, row(6, status="gestopt"))
    copy = load_workbook(sent / "werkdienst.xlsx")
    copy["Kanalen"].cell(6, COLUMN["status"]).value = "in gebruik"
    copy.save(sent / "werkdienst kopie.xlsx")
    assert read(sent, folder) == 1
    assert "zijn er meer bestanden: werkdienst kopie.xlsx, werkdienst.xlsx" in (
        capsys.readouterr().err
    )
    assert work.read_text(encoding="utf-8") == WORK


def hide(sheet: str, number: int) -> Fill:
    def step(book: Workbook) -> None:
        book[sheet].row_dimensions[number].hidden = True

    return step


@pytest.mark.parametrize(
    ("step", "told"),
    [
        (
            lambda book: book["Kanalen"].insert_cols(3),
            "blad Kanalen, cel C3: hier hoort te staan: 'Waarvoor dient het?'",
        ),
        (
            lambda book: book["Kanalen"].__setitem__("G3", "Sinds"),
            "blad Kanalen, cel G3: hier hoort te staan: ",
        ),
        (
            lambda book: book["Vragen"].insert_rows(8),
            "blad Vragen, cel B8: hier hoort te staan: ",
        ),
        (
            lambda book: book["Volledig"].delete_rows(2),
            "blad Volledig, cel A3: hier hoort te staan: ",
        ),
        (
            lambda book: (row(7, platform="TikTok", address="@a")(book), hide("Kanalen", 7)(book)),
            "cel A7: rij 7 is verborgen en houdt iets in",
        ),
        (
            lambda book: setattr(book["Kanalen"], "sheet_state", "hidden"),
            "het blad 'Kanalen' is verborgen",
        ),
        (
            row(501, platform="TikTok", address="@werkdienst", status="in gebruik"),
            "cel A501: hier staan meer dan 500 rijen",
        ),
        (row(6, since="=TODAY()"), "cel F6: hier staat een formule"),
        (row(7, platform="TikTok", address='="@"&"a"', status="in gebruik"), "cel B7: hier staat"),
    ],
)
def test_what_is_out_of_place_or_out_of_sight_is_told_and_nothing_written(
    sent: Path, folder: Path, work: Path, step: Fill, told: str, capsys
):
    fill(sent, row(4, ours="ja"), answer("C8", "We tellen elke maand de klikken."))
    fill(sent, step)

    assert read(sent, folder) == 1
    assert told in capsys.readouterr().err
    assert work.read_text(encoding="utf-8") == WORK


def test_heads_may_differ_in_capitals_and_spaces(sent: Path, folder: Path, work: Path):
    fill(sent, row(4, ours="ja"), lambda book: book["Kanalen"].__setitem__("A3", " PLATFORM "))
    assert read(sent, folder) == 0
    assert "verified" in work.read_text(encoding="utf-8")


def test_what_is_written_where_nothing_is_asked_is_a_question(
    sent: Path, folder: Path, work: Path, capsys
):
    def notes(book: Workbook) -> None:
        book["Kanalen"].cell(5, 10).value = "@werkdienst.gent is ook van ons"
        book["Kanalen"]["B6"].comment = Comment("is gestopt", "An")
        book.copy_worksheet(book["Kanalen"]).title = "Kanalen (2)"

    fill(sent, notes)
    assert read(sent, folder) == 0
    error = capsys.readouterr().err
    for place in ("blad Kanalen (2)", "blad Kanalen, cel J5", "blad Kanalen, cel B6"):
        assert f"VRAAG werkdienst.xlsx: {place} wordt niet gelezen" in error
    assert work.read_text(encoding="utf-8") == WORK


@pytest.mark.parametrize(
    ("platform", "address"),
    [
        ("website", "https://www.werkdienst-premie.be/"),
        ("website", "https://werkdienst.com/"),
        ("e-mail", "info@werkdienst-helpdesk.be"),
    ],
)
def test_what_looks_like_a_listed_address_is_asked_about(
    sent: Path, folder: Path, work: Path, platform: str, address: str, capsys
):
    fill(sent, row(7, platform=platform, address=address, status="in gebruik", ours="ja"))
    assert read(sent, folder) == 0
    assert work.read_text(encoding="utf-8") == WORK
    assert "lijkt op https://www.werkdienst.be/ van werkdienst" in capsys.readouterr().err


def open_document(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")


@pytest.mark.parametrize("name", ["werkdienst.ods", "werkdienst.xlsx"])
def test_a_workbook_of_another_kind_says_how_to_save_it(
    sent: Path, folder: Path, work: Path, name: str, capsys
):
    (sent / "werkdienst.xlsx").unlink()
    open_document(sent / name)
    assert read(sent, folder) == 1
    assert f"FOUT {name}: dit is een werkmap van een andere soort" in capsys.readouterr().err
    assert work.read_text(encoding="utf-8") == WORK


def test_who_did_not_answer_is_named(sent: Path, folder: Path, capsys):
    fill(sent)
    read(sent, folder)
    assert "Nog geen antwoord (1): busdienst." in capsys.readouterr().err


@pytest.mark.slow
def test_a_workbook_filled_in_messily_in_libreoffice(
    sent: Path, folder: Path, work: Path, tmp_path: Path, capsys
):
    """Nothing false is taken over, and what is wrong is told with its place."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    assert office, "this test needs LibreOffice Calc: .make/test-servers.sh installs it"
    fill(
        sent,
        row(4, ours="JA ", label="n.v.t."),
        row(5, status="in gebruik", replaced_by="-", since="nvt"),
        row(6, status="Gestopt", retired_on=date(2028, 1, 1), replaced_by="geen"),
        row(7, platform="facebook", address="n.v.t.", status="in gebruik", ours="nee"),
        row(8, platform="TikTok", address="geen", status="gepland"),
        row(9, platform="LinkedIn", address="idem", status="in gebruik", ours="ja"),
        row(10, platform="Instagram", address=" @werkdienst ", status="in gebruik", ours="ja"),
        row(11, platform="e-mail", address="jan.peeters@werkdienst.be", status="in gebruik"),
        row(12, platform="telefoon", address="0475/12.34.56", status="in gebruik"),
        row(13, platform="website", address="WWW.Werkdienst.be/jobs", status="in gebruik"),
        answer("C8", "-"),
        answer("C13", "n.v.t."),
        answer("C14", "zie bijlage"),
        lambda book: book.copy_worksheet(book["Kanalen"]),
    )
    command = [office, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless"]
    for kind, source in (("ods", "xlsx"), ("xlsx", "ods")):
        subprocess.run(
            [*command, "--convert-to", kind, f"werkdienst.{source}"],
            cwd=sent, check=True, capture_output=True, timeout=120,
        )  # fmt: skip
        (sent / f"werkdienst.{source}").unlink()

    assert read(sent, folder) == 0

    found = channels(work)
    assert set(found) == {
        "https://www.werkdienst.be/",
        "0800 30 700",
        "https://x.com/werkdienst",
        "https://www.instagram.com/werkdienst",
        "https://www.werkdienst.be/jobs",
    }
    assert all(each["status"] == "active" for each in found.values())
    assert found["https://www.werkdienst.be/"]["verified"]["by"] == "team web"
    assert not any("label" in each or "replaced_by" in each for each in found.values())
    data = yaml.safe_load(work.read_text(encoding="utf-8"))
    assert not {"evaluation", "misuse"} & set(data)
    error = capsys.readouterr().err
    assert error.count("in plaats van een adres") == 3
    assert error.count("kan van één persoon zijn") == 2
    assert "stopt volgens team web pas op 01/01/2028" in error
    assert "blad Kanalen Copy wordt niet gelezen" in error


@pytest.mark.slow
def test_mistakes_made_in_libreoffice_are_told_all_at_once(
    sent: Path, folder: Path, work: Path, tmp_path: Path, capsys
):
    office = shutil.which("soffice") or shutil.which("libreoffice")
    assert office, "this test needs LibreOffice Calc: .make/test-servers.sh installs it"
    fill(
        sent,
        row(6, status="gestopt", retired_on="2026-02-31"),
        row(7, platform="Instagram", address="@een\n@twee", status="in gebruik", ours="ja"),
        row(8, platform="TikTok", address="@werk", status="in gebruik", since="=TODAY()"),
        row(9, platform="website", address="www.busdienst.be", status="in gebruik", ours="ja"),
        row(10, platform="Facebook", address="@werk", status="in gebruik"),
        hide("Kanalen", 10),
        lambda book: book["Kanalen"].merge_cells("B11:B12"),
        row(13, platform="website", address="https://werkdlenst.be", status="in gebruik"),
        answer("C3", "Jan Peeters"),
        answer("C8", "Bel Jan op 0475 12 34 56."),
    )
    command = [office, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless"]
    for kind, source in (("ods", "xlsx"), ("xlsx", "ods")):
        subprocess.run(
            [*command, "--convert-to", kind, f"werkdienst.{source}"],
            cwd=sent, check=True, capture_output=True, timeout=120,
        )  # fmt: skip
        (sent / f"werkdienst.{source}").unlink()

    assert read(sent, folder) == 1

    error = capsys.readouterr().err
    for told in (
        "cel G6: dit is geen dag", "cel B7: hier staat meer dan één adres",
        "cel F8: hier staat een formule", "cel B9: dit adres staat in het register bij busdienst",
        "cel A10: rij 10 is verborgen", "cel B11:B12: deze cellen zijn samengevoegd",
        "cel C3: schrijf de naam van een team", "cel C8: hier staat een mailadres",
    ):  # fmt: skip
        assert told in error, error
    assert "website https://werkdlenst.be/ lijkt op https://www.werkdienst.be/" in error
    assert work.read_text(encoding="utf-8") == WORK
