import numpy as np
import pytest

from knowledge.matching.search.example_letters import ExampleLetters

EXAMPLES = ("ik gaf mijn pincode", "moet ik naar de politie", " ", "zit VDAB op TikTok")


def nearness(text: str, *runs: slice) -> list[float]:
    letters = ExampleLetters.of(EXAMPLES)
    return letters.nearness(letters.asked(text), runs).tolist()


def test_a_text_is_as_near_as_can_be_to_itself():
    near = nearness("moet ik naar de politie", slice(0, 4))

    assert near[1] == pytest.approx(1, abs=0.01)
    assert near[1] > 2 * max(near[0], near[3])


def test_runs_are_given_one_after_the_other():
    whole = nearness("op tiktok", slice(0, 4))

    assert nearness("op tiktok", slice(3, 4), slice(0, 2)) == pytest.approx(
        [whole[3], whole[0], whole[1]]
    )


@pytest.mark.parametrize("runs", [[slice(0, 4)], [slice(1, 3)], [slice(2, 3)]])
def test_an_example_without_letters_is_near_to_nothing(runs: list[slice]):
    near = nearness("politie", *runs)

    assert near[2 - runs[0].start] == 0


def test_a_text_without_letters_is_near_to_nothing():
    assert not np.any(nearness("", slice(0, 4)))
