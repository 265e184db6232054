"""Talk about a count or list of the register: the kept question, asked in another way."""

from collections.abc import Callable
from dataclasses import replace

from actions.answers.channels import MOST_LISTED
from actions.answers.neutral import tell_neutral
from actions.answers.overview import NAMED, Asked, asked_of, tell_overview, years_of
from actions.conversation.reply import Reply
from actions.cues.channels import ChannelWords
from actions.cues.overview import Asks, Question, QuestionReader, question_reader
from actions.cues.policy import PolicyWords
from actions.cues.talk import CLICK, TalkWords
from actions.follow_up.about_organisation import next_step, share
from actions.follow_up.about_organisation import permission as may_act
from actions.follow_up.about_register import sentence, tell_doubted
from actions.follow_up.contacting import tell_contact
from actions.follow_up.varying import tell_year, vary_list
from knowledge.matching.imitation.brands import main_site
from knowledge.matching.subject import Subject, SubjectKind
from knowledge.model import OrganisationKind
from knowledge.publishing.overview.model import OverviewOrganisation
from knowledge.publishing.overview.selection import State

Telling = Callable[[Reply, Subject], None]

_SHOWN = "shown."  # key of a subject: how many of a list were shown


def _asked(reply: Reply, subject: Subject) -> Asked | None:
    question = Question.of(subject.question or {})
    return asked_of(reply, question) if question else None


def why(reply: Reply, subject: Subject) -> None:
    """Tell what is counted; why somebody is not on a platform, nobody knows."""
    if reply.turn.platform:
        reply.send([reply.text("follow_up.why.not_known")])
        vary_list(reply, subject)
        return
    question = Question.of(subject.question or {})
    lacks = question is not None and question.without
    key = "enough" if subject.times("ask_why") else "not_known" if lacks else "list"
    reply.send([reply.text(f"follow_up.why.{key}", page=reply.page)])


def sure(reply: Reply, subject: Subject) -> None:
    """Tell how sure it is."""
    key = "why.enough" if subject.times("ask_if_sure") else "sure.list"
    reply.send([reply.text(f"follow_up.{key}")])


def which(reply: Reply, subject: Subject) -> None:
    """Tell who they are, each with an address; those that had no place the time before."""
    asked = _asked(reply, subject)
    if asked is None:
        tell_neutral(reply, subject)
        return
    wants_accounts = _reader(reply).wants_accounts(reply.turn.text)
    is_turned = TalkWords.load().has("without", reply.turn.text) and not asked.question.without
    if is_turned and not wants_accounts:
        tell_overview(reply, replace(asked.question, without=True))
        return
    found = sorted(asked.meant, key=lambda each: each.organisation.display_name.casefold())
    first = _shown(subject)
    asks_rest = _reader(reply).asks_rest(reply.turn.text) or _names_left_out(reply)
    if not first and asks_rest:
        first = _counted(subject, NAMED)
    wanted = _reader(reply).number(reply.turn.text) or MOST_LISTED
    shown = found[first : first + min(wanted, MOST_LISTED)]
    rest = len(found) - first - len(shown)
    others = replace(asked.question, asks=Asks.ORGANISATIONS, without=True)
    if not shown and asks_rest and _means_those_without(reply, asked_of(reply, others)):
        tell_overview(reply, others)
        return
    if not shown:
        key = "all" if found else "none"
        reply.send([reply.text(f"follow_up.which.{key}", count=str(len(found)), page=reply.page)])
        return
    parts = [reply.text("follow_up.which.title"), *(_line(asked, each) for each in shown)]
    if rest > 0:
        parts.append(reply.text("follow_up.which.rest", count=str(rest), page=reply.page))
    reply.leave(reply.subject.told(f"{_SHOWN}{len(shown)}"))
    reply.send(parts)


def _means_those_without(reply: Reply, others: Asked) -> bool:
    """Tell whether `the other five` are those who are not there, where all others were named."""
    count, wanted = len(others.meant), _reader(reply).number(reply.turn.text)
    was_asked = Question.of(reply.turn.subject.question or {})
    turns = was_asked is not None and bool(was_asked.platforms) and not was_asked.without
    turns = turns and others.question.state is State.IN_USE
    return turns and (count == wanted if wanted else 0 < count <= MOST_LISTED)


