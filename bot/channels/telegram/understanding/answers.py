"""What the conversation answers, as far as Telegram treats it in its own way."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from actions.conversation.draft import PREFIX
from actions.conversation.reply import payload
from bot.channels.telegram.sayings import Button, Keyboard
from bot.channels.telegram.understanding.judging import TELEGRAM
from bot.channels.telegram.understanding.rendering import units
from bot.conversation.messages import BotMessage
from knowledge.matching.presenting import as_short_text
from knowledge.matching.subject import SubjectKind
from knowledge.model import Verdict

WIDE_BUTTON = 18  # characters; two shorter ones stand side by side
IN_GROUP_AT_MOST = 2  # buttons

REPORT, CANCEL = payload("report_misuse"), payload("cancel")


def is_of_report(meant: str) -> bool:
    """Tell whether a press makes or goes on with a report."""
    return meant.startswith((REPORT, payload("dispute_answer")))


def is_form_question(answer: BotMessage) -> bool:
    """Tell whether an answer waits for one of the answers that make a report."""
    subject = answer.answer.subject if answer.answer else None
    asked = subject.topic if subject and subject.kind is SubjectKind.QUESTION else None
    return (asked or "").startswith(PREFIX)


def shortened(message: BotMessage) -> BotMessage:
    """Give an answer as a group gets it."""
    if not (message.answer and message.verdict):
        return message
    answer = message.answer.short
    buttons = message.buttons[:IN_GROUP_AT_MOST]
    return replace(message, text=as_short_text(answer), answer=answer, buttons=buttons)


def at_telegram(message: BotMessage) -> Iterable[tuple[str, str]]:
    """Offer our own platform too where the citizen has to say which one."""
    subject = message.answer.subject if message.answer else None
    is_asked = message.verdict is Verdict.NEEDS_PLATFORM and message.buttons
    if not (is_asked and subject and subject.mention):
        return ()
    meant = payload("check_channel", mention=subject.mention, platform=TELEGRAM)
    return ((TELEGRAM.title(), meant),)


def rows(made: Sequence[Button]) -> Keyboard:
    """Put two short buttons side by side, any other on a row of its own."""
    rows: list[tuple[Button, ...]] = []
    for button in made:
        last = rows[-1] if rows else ()
        fits = len(last) == 1 and all(units(each.text) <= WIDE_BUTTON for each in (*last, button))
        if fits:
            rows[-1] = (*last, button)
        else:
            rows.append((button,))
    return tuple(rows)
