"""Adding to a report that was filed, or taking it back: filed beside it, for the same address."""

import asyncio
from enum import StrEnum
from hashlib import sha256

from actions.conversation.reply import Reply
from actions.conversation.turn import Turn
from actions.cues.report import FormWords
from actions.cues.talk import TalkWords
from actions.reports.desk import CannotFile
from actions.reports.intake.redaction import redacted
from actions.reports.model import Filing, Loss
from actions.reports.subject import subject_of
from knowledge.matching.subject import SubjectKind

MOST_BARE_WORDS = 9
"""`I would like to add something to my report` adds nothing yet."""

_ASKED = "add.ask"


class Addition(StrEnum):
    """What a citizen does to a report that was filed; also the keys of its sentences."""

    ASK = "ask"
    ADD = "add"
    WITHDRAW = "withdraw"


def addition_in(turn: Turn) -> Addition | None:
    """Tell what a message does to the report that was just filed; None when it does nothing."""
    subject, words = turn.subject, FormWords.load()
    is_about_it = subject.kind is SubjectKind.REPORT and subject.mention is not None
    is_open = turn.draft is not None and turn.draft.asked is not None
    if not (is_about_it and turn.text) or is_open or turn.context.reports is None:
        return None
    if words.withdraws(turn.text):
        is_asked = TalkWords.load().begins("may", turn.text)  # "can I still withdraw it"
        return None if is_asked else Addition.WITHDRAW
    if turn.text.rstrip().endswith("?") or words.asks_own_report(turn.text):
        return None
    was_asked = bool(subject.said) and subject.said[-1] == _ASKED
    corrects = words.corrects(turn.text) and (turn.news.says_only_how or turn.news.says_what)
    if was_asked and not words.says_no(turn.text):
        return Addition.ADD
    if words.adds(turn.text):
        is_bare = len(turn.text.split()) <= MOST_BARE_WORDS and not turn.news.amount
        return Addition.ASK if is_bare else Addition.ADD
    return Addition.ADD if corrects else None


async def tell_addition(reply: Reply, addition: Addition) -> None:
    """Pass an addition on to the team, or ask for it."""
    turn = reply.turn
    reference = turn.subject.topic or ""
    reply.leave(turn.subject.told(f"add.{addition}"))
    if addition is not Addition.ASK:
        try:
            await asyncio.to_thread(_file, turn, reference, addition)
        except CannotFile:
            reply.send([reply.text("form.added.failed")])
            return
    reply.send([reply.text(f"form.added.{addition}", reference=reference)])


def _file(turn: Turn, reference: str, addition: Addition) -> None:
    address = turn.subject.mention or ""
    subject = subject_of(turn.context.library, address, turn.subject.platform).subject
    desk = turn.context.reports
    if subject is None or desk is None:
        raise CannotFile("nothing to add to")
    # For our team, which reads Dutch.
    heading = turn.context.sentences.text(f"form.added.team_{addition}", "nl", reference=reference)
    said = "\0".join((turn.conversation, reference, turn.text))
    desk.file(
        Filing(
            subject=subject,
            address=address,
            what_happened=redacted(f"{heading} {turn.text}", keep=[address, reference]),
            seen_on=turn.subject.platform,
            loss=Loss.UNKNOWN,
            language=turn.language,
            channel=turn.channel,
            idempotency_key=f"add:{sha256(said.encode(errors='surrogatepass')).hexdigest()}",
        )
    )
