"""After something happened: what to do now, what is left, and what comes next."""

from collections.abc import Sequence
from dataclasses import replace

from actions.answers.channels import platform_name
from actions.answers.short_answers import answer_by_id, key_of, tell, tell_short
from actions.conversation.reply import Button, Reply
from actions.conversation.told_without_address import has_bad_sign, is_visit
from actions.conversation.turn import Turn
from actions.cues.facts import CLICKED, Facts, FactsReader
from actions.cues.objections import Objections
from actions.cues.talk import TalkWords
from actions.cues.words import parts_in, sentences_in
from actions.incidents.asking_on import asks_next
from actions.incidents.passing import tell_heard, tell_listening, tell_unclear
from actions.incidents.steps import (
    Step,
    Steps,
    known,
    sentence_of,
    subject_of_incident,
    values,
    whom_in,
    written,
)
from knowledge.matching.subject import Subject, SubjectKind

BLOCKED = frozenset({"card_stop", "docstop", "itsme"})
"""Steps that `it is blocked` says are done."""

POLICE_HOW = "police-must-i-how"
"""The answer on how to go to the police."""

_FOR_POLICE = frozenset({"card", "code"})
"""What together was given to somebody who can empty an account."""

OFFERED = ("card", "money", "password", "clicked")
"""What somebody may have given, offered as buttons when it was not told."""

_HACKED = "hacked"
"""What was lost after which whoever says that it does not work hears what else may."""

_DONE_FOR = {
    "card_stop": "card",
    "docstop": "id_photo",
    "itsme": "itsme",
    "bank": "money",
    "police": "money",
}
"""What was given or lost, by what is only done after that."""

MOST_BARE = 6  # words of `all of that is done`


def tell_incident(reply: Reply) -> None:
    """Tell the next steps for what is known, or ask what was given."""
    turn, steps = reply.turn, Steps.load()
    facts = _facts_after(reply, steps)
    if not facts.given:
        _ask(reply, facts)
        return
    fresh = set(turn.news.given).difference(turn.memory.facts.given)
    more_urgent = _more_urgent(reply, steps, facts, fresh)
    # What did not fit into the answer before is told when somebody asks on, not over a question.
    urgent = [] if _waits(turn) and not fresh else steps.urgent(facts)
    open_still = [] if urgent or more_urgent else _left_open(reply, steps, facts)
    is_new = bool(urgent or more_urgent)
    chosen = urgent or open_still or ([] if is_new else steps.later(facts))
    if not (is_new or open_still or _HACKED in facts.given) and _waits(turn):
        _tell_unasked(reply)
        return
    reply.leave(subject_of_incident(reply, "ask_next_step"))
    if not (chosen or more_urgent):
        _tell_over(reply, facts)
        return
    is_later = bool(turn.memory.facts.told) and not fresh
    key = "then" if is_later or _praise(reply) else "first"
    key = "left" if open_still else key
    reply.know(facts.having_told(tuple(each.key for each in chosen)))
    lines = written(reply, chosen, key, facts) if chosen else []
    reply.send([*_praise(reply), *more_urgent, *lines])


def warn(reply: Reply) -> bool:
    """Tell within a report what cannot wait, for exactly what was given; tell whether it did."""
    facts = reply.facts
    chosen = Steps.load().urgent(facts)
    if not chosen:
        return False
    reply.know(facts.having_told(tuple(each.key for each in chosen)))
    is_paid = "money" in facts.given and all(each.key != "card_stop" for each in chosen)
    if_card = [reply.text("follow_up.step.if_card")] if is_paid else []
    reply.send([*written(reply, chosen, "before_all", facts), *if_card])
    return True


def tell_first(reply: Reply) -> None:
    """Tell once more what is to be done first, to whoever asks just that.

    What the question names goes first; what is said to be closed does not.
    """
    steps, facts = Steps.load(), known(reply)
    told = steps.told_and_open(facts)
    named = FactsReader.load().names_done(" ".join(said_open(reply.turn)))
    first = [each for each in told if each.done in named][:1] or told[:1]
    if steps.urgent(facts) or not first:
        tell_incident(reply)
        return
    reply.leave(subject_of_incident(reply, "ask_next_step"))
    reply.send([reply.text("follow_up.step.before_all"), sentence_of(reply, first[0], facts)])


def said_open(turn: Turn) -> list[str]:
    """Give the parts of a message without those that say that something is closed."""
    words = TalkWords.load()
    parts = (part for each in sentences_in(turn.text) for part in parts_in(each))
    return [each for each in parts if not words.has("bank_closed", each)]


def tell_if_all(reply: Reply) -> None:
    """Say whether that was all, and what is left."""
    steps, facts = Steps.load(), known(reply)
    asks_more = TalkWords.load().has("anything_else", reply.turn.text)
    # One of several calls is not enough, and who asks that may not have made the others.
    calls = [] if asks_more else [each for each in steps.told_and_open(facts) if each.call]
    left = steps.urgent(facts) or calls or steps.later(facts)
    if not facts.given or not left:
        reply.leave(subject_of_incident(reply, "step.over"))
        known_key = "no_more" if asks_more else "all_given"
        key = known_key if facts.given else "all_unknown"
        reply.send([reply.text(f"follow_up.step.{key}")])
        return
    reply.leave(subject_of_incident(reply, "ask_next_step"))
    reply.know(facts.having_told(tuple(each.key for each in left)))
    reply.send(written(reply, left, "more" if asks_more else "not_all", facts))


