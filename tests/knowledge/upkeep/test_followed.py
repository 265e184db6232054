"""A register that is followed: what is taken, and that anything else changes nothing."""

import json
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from knowledge.files.snapshot import Snapshot, take_snapshot
from knowledge.last_good import keep, recall
from knowledge.publishing.export.signed import sign, written
from knowledge.register.loading import addresses_in
from knowledge.upkeep.followed import CopyRefused, Followed, Seen, Why
from tests.knowledge.small_folder import write_folder

NOON = datetime(2026, 11, 29, 12, tzinfo=UTC)


@pytest.fixture(scope="session")
def keys(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, bytes]:
    return make_keys(tmp_path_factory.mktemp("keys"))


def make_keys(folder: Path) -> tuple[bytes, bytes]:
    private, public = folder / "sleutel.pem", folder / "openbaar.pem"
    subprocess.run(["openssl", "genpkey", "-algorithm", "ed25519", "-out", private], check=True)
    subprocess.run(["openssl", "pkey", "-in", private, "-pubout", "-out", public], check=True)
    return private.read_bytes(), public.read_bytes()


class Publisher:
    """A register that is changed and signed."""

    def __init__(self, folder: Path, key: bytes) -> None:
        self.folder = write_folder(folder)
        self._key = key

    def edit(self, text: str) -> None:
        file = self.folder / "organisations" / "busdienst.yml"
        file.write_text(f"# {text}\n{file.read_text()}")

    @property
    def version(self) -> str:
        return take_snapshot(self.folder).version

    def copy(self, made_at: datetime = NOON) -> tuple[bytes, bytes]:
        files = take_snapshot(self.folder)
        content = written(files, addresses_in(files), made_at)
        return content, sign(content, self._key)

    def forged(self, **changed: Any) -> tuple[bytes, bytes]:
        """Signs what `written` would never write."""
        told = json.loads(self.copy()[0]) | changed
        files = {name: text.encode() for name, text in sorted(told["files"].items())}
        told["files"] = dict(sorted(told["files"].items()))
        told["version"] = Snapshot("", files).version
        content = json.dumps(told).encode()
        return content, sign(content, self._key)


@pytest.fixture
def publisher(tmp_path: Path, keys: tuple[bytes, bytes]) -> Publisher:
    return Publisher(tmp_path / "published", keys[0])


@pytest.fixture
def followed(tmp_path: Path, keys: tuple[bytes, bytes]) -> Followed:
    found = Followed(tmp_path / "followed", keys[1])
    found.begin_with(write_folder(tmp_path / "own"))
    return found


def served(followed: Followed) -> str:
    return take_snapshot(followed.register).version


def test_it_begins_with_what_the_installation_came_with(followed: Followed, tmp_path: Path) -> None:
    own = take_snapshot(tmp_path / "own").version
    assert (served(followed), followed.about) == (own, None)
    (tmp_path / "own" / "organisations" / "busdienst.yml").unlink()  # an upgrade
    followed.begin_with(tmp_path / "own")
    assert served(followed) == take_snapshot(tmp_path / "own").version != own


def test_a_copy_is_served_and_stays_after_a_restart(
    followed: Followed, publisher: Publisher, tmp_path: Path
) -> None:
    publisher.edit("nieuw")
    assert followed.take(*publisher.copy(), '"one"', NOON)
    assert served(followed) == publisher.version
    about = followed.about
    assert about
    assert (about.version, about.made_at, about.tag) == (publisher.version, NOON, '"one"')
    followed.begin_with(tmp_path / "own")
    assert served(followed) == publisher.version


def test_newer_ones_replace_it_and_little_is_left_of_those_before(
    followed: Followed, publisher: Publisher
) -> None:
    for minute in range(4):
        publisher.edit(str(minute))
        assert followed.take(*publisher.copy(NOON + timedelta(minutes=minute)), None, NOON)
        assert served(followed) == publisher.version
    assert len(list((followed.register.parent / "copies").iterdir())) == 2


def test_the_same_register_signed_anew_is_no_change_and_counts_as_newer(
    followed: Followed, publisher: Publisher
) -> None:
    old = publisher.copy(NOON - timedelta(minutes=1))
    assert followed.take(*publisher.copy(), '"a"', NOON)
    assert not followed.take(*publisher.copy(NOON + timedelta(hours=1)), '"b"', NOON)
    assert followed.about
    assert (followed.about.made_at, followed.about.tag) == (NOON + timedelta(hours=1), '"b"')
    with pytest.raises(CopyRefused) as refused:
        followed.take(*old, None, NOON)
    assert refused.value.why is Why.OLDER


def test_what_was_harmed_on_disk_is_mended_by_the_same_copy(
    followed: Followed, publisher: Publisher
) -> None:
    followed.take(*publisher.copy(), None, NOON)
    (followed.register / "organisations" / "busdienst.yml").write_text("name: [\n")
    assert followed.take(*publisher.copy(), None, NOON)
    assert served(followed) == publisher.version