def tell_rest(reply: Reply) -> None:
    """Tell those that a list did not show."""
    which(reply, reply.turn.subject)


def tell_accounts(reply: Reply) -> None:
    """Tell the accounts themselves, on the platform that the message names or that was asked."""
    subject = reply.turn.subject
    asked = _asked(reply, subject)
    if asked and _wants_number_alone(reply):  # `only the number, no names`
        _tell_number(reply, asked)
        return
    question = Question.of(subject.question or {})
    platforms = _reader(reply).read(reply.turn.text).platforms
    if question and platforms and platforms != question.platforms:
        question = replace(question, platforms=platforms, asks=Asks.ORGANISATIONS)
        subject = Subject(SubjectKind.LIST, question=question.as_json(), said=("list",))
        reply.leave(subject)
    which(reply, subject)


def _shown(subject: Subject) -> int:
    """Tell how many of a list were shown with an address."""
    return _counted(subject, _SHOWN)


def _counted(subject: Subject, sign: str) -> int:
    return sum(int(key.removeprefix(sign)) for key in subject.said if key.startswith(sign))


def _names_left_out(reply: Reply) -> bool:
    return ChannelWords.load().has("left_out", reply.turn.text)


def _reader(reply: Reply) -> QuestionReader:
    return question_reader(reply.turn.context.library.platforms)


def _names_something_else(reply: Reply, subject: Subject) -> bool:
    """Tell whether the message changes what is counted, whatever it is taken for."""
    question = _reader(reply).read(reply.turn.text)
    asks_why = reply.turn.intent == "ask_why"  # why they are not there, has an answer of its own
    before = subject.question or {}
    kept = before.get("state", State.IN_USE)
    elsewhere = question.platforms and not asks_why
    domain = question.domain if question.domain != before.get("domain") else None
    names = elsewhere or question.kind or domain or reply.turn.named
    is_other = question.state not in (State.IN_USE, kept) or question.asks.is_ranking
    turns_back = bool((subject.question or {}).get("without")) and _reader(reply).asks_having(
        reply.turn.text
    )
    is_of_now = kept != State.IN_USE and _reader(reply).says_already(reply.turn.text)
    of_all = _reader(reply).asks_everywhere(reply.turn.text)
    return bool(names) or is_other or turns_back or is_of_now or of_all


def permission(reply: Reply, subject: Subject) -> None:
    """Tell that the list may be used; of another act, whether it may be done."""
    is_of_file = TalkWords.load().wanted(reply.turn.text) == CLICK
    if PolicyWords.load().has("reuse", reply.turn.text) and not is_of_file:
        reply.send([reply.text("follow_up.may.reuse", page=reply.page)])
    else:
        _unless_changed(may_act)(reply, subject)


def contact(reply: Reply, subject: Subject) -> None:
    """Tell the addresses of those in the list, or how to reach whom the message names."""
    turn = reply.turn
    if not turn.named and ChannelWords.load().has("mistake", turn.text):
        tell_doubted(reply)  # whom to tell of what is wrong in it
        return
    asks_them = _reader(reply).asks_channels(turn.text) and not turn.named
    is_changed = bool(_of_all(reply)) or _names_something_else(reply, subject)
    if not turn.named and (is_changed or _wants_number_alone(reply)):
        _unless_changed(how_many)(reply, subject)  # a list has no number to call
    else:
        (which if asks_them else tell_contact)(reply, subject)


def _wants_number_alone(reply: Reply) -> bool:
    """Tell whether a message asks for a number, and for none to call."""
    words, text = ChannelWords.load(), reply.turn.text
    return words.has("bare_number", text) and not TalkWords.load().has("to_call", text)


