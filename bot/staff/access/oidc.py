"""Logging in with OpenID Connect: authorization code with PKCE, state and nonce.

State, nonce and PKCE verifier are all derived from one random token that only the browser keeps,
so that nothing has to be stored between going and coming back. What the issuer publishes about
itself is asked anew for every login: that happens a few times a day, and keys change.
"""

from __future__ import annotations

import base64
import hashlib
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from urllib.parse import quote, urlencode

from aiohttp import ClientError, ClientSession, ClientTimeout, encode_basic_auth
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet, KeySetSerialization

from bot.settings import Settings
from bot.staff.access.roles import Role
from bot.staff.access.tokens import derived, is_derived

logger = logging.getLogger(__name__)

CALLBACK = "/staff/login/oidc/callback"
ALGORITHMS = ("RS256", "PS256", "ES256", "RS384", "PS384", "ES384", "RS512", "PS512", "ES512")
SECONDS = ClientTimeout(total=10)
LEEWAY = 60  # seconds that two clocks may differ
STATE, NONCE, VERIFIER = "state", "nonce", "verifier"


class IssuerError(Exception):
    """The issuer cannot be reached, or what it answers does not hold."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Somebody whom the issuer knows.

    Attributes:
        subject: The issuer's own id of this person, never given to another one.
        name: What to call them.
        role: None when the claim gives none.
    """

    subject: str
    name: str
    role: Role | None


