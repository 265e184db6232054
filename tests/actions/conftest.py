"""The register as it is, without an encoder, shared by the tests of actions."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from actions.reports.desk import Desk
from actions.reports.intake.spool import Spool
from knowledge.library import Library, build_library
from tests.actions.talking import TODAY, Talk, talk_of

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def register_library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    cache = tmp_path_factory.mktemp("cache")
    return build_library(ROOT / "knowledge", today=lambda: TODAY, cache=cache)


@pytest.fixture
def talk(register_library: Library) -> Talk:
    return talk_of(register_library)


@pytest.fixture
def reporting_talk(register_library: Library, tmp_path: Path) -> Talk:
    """Give a talk in which reports are taken, on disk."""
    desk = Desk(None, Spool(tmp_path / "spool"), lambda: datetime.now(UTC))
    return talk_of(register_library, desk)
