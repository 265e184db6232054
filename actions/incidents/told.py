"""Something received, told without an address: the rule that bears on it, and one question."""

from actions.answers.other_bodies import what_to_do
from actions.answers.short_answers import answer_by_id, tell, tell_short
from actions.answers.verdicts import said_of_whom_it_names
from actions.conversation.reply import Button, Reply
from actions.conversation.told_without_address import (
    BAD_SIGNS,
    CUT_OFF,
    GIFT_CARDS,
    ROBBED,
    SIGNED,
    WAS_INSIDE,
    is_promised,
    is_told,
    is_visit,
    kind_told,
    secret_wanted,
    told_first,
)
from actions.conversation.turn import Turn
from actions.cues.circumstances import Circumstances
from actions.cues.facts import Facts, FactsReader
from actions.cues.talk import TalkWords
from actions.incidents.next_step import tell_incident, tell_nothing_given
from actions.incidents.pages import line_of_page
from actions.incidents.questions import tell_question
from knowledge.matching.search.asked import Told
from knowledge.matching.subject import Subject, SubjectKind
from knowledge.model import RuleKind
from knowledge.wording.naming import named as forms

MOST_RULES = 1
PROMISED, FILMED = "promised-premium", "investment-video"
"""The answers on money that is promised: in words, and by a face in a video on investing."""

WITHOUT = ("without", "asked.deleted")
"""What was said where nothing can be looked up."""

_ASKED_AS = {"pay_first": "fee_first"}
"""Which question, of `asked.yml`, is about the same thing as what is told, where not so called."""

LETTER = "letter"
"""Kind of thing told, in `told.yml`, that is no more than a letter."""

_WAYS = ("call", LETTER, "door")
_RULED = frozenset({"message", "call"})
"""Ways of which services said what they never ask."""

_QUESTIONS = {"call": "ask_call", "letter": "ask_letter", "page": "page.ask"}
"""Which sentence asks for what helps to judge, where it is not a message."""


def tell_what_to_do(reply: Reply) -> None:
    """Answer somebody to whom something happened: by what was given, else by what was told."""
    turn = reply.turn
    if turn.news.given:
        tell_incident(reply)
    elif _is_of_visit(turn):
        tell_told(reply)
    elif _only_kept(turn):
        tell_nothing_given(reply)
    elif tell_short(reply) or (not turn.news.done and tell_question(reply)):
        return
    elif _only_received(turn) and not turn.supposes_given:
        tell_told(reply)
    else:
        tell_incident(reply)


def _only_kept(turn: Turn) -> bool:
    """Tell whether it only says what was not given, and asks nothing."""
    is_loss = turn.facts.given or turn.news.done or TalkWords.load().has("deceived", turn.text)
    asks = turn.question.rstrip().endswith("?") or turn.supposes_given
    return bool(turn.news.kept) and not (is_loss or asks or turn.news.asked)


def _is_of_visit(turn: Turn) -> bool:
    """Tell whether it tells of a visit, though it sounds as if something was given."""
    kind = kind_told(turn)
    return kind is not None and kind.medium == "door" and not turn.facts.given


def _only_received(turn: Turn) -> bool:
    """Tell whether something was received or asked for, and nothing given."""
    only_asked = FactsReader.load().tells_only_what_was_asked(turn.text)
    if told_first(turn):
        return True
    is_received = is_told(turn) and not TalkWords.load().has("deceived", turn.text)
    return is_received or (only_asked and not turn.facts.given)


def tell_told(reply: Reply) -> None:
    """Tell what bears on it, what not to do, and ask what helps to judge."""
    reply.know(reply.facts.with_(Facts(page=reply.turn.page_named)))
    if reply.turn.page_named:
        reply.send([line_of_page(reply)])
    _tell_heard(reply)


