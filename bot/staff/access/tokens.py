"""Random tokens, and what is derived from one without storing it.

The browser alone holds the token; the database holds its hash. Who reads the database can thus
not take over a session, and a form token needs no row of its own.
"""

import hashlib
import hmac
import secrets

BYTES = 32  # 256 bits


def new_token() -> str:
    """Make a token that nobody can guess."""
    return secrets.token_urlsafe(BYTES)


def stored(token: str) -> str:
    """Give what the database may know of a token."""
    return hashlib.sha256(_bytes(token)).hexdigest()


def derived(token: str, purpose: str) -> str:
    """Give another token, always the same for this one, from which this one cannot be found."""
    return hmac.new(_bytes(token), _bytes(purpose), hashlib.sha256).hexdigest()


def is_derived(given: str, token: str, purpose: str) -> bool:
    """Say in constant time whether a token was derived from this one."""
    return hmac.compare_digest(_bytes(given), _bytes(derived(token, purpose)))


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "replace")  # a cookie may hold bytes that are no text
