"""Many chats that write at once: what was lost, doubled or out of order."""

import random
import re
from collections import Counter
from dataclasses import dataclass

from tests.bot.channels.telegram.bot_api import BotApi, Fault, too_many

_NUMBER = re.compile(r"\bnr\d+\b")
UPDATES, CHATS, FIRST_CHAT = 2_000, 500, 5_000


@dataclass(frozen=True)
class Outcome:
    """What became of numbered messages that were each to be answered once."""

    lost: int
    doubled: int
    out_of_order: int


def write_all(api: BotApi, text: str = "{}") -> dict[int, list[str]]:
    """Let chats write numbered messages in turn by chance; gives what each has to hear of.

    Args:
        api: Where.
        text: What they write, with a place for the number.
    """
    chance = random.Random(7)  # noqa: S311 - the same each time
    order = [FIRST_CHAT + number % CHATS for number in range(UPDATES)]
    chance.shuffle(order)
    expected: dict[int, list[str]] = {}
    for number, chat in enumerate(order):
        api.write(chat, text.format(f"nr{number}"))
        expected.setdefault(chat, []).append(f"nr{number}")
    return expected


def trouble(count: int) -> list[Fault]:
    """Give failures after which it is certain that nothing was sent."""
    kinds = (Fault(500), Fault(502, is_plain=True), too_many(1), Fault())
    return [kinds[number % len(kinds)] for number in range(count)]


def outcome(api: BotApi, expected: dict[int, list[str]]) -> Outcome:
    """Compare what was heard with what was written; an answer holds the number it is about."""
    lost = doubled = out_of_order = 0
    for chat, numbers in expected.items():
        found = (_NUMBER.search(text) for text in api.texts(chat))
        heard = [each.group() for each in found if each]
        counts = Counter(heard)
        lost += sum(number not in counts for number in numbers)
        doubled += sum(count - 1 for count in counts.values())
        out_of_order += [*counts] != [number for number in numbers if number in counts]
    return Outcome(lost, doubled, out_of_order)
