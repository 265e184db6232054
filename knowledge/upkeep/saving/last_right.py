"""What a broken file of the register held when it was last right: as it was kept, or in git."""

from collections.abc import Iterable
from pathlib import Path

from knowledge.files.documents import UnreadableDocumentError, parse_document
from knowledge.files.snapshot import kind_of
from knowledge.linting.schema_rules import check_shape
from knowledge.register.mended import LastSnapshot
from knowledge.upkeep.saving.work_tree import WorkTree


class LastRight:
    """Looks where a register was kept, and then in the commits of each file.

    Args:
        kept: The last register that was right, if one is known.
        folder: The folder `knowledge/`.
    """

    def __init__(self, kept: LastSnapshot, folder: Path) -> None:
        self._kept = kept
        self._folder = folder

    def content(self, name: str) -> bytes | None:
        """Give what a file held."""
        return self._kept.content(name) or self._committed(name)

    def names(self) -> Iterable[str]:
        """Give the files of the register that was kept."""
        return self._kept.names()

    def _committed(self, name: str) -> bytes | None:
        """Give the newest commit of a file that keeps its schema."""
        tree = WorkTree.around(self._folder)
        path = self._folder / name
        for revision in tree.revisions(path) if tree else ():
            content = tree.content(revision, path) if tree else None
            if content and _keeps_schema(name, content):
                return content
        return None


def _keeps_schema(name: str, content: bytes) -> bool:
    try:
        document = parse_document(name, content)
        return not any(check_shape(document, kind_of(name)))
    except (UnreadableDocumentError, KeyError):
        return False
