"""A week with the real register on an internet with traps: most of it confirmed, nothing false."""

from pathlib import Path

import pytest

from tests.knowledge.upkeep.gathering.world import week
from tests.knowledge.upkeep.watching.network import Internet

MOST_CLICKS = 360  # an hour of ten seconds each


@pytest.mark.slow
async def test_after_an_hour_of_clicks_nearly_all_is_confirmed_and_nothing_false(
    net: Internet, tmp_path: Path
) -> None:
    figures = await week(net, tmp_path)
    assert figures.organisations >= 116
    assert figures.shown > 400
    assert figures.share >= 0.95, figures.missed
    assert figures.false_listed == ()
    assert figures.false_renewed == ()
    assert figures.clicks <= MOST_CLICKS
    # Every sort of trap was set, several times.
    assert len(figures.traps) >= 18
    assert min(figures.traps.values()) >= 5
