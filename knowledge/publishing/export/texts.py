"""The sentences of the published data, in every language of the product."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from knowledge.data import load_data
from knowledge.model import Texts

FILE = Path(__file__).with_name("texts.yml")


@cache
def words() -> Mapping[str, Texts]:
    """Give all sentences by key, then by language."""
    found: dict[str, Texts] = load_data(FILE)
    return found