def older(publisher: Publisher) -> tuple[bytes, bytes]:
    publisher.edit("ouder")
    return publisher.copy(NOON - timedelta(seconds=1))


def changed(publisher: Publisher) -> tuple[bytes, bytes]:
    content, signature = publisher.copy()
    return content.replace(b"busdienst", b"busdienSt", 1), signature


def unsigned(publisher: Publisher) -> tuple[bytes, bytes]:
    return publisher.copy()[0], b""


def of_another(publisher: Publisher) -> tuple[bytes, bytes]:
    folder = publisher.folder / "another"
    folder.mkdir()
    content, _ = publisher.copy()
    return content, sign(content, make_keys(folder)[0])


def from_the_future(publisher: Publisher) -> tuple[bytes, bytes]:
    return publisher.copy(NOON + timedelta(days=2))


def with_a_mistake(publisher: Publisher) -> tuple[bytes, bytes]:
    files = json.loads(publisher.copy()[0])["files"]
    return publisher.forged(files=files | {"organisations/fout.yml": "name: [\n"})


def without_platforms(publisher: Publisher) -> tuple[bytes, bytes]:
    files = json.loads(publisher.copy()[0])["files"]
    del files["platforms.yml"]
    return publisher.forged(files=files)


def with_a_way_out(publisher: Publisher) -> tuple[bytes, bytes]:
    return publisher.forged(files={"organisations/../../../buiten.yml": "x: 1\n"})


def with_a_hidden_file(publisher: Publisher) -> tuple[bytes, bytes]:
    files = json.loads(publisher.copy()[0])["files"]
    return publisher.forged(files=files | {"organisations/.x.yml": "x: 1\n"})


def with_a_huge_file(publisher: Publisher) -> tuple[bytes, bytes]:
    files = json.loads(publisher.copy()[0])["files"]
    return publisher.forged(files=files | {"answers/groot.yml": "#" * 3_000_001})


def with_many_files(publisher: Publisher) -> tuple[bytes, bytes]:
    return publisher.forged(files={f"answers/{n}.yml": "" for n in range(6_001)})


def no_copy(publisher: Publisher) -> tuple[bytes, bytes]:
    return b"<html>", publisher.copy()[1]


@pytest.mark.parametrize(
    ("harm", "why"),
    [
        (older, Why.OLDER),
        (changed, Why.UNRELIABLE),
        (unsigned, Why.UNRELIABLE),
        (of_another, Why.UNRELIABLE),
        (no_copy, Why.UNRELIABLE),
        (from_the_future, Why.FROM_THE_FUTURE),
        (with_a_mistake, Why.BROKEN),
        (without_platforms, Why.BROKEN),
        (with_a_way_out, Why.BROKEN),
        (with_a_hidden_file, Why.BROKEN),
        (with_a_huge_file, Why.TOO_LARGE),
        (with_many_files, Why.TOO_LARGE),
    ],
    ids=lambda each: getattr(each, "__name__", str(each)),
)
def test_anything_else_changes_nothing(
    harm: Callable[[Publisher], tuple[bytes, bytes]],
    why: Why,
    followed: Followed,
    publisher: Publisher,
) -> None:
    publisher.edit("goed")
    followed.take(*publisher.copy(), '"good"', NOON)
    about, version, files = followed.about, publisher.version, everything(followed)
    with pytest.raises(CopyRefused) as refused:
        followed.take(*harm(publisher), '"bad"', NOON)
    assert refused.value.why is why
    assert (followed.about, served(followed)) == (about, version)
    assert everything(followed) == files


def everything(followed: Followed) -> set[str]:
    top = followed.register.parent.parent
    return {str(each.relative_to(top)) for each in top.rglob("*") if "published" not in str(each)}


def test_of_two_keys_any_may_sign(
    tmp_path: Path, publisher: Publisher, keys: tuple[bytes, bytes]
) -> None:
    folder = tmp_path / "newer"
    folder.mkdir()
    both = Followed(tmp_path / "both", make_keys(folder)[1] + keys[1])
    assert both.take(*publisher.copy(), None, NOON)


def test_what_was_seen_is_known_to_other_processes(followed: Followed, keys) -> None:
    assert followed.seen == Seen()
    followed.note(Seen(NOON, Why.OLDER))
    assert Followed(followed.register.parent, keys[1]).seen == Seen(NOON, Why.OLDER)


def test_the_last_good_one_is_found_though_the_link_leads_elsewhere_by_then(
    followed: Followed, publisher: Publisher, tmp_path: Path
) -> None:
    kept_in = tmp_path / "kept"
    keep(take_snapshot(followed.register), followed.register, kept_in, NOON)
    publisher.edit("nieuw")
    followed.take(*publisher.copy(), None, NOON)
    assert recall(followed.register, kept_in, "x")
    assert len(list(kept_in.iterdir())) == 1
