"""`python -m knowledge` as staff run it."""

import csv
import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from knowledge.__main__ import main
from knowledge.model import Register
from tests.knowledge.small_folder import KNOWLEDGE, WORK, write_folder

CONFIRM = ["--by", "kanalen", "--method", "linked_from_official_site", "--date", "2026-11-24"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_folder(tmp_path)


@pytest.fixture
def work(folder: Path) -> Path:
    return folder / "organisations/werkdienst.yml"


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "knowledge", *arguments],
        capture_output=True,
        text=True,
        check=False,
        cwd=KNOWLEDGE.parent,
        env={**os.environ, **environment},
    )


def test_lint_of_a_right_folder_says_so_and_succeeds(folder: Path):
    done = run("lint", str(folder))

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "Geen fouten.\n")


def test_lint_of_a_wrong_folder_fails_with_the_place(folder: Path, work: Path):
    work.write_text(WORK.replace("kind: agency", "kind: dienst"), encoding="utf-8")

    done = run("lint", KANAALCHECK_KNOWLEDGE=str(folder))

    assert done.returncode == 1
    assert done.stdout.startswith(f"{work}:4:7: [fout] kind: kies een van: department, ")
    assert done.stderr == "1 fout(en), 0 waarschuwing(en).\n"


def test_lint_succeeds_with_warnings_only(folder: Path, capsys):
    candidates = folder / "candidates.yml"
    row = "  - {organisation: busdienst, platform: x, address: '@werkdienst', reason: Zo.}\n"
    candidates.write_text(candidates.read_text() + row)

    assert main(["lint", str(folder)]) == 0
    assert "(candidate-listed)" in capsys.readouterr().out


def test_lint_shows_few_of_the_same_warning_unless_asked_for_all(folder: Path, work: Path, capsys):
    rows = "".join(
        f"  - {{platform: x, address: 'x.com/w{n}', status: active, sources: [{{url: bron}}]}}\n"
        for n in range(7)
    )
    work.write_text(WORK + rows, encoding="utf-8")

    assert main(["lint", str(folder)]) == 0
    told = capsys.readouterr().out
    assert told.count("(source-elsewhere)") == 5
    assert told.endswith("… en nog 2 keer source-elsewhere; toon ze met --all\n")
    assert main(["lint", "--all", str(folder)]) == 0
    assert capsys.readouterr().out.count("(source-elsewhere)\n") == 7


def test_lint_gives_json_and_github_commands(folder: Path, work: Path, capsys):
    work.write_text(WORK.replace("kind: agency\n", ""), encoding="utf-8")

    assert main(["lint", "--format", "json", str(folder)]) == 1
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["line"], row["rule"], row["level"]) == (2, "field-missing", "fout")
    assert main(["lint", "--format", "github", str(folder)]) == 1
    assert capsys.readouterr().out == (
        f"::error file={work},line=2,col=1,title=field-missing::veld 'kind' ontbreekt\n"
    )


def test_lint_tells_of_platforms_that_cannot_be_read(folder: Path, capsys):
    (folder / "platforms.yml").write_text("x: [\n")

    assert main(["lint", str(folder)]) == 1
    assert f"{folder}/platforms.yml:2:1: [fout] dit is geen geldige YAML" in capsys.readouterr().out


def test_lint_judges_dates_by_the_day_that_is_given(folder: Path, capsys):
    main(["confirm", "werkdienst", "@werkdienst", "--folder", str(folder), *CONFIRM])

    assert main(["lint", "--today", "2026-11-23", str(folder)]) == 1
    assert "2026-11-24 ligt in de toekomst (verified-in-future)" in capsys.readouterr().out
    assert main(["lint", "--today", "2026-11-24", str(folder)]) == 0


