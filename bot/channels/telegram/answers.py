"""What the conversation answers, as far as Telegram treats it in its own way."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from actions.reply import payload
from actions.report_form.draft import PREFIX
from bot.channels.telegram.judging import TELEGRAM
from bot.channels.telegram.rendering import units
from bot.channels.telegram.sayings import Button, Keyboard
from bot.channels.telegram.telling import short
from bot.messages import BotMessage
from knowledge.model import Verdict

WIDE_BUTTON = 18  # characters; two shorter ones stand side by side
IN_GROUP_AT_MOST = 2  # buttons

REPORT, CANCEL = payload("report_misuse"), payload("cancel")
_FORM_INTENTS = frozenset({payload("affirm"), payload("deny"), CANCEL})


def verdict_of(answer: BotMessage) -> Verdict | None:
    """Give the verdict that an answer tells; None when it judges nothing."""
    verdict = (answer.custom or {}).get("verdict")
    return Verdict(verdict) if verdict else None


def is_of_report(meant: str) -> bool:
    """Tell whether a press makes or goes on with a report."""
    return meant.startswith((REPORT, payload("dispute_answer")))


def is_form_question(answer: BotMessage) -> bool:
    """Tell whether an answer waits for one of the answers that make a report."""
    return any(
        meant in _FORM_INTENTS or (meant.startswith(REPORT) and f'"{PREFIX}' in meant)
        for _, meant in answer.buttons
    )


def shortened(answer: BotMessage) -> BotMessage:
    """Give an answer as a group gets it."""
    if not verdict_of(answer):
        return answer
    mentions = (answer.custom or {}).get("mentions", ())
    text = short(answer.text, mentions=len(mentions))
    return replace(answer, text=text, buttons=answer.buttons[:IN_GROUP_AT_MOST])


def at_telegram(message: BotMessage) -> Iterable[tuple[str, str]]:
    """Offer our own platform too where the citizen has to say which one."""
    if verdict_of(message) is not Verdict.NEEDS_PLATFORM or not message.buttons:
        return ()
    waiting = (
        each["text"]
        for each in (message.custom or {}).get("mentions", ())
        if each["verdict"] == Verdict.NEEDS_PLATFORM
    )
    mention = next(waiting, None)
    if mention is None:
        return ()
    return ((TELEGRAM.title(), payload("check_channel", mention=mention, platform=TELEGRAM)),)


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
