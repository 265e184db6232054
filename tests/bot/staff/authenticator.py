"""A passkey made of software: what browsers and keys send, byte for byte (WebAuthn level 2)."""

import hashlib
import json
import os
from dataclasses import dataclass, field
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from webauthn.helpers import bytes_to_base64url

PRESENT, VERIFIED, WITH_KEY = 0x01, 0x04, 0x40


@dataclass
class Authenticator:
    """One passkey; every field can be set wrong."""

    origin: str
    site: str
    count: int = 0
    flags: int = PRESENT | VERIFIED
    identifier: bytes = field(default_factory=lambda: os.urandom(32))
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )

    def create(self, options: dict[str, Any], **wrong: Any) -> str:
        numbers = self.key.public_key().public_numbers()
        key = {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32), -3: numbers.y.to_bytes(32)}
        data = self._data(WITH_KEY) + bytes(16) + len(self.identifier).to_bytes(2)
        data += self.identifier + cbor2.dumps(key)
        made = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
        client = self._client("webauthn.create", options, **wrong)
        return self._answer(clientDataJSON=client, attestationObject=made)

    def get(self, options: dict[str, Any], **wrong: Any) -> str:
        self.count += 1
        data, client = self._data(), self._client("webauthn.get", options, **wrong)
        signed = self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        return self._answer(clientDataJSON=client, authenticatorData=data, signature=signed)

    def _data(self, more: int = 0) -> bytes:
        site = hashlib.sha256(self.site.encode()).digest()
        return site + bytes([self.flags | more]) + self.count.to_bytes(4)

    def _client(self, kind: str, options: dict[str, Any], **wrong: Any) -> bytes:
        said = {"type": kind, "challenge": options["challenge"], "origin": self.origin}
        return json.dumps({**said, "crossOrigin": False, **wrong}).encode()

    def _answer(self, **response: bytes) -> str:
        identifier = bytes_to_base64url(self.identifier)
        return json.dumps(
            {
                "id": identifier,
                "rawId": identifier,
                "type": "public-key",
                "clientExtensionResults": {},
                "response": {name: bytes_to_base64url(each) for name, each in response.items()},
            }
        )
