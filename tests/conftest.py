"""Servers that tests of several packages share; each is started once, when first asked for."""

from collections.abc import Iterator

import pytest

from tests import servers
from tests.outside.folder import SETTING, outside

SERVERS = frozenset({"postgres_server", "redis_server", "redis_url"})


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what starts a server, by its fixtures or the name of its database."""
    for item in items:
        needs = SERVERS.intersection(getattr(item, "fixturenames", ()))
        if needs or "postgres" in item.nodeid or "redis" in item.nodeid:
            item.add_marker("server")


def pytest_report_header() -> str:
    folder = outside()
    if folder:
        return f"outside judges: {folder}"
    return f"outside judges: not collected, {SETTING} is not set"


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[servers.Postgres]:
    with servers.postgres() as server:
        yield server


@pytest.fixture(scope="session")
def redis_server() -> Iterator[servers.Redis]:
    with servers.redis() as server:
        yield server


@pytest.fixture
def redis_url(redis_server: servers.Redis) -> str:
    return redis_server.url
