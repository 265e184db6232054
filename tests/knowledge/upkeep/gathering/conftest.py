"""The small internet, new for every test."""

from tests.knowledge.upkeep.watching.conftest import net

__all__ = ["net"]
