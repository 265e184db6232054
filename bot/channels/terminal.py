"""A conversation in the terminal, or line by line through a pipe."""

import asyncio
import secrets
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import date

from actions.reports.database.connection import StoreUnavailable
from bot.channels.cards import TONES
from bot.channels.contract import Channel
from bot.conversation.dialogue import BotMessage, Dialogue
from bot.conversation.undelivered import Unheard
from bot.settings import Settings
from knowledge.library import Library
from knowledge.matching.answer import Role
from knowledge.matching.pasted.text import plain
from knowledge.model import LANGUAGES

CHANNEL = "terminal"
LEAVE = frozenset({"/quit", "/exit", "/stop"})

_DIM = "2"
_COLOURS = {
    "good": "1;32",
    "stale": "1;33",
    "care": "1;33",
    "bad": "1;31",
    "past": "1;37",
    "other": "1;36",
}
"""Bold and a colour (ECMA-48, SGR) by tone; the icon and the words say the same."""

Write = Callable[[str], None]


class Terminal:
    """Turns lines into turns.

    Args:
        dialogue: Answers them.
        write: Gets each line of an answer.
        colours: Whether the terminal shows bold and dim text.
    """

    def __init__(self, dialogue: Dialogue, write: Write, *, colours: bool) -> None:
        self._dialogue = dialogue
        self._write = write
        self._colours = colours
        self._sender = secrets.token_urlsafe(16)
        self._language: str | None = None
        self._buttons: Sequence[tuple[str, str]] = ()

    async def take(self, line: str) -> bool:
        """Answer one line; False when it asks to leave."""
        said = line.strip()
        if said in LEAVE:
            return False
        if said.removeprefix("/") in LANGUAGES and said.startswith("/"):
            self._language = said.removeprefix("/")
            said = "/greet"
        answers = await self._dialogue.answer(
            self._sender, self._pressed(said), language=self._language, channel=CHANNEL
        )
        self._show(answers)
        return True

    def _pressed(self, said: str) -> str:
        """Give the payload of a button that was chosen by its number."""
        if said.isdecimal() and 0 < int(said[:3]) <= len(self._buttons) and len(said) < 3:
            return self._buttons[int(said) - 1][1]
        return said

    def _show(self, answers: Sequence[BotMessage]) -> None:
        for answer in answers:
            for line in lines_of(answer, colours=self._colours):
                self._write(line)
            self._write("")
        self._buttons = [button for answer in answers for button in answer.buttons]
        for number, (title, _) in enumerate(self._buttons, start=1):
            self._write(_styled(f"  [{number}] {title}", _DIM, colours=self._colours))


def lines_of(message: BotMessage, *, colours: bool) -> Iterator[str]:
    """Give an answer line by line, the headline of a verdict in its colour."""
    if not (message.answer and message.answer.cards):
        yield from plain(message.text).splitlines()
        return
    for place, paragraph in enumerate(message.answer.at_once()):
        yield from [""] if place else []
        for line in paragraph:
            is_headline = line.role is Role.HEADLINE and line.card
            colour = _COLOURS[TONES[line.card.verdict]] if is_headline and line.card else ""
            told = plain(line.plain)
            yield _styled(told, colour, colours=colours) if colour else told


def _styled(text: str, style: str, *, colours: bool) -> str:
    return f"\033[{style}m{text}\033[0m" if colours else text


def lines() -> Iterator[str]:
    """Give the lines that are typed or piped, until their end."""
    prompt = "\n> " if sys.stdin.isatty() else ""
    while True:
        try:
            yield input(prompt)
        except (EOFError, KeyboardInterrupt):
            return


async def chat(dialogue: Dialogue, write: Write, unheard: Unheard) -> None:
    """Talk until the end of the input; what became of a report is asked for at each line."""
    terminal = Terminal(dialogue, write, colours=sys.stdout.isatty())
    if sys.stdin.isatty():
        write("Kanaalcheck  ·  /nl /en /fr /de  ·  /quit\n")
        await terminal.take("/greet")
    for line in lines():
        with suppress(StoreUnavailable):
            await asyncio.to_thread(unheard.renew)
        if not await terminal.take(line):
            return


def _draw(message: BotMessage, _: Library, __: date) -> Sequence[str]:
    return tuple(lines_of(message, colours=False))


TERMINAL: Channel[Settings] = Channel(CHANNEL, draw=_draw)
