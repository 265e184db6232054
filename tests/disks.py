"""Disks of a few megabytes for tests, which can be filled and freed."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

KIB = 1024


class SmallDisk:
    """A file system in memory."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._ballast = folder / ".ballast"

    def fill(self, *, but: int = 0) -> None:
        """Use up what is free, but for some bytes."""
        found = os.statvfs(self.folder)
        with self._ballast.open("ab") as file:
            file.write(bytes(max(0, found.f_bavail * found.f_frsize - but)))

    def free(self) -> None:
        self._ballast.unlink()


@contextmanager
def small_disk(folder: Path, *, kib: int = 4_096) -> Iterator[SmallDisk]:
    """Mount a disk of its own on a new folder; needs root, or sudo without a password."""
    folder.mkdir(parents=True)
    as_root = [] if os.getuid() == 0 else ["sudo", "-n"]
    options = f"size={kib}k,mode=0700,uid={os.getuid()},gid={os.getgid()}"
    subprocess.run([*as_root, "mount", "-t", "tmpfs", "-o", options, "tmpfs", folder], check=True)
    try:
        yield SmallDisk(folder)
    finally:
        subprocess.run([*as_root, "umount", "--lazy", folder], check=True)