def test_format_gives_the_form_of_the_house_and_keeps_the_rest(folder: Path, work: Path, capsys):
    messy = (
        WORK.replace("https://www.werkdienst.be/", "http://WERKDIENST.be")
        .replace("'2018'", "2018-04")
        .replace("'0800 30 700'", "0800 30 700")
        .replace("https://x.com/werkdienst", "twitter.com/werkdienst")
        .replace("kind: agency", "kind: agency  ")
    )
    work.write_text(messy, encoding="utf-8", newline="\r\n")

    assert main(["format", str(folder)]) == 0
    assert capsys.readouterr().out == f"{work}: in vorm gebracht\n"
    assert work.read_bytes().decode() == (
        WORK.replace("https://www.werkdienst.be/", "https://werkdienst.be/")
        .replace("'2018'", "'2018-04'")
        .replace('"https://x.com/werkdienst"', "https://x.com/werkdienst")
    )


def test_format_twice_changes_nothing(folder: Path, work: Path, capsys):
    work.write_text(WORK.replace("'0800 30 700'", "0800"), encoding="utf-8")
    main(["format", str(folder)])
    once = work.read_bytes()
    capsys.readouterr()

    assert main(["format", str(folder)]) == 0
    assert (work.read_bytes(), capsys.readouterr().out) == (once, "")
    assert b"address: '0800'\n" in once


def test_format_check_changes_nothing_and_fails(folder: Path, work: Path, capsys):
    work.write_text(WORK.replace("kind: agency", "kind: agency "), encoding="utf-8")

    assert main(["format", "--check", str(folder)]) == 1
    assert capsys.readouterr().out == f"{work}: niet in vorm\n"
    assert "kind: agency \n" in work.read_text(encoding="utf-8")


def test_format_keeps_white_space_that_is_text(folder: Path):
    answer = folder / "answers/how.yml"
    answer.write_text(
        answer.read_text().replace("{nl: Zo.", "\n  {nl: Zo.").replace("text: \n", "text:\n")
        + "# einde"
    )
    text = answer.read_text().replace("nl: Zo.", 'nl: "Zo  \n\n   doen."')
    answer.write_text(text)

    main(["format", str(folder)])

    assert answer.read_text() == f"{text}\n"


def test_confirm_adds_one_line_and_keeps_every_other_byte(folder: Path, work: Path, capsys):
    code = main(["confirm", "werkdienst", "0800/30.700", "--folder", str(folder), *CONFIRM])

    line = "    verified: {date: '2026-11-24', by: kanalen, method: linked_from_official_site}\n"
    status = "    status: active  # gratis\n"
    assert code == 0
    assert work.read_text(encoding="utf-8") == WORK.replace(status, status + line)
    assert capsys.readouterr().out == (
        f"{work}: 0800/30.700 bevestigd op 2026-11-24 door kanalen.\n"
    )


def test_confirm_again_changes_only_the_three_values(folder: Path, work: Path):
    old = (
        "    verified: # nagekeken\n      date: 2025-01-02   # te oud\n"
        '      by: "oud team"\n      method: platform_badge\n'
    )
    status = "    status: active  # gratis\n"
    work.write_text(WORK.replace(status, status + old), encoding="utf-8")

    main(["confirm", "werkdienst", "0800 30 700", "--folder", str(folder), *CONFIRM])

    new = (
        old.replace("2025-01-02", "'2026-11-24'")
        .replace('"oud team"', "kanalen")
        .replace("platform_badge", "linked_from_official_site")
    )
    assert work.read_text(encoding="utf-8") == WORK.replace(status, status + new)


def test_confirm_in_a_row_on_one_line(folder: Path, work: Path):
    main(["confirm", "werkdienst", "x.com/WERKDIENST", "--folder", str(folder), *CONFIRM])

    verified = "{date: '2026-11-24', by: kanalen, method: linked_from_official_site}"
    added = f"status: active, verified: {verified}"
    row = WORK.splitlines()[-1]
    assert work.read_text(encoding="utf-8") == WORK.replace(
        row, row.replace("status: active", added)
    )
    assert main(["lint", "--today", "2026-11-24", str(folder)]) == 0


def test_confirm_keeps_windows_line_ends(folder: Path, work: Path):
    work.write_text(WORK, encoding="utf-8", newline="\r\n")

    main(["confirm", "werkdienst", "werkdienst.be", "--folder", str(folder), *CONFIRM])

    lines = work.read_bytes().split(b"\n")
    assert len(lines) == WORK.count("\n") + 2
    assert all(line.endswith(b"\r") for line in lines[:-1])


