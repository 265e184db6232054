"""Passwords of staff: argon2id, and the same work for an account that does not exist."""

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST = 12
LONGEST = 200

_HASHER = PasswordHasher()


class PasswordError(ValueError):
    """A password that nobody should have."""


def hashed(password: str) -> str:
    """Give what is stored of a password.

    Raises:
        PasswordError: It is too short or too long.
    """
    if not SHORTEST <= len(password) <= LONGEST:
        raise PasswordError(f"a password has {SHORTEST} to {LONGEST} characters")
    return _HASHER.hash(password)


def matches(stored: str | None, password: str) -> bool:
    """Say whether this is the password; None takes as long and is never it."""
    try:
        is_right = _HASHER.verify(stored or _nobodys(), password)
    except (VerificationError, InvalidHashError):
        return False
    return is_right and stored is not None


def is_outdated(stored: str) -> bool:
    """Say whether a password should be hashed again, with what is thought safe now."""
    return _HASHER.check_needs_rehash(stored)


@cache
def _nobodys() -> str:
    return _HASHER.hash("the password of an account that does not exist")
