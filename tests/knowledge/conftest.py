"""The real register, read once for all tests of this package."""

from pathlib import Path

import pytest

from knowledge.addresses.address import Addresses
from knowledge.model import Register
from knowledge.register.loading import read_addresses, read_register

KNOWLEDGE = Path(__file__).parents[2] / "knowledge"


@pytest.fixture(scope="session")
def addresses() -> Addresses:
    return read_addresses(KNOWLEDGE)


@pytest.fixture(scope="session")
def register(addresses: Addresses) -> Register:
    return read_register(KNOWLEDGE, addresses)
