"""What was said of each address of a conversation, for who asks whether it was understood."""

from actions.answers.neutral import tell_neutral
from actions.conversation.judged_address import GROUPS, standing_of
from actions.conversation.reply import Reply
from actions.cues.facts import Judged
from knowledge.matching.answer import BULLET
from knowledge.matching.verdict import defanged
from knowledge.model import Verdict


def tell_recap(reply: Reply) -> None:
    """Tell in one line each how far the addresses of the conversation can be trusted."""
    turn = reply.turn
    lines = [line for each in turn.memory.facts.judged if (line := _line(reply, each))]
    reply.leave(turn.subject.told("recap"))
    if not lines:
        tell_neutral(reply, turn.subject)
        return
    reply.send([reply.text("follow_up.recap.intro"), *lines])


def _line(reply: Reply, judged: Judged) -> str | None:
    found = standing_of(reply.turn, judged)
    if found is None:
        return None
    is_trusted = found.verdict.is_trusted
    address = judged.address if is_trusted else defanged(judged.address)
    key = "spoofable" if is_trusted and found.spoofable else _group(found.verdict)
    return f"{BULLET}{reply.text(f'follow_up.recap.{key}', address=address)}"


def _group(verdict: Verdict) -> str:
    return "other" if verdict is Verdict.OTHER_BODY else GROUPS[verdict]
