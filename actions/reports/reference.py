"""Report references: what a citizen keeps, can read out on the phone, and nobody can guess."""

import re
import secrets

ALPHABET = "34679ACDEFGHJKMNPQRTUVWXY"  # without 0 O, 1 I L, 5 S, 2 Z, 8 B
_GROUP = f"([{ALPHABET}]{{4}})"
_GAP = r"[\s\u2010-\u2015_.-]{0,3}"
_WRITTEN = re.compile(rf"(?<![^\W_])KC{_GAP}{_GROUP}{_GAP}{_GROUP}(?![^\W_])", re.IGNORECASE)


def new_reference() -> str:
    """Make a reference: one of 150 thousand million."""
    letters = [secrets.choice(ALPHABET) for _ in range(8)]
    return f"KC-{''.join(letters[:4])}-{''.join(letters[4:])}"


def normalised(text: str) -> str | None:
    """Find a reference in free text, however it is spaced or cased; None without one."""
    found = _WRITTEN.search(text)
    return f"KC-{found[1]}-{found[2]}".upper() if found else None


def without_references(text: str) -> str:
    """Give a text without the references in it: their letters are of no language."""
    return _WRITTEN.sub(" ", text)
