"""What files the folder holds, and how they are called."""

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from knowledge.files.problem import Problem, mistake
from knowledge.files.snapshot import (
    EXTENSION,
    FOLDERS,
    LARGEST_FILE,
    MOST_FILES,
    SINGLE_FILES,
    Snapshot,
    kind_of,
    take_snapshot,
)
from knowledge.model import Position

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def files_of(folder: Path) -> list[tuple[Path, str]]:
    """Give the files that make up the register, each with the name of its schema, in order."""
    return [(folder / name, kind_of(name)) for name in take_snapshot(folder).contents]


def check_files(snapshot: Snapshot) -> Iterator[Problem]:
    """Run every rule about the files of a folder."""
    for rule in (missing_files, unreadable_files, too_much, wrong_extensions, wrong_names):
        yield from rule(snapshot)


def missing_files(snapshot: Snapshot) -> Iterator[Problem]:
    """`file-missing`: a list that nobody sees to be gone would silently count as empty."""
    there = {*snapshot.contents, *snapshot.unreadable, *snapshot.too_large}
    for name in SINGLE_FILES:
        if name not in there:
            yield mistake(_start(snapshot, name), "dit bestand ontbreekt", "file-missing")
    for folder in FOLDERS:
        if not any(name.startswith(f"{folder}/") for name in there):
            message = "deze map ontbreekt of heeft geen enkel .yml-bestand"
            yield mistake(_start(snapshot, folder), message, "file-missing")


def unreadable_files(snapshot: Snapshot) -> Iterator[Problem]:
    """`file-missing`: a file that cannot be read now may hold anything."""
    for name in snapshot.unreadable:
        message = "dit bestand is niet leesbaar, of de verwijzing leidt nergens heen"
        yield mistake(_start(snapshot, name), message, "file-missing")


def too_much(snapshot: Snapshot) -> Iterator[Problem]:
    """`too-much`: one file, or very many, would hold up every other change."""
    for name in snapshot.too_large:
        message = f"dit bestand is groter dan {LARGEST_FILE // 1_000_000} MB en wordt niet gelezen"
        yield mistake(_start(snapshot, name), message, "too-much")
    for folder in FOLDERS:
        count = sum(name.startswith(f"{folder}/") for name in snapshot.contents)
        if count > MOST_FILES:
            message = f"hier mogen hoogstens {MOST_FILES} bestanden staan; er staan er {count}"
            yield mistake(_start(snapshot, folder), message, "too-much")


def wrong_extensions(snapshot: Snapshot) -> Iterator[Problem]:
    """`file-extension`: a file that is not read must not look as if it were."""
    for name in snapshot.unread:
        message = f"dit bestand wordt niet gelezen; noem het {PurePosixPath(name).stem}.yml"
        yield mistake(_start(snapshot, name), message, "file-extension")


def wrong_names(snapshot: Snapshot) -> Iterator[Problem]:
    """`file-name`: the name of a file is the id that other files and programs use."""
    for name in (*snapshot.contents, *snapshot.unreadable):
        _, slash, file = name.partition("/")
        if slash and not _SLUG.fullmatch(file.removesuffix(EXTENSION)):
            message = "de bestandsnaam mag alleen kleine letters, cijfers en streepjes hebben"
            yield mistake(_start(snapshot, name), message, "file-name")


def _start(snapshot: Snapshot, name: str) -> Position:
    return Position(snapshot.shown_name(name), 1, 1)
