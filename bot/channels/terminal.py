"""A conversation in the terminal, or line by line through a pipe."""

import asyncio
import secrets
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress

from actions.reports.database import StoreUnavailable
from bot.dialogue import BotMessage, Dialogue
from bot.unheard import Unheard
from knowledge.matching.pasted import plain
from knowledge.model import LANGUAGES

CHANNEL = "terminal"
LEAVE = frozenset({"/quit", "/exit", "/stop"})

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
            for line in plain(answer.text).splitlines():
                self._write(line)
            self._write("")
        self._buttons = [button for answer in answers for button in answer.buttons]
        for number, (title, _) in enumerate(self._buttons, start=1):
            self._write(self._dim(f"  [{number}] {title}"))

    def _dim(self, text: str) -> str:
        return f"\033[2m{text}\033[0m" if self._colours else text


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
