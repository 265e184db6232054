"""The whole register in one file with a signature, for whoever keeps a copy elsewhere.

The signature stands beside the file, as the 64 bytes that Ed25519 (RFC 8032) makes of it, so that
`openssl pkeyutl -verify -rawin` checks it too. What is signed are the bytes of the file.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from knowledge.addresses.address import Addresses
from knowledge.files.snapshot import Snapshot
from knowledge.publishing.export.open_data import channel_rows
from knowledge.register.loading import register_in

if TYPE_CHECKING:  # nobody else who reads the register needs a library that encrypts
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

FORMAT = "kanaalcheck-register-1"
SUFFIX = ".sig"
_END_OF_KEY = b"-----END PUBLIC KEY-----"


class SignedCopyError(ValueError):
    """A copy that cannot be relied on; the message is for staff."""


class UnusableKeyError(ValueError):
    """A key with which nothing can be signed or checked; the message is for staff."""


@dataclass(frozen=True, slots=True)
class SignedCopy:
    """What a checked copy says of itself.

    Attributes:
        version: Of the register, as every answer of the server quotes it.
        made_at: When it was signed, in UTC.
        files: Every file of the register, by its path in the folder.
        channels: Number of official channels.
    """

    version: str
    made_at: datetime
    files: Mapping[str, str]
    channels: int


def written(snapshot: Snapshot, addresses: Addresses, made_at: datetime) -> bytes:
    """Write a register as one JSON document.

    Args:
        snapshot: The files of the register.
        addresses: Made from the same files.
        made_at: Now, in UTC.

    Raises:
        RegisterError: The register has mistakes: no such one is ever signed.
    """
    register = register_in(snapshot, addresses)
    content = {
        "format": FORMAT,
        "version": register.version,
        "made_at": made_at.isoformat(timespec="seconds"),
        "channels": list(channel_rows(register)),
        "files": {name: text.decode() for name, text in snapshot.contents.items()},
    }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def sign(content: bytes, key: bytes) -> bytes:
    """Sign a document.

    Args:
        content: The bytes of the file.
        key: Private Ed25519 key as PEM, without password.

    Raises:
        UnusableKeyError: The key is none.
    """
    # Only here: nobody else who reads the register needs a library that encrypts.
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    try:
        found = load_pem_private_key(key, password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise UnusableKeyError(
            "dit is geen geheime sleutel in PEM-vorm zonder wachtwoord; maak er een met"
            " openssl genpkey -algorithm ed25519 -out sleutel.pem"
        ) from error
    if not isinstance(found, Ed25519PrivateKey):
        raise UnusableKeyError("deze sleutel is van een andere soort dan Ed25519")
    return found.sign(content)


def check_public_keys(keys: bytes) -> None:
    """Check public keys that stand one after another.

    Args:
        keys: Ed25519 keys as PEM.

    Raises:
        UnusableKeyError: There is none, or one of them is no such key.
    """
    found = each_public_key(keys)
    if not found:
        raise UnusableKeyError("dit is geen openbare sleutel in PEM-vorm")
    for key in found:
        _public_key(key)


def each_public_key(keys: bytes) -> list[bytes]:
    """Part public keys, as PEM, that stand one after another."""
    return [part + _END_OF_KEY + b"\n" for part in keys.split(_END_OF_KEY)[:-1]]


def verify(content: bytes, signature: bytes, key: bytes) -> SignedCopy:
    """Check a copy: first who signed it, then that it is whole.

    Args:
        content: The bytes of the file.
        signature: The bytes of the file beside it.
        key: Public Ed25519 key as PEM.

    Raises:
        UnusableKeyError: The key is none.
        SignedCopyError: It cannot be relied on; nothing of what it says was believed.
    """
    _check_signature(content, signature, key)
    return _read(content)


def signature_path(file: Path) -> Path:
    """Give the path of the signature of a file."""
    return file.with_name(file.name + SUFFIX)


def _public_key(key: bytes) -> Ed25519PublicKey:
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric import ed25519
    from cryptography.hazmat.primitives.serialization import load_pem_public_key

    try:
        found = load_pem_public_key(key)
    except (ValueError, UnsupportedAlgorithm) as error:
        raise UnusableKeyError("dit is geen openbare sleutel in PEM-vorm") from error
    if not isinstance(found, ed25519.Ed25519PublicKey):
        raise UnusableKeyError("deze sleutel is van een andere soort dan Ed25519")
    return found


def _check_signature(content: bytes, signature: bytes, key: bytes) -> None:
    from cryptography.exceptions import InvalidSignature

    try:
        _public_key(key).verify(signature, content)
    except InvalidSignature as error:
        raise SignedCopyError(
            "de handtekening klopt niet: het bestand is veranderd na het ondertekenen, of het is"
            " met een andere sleutel ondertekend; gebruik het niet"
        ) from error


def _read(content: bytes) -> SignedCopy:
    """Read a copy that is signed by the right key.

    Raises:
        SignedCopyError: It is no copy of a register, or it says another version than it holds.
    """
    try:
        told: dict[str, Any] = json.loads(content)
        if told["format"] != FORMAT:
            raise SignedCopyError(f"dit is geen bestand van de soort {FORMAT}")
        files: dict[str, str] = told["files"]
        copy = SignedCopy(
            told["version"],
            datetime.fromisoformat(told["made_at"]),
            files,
            len(told["channels"]),
        )
        held = Snapshot("", {name: text.encode() for name, text in files.items()}).version
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        if isinstance(error, SignedCopyError):
            raise
        raise SignedCopyError("dit is geen kopie van een register") from error
    if held != copy.version:
        raise SignedCopyError(f"het bestand noemt versie {copy.version}, maar bevat versie {held}")
    return copy
