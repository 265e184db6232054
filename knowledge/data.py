"""Data files in YAML: word lists, sentences, tables; the one reader of those that are ours."""

from pathlib import Path
from typing import Any

import yaml


def load_data(path: Path) -> Any:  # noqa: ANN401  # whatever shape the caller's file has
    """Read a YAML file of the product, in UTF-8.

    Files that staff edit are read by `knowledge.files.documents`, which knows lines and columns.

    Raises:
        OSError: The file cannot be read.
        yaml.YAMLError: The file is no YAML 1.1.
    """
    return parse_data(path.read_text(encoding="utf-8"))


def parse_data(text: str) -> Any:  # noqa: ANN401
    """Read YAML from a text; like `load_data`."""
    return yaml.load(text, Loader=yaml.CSafeLoader)  # the safe one, in C