@pytest.mark.parametrize(
    ("organisation", "address", "told"),
    [
        ("werkdienst", "werkdienst.nl", "geen kanaal met het adres werkdienst.nl"),
        ("weg", "werkdienst.be", "organisations/weg.yml bestaat niet"),
        ("busdienst", "www.busdienst.be", "meer dan één kanaal met het adres www.busdienst.be"),
    ],
)
def test_confirm_refuses_what_it_cannot_find(
    folder: Path, organisation: str, address: str, told: str, capsys
):
    bus = folder / "organisations/busdienst.yml"
    newsletter = (
        "  - {platform: newsletter, address: busdienst.be, status: active, sources: [{url: b}]}\n"
    )
    bus.write_text(bus.read_text() + newsletter)
    before = bus.read_bytes()

    code = main(["confirm", organisation, address, "--folder", str(folder), *CONFIRM])

    assert code == 2
    assert told in capsys.readouterr().err
    assert bus.read_bytes() == before


def test_confirm_refuses_a_file_that_is_wrong(folder: Path, work: Path, capsys):
    work.write_text(WORK.replace("kind: agency", "kind: dienst"), encoding="utf-8")

    code = main(["confirm", "werkdienst", "werkdienst.be", "--folder", str(folder), *CONFIRM])

    assert code == 2
    assert f"{work}:4:7: [fout]" in capsys.readouterr().err


def test_confirm_takes_only_known_methods_and_real_dates(folder: Path, capsys):
    with pytest.raises(SystemExit, match="2"):
        main(["confirm", "werkdienst", "werkdienst.be", "--by", "x", "--method", "gezien"])
    assert "Verkeerd gebruik" in capsys.readouterr().err
    with pytest.raises(SystemExit, match="2"):
        main(["lint", "--today", "2026-02-30", str(folder)])
    assert "2026-02-30 is geen datum als 2026-11-24" in capsys.readouterr().err


def test_due_lists_what_was_never_confirmed_and_what_is_too_old(folder: Path, work: Path, capsys):
    main(["confirm", "werkdienst", "werkdienst.be", "--folder", str(folder), *CONFIRM])
    capsys.readouterr()

    main(["due", "--today", "2026-11-24", str(folder)])
    fresh = capsys.readouterr()
    main(["due", "--today", "2028-01-01", str(folder)])
    later = capsys.readouterr()

    assert fresh.out.splitlines() == [
        f"werkdienst  phone  0800 30 700  nog nooit bevestigd  {work}:21",
        f"werkdienst  x  https://x.com/werkdienst  nog nooit bevestigd  {work}:25",
        "busdienst  website  https://www.busdienst.be/  nog nooit bevestigd  "
        f"{folder}/organisations/busdienst.yml:10",
        "minister-an-peeters  x  https://x.com/anpeeters  nog nooit bevestigd  "
        f"{folder}/organisations/minister-an-peeters.yml:9",
    ]
    assert fresh.err == "4 kanalen wachten op bevestiging (2026-11-24).\n"
    assert later.out.startswith(
        f"werkdienst  website  https://www.werkdienst.be/  bevestigd op 2026-11-24  {work}:13\n"
    )


def test_due_lists_complete_lists_that_end(folder: Path, work: Path, capsys):
    said = "complete: [{platforms: [facebook, x], date: '2026-08-27', by: pers}]\n"
    work.write_text(said + work.read_text(encoding="utf-8"), encoding="utf-8")
    lines = {}
    for day in ("2026-10-25", "2026-10-26", "2026-11-26", "2027-03-01"):
        main(["due", "--limit", "0", "--today", day, str(folder)])
        lines[day] = capsys.readouterr()

    assert lines["2026-10-25"].out == ""
    assert lines["2026-10-26"].out == (
        "werkdienst  x  volledige lijst verklaard op 2026-08-27, telt tot en met 2026-11-25\n"
    )
    assert lines["2026-11-26"].out == (
        "werkdienst  x  volledige lijst verklaard op 2026-08-27, vervallen na 2026-11-25\n"
    )
    assert "werkdienst  facebook" in lines["2027-03-01"].out
    assert lines["2027-03-01"].err.endswith("2 verklaringen zijn vervallen of vervallen bijna.\n")