def _tell_heard(reply: Reply) -> None:
    turn = reply.turn
    organisation = next(iter(turn.named), None)
    kind = kind_told(turn)
    if kind and kind.id == LETTER and _came_as_message(turn):
        kind = None
    medium = _medium(turn, kind)
    told = Subject(
        SubjectKind.TOLD,
        organisation=organisation.id if organisation else None,
        topic=medium,
        said=("told", kind.id) if kind else ("told",),
        body=turn.other.names["nl"] if turn.other else None,
    )
    reply.know(reply.facts.with_(_circumstances(turn, medium)))
    is_of_it = turn.subject.is_verdict and kind is None and medium == "message"
    if TalkWords.load().has("no_address", turn.text):
        told = told.told("without")
    reply.leave(turn.subject.told("told") if is_of_it else told)
    if organisation:
        reply.about(organisation, turn.platform)
    if kind and kind.id in BAD_SIGNS:
        if turn.subject.is_verdict:
            reply.leave(turn.subject.told(kind.id))
        reply.leave(reply.subject.told(f"asked.{_ASKED_AS.get(kind.id, kind.id)}"))
        _tell_bad_sign(reply, kind)
        return
    is_known = secret_wanted(turn) is not None or (kind is not None and kind.first)
    # Their words only sound like a visitor who is still there, or like danger.
    only_sounds = kind is not None and kind.id in (WAS_INSIDE, CUT_OFF, ROBBED, SIGNED)
    has_short = not only_sounds and tell_short(reply, only_words=is_known)
    if has_short or _told_of_video(reply) or _told_of_promise(reply):
        return
    rules = _rules(turn) if medium in _RULED else []
    lines = [
        *([] if rules or turn.page_named else _of_whom(reply, medium)),
        *rules,
        *_advice(reply, kind, medium),
    ]
    is_pasted = (kind is None or kind.readable) and medium != "door"
    has_one = is_of_it or turn.subject.is_verdict
    can_ask = is_pasted and not (has_one or lacks_address(reply.subject))
    question = _question(reply, "page" if turn.page_named else medium) if can_ask else ""
    reply.send([*lines, question], _report(reply))


def _tell_bad_sign(reply: Reply, kind: Told) -> None:
    """Say what is typical of fraud and not to do it; that it looks like it, to who asks that."""
    asks = reply.turn.text.rstrip().endswith("?") and TalkWords.load().has("scam", reply.turn.text)
    likely = reply.text("follow_up.told.likely") if asks else ""
    calls = TalkWords.load().has("calls_back", reply.turn.text)
    again = reply.text("follow_up.told.not_pick_up") if calls else ""
    is_again = reply.turn.subject.times(kind.id) > 0 and kind.id == GIFT_CARDS
    key = "asked.gift_cards.doubt_again" if is_again else f"told.kind.{kind.id}"
    sign = reply.text(f"follow_up.{key}")
    rules = _rules(reply.turn) if way_of(reply.subject) in _RULED else []
    reply.send([likely, sign, again, *rules], _report(reply))


def lacks_address(subject: Subject) -> bool:
    """Tell whether the citizen said that there is nothing to look up."""
    return any(subject.times(each) for each in WITHOUT)


def _medium(turn: Turn, kind: Told | None) -> str:
    """Tell along which way it came: by its words, else as such things come."""
    if kind and kind.medium == "door":
        return kind.medium  # a visit that was announced by phone or letter is one
    if turn.page_named:
        return "message"
    words = TalkWords.load()
    ways = (("at_door", "door"), ("letter", "letter"), ("call", "call"))
    said = (way for sign, way in ways if words.has(sign, turn.without_denied_way))
    comes_as = kind.medium if kind and not _came_as_message(turn) else None
    return next(said, comes_as or "message")


def _came_as_message(turn: Turn) -> bool:
    """Tell whether its words say that it was a mail or a text, and no letter on paper."""
    words, text = TalkWords.load(), turn.without_denied_way
    return words.has("message", text) and not words.has("letter", text)


def _of_whom(reply: Reply, medium: str) -> list[str]:
    """Say that the name alone proves nothing, and what somebody else says of fake messages."""
    turn = reply.turn
    if turn.named:
        return [reply.text("follow_up.told.of", **forms(turn.named[0]))]
    if turn.other:
        name = turn.other.name(turn.language)
        says = what_to_do(reply, turn.other) if medium in _RULED else []
        return [reply.text("other.is", body=name), *says]
    return []


def _circumstances(turn: Turn, topic: str) -> Facts:
    """Give what a report will need: how it came, when and in whose name."""
    circumstances = Circumstances.load()
    return Facts(
        by=None
        if turn.page_named
        else circumstances.way_in(turn.without_denied_way)
        or (topic if topic in ("letter", "call") else None),
        when=circumstances.moment_in(turn.text, turn.language),
        organisation=turn.named[0].id if len(turn.named) == 1 else None,
        seen_on=turn.place,
    )


def way_of(subject: Subject) -> str:
    """Give along which way the thing came that a subject is about: `message` where not said."""
    if is_visit(subject):
        return "door"
    return next((each for each in _WAYS if each in (subject.topic or "")), "message")


