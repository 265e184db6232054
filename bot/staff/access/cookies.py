"""The two cookies of the staff pages: the session, and what stands before it."""

from __future__ import annotations

from dataclasses import dataclass

from aiohttp import web

SESSION = "kanaalcheck-staff"
BEFORE = "kanaalcheck-staff-login"
BEFORE_SECONDS = 600


@dataclass(frozen=True, slots=True)
class Cookies:
    """Reads and sets the cookies of one application.

    Attributes:
        behind_tls: Then they are Secure, and their name says that no other host set them.
    """

    behind_tls: bool

    def read(self, request: web.Request, name: str) -> str | None:
        """Give what the browser keeps under a name."""
        return request.cookies.get(self._name(name))

    def set(self, response: web.Response, name: str, value: str, seconds: int | None) -> None:
        """Let the browser keep something; without seconds until it is closed.

        Lax and not Strict: a link in an e-mail to staff has to open for who is logged in, and
        the way back from another login page too. What changes something needs a form token.
        """
        response.set_cookie(
            self._name(name),
            value,
            max_age=seconds,
            path="/",
            httponly=True,
            secure=self.behind_tls,
            samesite="Lax",
        )

    def delete(self, response: web.Response, name: str) -> None:
        """Let the browser forget."""
        response.del_cookie(
            self._name(name), path="/", httponly=True, secure=self.behind_tls, samesite="Lax"
        )

    def _name(self, name: str) -> str:
        return f"__Host-{name}" if self.behind_tls else name
