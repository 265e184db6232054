"""A backup restored into an empty installation, which then serves as if nothing happened."""

import io
import itertools
import os
import stat
import subprocess
import sys
import tarfile
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import MetaData, func, select

from actions.reports.database.connection import Database
from actions.reports.desk import Desk
from actions.reports.intake.images import Images
from actions.reports.intake.spool import Spool, Spooled
from actions.reports.model import Receipt
from actions.reports.reference import new_reference
from actions.reports.store import ReportStore
from bot.channels.settings import AllSettings
from bot.channels.widget.ids import ConversationIds
from bot.operations.backup import command
from bot.operations.backup.archive import BackupError, read_manifest
from bot.reporting import Reporting, utc_now
from bot.secret import secret_file, secret_of
from bot.staff.access.accounts import Accounts
from bot.staff.access.database import StaffDatabase
from bot.staff.access.roles import Role
from knowledge.files.snapshot import take_snapshot
from tests.actions.reports.filings import filing
from tests.bot.conftest import ROOT, Client
from tests.disks import KIB, small_disk
from tests.knowledge.small_folder import write_folder

_numbers = itertools.count()
PASSWORD = "een lang wachtwoord voor de test"
ONE_REFERENCE = new_reference()


@dataclass(frozen=True)
class Place:
    """An installation in a folder of its own."""

    folder: Path
    database_url: str

    @property
    def environ(self) -> dict[str, str]:
        var = self.folder / "var"
        return {
            "KANAALCHECK_DATABASE_URL": self.database_url,
            "KANAALCHECK_SPOOL": str(var / "spool"),
            "KANAALCHECK_IMAGES": str(var / "images"),
            "KANAALCHECK_KNOWLEDGE": str(self.folder / "register"),
            "KANAALCHECK_ENCODER": "none",
        }

    @property
    def settings(self) -> AllSettings:
        return AllSettings.from_env(self.environ)

    def run(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-m", "bot", *arguments],
            cwd=ROOT,
            env={**os.environ, **self.environ},
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.fixture(params=["sqlite", "postgresql"])
def make_place(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[str], Place]:
    def make(name: str) -> Place:
        folder = tmp_path / name
        folder.mkdir()
        write_folder(folder / "register")
        if request.param == "sqlite":
            return Place(folder, f"sqlite:///{folder}/var/kc.db")
        server = request.getfixturevalue("postgres_server")
        return Place(folder, server.create_database(f"backup_{next(_numbers)}"))

    return make


@dataclass(frozen=True)
class Lived:
    """What happened at an installation."""

    place: Place
    filed: Receipt
    waiting: Receipt
    image: str
    conversation: str


@pytest.fixture
def lived(make_place: Callable[[str], Place]) -> Lived:
    place = make_place("old")
    settings = place.settings
    git(place.folder / "register", "init", "-q", "-b", "main")
    git(place.folder / "register", "add", ".")
    git(place.folder / "register", "commit", "-qm", "Eerste register")
    reporting = Reporting.open(settings)
    image = Images(settings.images).save(picture()).name
    filed = reporting.desk.file(filing(images=(image,), contact="an@voorbeeld.be"))
    reporting.desk.file(filing("vdab_hulp"))
    waiting = Spool(settings.spool).keep(Spooled(filing("delijn_x"), ONE_REFERENCE, utc_now()))
    aside = settings.spool / "aside"
    aside.mkdir(mode=0o700)
    (aside / "KC-4444-5555.none.json").write_text("cut off")
    (settings.spool / "KC-6666-7777.none.unfinished").write_text("nobody was told")
    staff = StaffDatabase(settings.database_url)
    Accounts(staff, utc_now).add("els", Role.ADMIN, PASSWORD)
    staff.close()
    reporting.store.close()
    conversation = ConversationIds(secret_of(settings)).new()
    (place.folder / "register" / "rules.yml").touch()  # a change that nobody has committed
    return Lived(place, filed, waiting, image, conversation)


def git(folder: Path, *arguments: str) -> str:
    who = ("-c", "user.name=Test", "-c", "user.email=test@voorbeeld.be")
    command = ["git", "-C", str(folder), *who, *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def picture() -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(data, "PNG")
    return data.getvalue()


def modes(folder: Path) -> dict[str, int]:
    return {
        str(path.relative_to(folder)): stat.S_IMODE(path.stat().st_mode)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    }


async def test_a_restored_installation_serves_what_was_there(
    lived: Lived,
    make_place: Callable[[str], Place],
    start: Callable[..., Awaitable[Client]],
    tmp_path: Path,
):
    file = tmp_path / "kc.backup"
    done = lived.place.run("backup", "--to", str(file))
    assert done.returncode == 0, done.stderr
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    new = make_place("new")
    done = new.run("restore", str(file), "--register", str(tmp_path / "restored"))
    assert done.returncode == 0, done.stderr

    reporting = Reporting.open(new.settings)
    assert reporting.desk.replay() == 1
    client = await start(desk=reporting.desk)
    for receipt in (lived.filed, lived.waiting):
        response = await client.get(f"/api/v1/reports/{receipt.reference}")
        assert response.status == 200, await response.text()
        assert (await response.json())["status"] == "new"
    assert reporting.store.images_of(lived.filed.reference) == (lived.image,)
    assert Images(new.settings.images).open(lived.image)
    assert ConversationIds(secret_of(new.settings)).name(lived.conversation)
    staff = StaffDatabase(new.database_url)
    assert [each.name for each in Accounts(staff, utc_now).all()] == ["els"]
    staff.close()
    before = len(reporting.store.events())
    assert reporting.desk.file(filing("nieuw")).is_new  # numbers go on where they were
    assert len(reporting.store.events()) > before
    reporting.store.close()


def test_modes_are_kept_and_what_nobody_was_told_of_is_left(
    lived: Lived, make_place: Callable[[str], Place], tmp_path: Path
):
    file = tmp_path / "kc.backup"
    command.make(lived.place.settings, file, utc_now())
    new = make_place("new")
    command.put_back(new.settings, file, None)
    for old_folder, folder in (
        (lived.place.settings.spool, new.settings.spool),
        (lived.place.settings.images, new.settings.images),
    ):
        expected = modes(old_folder)
        expected.pop("KC-6666-7777.none.unfinished", None)
        assert modes(folder) == expected
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(secret_file(new.settings).stat().st_mode) == 0o600
    if new.database_url.startswith("sqlite"):
        assert stat.S_IMODE((new.folder / "var" / "kc.db").stat().st_mode) == 0o600


def test_the_register_comes_back_with_its_history(
    lived: Lived, make_place: Callable[[str], Place], tmp_path: Path
):
    file = tmp_path / "kc.backup"
    command.make(lived.place.settings, file, utc_now())
    target = tmp_path / "restored"
    command.put_back(make_place("new").settings, file, target)
    old = lived.place.folder / "register"
    assert git(target, "log", "--format=%H %s") == git(old, "log", "--format=%H %s")
    assert git(target, "symbolic-ref", "--short", "HEAD") == "main"
    assert take_snapshot(target).version == take_snapshot(old).version
    assert git(target, "status", "--short") == git(old, "status", "--short")


def test_restoring_that_was_broken_off_is_gone_on_with(
    lived: Lived, make_place: Callable[[str], Place], tmp_path: Path, monkeypatch
):
    file = tmp_path / "kc.backup"
    command.make(lived.place.settings, file, utc_now())
    new = make_place("new")

    def broken(*_: object) -> None:
        raise BackupError("the database is away")

    with monkeypatch.context() as patched:
        patched.setattr(command.rows, "restore", broken)
        with pytest.raises(BackupError):
            command.put_back(new.settings, file, None)
    command.put_back(new.settings, file, None)
    store = ReportStore.open(new.database_url, clock=utc_now)
    assert store.receipt(lived.filed.reference)
    store.close()


def test_nothing_that_is_there_is_written_over(
    lived: Lived, make_place: Callable[[str], Place], tmp_path: Path
):
    file = tmp_path / "kc.backup"
    command.make(lived.place.settings, file, utc_now())
    with pytest.raises(BackupError, match="there already"):
        command.make(lived.place.settings, file, utc_now())
    used = make_place("used")
    reporting = Reporting.open(used.settings)
    kept = reporting.desk.file(filing("van_hier"))
    with pytest.raises(BackupError, match="holds reports"):
        command.put_back(used.settings, file, None)
    assert reporting.store.receipt(kept.reference)
    reporting.store.close()
    other = make_place("other")
    (other.settings.spool).mkdir(parents=True)
    (other.settings.spool / f"{kept.reference}.none.json").write_text("{}")
    with pytest.raises(BackupError, match="other files"):
        command.put_back(other.settings, file, None)
    third = make_place("third")
    secret_of(third.settings)
    with pytest.raises(BackupError, match="another secret"):
        command.put_back(third.settings, file, None)


@pytest.mark.parametrize("damage", ["cut off", "changed", "none", "no backup"])
def test_a_damaged_file_is_refused_before_anything_is_written(
    lived: Lived, make_place: Callable[[str], Place], tmp_path: Path, damage: str
):
    file = tmp_path / "kc.backup"
    command.make(lived.place.settings, file, utc_now())
    whole = file.read_bytes()
    match damage:
        case "cut off":
            file.write_bytes(whole[: len(whole) // 2])
        case "changed":
            file.write_bytes(changed(whole))
        case "none":
            file.write_bytes(b"")
        case _:
            file.write_bytes(b"not a backup")
    new = make_place("new")
    with pytest.raises(BackupError, match="take another backup"):
        command.put_back(new.settings, file, None)
    assert not (new.folder / "var").exists()


def changed(backup: bytes) -> bytes:
    """The same archive with another secret in it."""
    made = io.BytesIO()
    with (
        tarfile.open(fileobj=io.BytesIO(backup)) as archive,
        tarfile.open(fileobj=made, mode="w:gz") as other,
    ):
        for each in archive:
            content = archive.extractfile(each)
            assert content
            data = content.read()
            other.addfile(each, io.BytesIO(b"0" * len(data) if each.name == "secret" else data))
    return made.getvalue()


def test_a_report_that_leaves_the_spool_meanwhile_is_not_lost(
    lived: Lived, tmp_path: Path, monkeypatch
):
    settings = lived.place.settings
    store = ReportStore.open(settings.database_url, clock=utc_now)
    add = command.rows.add

    def replayed(made, url):
        assert Desk(store, Spool(settings.spool), utc_now).replay() == 1
        return add(made, url)

    monkeypatch.setattr(command.rows, "add", replayed)
    file = tmp_path / "kc.backup"
    command.make(settings, file, utc_now())
    store.close()
    names = [each.name for each in read_manifest(file).members]
    assert any(ONE_REFERENCE in name for name in names)


def test_the_secret_of_the_operator_comes_first(
    lived: Lived, make_place: Callable[[str], Place], tmp_path: Path
):
    file = tmp_path / "kc.backup"
    command.make(lived.place.settings, file, utc_now())
    settings = replace(make_place("new").settings, secret="x" * 32)
    told = "\n".join(command.put_back(settings, file, None))
    assert "KANAALCHECK_SECRET is another secret" in told
    assert not secret_file(settings).exists()


def test_a_disk_that_is_full_leaves_no_half_backup(lived: Lived, tmp_path: Path):
    with small_disk(tmp_path / "disk") as disk:
        disk.fill(but=2 * KIB)
        with pytest.raises(BackupError, match="free the disk"):
            command.make(lived.place.settings, disk.folder / "kc.backup", utc_now())
        assert [each.name for each in disk.folder.iterdir()] == [".ballast"]
    done = lived.place.run("backup", "--to", "/nowhere/kc.backup")
    assert done.returncode == 1
    assert "No backup was made" in done.stderr
    assert "Traceback" not in done.stderr


def test_every_table_that_a_migration_fills_is_known(
    make_place: Callable[[str], Place],
):
    place = make_place("fresh")
    ReportStore.open(place.database_url, clock=utc_now).close()
    database = Database(place.database_url)
    with database.reading() as connection:
        found = MetaData()
        found.reflect(connection)
        filled = {
            table.name
            for table in found.sorted_tables
            if connection.execute(select(func.count()).select_from(table)).scalar_one()
        }
    database.close()
    assert filled == {"report_counter", "report_compatibility", "report_schema"}
