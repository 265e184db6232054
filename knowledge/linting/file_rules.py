"""What files the folder holds, and how they are called."""

import re
from collections.abc import Iterator
from pathlib import Path

from knowledge.documents import shown_path
from knowledge.linting.problem import Problem, mistake
from knowledge.model import Position

SINGLE_FILES = {
    "candidates.yml": "candidates",
    "cases.yml": "cases",
    "impersonations.yml": "impersonations",
    "neighbours.yml": "neighbours",
    "platforms.yml": "platforms",
    "reporting.yml": "reporting",
    "rules.yml": "rules",
}
FOLDERS = {"organisations": "organisation", "answers": "answers"}

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def files_of(folder: Path) -> list[tuple[Path, str]]:
    """Give the files that make up the register, each with the name of its schema, in order."""
    found = [(folder / name, kind) for name, kind in SINGLE_FILES.items()]
    found += [
        (path, kind) for name, kind in FOLDERS.items() for path in (folder / name).glob("*.yml")
    ]
    return sorted(each for each in found if each[0].is_file())


def check_files(folder: Path) -> Iterator[Problem]:
    """Run every rule about the files of a folder."""
    for rule in (missing_files, wrong_extensions, wrong_names):
        yield from rule(folder)


def missing_files(folder: Path) -> Iterator[Problem]:
    """`file-missing`: a list that nobody sees to be gone would silently count as empty."""
    for name in SINGLE_FILES:
        if not (folder / name).is_file():
            yield mistake(_start(folder / name), "dit bestand ontbreekt", "file-missing")
    for name in FOLDERS:
        if not any((folder / name).glob("*.yml")):
            message = "deze map ontbreekt of heeft geen enkel .yml-bestand"
            yield mistake(_start(folder / name), message, "file-missing")


def wrong_extensions(folder: Path) -> Iterator[Problem]:
    """`file-extension`: a file that is not read must not look as if it were."""
    for name in FOLDERS:
        for path in sorted((folder / name).glob("*")):
            if path.suffix != ".yml" and not path.name.startswith("."):
                message = f"dit bestand wordt niet gelezen; noem het {path.stem}.yml"
                yield mistake(_start(path), message, "file-extension")


def wrong_names(folder: Path) -> Iterator[Problem]:
    """`file-name`: the name of a file is the id that other files and programs use."""
    for name in FOLDERS:
        for path in sorted((folder / name).glob("*.yml")):
            if not _SLUG.fullmatch(path.stem):
                message = "de bestandsnaam mag alleen kleine letters, cijfers en streepjes hebben"
                yield mistake(_start(path), message, "file-name")


def _start(path: Path) -> Position:
    return Position(shown_path(path), 1, 1)
