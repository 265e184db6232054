from datetime import timedelta

import pytest

from actions.reports.harm import harm_of, points_at
from tests.actions.reports.filings import BEGIN

NOTHING = {"lost_money": 0, "lost_data": 0, "reach": 0, "last_reported_at": BEGIN}


def test_money_weighs_most() -> None:
    with_money = harm_of(**(NOTHING | {"reports": 1, "lost_money": 1}))
    assert with_money > harm_of(**(NOTHING | {"reports": 1, "lost_data": 1}))
    assert with_money == pytest.approx(harm_of(**(NOTHING | {"reports": 31})))
    assert with_money > harm_of(**(NOTHING | {"reports": 1, "reach": 120}))


def test_each_next_report_tells_less() -> None:
    points = [harm_of(**(NOTHING | {"reports": number})) for number in (1, 2, 3, 50, 51)]
    assert points == sorted(points)
    assert points[1] - points[0] > points[2] - points[1] > points[4] - points[3]


def test_reach_orders_what_is_otherwise_equal() -> None:
    assert harm_of(**(NOTHING | {"reports": 1, "reach": 20})) > harm_of(
        **(NOTHING | {"reports": 1, "reach": 2})
    )


def test_a_case_loses_a_point_every_fortnight_without_changing_places() -> None:
    older = harm_of(**(NOTHING | {"reports": 1}))
    newer = harm_of(**(NOTHING | {"reports": 1, "last_reported_at": BEGIN + timedelta(days=14)}))
    assert newer - older == pytest.approx(1)
    assert points_at(older, BEGIN) == pytest.approx(2)
    assert points_at(older, BEGIN + timedelta(days=28)) == pytest.approx(0)
