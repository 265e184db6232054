"""Collects these tests where the files that they read are."""

from pathlib import Path

import pytest

from tests.outside.folder import outside

collect_ignore_glob = [] if outside() else ["test_*.py"]


@pytest.fixture(scope="session")
def published() -> Path:
    folder = outside()
    assert folder
    return folder
