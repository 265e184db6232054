"""Evaluations read the register and the encoder as served, whatever other tests gave before."""

from collections.abc import Iterator

import pytest

from bot.nlu import sources


@pytest.fixture(autouse=True, scope="module")
def _own_sources() -> Iterator[None]:
    sources.provide(None)
    yield
    sources.provide(None)
