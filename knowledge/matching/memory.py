"""Giving memory back to the system, which an allocator does not do by itself."""

import ctypes
import sys


def give_memory_back() -> None:
    """Return what reading large files left behind; only glibc can."""
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)
