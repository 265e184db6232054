"""What is remembered of conversations, and for how long."""

from bot.conversation.memory import Conversations


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_remembers_until_a_day_after_the_last_message():
    clock = Clock()
    conversations = Conversations(clock)
    conversations.keep("a", {"language": "fr", "mention": None})
    clock.now = 24 * 3600
    assert conversations.slots("a") == {"language": "fr"}
    clock.now += 1
    assert conversations.slots("a") is None
    assert len(conversations) == 0


def test_a_new_message_keeps_a_conversation_alive():
    clock = Clock()
    conversations = Conversations(clock, kept_s=10)
    conversations.keep("a", {"language": "nl"})
    conversations.keep("b", {"language": "en"})
    clock.now = 8
    conversations.keep("a", {"language": "nl"})
    clock.now = 12
    assert conversations.slots("a") == {"language": "nl"}
    assert conversations.slots("b") is None


def test_the_conversation_unseen_for_longest_goes_first():
    conversations = Conversations(Clock(), most=2)
    for sender in ("a", "b", "a", "c"):
        conversations.keep(sender, {"language": "nl"})
    assert conversations.senders() == ("a", "c")


def test_forgets():
    conversations = Conversations(Clock())
    conversations.keep("a", {"language": "nl"})
    conversations.forget("a")
    conversations.forget("never seen")
    assert conversations.slots("a") is None
