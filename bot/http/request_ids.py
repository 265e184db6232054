"""The id of the request that is being answered: in every line of the log and in the answer."""

import logging
import re
import secrets
from contextvars import ContextVar
from ipaddress import ip_address

from aiohttp import web

from bot.capacity.limits import Network

HEADER = "X-Request-Id"
BYTES = 8
_GIVEN = re.compile(r"[\w-]{8,64}", re.ASCII)

_current: ContextVar[str | None] = ContextVar("request_id", default=None)


def begin(request: web.Request, trusted_proxies: tuple[Network, ...]) -> str:
    """Give a request its id: that of a trusted proxy, or a new one.

    What anybody else sends is not taken: it would stand in the log as they like.
    """
    given = request.headers.get(HEADER, "")
    is_theirs = _GIVEN.fullmatch(given) is not None and _is_trusted(request, trusted_proxies)
    request_id = given if is_theirs else secrets.token_hex(BYTES)
    _current.set(request_id)
    return request_id


def current() -> str | None:
    """Give the id of the request that is being answered; None beside requests."""
    return _current.get()


def note(record: logging.LogRecord) -> bool:
    """Write the id into a record of the log, as a filter that drops none."""
    record.request_id = current()
    return True


def _is_trusted(request: web.Request, trusted_proxies: tuple[Network, ...]) -> bool:
    try:
        peer = ip_address(request.remote or "")
    except ValueError:
        return False
    return any(peer in network for network in trusted_proxies)
