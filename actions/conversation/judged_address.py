"""The addresses of a conversation: the one it is about, judged anew, and all that were judged."""

from collections.abc import Mapping
from dataclasses import replace

from actions.conversation.turn import Turn
from actions.cues.facts import Facts, Judged
from knowledge.matching.subject import LONGEST_MENTION, Subject, SubjectKind
from knowledge.matching.verdict import MentionVerdict, MessageVerdict
from knowledge.model import Verdict

GROUPS: Mapping[Verdict, str] = {
    Verdict.OFFICIAL: "ok",
    Verdict.OFFICIAL_STALE: "known",
    Verdict.OTHER_BODY: "unsure",
    Verdict.NOT_LISTED: "unsure",
    Verdict.NEEDS_PLATFORM: "unsure",
    Verdict.PLANNED: "no",
    Verdict.RETIRED: "no",
    Verdict.CONFIRMED_FAKE: "danger",
    Verdict.COMPROMISED: "danger",
    Verdict.LOOKALIKE: "danger",
}
"""How verdicts are alike in what a citizen may do."""


def judged_again(turn: Turn, subject: Subject) -> MentionVerdict | None:
    """Judge the address of a subject anew; None when it is not remembered or no longer read.

    What was suspicious beside its message is not called real without it.
    """
    if subject.mention is None:
        return None
    checker = turn.context.library.checker
    found = checker.check(
        subject.mention, platform=subject.platform, organisation=subject.organisation
    ).worst_first
    if not found:
        return None
    was_doubted = subject.kind is not SubjectKind.LISTED
    return None if was_doubted and found[0].verdict.is_trusted else found[0]


def group(turn: Turn, subject: Subject) -> str:
    """Give which of `GROUPS` the address of a subject belongs to."""
    judged = judged_again(turn, subject)
    if judged:
        return GROUPS[judged.verdict]
    return "danger" if subject.kind is SubjectKind.FAKE else "unsure"


def remembered(judged: MessageVerdict) -> Facts:
    """Give the addresses of a message as facts that the conversation keeps."""
    return Facts(
        judged=tuple(
            Judged(each.mention.text, each.address.platform if each.address else None, each.verdict)
            for each in judged.mentions
            if len(each.mention.text) <= LONGEST_MENTION
        )
    )


def suspicious(turn: Turn) -> tuple[Judged, ...]:
    """Give the addresses of the conversation that can be reported, in the order of judging."""
    return tuple(each for each in turn.memory.facts.judged if not _is_trusted(turn, each))


def standing_of(turn: Turn, judged: Judged) -> MentionVerdict | None:
    """Judge an address of the conversation by itself, but never better than beside its message.

    None when it is no longer read.
    """
    checker = turn.context.library.checker
    now = next(iter(checker.check(judged.address, platform=judged.platform).worst_first), None)
    if now is None or judged.verdict is None:
        return now
    return replace(now, verdict=min(now.verdict, judged.verdict, key=lambda each: each.rank))


def _is_trusted(turn: Turn, judged: Judged) -> bool:
    now = standing_of(turn, judged)
    return now is None or now.verdict.is_trusted


_PLACES = {"first": 0, "second": 1, "third": 2}


def pointed_out(turn: Turn, which: str) -> Judged | None:
    """Give the judged address that a message means.

    Args:
        turn: The message.
        which: `first`, `second`, `third`, `last`, `other` or `all`; the first of all is meant.
    """
    known = turn.memory.facts.judged
    if which == "other":
        before = turn.memory.subject  # not what this message counts out
        is_reported = before.kind is SubjectKind.REPORT
        this = before.mention if is_reported else turn.memory.mention
        known = tuple(each for each in suspicious(turn) if each.address != this)
    if which == "all":
        known = suspicious(turn)
        return known[0] if known else None
    place = _PLACES.get(which, -1)
    return known[place] if known and place < len(known) else None