def tell_not_too_late(reply: Reply) -> None:
    """Answer `too late`: what was done is asked for, or what still helps is said."""
    turn, steps = reply.turn, Steps.load()
    if not turn.facts.given:
        asked = tuple(turn.memory.facts.asked)
        if asked and not turn.text.rstrip().endswith("?"):
            _tell_given(reply, known(reply).with_(Facts(given=asked)))
            return
        _ask(reply, known(reply))
        return
    facts = known(reply)
    left = (steps.told_and_open(facts) or steps.urgent(facts) or steps.later(facts))[:1]
    reply.leave(subject_of_incident(reply, "ask_next_step"))
    reply.know(facts.having_told(tuple(each.key for each in left)))
    sentences = [sentence_of(reply, each, facts) for each in left]
    key = "not_too_late" if left else "all_done"
    reply.send([reply.text(f"follow_up.step.{key}"), *sentences])


def _tell_police_how(reply: Reply) -> bool:
    answer = answer_by_id(reply.turn, POLICE_HOW)
    if answer is None or reply.turn.subject.times(key_of(answer)):
        return False
    tell(reply, answer)
    return True


def tell_of_police(reply: Reply) -> None:
    """Say whether to go to the police: once money is gone, yes; then how."""
    turn = reply.turn
    facts, subject = known(reply), turn.subject
    if TalkWords.load().has("how_do", turn.text) and _tell_police_how(reply):
        return
    is_again = subject.times("police")
    reply.leave(subject_of_incident(reply, "police"))
    if is_again and tell_short(reply):
        return
    whom = whom_in(reply, facts)
    paid = "paid_for" if whom else "paid"
    key = paid if "money" in facts.given else "unpaid"
    if key == "unpaid" and _FOR_POLICE.issubset(facts.given):
        key = "taken"
    key = "done" if "police" in turn.memory.facts.done else key
    reply.know(facts.having_told(("police",)))
    reply.send([reply.text(f"follow_up.police.{key}", **whom)])


def _tell_given(reply: Reply, facts: Facts) -> None:
    """Tell the steps for what was asked for and is now said to be given."""
    chosen = Steps.load().urgent(facts)
    reply.leave(subject_of_incident(reply, "ask_next_step"))
    reply.know(facts.having_told(tuple(each.key for each in chosen)))
    reply.send(written(reply, chosen, "first", facts))


def _facts_after(reply: Reply, steps: Steps) -> Facts:
    """Give what is known after a message; `done` alone means what was told before it."""
    turn = reply.turn
    facts = replace(known(reply), kept=())
    words = TalkWords.load()
    is_few = len(turn.text.split()) <= MOST_BARE and not turn.text.rstrip().endswith("?")
    is_bare = is_few and words.has("did_it", turn.text)
    if is_few and words.has("blocked", turn.text) and not turn.news.done:
        facts = facts.with_(Facts(done=steps.done_by(BLOCKED.intersection(facts.told))))
    if is_bare and not (turn.news.done or turn.news.given):
        done = steps.done_by(facts.told)
        if turn.subject.times("step.ask"):
            done = ("card_stop", "bank")  # what was told beside the question
        facts = facts.with_(Facts(done=done))
    meant = [_DONE_FOR[each] for each in facts.done if each in _DONE_FOR]
    if not facts.given and meant:  # nobody does these for nothing
        facts = facts.with_(Facts(given=tuple(meant[:1])))
    return facts


def _more_urgent(reply: Reply, steps: Steps, facts: Facts, fresh: set[str]) -> list[str]:
    """Say what news means for a call that was told or made before; nothing where there is none."""
    if not fresh or not reply.turn.memory.facts.told:
        return _new_amount(reply, facts)
    again = [each for each in steps.told_and_open(facts, fresh) if each.call]
    if "money" in fresh and Objections.load().tells_of_bank(reply.turn.text):
        police = sentence_of(reply, steps.step("police"), facts)
        calls = [sentence_of(reply, each, facts) for each in again]
        return [reply.text("follow_up.step.bank_knows"), *calls, police]
    if again and "money" in fresh:
        police = sentence_of(reply, steps.step("police"), facts)
        return [reply.text("follow_up.step.paid_too", **values(reply, facts)), police]
    if again:
        calls = [reply.text(f"follow_up.step.call.{each.call}") for each in again]
        both = f" {reply.text('follow_up.step.and')} ".join(calls)
        return [reply.text("follow_up.step.more_urgent", calls=both)]
    called = {"money", "card", "code"} & fresh and "bank" in reply.turn.memory.facts.done
    return [reply.text("follow_up.step.bank_again", **values(reply, facts))] if called else []


