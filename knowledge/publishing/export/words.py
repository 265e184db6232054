"""The sentences of the published data, in every language of the product."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from ruamel.yaml import YAML

from knowledge.model import Texts

FILE = Path(__file__).with_name("words.yml")


@cache
def words() -> Mapping[str, Texts]:
    """Give all sentences by key, then by language."""
    found: dict[str, Texts] = YAML(typ="safe", pure=True).load(FILE.read_text(encoding="utf-8"))
    return found
