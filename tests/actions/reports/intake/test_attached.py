"""Images that wait for a report."""

from actions.reports.intake.attached import KEPT_S, MOST_CONVERSATIONS, Attached


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_report_takes_the_images_of_its_conversation() -> None:
    attached = Attached(Clock())
    for name in ("a", "b"):
        attached.add("widget:1", name)
    attached.add("widget:2", "c")
    assert attached.names("widget:1") == ("a", "b")
    attached.taken("widget:1")
    assert attached.names("widget:1") == ()
    assert attached.names("widget:2") == ("c",)
    assert list(attached.orphans()) == []


def test_there_is_room_for_three() -> None:
    attached = Attached(Clock())
    for name in ("a", "b", "c"):
        assert attached.has_room("widget:1")
        attached.add("widget:1", name)
    assert not attached.has_room("widget:1")
    attached.add("widget:1", "d")
    assert attached.names("widget:1") == ("b", "c", "d")
    assert list(attached.orphans()) == ["a"]


def test_what_nobody_takes_is_an_orphan_once() -> None:
    clock = Clock()
    attached = Attached(clock)
    attached.add("widget:1", "a")
    clock.now = KEPT_S - 1
    attached.add("widget:2", "b")
    assert list(attached.orphans()) == []
    clock.now = KEPT_S + 1
    assert attached.names("widget:1") == ()
    assert list(attached.orphans()) == ["a"]
    assert list(attached.orphans()) == []
    assert attached.names("widget:2") == ("b",)


def test_memory_is_bounded() -> None:
    attached = Attached(Clock())
    for number in range(MOST_CONVERSATIONS + 10):
        attached.add(f"widget:{number}", str(number))
    assert len(attached) == MOST_CONVERSATIONS
    assert sorted(map(int, attached.orphans())) == list(range(10))


def test_a_conversation_that_is_forgotten_leaves_orphans() -> None:
    attached = Attached(Clock())
    attached.add("widget:1", "a")
    attached.drop("widget:1")
    attached.drop("widget:unknown")
    assert list(attached.orphans()) == ["a"]