def _unless_changed(telling: Telling) -> Telling:
    """Ask the register the changed question, where the message changes it."""

    def tell(reply: Reply, subject: Subject) -> None:
        asked = _asked(reply, subject)
        of_all = _of_all(reply)
        if of_all:
            tell_overview(reply, of_all)
        elif _names_something_else(reply, subject):
            vary_list(reply, subject)
        elif TalkWords.load().has("year", reply.turn.text):
            tell_year(reply)
        elif asked and PolicyWords.load().has("much", reply.turn.text):
            reply.send([reply.text("follow_up.how_many.share", **_share(asked))])
        else:
            telling(reply, subject)

    return tell


def _of_all(reply: Reply) -> Question | None:
    """Give the question how many bodies there are in all, where a message asks that."""
    text, reader = reply.turn.text, _reader(reply)
    asked = reader.read(text)
    is_part = asked.state is not State.IN_USE
    asks_all = PolicyWords.load().has("total", text) or (is_part and reader.counts_channels(text))
    is_total = asks_all and reader.speaks_of_services(text)
    if not is_total or asked.platforms or asked.domain:
        return None
    return Question(Asks.ORGANISATIONS if is_part else Asks.TOTALS, state=asked.state)


def _line(asked: Asked, found: OverviewOrganisation) -> str:
    name = found.organisation.display_name
    meant = [each.channel for each in found.channels if asked.is_meant(each, asked.platform)]
    channel = main_site(meant) or next(iter(meant), None)
    if channel is None or asked.question.without:
        return f"• {name}"
    address, year = channel.address.value, asked.year(found)
    if not (asked.is_dated and year):
        return asked.reply.text("follow_up.which.line", name=name, address=address)
    of_when = asked.reply.text("state.source", day=year)
    return asked.reply.text("channels.line", platform=name, address=address, state=of_when)


def how_many(reply: Reply, subject: Subject) -> None:
    """Tell the number alone."""
    asked = _asked(reply, subject)
    if asked is None:
        tell_neutral(reply, subject)
        return
    is_of_ministers = asked.question.kind is OrganisationKind.MINISTER
    if is_of_ministers and _reader(reply).speaks_of_services(reply.turn.text):
        of_all = replace(asked.question, kind=None, asks=Asks.ORGANISATIONS)
        tell_overview(reply, of_all)
        return
    if TalkWords.load().has("without", reply.turn.text) and not asked.question.without:
        tell_overview(reply, replace(asked.question, without=True))
        return
    _tell_number(reply, asked)


def _tell_number(reply: Reply, asked: Asked) -> None:
    values = {"count": str(len(asked.meant)), "total": str(len(asked.everyone))}
    years = years_of(asked)
    reply.send([reply.text("follow_up.how_many.of", whom=asked.whom, years=years, **values)])


def _share(asked: Asked) -> dict[str, str]:
    count, total = len(asked.meant), len(asked.everyone)
    percent = round(100 * count / total) if total else 0
    return {"count": str(count), "total": str(total), "percent": str(percent), "whom": asked.whom}


def simpler(reply: Reply, subject: Subject) -> None:
    """Tell the number in a few words."""
    asked = _asked(reply, subject)
    if asked is None:
        tell_neutral(reply, subject)
    elif ChannelWords.load().has("one_sentence", reply.turn.text):
        reply.send([sentence(asked)])
    else:
        values = {"count": str(len(asked.meant)), "years": years_of(asked)}
        reply.send([reply.text("follow_up.simpler.list", whom=asked.whom, **values)])


def _next(reply: Reply, subject: Subject) -> None:
    """Say that the list may lack some, to who asks whether that is all; else who helps on."""
    asks_if_all = TalkWords.load().has("all_there_is", reply.turn.text)
    (sure if asks_if_all else next_step)(reply, subject)


TELLING = {
    "ask_why": _unless_changed(why),
    "ask_if_sure": _unless_changed(sure),
    "ask_which": _unless_changed(which),
    "ask_real_one": _unless_changed(which),
    "ask_how_many": _unless_changed(how_many),
    "ask_variation": vary_list,
    "ask_contact": contact,
    "ask_permission": permission,
    "ask_next_step": _unless_changed(_next),
    "ask_simpler": simpler,
    "share": share,
}