def tell_without_address(reply: Reply) -> None:
    """Say what somebody does who has nothing that can be looked up."""
    subject = reply.subject
    if subject.times("without"):
        reply.send([reply.text("follow_up.told.noted_again")])
        return
    reply.leave(subject.told("without"))
    by_way = f"follow_up.told.without_{way_of(subject)}"
    is_known = by_way in reply.turn.context.sentences
    reply.send([reply.text(by_way if is_known else "follow_up.told.without")])


def _told_of_video(reply: Reply) -> bool:
    """Say what a video proves that promises money, but no profit."""
    turn, words = reply.turn, TalkWords.load()
    is_filmed = words.has("film", turn.text) and not words.has("invests", turn.text)
    if not (is_filmed and is_promised(turn)):
        return False
    reply.leave(reply.subject.told("promise_video"))
    reply.send([reply.text("follow_up.told.promise_video")], _report(reply))
    return True


def tell_other_did(reply: Reply) -> None:
    """Praise who did not do it, and ask what the other one did."""
    before = reply.turn.subject
    left = before if before.kind is not SubjectKind.NOTHING else Subject(SubjectKind.TOLD)
    reply.leave(left.told("other_did"))
    reply.know(reply.facts.with_(Facts(whom=FactsReader.load().relation_in(reply.turn.text))))
    reply.send([reply.text("follow_up.told.other_did")])


def _told_of_promise(reply: Reply) -> bool:
    turn = reply.turn
    if not is_promised(turn):
        return False
    is_filmed = TalkWords.load().has("film", turn.text)
    answer = answer_by_id(turn, FILMED if is_filmed else PROMISED)
    if answer:
        tell(reply, answer)
    return answer is not None


def tell_forced(reply: Reply) -> None:
    """Tell somebody who holds the door against another to call 101 first."""
    subject = reply.subject
    if subject.kind is not SubjectKind.TOLD:
        subject = Subject(SubjectKind.TOLD, topic="door")
    is_again = subject.times("forced") % 2
    reply.leave(subject.told("forced"))
    reply.send([reply.text("follow_up.told.door_again" if is_again else "follow_up.told.forced")])


def _of_call(reply: Reply) -> Subject:
    """Give what the conversation is about; a call where it is about nothing that a caller is of."""
    subject = reply.subject
    goes_on = subject.is_verdict or subject.kind in (SubjectKind.INCIDENT, SubjectKind.TOLD)
    return subject if goes_on else Subject(SubjectKind.TOLD, topic="call")


def tell_on_line(reply: Reply) -> None:
    """Tell somebody with the caller on the line to hang up now, and whom to call."""
    subject = _of_call(reply)
    key = "on_line_still" if subject.times("on_line") else "on_line"
    reply.leave(subject.told("on_line"))
    reply.send([reply.text(f"follow_up.told.{key}")])


def tell_called_again(reply: Reply) -> None:
    """Tell somebody whom the caller tries again not to pick up."""
    subject = _of_call(reply)
    key = "on_line" if subject.times("called_again") else "called_again"
    reply.leave(subject.told("called_again"))
    reply.send([reply.text(f"follow_up.told.{key}")])


def _advice(reply: Reply, kind: Told | None, medium: str) -> list[str]:
    if kind and kind.first:
        return [reply.text(f"follow_up.told.kind.{kind.id}")]
    if wanted := secret_wanted(reply.turn):
        by_way = f"follow_up.told.secret_{medium}"
        is_known = by_way in reply.turn.context.sentences and wanted == "asked_secret"
        return [reply.text(by_way if is_known else f"follow_up.more.{wanted}")]
    if TalkWords.load().has("paid_number", reply.turn.text):
        return [reply.text("follow_up.asked.paid_number.any")]
    if kind and medium not in ("call", "letter"):
        return [reply.text(f"follow_up.told.kind.{kind.id}")]
    if medium == "door":
        return [reply.text("follow_up.may.door")]
    by_way = f"follow_up.told.kind.{medium}"  # who was called or got a letter has no link to click
    is_known = by_way in reply.turn.context.sentences
    return [reply.text(by_way if is_known else "follow_up.told.heard")]


def _question(reply: Reply, topic: str) -> str:
    return reply.text(f"follow_up.told.{_QUESTIONS.get(topic, 'ask')}")


def _report(reply: Reply) -> list[Button]:
    can_report = reply.turn.context.reports is not None
    return [reply.button("report", "report_misuse")] if can_report else []


def _rules(turn: Turn) -> list[str]:
    found = said_of_whom_it_names(turn, turn.context.library.checker.check(turn.text).rules)
    rules = [rule for rule in found if rule.kind is not RuleKind.DOMAIN][:MOST_RULES]
    return [rule.statement.get(turn.language) or rule.statement["nl"] for rule in rules]
