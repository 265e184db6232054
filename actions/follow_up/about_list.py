"""Talk about a count or list of the register: the kept question, asked in another way."""

from dataclasses import replace

from actions.answers.channels import MOST_LISTED
from actions.answers.neutral import tell_neutral
from actions.answers.overview import PAGE, Asked, asked_of, tell_overview
from actions.conversation.reply import Reply
from actions.cues.overview import Question, question_reader
from actions.cues.talk import TalkWords
from actions.follow_up.about_organisation import next_step, permission, share
from actions.follow_up.contacting import tell_contact
from actions.follow_up.varying import vary_list
from knowledge.matching.subject import Subject
from knowledge.publishing.overview.model import OverviewOrganisation
from knowledge.publishing.overview.selection import State


def _asked(reply: Reply, subject: Subject) -> Asked | None:
    question = Question.of(subject.question or {})
    return asked_of(reply, question) if question else None


def why(reply: Reply, subject: Subject) -> None:
    """Tell what is counted; why somebody is not on a platform, nobody knows."""
    if reply.turn.platform:
        reply.send([reply.text("follow_up.why.not_known")])
        vary_list(reply, subject)
        return
    key = "enough" if subject.times("ask_why") else "list"
    reply.send([reply.text(f"follow_up.why.{key}", page=PAGE)])


def sure(reply: Reply, subject: Subject) -> None:
    """Tell how sure it is."""
    key = "why.enough" if subject.times("ask_if_sure") else "sure.list"
    reply.send([reply.text(f"follow_up.{key}")])


def which(reply: Reply, subject: Subject) -> None:
    """Tell who they are, each with an address; those that had no place the time before."""
    if _names_something_else(reply):
        vary_list(reply, subject)
        return
    asked = _asked(reply, subject)
    if asked is None:
        tell_neutral(reply, subject)
        return
    if TalkWords.load().has("without", reply.turn.text) and not asked.question.without:
        tell_overview(reply, replace(asked.question, without=True))
        return
    found = sorted(asked.meant, key=lambda each: each.organisation.display_name.casefold())
    first = MOST_LISTED * subject.times("ask_which")
    shown = found[first : first + MOST_LISTED]
    rest = len(found) - first - len(shown)
    if not shown:
        key = "neutral.again" if found else "which.none"
        reply.send([reply.text(f"follow_up.{key}")])
        return
    parts = [reply.text("follow_up.which.title"), *(_line(asked, each) for each in shown)]
    if rest > 0:
        parts.append(reply.text("follow_up.which.rest", count=str(rest), page=PAGE))
    reply.send(parts)


def _names_something_else(reply: Reply) -> bool:
    question = question_reader(reply.turn.context.library.platforms).read(reply.turn.text)
    names = question.platforms or question.kind or question.domain or reply.turn.named
    return bool(names) or question.state is not State.IN_USE


def _line(asked: Asked, found: OverviewOrganisation) -> str:
    name = found.organisation.display_name
    channel = next((each for each in found.channels if asked.is_meant(each, asked.platform)), None)
    if channel is None or asked.question.without:
        return f"• {name}"
    address = channel.channel.address.value
    return asked.reply.text("follow_up.which.line", name=name, address=address)


def how_many(reply: Reply, subject: Subject) -> None:
    """Tell the number alone."""
    if _names_something_else(reply):
        vary_list(reply, subject)
        return
    asked = _asked(reply, subject)
    if asked is None:
        tell_neutral(reply, subject)
        return
    reply.send(
        [
            reply.text(
                "follow_up.how_many.of",
                count=str(len(asked.meant)),
                total=str(len(asked.everyone)),
                whom=asked.whom,
            )
        ]
    )


def simpler(reply: Reply, subject: Subject) -> None:
    """Tell the number in a few words."""
    asked = _asked(reply, subject)
    if asked is None:
        tell_neutral(reply, subject)
    else:
        reply.send(
            [reply.text("follow_up.simpler.list", count=str(len(asked.meant)), whom=asked.whom)]
        )


TELLING = {
    "ask_why": why,
    "ask_if_sure": sure,
    "ask_which": which,
    "ask_real_one": which,
    "ask_how_many": how_many,
    "ask_variation": vary_list,
    "ask_contact": tell_contact,
    "ask_permission": permission,
    "ask_next_step": next_step,
    "ask_simpler": simpler,
    "share": share,
}
