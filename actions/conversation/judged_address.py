"""The address that the conversation is about, judged anew for every question about it."""

from collections.abc import Mapping

from actions.conversation.turn import Turn
from knowledge.matching.subject import Subject, SubjectKind
from knowledge.matching.verdict import MentionVerdict
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
