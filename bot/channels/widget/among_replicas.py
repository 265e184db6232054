"""One turn for each message of a widget, whichever machine it reaches, and its pictures with it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Awaitable, Callable
from dataclasses import asdict, replace
from typing import TYPE_CHECKING

from actions.conversation.context import ATTACHED
from actions.reports.intake.attached import KEPT_S as PICTURES_KEPT_S
from bot.channels.widget.replay import Answered
from bot.http.problems import Problem
from bot.running.shared_values import SharedValues

if TYPE_CHECKING:
    from bot.channels.widget.conversing import Sent

CHANNEL = "widget"
KEPT_S = 15 * 60
"""A message is sent again within seconds; a crowd of an hour would fill Redis."""
NAMES = "names"


async def once(
    values: SharedValues, sent: Sent, content: bytes, answer: Callable[[], Awaitable[Answered]]
) -> Answered:
    """Answer a message, or give the answer that it got at another machine.

    Args:
        values: What the machines know together.
        sent: The message.
        content: What it says; another content under the same id is refused.
        answer: Takes the turn.

    Raises:
        Problem: The id was used for something else.
    """
    digest = hashlib.sha256(content).hexdigest()
    # Looked up before too: whether Redis is away is known by then, and nobody waits for its lock.
    known = await _known(values, sent)
    async with values.alone(_answers_of(sent.conversation)):
        known = known or await _known(values, sent)
        if known is not None:
            if known[0] != digest:
                raise Problem("message-id-reused", field="id")
            return known[1]
        were_there = await _bring_pictures(values, sent.conversation)
        given = await answer()
        await _leave_pictures(values, sent.conversation, were_there=were_there)
        if given.forgets:
            await values.remove(_answers_of(sent.conversation))
        return replace(given, is_shared=await _keep(values, sent, digest, given))


async def to_judge(values: SharedValues, sent: Sent) -> Answered | None:
    """Give an answer of another machine to be judged; None when there is none."""
    known = await _known(values, sent)
    return known[1] if known else None


async def is_judged_first(values: SharedValues, sent: Sent) -> bool:
    """Tell whether no machine counted an opinion about an answer before."""
    return await values.is_first(f"judged {sent.conversation} {sent.message}", KEPT_S)


async def _known(values: SharedValues, sent: Sent) -> tuple[str, Answered] | None:
    found = await values.get(_answers_of(sent.conversation), sent.message)
    if found is None:
        return None
    told = json.loads(found)
    answered = Answered(**{**told["answer"], "body": told["answer"]["body"].encode()})
    return told["digest"], answered


async def _keep(values: SharedValues, sent: Sent, digest: str, given: Answered) -> bool:
    answer = {**asdict(given), "body": given.body.decode(), "is_shared": True}
    content = json.dumps({"digest": digest, "answer": answer}).encode()
    return await values.put(_answers_of(sent.conversation), sent.message, content, KEPT_S)


async def _bring_pictures(values: SharedValues, conversation: str) -> bool:
    """Let a report of this turn have the pictures that reached other machines, if there are any."""
    found = await values.get(_pictures_of(conversation), NAMES)
    held = ATTACHED.names(_attached(conversation))
    for name in json.loads(found) if found else ():
        if name not in held:
            ATTACHED.add(_attached(conversation), name)
    return found is not None


async def _leave_pictures(values: SharedValues, conversation: str, *, were_there: bool) -> None:
    """Let the next turn find them, wherever it is; this machine lets go of them then."""
    names = ATTACHED.names(_attached(conversation))
    if not names:
        if were_there:
            await values.remove(_pictures_of(conversation))
        return
    content = json.dumps(names).encode()
    if await values.put(_pictures_of(conversation), NAMES, content, PICTURES_KEPT_S):
        ATTACHED.taken(_attached(conversation))


def _attached(conversation: str) -> str:
    return f"{CHANNEL}:{conversation}"


def _answers_of(conversation: str) -> str:
    return f"answers {conversation}"


def _pictures_of(conversation: str) -> str:
    return f"pictures {conversation}"
