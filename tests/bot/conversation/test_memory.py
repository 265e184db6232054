"""What is remembered of conversations, and for how long."""

import json
import tracemalloc

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


def test_a_conversation_takes_little_memory():
    conversations = Conversations(Clock())
    subject = {"kind": "fake", "mention": "vdab-jobs.be", "said": ["verdict", "ask_why"]}
    facts = {"given": ["clicked"], "judged": [{"address": "vdab-jobs.be", "verdict": "lookalike"}]}
    tracemalloc.start()
    for number in range(1_000):
        slots = {"language": "nl", "subject": {**subject}, "facts": json.loads(json.dumps(facts))}
        conversations.keep(f"{number:07}", slots)
    taken, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert taken / 1_000 < 800
    assert conversations.slots("0000007") == {"language": "nl", "subject": subject, "facts": facts}


def test_what_cannot_be_written_in_letters_is_remembered_too():
    conversations = Conversations(Clock())
    conversations.keep("a", {"mention": "\ud800.be"})
    assert conversations.slots("a") == {"mention": "\ud800.be"}
