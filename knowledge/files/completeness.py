"""Writing in a file of staff that the list of an organisation on some platforms is complete."""

from collections.abc import Collection
from typing import Any

from knowledge.addresses.platforms import Platform, Platforms
from knowledge.files.documents import Document
from knowledge.files.values import changed
from knowledge.model import Completeness

FIELD = "complete"
_KINDS = frozenset({"social", "app"})


def declarable(platforms: Platforms) -> tuple[Platform, ...]:
    """Give the platforms that organisations are asked about: others make accounts there."""
    return tuple(each for each in platforms if each.kind in _KINDS)


def declared(document: Document, said: Completeness) -> str:
    """Give the file with a declaration, in place of older ones about the same platforms.

    Args:
        document: A file that keeps the schema.
        said: What the organisation declared.

    Raises:
        UnwritableError: The file would not say exactly this.
    """
    row = {"platforms": list(said.platforms), "date": said.date.isoformat(), "by": said.by}
    return changed(document, (FIELD,), [*_others(document, said.platforms), row])


def withdrawn(document: Document, platforms: Collection[str]) -> str:
    """Give the file without declarations about some platforms.

    Args:
        document: A file that keeps the schema.
        platforms: Keys of `platforms.yml`; one without a declaration changes nothing.

    Raises:
        UnwritableError: The file would not say exactly this.
    """
    if FIELD not in document.data:
        return document.text
    return changed(document, (FIELD,), _others(document, platforms) or None)


def _others(document: Document, platforms: Collection[str]) -> list[dict[str, Any]]:
    rows = []
    for row in document.data.get(FIELD, ()):
        kept = [key for key in row["platforms"] if key not in platforms]
        if kept:
            rows.append({**row, "platforms": kept})
    return rows
