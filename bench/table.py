"""Nested measurements as a table that people can read."""

from collections.abc import Iterator, Mapping
from typing import Any


def as_table(results: Mapping[str, Any]) -> str:
    """One line for each number, its path on the left."""
    rows = list(_rows(results, ()))
    width = max((len(path) for path, _ in rows), default=0)
    return "\n".join(f"{path:<{width}}  {value}" for path, value in rows)


def _rows(results: Mapping[str, Any], path: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for key, value in results.items():
        here = (*path, str(key))
        if isinstance(value, Mapping):
            yield from _rows(value, here)
        else:
            yield " / ".join(here), str(value)
