"""Letting the event loop go first, while a thread computes for long."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

SECONDS_OF_A_TURN = 0.0005  # of a thread; else 5 ms, and the loop waits several times a request

_lock = Lock()
_usual: list[float] = []


@contextmanager
def giving_way() -> Iterator[None]:
    """Shorten the turns of all threads until the last one that gives way is done."""
    with _lock:
        _usual.append(_usual[0] if _usual else sys.getswitchinterval())
        sys.setswitchinterval(SECONDS_OF_A_TURN)
    try:
        yield
    finally:
        with _lock:
            usual = _usual.pop()
            if not _usual:
                sys.setswitchinterval(usual)