def test_due_takes_today_from_the_environment(folder: Path):
    done = run("due", "--limit", "1", str(folder), KANAALCHECK_TODAY="2030-05-06")

    assert len(done.stdout.splitlines()) == 1
    assert "(2030-05-06)" in done.stderr


def test_a_wrong_day_in_the_environment_is_told(folder: Path, capsys, monkeypatch):
    monkeypatch.setenv("KANAALCHECK_TODAY", "morgen")

    with pytest.raises(SystemExit, match="2"):
        main(["due", str(folder)])
    assert "morgen is geen datum als 2026-11-24" in capsys.readouterr().err


def test_export_gives_every_channel_of_the_register(register: Register, tmp_path: Path, capsys):
    file = tmp_path / "kanalen.csv"

    assert main(["export", "--to", str(file)]) == 0
    told = capsys.readouterr().err
    assert main(["export", "--format", "json"]) == 0

    rows = list(csv.DictReader(io.StringIO(file.read_text(encoding="utf-8"), newline="")))
    channels = [each for one in register.organisations.values() for each in one.channels]
    assert told == f"{len(channels)} kanalen in {file}.\n"
    assert len(rows) == len(channels)
    assert {(row["organisation"], row["address"].removeprefix("'")) for row in rows} == {
        (each.organisation, each.address.value) for each in channels
    }
    document = json.loads(capsys.readouterr().out)
    assert len(document["channels"]) == len(channels)
    assert document["knowledge"] == {"version": register.version}


def test_export_runs_in_no_spreadsheet(folder: Path, work: Path, capsys):
    work.write_text(WORK.replace("Werkdienst", "=SOM(A1)"), encoding="utf-8")

    main(["export", str(folder)])
    (row, *_) = csv.DictReader(
        line for line in io.StringIO(capsys.readouterr().out) if not line.startswith("busdienst,")
    )

    assert row["organisation"] == "minister-an-peeters"
    main(["export", str(folder)])
    assert ",'=SOM(A1)," in capsys.readouterr().out


def test_a_wrong_register_is_not_exported(folder: Path, work: Path, capsys):
    work.write_text(WORK.replace("kind: agency", "kind: dienst"), encoding="utf-8")

    assert main(["export", str(folder)]) == 2
    assert f"{work}:4:7: [fout]" in capsys.readouterr().err


def test_a_folder_that_does_not_exist_is_told(capsys):
    assert main(["due", "/nergens/te/vinden"]) == 2
    assert capsys.readouterr().err == (
        "/nergens/te/vinden/platforms.yml:1:1: [fout] dit bestand ontbreekt of is niet leesbaar "
        "(file-missing)\n"
    )


def test_the_real_files_are_in_form_and_can_be_confirmed(tmp_path: Path):
    for name in ("organisations", "answers", "others"):
        shutil.copytree(KNOWLEDGE / name, tmp_path / name)
    for path in KNOWLEDGE.glob("*.yml"):
        shutil.copy(path, tmp_path)

    assert main(["format", "--check", str(tmp_path)]) == 0
    assert main(["confirm", "vdab", "@vdab_be", "--folder", str(tmp_path), *CONFIRM]) == 0
    assert main(["lint", "--today", "2026-11-24", str(tmp_path)]) == 0


def test_due_shows_only_what_is_asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    folder = write_folder(tmp_path / "knowledge")
    ask = ["due", str(folder), "--today", "2026-11-25"]
    assert main([*ask, "--platform", "website"]) == 0
    told = capsys.readouterr()
    assert len(told.out.splitlines()) == 2
    assert "2 kanalen wachten" in told.err
    assert main([*ask, "--platform", "website", "--organisation", "busdienst"]) == 0
    assert capsys.readouterr().out.startswith("busdienst  website")
    assert main([*ask, "--platform", "hyves"]) == 2
    assert "er is geen platform hyves" in capsys.readouterr().err
    assert main([*ask, "--organisation", "nergens"]) == 2
    assert "er is geen organisatie nergens" in capsys.readouterr().err