@dataclass(frozen=True)
class Issuer:
    """The place where staff log in, and who we are there.

    Attributes:
        url: As the issuer itself writes it.
        redirect: Where it sends the browser back.
        strengths: Values of `acr` that count, the best first; any does where there are none.
        role_claim: Claim that holds a role or a list of them; dots lead into objects.
        clock: The time in UTC.
    """

    url: str
    client_id: str
    client_secret: str | None
    role_claim: str
    redirect: str
    clock: Callable[[], datetime]
    strengths: tuple[str, ...] = ()

    @classmethod
    def of(cls, settings: Settings, clock: Callable[[], datetime]) -> Issuer | None:
        """Give the issuer of the settings; None where none is set."""
        if not settings.oidc_issuer:
            return None
        if not (settings.oidc_client_id and settings.public_url):
            logger.warning(
                "OpenID Connect for staff is off: set KANAALCHECK_OIDC_CLIENT_ID and "
                "KANAALCHECK_PUBLIC_URL too, or unset KANAALCHECK_OIDC_ISSUER"
            )
            return None
        return cls(
            settings.oidc_issuer,
            settings.oidc_client_id,
            settings.oidc_client_secret,
            settings.oidc_role_claim,
            settings.public_url + CALLBACK,
            clock,
            tuple((settings.oidc_acr or "").split()),
        )

    async def leave(self, token: str) -> str:
        """Give the address to send the browser to.

        Raises:
            IssuerError: The issuer cannot be reached.
        """
        async with _client() as client:
            about = await self._about(client)
        query = {
            "response_type": "code",
            "client_id": self.client_id,
            "redirect_uri": self.redirect,
            "scope": "openid profile email",
            "state": derived(token, STATE),
            "nonce": derived(token, NONCE),
            "code_challenge": _challenge(derived(token, VERIFIER)),
            "code_challenge_method": "S256",
        }
        if self.strengths:
            query["acr_values"] = " ".join(self.strengths)
        start = about["authorization_endpoint"]
        return f"{start}{'&' if '?' in start else '?'}{urlencode(query)}"

    async def come_back(self, token: str, answer: Mapping[str, str]) -> Identity:
        """Give who logged in.

        Args:
            token: What `leave` was given, out of the same browser.
            answer: The query with which the issuer sent the browser back.

        Raises:
            IssuerError: The answer is not one to our question, or does not hold.
        """
        if not is_derived(answer.get("state", ""), token, STATE):
            raise IssuerError("the state is not ours")
        if answer.get("iss", self.url).rstrip("/") != self.url or "code" not in answer:
            raise IssuerError("the answer is no code of this issuer")
        async with _client() as client:
            about = await self._about(client)
            tokens = await self._exchange(client, about["token_endpoint"], answer["code"], token)
            keys = await _json(client, about["jwks_uri"])
        return self._identity(self._claims(str(tokens.get("id_token")), keys, token))

    async def _about(self, client: ClientSession) -> Mapping[str, Any]:
        about = await _json(client, f"{self.url}/.well-known/openid-configuration")
        if str(about.get("issuer", "")).rstrip("/") != self.url:
            raise IssuerError("the issuer calls itself otherwise")
        for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
            if not str(about.get(name, "")).startswith(("https://", "http://")):
                raise IssuerError(f"the issuer names no {name}")
        return about

    async def _exchange(
        self, client: ClientSession, endpoint: str, code: str, token: str
    ) -> Mapping[str, Any]:
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self.redirect,
            "client_id": self.client_id,
            "code_verifier": derived(token, VERIFIER),
        }
        secret = self.client_secret
        headers = {"Authorization": _basic(self.client_id, secret)} if secret else {}
        return await _json(client, endpoint, form, headers)

    def _claims(self, id_token: str, keys: Mapping[str, Any], token: str) -> Mapping[str, Any]:
        now = int(self.clock().timestamp())
        expected = jwt.JWTClaimsRegistry(
            now=now,
            leeway=LEEWAY,
            iss={"essential": True, "values": [self.url, f"{self.url}/"]},
            aud={"essential": True, "value": self.client_id},
            sub={"essential": True},
            exp={"essential": True},
            iat={"essential": True},
            nonce={"essential": True, "value": derived(token, NONCE)},
        )
        try:
            claims = jwt.decode(
                id_token, KeySet.import_key_set(cast(KeySetSerialization, keys)), list(ALGORITHMS)
            ).claims
            expected.validate(claims)
        except (JoseError, ValueError, TypeError, KeyError) as error:
            raise IssuerError(f"the ID token does not hold: {type(error).__name__}") from error
        if claims.get("azp", self.client_id) != self.client_id:
            raise IssuerError("the ID token is for somebody else")
        if self.strengths and claims.get("acr") not in self.strengths:
            raise IssuerError(
                "the issuer says nothing of a login as strong as KANAALCHECK_OIDC_ACR"
            )
        return claims

    def _identity(self, claims: Mapping[str, Any]) -> Identity:
        name = claims.get("preferred_username") or claims.get("email") or claims["sub"]
        return Identity(claims["sub"], str(name), _highest_role(_claim(claims, self.role_claim)))


def _claim(claims: Mapping[str, Any], name: str) -> object:
    if name in claims:
        return claims[name]
    found: Any = claims
    for part in name.split("."):
        found = found.get(part) if isinstance(found, Mapping) else None
    return found


def _highest_role(value: object) -> Role | None:
    given = value if isinstance(value, list) else [value]
    return next((role for role in reversed(Role) if role.value in given), None)


def _basic(name: str, secret: str) -> str:
    # RFC 6749, 2.3.1: both halves are form-encoded first, so that a colon in one does not split.
    return encode_basic_auth(quote(name, safe=""), quote(secret, safe=""))


def _challenge(verifier: str) -> str:
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def _client() -> ClientSession:
    return ClientSession(timeout=SECONDS)


async def _json(
    client: ClientSession,
    url: str,
    form: Mapping[str, str] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Mapping[str, Any]:
    method = "GET" if form is None else "POST"
    try:
        async with client.request(
            method, url, data=form, headers=headers, allow_redirects=False
        ) as response:
            document = await response.json(content_type=None) if response.status == 200 else None
    except (ClientError, TimeoutError, ValueError) as error:
        raise IssuerError(f"no answer: {type(error).__name__}") from error
    if not isinstance(document, dict):
        raise IssuerError(f"answered with {response.status} or no object")
    return document
