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


def keep_for_good() -> None:
    """Let the garbage collector leave alone all that is in memory now, as it stays.

    What comes later is then collected by its own number. The collector looks at objects that
    lasted a while only when a quarter more of them came than it knew of, and would go on counting
    those that it leaves alone: the collection here, of next to nothing, makes it count anew.
    """
    gc.freeze()
    gc.collect()


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
