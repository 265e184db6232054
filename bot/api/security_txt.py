"""`/.well-known/security.txt`: where to tell of a weakness of this service (RFC 9116)."""

from datetime import UTC, datetime, time, timedelta

from aiohttp import web

from bot.http.problems import Problem
from bot.running.application import SETTINGS
from knowledge.model import LANGUAGES

PATH = "/.well-known/security.txt"
VALID = timedelta(days=180)
"""RFC 9116, 2.5.5, asks for less than a year."""


async def security_txt(request: web.Request) -> web.Response:
    """Answer `GET /.well-known/security.txt`.

    Raises:
        Problem: Nobody was named who wants to hear.
    """
    settings = request.app[SETTINGS]
    if settings.security_contact is None:
        raise Problem("not-found")
    midnight = datetime.combine(settings.current_day(), time(), UTC)
    fields = {
        "Contact": settings.security_contact,
        "Expires": f"{midnight + VALID:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages": ", ".join(LANGUAGES),
    }
    if settings.public_url:
        fields["Canonical"] = f"{settings.public_url}{PATH}"
    text = "".join(f"{name}: {value}\n" for name, value in fields.items())
    return web.Response(text=text, content_type="text/plain", charset="utf-8")
