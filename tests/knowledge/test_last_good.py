"""The last good register, kept on disk and read back."""

from datetime import UTC, datetime
from pathlib import Path

from knowledge.files.snapshot import take_snapshot
from knowledge.last_good import keep, recall
from tests.knowledge.small_folder import write_folder

AT = datetime(2026, 11, 29, 12, 0, tzinfo=UTC)


def test_it_comes_back_as_it_was(tmp_path: Path):
    folder, kept_in = write_folder(tmp_path / "register"), tmp_path / "kept"
    snapshot = take_snapshot(folder)

    keep(snapshot, folder, kept_in, AT)
    kept = recall(folder, kept_in, snapshot.shown)

    assert kept is not None
    assert kept.snapshot == snapshot
    assert kept.at == AT
    assert len(list(kept_in.iterdir())) == 1


def test_the_newest_is_kept(tmp_path: Path):
    folder, kept_in = write_folder(tmp_path / "register"), tmp_path / "kept"
    keep(take_snapshot(folder), folder, kept_in, AT)
    (folder / "organisations/busdienst.yml").unlink()
    now = take_snapshot(folder)

    keep(now, folder, kept_in, AT)

    kept = recall(folder, kept_in, now.shown)
    assert kept is not None
    assert kept.snapshot.version == now.version


def test_another_folder_has_none(tmp_path: Path):
    folder, kept_in = write_folder(tmp_path / "register"), tmp_path / "kept"
    keep(take_snapshot(folder), folder, kept_in, AT)

    assert recall(tmp_path / "another", kept_in, "another") is None


def test_what_is_no_archive_is_none(tmp_path: Path):
    folder, kept_in = write_folder(tmp_path / "register"), tmp_path / "kept"
    keep(take_snapshot(folder), folder, kept_in, AT)
    (path,) = kept_in.iterdir()
    for content in (b"", b"no archive", path.read_bytes()[:100]):
        path.write_bytes(content)
        assert recall(folder, kept_in, "register") is None