def _new_amount(reply: Reply, facts: Facts) -> list[str]:
    """Say that the bank has to know how much it was, told after the bank was named."""
    amount, before = reply.turn.news.amount, reply.turn.memory.facts
    is_new = amount and amount != before.amount and "bank" in before.told
    if not is_new or "money" not in facts.given:
        return []
    return [reply.text("follow_up.step.say_amount", amount=amount or "")]


def _waits(turn: Turn) -> bool:
    """Tell whether a message is in no need of the next step: it asks for none and did none."""
    was_told = bool(turn.memory.facts.told) and turn.draft is None
    return was_told and bool(turn.text) and not (asks_next(turn) or _says_done(turn))


def _tell_unasked(reply: Reply) -> None:
    """Answer what asks for no next step: say that it is heard, or that it is not understood."""
    if not _only_tells(reply.turn):
        tell_unclear(reply)
    elif not tell_heard(reply):
        tell_listening(reply)


def _only_tells(turn: Turn) -> bool:
    """Tell whether a message asks for nothing."""
    return not (turn.text.rstrip().endswith("?") or TalkWords.load().begins("asks", turn.text))


def _says_done(turn: Turn) -> bool:
    """Tell whether a message says of something that it is done."""
    talk = TalkWords.load()
    told = (each for each in sentences_in(turn.text) if not each.endswith("?"))
    has_hung_up = any(talk.has("hung_up", each) for each in told) and not turn.news.given
    did = any(talk.has(each, turn.text) for each in ("did_it", "blocked"))
    says_so = did and turn.intent == "tell_done" and not talk.has("not_yet", turn.text)
    return bool(turn.news.done) or has_hung_up or says_so


def _left_open(reply: Reply, steps: Steps, facts: Facts) -> list[Step]:
    """Give what was told and is left when one thing is done; once."""
    turn = reply.turn
    # Within a report the steps were told beside its questions, and are easily missed.
    did = _says_done(turn) or turn.draft
    is_news = bool(did) and not turn.subject.times("step.left")
    left = [each for each in steps.told_and_open(facts) if each.call] if is_news else []
    if left:
        reply.leave(reply.subject.told("step.left"))
    return left


def _tell_over(reply: Reply, facts: Facts) -> None:
    key = "still" if reply.turn.subject.times("step.over") else "over"
    whom = whom_in(reply, facts)
    reply.leave(subject_of_incident(reply, "step.over"))
    reply.know(facts)
    if key == "over" and whom:
        reply.send([*_praise(reply), reply.text("follow_up.step.over_for", **whom)])
    else:
        reply.send([*_praise(reply), reply.text(f"follow_up.step.{key}")])


def tell_how(reply: Reply) -> None:
    """Say back where or when it was, then go on."""
    is_unlost = has_bad_sign(reply.turn.subject) and not reply.turn.facts.given
    if not is_unlost and tell_heard(reply):
        return
    place = reply.turn.news.seen_on
    if place:
        heard = reply.text("follow_up.step.place", platform=platform_name(reply, place))
    else:
        heard = reply.text("follow_up.step.noted")
    if is_unlost:
        reply.send([heard, reply.text("follow_up.told.noted_sign")])
        return
    reply.send([heard])
    tell_incident(reply)


def tell_nothing_given(reply: Reply) -> None:
    """Praise that nothing was given; who gave something before goes on with its steps."""
    subject = reply.turn.subject
    if set(reply.turn.facts.given) - {CLICKED}:
        tell_incident(reply)
        return
    is_unpaid = subject.kind is SubjectKind.LISTED and "money" in reply.turn.news.kept
    at_door = "_door" if is_visit(subject) else ""
    key = "may.pay.known" if is_unpaid else f"step.nothing{at_door}"
    kept = subject if subject.kind is not SubjectKind.NOTHING else Subject(SubjectKind.TOLD)
    reply.leave(kept.told("step.nothing"))
    asks_if_fraud = TalkWords.load().has("scam", reply.turn.question) and has_bad_sign(subject)
    likely = reply.text("follow_up.told.likely") if asks_if_fraud else ""
    reply.send([likely, reply.text(f"follow_up.{key}")])


def _ask(reply: Reply, facts: Facts) -> None:
    """Ask what was given, with what cannot wait."""
    reply.know(facts)
    reply.leave(subject_of_incident(reply, "step.ask"))
    if reply.turn.may_have_clicked:
        reply.send([reply.text("follow_up.told.if_clicked")])
        return
    buttons: Sequence[Button] = [
        (
            reply.text(f"follow_up.step.button.{each}"),
            reply.text(f"follow_up.step.pressed.{each}"),
        )
        for each in OFFERED
    ]
    if reply.turn.subject.times("step.ask"):
        reply.send([reply.text("follow_up.neutral.incident")], buttons)
    else:
        whom = whom_in(reply, facts)
        key = "ask_for" if whom else "ask"
        reply.send([reply.text(f"follow_up.step.{key}", **whom)], buttons)


def _praise(reply: Reply) -> list[str]:
    return [reply.text("follow_up.step.heard")] if _says_done(reply.turn) else []
