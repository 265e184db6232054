"""A small OpenID Connect issuer that does what Keycloak does, and lies when a test asks it to."""

import base64
import hashlib
import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from aiohttp import web
from joserfc import jwt
from joserfc.jwk import RSAKey

from tests.bot.staff.conftest import Clock

CLIENT_ID = "kanaal:check"
CLIENT_SECRET = "s3cret/with+signs"


@dataclass
class Issuer:
    """What the issuer knows, and how it lies.

    Attributes:
        claims: Of the person who logs in.
        lies: Claims of the ID token that are not true.
        signs_with: Another key than the published one.
    """

    clock: Clock
    claims: dict[str, Any] = field(default_factory=dict)
    lies: dict[str, Any] = field(default_factory=dict)
    signs_with: RSAKey | None = None
    algorithm: str = "RS256"
    calls_itself: str | None = None
    redirect: str = ""
    url: str = ""
    asked: dict[str, dict[str, str]] = field(default_factory=dict)
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "one"}))

    def app(self) -> web.Application:
        app = web.Application()
        app.router.add_get("/.well-known/openid-configuration", self.about)
        app.router.add_get("/authorize", self.authorize)
        app.router.add_post("/token", self.token)
        app.router.add_get("/keys", self.keys)
        return app

    async def about(self, _request: web.Request) -> web.Response:
        return web.json_response(
            {
                "issuer": self.calls_itself or self.url,
                "authorization_endpoint": f"{self.url}/authorize",
                "token_endpoint": f"{self.url}/token",
                "jwks_uri": f"{self.url}/keys",
            }
        )

    async def authorize(self, request: web.Request) -> web.Response:
        """Log the person in at once and send the browser back."""
        query = dict(request.query)
        assert query["response_type"] == "code"
        assert query["client_id"] == CLIENT_ID
        assert query["redirect_uri"] == self.redirect
        assert query["code_challenge_method"] == "S256"
        assert "openid" in query["scope"].split()
        code = f"code-{len(self.asked)}"
        self.asked[code] = query
        back = urlencode({"code": code, "state": query["state"], "iss": self.url})
        return web.Response(status=302, headers={"Location": f"{self.redirect}?{back}"})

    async def token(self, request: web.Request) -> web.Response:
        form = await request.post()
        encoded = request.headers["Authorization"].removeprefix("Basic ")
        assert base64.b64decode(encoded) == b"kanaal%3Acheck:s3cret%2Fwith%2Bsigns"
        query = self.asked.pop(str(form["code"]), None)
        verifier = str(form["code_verifier"])
        challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest())
        if query is None or challenge.rstrip(b"=").decode() != query["code_challenge"]:
            return web.json_response({"error": "invalid_grant"}, status=400)
        assert len(verifier) >= 43
        return web.json_response({"id_token": self._id_token(query["nonce"])})

    async def keys(self, _request: web.Request) -> web.Response:
        return web.json_response({"keys": [self.key.as_dict(private=False)]})

    def _id_token(self, nonce: str) -> str:
        now = int(self.clock().timestamp())
        true = {
            "iss": self.url,
            "aud": CLIENT_ID,
            "sub": "person-1",
            "iat": now,
            "exp": now + 60,
            "nonce": nonce,
            **self.claims,
        }
        claims = {name: value for name, value in {**true, **self.lies}.items() if value is not None}
        if self.algorithm == "none":
            return f"{_part({'alg': 'none'})}.{_part(claims)}."
        header = {"alg": self.algorithm, "kid": "one"}
        return jwt.encode(header, claims, self.signs_with or self.key)


def _part(content: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(content).encode()).rstrip(b"=").decode()
