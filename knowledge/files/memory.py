"""Memory while much is read: no search for garbage that is not there, and giving it back."""

import ctypes
import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager


def give_memory_back() -> None:
    """Return what reading large files left behind; only glibc can."""
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)


@contextmanager
def without_collecting() -> Iterator[None]:
    """Keep the garbage collector away from a great many new objects, all of which stay.

    It would walk through them again and again, and stop every thread meanwhile.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
