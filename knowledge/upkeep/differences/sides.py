"""Reading one version of the register: from a folder, or as git remembers it."""

from __future__ import annotations

import io
import subprocess
import tarfile
import tempfile
from pathlib import Path

from knowledge.register.loading import read_addresses, read_register
from knowledge.register.neighbours import NEIGHBOURS_FILE, load_neighbours
from knowledge.upkeep.differences.comparing import Side


class NoSuchVersionError(ValueError):
    """Neither a folder nor something that git knows; the message is for staff."""


def read_side(named: str, *, beside: Path) -> Side:
    """Read one version.

    Args:
        named: A folder with a register, or a revision of git such as `origin/main`.
        beside: Folder of the register in the work tree, whose revision is meant.

    Raises:
        NoSuchVersionError: Nothing has that name.
        RegisterError: The register of that version has mistakes.
    """
    if Path(named).is_dir():
        return _read(Path(named))
    with tempfile.TemporaryDirectory(prefix="kanaalcheck-") as folder:
        _unpack(named, beside, Path(folder))
        return _read(Path(folder))


def _read(folder: Path) -> Side:
    addresses = read_addresses(folder)
    return Side(
        read_register(folder, addresses),
        addresses.platforms,
        load_neighbours(folder / NEIGHBOURS_FILE),
    )


def _unpack(revision: str, beside: Path, to: Path) -> None:
    try:
        top = _git(beside, "rev-parse", "--show-toplevel").decode().rstrip("\n")
        inside = _git(beside, "rev-parse", "--show-prefix").decode().rstrip("\n")
        # What begins with a hyphen stays a name.
        commit = _git(beside, "rev-parse", "--verify", "--end-of-options", f"{revision}^{{commit}}")
        packed = _git(Path(top), "archive", "--format=tar", f"{commit.decode().strip()}:{inside}")
    except (OSError, subprocess.CalledProcessError) as error:
        raise NoSuchVersionError(
            f"'{revision}' is geen map, en git kent er geen versie van {beside} onder"
        ) from error
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        archive.extractall(to, filter="data")


def _git(folder: Path, *arguments: str) -> bytes:
    command = ["git", "-C", str(folder), *arguments]
    return subprocess.run(command, capture_output=True, check=True).stdout  # noqa: S603
