"""What the garbage collector leaves alone, and what it still finds."""

import gc
import weakref

from knowledge.files.memory import keep_for_good


class _Ring:
    """Holds itself, so that only the collector frees it."""

    def __init__(self) -> None:
        self.own = self


def test_rings_that_lasted_a_while_are_freed_beside_much_that_stays() -> None:
    stays = [[] for _ in range(1_000_000)]
    gc.collect()
    keep_for_good()
    try:
        ring = _Ring()
        freed = weakref.ref(ring)
        gc.collect(1)  # it lasts
        del ring
        more = [[] for _ in range(120_000)]
        assert freed() is None
        assert len(stays) > len(more)
    finally:
        gc.unfreeze()
