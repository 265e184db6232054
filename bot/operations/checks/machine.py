"""Examining the machine: disks, permissions, clock, and limits of the process."""

import ctypes
import os
import resource
import shutil
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path

from sqlalchemy.engine import make_url

from bot.channels.settings import AllSettings
from bot.operations.finding import Finding, doubtful, well, wrong
from bot.secret import secret_file

MIB = 1024 * 1024
LITTLE = 1024 * MIB
TOO_LITTLE = 100 * MIB
FEW_DESCRIPTORS = 1024
CLOCK_UNSYNCHRONISED = 5  # TIME_ERROR, adjtimex(2)
OTHERS = stat.S_IRWXG | stat.S_IRWXO


def folders(settings: AllSettings) -> Mapping[str, Path]:
    """Give the folders that the server writes to, by what they hold."""
    found = {
        "spool": settings.spool,
        "images": settings.images,
        "cache": settings.cache,
    }
    place = make_url(settings.database_url)
    if place.get_backend_name() == "sqlite" and place.database:
        found["database"] = Path(place.database).parent
    return found


def examine_disk(settings: AllSettings) -> Iterator[Finding]:
    """Look how much is free where the server writes; once for each disk."""
    seen: set[int] = set()
    for name, folder in folders(settings).items():
        place = _existing(folder)
        device = place.stat().st_dev
        if device not in seen:
            seen.add(device)
            yield _examine_space(name, place)


def _examine_space(name: str, place: Path) -> Finding:
    free = shutil.disk_usage(place).free
    inodes = os.statvfs(place)
    says = f"{free // MIB} MiB are free in {place}, for {name} and what lies beside it"
    if free < TOO_LITTLE or (inodes.f_files and inodes.f_favail < 1000):
        return wrong("disk", says, "free some, or give the folder another disk")
    if free < LITTLE:
        return doubtful("disk", says, "free some before reports are refused")
    return well("disk", says)


def examine_permissions(settings: AllSettings) -> Iterator[Finding]:
    """Try to write where that is needed, and look who else can read."""
    found = [*_unwritable(settings), *_readable(settings)]
    if os.geteuid() == 0:
        says = "this runs as root"
        found.append(
            doubtful("permissions", says, "use an account of its own (docs/operations.md)")
        )
    yield from found or [well("permissions", "only this account reads what citizens told")]


def _unwritable(settings: AllSettings) -> Iterator[Finding]:
    for name, folder in folders(settings).items():
        place = _existing(folder)
        if not os.access(place, os.W_OK | os.X_OK):
            remedy = f"give {place} to the account of the service"
            yield wrong("permissions", f"{place}, for {name}, cannot be written to", remedy)


def _readable(settings: AllSettings) -> Iterator[Finding]:
    place = make_url(settings.database_url)
    private = [settings.spool, settings.images, secret_file(settings)]
    if place.get_backend_name() == "sqlite" and place.database:
        private.append(Path(place.database))
    for path in private:
        if path.exists() and path.stat().st_mode & OTHERS:
            remedy = f"chmod go= {path}"
            yield wrong("permissions", f"others on this machine may look into {path}", remedy)


def examine_clock(_settings: AllSettings) -> Iterator[Finding]:
    """Ask the kernel whether something sets the clock."""
    libc = ctypes.CDLL(None, use_errno=True)
    state = libc.adjtimex(ctypes.create_string_buffer(256))
    if state == CLOCK_UNSYNCHRONISED:
        says = "nothing sets the clock of this machine, as far as its kernel knows"
        yield doubtful("clock", says, "let NTP set it (systemd-timesyncd, chrony)")
    elif state >= 0:
        yield well("clock", "is set by NTP")


def examine_limits(_settings: AllSettings) -> Iterator[Finding]:
    """Look how many connections the process may hold."""
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != resource.RLIM_INFINITY and soft < FEW_DESCRIPTORS:
        says = f"the process may open {soft} files and connections"
        yield doubtful("limits", says, "set LimitNOFILE=65536, or ulimit -n")
    else:
        yield well("limits", f"the process may open {soft} files and connections")


def _existing(folder: Path) -> Path:
    """Give the folder, or the nearest one above it that is there."""
    return next(each for each in (folder, *folder.absolute().parents) if each.exists())
