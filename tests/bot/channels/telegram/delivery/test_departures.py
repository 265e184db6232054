"""What a killed process leaves behind about the answers that were on their way."""

from pathlib import Path

import pytest

from bot.channels.telegram.delivery.departures import PLACES, Departures
from bot.channels.telegram.delivery.journal import Entry

DEAD, ALIVE = "dead", "alive"


def entry(update_id: int, *, said: int, taken_by: str = DEAD) -> Entry:
    return Entry(update_id, b"body", b"answer", said, taken_by)


def test_a_part_that_was_begun_and_did_not_leave_is_said_again(tmp_path: Path):
    Departures(tmp_path, DEAD).left(7, 1)

    (settled,) = Departures(tmp_path, ALIVE).settle([entry(7, said=2)])

    assert settled.said == 1


def test_a_part_that_left_is_not_said_again(tmp_path: Path):
    Departures(tmp_path, DEAD).left(7, 2)

    (settled,) = Departures(tmp_path, ALIVE).settle([entry(7, said=2)])

    assert settled.said == 2


def test_a_part_that_was_taken_back_is_said_again(tmp_path: Path):
    before = Departures(tmp_path, DEAD)
    before.left(7, 1)

    (settled,) = Departures(tmp_path, ALIVE).settle([entry(7, said=0)])

    assert settled.said == 0


def test_another_update_in_the_same_place_tells_nothing_of_this_one(tmp_path: Path):
    Departures(tmp_path, DEAD).left(7 + PLACES, 1)

    (settled,) = Departures(tmp_path, ALIVE).settle([entry(7, said=1)])

    assert settled.said == 0


@pytest.mark.parametrize("process", [DEAD, ""])
def test_of_another_machine_the_database_alone_tells(tmp_path: Path, process: str):
    (settled,) = Departures(tmp_path, ALIVE).settle([entry(7, said=1, taken_by=process)])

    assert settled.said == 1


def test_what_was_taken_over_is_known_after_a_second_crash(tmp_path: Path):
    Departures(tmp_path, DEAD).left(7, 1)
    Departures(tmp_path, ALIVE).settle([entry(7, said=1)])

    (settled,) = Departures(tmp_path, "third").settle([entry(7, said=1, taken_by=ALIVE)])

    assert settled.said == 1


def test_a_process_that_is_gone_leaves_nothing(tmp_path: Path):
    Departures(tmp_path, DEAD).left(7, 1)
    alive = Departures(tmp_path, ALIVE)
    alive.settle([entry(7, said=1)])
    assert [each.name for each in tmp_path.iterdir()] == [ALIVE]
    alive.close()

    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_told_and_stops_nothing(tmp_path: Path, caplog):
    (tmp_path / "file").touch()

    departures = Departures(tmp_path / "file", ALIVE)
    departures.left(7, 1)

    assert departures.settle([entry(7, said=1)])[0].said == 1
    assert "cannot be written" in caplog.text
