"""Signed copies: what verifies, and what is said of all that does not."""

import json
import shutil
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from knowledge.__main__ import main
from knowledge.files.snapshot import take_snapshot
from knowledge.publishing.export.signed import FORMAT, sign, written
from knowledge.register.loading import addresses_in, read_addresses, read_register
from tests.knowledge.small_folder import write_folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_folder(tmp_path / "knowledge")


@pytest.fixture
def keys(tmp_path: Path) -> tuple[Path, Path]:
    return make_keys(tmp_path, "sleutel", "ed25519")


def make_keys(folder: Path, name: str, kind: str) -> tuple[Path, Path]:
    private, public = folder / f"{name}.pem", folder / f"{name}-openbaar.pem"
    run = subprocess.run
    run(["openssl", "genpkey", "-algorithm", kind, "-out", private], check=True)
    run(["openssl", "pkey", "-in", private, "-pubout", "-out", public], check=True)
    return private, public


@pytest.fixture
def copy(folder: Path, keys: tuple[Path, Path], tmp_path: Path, capsys) -> Path:
    file = tmp_path / "register.json"
    assert main(["snapshot", "--key", str(keys[0]), "--to", str(file), str(folder)]) == 0
    assert "de handtekening in register.json.sig" in capsys.readouterr().err
    return file


def test_a_copy_verifies_and_holds_the_whole_register(
    copy: Path, folder: Path, keys: tuple[Path, Path], tmp_path: Path, capsys
) -> None:
    register = read_register(folder, read_addresses(folder))
    assert main(["verify", str(copy), "--key", str(keys[1])]) == 0
    said = capsys.readouterr().out
    assert said.startswith(f"In orde: versie {register.version}, ondertekend op ")
    assert "5 kanalen" in said

    restored = tmp_path / "restored"
    for name, content in json.loads(copy.read_text())["files"].items():
        path = restored / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    assert read_register(restored, read_addresses(restored)).version == register.version


def test_openssl_agrees(copy: Path, keys: tuple[Path, Path]) -> None:
    done = subprocess.run(
        ["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", keys[1], "-rawin",
         "-in", copy, "-sigfile", f"{copy}.sig"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout.strip()) == (0, "Signature Verified Successfully")


def change_one_letter(copy: Path) -> None:
    copy.write_bytes(copy.read_bytes().replace(b"werkdienst", b"werkdiensT", 1))


def add_a_space(copy: Path) -> None:
    copy.write_bytes(copy.read_bytes() + b" ")


def cut_the_signature(copy: Path) -> None:
    signature = copy.with_name("register.json.sig")
    signature.write_bytes(signature.read_bytes()[:-1])


def empty_the_signature(copy: Path) -> None:
    copy.with_name("register.json.sig").write_bytes(b"")


@pytest.mark.parametrize(
    "harm", [change_one_letter, add_a_space, cut_the_signature, empty_the_signature]
)
def test_what_was_changed_does_not_verify(
    harm: Callable[[Path], None], copy: Path, keys: tuple[Path, Path], capsys
) -> None:
    harm(copy)
    assert main(["verify", str(copy), "--key", str(keys[1])]) == 1
    streams = capsys.readouterr()
    assert streams.out == ""
    assert streams.err.startswith(f"NIET BETROUWBAAR: {copy}: de handtekening klopt niet: ")


def test_another_key_does_not_verify(copy: Path, tmp_path: Path, capsys) -> None:
    _, other = make_keys(tmp_path, "andere", "ed25519")
    assert main(["verify", str(copy), "--key", str(other)]) == 1
    assert "met een andere sleutel ondertekend" in capsys.readouterr().err


def test_a_missing_signature_is_named(copy: Path, keys: tuple[Path, Path], capsys) -> None:
    copy.with_name("register.json.sig").unlink()
    assert main(["verify", str(copy), "--key", str(keys[1])]) == 1
    assert "de handtekening register.json.sig ontbreekt" in capsys.readouterr().err


@pytest.mark.parametrize("kind", ["ed448", "rsa"])
def test_a_key_of_another_kind_is_refused(
    kind: str, copy: Path, folder: Path, tmp_path: Path, capsys
) -> None:
    private, public = make_keys(tmp_path, kind, kind)
    assert main(["verify", str(copy), "--key", str(public)]) == 2
    assert main(["snapshot", "--key", str(private), "--to", str(copy), str(folder)]) == 2
    assert capsys.readouterr().err.count("deze sleutel is van een andere soort dan Ed25519") == 2


def test_the_wrong_half_of_the_key_is_refused(
    copy: Path, folder: Path, keys: tuple[Path, Path], tmp_path: Path, capsys
) -> None:
    private, public = keys
    assert main(["verify", str(copy), "--key", str(private)]) == 2
    assert "dit is geen openbare sleutel" in capsys.readouterr().err
    to = tmp_path / "nooit.json"
    assert main(["snapshot", "--key", str(public), "--to", str(to), str(folder)]) == 2
    assert "openssl genpkey -algorithm ed25519" in capsys.readouterr().err
    assert not to.exists()


def test_a_signed_file_of_another_kind_is_no_copy(
    keys: tuple[Path, Path], tmp_path: Path, capsys
) -> None:
    for content, word in {
        b"[]": "dit is geen kopie van een register",
        b"{": "dit is geen kopie van een register",
        b'{"format": "x"}': f"dit is geen bestand van de soort {FORMAT}",
        b"\xff": "dit is geen kopie van een register",
    }.items():
        file = tmp_path / "anders.json"
        file.write_bytes(content)
        file.with_name("anders.json.sig").write_bytes(sign(content, keys[0].read_bytes()))
        assert main(["verify", str(file), "--key", str(keys[1])]) == 1
        assert word in capsys.readouterr().err


def test_a_version_that_is_not_the_one_of_the_files_is_told(
    folder: Path, keys: tuple[Path, Path], tmp_path: Path, capsys
) -> None:
    files = take_snapshot(folder)
    content = written(files, addresses_in(files), datetime(2026, 11, 25, tzinfo=UTC))
    wrong = content.replace(files.version.encode(), b"0123456789ab", 1)
    file = tmp_path / "fout.json"
    file.write_bytes(wrong)
    file.with_name("fout.json.sig").write_bytes(sign(wrong, keys[0].read_bytes()))
    assert main(["verify", str(file), "--key", str(keys[1])]) == 1
    assert f"maar bevat versie {files.version}" in capsys.readouterr().err


def test_a_register_with_mistakes_is_never_signed(
    folder: Path, keys: tuple[Path, Path], tmp_path: Path, capsys
) -> None:
    (folder / "organisations" / "busdienst.yml").write_text("name: [\n")
    to = tmp_path / "nooit.json"
    assert main(["snapshot", "--key", str(keys[0]), "--to", str(to), str(folder)]) == 2
    assert "busdienst.yml" in capsys.readouterr().err
    assert not to.exists()


def test_missing_files_are_named(folder: Path, tmp_path: Path, capsys) -> None:
    nowhere = tmp_path / "weg.pem"
    assert main(["snapshot", "--key", str(nowhere), "--to", str(nowhere), str(folder)]) == 2
    assert main(["verify", str(nowhere), "--key", str(nowhere)]) == 2
    assert capsys.readouterr().err.count("weg.pem") >= 2
    shutil.rmtree(folder)
