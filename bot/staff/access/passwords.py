"""Passwords of staff: hard to guess, kept as argon2id, and never those of nobody."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from knowledge.data import load_data

SHORTEST = 12
LONGEST = 200
HARD_TO_GUESS = 4
"""Score of zxcvbn: above 10 billion guesses by who knows what people choose."""

WORDS_FILE = Path(__file__).with_name("passwords.yml")

_HASHER = PasswordHasher()


class PasswordError(ValueError):
    """A password that nobody should have.

    Attributes:
        kind: Key under `refused` in `texts.yml`.
    """

    kind = "password_length"


class GuessableError(PasswordError):
    """A password that is among the first that somebody would try."""

    kind = "password_guessable"


def accepted(password: str, about: Iterable[str] = ()) -> str:
    """Give a password back that is long enough and hard to guess (OWASP ASVS 6.2.4, 6.2.11).

    Args:
        password: As typed.
        about: Words that are known of its owner, such as the name of the account.

    Raises:
        PasswordError: It is too short, too long or easily guessed.
    """
    if not SHORTEST <= len(password) <= LONGEST:
        raise PasswordError(f"a password has {SHORTEST} to {LONGEST} characters")
    from zxcvbn import zxcvbn  # its lists take 15 MB: read only where a password is chosen

    found = zxcvbn(password, user_inputs=[*_words(), *about], max_length=LONGEST)
    if found["score"] < HARD_TO_GUESS:
        raise GuessableError(
            "the password is easily guessed: take a few words that do not belong together"
        )
    return password


def hashed(password: str) -> str:
    """Give what is stored of a password."""
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


@cache
def _words() -> tuple[str, ...]:
    """Give the words of `passwords.yml`, whatever they are about."""
    return tuple(word for words in load_data(WORDS_FILE).values() for word in words)
