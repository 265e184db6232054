"""What is made of measured times of workers; the times here are made up."""

from typing import Any

import pytest

from bench.workers import costs_of


def run(core_ms: float) -> dict[str, Any]:
    return {"turns": {"core_ms_each": core_ms}}


def test_workers_that_take_no_more_for_each_bring_as_much_as_one():
    runs = [(1, run(7.0)), (2, run(8.0)), (1, run(9.0))]
    assert costs_of(runs, "turns") == {
        "1 workers": 8.0,
        "2 workers": 8.0,
        "2 workers on 2 cores, times one": 2.0,
    }


@pytest.mark.parametrize(("dearer", "times"), [(10.0, 1.6), (16.0, 1.0)])
def test_what_workers_cost_each_other_is_taken_off(dearer: float, times: float):
    found = costs_of([(1, run(8.0)), (2, run(dearer))], "turns")
    assert found["2 workers on 2 cores, times one"] == times


def test_without_a_single_worker_nothing_is_compared():
    assert costs_of([(2, run(8.0)), (4, run(8.0))], "turns") == {"2 workers": 8.0, "4 workers": 8.0}
