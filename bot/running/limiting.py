"""Refusing who asks too often, or too much at once."""

import math

from aiohttp import web

from bot.http.problems import Problem
from bot.running.application import LIMITER, METRICS, client_of

CHARACTERS_OF_A_REQUEST = 500
"""What a text may hold and still count as one request."""


def limit(request: web.Request) -> None:
    """Count one request of a client.

    Raises:
        Problem: It asked too often.
    """
    refuse(request, request.app[LIMITER].wait(client_of(request)))


def limit_by_length(request: web.Request, text: str) -> None:
    """Count a text of a request that was counted as one already: a long one as several.

    Raises:
        Problem: The client has too little left for it.
    """
    refuse(request, request.app[LIMITER].wait_more(client_of(request), weight_of(text) - 1))


def weight_of(text: str) -> int:
    """Give as how many requests a text counts: it takes as much longer as it is long."""
    return max(1, math.ceil(len(text) / CHARACTERS_OF_A_REQUEST))


def refuse(request: web.Request, wait: float) -> None:
    """Refuse for some seconds, and count that.

    Args:
        request: What is refused.
        wait: Seconds, as a `RateLimiter` gives them; 0 refuses nothing.

    Raises:
        Problem: It is to be tried again after that.
    """
    if wait:
        request.app[METRICS].limited()
        seconds = str(math.ceil(wait))
        raise Problem("too-many-requests", headers={"Retry-After": seconds}, seconds=seconds)
