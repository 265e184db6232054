"""`python -m knowledge watch` as it is typed."""

import subprocess
import sys
from pathlib import Path

import pytest

from knowledge.__main__ import main
from knowledge.upkeep.watching.command import write
from tests.knowledge.small_folder import write_folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_folder(tmp_path / "knowledge")


def test_without_a_contact_no_website_is_bothered(folder: Path, capsys, monkeypatch) -> None:
    monkeypatch.delenv("KANAALCHECK_PUBLIC_URL", raising=False)
    assert main(["watch", "--folder", str(folder)]) == 2
    assert "geef met --contact een pagina" in capsys.readouterr().err


def test_an_unknown_organisation_is_told(folder: Path, capsys) -> None:
    asked = ["watch", "--folder", str(folder), "--organisation", "nooit", "--only", "names"]
    assert main(asked) == 2
    assert "er is geen organisatie nooit" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("option", "value", "word"),
    [
        ("--pause", "-1", "geen aantal seconden"),
        ("--pause", "nan", "geen aantal seconden"),
        ("--pause", "snel", "geen aantal seconden"),
        ("--name-server", "dns.be", "geen IP-adres"),
        ("--allow", "10.0.0.1/8", "geen netwerk"),
        ("--contact", "kc.example", "geen webadres"),
        ("--contact", "https://kc.example/\r\nX: y", "geen webadres"),
        ("--today", "morgen", "geen datum"),
    ],
)
def test_a_slip_is_told_in_dutch(folder: Path, option: str, value: str, word: str, capsys) -> None:
    with pytest.raises(SystemExit) as left:
        main(["watch", "--folder", str(folder), option, value])
    assert left.value.code == 2
    assert word in capsys.readouterr().err


def test_a_round_by_the_command_changes_nothing(folder: Path, tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in folder.rglob("*.yml")}
    done = subprocess.run(
        [sys.executable, "-m", "knowledge", "watch", "--folder", folder, "--only", "sites",
         "--organisation", "busdienst", "--contact", "https://kc.example/", "--pause", "0",
         "--name-server", "192.0.2.1", "--state", tmp_path / "state", "--to", tmp_path / "report",
         "--today", "2026-11-25"],
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    # A network that is nobody's (RFC 5737).
    assert "busdienst  https://www.busdienst.be/: de domeinnaam kon niet opgezocht worden" in (
        done.stdout
    )
    assert f"Het verslag staat in {tmp_path / 'report'}." in done.stderr
    assert (tmp_path / "report" / "report.txt").read_text() == done.stdout
    assert not (tmp_path / "report" / "candidates.yml").exists()
    assert {path: path.read_bytes() for path in folder.rglob("*.yml")} == before


def test_a_report_leaves_nothing_of_an_earlier_one(tmp_path: Path) -> None:
    write({"a.txt": "een", "b.txt": "twee"}, tmp_path)
    write({"a.txt": "drie", "b.txt": ""}, tmp_path)
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"a.txt": "drie"}
