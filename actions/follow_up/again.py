"""The last answer once more: in the language of now, of what the register says now."""

from actions.answers.channels import tell_channels
from actions.answers.neutral import tell_neutral
from actions.answers.organisation import tell_organisation
from actions.answers.overview import tell_overview
from actions.answers.short_answers import answer_by_id, text_of
from actions.answers.verdicts import tell_verdict
from actions.conversation.judged_address import judged_again
from actions.conversation.reply import Reply
from actions.cues.overview import Question
from actions.follow_up.about_told import share
from actions.incidents.care import tell_care, topic_of
from knowledge.matching.subject import Subject, SubjectKind


def tell_again(reply: Reply, subject: Subject) -> None:
    """Give the answer that left a subject once more."""
    tellings = {
        SubjectKind.ORGANISATION: _organisation,
        SubjectKind.LIST: _list,
        SubjectKind.ANSWER: _answer,
        SubjectKind.TOLD: _told,
    }
    if topic_of(reply.turn):
        tell_care(reply)
    elif subject.is_verdict:
        _verdict(reply, subject)
    else:
        tellings.get(subject.kind, tell_neutral)(reply, subject)


def _verdict(reply: Reply, subject: Subject) -> None:
    if judged_again(reply.turn, subject) is None:
        reply.send([reply.text("follow_up.paste_again")])
        return
    checker = reply.turn.context.library.checker
    tell_verdict(
        reply,
        checker.check(
            subject.mention or "", platform=subject.platform, organisation=subject.organisation
        ),
    )


def _organisation(reply: Reply, subject: Subject) -> None:
    organisation = reply.turn.context.library.registry.organisation(subject.organisation or "")
    if organisation is None:
        tell_neutral(reply, subject)
    elif "who" in subject.said:
        tell_organisation(reply, organisation, "find.this")
    else:
        tell_channels(reply, organisation, subject.platform)


def _list(reply: Reply, subject: Subject) -> None:
    question = Question.of(subject.question or {})
    if question is None:
        tell_neutral(reply, subject)
    else:
        tell_overview(reply, question)


def _told(reply: Reply, subject: Subject) -> None:
    if subject.said and subject.said[-1] == "share":
        share(reply, subject)
    elif answer_by_id(reply.turn, subject.topic):
        _answer(reply, subject)
    else:
        reply.leave(subject)
        reply.send([reply.text("follow_up.told.heard"), reply.text("follow_up.told.ask")])


def _answer(reply: Reply, subject: Subject) -> None:
    answer = answer_by_id(reply.turn, subject.topic)
    if answer is None:
        tell_neutral(reply, subject)
    else:
        reply.leave(subject)
        reply.send([text_of(answer, reply.turn.language)])
