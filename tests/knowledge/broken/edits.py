"""The broken edits of `edits.yml`, which change one file of a copy of the real register."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ruamel.yaml import YAML

from knowledge.linting.file_rules import files_of
from tests.knowledge.small_folder import KNOWLEDGE

EDITS_FILE = Path(__file__).with_name("edits.yml")


@dataclass(frozen=True)
class BrokenEdit:
    """One slip of somebody who edits a file.

    Attributes:
        at: Words that stand, afterwards, on the line that is to be pointed at.
        says: The message, to the letter.
    """

    name: str
    file: str
    before: str
    after: str
    at: str
    says: str
    rule: str

    def apply(self, folder: Path) -> int:
        """Change the file; gives the number of the line that is to be pointed at."""
        path = folder / self.file
        text = path.read_text(encoding="utf-8")
        assert self.before in text
        broken = text.replace(self.before, self.after, 1)
        path.write_text(broken, encoding="utf-8")
        return broken.count("\n", 0, broken.index(self.at)) + 1


@cache
def broken_edits() -> tuple[BrokenEdit, ...]:
    """Read them."""
    rows = YAML(typ="safe", pure=True).load(EDITS_FILE.read_text(encoding="utf-8"))
    return tuple(
        BrokenEdit(
            row["edit"], row["file"], row["replace"], row["by"], row["at"], row["says"], row["rule"]
        )
        for row in rows
    )


def copy_register(folder: Path) -> Path:
    """Copy the real register."""
    for path, _ in files_of(KNOWLEDGE):
        copy = folder / path.relative_to(KNOWLEDGE)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
    return folder
