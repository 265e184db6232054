"""The small internet, new for every test."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.knowledge.upkeep.watching.network import Internet, internet


@pytest.fixture
async def net(tmp_path: Path) -> AsyncIterator[Internet]:
    folder = tmp_path / "certificates"
    folder.mkdir()
    async with internet(folder) as started:
        yield started
