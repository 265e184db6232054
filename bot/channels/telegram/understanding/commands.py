"""Commands and deep links, in the words that the conversation understands."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from actions.conversation.reply import payload
from actions.cues.languages import Languages
from actions.reports.reference import normalised
from bot.channels.telegram.wording import Wording
from knowledge.library import Library
from knowledge.model import LANGUAGES, OrganisationKind

CHECK, REPORT, START, HELP = "check", "meld", "start", "help"

_COMMAND = re.compile(
    r"/(?P<name>[A-Za-z0-9_]{1,64})(?:@(?P<bot>[A-Za-z0-9_]{3,64}))?(?=\s|$|\{)\s*(?P<rest>.*)",
    re.DOTALL,
)
_DEEP = re.compile(r"[A-Za-z0-9_-]{1,64}")
"""What `t.me/bot?start=` may carry (https://core.telegram.org/bots/features#deep-linking)."""


@dataclass(frozen=True, slots=True)
class Command:
    """A command as it was sent.

    Attributes:
        name: As typed.
        bot: The bot that it names; None when it names none.
        rest: What stands behind it.
        start: The command itself, up to `rest`.
    """

    name: str
    bot: str | None
    rest: str
    start: str

    def is_for(self, username: str) -> bool:
        """Tell whether it may be meant for a bot."""
        return self.bot is None or self.bot.lower() == username.lower()


@dataclass(frozen=True, slots=True)
class Spoken:
    """What goes to the conversation instead of a command.

    Attributes:
        text: A payload of the conversation, or a sentence.
        is_private: It is about the citizen, and is not said where others read.
    """

    text: str
    is_private: bool = False


def command_in(text: str) -> Command | None:
    """Read a command; None when a text is none."""
    found = _COMMAND.match(text)
    if not found:
        return None
    start = text[: found.start("rest")]
    return Command(found["name"], found["bot"], found["rest"].strip(), start)


def spoken(command: Command, library: Library, language: str) -> Spoken:
    """Give what a command means; an unknown one asks for help.

    Args:
        command: Any but `/check`.
        library: Knows the organisations.
        language: Of the sentences.
    """
    wording = Wording.load()
    name = wording.command(command.name)
    if name is None:
        # The words of a button work when they are typed too; the conversation knows which.
        is_payload = not command.rest or command.rest.startswith("{")
        return Spoken(f"/{command.name}{command.rest}" if is_payload else payload("help"))
    if name == START:
        return _deep_link(command.rest, library)
    return _SPOKEN[name](command.rest, library, language)


def _deep_link(rest: str, library: Library) -> Spoken:
    """Read `t.me/bot?start=…`; what is unknown just begins."""
    if not _DEEP.fullmatch(rest):
        return Spoken(payload("greet"))
    word, _, detail = rest.partition("_")
    if word == "taal" and detail in LANGUAGES:
        return Spoken(payload("change_language", language=detail))
    if word == "kanalen" and library.registry.organisation(detail):
        return Spoken(payload("list_channels", organisation=detail))
    if word == "status" and normalised(detail):
        return Spoken(str(normalised(detail)), is_private=True)
    intent = _DEEP_INTENTS.get(rest)
    return Spoken(payload(intent or "greet"), is_private=intent in _PRIVATE)


_DEEP_INTENTS: Mapping[str, str] = {
    REPORT: "report_misuse",
    CHECK: "check_channel",
    "privacy": "ask_privacy",
    "taal": "change_language",
    HELP: HELP,
}
_PRIVATE = frozenset({"report_misuse"})


def _channels(rest: str, library: Library, language: str) -> Spoken:
    if not rest:
        return Spoken(payload("list_channels"))
    if library.finder.find(rest):
        return Spoken(rest)
    found = dict.fromkeys(match.organisation for match in library.names.find(rest))
    named = [each for each in map(library.registry.organisation, found) if each]
    narrower = [each for each in named if each.kind is not OrganisationKind.UMBRELLA] or named
    if len(narrower) == 1:
        platform = library.finder.platform_in(rest) or ""
        return Spoken(payload("list_channels", organisation=narrower[0].id, platform=platform))
    return Spoken(Wording.load().text("kanalen.question", language, name=rest))


def _report(rest: str, _library: Library, _language: str) -> Spoken:
    return Spoken(payload("report_misuse", mention=rest), is_private=True)


def _status(rest: str, _library: Library, language: str) -> Spoken:
    reference = normalised(rest)
    if reference is None:
        return Spoken(payload("report_status"), is_private=True)
    asked = Wording.load().text("status.question", language, reference=reference)
    return Spoken(asked, is_private=True)


def _language(rest: str, _library: Library, _language_now: str) -> Spoken:
    word = rest.lower()
    chosen = word if word in LANGUAGES else Languages.load().named(rest)
    return Spoken(payload("change_language", language=chosen or ""))


def _fixed(intent: str, *, is_private: bool = False) -> Callable[[str, Library, str], Spoken]:
    return lambda _rest, _library, _language: Spoken(payload(intent), is_private)


_SPOKEN: Mapping[str, Callable[[str, Library, str], Spoken]] = {
    "kanalen": _channels,
    REPORT: _report,
    "status": _status,
    "taal": _language,
    "privacy": _fixed("ask_privacy"),
    "vergeet": _fixed("forget_me"),
    HELP: _fixed(HELP),
    CHECK: _fixed("check_channel"),
}
